"""Files of banks and accountants that are no statements: recognised, and refused with what to export instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from segcore.errors import LabradorError
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.records import Records

_KNOWN = {
    "file.payment_orders": re.compile(rb"(?:110|120|210|510),20\d{6},\d+,\d{8},"),
    "file.datev": re.compile(rb"(?:\xef\xbb\xbf)?\"?(?:EXTF|DTVF)\"?;\d{3};"),
}


def known(content: Content) -> str:
    """The code of the refusal, by the first bytes of a file; "" for any other."""
    return next((name for name, pattern in _KNOWN.items() if pattern.match(content.file.content)), "")


def _claims(code: str) -> Callable[[Content], bool]:
    return lambda content: known(content) == code


def _refuse(content: Content) -> Records:
    raise LabradorError(known(content), file=content.file.name)


FORMATS = (
    Format("elixir", "Elixir", "bank", ("pli",), ("text",), _claims("file.payment_orders"), _refuse),
    Format("datev", "DATEV", "bank", ("csv",), ("text",), _claims("file.datev"), _refuse),
)
