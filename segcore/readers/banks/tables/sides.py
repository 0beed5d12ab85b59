"""The two sides of every row: the other one, and what the own one tells of the owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from segcore.readers.banks.tables import texts
from segcore.readers.banks.tables.columns import Table
from segcore.readers.banks.tables.preamble import own_accounts
from segcore.readers.banks.tables.texts import Side
from segcore.readers.grid import show

_BY_DIRECTION = (("payer", "payee"), ("payer_account", "payee_account"), ("payer_tax", "payee_tax"))
_TEXTS = ("party", "account", "tax_id", "purpose", "kind", *_BY_DIRECTION[1], *_BY_DIRECTION[2])


class Sides:
    """The other side and the own side of every row; rows without an amount count as money in."""

    def __init__(self, table: Table, amounts: Sequence[Decimal | None]) -> None:
        self.table = table
        self.incoming = [(amount or 0) >= 0 for amount in amounts]
        # Revolut calls payer the person who paid by the card of the firm
        columns = {} if table.shape.format == "revolut" else table.shape.columns
        self.description = table.description()
        self.whole = "party" in columns or "payer" in columns or "payee" in columns
        self.directed = any(role in columns for pair in _BY_DIRECTION for role in pair)
        self.paired = "payer" in columns and "payee" in columns
        self.texts = {role: table.texts(role) for role in _TEXTS} | {
            role: table.lines(role) for role in _BY_DIRECTION[0]
        }

    def other(self, place: int) -> Side:
        """The other side of a row, with the purpose of the payment."""
        text = {role: cells[place] for role, cells in self.texts.items()}
        known = self._side(place, self.incoming[place]) if self.directed else Side()
        purpose = text["purpose"] or text["kind"]
        side = Side(
            text["party"] or known.party, text["account"] or known.account, text["tax_id"] or known.tax_id, purpose
        )
        return side if self.whole else self._described(place, side)

    def _side(self, place: int, payer: bool) -> Side:
        """One of the two sides, from columns that name payer and payee."""
        name, account, number = (pair[0 if payer else 1] for pair in _BY_DIRECTION)
        other = self.texts["payee" if payer else "payer"][place] if not self.paired else ""
        side = texts.sided(self.texts[name][place] or other)
        return Side(side.party, self.texts[account][place] or side.account, self.texts[number][place] or side.tax_id)

    def _described(self, place: int, side: Side) -> Side:
        """The name out of the texts, where no column is for it."""
        row = self.table.rows[place]
        loose = [show(row[column]) for column in self.table.texts_columns if column < len(row)]
        if found := texts.keyed(loose):
            account = own_accounts([found.account])
            return Side(found.party, next(iter(account), side.account), side.tax_id, found.purpose or " ".join(loose))
        if self.table.shape.format == "mbank":
            return texts.described(side.purpose)
        return replace(side, party=texts.named(self.description[place] or side.purpose))

    def owner(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Accounts, names and tax numbers of the own side, where both sides have columns."""
        if not self.directed:
            return frozenset(), frozenset(), frozenset()
        own = [self._side(place, not incoming) for place, incoming in enumerate(self.incoming)]
        names = Counter(side.party for side in own if side.party) if self.paired else Counter[str]()
        often = frozenset(name for name, count in names.items() if 2 * count >= names.total())
        numbers = frozenset(side.tax_id for side in own if side.tax_id) if self.paired else frozenset()
        return own_accounts([side.account for side in own if side.account]), often, numbers
