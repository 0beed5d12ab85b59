"""The files of the Ledger page: a line each with how it was understood, its own control figures, remove, add."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from pages.ui import hiding, opened, session
from pages.ui.frame import Open
from pages.ui.ledger_options import DECIMALS, DELIMITERS, FORMAT_TITLES, PLAIN, options_form
from pages.ui.ledger_start import uploader
from segcore.ledger import Control, FileReport, ReadReport, SourceFile
from segcore.words import Words
from segcore.words import sentences as say

ENCODING_NAMES = {"cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252", "utf-8-sig": "UTF-8"}
MOST_CONTROLS = 4
MARGIN = ":gray[:material/subdirectory_arrow_right:]"


def strip(page: Open, found: list[FileReport], report: ReadReport | None) -> None:
    """One row per file: its name, its state, how it was understood (a click changes it), remove; at the end, add."""
    words, files = page.words, page.session.files
    asked = {question.file for question in report.questions} if report else {file.name for file in files}
    out = opened.set_aside()
    with st.container(key="box_files"):
        for position, (file, understood) in enumerate(zip(files, found, strict=False)):
            with st.container(key=f"tight_entry_{position}", gap=None):
                with _row(f"file_{position}"):
                    st.markdown(f":material/description: **{session.esc(file.name)}**")
                    _state(words, file.name in asked or session.digest(file) in out)
                    _understood(page, file, understood)
                    st.button(
                        words("Remove"), key=f"remove_{position}", type="tertiary", icon=":material/close:",
                        on_click=opened.remove, args=(position,),
                    )  # fmt: skip
                    if position == len(files) - 1:
                        _add(page, words("Add a file"))
                _controls(words, understood.controls)
        if not files:
            _saved(page, found)


def _saved(page: Open, found: list[FileReport]) -> None:
    words = page.words
    with _row("file_saved"):
        st.markdown(f":material/description: **{session.esc(hiding.ledger_name(words))}**")
        st.caption(
            words("Opened from your saved work: drop the file again to change how it was read."), width="stretch"
        )
        st.button(
            words("Remove"), key="remove_saved", type="tertiary", icon=":material/close:",
            on_click=session.forget_ledger,
        )  # fmt: skip
        _add(page, words("Drop the file again"))
    _controls(words, tuple(control for file in found for control in file.controls))


def _row(key: str) -> AbstractContextManager[Any]:
    return st.container(key=f"tight_{key}", horizontal=True, vertical_alignment="center")


def _state(words: Words, asks: bool) -> None:
    if asks:
        st.badge(words("One answer needed"), icon=":material/help:", color="orange")
    else:
        st.badge(words("Understood"), icon=":material/check:", color="green")


def _add(page: Open, label: str) -> None:
    with st.popover(label, icon=":material/add:"):
        uploader(page, "add")


def _understood(page: Open, file: SourceFile, report: FileReport) -> None:
    with st.container(width="stretch"), st.popover(described(page.words, report), type="tertiary"):
        options_form(page, file, report)


def _controls(words: Words, controls: tuple[Control, ...]) -> None:
    """Each figure the file states about itself beside the one that was read; those that differ come first."""
    told = sorted(controls, key=lambda control: control.matches)
    for control in told[:MOST_CONTROLS]:
        facts = {"name": session.esc(say.control_name(words, control.name)), "sum": words.exact(control.file)}
        if control.matches:
            text = words("{name}: {sum}, matches the file's own total", **facts)
            st.caption(f"{MARGIN} :green[:material/check:] {text}")
        else:
            more = {"read": words.exact(control.read), "difference": words.exact(control.read - control.file)}
            text = words("{name}: the file says {sum}, read were {read}, a difference of {difference}", **facts, **more)
            st.caption(f"{MARGIN} :red[:material/error:] {text}")
    if len(told) > MOST_CONTROLS:
        rest = len(told) - MOST_CONTROLS
        st.caption(words.plural("{n} more figure of the file", "{n} more figures of the file", rest))


def described(words: Words, report: FileReport) -> str:
    """How a file was understood: `CSV, Windows-1250, semicolons, decimal comma · header in row 6 · 2.1 MB`."""
    encoding, report = report.encoding or "", hiding.shown(report)
    title = say.format_title(words, FORMAT_TITLES.get(report.format, report.format))
    marks = [title, ENCODING_NAMES.get(encoding, encoding.upper())]
    plain = report.format in PLAIN
    if plain and report.delimiter in DELIMITERS:
        marks.append(words(DELIMITERS[report.delimiter]))
    if report.sheet and len(report.sheets) > 1:
        marks.append(words("sheet {name}", name=session.esc(report.sheet)))
    if plain and report.decimal in DECIMALS:
        marks.append(words(DECIMALS[report.decimal]))
    rows = words("no header") if plain else ""
    if report.header_row:
        rows = words("header in row {n}", n=words.number(report.header_row))
    return " · ".join(filter(None, (", ".join(filter(None, marks)), rows, words.size(report.size))))
