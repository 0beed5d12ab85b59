"""KSeF: structured invoices FA(1) to FA(3), one or an archive of them.

A correction states the difference it makes, a settling invoice what remains after its advances: all are added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from segcore.readers.invoices.invoice import Invoice, Party, records
from segcore.readers.invoices.values import day, money, total
from segcore.readers.invoices.which import xml_format
from segcore.readers.markup import Document, below, every, texts
from segcore.readers.records import Records


def read(documents: Sequence[Document]) -> Records:
    """Raises LabradorError file.truncated."""
    return records([_invoice(document.root) for document in documents])


def _invoice(root: Any) -> Invoice:
    body = below(root, "Fa")
    facts = texts(body)
    return Invoice(
        number=facts.get("P_2") or facts.get("P_2A", ""),
        issued=day(facts.get("P_1")),
        supplied=day(facts.get("P_6") or texts(below(body, "OkresFa")).get("P_6_Do")),
        buyer=_party(below(root, "Podmiot2")),
        seller=_party(below(root, "Podmiot1")),
        net=net(facts),
        gross=money(facts.get("P_15")),
        currency=facts.get("KodWaluty", "PLN"),
        kind=facts.get("RodzajFaktury", ""),
        rate=facts.get("KursWalutyZ") or _line_rate(body),
    )


def net(facts: dict[str, str]) -> Decimal | None:
    """The sum of the net amounts by rate, P_13_1 to P_13_11."""
    return total([money(text) for name, text in facts.items() if name.startswith("P_13_")])


def _line_rate(body: Any) -> str:
    return next((rate for line in every(body, "FaWiersz") if (rate := texts(line).get("KursWaluty", ""))), "")


def _party(side: Any) -> Party:
    facts = texts(below(side, "DaneIdentyfikacyjne"))
    union = facts.get("KodUE", "") + facts["NrVatUE"] if "NrVatUE" in facts else ""
    foreign = facts.get("NrID", "")
    person = f"{facts.get('ImiePierwsze', '')} {facts.get('Nazwisko', '')}".strip()
    name = facts.get("Nazwa") or facts.get("PelnaNazwa") or person
    return Party(name, facts.get("NIP") or union or foreign)


FORMAT = xml_format("ksef", "KSeF FA", read)
