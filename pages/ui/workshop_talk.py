"""After the reveal: what everybody said, furthest apart first, and the scores the team agrees on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.ui import scores, session
from pages.ui.frame import Open, address, head, place
from pages.ui.parts import section
from pages.ui.workshop_host import turn
from segcore.scorecard import CRITERIA, DISAGREEMENT, HIGHEST
from segcore.store import Score, Workshop
from segcore.words import Words
from segcore.words import criteria as named

SHOWN, MORE = 8, "talk_more"
SCORES = range(int(HIGHEST) + 1)


@dataclass(frozen=True)
class Point:
    """One segment and criterion. said: by person, what he gave; agreed: what all of them have now, else None."""

    segment: str
    criterion: str
    said: dict[str, float]
    agreed: float | None

    @property
    def spread(self) -> float:
        """Highest less lowest score."""
        return max(self.said.values()) - min(self.said.values())


def points(workshop: Workshop, now: Sequence[Score]) -> list[Point]:
    """Every scored segment and criterion, furthest apart first, then in the order of the workshop."""
    said: dict[tuple[str, str], dict[str, float]] = {}
    for (segment, criterion, person), value in workshop.said:
        said.setdefault((segment, criterion), {})[person] = value
    present: dict[tuple[str, str], dict[str, float | None]] = {}
    for score in now:
        present.setdefault((score.segment, score.criterion), {})[score.person] = score.value
    found = []
    for (segment, criterion), given in said.items():
        values = {present.get((segment, criterion), {}).get(person) for person in given}
        agreed = values.pop() if len(values) == 1 else None
        found.append(Point(segment, criterion, given, agreed))
    order = {name: place for place, name in enumerate(workshop.segments)}
    return sorted(found, key=lambda each: (-each.spread, order.get(each.segment, 0), CRITERIA.index(each.criterion)))


def show(page: Open, workshop: Workshop) -> None:
    """The page after the reveal."""
    words, found = page.words, points(workshop, scores.stored())
    head(words("Workshop"), _finding(words, found), words("Talk about a line, then click the score you agree on."))
    shown = found if session.widget(MORE) else found[:SHOWN]
    for number, point in enumerate(shown):
        _point(words, number, point)
    if len(shown) < len(found):
        rest = len(found) - len(shown)
        st.button(
            words.plural("Show {n} more", "Show {n} more", rest), key="talk_rest",
            type="tertiary", icon=":material/expand_more:", on_click=session.set_widget, args=(MORE, True),
        )  # fmt: skip
    if found:
        _table(page, workshop, found)
    with st.container(horizontal=True, vertical_alignment="center", key="talk_ways"):
        st.page_link(
            place("scorecard"), label=words("Open the scorecard"), icon=":material/scoreboard:", query_params=address()
        )
        st.button(
            words("Let people score on"), key="talk_again", type="tertiary", icon=":material/undo:", on_click=turn,
            args=("open",),
        )  # fmt: skip
        st.button(
            words("Finish the workshop"), key="talk_done", type="tertiary", icon=":material/check:", on_click=turn,
            args=("closed",),
        )  # fmt: skip


def _finding(words: Words, found: list[Point]) -> str:
    wide = sum(point.spread >= DISAGREEMENT for point in found)
    if not found:
        return words("Nobody scored anything yet")
    if not wide:
        return words("Nobody is two points or more apart")
    left = sum(point.spread >= DISAGREEMENT and point.agreed is None for point in found)
    if not left:
        return words.plural("Agreed on {n} point that was far apart", "Agreed on {n} points that were far apart", wide)
    return words.plural("{n} point to talk about", "{n} points to talk about", left)


def _point(words: Words, number: int, point: Point) -> None:
    with st.container(border=True, key=f"talk_{number}", gap="small"):
        apart = words("{n} apart", n=words.plain(point.spread))
        settled = f" · :green[:material/check:] {words('agreed')}" if point.agreed is not None else ""
        criterion = named.criterion(words, point.criterion)
        st.markdown(f"**{session.esc(point.segment)}** · {criterion} · {apart}{settled}")
        for column, score in zip(st.columns(len(SCORES), gap="small"), SCORES, strict=True):
            people = [session.esc(name) or words("Me") for name, value in point.said.items() if round(value) == score]
            anchor = named.anchor(words, point.criterion, score)
            with column:
                st.button(
                    f"**{score}**\u2003{anchor}", key=f"agree_{number}_{score}", width="stretch", wrap=True,
                    type="primary" if point.agreed == score else "secondary", on_click=_agree, args=(point, score),
                )  # fmt: skip
                st.markdown(", ".join(people) or "\u2013")


def _agree(point: Point, score: int) -> None:
    """Everybody who scored this takes the agreed score; a second click gives each his own again."""
    fresh = point.said if point.agreed == score else dict.fromkeys(point.said, float(score))
    scores.save([Score(point.segment, point.criterion, person, value) for person, value in fresh.items()])


def _table(page: Open, workshop: Workshop, found: list[Point]) -> None:
    """Lowest to highest score by segment and criterion."""
    words = page.words
    with section("spread", words("How far apart you were")):
        pass
    span = {(point.segment, point.criterion): _span(words, point) for point in found}
    rows = [
        {"segment": page.name(name), **{code: span.get((name, code), "\u2013") for code in workshop.criteria}}
        for name in workshop.segments
    ]
    columns = {code: st.column_config.TextColumn(named.header(words, code)) for code in workshop.criteria}
    st.dataframe(
        pd.DataFrame(rows),
        column_config={"segment": st.column_config.TextColumn(words("Segment"), width=172), **columns},
        hide_index=True,
        row_height=38,
        key="spread",
        alt=words("Lowest and highest score by segment and criterion"),
    )


def _span(words: Words, point: Point) -> str:
    low, high = (words.plain(pick(point.said.values())) for pick in (min, max))
    return low if low == high else f"{low}\u2013{high}"
