"""Which way money went, and which part of a date is the day, where one column says it for all rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from segcore.readers.cells import days
from segcore.readers.grid import Cell, show

_OUT = re.compile(
    r"d|s|dr|dbit|debit|debet|дебет|дт|soll|obciążenie|wn|out|ausgang|расход|списание|видаток|outgoing|wydatek", re.I
)
_IN = re.compile(
    r"c|h|cr|crdt|credit|kredyt|кредит|кт|haben|uznanie|ma|in|eingang|приход|поступление|зачисление|надходження|"
    r"incoming|wpływ|пополнение",
    re.I,
)
_AMERICAN = re.compile(r"\bcheck\b|\$|\busd\b|posting date|running bal\.", re.I)
SAID, FILLED = 0.9, 0.5


def directions(rows: Sequence[Sequence[str]]) -> tuple[int | None, list[int]]:
    """The column that holds nothing but S and H, Debit and Credit …, and the sign per row; None where there is none."""
    for place in range(max(map(len, rows), default=0)):
        cells = [row[place] if place < len(row) else "" for row in rows]
        filled = sum(map(bool, cells))
        signs = [bool(_IN.fullmatch(cell)) - bool(_OUT.fullmatch(cell)) for cell in cells]
        if filled and sum(map(bool, signs)) >= SAID * filled and filled >= FILLED * sum(map(any, rows)):
            return place, signs
    return None, []


def order(cells: Sequence[Cell], names: Sequence[str]) -> tuple[str, str]:
    """dmy or mdy, and a cell that shows the order was guessed ("" where it is clear).

    Rows of a statement are sorted: the order in which they are, else that of American headers, else dmy.
    """
    found, other = days(cells, "dmy"), days(cells, "mdy")
    if found == other:
        return "dmy", ""
    plain, american = _sorted(found), _sorted(other)
    if plain != american:
        return ("dmy" if plain else "mdy"), ""
    example = next(show(cell) for cell, one, two in zip(cells, found, other, strict=True) if one != two)
    return ("mdy" if any(map(_AMERICAN.search, names)) else "dmy"), example


def _sorted(found: Sequence[date | None]) -> bool:
    known = [day for day in found if day]
    return all(a <= b for a, b in pairwise(known)) or all(a >= b for a, b in pairwise(known))
