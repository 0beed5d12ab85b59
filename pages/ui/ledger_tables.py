"""Tables of the Ledger page: columns as understood, what was left out, the first rows as they stand in the file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.ui import mapping, parts, session
from pages.ui.frame import Open
from segcore.colours import mix, palette
from segcore.ledger import OTHER_ROLES, ROLES, Excluded, FileReport, PreviewRow, ReadReport
from segcore.words import sentences as say
from segcore.words.markers import mark

ROW = 38
MOST = 12
SURE = {"sure": mark("sure"), "question": mark("question"), "skipped": mark("skipped")}


def columns_and_reasons(page: Open, files: list[FileReport], report: ReadReport | None) -> None:
    """Columns on the left, what was left out on the right."""
    left, right = st.columns([1.2, 1])
    with left:
        for position, file in enumerate(files):
            _titled(f"columns_{position}", page.words("Columns, as understood"), file, len(files) > 1)
            _columns(page, position, file)
    if report:
        with right:
            with parts.section("reasons", page.words("Left out, and why")):
                pass
            _reasons(page, report)


def first_rows(page: Open, files: list[FileReport]) -> None:
    """The first rows of each file, its header row tinted, titles and totals muted."""
    for position, file in enumerate(files):
        _titled(f"rows_{position}", page.words("First rows of the file"), file, len(files) > 1)
        _preview(file.preview)


def _titled(key: str, title: str, file: FileReport, named: bool) -> None:
    with parts.section(key, title):
        if named:
            st.caption(session.esc(file.name), width="content")


def _columns(page: Open, position: int, report: FileReport) -> None:
    words = page.words
    roles = "".join(column.role for column in report.columns)
    key = f"columns_{position}_{session.short_digest(report.fingerprint + roles)}"
    st.data_editor(
        {
            "header": [session.show_name(column.header) for column in report.columns],
            "role": [column.role for column in report.columns],
            "examples": [
                session.show_name(" · ".join(text or "—" for text in column.examples)) for column in report.columns
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
    reading = session.current().document.reading
    edits = session.widget(key)["edited_rows"]
    session.patch(reading=mapping.with_roles(reading, report.fingerprint, report.columns, edits))


def _reasons(page: Open, report: ReadReport) -> None:
    words, counted = page.words, page.session.document.reading.counted
    shown = [*report.excluded, *(left for left in page.session.ticked if left.reason in counted)]
    known = {left.reason for left in shown}
    shown += [Excluded(reason, -1, 0) for reason in counted if reason not in known]
    if not shown:
        st.caption(words("Every line was counted."))
        return
    reasons = [left.reason for left in shown]
    currency = f", {session.show_name(report.currency)}" if report.currency else ""
    key = f"reasons_{session.short_digest(repr((reasons, counted)))}"
    st.data_editor(
        {
            "count": [left.reason in counted for left in shown],
            "reason": [say.reason_name(words, left.reason) for left in shown],
            "lines": [words.number(left.rows) if left.rows >= 0 else "–" for left in shown],
            "sum": [words.exact(left.sum) if left.rows >= 0 else "–" for left in shown],
        },
        column_config={
            "count": st.column_config.CheckboxColumn(words("Count"), width=86),
            "reason": st.column_config.TextColumn(words("Reason"), width=178),
            "lines": st.column_config.TextColumn(words("Lines"), width=58, alignment="right"),
            "sum": st.column_config.TextColumn(words("Sum") + currency, width=96, alignment="right"),
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
    st.caption(words("Tick a reason to count these lines after all. Nothing is deleted."))


def _set_counted(shown: tuple[Excluded, ...], key: str) -> None:
    edits = session.widget(key)["edited_rows"]
    session.change(ticked=tuple(left for left in shown if left.rows >= 0))
    reading = session.current().document.reading
    session.patch(reading=mapping.with_counted(reading, [left.reason for left in shown], edits))


def _preview(rows: tuple[PreviewRow, ...]) -> None:
    width = max((len(row.cells) for row in rows), default=0)
    cells = [
        [str(row.number) if row.number else "…", *map(session.show_name, row.cells), *[""] * (width - len(row.cells))]
        for row in rows
    ]
    frame = pd.DataFrame(cells, columns=["", *map(_letter, range(width))])
    colours = palette(parts.dark())
    styles = {
        "header": f"background-color: {mix(colours.tokens['cheque'], colours.page, 0.14)}; font-weight: 600",
        "title": f"color: {colours.muted}",
        "total": f"color: {colours.muted}",
    }
    styled = frame.style.apply(lambda _column: [styles.get(row.kind, "") for row in rows])
    numbers = {"": st.column_config.TextColumn("", width=56, alignment="right")}
    st.dataframe(styled, row_height=ROW, height="content", hide_index=True, column_config=numbers)


def _letter(number: int) -> str:
    high, low = divmod(number, 26)
    return (_letter(high - 1) if high else "") + chr(ord("A") + low)
