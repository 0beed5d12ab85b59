"""The head of a cross-tab: which columns are months (quarters, years, days), of what; which describe the customer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from segcore.readers import headers
from segcore.readers.dates import looks_date
from segcore.readers.shapes.header_spans import dated_by, one_span, ordered, settled
from segcore.readers.shapes.levels import Texts, is_level
from segcore.readers.shapes.measures import Measure, filled, measured, total_columns
from segcore.readers.shapes.periods import span, unnamed_year
from segcore.readers.shapes.sheet import empty, is_number, is_total, numbers

Levels: TypeAlias = tuple[tuple[int, tuple[str, ...]], ...]
SEARCHED, BELOW, LONGEST, LOOKED = 60, 3, 60, 250
_DESCRIBING = ("customer", "tax_id", "product", "manager", "region", "industry", "size", "document")
_NUMBERING = re.compile(r"\d{1,2}[а-яa-z]?")


@dataclass(frozen=True)
class Across:
    """The head of a cross-tab. top, first: positions of its header and of the first row below. titles: rows above.

    measures: the columns that count; totals: total columns of money. columns: (column, its header from top to bottom)
    of all; describing: those of them with words about the customer.
    ends: the first and the last header of its spans. yearless: its months name no year, and nothing says which.
    order: of day and month in its headers; unsure: one that does not tell it, "" where all is clear.
    """

    top: int
    first: int
    titles: tuple[str, ...]
    measures: tuple[Measure, ...] = ()
    totals: tuple[tuple[int, str], ...] = ()
    columns: Levels = ()
    describing: Levels = ()
    ends: tuple[str, ...] = ()
    yearless: bool = False
    order: str = "dmy"
    unsure: str = ""


def find(rows: Texts, sheet: str = "", order: str | None = None) -> Across | None:
    """The head of the first cross-tab among the first rows of a table file (texts), None where there is none.

    sheet: its name. order: of day and month, as the user says.
    """
    for place in range(min(SEARCHED, len(rows))):
        if _likely(rows, place):
            found = _head(rows[: place + LOOKED], place, sheet, order)
            if found is not None:
                return found
    return None


def _likely(rows: Texts, place: int) -> bool:
    """Whether a row may hold spans as headers: it holds several, no other number, and is no line of a list."""
    row = rows[place]
    spans = {column: one_span(cell) for column, cell in enumerate(row) if _names_span(cell)}
    if len({row[column] for column in spans}) < 2:
        return False
    if any(is_number(cell) for column, cell in enumerate(row) if cell and column not in spans):
        return False
    below = next((one for one in rows[place + 1 :] if any(one)), [])
    if any(
        found and found.kind == "day" and column < len(below) and looks_date(below[column])
        for column, found in spans.items()
    ):
        return False
    bare = [column for column in spans if row[column].isdigit() and len(row[column]) == 4]
    years = [int(row[column]) for column in bare]
    if len(bare) == len(spans):
        headed = [sum(bool(one[c]) and not _names_span(one[c]) for c in bare if c < len(one)) for one in rows[:place]]
        return max(headed, default=0) < 2 and all(abs(later - year) == 1 for year, later in pairwise(years))
    return True


def _names_span(cell: str) -> bool:
    return 0 < len(cell) <= LONGEST and (one_span(cell) is not None or unnamed_year(cell))


def _head(rows: Texts, place: int, sheet: str, order: str | None) -> Across | None:
    """The cross-tab whose spans stand in that row."""
    start = next(column for column, cell in enumerate(rows[place]) if _names_span(cell))
    top = place - 1 if place and _above(rows[place - 1], start) else place
    first = place + 1
    while first < len(rows) and first <= place + BELOW and _belongs(rows[first], start):
        first += 1
    titles = tuple(" ".join(filter(None, row)) for row in rows[:top] if any(row))
    heads = _joined(rows[top:first], start, max(map(len, rows[top:first])))
    body = [row for row in rows[first:] if any(row)]
    spans, order, unsure = ordered(heads, order)
    if not any(known for known, _ in spans.values()):
        if sum(unnamed_year(" ".join(parts)) for parts in heads.values()) < 3 or not filled(body, list(heads)):
            return None
        spans = dated_by(titles, sheet, heads)
        if not spans:
            return Across(top, first, titles, yearless=True)
    columns = _levels(rows[top:first], body)
    taken = {column for column, (known, _) in spans.items() if known}
    spanned = [cell for cell in rows[place] if _names_span(cell)]
    measures = measured(settled(spans), body)
    totals, describing = total_columns(heads, measures, body), _describing(columns, body, taken)
    ends = (spanned[0], spanned[-1])
    found = Across(top, first, titles, measures, totals, columns, describing, ends, order=order, unsure=unsure)
    return found if _useful(found, body) and not _plain(found, body) else None


def _useful(found: Across, body: Texts) -> bool:
    """Whether there are several spans of one fineness, money in them, and lines with words beside them."""
    days = {measure.span.kind == "day" for measure in found.measures}
    lines = [row for row in body if not any(map(is_total, filter(None, row)))]
    several = len({measure.span for measure in found.measures}) > 1 and len(days) == 1
    money = [measure.place for measure in found.measures if measure.role == "amount"]
    return bool(found.describing) and several and any(filled(lines, [place]) for place in money)


def _above(row: Sequence[str], start: int) -> bool:
    """Whether the row above belongs to the header: years above months, measures above them."""
    cells = [cell for cell in row[start:] if cell and not is_total(cell)]
    return bool(cells) and all(_bare(cell) or headers.names_role(cell) == headers.EXACT for cell in cells)


def _bare(cell: str) -> bool:
    found, rest = span(cell)
    return found is not None and not rest


def _belongs(row: Sequence[str], start: int) -> bool:
    """Whether a row below still belongs to the header: names of measures or levels, column numbers."""
    left, right = [cell for cell in row[:start] if cell], [cell for cell in row[start:] if cell]
    cells = [*left, *right]
    if len(cells) > 2 and all(map(_NUMBERING.fullmatch, cells)):
        order = [int(re.sub(r"\D", "", cell)) for cell in cells]
        return order[0] == 1 and all(0 <= b - a <= 1 for a, b in pairwise(order))
    if any(is_number(cell) or empty(cell) for cell in right):
        return False
    if right:
        return True
    return bool(left) and all(map(is_level, left))


def _joined(block: Texts, start: int, width: int) -> dict[int, list[str]]:
    """Header words per column from `start` on, from top to bottom; merged cells hold for the columns below them."""
    parts: dict[int, list[str]] = {column: [] for column in range(start, width)}
    for level, row in enumerate(block):
        if level and all(map(_NUMBERING.fullmatch, filter(None, row))):
            continue
        last = ""
        for column in parts:
            cell = row[column] if column < len(row) else ""
            below = any(column < len(lower) and lower[column] for lower in block[level + 1 :])
            last = cell or last
            if cell or (last and below):
                parts[column].append(cell or last)
    return {column: words for column, words in parts.items() if words}


def _levels(block: Texts, body: Texts) -> Levels:
    found = []
    for column in range(max(map(len, [*block, *body[:50]]), default=0)):
        words = dict.fromkeys(row[column] for row in block if column < len(row) and row[column])
        found.append((column, tuple(word for word in words if not _NUMBERING.fullmatch(word))))
    return tuple(found)


def _describing(columns: Levels, body: Texts, taken: set[int]) -> Levels:
    """The columns of words, and of numbers that are called a tax number, say."""
    found = []
    for column, words in columns:
        cells = [row[column] for row in body if column < len(row) and row[column]]
        lettered = sum(any(map(str.isalpha, cell)) for cell in cells) >= 0.5 * len(cells)
        named = any(role in headers.matches(word) for word in words for role in _DESCRIBING)
        if column not in taken and cells and (lettered or named) and not any(map(is_total, words)):
            found.append((column, words))
    return tuple(found)


def _plain(found: Across, body: Texts) -> bool:
    """Whether it is a list after all: its rows have days, or an amount that is not the sum of the years beside it."""
    taken = {measure.place for measure in found.measures}
    years = all(measure.span.kind == "year" and not measure.name for measure in found.measures)
    amounts = [column for column, words in found.columns if years and _is_amount(words)]
    for column, words in found.columns:
        cells = [row[column] for row in body if column < len(row) and row[column]]
        dated = cells and sum(map(looks_date, cells)) >= 0.6 * len(cells)
        if dated and column not in taken and "customer_since" not in headers.matches(" ".join(words)):
            return True
    return bool(amounts) and not _adds_up(body, sorted(taken), amounts[0])


def _is_amount(words: Sequence[str]) -> bool:
    return not any(map(is_total, words)) and headers.matches(" ".join(words)).get("amount") == headers.EXACT


def _adds_up(body: Texts, places: Sequence[int], total: int) -> bool:
    found = numbers(body, [*places, total], None, ())
    rows = range(len(body))
    return all(sum(found[place][row] for place in places) == found[total][row] for row in rows)
