"""Parameters of prospects: criteria with ordered levels and weights, in a table; article 001 gives five to start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.ui import segments_saving as saving
from pages.ui import session, typed_table
from pages.ui.frame import Open
from pages.ui.parts import section
from pages.ui.typed_table import Edits
from segcore.parameters import LEVELS, Parameter
from segcore.words import parameters as words_of
from segcore.words.markers import mark

MOST, LIGHTEST, HEAVIEST = 20, 0.1, 10.0
LEVEL_NAMES = (mark("0, worst"), mark("1"), mark("2"), mark("3, best"))
Levels = dict[str, dict[str, int]]
Places = dict[int, int | None]


def criteria(page: Open) -> None:
    """The table of criteria, and what adds or takes one away."""
    words, mine = page.words, page.session.document.parameters
    with section("criteria", words("Criteria: what makes buying likely")):
        pass
    if mine:
        _editor(page, mine)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            words("New criterion"),
            key="new_parameter",
            placeholder=words("Name of a new criterion"),
            label_visibility="collapsed",
            max_chars=60,
            width=300,
            disabled=len(mine) >= MOST,
            on_change=_add,
            args=(words("no"), words("yes")),
        )
        if mine:
            _remover(page, mine)
        else:
            st.button(
                words("Start with five proven ones"),
                key="five_parameters",
                icon=":material/playlist_add:",
                on_click=session.patch,
                kwargs={"parameters": words_of.start(words)},
            )


def _editor(page: Open, mine: tuple[Parameter, ...]) -> None:
    words = page.words
    data: dict[str, list[Any]] = {"name": [page.name(one.name) for one in mine]}
    for level in range(LEVELS):
        data[str(level)] = [page.name(one.levels[level]) if level < len(one.levels) else "" for one in mine]
    columns: dict[str, Any] = {
        str(level): st.column_config.TextColumn(words(LEVEL_NAMES[level]), width=140, max_chars=60)
        for level in range(LEVELS)
    }
    typed_table.show(
        data | {"weight": [one.weight for one in mine]},
        f"criteria_{page.session.grid}_{session.short_digest(repr([one.name for one in mine]))}",
        _write,
        column_config={
            "name": st.column_config.TextColumn(words("Criterion"), width=210, max_chars=60),
            "weight": st.column_config.NumberColumn(
                words("Weight"), width=80, min_value=LIGHTEST, max_value=HEAVIEST, step=0.1, format="%g"
            ),
            **columns,
        },
        height="content",
        alt=words("Criteria with their levels, worst first, and their weights"),
    )


def _remover(page: Open, mine: tuple[Parameter, ...]) -> None:
    words = page.words
    session.set_widget("remove_parameter", None)
    st.selectbox(
        words("Remove a criterion"),
        [one.name for one in mine],
        index=None,
        key="remove_parameter",
        placeholder=words("Remove a criterion"),
        label_visibility="collapsed",
        format_func=session.naming(),
        width=260,
        on_change=_remove,
    )


def edited(
    parameters: Sequence[Parameter], levels: Mapping[str, Mapping[str, int]], edits: Mapping[int, Mapping[str, Any]]
) -> tuple[tuple[Parameter, ...], Levels]:
    """Criteria and levels after edits of the table.

    A new name takes the levels along, and what was given follows the word of its level: where that is emptied, it is
    unknown again. An empty or taken name, and fewer than two levels, are not taken over.
    """
    changed = list(parameters)
    after: dict[str, tuple[str, Places]] = {one.name: (one.name, {}) for one in parameters}
    for row, cells in edits.items():
        old = changed[row]
        name = saving.tidy(str(cells.get("name") or "")) or old.name
        taken = any(name.casefold() == one.name.casefold() for one in changed if one is not old)
        words, places = _levels(old, cells)
        weight = min(max(float(cells.get("weight") or old.weight), LIGHTEST), HEAVIEST)
        changed[row] = Parameter(old.name if taken else name, words, weight)
        after[old.name] = changed[row].name, places
    return tuple(changed), {who: _moved(given, after) for who, given in levels.items()}


def _moved(given: Mapping[str, int], after: Mapping[str, tuple[str, Places]]) -> dict[str, int]:
    known = ((*after[key], level) for key, level in given.items() if key in after)
    moved = ((name, places.get(level, level)) for name, places, level in known)
    return {name: level for name, level in moved if level is not None}


def _levels(old: Parameter, cells: Mapping[str, Any]) -> tuple[tuple[str, ...], Places]:
    """The words of the levels after edits of a row, and where each place went: None where its word is gone."""
    texts = [old.levels[level] if level < len(old.levels) else "" for level in range(LEVELS)]
    texts = [saving.tidy(str(cells.get(str(level), text) or "")) for level, text in enumerate(texts)]
    kept = [place for place, text in enumerate(texts) if text]
    if len(kept) < 2:
        return old.levels, {}
    places: Places = dict.fromkeys(range(len(old.levels)))
    return tuple(texts[place] for place in kept), places | {place: now for now, place in enumerate(kept)}


def _write(edits: Edits) -> None:
    document = session.current().document
    parameters, levels = edited(document.parameters, document.levels, edits)
    session.patch(parameters=parameters, levels=levels)


def _add(*levels: str) -> None:
    """A criterion with the levels no and yes, to be written over."""
    mine = session.current().document.parameters
    name = saving.tidy(str(session.widget("new_parameter") or ""))
    session.set_widget("new_parameter", "")
    if name and all(name.casefold() != one.name.casefold() for one in mine):
        session.patch(parameters=(*mine, Parameter(name, levels)))


def _remove() -> None:
    name, document = session.widget("remove_parameter"), session.current().document
    levels = {
        who: {key: level for key, level in given.items() if key != name} for who, given in document.levels.items()
    }
    session.patch(parameters=tuple(one for one in document.parameters if one.name != name), levels=levels)
