"""A table to type into: of all the cells the browser sends with each change, only those that are new are handed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages.ui import session

ROW = 38
Data = Mapping[str, Sequence[Any]]
Edits = dict[int, dict[str, Any]]


def show(data: Data, key: str, write: Callable[[Edits], None], **look: Any) -> None:
    """Draw it; `write` gets the cells typed since it was called last, by row and column.

    The browser lays a typed cell over what is saved for as long as the table is the same one. So it stays that, and
    with it the cursor, until a typed cell shows what no longer stands there.
    """
    key = _edition(f"{key}_{session.short_digest(session.current().workspace)}", data)
    st.data_editor(
        pd.DataFrame({name: _column(values) for name, values in data.items()}),
        hide_index=True,
        num_rows="fixed",
        row_height=ROW,
        key=key,
        on_change=_changed,
        args=(key, write),
        **look,
    )
    session.set_widget(_taken(key), _typed(key))


def new(edits: Edits, before: Edits) -> Edits:
    """The cells of `edits` that `before` has not, or with another value."""
    nothing: dict[str, Any] = {}
    found = {
        row: {name: value for name, value in cells.items() if (name, value) not in before.get(row, nothing).items()}
        for row, cells in edits.items()
    }
    return {row: cells for row, cells in found.items() if cells}


def _changed(key: str, write: Callable[[Edits], None]) -> None:
    edits = _typed(key)
    fresh = new(edits, session.widget(_taken(key)) or {})
    session.set_widget(_taken(key), edits)
    if fresh:
        write(fresh)


def _edition(name: str, data: Data) -> str:
    """The key of the table: another one as soon as a typed cell shows what no longer stands there."""
    number = session.widget(f"{name}_edition") or 0
    typed = _typed(f"{name}_{number}")
    if any(not _same(value, data[column][row]) for row, cells in typed.items() for column, value in cells.items()):
        number += 1
        session.set_widget(f"{name}_edition", number)
    return f"{name}_{number}"


def _same(typed: Any, saved: Any) -> bool:
    return ((session.plain(typed) if isinstance(typed, str) else typed) or "") == (saved or "")


def _column(values: Sequence[Any]) -> Any:
    """A column without any value yet is one of texts, or the first cell typed would make another table of it."""
    return list(values) if any(value is not None for value in values) else pd.Series(values, dtype="str")


def _typed(key: str) -> Edits:
    state = session.widget(key)
    return {row: dict(cells) for row, cells in state["edited_rows"].items()} if state else {}


def _taken(key: str) -> str:
    return f"{key}_taken"
