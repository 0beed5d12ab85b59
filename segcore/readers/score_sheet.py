"""Scores of segments from a table file: one row per segment, or per segment and person."""

from __future__ import annotations

from collections.abc import Sequence

from segcore.columns import FORMULA_STARTS
from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.readers.content import opened
from segcore.readers.grid import Row, is_blank, show
from segcore.scorecard import CRITERIA, HIGHEST, Sheet, sheet

SEARCHED = 30


def read_scores(file: SourceFile) -> Sheet:
    """The scores of a CSV or Excel file with the columns `segment`, the nine criteria and, if several people scored,
    `person`; other columns are passed over.

    Raises LabradorError score.no_segment_column, score.no_criteria, score.no_rows, score.bad_score (segment, criterion,
    value), and the file.* codes.
    """
    rows = opened(file, FileOptions()).rows()
    head, places = _header(rows, file.name)
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
    return sheet(found)


def _plain(name: str) -> str:
    return name[1:] if name.startswith("'") and name[1:].startswith(FORMULA_STARTS) else name


def _header(rows: Sequence[Row], file: str) -> tuple[int, dict[str, int]]:
    """Position of the header row, and of every known column in it."""
    for number, row in enumerate(rows[:SEARCHED]):
        names = [show(cell).casefold().replace(" ", "_").replace("-", "_") for cell in row]
        if "segment" in names:
            known = ("segment", "person", *CRITERIA)
            return number, {name: names.index(name) for name in known if name in names}
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
