"""Comarch Optima: the VAT sales register as XML, several rates a document; its purchases are passed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from segcore.readers.invoices import jpk
from segcore.readers.invoices.invoice import Invoice, Party, records
from segcore.readers.invoices.values import day, money, total
from segcore.readers.invoices.which import xml_format
from segcore.readers.markup import Document, every, local, texts
from segcore.readers.records import Records

NAMES = ("NAZWA1", "NAZWA2", "NAZWA3")


def read(documents: Sequence[Document]) -> Records:
    """Raises LabradorError file.truncated."""
    return records(
        [
            _invoice(element)
            for document in documents
            for element in document.each("REJESTR_SPRZEDAZY_VAT", "REJESTR_ZAKUPU_VAT", "KONTRAHENT")
            if local(element) == "REJESTR_SPRZEDAZY_VAT"
        ]
    )


def _invoice(element: Any) -> Invoice:
    facts = texts(element)
    lines = [texts(line) for line in every(element, "POZYCJA")]
    net = total([money(line.get("NETTO")) for line in lines])
    tax = total([money(line.get("VAT")) for line in lines])
    return Invoice(
        number=facts.get("NUMER", ""),
        issued=day(facts.get("DATA_WYSTAWIENIA")),
        supplied=day(facts.get("DATA_SPRZEDAZY")),
        buyer=Party(
            " ".join(facts[name] for name in NAMES if name in facts),
            jpk.with_country(facts.get("NIP_KRAJ", ""), facts.get("NIP", "")),
        ),
        net=net,
        gross=None if net is None or tax is None else net + tax,
        currency=facts.get("WALUTA", "PLN"),
        kind="KOREKTA" if _yes(facts, "KOREKTA") else "",
        reason="purchase" if _yes(facts, "WEWNETRZNA") else "",  # tax the buyer owes himself
    )


def _yes(facts: dict[str, str], name: str) -> bool:
    return facts.get(name, "").casefold() == "tak"


FORMAT = xml_format("optima", "Comarch Optima", read)
