"""What every bank statement says, whatever its format: entries, own accounts, balances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from segcore.errors import Notice
from segcore.ledger import Control


@dataclass(frozen=True)
class Entry:
    """One movement of an own account.

    amount: signed, money in is positive; None where the cell holds no amount. party, tax_id, account: of the other
    side. purpose: the text of the payment. kind: the type of operation as the file names it. reference: what tells two
    equal payments apart (FITID, TNR, number of the order). own: the own account it moved. reason: what the reader
    itself knows of it (`pending`, `reversal`), else "". written: the day as it stands, where day and month are open.
    """

    day: date | None
    amount: Decimal | None
    currency: str = ""
    party: str = ""
    tax_id: str = ""
    account: str = ""
    purpose: str = ""
    kind: str = ""
    reference: str = ""
    own: str = ""
    reason: str = ""
    written: str = ""


@dataclass(frozen=True)
class Statement:
    """A whole statement. accounts, names, tax_ids: the owner's. headers: what the file calls the columns of
    `rules.FIELDS` (by role), where it has such headers. layout_rows, header_row, controls, stated: as in Records.
    """

    entries: Sequence[Entry]
    accounts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    tax_ids: frozenset[str] = frozenset()
    controls: tuple[Control, ...] = ()
    warnings: tuple[Notice, ...] = ()
    stated: tuple[date | None, date | None] = (None, None)
    layout_rows: int = 0
    header_row: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Balance:
    """What one statement of an account says about it: opening and closing balance, None where it does not; and the
    sum of its booked movements.
    """

    account: str
    currency: str
    opening: Decimal | None
    closing: Decimal | None
    moved: Decimal


def closing_balances(balances: Iterable[Balance]) -> tuple[Control, ...]:
    """Opening balance and movements beside the closing balance, once for statements that continue one another."""
    chains: dict[tuple[str, str], list[Balance]] = {}
    ended: list[Balance] = []
    for found in balances:
        if found.opening is None or found.closing is None:
            continue
        chain = chains.setdefault((found.account, found.currency), [])
        if chain and chain[0].closing == found.opening:
            before = chain.pop()
            found = Balance(found.account, found.currency, before.opening, found.closing, before.moved + found.moved)
        ended += chain
        chain[:] = [found]
    ended += [last for chain in chains.values() for last in chain]
    return tuple(
        Control(f"closing balance {b.account}".strip(), minor(b.closing), minor(b.opening + b.moved))
        for b in ended
        if b.opening is not None and b.closing is not None
    )


def minor(amount: Decimal) -> int:
    """Money in minor units."""
    return int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))
