"""The grid one person types scores into: a digit a cell, saved as it is typed, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from pages.ui import scores, scoring, scoring_evidence, session
from pages.ui.frame import Open
from pages.ui.scores import Board
from segcore.scorecard import CRITERIA
from segcore.words import Words, verdicts
from segcore.words import criteria as named

_ASSETS = Path(__file__).parent / "assets"
_draw = st.components.v2.component(
    "labrador_score_grid",
    js=(_ASSETS / "scoring_grid.js").read_text("utf-8"),
    css=(_ASSETS / "scoring_grid.css").read_text("utf-8"),
)


def grid(page: Open, board: Board, person: str) -> None:
    """The scores of one person with everybody's totals and ranks."""
    words, key = page.words, f"scores_{session.short_digest(repr((page.session.workspace, board.segments, person)))}"
    total = words("Total of all") if len(board.people) > 1 else words("Total")
    _draw(
        key=key,
        data={
            "key": key,
            "label": words("Scores by segment and criterion"),
            "ends": [words("Segment"), total, words("Rank")],
            "columns": [
                {"title": named.header(words, code), "help": named.help_text(words, code)} for code in CRITERIA
            ],
            "rows": list(_rows(page, board, board.cells(person))),
            "seen": session.widget(f"{key}_saved") or 0,
        },
        on_told_change=lambda: typed(key, session.widget(key)["told"], board.segments, person),
    )


def _rows(page: Open, board: Board, cells: scores.Cells) -> Iterator[dict[str, Any]]:
    words = page.words
    for place, segment in enumerate(board.segments):
        given = [cells.get((segment, code)) for code in CRITERIA]
        yield {
            "name": page.name(segment),
            "scores": ["" if score is None else words.plain(score) for score in given],
            "total": verdicts.points_text(words, float(board.ranking.total[place])),
            "rank": rank_text(words, board, place),
        }


def rank_text(words: Words, board: Board, place: int) -> str:
    """`2`, `2 =` where it is tied, a dash below the line."""
    rank = int(board.ranking.rank[place])
    if not rank:
        return "\u2013"
    return f"{words.number(rank)} =" if board.ranking.tied[place] else words.number(rank)


def typed(key: str, told: Mapping[str, Any], segments: tuple[str, ...], person: str) -> None:
    """Save what the grid of this key tells, and bring the criterion and the segment at its cursor into view.

    told: edits (row, column, figure), upto (the number of the last of them), at (row and column of the cursor).
    """
    before = scores.cells_of(person)
    if scores.save(scores.changes(person, before, scores.edited(segments, told.get("edits") or (), before))):
        session.set_widget(f"{key}_saved", told.get("upto"))
    match told.get("at"):
        case [int(row), int(column)] if 0 <= row < len(segments) and 0 <= column < len(CRITERIA):
            session.set_widget(scoring.SEEN, CRITERIA[column])
            session.set_widget(scoring_evidence.SEEN, segments[row])
