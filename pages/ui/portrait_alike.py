"""Look-alikes: which other customers, and which firms of a cold list, resemble the best ones."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.ui import cached, session
from pages.ui.customers import ROW, SHOWN_ROWS, open_customer
from pages.ui.frame import Open
from pages.ui.parts import section
from pages.ui.portrait_found import Found, key
from segcore import likeness
from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.lookalike import Resemblance
from segcore.words import portraits as say
from segcore.words.errors import error

AT_ONCE = 200


def show(page: Open, made: Found) -> None:
    """B and C customers that resemble A and B, and firms of a cold list; or why they cannot be told."""
    words = page.words
    found = cached.alike(key(page), lambda: likeness.alike(page.analysis, made.table, made.edges))
    with section("alike", words("Who resembles your A and B customers")):
        pass
    st.caption(say.knows(words, found))
    if found is None or not found.knows:
        return
    _customers(page, found, made)
    _cold(page, found, made)


def _customers(page: Open, found: Resemblance, made: Found) -> None:
    ranked = likeness.ranked(found, made.table, made.edges)
    letters = page.analysis.customers["abc"].astype(str)
    ranked = ranked[letters.loc[ranked.index].isin(["B", "C"]).to_numpy()].head(AT_ONCE)
    names = [page.name(name) for name in page.analysis.customers["customer"].loc[ranked.index]]
    rows = letters.loc[ranked.index].tolist()
    st.markdown(page.words("B and C customers, the most alike first: raise the order where the level is 3."))
    picked = _table(page, {"customer": names, "abc": rows}, ranked, "alike_customers")
    if picked is not None:
        open_customer(page, int(ranked.index[picked]))


def _cold(page: Open, found: Resemblance, made: Found) -> None:
    words = page.words
    st.markdown(f"**{words('A cold list')}**")
    st.caption(
        words(
            "A table of companies that buy nothing yet, with the columns {columns}. It is ranked here, not kept.",
            columns=words.listed([say.attribute(words, name, session.esc) for name in found.points.by_value], 6),
        )
    )
    file = st.file_uploader(words("Drop a list of companies here"), key="cold_list", label_visibility="collapsed")
    if file is None:
        return
    source = SourceFile(file.name, file.getvalue())
    try:
        listed = cached.companies(session.digest(source), source)
    except LabradorError as problem:
        st.caption(session.esc(error(words, problem)))
        return
    ranked = likeness.ranked(found, likeness.cold(listed, made.table), made.edges).head(AT_ONCE)
    if not len(ranked):
        st.caption(words("None of these columns is known of your customers too: name them alike in both files."))
        return
    count = words.plural(
        "{n} company is like your best.", "{n} companies are like your best.", int((ranked["level"] == 3).sum())
    )
    st.caption(count)
    _table(page, {"customer": [page.customer(listed.names[place]) for place in ranked.index]}, ranked, "alike_cold")


def _table(page: Open, columns: dict[str, list[str]], ranked: Any, key: str) -> int | None:
    """A ranked table; the position of the row that was picked."""
    words, config = page.words, st.column_config
    levels = [say.level(words, int(level)) for level in ranked["level"]]
    points = [words.decimal(float(value), 1) for value in ranked["points"]]
    event = st.dataframe(
        {**columns, "level": levels, "points": points},
        column_config={
            "customer": config.TextColumn(words("Customer") if "abc" in columns else words("Company"), width=320),
            "abc": config.TextColumn(words("Class"), width=70),
            "level": config.TextColumn(words("Alike"), width=160),
            "points": config.TextColumn(words("Points"), width=90, alignment="right"),
        },
        hide_index=True,
        row_height=ROW,
        height=ROW * (min(len(ranked), SHOWN_ROWS) + 1) + 2,
        selection_mode="single-row",
        on_select="rerun" if "abc" in columns else "ignore",
        key=key,
        alt=words("Ranked by how much they resemble your best customers"),
    )
    chosen = event.selection.rows if "abc" in columns else []
    return int(chosen[0]) if chosen else None
