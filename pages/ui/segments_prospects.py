"""Prospects judged by the parameters: their levels, the score, and whether a parameter separates buyers at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from pages.ui import opened, session, typed_table
from pages.ui import segments_saving as saving
from pages.ui.frame import Open
from pages.ui.parts import section
from pages.ui.typed_table import ROW, Edits
from segcore import parameters
from segcore.parameters import Parameter
from segcore.segments import bought, pick_best
from segcore.words import parameters as words_of

SHOWN_ROWS, MOST, BEST = 12, 500, 30
Levels = dict[str, dict[str, int]]


def prospects(page: Open) -> None:
    """The table of levels, and what adds or takes a prospect away."""
    words, document = page.words, page.session.document
    with section("prospects", words("Prospects: the level of each, as far as you know it")):
        pass
    if document.levels:
        _editor(page, document.parameters, document.levels)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.popover(words("Add prospects"), key="add_prospects"):
            st.text_area(words("One firm a line"), key="pasted_prospects", height=200, max_chars=40_000)
            st.button(words("Take over"), key="take_prospects", type="primary", on_click=_add_pasted)
        if page.found is not None:
            best = [str(name) for name in pick_best(page.analysis.customers, BEST)]
            label = words("Add the best customers")
            st.button(label, key="best_prospects", icon=":material/group_add:", on_click=_add, args=(best,))
        if document.levels:
            _remover(page, list(document.levels))


def _editor(page: Open, mine: tuple[Parameter, ...], levels: Mapping[str, Mapping[str, int]]) -> None:
    words, names = page.words, tuple(levels)
    data: dict[str, list[Any]] = {"name": [page.customer(name) for name in names]}
    columns: dict[str, Any] = {"name": st.column_config.TextColumn(words("Prospect"), width=230, disabled=True)}
    for place, one in enumerate(mine):
        given = [levels[name].get(one.name) for name in names]
        data[str(place)] = [str(level) if level is not None and level < len(one.levels) else None for level in given]
        columns[str(place)] = _level_column(page, one)
    typed_table.show(
        data,
        f"levels_{page.session.grid}_{session.short_digest(repr((names, mine)))}",
        partial(_write, names, tuple(one.name for one in mine)),
        column_config=columns,
        height=ROW * (min(len(names), SHOWN_ROWS) + 1) + 2,
        placeholder="\u2013",
        alt=words("Prospects with their level for each criterion"),
    )


def _level_column(page: Open, parameter: Parameter) -> Any:
    texts = [page.name(text) for text in parameter.levels]
    return st.column_config.SelectboxColumn(
        page.name(parameter.name),
        width=150,
        options=[str(level) for level in range(len(texts))],
        format_func=lambda code: f"{code} {texts[int(code)]}",
    )


def _remover(page: Open, names: list[str]) -> None:
    label = page.words("Remove a prospect")
    session.set_widget("remove_prospect", None)
    st.selectbox(
        label, names, index=None, key="remove_prospect", placeholder=label, label_visibility="collapsed",
        format_func={name: page.customer(name) for name in names}.__getitem__, width=260, on_change=_remove,
    )  # fmt: skip


def ranking(page: Open) -> None:
    """The score of each prospect and how much of it is known, the best first, incomplete ones behind."""
    words, document = page.words, page.session.document
    found = parameters.scores(document.parameters, parameters.level_table(document.parameters, document.levels))
    names, places = list(document.levels), parameters.order(found)
    with section("ranking", words("Who is worth your time first")):
        pass
    st.dataframe(
        {
            "name": [page.customer(names[place]) for place in places],
            "score": [
                None if found.score[place] != found.score[place] else float(found.score[place]) for place in places
            ],
            "known": [words.percent(float(found.known[place])) for place in places],
            "note": ["" if found.complete[place] else words("incomplete") for place in places],
        },
        column_config={
            "name": st.column_config.TextColumn(words("Prospect"), width=300),
            "score": st.column_config.ProgressColumn(
                words("Score"), width=220, min_value=0, max_value=100, format="%.1f"
            ),
            "known": st.column_config.TextColumn(words("Known"), width=90, alignment="right"),
            "note": st.column_config.TextColumn(words("Note"), width=140),
        },
        hide_index=True,
        row_height=ROW,
        height=ROW * (min(len(places), SHOWN_ROWS) + 1) + 2,
        key="prospect_ranking",
        placeholder="\u2013",
        alt=words("Prospects by score"),
    )
    st.caption(words("0 to 100: weighted level over what is known. A score, no probability; below 60% known it waits."))


def separates(page: Open) -> None:
    """For each criterion whether buyers stand on other levels than the others, with intervals."""
    words, document = page.words, page.session.document
    with section("separates", words("Does a criterion tell buyers from others?")):
        pass
    if page.found is None:
        st.caption(words("Open a ledger: then the prospects that became customers are compared with the others."))
        return
    flags = bought(opened.joinable(page.analysis).customers, list(document.levels))
    table = parameters.level_table(document.parameters, document.levels)
    splits = parameters.splits(parameters.counts(document.parameters, table, flags))
    for one, split in zip(document.parameters, splits, strict=True):
        st.markdown(f"**{session.esc(one.name)}**  \n{session.esc(words_of.split(words, split))}")
    rows = [
        (one.name, text, level)
        for one, split in zip(document.parameters, splits, strict=True)
        for text, level in zip(one.levels, split.levels, strict=True)
        if level.n
    ]
    if rows:
        _levels(page, rows)
    st.caption(
        words(
            "Bought: a customer of this ledger. A criterion that says just that, such as having worked with us, "
            "separates by itself."
        )
    )


def _levels(page: Open, rows: list[tuple[str, str, parameters.Level]]) -> None:
    words = page.words
    between = [words("{low} to {high}", low=words.percent(one.low), high=words.percent(one.high)) for *_, one in rows]
    st.dataframe(
        {
            "criterion": [page.name(name) for name, _, _ in rows],
            "level": [page.name(text) for _, text, _ in rows],
            "n": [level.n for *_, level in rows],
            "bought": [level.bought for *_, level in rows],
            "rate": [words.percent(level.rate) for *_, level in rows],
            "between": between,
        },
        column_config={
            "criterion": st.column_config.TextColumn(words("Criterion"), width=230),
            "level": st.column_config.TextColumn(words("Level"), width=200),
            "n": st.column_config.NumberColumn(words("Prospects"), width=170),
            "bought": st.column_config.NumberColumn(words("Bought"), width=90),
            "rate": st.column_config.TextColumn(words("Share"), width=90, alignment="right"),
            "between": st.column_config.TextColumn(words("95% interval"), width=150),
        },
        hide_index=True,
        row_height=ROW,
        height="content" if len(rows) <= SHOWN_ROWS else ROW * (SHOWN_ROWS + 1) + 2,
        key="separating_levels",
        alt=words("Levels with the share of their prospects that bought"),
    )


def typed(
    levels: Mapping[str, Mapping[str, int]], names: tuple[str, ...], criteria: tuple[str, ...], edits: Edits
) -> Levels:
    """The levels after edits of the table; an emptied cell is unknown again."""
    changed = {name: dict(given) for name, given in levels.items()}
    for row, cells in edits.items():
        for column, value in cells.items():
            given = changed.setdefault(names[row], {})
            given.pop(criteria[int(column)], None)
            if value is not None:
                given[criteria[int(column)]] = int(value)
    return changed


def _write(names: tuple[str, ...], criteria: tuple[str, ...], edits: Edits) -> None:
    session.patch(levels=typed(session.current().document.levels, names, criteria, edits))


def _add_pasted() -> None:
    _add(str(session.widget("pasted_prospects") or "").splitlines())
    session.set_widget("pasted_prospects", "")


def _add(names: list[str]) -> None:
    """Prospects that are not there yet; at most five hundred."""
    levels = dict(session.current().document.levels)
    known = {name.casefold() for name in levels}
    for name in map(saving.tidy, names):
        if name and name.casefold() not in known and len(levels) < MOST:
            known.add(name.casefold())
            levels[name] = {}
    session.patch(levels=levels)


def _remove() -> None:
    gone = session.widget("remove_prospect")
    session.patch(levels={name: given for name, given in session.current().document.levels.items() if name != gone})
