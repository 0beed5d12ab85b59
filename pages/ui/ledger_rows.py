"""The first rows of a file as they stand: roles over its columns, its header row and totals marked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.ui import hiding, parts, session
from pages.ui.frame import Open
from segcore.colours import mix, palette
from segcore.ledger import FileReport, PreviewRow
from segcore.words import Words
from segcore.words import sentences as say

TITLES, CELL = 4, 40
QUIET = ("ignore", "attribute")


def first_rows(page: Open, file: FileReport) -> None:
    """Roles as chips over the columns; header row tinted, title and total rows muted."""
    with parts.section("rows", page.words("First rows of the file")):
        pass
    _table(page.words, hiding.shown(file))


def _table(words: Words, file: FileReport) -> None:
    rows = _shown(file.preview)
    width = max((len(row.cells) for row in rows), default=0)
    roles = _roles(words, file, width)
    cells = [[_number(words, row), *map(_cell, row.cells), *[""] * (width - len(row.cells))] for row in rows]
    frame = pd.DataFrame(cells, columns=["\u00a0", *roles])
    colours = palette(parts.dark())
    styles = {
        "header": f"background-color: {mix(colours.tokens['cheque'], colours.page, 0.14)}; font-weight: 600",
        "title": f"color: {colours.muted}",
        "total": f"color: {colours.muted}",
    }
    styled = frame.style.apply(lambda _column: [styles.get(row.kind, "") for row in rows])
    with st.container(key="raw_rows"):
        st.table(styled, border="horizontal", hide_index=True)


def _shown(preview: tuple[PreviewRow, ...]) -> list[PreviewRow]:
    """Of many title rows the last ones, nearest the header."""
    titles = [row for row in preview if row.kind == "title"]
    left_out = set(titles[:-TITLES])
    return [row for row in preview if row not in left_out]


def _number(words: Words, row: PreviewRow) -> str:
    return words.number(row.number) if row.number else "…" if row.kind == "total" else ""


def _cell(text: str) -> str:
    short = text if len(text) <= CELL else f"{text[: CELL - 1]}…"
    return session.esc(short)


def _roles(words: Words, file: FileReport, width: int) -> list[str]:
    """What stands over each column: its letter, and its role as a chip. Columns go by the header row (or two)."""
    known = {_plain(column.header): column.role for column in file.columns}
    rows = [*file.preview]
    top = next((number for number, row in enumerate(rows) if row.kind == "header"), None)
    shown = []
    for place in range(width):
        role = file.columns[place].role if place < len(file.columns) else "ignore"
        if top is not None:
            first, second = (_at(rows, number, place) for number in (top, top + 1))
            names = (first or f"#{place + 1}", f"{first} {second}")
            role = next((known[name] for name in names if name in known), "ignore")
        name = letter(place)
        shown.append(name if role in QUIET else f"{name} :blue-badge[{say.role_name(words, role)}]")
    return shown


def _at(rows: list[PreviewRow], number: int, place: int) -> str:
    cells = rows[number].cells if number < len(rows) else ()
    return _plain(cells[place]) if place < len(cells) else ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def letter(number: int) -> str:
    """The letter of a column, as a spreadsheet calls it."""
    high, low = divmod(number, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)
