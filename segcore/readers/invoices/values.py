"""Amounts and days as XML files of invoices write them, and the figures these files state about themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from segcore.ledger import Control

Period: TypeAlias = tuple[date | None, date | None]
_MONEY = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{0,10})?")


def money(text: str | None) -> Decimal | None:
    """An amount as XML files write it, None where there is none."""
    found = _MONEY.fullmatch("".join((text or "").split()))
    return Decimal(found[0].replace(",", ".")) if found else None


def day(text: str | None) -> date | None:
    """A day written `2026-02-28`, `28.02.2026` or `20260228`, with or without a time; None for anything else."""
    found = (text or "").strip()[:10]
    if len(found) == 10 and found[2] == found[5] == ".":
        found = f"{found[6:]}-{found[3:5]}-{found[:2]}"
    elif found[:8].isdigit():
        found = found[:8]
    try:
        return date.fromisoformat(found)
    except ValueError:
        return None


def total(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of what is stated, None where nothing is."""
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated[1:], stated[0]) if stated else None


def minor(amount: Decimal) -> int:
    """Minor units."""
    return int((amount * 100).to_integral_value())


def control(name: str, stated: str | None, read: Decimal) -> tuple[Control, ...]:
    """A figure the file states beside the same one as it was read; nothing where it states none."""
    found = money(stated)
    return () if found is None else (Control(name, minor(found), minor(read)),)


def bounds(periods: Sequence[Period]) -> Period:
    """From the first to the last day of several periods."""
    starts = [start for start, _ in periods if start]
    ends = [end for _, end in periods if end]
    return (min(starts), max(ends)) if starts and ends else (None, None)
