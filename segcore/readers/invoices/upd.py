"""УПД 5.01 to 5.03 and УКД: one document or an archive of them. A correction is what it adds less what it takes off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from segcore.readers.invoices.invoice import Invoice, Party, records
from segcore.readers.invoices.values import day, money, total
from segcore.readers.invoices.which import xml_format
from segcore.readers.markup import Document, below, every
from segcore.readers.records import Records

INVOICE, TRANSFER = ("СЧФ", "КСЧФ"), ("ДОП", "ДИС")  # Функция: for the tax only, the transfer only; СЧФДОП is both
PROOFS = ("ДокПодтвОтгр", "ДокПодтвОтгрНом")
NET, GROSS = "СтТовБезНДС", "СтТовУчНал"
_CURRENCIES = {
    "643": "RUB", "810": "RUB", "840": "USD", "978": "EUR", "398": "KZT", "933": "BYN", "156": "CNY", "985": "PLN",
    "980": "UAH", "826": "GBP", "756": "CHF", "949": "TRY",
}  # fmt: skip
_ADVANCE = re.compile(r"аванс|предоплат|предварительн\w+ оплат|частичн\w+ оплат", re.IGNORECASE)


def read(documents: Sequence[Document]) -> Records:
    """Raises LabradorError file.truncated."""
    found = [_paper(document) for document in documents]
    moved = {(invoice.seller, invoice.buyer, invoice.number) for invoice, _ in found if invoice.kind in TRANSFER}
    return records([_once(invoice, proofs, moved) for invoice, proofs in found])


def _paper(document: Document) -> tuple[Invoice, set[str]]:
    """A document, and the numbers of the transfers a tax invoice names."""
    paper = below(document.root, "Документ")
    proofs = [found for name in PROOFS for found in every(paper, name)]
    return _invoice(paper), {_of(found, "НомДокОтгр", "РеквНомерДок") for found in proofs}


def _once(invoice: Invoice, proofs: set[str], moved: set[tuple[Party, Party, str]]) -> Invoice:
    """A tax invoice for goods whose transfer the archive holds as a document of its own is no second sale."""
    twice = any((invoice.seller, invoice.buyer, number) in moved for number in {invoice.number, *proofs})
    return replace(invoice, reason="duplicate") if twice and invoice.kind in INVOICE and not invoice.reason else invoice


def _invoice(paper: Any) -> Invoice:
    head = below(paper, "СвСчФакт")
    corrects = head is None
    head = below(paper, "СвКСчФ") if corrects else head
    net, gross = _corrected(below(paper, "ТаблКСчФ")) if corrects else _totals(below(paper, "ТаблСчФакт"))
    given = below(paper, "СвПродПер", "СвПер")
    unit, again = below(head, "ДенИзм"), _first(head, "ИспрСчФ", "ИспрДок", "ИспрКСчФ")
    edition = _of(again, "НомИспрСчФ", "НомИспр", "НомИспрКСчФ")
    code = _of(head, "КодОКВ") or _of(unit, "КодОКВ")
    kind = _of(paper, "Функция")
    return Invoice(
        number=_of(head, "НомерДок", "НомерСчФ", "НомерКСчФ"),
        issued=day(_of(head, "ДатаДок", "ДатаСчФ", "ДатаКСчФ")),
        supplied=day(_of(given, "ДатаПер")),
        buyer=_party(below(head, "СвПокуп", "ИдСв")),
        seller=_party(below(head, "СвПрод", "ИдСв")),
        net=net,
        gross=gross,
        currency=_CURRENCIES.get(code, code),
        kind=kind,
        rate=_of(head, "КурсВал") or _of(unit, "КурсВал"),
        edition=int(edition) if edition.isdecimal() else 0,
        reason="advance" if kind in INVOICE and _is_advance(paper) else "",
    )


def _is_advance(paper: Any) -> bool:
    goods = [_of(found, "НаимТов") for found in every(paper, "СведТов")]
    return bool(goods) and all(_ADVANCE.search(name) for name in goods)


def _totals(table: Any) -> tuple[Decimal | None, Decimal | None]:
    """Net and gross of a document, from its total or its lines."""
    lines = every(table, "СведТов")
    whole = below(table, "ВсегоОпл")

    def stated(name: str) -> Decimal | None:
        found = money(_of(whole, f"{name}Всего"))
        return total([money(_of(line, name)) for line in lines]) if found is None else found

    return stated(NET), stated(GROSS)


def _corrected(table: Any) -> tuple[Decimal | None, Decimal | None]:
    """What a correction changes, net and gross, from its totals or its lines."""

    def difference(name: str) -> Decimal | None:
        more, less = (money(_of(below(table, total), f"{name}Всего")) for total in ("ВсегоУвел", "ВсегоУм"))
        if more is None and less is None:
            lines = every(table, "СведТов")
            more = total([money(_of(below(line, name), "СтоимУвел")) for line in lines])
            less = total([money(_of(below(line, name), "СтоимУм")) for line in lines])
        return None if more is None and less is None else (more or Decimal(0)) - (less or Decimal(0))

    return difference(NET), difference(GROSS)


def _party(side: Any) -> Party:
    """A company, a sole trader by his full name, or a foreign buyer."""
    if side is None:
        return Party()
    attributes: dict[str, str] = {}
    for element in side.iter():
        for name, text in element.attrib.items():
            attributes.setdefault(name, text.strip())
    person = " ".join(filter(None, (attributes.get(name, "") for name in ("Фамилия", "Имя", "Отчество"))))
    name = attributes.get("НаимОрг") or person
    return Party(name, next((attributes[k] for k in ("ИННЮЛ", "ИННФЛ", "Идентиф") if k in attributes), ""))


def _first(element: Any, *names: str) -> Any:
    return next((found for name in names if (found := below(element, name)) is not None), None)


def _of(element: Any, *names: str) -> str:
    """The first attribute of these names, "" where there is none."""
    found = (element.get(name) for name in names) if element is not None else ()
    return next((text.strip() for text in found if text), "")


FORMAT = xml_format("upd", "УПД, УКД", read)
