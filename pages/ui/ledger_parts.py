"""Parts of the Ledger page: the finding, the way on, the figures, what was noticed, what is kept."""

from __future__ import annotations

import streamlit as st

from pages.ui import frame, login, opened, parts, session
from pages.ui.frame import Open
from segcore.colours import Token
from segcore.errors import LabradorError
from segcore.ledger import ReadReport
from segcore.words import Words
from segcore.words import sentences as say

SHOWN_ELSEWHERE = ("lookalikes", "total_differs", "ambiguous_dates", "ambiguous_decimal")


def finding(words: Words, report: ReadReport | None, problem: LabradorError | None) -> str:
    """The sentence above the page."""
    if report is None or problem:
        return words("This ledger needs one choice of yours before it can be read")
    left_out, aside = sum(excluded.rows for excluded in report.excluded), len(opened.set_aside())
    facts = {"out": words.number(left_out)}
    done = words.plural(
        "{n} line understood, {out} left out",
        "{n} lines understood, {out} left out",
        report.rows_read - left_out,
        **facts,
    )
    questions = len(report.questions) + aside
    if not questions:
        return done
    asked = words.plural("{n} question before the matrix", "{n} questions before the matrix", questions)
    return f"{done}. {asked}"


def onward(page: Open) -> None:
    """After a clean read the one primary button leads on."""
    if st.button(page.words("Show the matrix"), key="onward", type="primary", icon=":material/grid_view:"):
        frame.go("matrix")


def metrics(page: Open, report: ReadReport) -> None:
    """Sales, returns, left out, and the sum read beside the file's own total."""
    words = page.words
    currency = f" {session.esc(report.currency)}" if report.currency else ""
    left_out = sum(excluded.rows for excluded in report.excluded)
    left_sum = sum(excluded.sum for excluded in report.excluded)
    mixed = len(report.sum_by_currency) > 1
    parts.figures(
        [
            parts.Figure(words("Sales"), words.number(report.sales), words.short(report.sales_sum) + currency),
            parts.Figure(words("Returns"), words.number(report.returns), words.short(report.returns_sum) + currency),
            parts.Figure(words("Left out"), words.number(left_out), words.short(left_sum) + currency),
            parts.Figure(
                words("Sum read") + (f", {currency.strip()}" if currency else ""),
                words("several currencies") if mixed else words.short(report.total),
                *_control(words, report),
            ),
        ]
    )


def _control(words: Words, report: ReadReport) -> tuple[str, Token]:
    controls = [control for file in report.files for control in file.controls]
    if not controls:
        return words("the file states no total"), "rest"
    wrong = next((control for control in controls if not control.matches), None)
    if wrong is None:
        return words("equals the file's own total"), "target"
    return words("the file says {sum}", sum=words.short(wrong.file)), "call"


def told(page: Open, report: ReadReport) -> None:
    """What the reader noticed beside what the page shows anyway, and customers that were written in several ways."""
    words = page.words
    for warning in report.warnings:
        if warning.code not in SHOWN_ELSEWHERE or (warning.code.startswith("ambiguous") and not report.questions):
            st.caption(session.esc(say.notice(words, warning)))
    if report.joined:
        names = words.listed([name for name, _ in report.joined])
        st.caption(
            session.esc(
                words.plural(
                    "{n} customer written in several ways was joined: {names}",
                    "{n} customers written in several ways were joined: {names}",
                    len(report.joined), names=names,
                )
            )
        )  # fmt: skip


def keeping(page: Open) -> None:
    """Whether the cleaned ledger stays on this server."""
    words = page.words
    session.set_widget("keep_ledger", page.session.document.keep_ledger)
    st.toggle(
        words("Keep my data on this server"),
        key="keep_ledger",
        on_change=_keep,
        help=words("The cleaned lines are kept with your work so that it opens again; the file itself never is."),
    )
    if page.session.workspace and not login.configured():
        st.caption(words("Anyone with the address of this page can open this work."))


def _keep() -> None:
    """Turned off, ledger and list of customers go from the store at once; the list stays in this tab."""
    document = session.current().document
    session.patch(keep_ledger=bool(session.widget("keep_ledger")), customer_list=document.customer_list)
    if not session.current().document.keep_ledger:
        session.forget_ledger()
