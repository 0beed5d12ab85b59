"""Files of banks and accountants that are no statements: recognised, and refused with what to export instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from segcore.errors import LabradorError
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.records import Records

_KNOWN = {
    "payment_orders": re.compile(rb"(?:110|120|210|510),20\d{6},\d+,\d{8},"),
    "datev": re.compile(rb"(?:\xef\xbb\xbf)?\"?(?:EXTF|DTVF)\"?;\d{3};"),
}


def known(content: Content) -> str:
    """What a file is that is refused, by its first bytes; "" for any other."""
    return next((name for name, pattern in _KNOWN.items() if pattern.match(content.file.content)), "")


def _claims(name: str) -> Callable[[Content], bool]:
    return lambda content: known(content) == name


def _refuse(content: Content) -> Records:
    raise LabradorError(f"file.{known(content)}", file=content.file.name)


FORMATS = (
    Format("elixir", "Elixir", "bank", ("pli",), ("text",), _claims("payment_orders"), _refuse),
    Format("datev", "DATEV", "bank", ("csv",), ("text",), _claims("datev"), _refuse),
)
