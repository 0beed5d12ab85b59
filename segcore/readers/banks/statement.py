"""What every bank statement says, whatever its format: entries, own accounts, balances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from segcore.errors import Notice
from segcore.ledger import Control


@dataclass(frozen=True)
class Entry:
    """One movement of an own account.

    amount: signed, money in is positive; None where the cell holds no amount. party, tax_id, account: of the other
    side. purpose: the text of the payment. kind: the type of operation as the file names it. reference: what tells two
    equal payments apart (FITID, TNR, number of the order). own: the own account it moved. reason: what the reader
    itself knows of it (`pending`, `reversal`), else "".
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
