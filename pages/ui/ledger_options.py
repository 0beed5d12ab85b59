"""The form behind a file's description: encoding, delimiter, sheet, header row, order of dates, currency."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.ui import mapping, session
from pages.ui.frame import Open
from segcore.ledger import FileReport, SourceFile
from segcore.words import sentences as say
from segcore.words.markers import mark

ENCODINGS = ("utf-8", "cp1250", "cp1251", "cp1252", "iso-8859-2", "utf-16")
SEPARATORS = {",": mark("comma"), ";": mark("semicolon"), "\t": mark("tab"), "|": mark("bar")}
MARKS = {",": mark("comma"), ".": mark("point")}
ORDERS = ("auto", "dmy", "mdy")


def options_form(page: Open, file: SourceFile, report: FileReport) -> None:
    """Each field shows what is in force; a change is saved and the file is read again at once."""
    words = page.words
    if report.encoding:
        _choice(file, report, "encoding", words("Encoding"), _with(report.encoding, ENCODINGS))
    if report.delimiter:
        separators = _with(report.delimiter, tuple(SEPARATORS))
        _choice(file, report, "delimiter", words("Columns are parted by"), separators, _named(page, SEPARATORS))
    if len(report.sheets) > 1 and report.sheet:
        _choice(file, report, "sheet", words("Sheet"), _with(report.sheet, report.sheets), session.show_name)
    if report.decimal:
        _choice(
            file, report, "decimal", words("Decimal mark"), _with(report.decimal, tuple(MARKS)), _named(page, MARKS)
        )
    key = f"option_header_row_{_mark(file, report.header_row)}"
    st.number_input(
        words("Header row"),
        min_value=1,
        value=report.header_row or 1,
        step=1,
        key=key,
        on_change=_set,
        args=(report, "header_row", key),
    )
    _ledger_wide(page)
    if report.fingerprint in page.session.document.reading.files:
        st.button(
            words("Find everything out again"),
            key=f"option_again_{session.digest(file)[:8]}",
            icon=":material/undo:",
            type="tertiary",
            on_click=_find_out_again,
            args=(report,),
        )


def _ledger_wide(page: Open) -> None:
    words, document = page.words, page.session.document
    order = document.chosen().dates.order
    key = f"option_order_{order}"
    st.selectbox(
        words("Dates, all files"),
        ORDERS,
        index=ORDERS.index(order),
        format_func=lambda code: say.setting_value(words, "dates.order", code),
        key=key,
        on_change=_set_order,
        args=(key,),
    )
    if document.reading.currency:
        st.button(
            words("Ask for the currency again"),
            key="option_currency",
            on_click=_forget_currency,
        )


def _choice(file: SourceFile, report: FileReport, field: str, label: str, options: list[str], shown: Any = str) -> None:
    key = f"option_{field}_{_mark(file, options[0])}"
    st.selectbox(label, options, key=key, format_func=shown, on_change=_set, args=(report, field, key))


def _named(page: Open, names: dict[str, str]) -> Any:
    return lambda code: page.words(names[code]) if code in names else code


def _with(now: str, known: tuple[str, ...]) -> list[str]:
    return [now, *(option for option in known if option != now)]


def _mark(file: SourceFile, now: Any) -> str:
    return f"{session.digest(file)[:8]}_{now}"


def _set(report: FileReport, field: str, key: str) -> None:
    reading = session.current().document.reading
    session.patch(reading=mapping.with_option(reading, report.fingerprint, **{field: session.widget(key)}))


def _find_out_again(report: FileReport) -> None:
    session.patch(reading=mapping.without(session.current().document.reading, report.fingerprint))


def _set_order(key: str) -> None:
    session.patch(settings={"dates.order": session.widget(key)})


def _forget_currency() -> None:
    session.patch(reading=session.current().document.reading.model_copy(update={"currency": None}))
