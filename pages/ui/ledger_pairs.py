"""Customers that may be one: the user ticks, and unticks."""

from __future__ import annotations

import streamlit as st

from pages.ui import ledger_change, mapping, parts, session
from pages.ui.frame import Open
from segcore.ledger import Pair, ReadReport

ROW = 38


def pairs(page: Open, report: ReadReport) -> None:
    """Look-alikes with a tick each: nothing is joined before it is ticked, and unticked it parts again."""
    if not report.pairs:
        return
    words = page.words
    with parts.section("pairs", words("Perhaps one customer")):
        pass
    key = f"pairs_{session.short_digest(repr(report.pairs))}"
    st.data_editor(
        {
            "one": [pair.joined for pair in report.pairs],
            "first": [page.customer(pair.names[0]) for pair in report.pairs],
            "second": [page.customer(pair.names[1]) for pair in report.pairs],
        },
        column_config={
            "one": st.column_config.CheckboxColumn(words("One customer"), width=104),
            "first": st.column_config.TextColumn(words("Written so"), width=300),
            "second": st.column_config.TextColumn(words("and so"), width=300),
        },
        disabled=["first", "second"] if page.session.files else True,
        hide_index=True,
        num_rows="fixed",
        row_height=ROW,
        height="content" if len(report.pairs) <= 8 else ROW * 9,
        key=key,
        on_change=_set,
        args=(report.pairs, key),
        alt=words("Perhaps one customer"),
    )
    st.caption(words("Tick two that are one. Customers with two valid tax numbers are never joined."))


def _set(shown: tuple[Pair, ...], key: str) -> None:
    edits = session.widget(key)["edited_rows"]
    ledger_change.change(mapping.with_pairs(ledger_change.now(), shown, edits))
