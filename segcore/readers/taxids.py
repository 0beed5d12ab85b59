"""Tax numbers of companies: which are valid, and their one spelling."""

from __future__ import annotations

import re
from operator import mul

from segcore.readers.identity_words import is_nobody

_EU = re.compile(
    r"(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PT|RO|SE|SI|SK|XI|GB)(?=\w*\d)[0-9A-Z]{8,12}"
)
_EMPTY = {"", "brak", "none", "na", "nan", "null"}


def valid(text: str) -> str:
    """The tax number in its one spelling, "" where it is none.

    Digits only for NIP (10), INN (10, 12), BIN (12), EDRPOU (8), RNOKPP (10), UNP (9), whose check digits must fit;
    foreign EU numbers keep their country (`DE129273398`), else two countries could share one. `INN/KPP` gives the
    INN; a leading zero lost by a spreadsheet is put back where the check digit then fits.
    """
    digits = text
    if not (text.isascii() and text.isdigit()):
        first = re.split(r"[/\\,;]", text.strip())[0].upper()
        packed = re.sub(r"[^0-9A-Z]", "", first)
        if packed.casefold() in _EMPTY:
            return ""
        packed = re.sub(r"^(?:NIP|INN|VAT)", "", packed)
        if _EU.fullmatch(packed):
            return packed
        digits = packed.removeprefix("PL").removeprefix("RU").removeprefix("UA")
    if not digits.isdigit() or len(set(digits)) == 1:
        return ""
    for padded in (digits, digits.zfill(10) if len(digits) == 9 else "", digits.zfill(12) if len(digits) == 11 else ""):
        if any(check(padded) for check in _CHECKS.get(len(padded), ())):
            return padded
    return ""


def says_nothing(text: str) -> bool:
    """Whether a cell for a tax number says that there is none: blank, a dash, `brak`, `(пусто)`, zeros only."""
    if text.isdigit():
        return not text.strip("0")
    return not text or is_nobody(text) or re.sub(r"[\W_]", "", text).casefold().strip("0") in _EMPTY


def plausible(text: str) -> bool:
    """Whether a cell has the form of a tax number, valid or not."""
    packed = re.sub(r"[^0-9A-Za-z]", "", re.split(r"[/\\,;]", text.strip())[0])
    return 8 <= sum(map(str.isdigit, packed)) <= 14 and len(packed) <= 16


def _sum(digits: str, weights: tuple[int, ...]) -> int:
    return sum(map(mul, map(int, digits), weights))


def _nip(digits: str) -> bool:
    return _sum(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(digits[9])


def _inn10(digits: str) -> bool:
    return _sum(digits, (2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10 == int(digits[9])


def _inn12(digits: str) -> bool:
    first = _sum(digits, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    second = _sum(digits, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    return (first, second) == (int(digits[10]), int(digits[11]))


def _bin(digits: str) -> bool:
    rest = _sum(digits, tuple(range(1, 12))) % 11
    if rest == 10:
        rest = _sum(digits, (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)) % 11
    return rest == int(digits[11])


def _edrpou(digits: str) -> bool:
    middle = 30_000_000 < int(digits) < 60_000_000
    weights = (7, 1, 2, 3, 4, 5, 6) if middle else (1, 2, 3, 4, 5, 6, 7)
    rest = _sum(digits, weights) % 11
    if rest == 10:
        rest = _sum(digits, tuple(weight + 2 for weight in weights)) % 11 % 10
    return rest == int(digits[7])


def _rnokpp(digits: str) -> bool:
    return _sum(digits, (-1, 5, 7, 9, 4, 6, 10, 5, 7)) % 11 % 10 == int(digits[9])


def _unp(digits: str) -> bool:
    rest = _sum(digits, (29, 23, 19, 17, 13, 7, 5, 3)) % 11
    return rest == int(digits[8])


_CHECKS = {8: (_edrpou,), 9: (_unp,), 10: (_nip, _inn10, _rnokpp), 12: (_inn12, _bin)}


def is_nip(number: str) -> bool:
    """Whether a valid number is a Polish NIP and nothing else."""
    return len(number) == 10 and _nip(number) and not _inn10(number)
