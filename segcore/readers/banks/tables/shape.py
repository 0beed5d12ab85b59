"""Which bank wrote a table: its header row, the roles of its columns, and what proves it a statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from segcore.readers.banks.tables import headerless, refused
from segcore.readers.banks.tables.balances import Money, chain
from segcore.readers.banks.tables.directions import directions
from segcore.readers.banks.tables.vocabulary import TELLING, VETO, assign, normal
from segcore.readers.cells import decimals
from segcore.readers.content import Content
from segcore.readers.dates import looks_date
from segcore.readers.shapes.outline import named

SEARCHED, PROBED = 60, 160
ENOUGH = 3
FORMS = 0.5
ACCOUNT = re.compile(r"'?[\"']?(?:[A-Z]{2}\d{2}[ ]?(?:[0-9A-Z]{1,4}[ ]?){3,7}|\d{2}[ ]?(?:\d{4}[ ]?){6}|\d{20})['\"]?")
_BELOW = re.compile(r"дебет|кредит|дт|кт|debit|credit|soll|haben|obciążeni[ae]|uznani[ae]|наименование|счет|инн|сумма")
_OTHERS = re.compile(r"bank|банк|owner|własn|posiadacz|владел|влас|организац|клиент")  # not the other side of a payment
_SIGNATURES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(words.split(";")))
    for name, words in (
        ("mbank", "data operacji;opis operacji;rachunek;kategoria;kwota"),
        ("mbank", "opis operacji;nadawca/odbiorca;numer konta;kwota"),
        ("pko", "data operacji;data waluty;typ transakcji;opis transakcji"),
        ("ing_pl", "data transakcji;dane kontrahenta;kwota transakcji"),
        ("pekao", "nadawca/odbiorca;tytułem;kwota operacji"),
        ("millennium", "na konto/z konta;odbiorca/zleceniodawca"),
        ("revolut", "started date;completed date;state"),
        ("revolut", "date started;date completed;state"),
        ("revolut", "data rozpoczęcia;data zrealizowania"),
        ("revolut", "datum des beginns;datum des abschlusses"),
        ("sber", "дата проводки;сумма по дебету;сумма по кредиту;назначение платежа"),
        ("privatbank", "єдрпоу кореспондента;кореспондент;рахунок кореспондента"),
        ("sparkasse", "auftragskonto;buchungstag;betrag;beguenstigter/zahlungspflichtiger"),
        ("sparkasse", "auftragskonto;buchungstag;betrag;begünstigter/zahlungspflichtiger"),
        ("volksbank", "buchungstag;name zahlungsbeteiligter;betrag"),
        ("volksbank", "buchungstag;empfänger/zahlungspflichtiger;umsatz"),
        ("card_ru", "дата операции;номер карты"),
        ("card_ru", "дата операции;mcc"),
    )
)


@dataclass(frozen=True)
class Shape:
    """format: name of the format. header: position of the header row, None where there is none; first: of the first
    row below it. names: the header per column. columns: places per role (see vocabulary.PATTERNS).
    """

    format: str
    header: int | None
    first: int
    names: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]


def shape(content: Content) -> Shape | None:
    """The statement a table is, None where it is none."""
    if refused.known(content):
        return None
    only = content.options.header_row
    return _shape(tuple(map(tuple, content.first_rows[:PROBED])), None if only is None else only - 1)


@lru_cache(maxsize=4)
def _shape(rows: tuple[tuple[str, ...], ...], only: int | None) -> Shape | None:
    places = range(min(SEARCHED, len(rows))) if only is None else [only] if only < len(rows) else []
    found = [known for place in places if (known := _headed(rows, place))]
    best = max(found, key=lambda known: (len(known.columns), -known.first), default=None)
    if best is None:
        plain = headerless.columns(rows)
        return None if plain is None else Shape(plain.format, None, plain.first, (), plain.columns)
    words = {normal(name) for name in best.names}
    named = "mbank" if any(re.match("#(?:data|kwota)", name.casefold()) for name in best.names) else ""
    named = named or next((name for name, needed in _SIGNATURES if needed <= words), "")
    if named:
        return Shape(named, best.header, best.first, best.names, best.columns)
    return _partied(best, rows) if _proof(best, rows) >= ENOUGH and not any(map(VETO.fullmatch, words)) else None


def _partied(found: Shape, rows: Sequence[Sequence[str]]) -> Shape:
    """Where no header names the other side: the one column with a header whose texts bear legal forms."""
    if not found.columns.keys().isdisjoint(("party", "payer", "payee")):
        return found
    taken = {place for places in found.columns.values() for place in places}
    body = [row for row in rows[found.first :] if any(row)]
    free = []
    for place, name in enumerate(found.names):
        cells = [cell for cell in _cells(body, place) if cell]
        if place in taken or not name or _OTHERS.search(normal(name)) or len(set(cells)) < 2:
            continue
        if 2 * len(cells) >= len(body) and named(cells) >= FORMS:
            free.append(place)
    return replace(found, columns={**found.columns, "party": tuple(free)}) if len(free) == 1 else found


def _headed(rows: Sequence[Sequence[str]], place: int) -> Shape | None:
    """The table under a row, where the row names a day and an amount."""
    cells = rows[place]
    if sum(map(bool, cells)) < 3 or any(map(looks_date, cells)):
        return None
    names, first = list(cells), place + 1
    below = rows[place + 1] if place + 1 < len(rows) else ()
    if any(_BELOW.fullmatch(normal(cell)) for cell in below) and not any(map(looks_date, below)):
        names, first = _joined(cells, below), place + 2
    columns = assign(names)
    money = any(role in columns for role in ("amount", "local", "credit"))
    if "day" not in columns or not money:
        return None
    return Shape("bank_table", place, first, tuple(names), columns)


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two header rows as one: a merged cell stands over all cells below it up to the next."""
    names, last = [], ""
    for place in range(max(len(above), len(below))):
        top = above[place] if place < len(above) else ""
        under = below[place] if place < len(below) else ""
        last = top or last
        both = f"{last} {under}" if under else top
        names.append(both if not under or assign([both]) else under)
    return names


def _proof(found: Shape, rows: Sequence[Sequence[str]]) -> int:
    """Points for what only a bank statement has."""
    body = [row for row in rows[found.first :] if any(row)]
    cells = {role: _cells(body, places[0]) for role, places in found.columns.items()}
    amounts: Money = decimals(cells.get("local") or cells.get("amount") or cells.get("credit") or ())
    negative = any(amount < 0 for amount in amounts if amount is not None)
    pair = "debit" in cells and "credit" in cells
    points = 2 * (directions(body)[0] is not None)
    points += 2 * sum(bool(TELLING.fullmatch(normal(name))) for name in found.names) + pair + negative
    if "balance" in cells:
        if pair:
            debits = decimals(cells["debit"])
            amounts = [(amount or 0) - abs(Decimal(debits[place] or 0)) for place, amount in enumerate(amounts)]
        known = chain(amounts, decimals(cells["balance"]))
        both = {-1, 1} <= set(known.signs)
        points += 1 + 3 * (known.proven > 0 and both)
    accounts = [role for role in ("account", "payer_account", "payee_account") if role in cells]
    filled = [cell for role in accounts for cell in cells[role] if cell]
    return points + 2 * (bool(filled) and sum(map(bool, map(ACCOUNT.fullmatch, filled))) >= len(filled) / 2)


def _cells(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] if place < len(row) else "" for row in rows]
