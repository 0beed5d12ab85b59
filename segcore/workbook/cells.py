"""Text on its way into a cell: it never becomes a formula, a link, markup or a broken file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

LONGEST: Final = 32_767
_GAPS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]")
_BROKEN = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_DANGEROUS: Final = ("=", "+", "-", "@")
_ERRORS: Final = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def clean(text: object) -> str:
    """Text as a cell can hold it: line breaks and tabs become a space, what XML cannot carry becomes U+FFFD."""
    plain = str(text)
    if len(plain) * 2 <= LONGEST and plain.isprintable():
        return plain
    kept = _BROKEN.sub("\ufffd", _GAPS.sub(" ", plain))
    if len(kept) * 2 <= LONGEST or len(kept.encode("utf-16-le")) // 2 <= LONGEST:
        return kept
    return kept.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def dangerous(text: str) -> bool:
    """Whether a spreadsheet that imports this text could take it for a formula."""
    return text.lstrip().startswith(_DANGEROUS)


def shielded(text: str) -> str:
    """The same text for the shared strings, where `<r>...</r>` would be written as markup without escaping."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    return text


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names as a workbook accepts them: no []:*?/\\, no quote at an end, at most 31 characters, unique."""
    taken: list[str] = []
    for name in wanted:
        plain = _NOT_IN_SHEET_NAMES.sub(" ", clean(name)).strip(" '")[:31].strip(" '") or "Sheet"
        number, unique = 1, plain
        while unique.casefold() in {other.casefold() for other in taken}:
            number += 1
            unique = f"{plain[:27]} {number}"
        taken.append(unique)
    return taken


def for_footer(text: str) -> str:
    """Text for a page footer, where & starts a code."""
    return clean(text)[:80].replace("&", "&&")


def stored_name(name: str) -> str:
    """A name as the value of a formula; what would be stored as an error is left to be computed."""
    return "" if name in _ERRORS else clean(name)
