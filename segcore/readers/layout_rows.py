"""Rows that are no lines of the ledger: totals, subtotals, blank rows, headers of further pages, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segcore.ledger import Control
from segcore.readers import headers
from segcore.readers.figures import Figures
from segcore.readers.grid import Body, Codes, Flags
from segcore.readers.roles import Roles
from segcore.readers.totals import ends_a_section, subtotals

_SENTENCE = re.compile(r"\*|(?:\S+\s+){4,}\S+[.:!]?$")


@dataclass(frozen=True)
class Rows:
    """What is known of every row. customer: it names one; undated, empty_day: no usable day, none at all."""

    figures: Figures
    column: int
    people: list[str]
    identity: Codes
    customer: Flags
    undated: Flags
    empty_day: Flags


def layout_rows(body: Body, roles: Roles, names: Sequence[str], rows: Rows) -> tuple[Flags, tuple[Control, ...]]:
    """Total rows by their label, and unlabelled rows that hold the sum of the column; blank rests, repeated headers."""
    found, dated = rows.figures, roles.get("date") is not None
    empty = rows.empty_day if dated else np.ones(body.rows, dtype=np.bool_)
    pages = _pages(body, roles, names, found.bad) | _footnotes(rows, empty)
    total = (body.labelled & (rows.undated if dated else empty) & ~pages) | _last_sum(body, rows)
    loose = ~rows.customer & empty & ~total & ~pages
    parts = subtotals(rows.people, rows.identity, found.minor, empty, ~(total | loose | pages), dated)
    if not (total.any() or loose.any() or parts.any()):
        return pages, ()
    blank = loose & ~found.filled
    whole = int(found.minor[~(total | loose | parts | pages)].sum())
    total = total | (loose & ~blank & (found.minor == whole) & (whole != 0))
    layout = total | blank | parts | pages
    stated = np.flatnonzero(total & found.filled & ~found.bad)
    if not len(stated) or roles.get("amount") is None:
        return layout, ()
    read = int(found.minor[~layout].sum())
    if ends_a_section(found.minor, stated, ~layout, read):
        return layout, ()
    return layout, (Control(names[rows.column], int(found.minor[stated[-1]]), read),)


def _pages(body: Body, roles: Roles, names: Sequence[str], bad: Flags) -> Flags:
    """The header again, as it stands on top of every printed page, and the numbers of the columns below it."""
    flags = np.zeros(body.rows, dtype=np.bool_)
    places = sorted({*roles.customers, *(p for role in ("date", "amount") if (p := roles.get(role)) is not None)})
    for row in np.flatnonzero(bad).tolist():
        cells = [(place, _text(body, place, row)) for place in places]
        told = [headers.normal(text) in headers.normal(names[place]) for place, text in cells if text]
        flags[row] = len(told) > 1 and all(told)
        if flags[row] and row + 1 < body.rows:
            flags[row + 1] = all(_text(body, place, row + 1) == str(place + 1) for place in places)
    return flags


def _text(body: Body, place: int, row: int) -> str:
    column = body.columns[place]
    if column.texts is None:
        return ""
    return str(column.texts[row if column.codes is None else int(column.codes[row])].as_py()).strip()


def _footnotes(rows: Rows, empty_day: Flags) -> Flags:
    """Sentences below the last row that holds an amount or a day."""
    flags = np.zeros(len(empty_day), dtype=np.bool_)
    lines = (rows.figures.filled | ~rows.empty_day)[::-1]
    last = len(flags) - int(lines.argmax()) if lines.any() else len(flags)
    for row in range(last, len(flags)):
        flags[row] = _SENTENCE.match(rows.people[int(rows.identity[row])]) is not None
    return flags


def _last_sum(body: Body, rows: Rows) -> Flags:
    """A last row called total that bears a day and is the sum of the rows above it."""
    flags, minor = np.zeros(body.rows, dtype=np.bool_), rows.figures.minor
    if body.rows > 2 and body.labelled[-1] and not rows.undated[-1]:
        flags[-1] = int(minor[:-1].sum()) == int(minor[-1]) != 0
    return flags
