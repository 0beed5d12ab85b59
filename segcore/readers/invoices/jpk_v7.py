"""JPK_V7M, JPK_V7K and the older JPK_VAT: the sales of the VAT register; its purchases are passed over."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from segcore.readers.invoices import jpk
from segcore.readers.invoices.invoice import Book, Invoice, Party, bound, records
from segcore.readers.invoices.values import control, day, money, total
from segcore.readers.invoices.which import xml_format
from segcore.readers.markup import Document, local, texts
from segcore.readers.records import Records

# K_12 is part of K_11, K_14 of K_13; K_23 to K_32 are purchases on which the buyer owes the tax
SOLD = frozenset(("K_10", "K_11", "K_13", "K_15", "K_17", "K_19", "K_21", "K_22"))
SOLD_TAX = frozenset(("K_16", "K_18", "K_20"))
BOUGHT = frozenset(("K_23", "K_25", "K_27", "K_29", "K_31"))
TAX = SOLD_TAX | {"K_24", "K_26", "K_28", "K_30", "K_32", "K_33", "K_34", "K_360"}
LESS_TAX = frozenset(("K_35", "K_36"))
Amounts: TypeAlias = dict[str, Decimal | None]
TILL, BY_RECEIPT, INTERNAL = "RO", "FP", "WEW"


def read(documents: Sequence[Document]) -> Records:
    """Raises LabradorError file.truncated."""
    books = [_book(document) for document in documents]
    return records([invoice for invoices, _ in books for invoice in invoices], bound([book for _, book in books]))


def _book(document: Document) -> tuple[list[Invoice], Book]:
    own, stated, tax = jpk.owner(document), None, Decimal(0)
    invoices = []
    for element in document.each("SprzedazWiersz", "ZakupWiersz", "SprzedazCtrl"):
        facts = texts(element)
        if local(element) == "SprzedazWiersz":
            amounts = {name: money(text) for name, text in facts.items() if name.startswith("K_")}
            invoices.append(_invoice(facts, amounts, own))
            if facts.get("TypDokumentu") != BY_RECEIPT:
                tax += (_sum(amounts, TAX) or 0) - (_sum(amounts, LESS_TAX) or 0)
        elif local(element) == "SprzedazCtrl":
            stated = facts.get("PodatekNalezny")
    return invoices, Book(own, control("PodatekNalezny", stated, tax), jpk.period(document))


def _invoice(facts: dict[str, str], amounts: Amounts, own: str) -> Invoice:
    net, kind = _sum(amounts, SOLD), facts.get("TypDokumentu", "")
    bought = _sum(amounts, BOUGHT) if net is None else None
    number = jpk.with_country(facts.get("KodKrajuNadaniaTIN", ""), facts.get("NrKontrahenta", ""))
    reason = {TILL: "retail_summary", BY_RECEIPT: "duplicate"}.get(kind, "")
    if kind == INTERNAL and own and number == own:
        reason = "own_transfer"
    return Invoice(
        number=facts.get("DowodSprzedazy", ""),
        issued=day(facts.get("DataWystawienia")),
        supplied=day(facts.get("DataSprzedazy")),
        buyer=Party(facts.get("NazwaKontrahenta", ""), number),
        seller=Party("", own),
        net=net if bought is None else bought,
        gross=None if net is None else net + (_sum(amounts, SOLD_TAX) or 0),
        currency="PLN",
        kind=kind,
        reason="purchase" if bought is not None else reason,
    )


def _sum(amounts: Amounts, names: frozenset[str]) -> Decimal | None:
    return total([amounts[name] for name in amounts.keys() & names])


FORMAT = xml_format("jpk_v7", "JPK_V7", read)
