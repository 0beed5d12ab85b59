"""camt.053, camt.052 and camt.054 of any version, by local names; single files and zips of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from segcore.errors import LabradorError
from segcore.readers.banks import rules
from segcore.readers.banks.camt_entry import day, entries, text
from segcore.readers.banks.statement import Balance, Entry, Statement, closing_balances
from segcore.readers.banks.values import money
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.markup import Document, below, local
from segcore.readers.records import Records

_MESSAGES = {"BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"}


@dataclass(frozen=True)
class Part:
    """One statement of one account."""

    account: str
    owner: str
    tax_id: str
    entries: list[Entry]
    balance: Balance
    stated: tuple[date | None, date | None]


def read(content: Content) -> Records:
    """Raises LabradorError file.header_only where no statement has an entry, file.truncated, file.doctype."""
    found = [_part(s) for d in content.documents if _is_camt(d) for s in d.each("Stmt", "Rpt", "Ntfctn")]
    if not any(part.entries for part in found):
        raise LabradorError("file.header_only", file=content.file.name)
    moves = [entry for part in found for entry in part.entries]
    return rules.records(
        Statement(
            moves,
            frozenset(part.account for part in found) - {""},
            frozenset(part.owner for part in found) - {""},
            frozenset(part.tax_id for part in found) - {""},
            controls=closing_balances(part.balance for part in found),
            stated=_stated(found, [entry.day for entry in moves if entry.day]),
        )
    )


def _part(statement: Any) -> Part:
    account = below(statement, "Acct")
    number = text(account, "Id", "IBAN") or text(account, "Id", "Othr", "Id")
    owner = text(account, "Ownr", "Nm") or text(account, "Ownr", "Pty", "Nm")
    moves = entries(statement, number, owner, text(account, "Ccy"))
    currency = text(account, "Ccy") or next((entry.currency for entry in moves), "")
    booked = sum((entry.amount or Decimal(0) for entry in moves if entry.reason != "pending"), Decimal(0))
    period = below(statement, "FrToDt")
    return Part(
        number,
        owner,
        text(account, "Ownr", "Id", "OrgId", "Othr", "Id"),
        moves,
        Balance(
            number,
            currency,
            _balance(statement, ("OPBD", "PRCD"), currency),
            _balance(statement, ("CLBD",), currency),
            booked,
        ),
        (
            day(text(period, "FrDtTm") or text(period, "FrDt")),
            day(text(period, "ToDtTm") or text(period, "ToDt")),
        ),
    )


def _balance(statement: Any, codes: tuple[str, ...], currency: str) -> Decimal | None:
    """The first booked balance of these kinds in the currency of the account."""
    for code in codes:
        for found in statement:
            if local(found) != "Bal" or text(found, "Tp", "CdOrPrtry", "Cd") != code:
                continue
            amount = below(found, "Amt")
            value = money(text(amount))
            if value is not None and amount.get("Ccy", currency) == currency:
                return -value if text(found, "CdtDbtInd") == "DBIT" else value
    return None


def _stated(found: Sequence[Part], days: Sequence[date]) -> tuple[date | None, date | None]:
    """The period the file states, unless its own entries lie outside."""
    starts = [part.stated[0] for part in found if part.stated[0]]
    ends = [part.stated[1] for part in found if part.stated[1]]
    if not starts or not ends or (days and (min(days) < min(starts) or max(days) > max(ends))):
        return None, None
    return min(starts), max(ends)


def _is_camt(document: Document) -> bool:
    return any(local(element) in _MESSAGES for element in document.first[:12])


FORMAT = Format(
    "camt", "camt.053", "bank", ("xml", "zip"), ("xml", "zip"),
    lambda content: any(map(_is_camt, content.documents)), read,
)  # fmt: skip
