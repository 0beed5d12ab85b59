"""Top 3: the segments to go for in the next three months, for the whole team to see."""

from __future__ import annotations

import streamlit as st

from pages.ui import scores, segments_fields, session, topthree
from pages.ui.frame import Open, address, head, open_page, place
from segcore.words import verdicts

COLUMNS = 3


def empty(page: Open, board: scores.Board) -> None:
    """Nothing to show yet: what is missing, and the page where it is done."""
    words = page.words
    if not board.segments:
        told = words("No segments yet: name the ones you could go for")
    elif not board.scored:
        told = words("No scores yet: the top 3 is full from the third segment")
    else:
        told = words("No segment stands above the line yet")
    head(
        words("Top 3"),
        told,
        words("The three segments with the most points and a value of 2 or 3 stand here, with what to say to them."),
    )
    st.page_link(
        place("scorecard"), label=words("Open the scorecard"), icon=":material/scoreboard:", query_params=address()
    )


def finding(page: Open, board: scores.Board) -> str:
    """Who they are."""
    names = ", ".join(session.esc(board.segments[at]) for at in board.top)
    told = page.words("The next three months: {names}", names=names)
    if len(told) <= 110:
        return told
    return page.words.plural(
        "{n} segment for the next three months", "{n} segments for the next three months", len(board.top)
    )


def show(page: Open, board: scores.Board) -> None:
    """The three beside each other, what speaks against the number of them, and the way to the scores."""
    words, sure = page.words, board.certainty()
    ledger = segments_fields.found(page)
    how = words("Chosen by the team.") if board.chosen else words("Proposed by points; the team has not chosen yet.")
    head(words("Top 3"), finding(page, board), how)
    for start in range(0, len(board.top), COLUMNS):
        row = board.top[start : start + COLUMNS]
        for column, at in zip(st.columns(COLUMNS, gap="medium"), row, strict=False):
            with column.container(border=True, height="stretch", gap="small", key=f"top3_{at}"):
                topthree.portrait(page, board, sure, at, ledger)
    warning = verdicts.recommendation(words, len(board.top))
    if warning:
        st.markdown(f":orange[:material/warning:] {warning}")
    st.caption(verdicts.assumption(words, len(board.people), len(board.ranked)))
    st.page_link(
        place("scorecard"), label=words("Open the scorecard"), icon=":material/scoreboard:", query_params=address()
    )


page = open_page()
found = scores.board()
if found.top:
    show(page, found)
else:
    empty(page, found)
