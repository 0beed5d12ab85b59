"""Undo and redo of this visitor, and scores saved as steps of his."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import streamlit as st

from pages.ui import cached, saving, session
from segcore.errors import LabradorError
from segcore.steps import Step
from segcore.store import By, Saved
from segcore.store.scores import ScoreRows
from segcore.words import Words
from segcore.words import sentences as say


def save_scores(write: Callable[[ScoreRows, By], datetime], joined: bool = False) -> bool:
    """Save scores of the open workspace, created now if there is none; whether that went well.

    joined: this belongs to the step that was saved just before. What could not be saved is told on the page.
    """
    state = session.current() if session.current().workspace else session.patch()
    try:
        saved_at = write(cached.store().scores, By(session.visitor(), state.step if joined else 0))
    except LabradorError as problem:
        session.change(problem=problem)
        return False
    session.change(problem=state.problem if state.unsaved else None, saved_at=saved_at)
    return True


def show(words: Words) -> None:
    """The two buttons: the first says what it takes back. What is not saved yet is no step, and comes first."""
    state = session.current()
    undo, redo = cached.store().history.next(state.workspace, session.visitor()) if state.workspace else (None, None)
    if undo is None and redo is None:
        return
    with st.container(key="history", horizontal=True, vertical_alignment="center", gap="xsmall"):
        label = words("Undo: {step}", step=_named(words, undo)) if undo else words("Nothing to undo")
        st.button(
            label, key="undo", icon=":material/undo:", type="tertiary",
            disabled=undo is None or bool(state.unsaved), on_click=_undo, width="stretch",
        )  # fmt: skip
        if redo is not None and not state.unsaved:
            told = words("Redo: {step}", step=_named(words, redo))
            st.button("", key="redo", icon=":material/redo:", type="tertiary", help=told, on_click=_redo)


def _named(words: Words, step: Step) -> str:
    return session.esc(say.step(words, step))


def _undo() -> None:
    _turn(cached.store().history.undo)


def _redo() -> None:
    _turn(cached.store().history.redo)


def _turn(made: Callable[[str, str], Saved]) -> None:
    """Show the workspace after it; where it could not be done, as it stands now, and why."""
    state = session.current()
    try:
        saved = made(state.workspace, session.visitor())
    except LabradorError as problem:
        session.put(replace(saving.taken(state), problem=problem, grid=state.grid + 1))
        return
    session.put(replace(saving.opened(state, saved), problem=None, grid=state.grid + 1))
