"""Amounts and days of statements in their own formats."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from segcore.readers.dates import parse

_PLAIN = re.compile(r"[-+]?\d{1,14}(?:\.\d\d?)?")
_SPACES = re.compile(r"[\s'\u00a0\u202f]")
_CENTS = re.compile(r"(?<=\d)[-=](?=\d\d$)")


def money(text: str) -> Decimal | None:
    """An exact amount, None where it is none: `1234.5`, `1 234,50`, `1,234.50`, `+12.00`, `1500-00`, `12,`.

    The last mark of the text is the decimal one; several of one kind are thousands.
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    bare = _CENTS.sub(".", _SPACES.sub("", text).replace("\u2212", "-"))
    last = max(bare.rfind("."), bare.rfind(","))
    whole, part = (bare[:last], bare[last + 1 :]) if last >= 0 else (bare, "")
    if last >= 0 and bare.count(bare[last]) > 1:
        whole, part = bare, ""
    digits = re.sub(r"[.,]", "", whole) + (f".{part}" if part else "")
    try:
        found = Decimal(digits)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 10**15 else None


def day(text: str) -> date | None:
    """A day, the day of the month first where it is open; None where it is none."""
    found = parse(text)
    if found.day is not None or found.parts is None:
        return found.day
    first, second, year = found.parts
    try:
        return date(year, second, first)
    except ValueError:
        return None
