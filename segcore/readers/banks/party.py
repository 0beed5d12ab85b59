"""The other side of a payment as banks write it: a name with a tax number before it and an address behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from segcore.readers import taxids
from segcore.readers.banks import words
from segcore.readers.banks.statement import Entry
from segcore.readers.names import normalise

_NUMBER = re.compile(
    r"\W*(?:ИНН|БИН|ИИН|INN|NIP)?[\s:№]*(\d{12}|\d{10})\b(?:[\s/,;]+(?:КПП)?[\s:/]*\d{9}\b)?[\s/,;]*(?:КПП[\s:]*)?",
    re.I,
)
_BEHIND = re.compile(r"[\s,;]+\(?(?:БИН|ИИН|ИНН|NIP)(?:/(?:БИН|ИИН|КПП))?[\s:№]*(\d{12}|\d{10})(?:/\d{9})?\)?$", re.I)
_FROM = re.compile(r"^(?:OD|ZLECENIODAWCA|NADAWCA|FROM)\s*:\s*", re.IGNORECASE)
_STREET = re.compile(
    r"[\s,](?:UL\.|UL\s|ULICA\s|AL\.|ALEJA\s|ALEJE\s|OS\.|OSIEDLE\s|PL\.|\d\d-\d{3}(?!\S)).*", re.IGNORECASE | re.DOTALL
)
_WIDE = re.compile(r"\s{2,}(?=(?:\S|\s(?!\s))*\d).*", re.DOTALL)
_FORM = re.compile(
    r".*?\b(?:SP(?:\.|[OÓ][LŁ]KA)?\s*Z\s*O(?:\.|GRANICZON[AĄ])?\s*O(?:\.|DPOWIEDZIALNO[SŚ]CI[AĄ])?"
    r"(?:\s*SP(?:\.|[OÓ][LŁ]KA)?\s*(?:[KJ]\b\.?|KOMANDYTOWA))?|S\.?A\.?|SP[OÓ][LŁ]KA AKCYJNA|SP\.\s?[KJ]\."
    r"|S\.C\.)(?=\s)",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r"/IDC/(?:PL)?([0-9A-Z]{8,14})", re.IGNORECASE)


def clean(entry: Entry) -> Entry:
    """The entry with a bare name, and the tax number that stood beside it."""
    number, name = before(entry.party)
    if behind := _BEHIND.search(name):
        number, name = number or behind[1], name[: behind.start()]
    return replace(entry, party=bare(name), tax_id=entry.tax_id or number)


def before(text: str) -> tuple[str, str]:
    """A tax number in front of a name (`ИНН 7706123455 ООО "Ромашка"`, `7706123455, ООО …`), and the name."""
    found = _NUMBER.match(text)
    if found is None or found.end() == len(text):
        return "", text
    return found[1], text[found.end() :]


def bare(name: str) -> str:
    """A name without the address banks put behind it, and without what they put before it."""
    name = _FROM.sub("", name.replace("\u02d9", " ").strip())
    if "//" in name:
        name = _slashed(name)
    short = _WIDE.sub("", _STREET.sub("", name))
    if short.strip(" ,.") and short != name:
        form = _FORM.match(f"{short} ")
        name = form[0] if form else short
    return " ".join(name.split()).strip(" ,;/")


def _slashed(name: str) -> str:
    """`Name//address//`, or `Bank//name of a person//…`."""
    parts = [part for part in (part.strip() for part in name.split("//")) if part]
    if not parts:
        return ""
    person = len(parts) > 1 and words.named("bank", words.fold(parts[0])) and not re.search(r"\d", parts[1])
    return parts[1] if person and len(parts[1].split()) > 1 else parts[0]


def split_payments(entries: Sequence[Entry]) -> tuple[list[Entry], set[str]]:
    """Tax numbers out of Polish split payments (`/VAT/…/IDC/NIP/INV/…`): entries with their payers', and the owner's.

    By law the number is the one of the seller, that is the owner of a statement with incoming payments; many payers
    write their own. A number of several payers is the owner's; the others tell payers apart, where there are several.
    """
    found = [_SPLIT.search(entry.purpose) if (entry.amount or 0) > 0 else None for entry in entries]
    numbers = [taxids.valid(match[1]) if match else "" for match in found]
    payers: dict[str, set[str]] = defaultdict(set)
    for name, number in zip(normalise([entry.party for entry in entries]), numbers, strict=True):
        payers[number].add(name)
    own = {number for number, names in payers.items() if number and len(names) > 1}
    theirs = set(payers) - own - {""}
    if len(theirs) + len(own) < 2:
        theirs = set()
    return [
        replace(entry, tax_id=entry.tax_id or number) if number in theirs else entry
        for entry, number in zip(entries, numbers, strict=True)
    ], own
