"""The head of a grouped report: where customers stand in rows of their own, and what the rows below them hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from segcore.errors import LabradorError
from segcore.readers import headers
from segcore.readers.content import Content
from segcore.readers.contents import SAMPLE, profile
from segcore.readers.dates import looks_date
from segcore.readers.roles import Roles, guess
from segcore.readers.shapes.levels import is_level, levels_of
from segcore.readers.shapes.periods import span
from segcore.readers.shapes.sheet import is_number, is_total, numbers
from segcore.readers.table import Layout, find_layout

_INSIDE = re.compile(
    r"(?<!\w)(?:от|від|from|z dnia|z dn\.|dated|vom)\s+"
    r"(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d|\d{1,2}[/-]\d{1,2}[/-]\d{4})",
    re.IGNORECASE,
)
_CONTRACT = re.compile(
    r"(?:договор|дог\.|контракт|соглашение|доп\.|договір|umowa|contract|agreement|без договора)", re.I
)
_PREFIX = re.compile(
    r"^(?:kontrahent|klient|nabywca|odbiorca|контрагент|покупатель|клиент|customer|client)\s*:\s*", re.IGNORECASE
)
_TAX = re.compile(r"[\s,;(]+(?:NIP|ИНН|INN|VAT(?: ID)?)\b[\s:]*([A-Z]{0,2}[\d -]{8,14}).*$", re.IGNORECASE)
_COUNT = re.compile(r"\s\(\d+\)$")
KIND = re.compile(r"(?:transaction )?type", re.IGNORECASE)
GLANCED, LOOKED, MOST_WORDS = 60, 300, 3
TOTAL, LEAF, NAME, OTHER = "total", "leaf", "name", "other"


@dataclass(frozen=True)
class Head:
    """The head of a grouped report.

    layout: header and titles; first: first row below all levels of the header. levels: roles the header names for the
    nested rows, outermost first. label: column of the customers. dated: column of days, None where documents or months
    say them in their own words. roles: of the columns, as the rows below the customers fill them; customers: columns
    of theirs that name the customer too. turned: the groups are months, and the customers stand below them.
    """

    layout: Layout
    first: int
    levels: tuple[str, ...]
    label: int
    dated: int | None
    roles: Roles
    customers: tuple[int, ...] = ()
    turned: bool = False

    def kind(self, row: Sequence[str]) -> str:
        """See kind_of."""
        return kind_of(row, self.dated, self.turned)


def inside(text: str) -> str:
    """The day a document names (`Реализация 12 от 14.01.2026 10:11:12`), "" for none; a contract has no sale's day."""
    found = None if _CONTRACT.match(text) else _INSIDE.search(text)
    return found[1] if found else ""


def customer(text: str) -> tuple[str, str]:
    """The name and the tax number in the row of a customer: `Kontrahent: Alfa, NIP: 526-000-12-46`, `Acme (2)`."""
    found = _TAX.search(text)
    name = text[: found.start()] if found else text
    return _COUNT.sub("", _PREFIX.sub("", name)).strip(" ,;("), found[1] if found else ""


def month(text: str) -> str:
    """`YYYY-MM` of a cell that is nothing but a month, "" else."""
    found, rest = span(text) if len(text) < 40 else (None, "")
    return f"{found.first:%Y-%m}" if found and found.kind == "month" and not rest else ""


