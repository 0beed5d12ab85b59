"""The columns of a statement: texts, days, and amounts with the sign its columns, balances or words give them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from segcore.ledger import FileOptions
from segcore.readers.banks.tables.balances import chain
from segcore.readers.banks.tables.directions import directions, ordered
from segcore.readers.banks.tables.shape import Shape
from segcore.readers.cells import decimals
from segcore.readers.grid import Cell, Row, show

_SPENT = re.compile(
    r"wychodz|obciążeni|płatność|zakup|wypłata|opłata|prowizja|polecenie zapłaty|списани|оплата|покупка|комисси|"
    r"lastschrift|kartenzahlung|payment to|purchase|withdrawal|fee\b|direct debit",
    re.I,
)
_DESCRIBES = re.compile(r"desc|opis|опис|detail|детал|memo|narrative", re.I)
_BOOKED = re.compile(r"księgowania|ksiegowania|проводки|booking|posting|posted|buchungs?(?:tag|datum)?", re.I)


class Table:
    """The body of a statement by its columns."""

    def __init__(self, shape: Shape, rows: Sequence[Row], options: FileOptions) -> None:
        self.shape, self.rows, self.options = shape, rows, options
        self.guessed, self.said = ["dmy", ""], [""] * len(rows)
        self.direction, self.signs = directions([[show(cell) for cell in row] for row in rows])
        english = any("amount" in name.casefold() or "balance" in name.casefold() for name in shape.names)
        self.fallback = "." if english else ","

    def cells(self, role: str, which: int = 0) -> list[Cell]:
        """The cells of the column with a role, blank ones where there is none."""
        places = self.shape.columns.get(role, ())
        place = places[which] if which < len(places) else None
        return [row[place] if place is not None and place < len(row) else "" for row in self.rows]

    def texts(self, role: str) -> list[str]:
        """The texts of all columns with a role, joined."""
        places = self.shape.columns.get(role, ())
        kept = [which for which, place in enumerate(places) if place != self.direction]
        columns = [list(map(show, self.cells(role, which))) for which in kept]
        return [" ".join(filter(None, cells)) for cells in zip(*columns, strict=True)] or [""] * len(self.rows)

    def description(self) -> list[str]:
        """The texts of the column that describes the operation, without the other texts of purpose."""
        names = [self.shape.names[place] if self.shape.names else "" for place in self.shape.columns.get("purpose", ())]
        kept = [which for which, place in enumerate(self.shape.columns.get("purpose", ())) if place != self.direction]
        which = next((which for which in kept if _DESCRIBES.search(names[which])), kept[0] if kept else 0)
        return list(map(show, self.cells("purpose", which)))

    def lines(self, role: str) -> list[str]:
        """The texts of the column with a role, their line breaks kept."""
        return [str(cell) if isinstance(cell, str) else show(cell) for cell in self.cells(role)]

    def money(self, role: str) -> list[Decimal | None]:
        """The numbers of the column with a role."""
        return decimals(self.cells(role), self.options.decimal, self.fallback)

    @property
    def texts_columns(self) -> list[int]:
        """Columns of purpose, and those without a header."""
        unnamed = [place for place, name in enumerate(self.shape.names) if not name]
        return sorted({*self.shape.columns.get("purpose", ()), *unnamed})

    def days(self) -> tuple[list[date | None], list[date | None]]:
        """The day of booking per row; and the same, or any other day of the row."""
        names, said = self.shape.names, self.options.date_order
        columns = [ordered(self.cells("day", which), names, said) for which in range(self.count("day"))]
        heads = [names[place] if names else "" for place in self.shape.columns["day"]]
        first = next((which for which, name in enumerate(heads) if _BOOKED.search(name)), 0)
        booked, *self.guessed = columns[first]
        self.said = [show(cell) for cell in self.cells("day", first)]
        others = [found for found, *_ in columns] + [ordered(self.cells("value"), (), said)[0]]
        return booked, [next(filter(None, found), None) for found in zip(booked, *others, strict=True)]

    def count(self, role: str) -> int:
        """How many columns have a role."""
        return len(self.shape.columns.get(role, ()))


def signed(table: Table) -> list[Decimal | None]:
    """Amounts with their sign: as given, from the pair of columns, from a column that says it, from the balance."""
    local, plain = table.money("local"), table.money("amount")
    amounts = [plain[place] if value is None else value for place, value in enumerate(local)]
    if "debit" in table.shape.columns or "credit" in table.shape.columns:
        pairs = zip(amounts, table.money("debit"), table.money("credit"), strict=True)
        return [_paired(amount, out, into) for amount, out, into in pairs]
    if any(amount < 0 for amount in amounts if amount is not None):
        return amounts
    signs = table.signs or _by_account(table) or _by_kind(table, chain(amounts, table.money("balance")).signs)
    return [amount and amount * (sign or 1) for amount, sign in zip(amounts, signs, strict=True)]


def _paired(amount: Decimal | None, out: Decimal | None, into: Decimal | None) -> Decimal | None:
    """Credit less debit, whatever sign the debits are written with."""
    if not out and not into:
        return amount if amount is not None else into if into is not None else out
    return (into or Decimal(0)) - abs(out or Decimal(0))


def _by_account(table: Table) -> list[int]:
    """Signs by the account that is in most rows, on the side that pays or on the side that is paid."""
    payers, payees = (list(map(show, table.cells(role))) for role in ("payer_account", "payee_account"))
    counts = Counter(number for number in (*payers, *payees) if number)
    own = max(counts, key=lambda number: counts[number], default="")
    if not own or counts[own] < 2 or 2 * counts[own] < len(list(filter(None, payers))):
        return []
    return [-1 if payer == own else 1 for payer in payers]


def _by_kind(table: Table, signs: Sequence[int]) -> list[int]:
    """Signs the balances give; where they are silent, what the type of operation says."""
    kinds = table.texts("kind")
    return [sign or (-1 if _SPENT.search(kind) else 1) for sign, kind in zip(signs, kinds, strict=True)]
