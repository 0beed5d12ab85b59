"""The Scorecard page from the top: its finding, rules, the three boxes, the anchors in view."""

from __future__ import annotations

from math import isnan

import streamlit as st

from pages.ui import scores, session
from pages.ui.scores import Board
from segcore.errors import LabradorError
from segcore.robustness import Certainty, word
from segcore.scorecard import CRITERIA, HIGHEST, TOP
from segcore.words import Words, verdicts
from segcore.words import criteria as named

LONGEST_FINDING, BEST = 60, 2
MOST_BOXES, BOX, LEGEND = 6, 172, 112
SEEN = "criterion_seen"
USED = ("mean", "median")


def finding(words: Words, board: Board) -> str:
    """Who comes first, or what is missing until somebody does."""
    if not board.scored:
        return words("No scores yet: give the first segment nine digits")
    if not board.top:
        return words("No segment stands above the line yet")
    names = [session.esc(board.segments[place]) for place in board.top]
    text = words("Chosen: {names}") if board.chosen else words("Top 3 now: {names}")
    told = text.format(names=", ".join(names))
    if len(told) <= LONGEST_FINDING:
        return told
    return words.plural(
        "{n} of {m} segments is above the line",
        "{n} of {m} segments are above the line",
        len(board.ranked),
        m=words.number(len(board.segments)),
    )


def rules_label(words: Words, board: Board) -> str:
    """The rules in force: `Equal weights · Value at least 2 · mean`."""
    equal = len(set(board.rules.weights)) == 1
    gate = words("Value at least 2") if board.scorecard.gate else words("no gate")
    used = words("mean") if board.rules.used == "mean" else words("median")
    return " · ".join((words("Equal weights") if equal else words("Own weights"), gate, used))


def rules_form(words: Words, board: Board) -> None:
    """Weights, the gate, and how several people's scores become one."""
    st.caption(words("Weights: 2 counts a criterion twice, 0 leaves it out."))
    for start in range(0, len(CRITERIA), 3):
        for column, code in zip(st.columns(3), CRITERIA[start : start + 3], strict=True):
            key = f"weight_{code}"
            session.set_widget(key, float(board.scorecard.weights.get(code, 1.0)))
            column.number_input(
                named.criterion(words, code), value=None, min_value=0.0, max_value=100.0, step=0.5, format="%g",
                key=key, on_change=_weigh, args=(code, key),
            )  # fmt: skip
    names = {"mean": words("Mean of the people"), "median": words("Median of the people")}
    session.set_widget("used_scores", board.rules.used)
    st.segmented_control(
        words("Agreed score"), USED, format_func=names.__getitem__, key="used_scores", required=True, on_change=_use
    )
    gate_switch(words, board, "gate_form")


def gate_switch(words: Words, board: Board, key: str) -> None:
    """One click lifts the gate, or lowers it again."""
    session.set_widget(key, board.scorecard.gate)
    st.toggle(
        words("Only segments with Value 2 or 3 are proposed"),
        key=key,
        on_change=lambda: scores.decide(gate=bool(session.widget(key))),
        help=words("First find the segments you have a strong value for; then compare them."),
    )


def _weigh(code: str, key: str) -> None:
    value = session.widget(key)
    weights = {**session.current().document.scorecard.weights, code: 1.0 if value is None else float(value)}
    if not any(weights.get(name, 1.0) for name in CRITERIA):
        session.change(problem=LabradorError("usage.weight", name=code, value="0"))
        return
    scores.decide(weights={name: weight for name, weight in weights.items() if weight != 1.0})


def _use() -> None:
    scores.decide(used=session.widget("used_scores"))


def boxes(words: Words, board: Board, sure: Certainty) -> None:
    """The three that count now: rank, points, name, what is best about them, how sure. As high without any of them, so
    that the grid below does not move while somebody types.
    """
    places: list[int | None] = [*board.top[:MOST_BOXES]]
    places += [None] * (TOP - len(places))
    for number, (column, place) in enumerate(zip(st.columns(len(places)), places, strict=True)):
        with column.container(border=True, height=BOX, gap="xxsmall", key=f"tight_top_{number}"):
            if place is None:
                st.caption(words("Free: score more segments"))
            else:
                _box(words, board, sure, place)


def _box(words: Words, board: Board, sure: Certainty, place: int) -> None:
    rank, share = int(board.ranking.rank[place]), board.share(sure, place)
    points = verdicts.points(words, board.ranking, place)
    where = words("Rank {n}", n=words.number(rank)) if rank else words("Below the line")
    st.caption(f"{where} · {points}" if isnan(share) else f"{where} · {points} · {chance_text(words, share)}")
    st.markdown(f"**{session.esc(board.segments[place])}**")
    st.caption(" · ".join(session.esc(text) for text in strengths(words, board, place)[:BEST]))


def chance_text(words: Words, share: float) -> str:
    """`98 of 100: sure`."""
    return words(
        "{n} of 100: {word}", n=words.number(verdicts.hundred(share)), word=verdicts.chance(words, word(share))
    )


def strengths(words: Words, board: Board, place: int) -> list[str]:
    """The criteria a segment scores 2 or more on, strongest first, in the words of their anchors."""
    used, weights = board.ranking.used[place], board.rules.weights
    good = [(used[column] * weights[column], -column) for column in range(len(CRITERIA)) if used[column] >= HIGHEST - 1]
    codes = [(CRITERIA[-column], float(used[-column])) for _, column in sorted(good, reverse=True)]
    return [f"{named.criterion(words, code)}: {named.anchor(words, code, score)}" for code, score in codes]


def legend(words: Words) -> None:
    """What 0 to 3 mean for the criterion in view; typing in a column brings it into view."""
    if session.widget(SEEN) not in CRITERIA:
        session.set_widget(SEEN, CRITERIA[0])
    with st.container(key="tight_legend", gap="xxsmall", height=LEGEND, border=False):
        code = st.segmented_control(
            words("Criterion"), CRITERIA, key=SEEN, required=True, label_visibility="collapsed",
            format_func=lambda each: named.header(words, each),
        )  # fmt: skip
        code = str(code or CRITERIA[0])
        st.markdown(f"**{named.criterion(words, code)}** {named.question(words, code)} {named.turned(words, code)}")
        anchors = [f"**{score}** = {named.anchor(words, code, score)}" for score in range(int(HIGHEST) + 1)]
        st.markdown(" · ".join(anchors))
