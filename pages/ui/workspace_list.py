"""The list of workspaces: a row each, with its name, what is in it, and what can be done with it."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from pages.ui import clock, session
from pages.ui import workspace_actions as actions
from segcore.store import Entry
from segcore.words import Words

NAME = 320


def title(words: Words, entry: Entry) -> str:
    """What a workspace is called: its name, else that of its ledger. While names are hidden, only what is open."""
    if session.current().veil:
        return words("This workspace") if _here(entry) else words("Another workspace")
    return entry.name or entry.ledger_name or words("Unnamed workspace")


def row(words: Words, entry: Entry, days: int | None) -> bool:
    """Draw one; whether its button to open it was clicked."""
    key = session.short_digest(entry.workspace)
    with st.container(key=f"tight_row_{key}", horizontal=True, vertical_alignment="center"):
        with st.container(gap="xxsmall", width="stretch", key=f"ws_text_{key}"):
            _name(words, entry, key)
            st.caption(_inside(words, entry, days))
        if _here(entry):
            st.markdown(f":green-badge[{words('open here')}]", width="content")
            chosen = False
        else:
            chosen = st.button(words("Open"), key=f"ws_open_{key}")
        _more(words, entry, key)
    return chosen


def _here(entry: Entry) -> bool:
    return entry.workspace == session.current().workspace


def _name(words: Words, entry: Entry, key: str) -> None:
    if session.current().veil:
        st.markdown(f"**{title(words, entry)}**")
        return
    field = f"ws_name_{key}"
    session.set_widget(field, entry.name)
    st.text_input(
        words("Name of the workspace"), key=field, placeholder=title(words, entry), label_visibility="collapsed",
        max_chars=actions.LONGEST, on_change=actions.rename, args=(entry.workspace, field), width=NAME,
    )  # fmt: skip


def _inside(words: Words, entry: Entry, days: int | None) -> str:
    """Ledger, period, segments, when it was saved and until when it is kept."""
    hidden = session.current().veil is not None
    parts = [] if hidden or not entry.ledger_name else [session.esc(entry.ledger_name)]
    if entry.first and entry.last:
        parts.append(f"{words.month(entry.first)} \u2013 {words.month(entry.last)}")
    elif not entry.has_ledger:
        parts.append(words("no ledger yet") if entry.keeps else words("no ledger kept"))
    if entry.segments:
        parts.append(words.plural("{n} segment", "{n} segments", entry.segments))
    parts.append(words("saved {time}", time=clock.when(words, entry.saved_at)))
    if days is not None:
        last = clock.local(max(entry.opened_at, entry.saved_at) + timedelta(days=days)).date()
        parts.append(words("kept until {day} unless opened", day=words.date(last)))
    return " · ".join(parts)


def _more(words: Words, entry: Entry, key: str) -> None:
    """Copy, export, delete."""
    name = title(words, entry)
    more = st.popover("", icon=":material/more_horiz:", key=f"ws_more_{key}", help=words("Copy, export, delete"))
    with more.container(key=f"tight_more_{key}", gap="xsmall"):
        st.button(
            words("Copy"), key=f"ws_copy_{key}", icon=":material/content_copy:", type="tertiary",
            on_click=actions.copy, args=(entry.workspace, words("{name}, a copy", name=name)),
        )  # fmt: skip
        st.download_button(
            words("Export as one file"), data=lambda: actions.exported(entry.workspace),
            file_name=actions.file_name(name), mime="application/zip", key=f"ws_export_{key}", type="tertiary",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.caption(words("Segments, scores, settings and ledger of this workspace go for good. There is no undo."))
        st.button(
            words("Delete for good"), key=f"ws_delete_{key}", icon=":material/delete_forever:",
            on_click=actions.delete, args=(entry.workspace,),
        )  # fmt: skip