def possible(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first rows leave a grouped report possible: a full list with a day in every row is none."""
    counts = [sum(map(bool, row)) for row in rows[:GLANCED]]
    widest = counts.index(max(counts, default=0)) if counts else 0
    if any(0 < count < counts[widest] for count in counts[widest:]):
        return True
    cells = [cell for row in rows[widest : widest + GLANCED // 3] for cell in row]
    return any(map(_INSIDE.search, cells)) or not any(map(looks_date, cells)) or any(map(month, cells))


def find(content: Content) -> Head | None:
    """The head of a grouped report, None for any other file."""
    grid = content.grid
    if grid is None or len(content.first_rows) < 3:
        return None
    try:
        layout = find_layout(grid, content.file.name, content.options.header_row)
    except LabradorError:
        return None
    if layout.header is None:
        return None
    rows, first = content.first_rows, layout.first
    words: list[str] = []
    while first < len(rows) and _continues(rows[first]):
        words += [cell for cell in rows[first] if cell]
        first += 1
    body = [row for row in rows[first : first + LOOKED] if any(row)]
    dated = _day_column(layout.names, body)
    turned = dated is None and bool(body) and bool(month(next(filter(None, body[0]))))
    kinds = [kind_of(row, dated, turned) for row in body]
    label = _label(body, kinds)
    if label is None or not _headed(body, kinds, label):
        return None
    leaves = [row for row, kind in zip(body, kinds, strict=True) if kind == LEAF]
    profiles = [profile(leaves[:SAMPLE], column) for column in range(layout.width)]
    roles = guess(layout.names, profiles, [(layout.names[label], "ignore")])
    money = roles.get("amount")
    own = tuple(place for place in roles.customers if "customer" in headers.matches(layout.names[place]))
    named = own and not any(map(KIND.fullmatch, layout.names))
    if money is None or named or not _adds_up(body, kinds, label, money):
        return None
    levels = tuple(levels_of(_levels(rows, layout.header, label) + words))
    return Head(layout, first, levels, label, dated, roles, own, turned)


def kind_of(row: Sequence[str], dated: int | None, turned: bool) -> str:
    """What a row of the body is: a total, a leaf (a document, a month), the name of a group, or something else."""
    texts = [cell for cell in row if cell]
    words = [cell for cell in texts if not is_number(cell)]
    if any(map(is_total, words[:2])):
        return TOTAL
    named = bool(words) and texts[0] == words[0] and len(words) <= MOST_WORDS
    if turned:
        return NAME if named and month(words[0]) else LEAF if named else OTHER
    if dated is not None:
        if dated < len(row) and looks_date(row[dated]):
            return LEAF
    elif any(inside(cell) or month(cell) for cell in words):
        return LEAF
    return NAME if named else OTHER


def _continues(row: Sequence[str]) -> bool:
    """A row below the header that only names a level (`Документ продажи`)."""
    cells = [cell for cell in row if cell]
    return 0 < len(cells) <= 2 and all(map(is_level, cells))


def _levels(rows: Sequence[Sequence[str]], header: int, label: int) -> list[str]:
    """What the header calls the levels of the label column, from the outermost."""
    top = header
    while top and _continues(rows[top - 1]):
        top -= 1
    return [row[label] for row in rows[top : header + 1] if label < len(row) and row[label]]


def _day_column(names: Sequence[str], body: Sequence[Sequence[str]]) -> int | None:
    """The column of days; of several the one whose header says so."""
    found = []
    for column, name in enumerate(names):
        cells = [row[column] for row in body if column < len(row) and row[column]]
        if cells and sum(map(looks_date, cells)) >= 0.6 * len(cells) and not any(map(month, cells)):
            found.append(("date" not in headers.matches(name), column))
    return min(found)[1] if found else None


def _label(body: Sequence[Sequence[str]], kinds: Sequence[str]) -> int | None:
    """The column in which most names of groups begin."""
    places = [
        next(column for column, cell in enumerate(row) if cell)
        for row, kind in zip(body, kinds, strict=True)
        if kind == NAME
    ]
    return max(set(places), key=places.count) if places else None


def _headed(body: Sequence[Sequence[str]], kinds: Sequence[str], label: int) -> bool:
    """Whether names head the leaves below them."""
    known = [(row, kind) for row, kind in zip(body, kinds, strict=True) if kind != TOTAL]
    leaves = [kind for _, kind in known if kind == LEAF]
    names = [row for row, kind in known if kind == NAME and label < len(row) and row[label]]
    if not leaves or not names or known[0][1] != NAME:
        return False
    heads = sum(kind == NAME and below != OTHER for (_, kind), (_, below) in pairwise(known))
    return heads >= 0.8 * (len(names) - 1)


def _adds_up(body: Sequence[Sequence[str]], kinds: Sequence[str], label: int, money: int) -> bool:
    """Whether the rows of names hold no amount, or the sum of the leaves below; then leaves may be named there too."""
    amounts = numbers(body, [money], None, ())[money]
    stated: list[tuple[Decimal, list[Decimal]]] = []
    own = 0
    for row, kind, amount in zip(body, kinds, amounts, strict=True):
        if kind == NAME:
            stated.append((amount, []))
        elif kind == LEAF and stated:
            stated[-1][1].append(amount)
            cell = row[label] if label < len(row) else ""
            own += any(map(str.isalpha, cell)) and not inside(cell) and not month(cell)
    heads = [(amount, below) for amount, below in stated[: -1 if len(body) >= LOOKED else None] if below]
    silent = sum(amount == 0 for amount, _ in heads)
    right = sum(amount == sum(below) for amount, below in heads)
    if own:  # one list in which a row without its day happens to be the sum of the next ones has one such row
        return len(heads) > 1 and right >= 0.8 * len(heads)
    return len(heads) > 0 and silent + right >= 0.8 * len(heads)
