"""Presentation mode: one thing on each screen in large type, with keys for a remote control."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.ui import glance, grids, portrait_found, scores, segments_fields, session, topthree
from pages.ui.frame import Open, go
from pages.ui.parts import coloured, dark, section, value_text
from segcore import charts
from segcore.colours import ACTION_TOKEN
from segcore.portrait import Finding, Portrait
from segcore.shapes import customer_table, pareto_table
from segcore.views import headline, monday, pick
from segcore.words import portraits
from segcore.words import sentences as say

SCALE, CALLED, FINDINGS, TARGET = 1.6, 6, 6, "A"
NEXT, BACK = ("Right", "PageDown", "Space", "Down"), ("Left", "PageUp", "Up")
DIGITS = "123456789"


@dataclass(frozen=True)
class Slide:
    """One screen: its code (in the address), its title, and what draws it."""

    code: str
    title: str
    draw: Callable[[], None]


def slides(page: Open) -> list[Slide]:
    """The screens there is something for, in their order."""
    return [*(_of_ledger(page) if page.found is not None else []), *_of_segments(page)]


def _of_ledger(page: Open) -> list[Slide]:
    words, analysis = page.words, page.analysis
    found = [Slide("money", glance.finding(words, analysis.value, headline(analysis)), lambda: _money(page))]
    if monday(analysis):
        found.append(Slide("first", words("What to do on Monday"), lambda: _first(page)))
    found.append(Slide("matrix", words("Who brings the money, and how evenly"), lambda: grids.matrix(page)))
    calls = pick(analysis, "action", "call_now")
    if len(calls):
        title = words.plural("{n} good customer to call now", "{n} good customers to call now", len(calls))
        found.append(Slide("call", title, lambda: _call(page)))
    if len(analysis.rfm):
        found.append(Slide("rfm", words("Who is coming, who is staying, who is leaving"), lambda: grids.rfm(page)))
    return [*found, *_portrait(page)]


def _portrait(page: Open) -> list[Slide]:
    made = portrait_found.found(page, TARGET)
    if made is None or not _worth_saying(made.portrait) or portraits.why_none(page.words, made.portrait, TARGET):
        return []
    title = portraits.headline(page.words, made.portrait, TARGET, session.esc)
    return [Slide("portrait", title, lambda: _findings(page, made))]


def _worth_saying(found: Portrait) -> list[Finding]:
    """What unites or distinguishes them; where nothing does, what they have more often than all, if only by chance."""
    telling = [each for each in found.findings if each.tells]
    return (telling or [each for each in found.findings if each.lift >= portraits.LIKE_ALL])[:FINDINGS]


def _of_segments(page: Open) -> list[Slide]:
    board = scores.board()
    if not board.top:
        return []
    sure, ledger = board.certainty(), segments_fields.found(page)

    def shown(place: int) -> Callable[[], None]:
        return lambda: topthree.portrait(page, board, sure, place, ledger, editable=False)

    count = page.words.number(len(board.top))
    return [
        Slide(f"top{n}", page.words("Segment {n} of {m}", n=page.words.number(n), m=count), shown(place))
        for n, place in enumerate(board.top, start=1)
    ]


def _money(page: Open) -> None:
    words, analysis = page.words, page.analysis
    table = pareto_table(analysis)
    if not len(table):
        st.markdown(words("Nobody has positive revenue, so there is no curve to draw."))
        return
    chart = charts.pareto(table, words, dark(), lambda value: value_text(words, analysis, value), SCALE)
    st.altair_chart(chart, theme=None, height="stretch", key="present_pareto", alt=words("Where the money sits"))
    spread = analysis.concentration
    st.caption(words("{n} largest: {share}", n=words.number(10), share=words.percent(spread.top10)))


def _row(key: str, left: str, below: str, right: str) -> None:
    with st.container(key=f"tight_row_{key}", horizontal=True, vertical_alignment="center"):
        st.markdown(f"{left}  \n:gray[{below}]", width="stretch")
        st.markdown(right, width="content")


def _first(page: Open) -> None:
    words = page.words
    with st.container(key="box_present"):
        for task in monday(page.analysis):
            name = coloured(ACTION_TOKEN[task.action], f"**{say.action_name(words, task.action)}**")
            count = words.plural("{n} customer", "{n} customers", task.customers)
            _row(task.action, name, say.action_advice(words, task.action), f"**{words.short(task.revenue)}** · {count}")


def _call(page: Open) -> None:
    words, analysis = page.words, page.analysis
    calls = pick(analysis, "action", "call_now")
    table = customer_table(analysis, calls[:CALLED])
    with st.container(key="box_present"):
        for number, row in enumerate(table.to_dict("records")):
            name = session.esc(page.customer(str(row["customer"])))
            silent = words("silent for {days}", days=words.days(row["silent"]))
            _row(str(number), f"**{name}**", silent, f"**{words.number(round(row['revenue']))}**")
    rest = len(calls) - len(table)
    if rest > 0:
        st.caption(words.plural("and {n} more", "and {n} more", rest))


def _findings(page: Open, made: portrait_found.Found) -> None:
    words = page.words
    with st.container(key="box_present"):
        for number, each in enumerate(_worth_saying(made.portrait)):
            name = portraits.named(words, each, session.esc)
            lift = portraits.lift(words, each)
            below = lift if each.tells else f"{lift}, {words('but it may be chance')}"
            _row(str(number), f"**{name}**", below, portraits.counts(words, each))
    st.caption(portraits.trust(words, made.portrait, TARGET))


def show(page: Open, found: list[Slide]) -> None:
    """The screen of the address, and the small controls."""
    asked = st.query_params.get("present", "")
    at = next((place for place, slide in enumerate(found) if slide.code == asked), 0)
    with section("present", found[at].title):
        _controls(page, found, at)
    _keys(page, found, at)
    with st.container(key=f"slide_{found[at].code.rstrip(DIGITS)}"):
        found[at].draw()


def _controls(page: Open, found: list[Slide], at: int) -> None:
    words, last = page.words, len(found) - 1
    with st.container(key="present_bar", horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
        _step("back", words("Back"), ":material/chevron_left:", found[max(at - 1, 0)].code, at == 0)
        st.caption(words("{n} of {m}", n=words.number(at + 1), m=words.number(len(found))), width="content")
        _step("next", words("Next"), ":material/chevron_right:", found[min(at + 1, last)].code, at == last)
        if st.button("", key="present_leave", icon=":material/close:", type="tertiary", help=words("Leave")):
            leave(page)


def _keys(page: Open, found: list[Slide], at: int) -> None:
    """What the keys of a keyboard or a remote control do; drawn as buttons nobody sees."""
    last = len(found) - 1
    with st.container(key="present_keys"):
        for key in NEXT:
            _key(key, found[min(at + 1, last)].code)
        for key in BACK:
            _key(key, found[max(at - 1, 0)].code)
        for digit, slide in zip(DIGITS, found, strict=False):
            _key(digit, slide.code)
        if st.button("Esc", key="present_esc", shortcut="Esc"):
            leave(page)


def _step(key: str, label: str, icon: str, code: str, disabled: bool) -> None:
    st.button(
        "", key=f"present_{key}", icon=icon, type="tertiary", help=label, disabled=disabled, on_click=turn, args=(code,)
    )  # fmt: skip


def _key(key: str, code: str) -> None:
    st.button(key, key=f"present_key_{key}", shortcut=key, on_click=turn, args=(code,))


def turn(code: str) -> None:
    """Show this screen."""
    st.query_params["present"] = code


def leave(page: Open) -> None:
    """Back to the ordinary pages."""
    st.query_params.pop("present", None)
    go("overview" if page.found is not None else "top3")
