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
_ENGLISH = re.compile(r"\bdate\b", re.I)
_OPEN = re.compile(r"\d{1,2}[-/ ]\d{1,2}[-/ ]\d")
SAID, FILLED, PROBED = 0.9, 0.5, 50


def directions(rows: Sequence[Sequence[str]]) -> tuple[int | None, list[int]]:
    """The column that holds nothing but S and H, Debit and Credit …, and the sign per row; None where there is none."""
    for place in range(max(map(len, rows), default=0)):
        if not any(
            _IN.fullmatch(row[place]) or _OUT.fullmatch(row[place]) for row in rows[:PROBED] if place < len(row)
        ):
            continue
        cells = [row[place] if place < len(row) else "" for row in rows]
        filled = sum(map(bool, cells))
        signs = [bool(_IN.fullmatch(cell)) - bool(_OUT.fullmatch(cell)) for cell in cells]
        if filled and sum(map(bool, signs)) >= SAID * filled and filled >= FILLED * sum(map(any, rows)):
            return place, signs
    return None, []


def ordered(cells: Sequence[Cell], names: Sequence[str], said: str | None = None) -> tuple[list[date | None], str, str]:
    """Days of a column, the order of day and month, and a cell that shows it was guessed ("" where it is clear).

    said: the order the user chose. Rows of a statement are sorted: the order in which they are, else that of American
    headers, else dmy.
    """
    found = days(cells, "dmy")
    other = days(cells, "mdy") if any(isinstance(cell, str) and _OPEN.match(cell.lstrip()) for cell in cells) else found
    if found == other:
        return found, "dmy", ""
    plain, american = _sorted(found), _sorted(other)
    likely = "mdy" if (any(map(_AMERICAN.search, names)) if plain == american else american) else "dmy"
    chosen = said or likely
    example = next(show(cell) for cell, one, two in zip(cells, found, other, strict=True) if one != two)
    sure = said or plain != american or (names and not any(map(_ENGLISH.search, names)))
    return (other if chosen == "mdy" else found), chosen, "" if sure else example


def _sorted(found: Sequence[date | None]) -> bool:
    known = [day for day in found if day]
    return all(a <= b for a, b in pairwise(known)) or all(a >= b for a, b in pairwise(known))
