"""The groups on the screen: a chart of two features, and a row per group that can become a segment."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.ui import segments_saving
from pages.ui.cluster_found import Grouped
from pages.ui.frame import Open, address, place
from pages.ui.parts import dark, section
from segcore import charts
from segcore.charts.groups import Side
from segcore.words import groups as say
from segcore.words import sentences

POWERS = ("recency", "documents", "document_amount")


def names(page: Open, found: Grouped) -> list[str]:
    """`1 Large orders, regular`: numbered, the richest by median first."""
    return [f"{number} {say.name(page.words, each)}" for number, each in enumerate(found.explained, 1)]


def chart(page: Open, found: Grouped) -> None:
    """All compared customers on two features of the user's choice."""
    words, known = page.words, [str(name) for name in found.raw.columns]
    with section("scatter", words("The customers, by group")):
        across = _choice(page, known, words("Across"), "clusters_x", "documents")
        up = _choice(page, known, words("Up"), "clusters_y", "document_amount")
    customers = [page.name(name) for name in page.analysis.customers["customer"].loc[found.raw.index]]
    text = words("Each point is a customer; the name of a group stands at its middle.")
    drawn = charts.groups(
        _side(page, found, across), _side(page, found, up), found.clustering.labels, customers, names(page, found),
        words, dark(),
    )  # fmt: skip
    st.altair_chart(drawn, theme=None, key="chart_groups", alt=text)
    st.caption(text)


def _choice(page: Open, known: list[str], label: str, key: str, usual: str) -> str:
    chosen: str = st.selectbox(
        label,
        known,
        index=known.index(usual) if usual in known else 0,
        format_func=lambda code: say.feature(page.words, code),
        key=key,
        persist_state="session",
        width=230,
    )
    return chosen


def _side(page: Open, found: Grouped, code: str) -> Side:
    words = page.words
    write: Callable[[float], str] = words.compact
    if code == "activity":
        write = words.percent
    elif code == "document_amount":
        write = lambda figure: words.short(round(figure * 100))  # noqa: E731
    return Side(found.raw[code].to_numpy(dtype=float), say.feature(words, code), write, code in POWERS)


def groups(page: Open, found: Grouped) -> None:
    """A row per group: size, revenue, medians, its rule, and the button that makes it a segment."""
    words, customers = page.words, page.analysis.customers["revenue"].loc[found.raw.index]
    total = max(int(page.analysis.customers["revenue"].clip(lower=0).sum()), 1)
    with section("groups", words("The groups, the richest first")):
        pass
    with st.container(key="box_groups"):
        for number, (name, each) in enumerate(zip(names(page, found), found.explained, strict=True)):
            mine = found.clustering.labels == number
            money = int(customers[mine].sum())
            size = words.plural("{n} customer", "{n} customers", int(mine.sum()))
            with st.container(
                key=f"tight_row_{number}",
                horizontal=True,
                vertical_alignment="center",
                horizontal_alignment="distribute",
            ):
                with st.container(gap=None, key=f"tight_text_{number}"):
                    st.markdown(f"**{name}** · {size} · {words.short(money)} · {words.percent(money / total)}")
                    st.caption(say.medians(words, each))
                    st.caption(f"{sentences.rule(words, each.rule)}. {say.fidelity(words, each)}")
                    st.caption(say.stability(words, found.clustering.jaccard[number]))
                _segment(page, found, number, name)


def _segment(page: Open, found: Grouped, number: int, name: str) -> None:
    words, rule = page.words, found.explained[number].rule
    if any(one.rule == rule for one in page.session.document.segments):
        st.page_link(
            place("segments"),
            label=words("In segments"),
            icon=":material/check:",
            query_params=address(),
            width="content",
        )
        return
    st.button(
        words("Make a segment"),
        key=f"cluster_{number}",
        help=words("Saves the rule, so that new customers are assigned too."),
        width="content",
        on_click=segments_saving.add,
        args=(name.split(" ", 1)[1], rule),
    )
