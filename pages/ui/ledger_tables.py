"""Tables of the Ledger page: columns as understood; what was left out and why, in money, with its first rows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.ui import hiding, ledger_change, mapping, parts, session
from pages.ui.frame import Open
from segcore.ledger import FINAL_REASONS, OTHER_ROLES, ROLES, Excluded, FileReport, ReadReport
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.markers import mark

ROW = 38
MOST = 12
SURE = {"sure": mark("sure"), "question": mark("question"), "skipped": mark("skipped")}


def chosen_file(page: Open, files: list[FileReport]) -> int:
    """Of several files the one whose columns and rows are shown."""
    if len(files) < 2:
        return 0
    places = list(range(len(files)))
    key = f"shown_{session.short_digest(repr([file.name for file in files]))}"
    label = page.words("Columns and rows of")
    found: int = st.selectbox(
        label, places, key=key, format_func=lambda place: session.show_name(files[place].name), width=480
    )
    return found


def columns_and_reasons(page: Open, position: int, file: FileReport | None, report: ReadReport | None) -> None:
    """Columns on the left, what was left out on the right."""
    left, right = st.columns([1.2, 1])
    with left:
        with parts.section("columns", page.words("Columns, as understood")):
            pass
        if file:
            _columns(page, position, file)
    if report:
        with right:
            with parts.section("reasons", page.words("Left out, and why")):
                pass
            _reasons(page, report)


def _columns(page: Open, position: int, report: FileReport) -> None:
    words, shown = page.words, hiding.shown(report)
    roles = "".join(column.role for column in report.columns)
    key = f"columns_{position}_{session.short_digest(report.fingerprint + roles)}"
    st.data_editor(
        {
            "header": [session.show_name(column.header) for column in shown.columns],
            "role": [column.role for column in report.columns],
            "examples": [
                session.show_name(" · ".join(text or "—" for text in column.examples)) for column in shown.columns
            ],
            "sure": [words(SURE[column.sure]) for column in report.columns],
        },
        column_config={
            "header": st.column_config.TextColumn(words("In your file"), width=104),
            "role": st.column_config.SelectboxColumn(
                words("Read as"),
                options=[*ROLES, *OTHER_ROLES],
                format_func=lambda role: say.role_name(words, role),
                required=True,
                width=128,
            ),
            "examples": st.column_config.TextColumn(words("Examples"), width=200),
            "sure": st.column_config.TextColumn(words("Sure?"), width=88),
        },
        disabled=["header", "examples", "sure"] if page.session.files else True,
        hide_index=True,
        num_rows="fixed",
        row_height=ROW,
        height="content" if len(report.columns) <= MOST else ROW * (MOST + 1),
        key=key,
        on_change=_set_roles,
        args=(report, key),
        alt=words("Columns, as understood"),
    )


def _set_roles(report: FileReport, key: str) -> None:
    edits = session.widget(key)["edited_rows"]
    ledger_change.change(mapping.with_roles(ledger_change.now(), report.fingerprint, report.columns, edits))


def _reasons(page: Open, report: ReadReport) -> None:
    """Reasons the user may count after all, each with its switch; those he cannot; the first rows of one of them."""
    words, counted = page.words, page.session.document.reading.counted
    shown = [*report.excluded, *(left for left in page.session.ticked if left.reason in counted)]
    known = {left.reason for left in shown}
    shown += [Excluded(reason, -1, 0) for reason in counted if reason not in known]
    switches = [left for left in shown if left.reason not in FINAL_REASONS]
    final = [left for left in report.excluded if left.reason in FINAL_REASONS]
    if not shown:
        st.caption(words("Every line was counted."))
    currency = f", {session.show_name(report.currency)}" if report.currency else ""
    if switches:
        _switches(page, switches, currency)
        st.caption(words("Tick a reason to count these lines after all. Nothing is deleted."))
    if final:
        st.dataframe(
            _cells(words, final),
            column_config=_reason_columns(words, currency),
            hide_index=True,
            row_height=ROW,
            height="content",
            key="reasons_final",
        )
        st.caption(words("These lines lack what a sale needs, or are in another currency: they cannot count."))
    _examples(page, [left for left in shown if left.examples])


def _cells(words: Words, shown: list[Excluded]) -> dict[str, list[str]]:
    return {
        "reason": [say.reason_name(words, left.reason) for left in shown],
        "lines": [words.number(left.rows) if left.rows >= 0 else "–" for left in shown],
        "sum": [words.exact(left.sum) if left.rows >= 0 and left.reason != "no_amount" else "–" for left in shown],
    }


def _reason_columns(words: Words, currency: str) -> dict[str, Any]:
    return {
        "reason": st.column_config.TextColumn(words("Reason"), width=178),
        "lines": st.column_config.TextColumn(words("Lines"), width=58, alignment="right"),
        "sum": st.column_config.TextColumn(words("Sum") + currency, width=96, alignment="right"),
    }


def _switches(page: Open, shown: list[Excluded], currency: str) -> None:
    words, counted = page.words, page.session.document.reading.counted
    key = f"reasons_{session.short_digest(repr(([left.reason for left in shown], counted)))}"
    st.data_editor(
        {"count": [left.reason in counted for left in shown], **_cells(words, shown)},
        column_config={
            "count": st.column_config.CheckboxColumn(words("Count"), width=86),
            **_reason_columns(words, currency),
        },
        disabled=["reason", "lines", "sum"] if page.session.files else True,
        hide_index=True,
        num_rows="fixed",
        row_height=ROW,
        height="content",
        key=key,
        on_change=_set_counted,
        args=(tuple(shown), key),
        alt=words("Left out, and why"),
    )


def _examples(page: Open, shown: list[Excluded]) -> None:
    """The first rows left out for the chosen reason."""
    if not shown:
        return
    words = page.words
    reasons = {left.reason: left for left in shown}
    chosen = st.selectbox(
        words("Their first rows"),
        list(reasons),
        format_func=lambda reason: say.reason_name(words, reason),
        key=f"examples_{session.short_digest(repr(list(reasons)))}",
    )
    rows = reasons[chosen].examples
    st.dataframe(
        {
            "row": [words.number(row.row) if row.row else "–" for row in rows],
            "day": [words.date(row.day) for row in rows],
            "customer": [page.customer(row.customer) for row in rows],
            "amount": [words.exact(row.amount) for row in rows],
        },
        column_config={
            "row": st.column_config.TextColumn(words("Row"), width=58, alignment="right"),
            "day": st.column_config.TextColumn(words("Date"), width=104),
            "customer": st.column_config.TextColumn(words("Customer"), width=160),
            "amount": st.column_config.TextColumn(words("Amount"), width=96, alignment="right"),
        },
        hide_index=True,
        row_height=ROW,
        height="content",
        key="examples_rows",
    )


def _set_counted(shown: tuple[Excluded, ...], key: str) -> None:
    edits = session.widget(key)["edited_rows"]
    session.change(ticked=tuple(left for left in shown if left.rows >= 0))
    ledger_change.change(mapping.with_counted(ledger_change.now(), [left.reason for left in shown], edits))
