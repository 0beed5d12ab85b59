"""Subiekt, Rewizor and others: EDI++ (.epp), a section a document, its fields in one line in a fixed order."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from segcore.readers import charsets
from segcore.readers.content import Content
from segcore.readers.format import Format
from segcore.readers.invoices import jpk
from segcore.readers.invoices.invoice import Book, Invoice, Party, records
from segcore.readers.invoices.values import day, money
from segcore.readers.records import Records

SOLD = ("FS", "KFS", "RS", "KRS", "FM", "PA")
BOUGHT = ("FZ", "KFZ", "FR", "KFR", "RZ", "KRZ", "FWO", "KWO", "FWN", "KWN")
STATUS = {"0": "pending", "2": "cancelled"}  # put off, cancelled; 1 done, 3 booked
# places of the fields of a document, counted from 0
KIND, STATE, NUMBER, SHORT, NAME, TAX, ISSUED, SUPPLIED, NET, GROSS = 0, 1, 6, 12, 13, 17, 21, 22, 27, 29
CURRENCY, RATE, COUNTRY = 46, 47, 60
# of [INFO]
OWN, FROM, TO = 10, 16, 17
_LATIN_2 = re.compile(rb'\[INFO\]\s+"[^"]*",\d*,852\b')
_SECTION = re.compile(r"\[(INFO|NAGLOWEK|ZAWARTOSC)\]\s*")


def read(content: Content) -> Records:
    """Documents of sale and of purchase; lists of partners and goods, orders and stock movements are layout."""
    found, info, others = [], [""], 0
    for section, fields in _sections(_text(content)):
        if section == "INFO":
            info = fields
        elif section == "NAGLOWEK" and fields[KIND] in (*SOLD, *BOUGHT):
            found.append(_invoice(fields))
        elif section == "NAGLOWEK":
            others += 1
    stated = day(_at(info, FROM)), day(_at(info, TO))
    return records(found, Book(_at(info, OWN), stated=stated if all(stated) else (None, None), layout_rows=others))


def _text(content: Content) -> str:
    """As the file says in which code page it is written, where it is the old one; else as it is found."""
    if not content.options.encoding and _LATIN_2.search(content.file.content[:400]):
        return charsets.to_utf8(content.file.content, "cp852", content.file.name).decode("utf-8")
    return content.text


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The first line of every section with its name."""
    section = ""
    for line in text.splitlines():
        label = _SECTION.fullmatch(line)
        if label:
            section = label[1]
        elif section and line.strip():
            yield section, [field.strip() for field in next(csv.reader([line]))]
            section = ""


def _invoice(fields: list[str]) -> Invoice:
    kind = fields[KIND]
    return Invoice(
        number=_at(fields, NUMBER),
        issued=day(_at(fields, ISSUED)),
        supplied=day(_at(fields, SUPPLIED)),
        buyer=Party(_at(fields, NAME) or _at(fields, SHORT), jpk.with_country(_at(fields, COUNTRY), _at(fields, TAX))),
        net=money(_at(fields, NET)),
        gross=money(_at(fields, GROSS)),
        currency=_at(fields, CURRENCY) or "PLN",
        kind=kind,
        rate=_at(fields, RATE),
        reason="purchase" if kind in BOUGHT else STATUS.get(_at(fields, STATE), ""),
    )


def _at(fields: list[str], place: int) -> str:
    return fields[place] if place < len(fields) else ""


FORMAT = Format("epp", "EDI++ (Subiekt)", "invoice", ("epp",), ("epp",), lambda _: True, read)
