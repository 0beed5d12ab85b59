"""When something goes wrong: our own sentence on the screen, a code without data in the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

import streamlit as st

from pages.ui import session
from segcore.errors import LabradorError
from segcore.words import Words, load
from segcore.words import sentences as say

LOG = logging.getLogger("labrador")


def problem_box(words: Words, problem: LabradorError, unsaved: bool = False) -> None:
    """One refusal: what happened and the way out; for a save that failed, both ways to end it."""
    with st.container(key=f"refusal_{abs(hash(problem.code))}_{secrets.token_hex(3)}"):
        st.markdown(f":red[:material/error:] {session.esc(say.error(words, problem))}")
        if unsaved:
            with st.container(horizontal=True):
                st.button(words("Save mine"), key="problem_mine", on_click=session.save_again)
                st.button(words("Take what is saved"), key="problem_theirs", on_click=session.take_saved)


def unexpected(words: Words, problem: Exception) -> None:
    """A fault of ours: one sentence with an id; the log gets the id, the kind and the place, never the data."""
    mark = secrets.token_hex(4)
    LOG.error("error %s %s at %s", mark, type(problem).__name__, _place(problem.__traceback__))
    with st.container(key=f"refusal_{mark}"):
        text = words("Something broke on our side (error {mark}). Your work is saved; reload the page.", mark=mark)
        st.markdown(f":red[:material/error:] {text}")


def on_script_error(problem: Exception) -> bool:
    """What Streamlit calls for a fault outside a page's own run, in a callback say."""
    words = load(session.current().document.language if session.started() else "en")
    if isinstance(problem, LabradorError):
        problem_box(words, problem)
    else:
        unexpected(words, problem)
    return True


def without_data(made: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    """A maker of log records, as `made` is, that keeps kind and place of a fault and drops its message and its lines.

    Either may hold a customer's name; whatever library logs it, this is the way of every record to every log.
    """

    def record(*given: Any, **named: Any) -> logging.LogRecord:
        found = made(*given, **named)
        kind, _, trace = found.exc_info if isinstance(found.exc_info, tuple) else (None, None, None)
        if kind:
            found.msg, found.args = f"{found.getMessage()}: {kind.__name__} at {_place(trace)}", ()
        if found.name == "asyncio":  # its second line describes the fault
            found.msg, found.args = found.getMessage().partition("\n")[0], ()
        found.exc_info = found.exc_text = found.stack_info = None
        return found

    return record


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-4:]))
