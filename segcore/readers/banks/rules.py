"""Which entries of a bank statement are sales: the rules every bank format shares, in order, each a reason."""

from __future__ import annotations

import re
from decimal import Decimal

from segcore.readers.banks.statement import Entry, Statement
from segcore.readers.grid import Row
from segcore.readers.records import Records

FIELDS = (
    ("date", "Date", "date"),
    ("customer", "Party", "customer"),
    ("tax_id", "Tax number", "tax_id"),
    ("amount", "Amount", "amount"),
    ("currency", "Currency", "currency"),
    ("document", "Reference", "document"),
    ("purpose", "Purpose", "ignore"),
    ("kind", "Type", "ignore"),
)
_INTEREST = re.compile(r"odsetk|kapitalizacj|процент\w* на остаток|\binterest\b", re.IGNORECASE)


def records(statement: Statement) -> Records:
    """Entries as records: credits of the own accounts are sales, all others are left out with their reason."""
    headers = dict(statement.headers)
    return Records(
        fields=tuple((headers.get(name, header), role) for name, header, role in FIELDS),
        rows=[_row(entry) for entry in statement.entries],
        reasons=[reason(entry, statement) for entry in statement.entries],
        basis="payment",
        controls=statement.controls,
        warnings=statement.warnings,
        stated=statement.stated,
        layout_rows=statement.layout_rows,
        header_row=statement.header_row,
    )


def _row(entry: Entry) -> Row:
    return (
        entry.day, entry.party, entry.tax_id, entry.amount, entry.currency, entry.reference, entry.purpose, entry.kind,
    )  # fmt: skip


def reason(entry: Entry, statement: Statement) -> str:  # noqa: ARG001
    """One of ledger.REASONS, "" for a sale."""
    if entry.reason:
        return entry.reason
    if (entry.amount or Decimal(0)) < 0:
        return "outgoing"
    return "interest" if _INTEREST.search(f"{entry.purpose} {entry.kind} {entry.party}") else ""
