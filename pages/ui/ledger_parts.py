"""Parts of the Ledger page: uploader, samples, file strip, questions, figures."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from pages.ui import frame, mapping, opened, parts, session
from pages.ui.frame import Open
from pages.ui.ledger_options import options_form
from pages.ui.ledger_start import uploader
from pages.ui.trouble import problem_box
from segcore.colours import Token
from segcore.errors import LabradorError
from segcore.ledger import FileReport, Question, ReadReport, SourceFile
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.markers import mark

FORMAT_NAMES = {"csv": "CSV", "tsv": "TSV", "txt": "TXT", "xlsx": "Excel", "xls": "Excel 97", "ods": "OpenDocument"}
ENCODING_NAMES = {"cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252", "utf-8-sig": "UTF-8"}
DELIMITERS = {",": mark("commas"), ";": mark("semicolons"), "\t": mark("tabs"), "|": mark("bars")}
DECIMALS = {",": mark("decimal comma"), ".": mark("decimal point")}
MEGABYTE = 1_000_000


def refusal(page: Open, problem: LabradorError) -> None:
    """Why the files could not be read as a ledger."""
    problem_box(page.words, problem)


def finding(words: Words, report: ReadReport | None, problem: LabradorError | None) -> str:
    """The sentence above the page."""
    if report is None or problem:
        return words("This ledger needs one choice of yours before it can be read")
    left_out = sum(excluded.rows for excluded in report.excluded)
    facts = {"out": words.number(left_out)}
    done = words.plural(
        "{n} line understood, {out} left out",
        "{n} lines understood, {out} left out",
        report.rows_read - left_out,
        **facts,
    )
    if not report.questions:
        return done
    asked = words.plural("{n} question before the matrix", "{n} questions before the matrix", len(report.questions))
    return f"{done}. {asked}"


def strip(page: Open, found: list[FileReport]) -> None:
    """One row per file: its name, how it was understood (a click changes it), remove; at the end, add a file."""
    words, files = page.words, page.session.files
    with st.container(key="box_files"):
        for position, (file, report) in enumerate(zip(files, found, strict=False)):
            with _row(f"file_{position}"):
                st.markdown(f":material/description: **{session.esc(file.name)}**")
                _understood(page, file, report)
                st.button(
                    words("Remove"), key=f"remove_{position}", type="tertiary", icon=":material/close:",
                    on_click=opened.remove, args=(position,),
                )  # fmt: skip
                if position == len(files) - 1:
                    _add(page, words("Add a file"))
        if not files:
            with _row("file_saved"):
                st.markdown(f":material/description: **{session.esc(page.session.document.ledger_name)}**")
                st.caption(
                    words("Opened from your saved work: drop the file again to change how it was read."),
                    width="stretch",
                )
                st.button(
                    words("Remove"),
                    key="remove_saved",
                    type="tertiary",
                    icon=":material/close:",
                    on_click=session.forget_ledger,
                )
                _add(page, words("Drop the file again"))


def _row(key: str) -> AbstractContextManager[Any]:
    return st.container(key=f"tight_{key}", horizontal=True, vertical_alignment="center")


def _add(page: Open, label: str) -> None:
    with st.popover(label, icon=":material/add:"):
        uploader(page, "add")


def _understood(page: Open, file: SourceFile, report: FileReport) -> None:
    with st.container(width="stretch"), st.popover(described(page.words, report), type="tertiary"):
        options_form(page, file, report)


def described(words: Words, report: FileReport) -> str:
    """How a file was understood: `CSV, Windows-1250, semicolons, decimal comma · header in row 6 · 2.1 MB`."""
    encoding = report.encoding or ""
    marks = [FORMAT_NAMES.get(report.format, report.format.upper()), ENCODING_NAMES.get(encoding, encoding.upper())]
    if report.delimiter in DELIMITERS:
        marks.append(words(DELIMITERS[report.delimiter]))
    if report.sheet and len(report.sheets) > 1:
        marks.append(words("sheet {name}", name=session.esc(report.sheet)))
    if report.decimal in DECIMALS:
        marks.append(words(DECIMALS[report.decimal]))
    rows = words("header in row {n}", n=words.number(report.header_row)) if report.header_row else words("no header")
    if report.size < MEGABYTE / 10:
        size = words("{n} kB", n=words.number(max(1, round(report.size / 1000))))
    else:
        size = words("{n} MB", n=words.decimal(report.size / MEGABYTE, 1))
    return " · ".join((", ".join(filter(None, marks)), rows, size))


def currencies(problem: LabradorError) -> tuple[Question, ...]:
    """Several currencies stop the reading, but one answer mends it: the refusal as a question."""
    if problem.code != "ledger.mixed_currencies":
        return ()
    met = problem.facts.get("currencies")
    named = tuple(name for name in met if name != "?") if isinstance(met, tuple) else ()
    files = ", ".join(file.name for file in session.current().files)
    return (Question("currency", files, named),)


def questions(page: Open, asked: tuple[Question, ...], report: ReadReport | None) -> None:
    """What only the user can decide, each with its equal answers."""
    words = page.words
    for number, question in enumerate(asked):
        with st.container(key=f"question_{question.code}_{number}", gap="xsmall"):
            st.markdown(f":orange[:material/help:] **{session.esc(say.question(words, question))}**")
            st.caption(session.esc(say.question_reason(words, question)))
            with st.container(horizontal=True):
                for place, option in enumerate(question.options):
                    st.button(
                        session.esc(say.question_option(words, question, option)),
                        key=f"answer_{number}_{place}",
                        on_click=_answer,
                        args=(question, option, report),
                        disabled=not page.session.files,
                    )


def _answer(question: Question, option: str, report: ReadReport | None) -> None:
    reading = session.current().document.reading
    if question.code == "date_order":
        session.patch(settings={"dates.order": option})
    elif question.code == "currency":
        session.patch(reading=reading.model_copy(update={"currency": option}))
    else:
        for file in report.files if report else ():
            if file.name == question.file:
                reading = mapping.with_option(reading, file.fingerprint, **{question.code: option})
        session.patch(reading=reading)


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
    """What the reader noticed, and customers that were written in several ways."""
    words = page.words
    for warning in report.warnings:
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
    st.toggle(
        words("Keep my data on this server"),
        value=page.session.document.keep_ledger,
        key="keep_ledger",
        on_change=_keep,
        help=words("The cleaned lines are kept with your work so that it opens again; the file itself never is."),
    )
    st.caption(words("Anyone with the address of this page can open this work."))


def _keep() -> None:
    session.patch(keep_ledger=bool(session.widget("keep_ledger")))
    if not session.current().document.keep_ledger:
        session.forget_ledger()
