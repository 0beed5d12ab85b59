"""What the files of the Polish tax office share: their header."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from segcore.readers.invoices.values import day
from segcore.readers.markup import Document, local


def period(document: Document) -> tuple[date | None, date | None]:
    """The first and last day of a JPK file, from its days or its month."""
    facts = header(document)
    first, last = day(facts.get("DataOd")), day(facts.get("DataDo"))
    if first and last:
        return first, last
    try:
        year, month = int(facts["Rok"]), int(facts["Miesiac"])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except (KeyError, ValueError):
        return None, None


def owner(document: Document) -> str:
    """The tax number of the company, "" where it is not stated."""
    return header(document).get("NIP", "")


def with_country(country: str, number: str) -> str:
    """A tax number with the prefix of a foreign country."""
    country = "" if country.upper() in ("", "PL") else country.upper()
    return country + number if number and not number.upper().startswith(country) else number


def header(document: Document) -> dict[str, str]:
    """The texts of the first elements of a file, the first of each name."""
    facts: dict[str, str] = {}
    for element in document.first:
        facts.setdefault(local(element), element.text.strip())
    return facts
