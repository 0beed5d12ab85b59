"""Statements without a header: what a column is, by its content alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from segcore.readers.banks.tables.balances import chain
from segcore.readers.cells import decimals
from segcore.readers.dates import looks_date
from segcore.readers.figures import looks_number

NARROWEST, LEADING, MOST, WIDEST = 4, 3, 0.8, 40
ACCOUNT = re.compile(r"(?:[A-Z]{2}\d{2}[0-9A-Z]{11,30}|\d{26}|\d{20})")
_SANTANDER = ("day", "value", "purpose", "party", "account", "amount", "balance", "")


@dataclass(frozen=True)
class Plain:
    """format: name of the format. first: position of the first row. columns: places per role."""

    format: str
    first: int
    columns: Mapping[str, tuple[int, ...]]


def is_account(cell: str) -> bool:
    """Whether a cell is the number of an account: IBAN, the 26 digits of Poland, the 20 of Russia."""
    return ACCOUNT.fullmatch(re.sub(r"[\s'\"]", "", cell)) is not None


def is_title(row: Sequence[str]) -> bool:
    """The first line of a Santander export: end, start, account, owner, currency, opening, closing, lines."""
    return (
        len(row) >= 7
        and all(map(looks_date, row[:2]))
        and is_account(row[2])
        and re.fullmatch("[A-Z]{3}", row[4]) is not None
    )


def columns(rows: Sequence[Sequence[str]]) -> Plain | None:
    """The columns of a table that begins with its first row, None where it is no statement."""
    filled = [row for row in rows if any(row)]
    if filled and is_title(filled[0]):
        places = {role: (place,) for place, role in enumerate(_SANTANDER) if role}
        return Plain("santander_pl", rows.index(filled[0]) + 1, places)
    body = [row for row in filled if any(map(looks_date, row[:LEADING]))]
    if not body or len(body) < MOST * len(filled) or body[0] is not filled[0]:
        return None
    found = _by_content(body)
    return None if found is None else Plain("bank_table", rows.index(body[0]), found)


def _by_content(body: Sequence[Sequence[str]]) -> dict[str, tuple[int, ...]] | None:
    width = max(map(len, body))
    if not NARROWEST <= width <= WIDEST:
        return None
    cells = [[row[place] if place < len(row) else "" for row in body] for place in range(width)]
    days = [place for place in range(width) if _most(looks_date, cells[place])]
    accounts = [place for place in range(width) if _most(is_account, cells[place])]
    numbers = [
        place
        for place in range(width)
        if place not in (*days, *accounts) and _most(looks_number, cells[place]) and not _counts(cells[place])
    ]
    money = _money({place: decimals(cells[place]) for place in numbers})
    if not days or money is None or not (accounts or money[2]):
        return None
    amount, balance, _ = money
    roles = {"day": tuple(days[:1]), "value": tuple(days[1:]), "amount": (amount,), "account": tuple(accounts[:1])}
    roles["balance"] = () if balance is None else (balance,)
    texts = [place for place in range(width) if place not in (*days, *accounts, *numbers) and any(cells[place])]
    roles |= _texts(texts, cells, accounts)
    return {role: places for role, places in roles.items() if places}


def _texts(texts: list[int], cells: list[list[str]], accounts: list[int]) -> dict[str, tuple[int, ...]]:
    """The name stands beside the account; the longest of the others is the purpose."""
    codes = [place for place in texts if all(re.fullmatch("[A-Z]{3}|", cell) for cell in cells[place])]
    words = [place for place in texts if place not in codes]
    near = [place for place in words if accounts and abs(place - accounts[0]) == 1]
    longest = max(words, key=lambda place: sum(map(len, cells[place])), default=None)
    party = near[0] if near else next((place for place in words if place != longest), longest)
    purpose = tuple(place for place in words if place != party)
    return {"party": () if party is None else (party,), "purpose": purpose, "currency": tuple(codes[:1])}


def _money(columns: dict[int, list[Decimal | None]]) -> tuple[int, int | None, bool] | None:
    """Amount, balance and whether both signs of the amount are proven by the balance."""
    pairs = [(a, b) for a in columns for b in columns if a != b]
    chains = {pair: chain(columns[pair[0]], columns[pair[1]]) for pair in pairs}
    best = max(pairs, key=lambda pair: (chains[pair].proven, -pair[0]), default=None)
    if best is not None and chains[best].step:
        return (*best, {-1, 1} <= set(chains[best].signs))
    signed = [place for place, values in columns.items() if any(value < 0 for value in values if value is not None)]
    amount = next(iter(signed or columns), None)
    return None if amount is None else (amount, None, False)


def _most(test: Callable[[str], bool], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(test, filled)) >= MOST * len(filled)


def _counts(cells: list[str]) -> bool:
    """A running number of the rows."""
    if not all(cell.isdecimal() for cell in cells):
        return False
    return len(cells) > 1 and len({int(b) - int(a) for a, b in pairwise(cells)}) == 1
