"""MT940 and MT942: statements of accounts as SWIFT, Polish, German, Dutch and other banks write them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from segcore.errors import LabradorError
from segcore.readers.banks import rules
from segcore.readers.banks.mt940_text import Details, details, record
from segcore.readers.banks.statement import Balance, Entry, Statement, closing_balances
from segcore.readers.banks.values import money
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.records import Records

_TAG = re.compile(r"^[ \t]*(?:\{4:)?:(\d\d[A-Z]?|NS):", re.MULTILINE)
_END = re.compile(r"^-\}?.*|^\{\d:.*", re.MULTILINE | re.DOTALL)
_LINE = re.compile(
    r"\s*(?P<day>\d{6})\s*(?P<booked>\d{4})?\s*(?P<mark>R[CD]|E[CD]|[CD])(?P<funds>[A-Z])?\s*"
    r"(?P<amount>[\d.,]*\d[\d.,]*)(?P<type>[A-Z][A-Z0-9 ]{3})?(?P<reference>[^\n]*)(?P<more>.*)",
    re.DOTALL,
)
_BALANCE = re.compile(r"\s*(?P<mark>[CD])(?P<day>\d{6})?(?P<currency>[A-Z]{3})(?P<amount>[\d.,\s]+)")


@dataclass
class Part:
    """One statement: one account, one currency."""

    account: str = ""
    currency: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    closed: date | None = None
    entries: list[Entry] = field(default_factory=list)


def read(content: Content) -> Records:
    """Raises LabradorError file.truncated where no statement begins, file.header_only where none has a movement."""
    found = parts(content.text)
    if not found:
        raise LabradorError("file.truncated", file=content.file.name)
    if not any(part.entries for part in found):
        raise LabradorError("file.header_only", file=content.file.name)
    entries = _told_apart(
        [replace(e, currency=part.currency, own=part.account) for part in found for e in part.entries]
    )
    ends = [part.closed for part in found if part.closed]
    return rules.records(
        Statement(
            entries,
            frozenset(part.account for part in found) - {""},
            controls=closing_balances(map(_balance, found)),
            stated=(None, max(ends) if ends else None),
        )
    )


def parts(text: str) -> list[Part]:
    """The statements of a file. A text that follows no movement says nothing of one."""
    pieces = _TAG.split(text)
    found: list[Part] = []
    line, texts = "", {"86": "", "NS": ""}
    for tag, raw in [*zip(pieces[1::2], pieces[2::2], strict=True), ("20", "")]:
        value = _END.sub("", raw).strip("\r\n").replace("\r", "")
        if tag in texts:
            texts[tag] += f"\n{value}" if texts[tag] else value
            continue
        if line and found:
            found[-1].entries += _entry(line, texts)
        line, texts = value if tag == "61" else "", {"86": "", "NS": ""}
        if tag == "20" or not found:
            found.append(Part())
        _fill(found[-1], tag, value)
    return [part for part in found if part.account or part.entries or part.currency]


def _fill(part: Part, tag: str, value: str) -> None:
    """What a tag says of the whole statement."""
    if tag[:2] == "25":
        part.account = value.strip().split("\n")[0].strip().lstrip("/")
    elif tag == "34F":
        part.currency = part.currency or value.strip()[:3]
    elif tag in ("60F", "60M", "62F", "62M") and (found := _BALANCE.match(value)):
        part.currency = found["currency"]
        amount = money(found["amount"])
        signed = -amount if amount is not None and found["mark"] == "D" else amount
        if tag[0:2] == "60":
            part.opening = signed
        else:
            part.closing, part.closed = signed, _day(found["day"] or "", "")


def _entry(line: str, texts: dict[str, str]) -> list[Entry]:
    """One movement; none where :61: is no such line, or its amount is nothing (notes of a bank)."""
    found = _LINE.match(line)
    if found is None:
        return []
    amount = money(found["amount"].removesuffix(","))
    if amount == 0:
        return []
    said: Details = details(texts["86"]) if texts["86"].strip() else record(texts["NS"])
    mark = found["mark"]
    sign = 1 if mark in ("C", "EC", "RD") else -1
    more = " ".join(found["more"].split())
    return [
        Entry(
            day=_day(found["day"], found["booked"] or ""),
            amount=None if amount is None else amount * sign,
            party=said.party,
            account=said.account,
            purpose=said.purpose or more,
            kind=said.kind or more,
            reference=said.reference or _reference(found["reference"]),
            reason="reversal" if mark[0] == "R" else "pending" if mark[0] == "E" else "",
        )
    ]


def _reference(text: str) -> str:
    """The bank's reference, else the customer's."""
    own, _, bank = text.partition("//")
    return bank.strip() or ("" if own.strip().upper() in ("NONREF", "NOREF", "EREF", "KREF+", ".") else own.strip())


def _day(text: str, booked: str) -> date | None:
    """The day of booking (month and day) nearest to the value day; the last of the month for the 30th of February."""
    value = _clipped(text[:2], text[2:4], text[4:6])
    if value is None or not booked:
        return value
    near = [_clipped(f"{value.year + step}", booked[:2], booked[2:4]) for step in (-1, 0, 1)]
    return min((day for day in near if day), key=lambda day: abs(day - value), default=value)


def _clipped(year: str, month: str, day: str) -> date | None:
    if not (year + month + day).isdigit() or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return None
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 80 else 1900)
    return date(full, int(month), min(int(day), monthrange(full, int(month))[1]))


def _told_apart(entries: list[Entry]) -> list[Entry]:
    """References, unless all are one: that one tells nothing."""
    if len(entries) > 1 and len({entry.reference for entry in entries}) == 1:
        return [replace(entry, reference="") for entry in entries]
    return entries


def _balance(part: Part) -> Balance:
    moved = sum((entry.amount or Decimal(0) for entry in part.entries if entry.reason != "pending"), Decimal(0))
    return Balance(part.account, part.currency, part.opening, part.closing, moved)


FORMAT = Format("mt940", "MT940", "bank", ("sta", "mt940", "940"), ("mt940",), lambda _: True, read)
