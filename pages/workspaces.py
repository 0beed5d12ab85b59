"""Workspaces: those this visitor knows, a new one, one from a file, and what stays on this server."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NoReturn

import streamlit as st

from pages.ui import cached, frame, ledger_parts, login, session, workspace_list
from pages.ui import workspace_actions as actions
from pages.ui.frame import Open, head, open_page
from pages.ui.parts import section
from pages.ui.trouble import problem_box
from segcore.bundle import ENDING, Bundle
from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.store import Entry, retention
from segcore.words import Words


def finding(words: Words, known: tuple[Entry, ...]) -> str:
    """How many there are."""
    if not known:
        return words("Nothing is saved yet: a workspace begins with your first change")
    return words.plural("{n} workspace of yours on this server", "{n} workspaces of yours on this server", len(known))


def shelf(page: Open, known: tuple[Entry, ...], days: int | None) -> None:
    """The rows; one that is opened leads on."""
    words = page.words
    with section("shelf", words("Your workspaces")):
        if st.button(words("New workspace"), key="ws_new", icon=":material/add:"):
            lead_on(actions.begin)
    with st.container(key="box_workspaces"):
        for entry in known:
            if workspace_list.row(words, entry, days):
                lead_on(partial(actions.open_it, entry.workspace))


def lead_on(act: Callable[[], None]) -> NoReturn:
    """Do it, then show the workspace it opened; where it failed, say so here."""
    act()
    if session.current().problem:
        st.rerun()
    frame.go("overview" if session.current().has_ledger else "ledger")


def from_file(page: Open) -> None:
    """The uploader, what the file holds, and the click that takes it."""
    words, key = page.words, f"ws_file_{page.session.edition}"
    with section("import", words("Import a workspace")):
        pass
    given = st.file_uploader(words("A file that was exported here"), type=[ENDING[1:]], key=key)
    if given is None:
        return
    try:
        found = actions.read(SourceFile(given.name, given.getvalue()))
    except LabradorError as problem:
        problem_box(words, problem)
        return
    st.markdown(f"**{session.esc(found.name or found.document.ledger_name)}**  \n{_inside(words, found)}")
    if st.button(words("Import as a new workspace"), key="ws_take", type="primary"):
        lead_on(partial(actions.take, found))


def _inside(words: Words, found: Bundle) -> str:
    lines = len(found.ledger.lines) if found.ledger else 0
    parts = [
        words.plural("{n} segment", "{n} segments", len(found.document.segments)),
        words.plural("{n} score", "{n} scores", len(found.scores)),
        words.plural("{n} line of the ledger", "{n} lines of the ledger", lines) if lines else words("no ledger kept"),
    ]
    return " · ".join(parts)


def kept(page: Open, days: int | None) -> None:
    """What stays on this server, and for how long."""
    words = page.words
    with section("kept", words("What stays on this server")):
        pass
    ledger_parts.keeping(page)
    if days is not None:
        told = words.plural("Work not opened for {n} day is deleted.", "Work not opened for {n} days is deleted.", days)
        st.caption(told)


def _days(words: Words) -> int | None:
    try:
        return retention()
    except LabradorError as problem:
        problem_box(words, problem)
        return None


here = open_page()
entries = cached.store().shelf.known(session.visitor(), login.person())
head(
    here.words("Workspaces"),
    finding(here.words, entries),
    here.words("Each holds a ledger with all that was decided about it: segments, scores, thresholds."),
)
limit = _days(here.words)
shelf(here, entries, limit)
from_file(here)
kept(here, limit)
