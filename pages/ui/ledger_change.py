"""The one way to change how files are read: what they gave before stays to be compared with, and to go back to."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from pages.ui import opened, session
from pages.ui.frame import Open
from segcore.errors import LabradorError
from segcore.ledger import ReadReport
from segcore.workspace import Reading


def now() -> Reading:
    """How files are read now."""
    return session.current().document.reading


def change(reading: Reading) -> None:
    """Read the files differently from now on (for callbacks)."""
    before = now()
    if reading == before:
        return
    with suppress(LabradorError):
        if found := opened.ledger():
            report = found.report
            counted = report.sales + report.returns
            session.change(before=session.Before(before, counted, report.total))
    session.patch(reading=reading)


def compared(page: Open, report: ReadReport) -> None:
    """What the last change did to lines and sum, and the way back."""
    words, before = page.words, page.session.before
    if before is None:
        return
    facts = {
        "before": words.number(before.counted), "sum_before": words.exact(before.total),
        "now": words.number(report.sales + report.returns), "sum_now": words.exact(report.total),
    }  # fmt: skip
    with st.container(key="tight_compared", horizontal=True, vertical_alignment="center"):
        st.caption(words("Lines counted: {before} → {now}. Sum: {sum_before} → {sum_now}.", **facts))
        st.button(words("Undo"), key="undo_reading", type="tertiary", icon=":material/undo:", on_click=_undo)


def _undo() -> None:
    if before := session.current().before:
        session.change(before=None)
        session.patch(reading=before.reading)
