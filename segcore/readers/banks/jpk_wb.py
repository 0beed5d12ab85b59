"""JPK_WB: the bank statement in the form of the Polish tax office, a file per account and month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from segcore.readers.banks import rules
from segcore.readers.banks.statement import Balance, Entry, Statement, closing_balances
from segcore.readers.invoices import jpk
from segcore.readers.invoices.values import bounds, day, money
from segcore.readers.invoices.which import xml_format
from segcore.readers.markup import Document, texts
from segcore.readers.records import Records


def read(documents: Sequence[Document]) -> Records:
    """Raises LabradorError file.truncated."""
    found = [_statement(document) for document in documents]
    return rules.records(
        Statement(
            [entry for entries, _ in found for entry in entries],
            accounts=frozenset(balance.account for _, balance in found if balance.account),
            names=frozenset(filter(None, (jpk.header(document).get("PelnaNazwa", "") for document in documents))),
            tax_ids=frozenset(filter(None, map(jpk.owner, documents))),
            controls=closing_balances(balance for _, balance in found),
            stated=bounds([jpk.period(document) for document in documents]),
        )
    )


def _statement(document: Document) -> tuple[list[Entry], Balance]:
    header = jpk.header(document)
    currency, account = header.get("DomyslnyKodWaluty", ""), header.get("NumerRachunku", "")
    entries = []
    for element in document.each("WyciagWiersz"):
        facts = texts(element)
        entries.append(
            Entry(
                day(facts.get("DataOperacji")),
                money(facts.get("KwotaOperacji")),
                currency,
                party=facts.get("NazwaPodmiotu", ""),
                purpose=facts.get("OpisOperacji", ""),
                own=account,
            )
        )
    moved = sum((entry.amount or Decimal(0) for entry in entries), Decimal(0))
    opening, closing = money(header.get("SaldoPoczatkowe")), money(header.get("SaldoKoncowe"))
    return entries, Balance(account, currency, opening, closing, moved)


FORMAT = xml_format("jpk_wb", "JPK_WB", read, "bank")
