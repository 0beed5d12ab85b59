"""JPK_FA(1) to (4): all sales invoices of a period. A correction (KOREKTA) states the difference it makes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from segcore.readers.invoices import jpk
from segcore.readers.invoices.invoice import Book, Invoice, Party, bound, records
from segcore.readers.invoices.ksef import net
from segcore.readers.invoices.values import control, day, money
from segcore.readers.invoices.which import xml_format
from segcore.readers.markup import Document, local, texts
from segcore.readers.records import Records

MARGIN = ("P_106E_2", "P_106E_3")  # sold by the margin scheme: the invoice states its gross only


def read(documents: Sequence[Document]) -> Records:
    """Raises LabradorError file.truncated."""
    books = [_book(document) for document in documents]
    return records([invoice for invoices, _ in books for invoice in invoices], bound([book for _, book in books]))


def _book(document: Document) -> tuple[list[Invoice], Book]:
    invoices, stated = [], None
    for element in document.each("Faktura", "FakturaWiersz", "FakturaCtrl"):
        if local(element) == "Faktura":
            invoices.append(_invoice(texts(element)))
        elif local(element) == "FakturaCtrl":
            stated = texts(element).get("WartoscFaktur")
    gross = sum((invoice.gross or Decimal(0) for invoice in invoices), Decimal(0))
    return invoices, Book(
        own=jpk.owner(document),
        controls=control("WartoscFaktur", stated, gross),
        stated=jpk.period(document),
    )


def _invoice(facts: dict[str, str]) -> Invoice:
    amount = net(facts)
    if not amount and any(facts.get(name) in ("true", "1") for name in MARGIN):
        amount = None
    return Invoice(
        number=facts.get("P_2A", ""),
        issued=day(facts.get("P_1")),
        supplied=day(facts.get("P_6")),
        buyer=Party(facts.get("P_3A", ""), jpk.with_country(facts.get("P_5A", ""), facts.get("P_5B", ""))),
        seller=Party(facts.get("P_3C", ""), facts.get("P_4B", "")),
        net=amount,
        gross=money(facts.get("P_15")),
        currency=facts.get("KodWaluty", "PLN"),
        kind=facts.get("RodzajFaktury", ""),
    )


FORMAT = xml_format("jpk_fa", "JPK_FA", read)
