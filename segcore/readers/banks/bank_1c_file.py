"""1CClientBankExchange as sections of keys and values, whatever dialect its keys are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from segcore.readers.banks.values import money

Section: TypeAlias = dict[str, str]

PAYER, RECEIVER = "плательщик", "получатель"
_SIGNS = re.compile(r"[^0-9A-Z]+")
_LINE = re.compile(r"\s*([^\W\d]\w*)\s*=(.*)")


@dataclass(frozen=True)
class Exchange:
    """The file in its sections; keys in lower case, the first value of each."""

    head: Section = field(default_factory=dict)
    accounts: list[Section] = field(default_factory=list)
    documents: list[Section] = field(default_factory=list)
    own: set[str] = field(default_factory=set)


def exchange(text: str) -> Exchange:
    """The lines of the file by section. A line without a key continues the value before it."""
    found = Exchange()
    section, key = found.head, ""
    for line in text.splitlines():
        word = line.strip().casefold()
        if word.startswith("секциядокумент"):
            section, key = {"вид": line.partition("=")[2].strip(' "')}, ""
            found.documents.append(section)
        elif word.startswith("секциярасчсчет"):
            section, key = {}, ""
            found.accounts.append(section)
        elif word.startswith(("конецрасчсчет", "конецдокумента", "конецфайла")):
            section, key = found.head, ""
        elif match := _LINE.fullmatch(line):
            key = match[1].casefold()
            section.setdefault(key, match[2].strip())
            if key == "расчсчет" and match[2].strip():
                found.own.add(plain(match[2]))
        elif key and word:
            section[key] = f"{section[key]} {line.strip()}"
    return found


def plain(account: str) -> str:
    """An account without spaces and signs."""
    return account if account.isdigit() else _SIGNS.sub("", account.upper())


def accounts(document: Section, side: str) -> list[str]:
    """Accounts of one side; the one of the party before the one of its bank."""
    found = (document.get(f"{side}{name}", "") for name in ("расчсчет", "счет", "иик"))
    return [account for account in map(plain, found) if account]


def once(documents: Sequence[Section]) -> list[Section]:
    """Kazakh banks repeat a payment order as a line of the statement: without the repetition, nor bare lines."""
    orders = {_same(document) for document in documents if not _is_line(document)}
    return [
        document
        for document in documents
        if not _is_line(document) or (_named(document) and (_same(document) not in orders or _same(document)[0] == ""))
    ]


def _is_line(document: Section) -> bool:
    return document["вид"].casefold() == "выписка"


def _named(document: Section) -> bool:
    return any(key.startswith((PAYER, RECEIVER)) for key in document)


def _same(document: Section) -> tuple[str, Decimal | None]:
    return first(document, "номер", "номердокумента"), abs(total(document) or Decimal(0))


def total(document: Section) -> Decimal | None:
    """The amount of a document, without a sign where it has one column for both directions."""
    amounts = (money(document.get(key, "")) for key in ("сумма", "суммаприход", "суммарасход"))
    return next(filter(None, amounts), None)


def first(document: Section, *keys: str) -> str:
    """The first of these keys that is filled."""
    return next(filter(None, (document.get(key, "") for key in keys)), "")
