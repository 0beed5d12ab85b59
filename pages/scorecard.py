"""Scorecard: nine criteria, 0 to 3; who comes first, why, and how sure that is."""

from __future__ import annotations

import streamlit as st

from pages.ui import scores, scores_loaded, scoring, scoring_evidence, scoring_grid, scoring_people, scoring_verdicts
from pages.ui.frame import Open, head, open_page


def empty(page: Open) -> None:
    """Before the first segment: name them here, or load scores that exist."""
    words = page.words
    head(
        words("Scorecard"),
        words("Which three segments are worth the next three months?"),
        words("Name the segments you could go for, one a line; then score each on nine criteria from 0 to 3."),
    )
    left, right = st.columns(2, gap="large")
    with left:
        scoring_people.add_form(words)
    with right:
        st.subheader(words("Or load scores"), anchor=False)
        scores_loaded.form(page)
        scores_loaded.outcome(words)


def card(page: Open, board: scores.Board) -> None:
    """The scorecard of the open workspace."""
    words = page.words
    sure = board.certainty()
    head(
        words("Scorecard"),
        scoring.finding(words, board),
        words("0 to 3, and 3 is always the better end. What you type is saved at once; the ranks follow."),
        (f":material/tune: {scoring.rules_label(words, board)}", lambda: scoring.rules_form(words, board)),
    )
    scoring.boxes(words, board, sure)
    person = scoring_people.toolbar(page, board)
    scores_loaded.outcome(words)
    scoring.legend(words)
    scoring_grid.grid(page, board, person)
    if board.scored:
        scoring_verdicts.line(words, board, sure)
    if board.ranked:
        scoring_verdicts.sureness(page, board, sure)
        scoring_verdicts.choice(page, board)
    if len(board.people) > 1:
        scoring_verdicts.disagreement(page, board)
    scoring_evidence.closer(page, board, scoring_evidence.known(page), person)


page = open_page()
found = scores.board()
if found.segments:
    card(page, found)
else:
    empty(page)
