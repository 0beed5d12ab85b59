"""Scores of segments from a table file: one row per segment, or per segment and person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segcore.columns import FORMULA_STARTS
from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.readers.content import opened
from segcore.readers.grid import Row, is_blank, show
from segcore.readers.score_headers import code
from segcore.scorecard import CRITERIA, HIGHEST, Sheet, sheet

SEARCHED = 30


@dataclass(frozen=True)
class ScoreTable:
    """The scores of a file. unused: headers of its columns that are none of ours, or stand there a second time."""

    sheet: Sheet
    unused: tuple[str, ...]


def read_scores(file: SourceFile) -> ScoreTable:
    """The scores of a CSV or Excel file with the columns `segment`, the nine criteria and, if several people scored,
    `person`, by their codes or by the names the pages show, in any language; other columns are passed over.

    Raises LabradorError score.no_segment_column, score.no_criteria, score.no_rows, score.bad_score (segment, criterion,
    value), and the file.* codes.
    """
    rows = opened(file, FileOptions()).rows()
    head, places, unused = _header(rows, file.name)
    criteria = [name for name in CRITERIA if name in places]
    if not criteria:
        raise LabradorError("score.no_criteria", file=file.name)
    found = []
    for row in rows[head + 1 :]:
        cells = {name: show(row[place]) for name, place in places.items() if place < len(row)}
        segment = _plain(cells.get("segment", ""))
        if is_blank(row) or not segment:
            continue
        scores = {name: _score(segment, name, cells.get(name, "")) for name in criteria}
        found.append((segment, cells.get("person", ""), scores))
    if not found:
        raise LabradorError("score.no_rows", file=file.name)
    return ScoreTable(sheet(found), unused)


def _plain(name: str) -> str:
    return name[1:] if name.startswith("'") and name[1:].startswith(FORMULA_STARTS) else name


def _header(rows: Sequence[Row], file: str) -> tuple[int, dict[str, int], tuple[str, ...]]:
    """Position of the header row, of every known column in it, and the headers that are not known."""
    for number, row in enumerate(rows[:SEARCHED]):
        places, unused = dict[str, int](), []
        for place, cell in enumerate(row):
            name = code(show(cell))
            if name and name not in places:
                places[name] = place
            elif show(cell):
                unused.append(show(cell))
        if "segment" in places:
            return number, places, tuple(unused)
    raise LabradorError("score.no_segment_column", file=file)


def _score(segment: str, criterion: str, text: str) -> float | None:
    if text in ("", "?", "-"):
        return None
    try:
        score = float(text.replace(",", "."))
    except ValueError:
        score = -1.0
    if not 0 <= score <= HIGHEST:
        raise LabradorError("score.bad_score", segment=segment, criterion=criterion, value=text)
    return score
