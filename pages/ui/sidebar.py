"""The sidebar: logo, the pages in their groups, the ledger, the language, when the work was saved."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.ui import clock, hiding, history, login, opened, session, sharing
from segcore.errors import LabradorError
from segcore.words import LANGUAGES, Words

if TYPE_CHECKING:
    from pages.ui.frame import Screen

ASSETS = Path(__file__).parent / "assets"


def show(words: Words, pages: tuple[Screen, ...], place: Callable[[str], Any], address: dict[str, str]) -> None:
    """Draw it. Each link carries the address, so that a click after a restart still knows its workspace."""
    st.logo(str(ASSETS / "labrador.svg"), icon_image=str(ASSETS / "mark.svg"), size="medium")
    role = session.current().role
    listed = [screen for screen in pages if screen.group and screen.file not in sharing.CLOSED.get(role, ())]
    for group, screens in groupby(listed, key=lambda screen: screen.group):
        with st.container(key=f"menu_{group.split()[0].lower()}", gap="xxsmall"):
            st.caption(f"**{words(group)}**")
            for screen in screens:
                st.page_link(place(screen.file), query_params=address, width="stretch")
    st.divider()
    _ledger(words)
    language(words)
    hiding.switch(words)
    if session.current().has_ledger or session.current().document.segments:
        shown = {**address, "present": "1"}
        st.page_link(place("present"), label=words("Present"), query_params=shown, width="stretch")
    history.show(words)
    if saved := session.current().saved_at:
        st.caption(words("Saved {time}", time=clock.time(saved)))
    sharing.part(words)
    login.part(words, session.esc(login.called()))


def _ledger(words: Words) -> None:
    """The name of the workspace, and the ledger with its period."""
    state = session.current()
    lines = [f"**{session.esc(state.name)}**"] if state.name and not state.veil else []
    if state.has_ledger:
        lines.append(_period(words))
    if lines:
        st.caption("  \n".join(lines))


def _period(words: Words) -> str:
    try:
        report = found.report if (found := opened.ledger()) else None
    except LabradorError:
        report = None
    name = session.esc(hiding.ledger_name(words))
    if report and report.first_date and report.last_date:
        return f"{name} · {words.month(report.first_date)} – {words.month(report.last_date)}"
    return name


def language(words: Words) -> None:
    """The choice of the language."""
    st.segmented_control(
        words("Language"),
        LANGUAGES,
        default=words.language if words.language in LANGUAGES else None,
        format_func=str.upper,
        key="language_control",
        on_change=_switch,
        label_visibility="collapsed",
        width="stretch",
    )


def _switch() -> None:
    chosen = session.widget("language_control")
    if chosen:
        st.query_params.pop("language", None)
        session.patch(language=chosen)
