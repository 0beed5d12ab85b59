"""Below the grid: who is below the line, what decides, how sure the top 3 is, disagreements, the team's choice."""

from __future__ import annotations

from itertools import groupby
from math import isnan
from typing import Any

import streamlit as st

from pages.ui import scores, session
from pages.ui.frame import Open
from pages.ui.parts import dark, section
from pages.ui.scores import Board
from pages.ui.scoring import chance_text, gate_switch
from segcore.charts import robustness as bars
from segcore.robustness import Certainty
from segcore.scorecard import CRITERIA, DISAGREEMENT, VALUE
from segcore.words import Words, verdicts
from segcore.words import criteria as named

MOST_BARS, MOST_LINES = 8, 6


def line(words: Words, board: Board, sure: Certainty) -> None:
    """What to score next, ties, and everybody below the line with the reason."""
    with st.container(key="tight_line", gap="xsmall"):
        for segment, missing in sure.deciding[:MOST_LINES]:
            st.markdown(f":orange[:material/help:] {session.esc(verdicts.deciding(words, segment, missing))}")
        told = [verdicts.unfinished(words, board.ranking, place) for place in range(len(board.segments))]
        for text in list(filter(None, told))[:MOST_LINES]:
            st.caption(session.esc(text))
        for tied in ties(board):
            names = ", ".join(session.esc(board.segments[place]) for place in tied)
            st.caption(words("Tied: {names}. Value, buying time, purchase size, then the name decide.", names=names))
        if board.below:
            st.markdown(f"**{words('Below the line')}**")
        for place in board.below:
            reason, value = board.ranking.reason[place], float(board.ranking.used[place, VALUE])
            points = verdicts.points(words, board.ranking, place)
            told = session.esc(verdicts.below(words, reason, value))
            st.markdown(f"**{session.esc(board.segments[place])}** {points}. {told}")
        if not board.scorecard.gate or "value_gate" in board.ranking.reason:
            gate_switch(words, board, "gate_line")


def ties(board: Board) -> list[list[int]]:
    """Segments above the line with the same total, together."""
    total = board.ranking.total
    groups = [list(group) for _, group in groupby(board.ranked, key=lambda place: round(float(total[place]), 9))]
    return [group for group in groups if len(group) > 1]


def sureness(page: Open, board: Board, sure: Certainty) -> None:
    """The exact sentence for each, then the versions and what they assume; bars beside them."""
    words = page.words
    with section("sure", words("How sure is the top 3")):
        pass
    told, drawn = st.columns((1.2, 1), gap="large")
    with told, st.container(key="tight_sure", gap="xsmall"):
        for place in board.proposed:
            name = board.segments[place]
            for text in verdicts.held(words, name, sure.weak):
                st.markdown(session.esc(text))
            if not isnan(share := board.share(sure, place)):
                st.caption(session.esc(verdicts.versions(words, name, share)))
        st.caption(verdicts.assumption(words, len(board.people), len(board.ranked)))
    shown = [
        bars.Bar(page.name(board.segments[place]), share, chance_text(words, share))
        for place in board.ranked[:MOST_BARS]
        if not isnan(share := board.share(sure, place))
    ]
    if shown:
        alt = words("How often each segment is in the top 3")
        drawn.vega_lite_chart(bars.robustness(shown, dark()), theme=None, key="robustness", alt=alt)


def choice(page: Open, board: Board) -> None:
    """Proposed beside chosen: the team may choose others, each with its reason; fewer or more are only warned about."""
    words = page.words
    with section("choice", words("Your choice")):
        if board.chosen:
            st.button(
                words("Back to the proposed"), key="unpin", type="tertiary", icon=":material/undo:",
                on_click=scores.decide, kwargs={"pins": {}},
            )  # fmt: skip
    proposed = ", ".join(session.esc(board.segments[place]) for place in board.proposed)
    st.caption(words("Proposed by points: {names}.", names=proposed or words("nobody yet")))
    order = [*board.ranked, *(place for place in range(len(board.segments)) if place not in board.ranked)]
    session.set_widget("chosen_segments", [board.segments[place] for place in board.chosen])
    st.multiselect(
        words("Chosen by the team; empty takes the proposed ones"),
        [board.segments[place] for place in order],
        format_func=session.naming(),
        key="chosen_segments",
        on_change=_choose,
        placeholder=words("Choose two or three"),
    )
    for place in board.chosen:
        name = board.segments[place]
        key = f"pin_{session.short_digest(name)}"
        session.set_text(key, board.scorecard.pins.get(name, ""))
        st.text_input(
            words("Why {name}", name=session.esc(name)), key=key, on_change=scores.keep_text, args=("pins", name, key),
            placeholder=words("What the points do not know"),
        )  # fmt: skip
    warning = verdicts.recommendation(words, len(board.chosen or board.proposed))
    if warning:
        st.markdown(f":orange[:material/warning:] {warning}")


def _choose() -> None:
    pins = session.current().document.scorecard.pins
    scores.decide(pins={name: pins.get(name, "") for name in session.widget("chosen_segments") or []})


def disagreement(page: Open, board: Board) -> None:
    """Several people: the agreed scores, and the cells to talk about, widest apart first."""
    words, found = page.words, board.ranking
    with section("people", words("What the people agree on")):
        pass
    wide = [
        (float(found.spread[row, column]), row, column)
        for row in range(len(board.segments))
        for column in range(len(CRITERIA))
        if found.spread[row, column] >= DISAGREEMENT
    ]
    for _, row, column in sorted(wide, key=lambda each: (-each[0], each[1:]))[:MOST_LINES]:
        st.markdown(f":orange[:material/forum:] {_apart(words, board, row, column)}")
    if len(wide) > MOST_LINES:
        rest = len(wide) - MOST_LINES
        st.caption(words.plural("{n} more is two points apart or more", "{n} more are two points apart or more", rest))
    if not wide:
        st.caption(words("Nobody is two points or more from anybody else."))
    columns: dict[str, Any] = {
        code: st.column_config.TextColumn(named.header(words, code), alignment="right") for code in CRITERIA
    }
    st.dataframe(
        _agreed(page, board),
        column_config={"segment": st.column_config.TextColumn(words("Segment"), width=240), **columns},
        hide_index=True,
        row_height=38,
        key="agreed",
        alt=words("Agreed scores by segment and criterion"),
    )


def _apart(words: Words, board: Board, row: int, column: int) -> str:
    given = board.sheet.scores[row, :, column]
    people = zip(board.sheet.persons, given.tolist(), strict=True)
    each = [f"{session.esc(name) or words('Me')} {words.plain(score)}" for name, score in people if not isnan(score)]
    facts = {"segment": session.esc(board.segments[row]), "criterion": named.criterion(words, CRITERIA[column])}
    return words("{segment}, {criterion}: {scores}", scores=", ".join(each), **facts)


def _agreed(page: Open, board: Board) -> dict[str, list[str]]:
    scores = {
        code: ["\u2013" if isnan(score) else page.words.plain(round(score, 2)) for score in column]
        for code, column in zip(CRITERIA, board.ranking.used.T.tolist(), strict=True)
    }
    return {"segment": [page.name(name) for name in board.segments], **scores}
