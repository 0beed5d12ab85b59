"""Scores, weights, gate, notes and chosen segments read back from the sheets Scorecard and Top 3."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from segcore.errors import notice
from segcore.scorecard import CRITERIA, HIGHEST
from segcore.workbook.areas import Area, Book, figure, text
from segcore.workbook.back_segments import Segments
from segcore.workbook.decided import Given
from segcore.workbook.formulas import KEY, NAME, SCORES

GATE: Final = 2.0
NEAR: Final = 1e-6
Cells = dict[tuple[str, str, str], float]


def scores_of(book: Book, segments: Segments, used: str) -> tuple[Given, ...]:
    """Every score a person gave; segments that were added on the scorecard are added to the others.

    used: mean or median, for agreed scores that somebody typed over.
    """
    card, people = book.area("scores"), book.area("people")
    found: Cells = {}
    if card:
        for row, name in _named(book, card, 0, segments):
            if people is None:
                _take(book, card, row, SCORES - NAME, (name, _person(book)), found)
    if people:
        for row, name in _named(book, people, NAME, segments):
            _take(book, people, row, SCORES, (name, text(people.cells[row][0])), found)
        if card:
            _agreed(book, card, segments, found, used)
    return tuple(sorted((name, code, person, score) for (name, person, code), score in found.items()))


def _person(book: Book) -> str:
    area = book.area("person")
    return text(area.cells[0][0]) if area else ""


def _named(book: Book, area: Area, column: int, segments: Segments) -> Iterator[tuple[int, str]]:
    """Rows with the segment each is about; one that is not known is added, all of them without the sheet Segments."""
    alone = book.area("segments") is None
    for row, cells in enumerate(area.cells):
        key, shown = text(cells[-1]), text(cells[column])
        if not key and not shown.strip():
            continue
        name = segments.name_of(key, shown)
        if name:
            yield row, name
        elif key and not alone:
            if any(cell not in (None, "") for cell in cells[column + 1 : column + 1 + len(CRITERIA)]):
                book.tell(notice("workbook_unknown_segment", cell=area.place(row, column), text=key))
        else:
            lost = not shown.strip() or (key and shown.startswith("#"))  # the name came from the sheet that is gone
            yield row, segments.add(book, key if lost else shown, key=key)


def _take(book: Book, area: Area, row: int, first: int, whose: tuple[str, str], found: Cells) -> None:
    """The nine scores of a row."""
    for column, code in enumerate(CRITERIA, first):
        try:
            score = figure(area.cells[row][column])
            if score is None or 0 <= score <= HIGHEST:
                if score is not None:
                    found[*whose, code] = score
                continue
        except ValueError:
            pass
        book.tell(notice("workbook_score", **area.facts(row, column)))


def _agreed(book: Book, area: Area, segments: Segments, found: Cells, used: str) -> None:
    """Name agreed scores that somebody typed over: people's own scores count."""
    given: dict[tuple[str, str], list[float]] = {}
    for (name, _, code), score in found.items():
        given.setdefault((name, code), []).append(score)
    combine = np.median if used == "median" else np.mean
    for row, cells in enumerate(area.cells):
        name = segments.name_of(text(cells[-1]), text(cells[0]))
        for column, code in enumerate(CRITERIA, SCORES - NAME):
            shown, own = cells[column], given.get((name, code))
            expected = float(combine(own)) if own else math.nan
            if isinstance(shown, int | float) and not abs(shown - expected) < NEAR:
                book.tell(notice("workbook_agreed", **area.facts(row, column)))


def weights_of(book: Book) -> dict[str, float]:
    """The weights that are not 1, by criterion; an empty one is 0, as the sheet computes it."""
    area = book.area("weights")
    if area is None:
        return {}
    weights = dict.fromkeys(CRITERIA, 1.0)
    for column, code in enumerate(CRITERIA):
        try:
            weight = figure(area.cells[0][column]) or 0.0
            if weight < 0:
                raise ValueError(weight)
            weights[code] = weight
        except ValueError:
            book.tell(notice("workbook_weight", **area.facts(0, column)))
    if not sum(weights.values()):
        book.tell(notice("workbook_no_weights"))
        return {}
    return {code: weight for code, weight in weights.items() if weight != 1}


def gate_of(book: Book) -> bool:
    """Whether Value must be at least 2."""
    area = book.area("gate")
    if area is None:
        return True
    try:
        least = figure(area.cells[0][0]) or 0.0
    except ValueError:
        least = math.nan
    if least not in (0.0, GATE):
        book.tell(notice("workbook_gate", **area.facts(0, 0)))
    return least != 0.0


def notes_of(book: Book, segments: Segments) -> dict[str, dict[str, str]]:
    """Notes by segment and criterion."""
    area = book.area("notes")
    found: dict[str, dict[str, str]] = {}
    for cells in area.cells if area else ():
        name = segments.name_of(text(cells[-1]), text(cells[0]))
        own: dict[str, Any] = dict(zip(CRITERIA, map(text, cells[SCORES - NAME : KEY - NAME]), strict=False))
        kept = {code: note for code, note in own.items() if note}
        if name and kept:
            found[name] = kept
    return found


def pins_of(book: Book, segments: Segments) -> dict[str, str]:
    """The chosen segments with their reasons, in their order."""
    area = book.area("pins")
    found: dict[str, str] = {}
    for row, cells in enumerate(area.cells if area else ()):
        shown = text(cells[0])
        name = segments.name_of("", shown)
        if name:
            found[name] = text(cells[1])
        elif area and shown.strip():
            book.tell(notice("workbook_unknown_segment", **area.facts(row, 0)))
    return found
