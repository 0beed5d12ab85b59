"""What stands above and below the entries: the owner, his accounts, the currency, the period, the balances."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from segcore.readers import currencies
from segcore.readers.banks.tables.headerless import is_account, is_title
from segcore.readers.cells import decimals
from segcore.readers.date_texts import day_in_title
from segcore.readers.figures import looks_number
from segcore.readers.grid import Row, show

_LABELS = {
    "name": r"klient|posiadacz(?: rachunku)?|właściciel(?: rachunku)?|nazwa (?:klienta|firmy)|kontoinhaber|клиент|"
    r"владелец(?: счета)?|наименование(?: клиента| организации| владельца счета)?|организация|власник|account holder",
    "currency": r"waluta(?: rachunku)?|валюта(?: счета)?|currency|währung|waehrung",
    "opening": r"saldo (?:początkowe|poczatkowe|otwarcia)|входящ(?:ий|ее) (?:остаток|сальдо)|остаток на начало.*|"
    r"вхідний залишок|opening balance|beginning balance.*|anfangssaldo|alter kontostand|startsaldo",
    "closing": r"saldo (?:końcowe|koncowe|zamknięcia)|исходящ(?:ий|ее) (?:остаток|сальдо)|остаток на конец.*|"
    r"вихідний залишок|closing balance|ending balance.*|endsaldo|(?:neuer )?kontostand(?: vom .*)?",
    "turnover": r"итого оборот(?:ов|ы)|обороты(?: за период)?|всего оборотов",
    "credit": r"uznania|suma uznań|wpływy|(?:итого|обороты|оборот) по кредиту|всего поступило|поступления|"
    r"зачисления|total credits|money in|suma wpływów",
    "debit": r"obciążenia|suma obciążeń|wydatki|(?:итого|обороты|оборот) по дебету|всего списано|списания|"
    r"total debits|money out|suma wydatków",
}
_WANTED: Mapping[str, Callable[[str], object]] = {"name": bool, "currency": currencies.code}
_COMPILED = {name: re.compile(pattern) for name, pattern in _LABELS.items()}
_LIKELY = re.compile(
    r"\W*(?:saldo|вход|исход|остат|вхід|вихід|open|clos|begin|end|anfang|alter|start|neuer|konto|итог|обор|всего)", re.I
)
_ACCOUNT = re.compile(r"\b(?:[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?|\d{2}(?: ?\d{4}){6}|\d{20})\b")
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[^\W\d_]{3,}\s+\d{4}")


@dataclass(frozen=True)
class Stated:
    """What the file says about itself. figures: (kind, label as it stands, amounts of its row)."""

    names: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    currency: str = ""
    period: tuple[date | None, date | None] = (None, None)
    figures: tuple[tuple[str, str, tuple[Decimal, ...]], ...] = ()


def stated(above: Sequence[Row], below: Sequence[Row]) -> Stated:
    """Read the rows above the header and those below it that are no entries."""
    top = [[show(cell) for cell in row] for row in above]
    if top and is_title(top[0]):
        return _title(top[0])
    rows = [row for row in (*top, *([show(cell) for cell in row] for row in below)) if any(row)]
    found: dict[str, list[str]] = {}
    figures = []
    for row, under in zip(rows, [*rows[1:], []], strict=False):
        for kind, label, values in _labelled(row, under):
            amounts = tuple(amount for amount in decimals(values) if amount is not None)
            if kind in ("name", "currency"):
                found.setdefault(kind, []).extend(values[:1])
            elif amounts:
                figures.append((kind, label, amounts))
    lines = [" ".join(filter(None, row)) for row in top]
    accounts = frozenset(re.sub(r"\s", "", number) for line in lines for number in _ACCOUNT.findall(line))
    codes = [currencies.code(text) or currencies.inside(text) for text in found.get("currency", ())]
    return Stated(
        frozenset(found.get("name", ())) - {""}, accounts, next(filter(None, codes), ""), _period(lines), tuple(figures)
    )


def _labelled(row: Sequence[str], under: Sequence[str]) -> list[tuple[str, str, list[str]]]:
    """Labels of a row and their values: behind a colon, in the cells behind, or in the cell below."""
    found = []
    for place, cell in enumerate(row):
        label, _, value = cell.partition(":")
        text = label.strip(" #*.").casefold().replace("ё", "е")
        kind = next((kind for kind, pattern in _COMPILED.items() if len(text) < 60 and pattern.fullmatch(text)), "")
        if kind:
            behind = [value.strip(), *row[place + 1 :]]
            values = [text for text in behind if text] or [text for text in under[place : place + 1] if text]
            wanted = _WANTED.get(kind, looks_number)
            beside = any(map(wanted, values))
            found.append((kind, label.strip(" #*"), values if beside else list(under[place : place + 1])))
    return found


def _title(row: Sequence[str]) -> Stated:
    """The first line of a Santander export (see headerless.is_title)."""
    end, start = (day_in_title(cell) for cell in row[:2])
    opening, closing = decimals(row[5:7])
    figures = [
        (kind, name, (value,))
        for kind, name, value in (("opening", "Saldo początkowe", opening), ("closing", "Saldo końcowe", closing))
        if value is not None
    ]
    account = re.sub(r"[\s'\"]", "", row[2])
    return Stated(frozenset({row[3]}) - {""}, frozenset({account}), row[4], (start, end), tuple(figures))


def _period(lines: Sequence[str]) -> tuple[date | None, date | None]:
    """The first line that holds two days."""
    for line in lines:
        days = [day for text in _DAY.findall(line) if (day := day_in_title(text))]
        if len(days) == 2 and days[0] <= days[1]:
            return days[0], days[1]
    return None, None


def is_figure(row: Row) -> bool:
    """Whether a row states a balance of the account."""
    texts = [show(cell) for cell in row]
    return any(map(_LIKELY.match, texts)) and any(
        kind in ("opening", "closing", "turnover") for kind, _, _ in _labelled(texts, [])
    )


def own_accounts(cells: Sequence[str]) -> frozenset[str]:
    """Account numbers among cells, without spaces and quotes."""
    return frozenset(re.sub(r"[\s'\"]", "", cell) for cell in set(cells) if is_account(cell))
