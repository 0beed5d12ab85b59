"""The user's segments in priority order, a row each; new ones typed or pasted; coverage and overlap in words."""

from __future__ import annotations

from itertools import combinations

import streamlit as st

from pages.ui import segments_saving as saving
from pages.ui import session
from pages.ui.frame import Open
from pages.ui.parts import section, with_currency
from pages.ui.segments_fields import Found
from segcore import tree
from segcore.errors import LabradorError
from segcore.segments import Segment
from segcore.words import sentences as say

AT_ONCE, ROW = 7, 38
PAIRS = 10


def picked(page: Open) -> Segment | None:
    """The segment that is open: the picked one, else the first."""
    mine = page.session.document.segments
    return next((segment for segment in mine if segment.name == page.session.picked.own), mine[0] if mine else None)


def rows(page: Open, ledger: Found | None) -> None:
    """The segments, a button each; a click opens it."""
    mine, opened = page.session.document.segments, picked(page)
    with st.container(key="box_segments", height=480 if len(mine) > AT_ONCE else "content"):
        for place, segment in enumerate(mine):
            st.button(
                _label(page, place, segment, ledger),
                key=f"go_own_{session.short_digest(segment.name)}",
                type="tertiary",
                width="stretch",
                icon=":material/chevron_right:" if segment == opened else None,
                icon_position="right",
                on_click=session.pick,
                kwargs={"own": segment.name},
            )


def _label(page: Open, place: int, segment: Segment, ledger: Found | None) -> str:
    """Priority and name, right customers and share; below the rule."""
    words = page.words
    right = ""
    if ledger and segment.rule is not None:
        size = ledger.size(place)
        right = f" *{words.number(size.customers)} · {words.short(size.revenue)} · {words.percent(size.share)}*"
    rule = say.rule(words, segment.rule) or words("No rule yet: a segment without customers")
    text = rule if len(rule) <= 90 else rule[:89] + "…"
    return f"{words.number(place + 1)}. **{session.esc(segment.name)}**{right}  \n:gray[{session.esc(text)}]"


def add(page: Open) -> None:
    """A new segment by its name, or many by a pasted list."""
    words = page.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            words("New segment"),
            key="new_segment",
            max_chars=saving.LONGEST,
            placeholder=words("Name of a new segment"),
            label_visibility="collapsed",
            on_change=_add,
        )
        st.button(words("Add"), key="add_segment", icon=":material/add:", on_click=_add)
        with st.popover(words("Paste a list"), key="paste_segments"):
            paste(page, "segments")


def paste(page: Open, place: str) -> None:
    """A list to paste: one segment a line; lines below others make the tree."""
    words = page.words
    st.text_area(
        words("One segment a line"),
        key=f"pasted_{place}",
        height=220,
        max_chars=40_000,
        placeholder=words("Furniture makers\nHospitals\nB2B > production > furniture 3"),
        help=words("Indent a line, or write B2B > production, for the tree. A figure 0 to 3 behind a name: its value."),
    )
    st.button(words("Take over"), key=f"take_{place}", type="primary", on_click=_take, args=(place,))


def _add() -> None:
    name = saving.add(str(session.widget("new_segment") or ""))
    if name:
        session.set_widget("new_segment", "")
        session.pick(own=name)


def _take(place: str) -> None:
    """Lines alone become segments, lines with others below them trees; all of them trees on the tree's own page."""
    text = str(session.widget(f"pasted_{place}") or "")
    try:
        nodes = tree.parse(text)
    except LabradorError as problem:
        session.change(problem=problem)
        return
    trees = nodes if place == "tree" else tuple(node for node in nodes if node.children)
    if trees:
        session.patch(trees=tree.joined(session.current().document.trees, trees))
    alone = [node.name for node in nodes if node not in trees]
    saving.add_new(alone)
    session.set_widget(f"pasted_{place}", "")
    if trees and not alone:
        session.set_widget("segments_view", "tree")


def coverage(page: Open, ledger: Found) -> str:
    """How many customers stand without a segment, and how many in two or more."""
    words, found = page.words, ledger.membership
    without = words.plural("{n} customer without a segment", "{n} customers without a segment", found.nobody)
    several = words.plural("{n} in two or more", "{n} in two or more", found.several)
    return words(
        "{without}, {several}. A customer belongs to the first segment that fits.", without=without, several=several
    )


def compared(page: Open, ledger: Found) -> None:
    """All segments side by side: customers, those a segment before takes, revenue, share, class A."""
    words, places = page.words, [place for place, one in enumerate(ledger.segments) if one.rule is not None]
    if len(places) < 2:
        return
    with section("compared", words("All segments side by side")):
        pass
    sizes = [ledger.size(place) for place in places]
    st.dataframe(
        {
            "name": [page.name(ledger.segments[place].name) for place in places],
            "customers": [size.customers for size in sizes],
            "taken": [ledger.fitting(place) - size.customers for place, size in zip(places, sizes, strict=True)],
            "revenue": [words.money(size.revenue) for size in sizes],
            "share": [words.percent(size.share) for size in sizes],
            "best": [words.percent(size.best) for size in sizes],
        },
        column_config={
            "name": st.column_config.TextColumn(words("Segment"), width=300),
            "customers": st.column_config.NumberColumn(words("Customers"), width=100),
            "taken": st.column_config.NumberColumn(words("In one before"), width=120),
            "revenue": st.column_config.TextColumn(
                with_currency(words, page.analysis, "Revenue"), width=130, alignment="right"
            ),
            "share": st.column_config.TextColumn(words("Share"), width=80, alignment="right"),
            "best": st.column_config.TextColumn(words("Class A among them"), width=150, alignment="right"),
        },
        hide_index=True,
        row_height=ROW,
        height="content",
        key="compared",
        alt=words("Segments with customers, revenue, share and class A"),
    )


def overlap(page: Open, ledger: Found) -> None:
    """The pairs of segments that share customers, most first."""
    words, mine, shared = page.words, ledger.segments, ledger.membership.pairs
    pairs = [(int(shared[one, two]), one, two) for one, two in combinations(range(len(mine)), 2) if shared[one, two]]
    pairs.sort(key=lambda pair: (-pair[0], pair[1:]))
    if not pairs:
        return
    with section("overlap", words("In two segments")):
        pass
    sizes = shared.diagonal()
    st.dataframe(
        {
            "first": [page.name(mine[one].name) for _, one, _ in pairs[:PAIRS]],
            "second": [page.name(mine[two].name) for _, _, two in pairs[:PAIRS]],
            "both": [count for count, _, _ in pairs[:PAIRS]],
            "part": [words.percent(count / int(sizes[two])) for count, _, two in pairs[:PAIRS]],
        },
        column_config={
            "first": st.column_config.TextColumn(words("Belongs to"), width=300),
            "second": st.column_config.TextColumn(words("would also fit"), width=300),
            "both": st.column_config.NumberColumn(words("Customers"), width=110),
            "part": st.column_config.TextColumn(words("Of the second"), width=130, alignment="right"),
        },
        hide_index=True,
        row_height=ROW,
        height="content",
        key="overlap",
        alt=words("Pairs of segments that share customers"),
    )
