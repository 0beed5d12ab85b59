"""Sheets of one workbook that are one table: a sheet per month, per branch, per manager, under one header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segcore.readers import headers
from segcore.readers.date_texts import month_named, parse
from segcore.readers.grid import Row, is_blank, show
from segcore.readers.table import essentials, header_of
from segcore.readers.totals import has_label

_OTHER = re.compile(
    r"zakup|koszt|wydatk|plan|budżet|budzet|szablon|wzór|archiw|purchas|cost|expens|budget|forecast|template|archiv|"
    r"закуп|поступлен|расход|затрат|прогноз|шаблон|бюджет|архив|витрат|einkauf|kosten|ausgaben|vorlage",
    re.IGNORECASE,
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class _Sheet:
    """header: its texts; first: position of the first row below it; rows: all rows."""

    header: tuple[str, ...]
    first: int
    rows: Sequence[Row]

    def lines(self) -> Counter[tuple[str, ...]]:
        """What the rows below the header hold, counted."""
        below = (row for row in self.rows[self.first :] if not is_blank(row) and not has_label(row))
        return Counter(tuple(map(show, row)) for row in below)


def joined(tables: Mapping[str, Sequence[Row]], chosen: str) -> tuple[Sequence[Row], tuple[str, ...]]:
    """The rows of the chosen sheet and of those that go on where it ends, and the names of all that were read.

    They have the same header, and every sheet of the workbook has it or the names differ in months and numbers only. A
    sheet whose lines all stand in another is no part of it, nor is one whose name says that it holds no sales.
    """
    found = {name: sheet for name, rows in tables.items() if (sheet := _sheet(rows)) is not None}
    filled = [name for name, rows in tables.items() if any(not is_blank(row) for row in rows)]
    if chosen not in found or essentials([found[chosen].header]) < 2:
        return tables[chosen], (chosen,)
    same = [name for name in found if found[name].header == found[chosen].header]
    if len(same) < len(filled):
        same = [name for name in same if _stem(name) == _stem(chosen)]
    parts = _without_copies({name: found[name] for name in same if name == chosen or not _OTHER.search(name)})
    if len(parts) < 2:
        return tables[chosen], (chosen,)
    return _rows(parts), tuple(parts)


def _sheet(rows: Sequence[Row]) -> _Sheet | None:
    place = header_of(rows)
    if place is None:
        return None
    _, first, cells = place
    texts = tuple(headers.normal(cell) for cell in cells)
    while texts and not texts[-1]:
        texts = texts[:-1]
    return _Sheet(texts, first, rows)


def _stem(name: str) -> str:
    """The name of a sheet without numbers and months."""
    return " ".join(word for word in _NOT_LETTERS.sub(" ", name.casefold()).split() if not month_named(word))


def _without_copies(sheets: Mapping[str, _Sheet]) -> dict[str, _Sheet]:
    """The sheets in their order, without empty ones and those whose lines all stand in larger ones."""
    sheets = {name: sheet for name, sheet in sheets.items() if not all(map(is_blank, sheet.rows[sheet.first :]))}
    if len(sheets) < 2 or _month(sheets):
        return sheets
    lines = {name: sheet.lines() for name, sheet in sheets.items()}
    whole: Counter[tuple[str, ...]] = Counter()
    kept = set()
    for name in sorted(sheets, key=lambda name: -lines[name].total()):
        if not lines[name] <= whole:
            kept.add(name)
            whole += lines[name]
    return {name: sheet for name, sheet in sheets.items() if name in kept}


def _rows(parts: Mapping[str, _Sheet]) -> list[Row]:
    """The first sheet as it stands and the lines of the others; a column of months where only their names tell them."""
    names = list(parts)
    first = parts[names[0]].first
    heading, bodies = parts[names[0]].rows[:first], {name: parts[name].rows[parts[name].first :] for name in names}
    month = _month(parts)
    if not month:
        return [*heading, *(row for name in names for row in bodies[name])]
    width = max(len(row) for rows in (heading, *bodies.values()) for row in rows)
    whole: list[Row] = [_wider(row, width, month if place == first - 1 else "") for place, row in enumerate(heading)]
    for name in names:
        whole += [_wider(row, width, "" if is_blank(row) or has_label(row) else name) for row in bodies[name]]
    return whole


def _month(parts: Mapping[str, _Sheet]) -> str:
    """What a column with the names of the sheets is called: Period, Month (without a year), nothing where they tell
    no month or the table has a date of its own.
    """
    if any("date" in headers.matches(cell) for cell in next(iter(parts.values())).header):
        return ""
    if all(parse(name).day for name in parts):
        return "Period"
    return "Month" if all(month_named(name) for name in parts) else ""


def _wider(row: Row, width: int, last: str) -> Row:
    return [*row, *[""] * (width - len(row)), last]
