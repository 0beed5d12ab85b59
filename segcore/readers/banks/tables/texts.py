"""The other side of a payment where it has no column of its own: in descriptions, keyed cells, cells of three lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from segcore.readers.banks.tables.headerless import is_account

_KEYED = re.compile(
    r"(?:^|(?<=\s))(?P<key>(?:nazwa|rachunek|adres|numer rachunku) (?:nadawcy|odbiorcy|zleceniodawcy)|tytuł|"
    r"lokalizacja|numer karty|numer telefonu|referencje własne zleceniodawcy|data i czas operacji|"
    r"auftraggeber|empfänger|zahlungspflichtiger|buchungstext|kto\.?/iban|iban|ref\.?)\s*:\s*",
    re.IGNORECASE,
)
_PARTY = ("nazwa nadawcy", "nazwa zleceniodawcy", "nazwa odbiorcy", "auftraggeber", "zahlungspflichtiger", "empfänger")
_ACCOUNTS = ("rachunek nadawcy", "rachunek zleceniodawcy", "rachunek odbiorcy", "numer rachunku nadawcy", "iban")
_TITLES = ("tytuł", "buchungstext")
_OPERATION = re.compile(
    r"(?:,\s*)?\b(?:PRZELEW|ZAKUP PRZY|ZAKUP|BLIK|PŁATNOŚĆ|OPŁATA|WPŁATA|WYPŁATA|ZLECENIE STAŁE|POLECENIE ZAPŁATY|"
    r"KAPITALIZACJA|UZNANIE|OBCIĄŻENIE)\b.*",
    re.DOTALL,
)
_TITLE = re.compile(r"(?<=\w)\W+(?:FV|F/V|FAKTUR\w*|ZAPŁATA)\b.*", re.IGNORECASE)
_NUMBER = re.compile(r"\b\d{2}(?: ?\d{4}){6}\b")
_BEFORE = re.compile(r"(\d{20}|\d{26}|[A-Z]{2}\d{2}[0-9A-Z]{11,30})[ ,;/]+(\S.*)")
_FROM = re.compile(
    r"(?:payment|transfer|top-?up|money (?:added|received)) (?:from|to) |(?:płatność|przelew|wpłata|doładowanie) "
    r"(?:od|z|do|dla)(?: użytkownika)? |(?:zahlung|überweisung) (?:von|an) |(?:перевод|поступление|платеж) от |від:? ",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Side:
    """What a text says of the other side."""

    party: str = ""
    account: str = ""
    tax_id: str = ""
    purpose: str = ""


def keyed(cells: Sequence[str]) -> Side | None:
    """Cells such as `Nazwa nadawcy: …`, `Tytuł: …`; None where there are none."""
    found: dict[str, str] = {}
    for cell in cells:
        matches = list(_KEYED.finditer(cell))
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            found.setdefault(match["key"].casefold(), cell[match.end() : following and following.start()].strip())
    if not found:
        return None
    party, account, title = (_first(found, keys) for keys in (_PARTY, _ACCOUNTS, _TITLES))
    return Side(party, account, "", title)


def _first(found: dict[str, str], keys: Sequence[str]) -> str:
    return next((found[key] for key in keys if found.get(key)), "")


def described(text: str) -> Side:
    """The description of an mBank operation: name, title, type of operation and account in one cell."""
    number = _NUMBER.search(text)
    front = _OPERATION.sub("", _NUMBER.sub(" ", text)).strip()
    name = _TITLE.sub("", re.split(r"\s{2,}|,\s+", front)[0])
    return Side(name.strip(" ,;"), number[0].replace(" ", "") if number else "", "", " ".join(text.split()))


def sided(cell: str) -> Side:
    """`account`, `tax number`, `name` on three lines of one cell (СберБизнес); else the whole cell is a name."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    if len(lines) == 1 and (before := _BEFORE.match(lines[0])):
        lines = [before[1], before[2]]
    if len(lines) < 2 or not is_account(lines[0]):
        return Side(party=" ".join(lines))
    number = lines[1] if re.fullmatch(r"\d{10}|\d{12}", lines[1]) else ""
    return Side(" ".join(lines[2 if number else 1 :]), lines[0], number)


def named(text: str) -> str:
    """The name in `Payment from Alfa`, else the text itself."""
    return _FROM.sub("", text, count=1)
