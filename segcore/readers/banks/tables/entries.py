"""Rows of a statement as entries: day, signed amount, the other side, what is still pending."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from segcore.ledger import FileOptions
from segcore.readers import currencies
from segcore.readers.banks.statement import Entry
from segcore.readers.banks.tables.columns import Table, signed
from segcore.readers.banks.tables.preamble import is_figure, own_accounts
from segcore.readers.banks.tables.shape import Shape
from segcore.readers.banks.tables.sides import Sides
from segcore.readers.grid import Row, show
from segcore.readers.totals import has_label

FULL = 4
_HELD = re.compile(
    r"pending|vorgemerkt|blokad|nierozliczon|oczekuj|w trakcie|в обработке|\bhold\b|не исполнен|очікує", re.I
)
_UNDONE = re.compile(r"revert|cancel|declin|fail|wycofan|odrzucon|anulow|отклон|отмен|storniert|відхил|ошибка", re.I)
_REVERTED = re.compile(r"revert|wycofan|storniert|сторно", re.I)
_UNSETTLED = re.compile(r"transakcja nierozliczona", re.I)
_EXCHANGED = re.compile(r"exchange|wymiana|umtausch|exchanges?(?: in| out)?|обмен(?: валют)?", re.I)
_TOPPED_UP = re.compile(
    r"top-?up by \*\d{4}|doładowanie .*\*\d{4}|(?:from|to) pocket|exchanged (?:to|from) [A-Z]{3}", re.I
)
_DONE = re.compile(r"complete|zakończon|abgeschlossen|gebucht|booked|posted|исполнен|проведен|^ok$|zaksięgowan", re.I)


@dataclass(frozen=True)
class Found:
    """entries, and parallel to them places (the positions of their rows), balances and fees. accounts, names, tax_ids:
    the owner's, from his side of the rows. guessed: the order of day and month, and a day that does not prove it.
    """

    entries: tuple[Entry, ...]
    places: tuple[int, ...]
    balances: tuple[Decimal | None, ...]
    fees: tuple[Decimal, ...]
    accounts: frozenset[str]
    names: frozenset[str]
    tax_ids: frozenset[str]
    guessed: tuple[str, str]


def find(shape: Shape, rows: Sequence[Row], options: FileOptions) -> Found:
    """The entries among the rows below the header, with the decimal mark and the order of dates the user chose."""
    table = Table(shape, rows, options)
    amounts, blocked = signed(table), table.money("block")
    booked, days = table.days()
    sides, codes = Sides(table, amounts), _currencies(table)
    states, kinds, references, own = (table.texts(role) for role in ("state", "kind", "reference", "own"))
    balances, fees = table.money("balance"), table.money("fee")
    entries: dict[int, Entry] = {}
    for place, row in enumerate(rows):
        amount = blocked[place] if amounts[place] is None else amounts[place]
        if not _is_entry(row, days[place], amount, table.said[place]):
            continue
        side = sides.other(place)
        held = (amounts[place] is None and "block" in shape.columns) or not (booked[place] or table.said[place])
        reason = (
            "pending"
            if held
            else _reason(shape, states[place], kinds[place], side.purpose) or _own(amount, kinds[place], side.purpose)
        )
        entries[place] = Entry(
            days[place], amount, codes[place], side.party, side.tax_id, side.account, side.purpose, kinds[place],
            references[place], own[place], reason,
        )  # fmt: skip
    accounts, names, numbers = sides.owner()
    return Found(
        tuple(entries.values()), tuple(entries), tuple(balances[place] for place in entries),
        tuple(fees[place] or Decimal(0) for place in entries), accounts | own_accounts(own), names,
        numbers | (frozenset(table.texts("own_tax")) - {""}), (table.guessed[0], table.guessed[1]),
    )  # fmt: skip


def _is_entry(row: Row, day: date | None, amount: Decimal | None, said_day: str) -> bool:
    """A day and an amount; or one of them, where the row is full and is no total."""
    if is_figure(row) or (day is None and has_label(row)):
        return False
    if day is not None and amount is not None:
        return True
    full = sum(bool(show(cell)) for cell in row) >= FULL
    return full and (day is not None or (amount is not None and any(map(str.isdigit, said_day))))


def _reason(shape: Shape, state: str, kind: str, purpose: str) -> str:
    """What the state of an operation says; Revolut counts nothing but what is completed."""
    if _UNDONE.search(state):
        return "reversal" if _REVERTED.search(state) else "cancelled"
    if _HELD.search(f"{state} {kind}") or _UNSETTLED.search(purpose):
        return "pending"
    return "pending" if state and shape.format == "revolut" and not _DONE.search(state) else ""


def _own(amount: Decimal | None, kind: str, purpose: str) -> str:
    """Money exchanged, topped up by the owner's card, or taken back from a pocket of his."""
    came = (amount or 0) > 0
    return "own_transfer" if came and (_EXCHANGED.fullmatch(kind.strip()) or _TOPPED_UP.search(purpose)) else ""


def _currencies(table: Table) -> list[str]:
    """Code per row: of the column that belongs to the amounts, else out of the amounts or their header."""
    columns, names = table.shape.columns, table.shape.names
    role = "local" if "local" in columns else "amount" if "amount" in columns else "credit"
    place = columns[role][0]
    head = currencies.inside(names[place]) if place < len(names) else ""
    known = "own_currency" if role == "local" or "currency" not in columns else "currency"
    behind = [which for which, column in enumerate(columns.get(known, ())) if column > place]
    codes = [currencies.code(show(cell)) or show(cell).upper() for cell in table.cells(known, next(iter(behind), 0))]
    cells = [show(cell) for cell in table.cells(role)]
    return [code or currencies.inside(cell) or head for code, cell in zip(codes, cells, strict=True)]
