"""The groups on the screen: a chart of two features, and a row per group that can become a segment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from pages.ui import segments_saving
from pages.ui.cluster_found import Grouped
from pages.ui.frame import Open
from pages.ui.parts import dark, section
from pages.ui.segments_offered import offer, row
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
    with section("groups", page.words("The groups, the richest first")):
        pass
    why = page.words("Saves the rule, so that new customers are assigned too.")
    with st.container(key="box_groups"):
        for number, name in enumerate(names(page, found)):
            with row(str(number), partial(_text, page, found, number, name)):
                rule = found.explained[number].rule
                offer(page, f"cluster_{number}", name.split(" ", 1)[1], rule, why, segments_saving.accept)


def _text(page: Open, found: Grouped, number: int, name: str) -> None:
    words, each = page.words, found.explained[number]
    mine, revenue = found.clustering.labels == number, page.analysis.customers["revenue"]
    money = int(revenue.loc[found.raw.index][mine].sum())
    size = words.plural("{n} customer", "{n} customers", int(mine.sum()))
    share = words.percent(money / max(int(revenue.clip(lower=0).sum()), 1))
    st.markdown(f"**{name}** · {size} · {words.short(money)} · {share}")
    st.caption(say.medians(words, each))
    st.caption(f"{sentences.rule(words, each.rule)}. {say.fidelity(words, each)}")
    st.caption(say.stability(words, found.clustering.jaccard[number]))
