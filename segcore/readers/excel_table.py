"""Spreadsheets through python-calamine: XLSX, XLSB, XLS, ODS."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from segcore.errors import LabradorError, Notice, notice
from segcore.ledger import FileOptions, SourceFile
from segcore.readers.arrow_table import FallbackError
from segcore.readers.grid import HEAD_ROWS, Body, Cell, Column, Row, Source, Wanted, is_blank, show
from segcore.readers.joined_sheets import joined
from segcore.readers.large_sheet import LARGE_FROM, open_large
from segcore.readers.table import SEARCHED, essentials
from segcore.readers.totals import has_label
from segcore.readers.unread_cells import NOTHING, Unread, unread_cells

LAST_ROWS = 200


@dataclass(frozen=True)
class SheetSource:
    """One sheet with its typed cells (see grid.Source). content: the file where its cells may be looked up in it."""

    format: str
    sheet: str | None
    sheets: tuple[str, ...]
    rows: Sequence[Row]
    head: Sequence[Row]
    tail: Sequence[Row]
    encoding: str | None = None
    delimiter: str | None = None
    warnings: tuple[Notice, ...] = ()
    content: bytes = b""

    def all_rows(self) -> Iterator[Row]:
        return iter(self.rows)

    def body(self, wanted: Wanted) -> Body:
        numbers = [place for place in range(wanted.first, len(self.rows)) if not is_blank(self.rows[place])]
        kept = [self.rows[place] for place in numbers]
        labelled = np.fromiter(map(has_label, kept), dtype=np.bool_, count=len(kept))
        columns = {}
        for place in wanted.columns:
            cells = [row[place] if place < len(row) else "" for row in kept]
            if place in wanted.figures and "" in cells:
                hidden = self.hidden.texts(place)
                cells = [hidden.get(number, cell) for number, cell in zip(numbers, cells, strict=True)]
            columns[place] = typed_column(cells)
        return Body(columns, labelled, len(kept))

    @cached_property
    def hidden(self) -> Unread:
        """What stands in cells that look empty."""
        return unread_cells(self.content, self.sheet or "") if self.content else NOTHING

    def formulas(self, first: int, places: Collection[int]) -> int:
        """How many rows from `first` on have a formula without a result in one of the columns."""
        empty = any(place >= len(row) or row[place] == "" for row in self.rows[first:] for place in places)
        return len({row for row, place in self.hidden.formulas if row >= first and place in places}) if empty else 0


def typed_column(cells: Sequence[Cell]) -> Column:
    """A column of spreadsheet cells: their texts, and the numbers and days among them."""
    numbers = np.array([_number(cell) for cell in cells], dtype=np.float64)
    days = np.array([_day(cell) for cell in cells], dtype="datetime64[s]")
    return Column(pa.array([show(cell) for cell in cells], type=pa.string()), None, numbers, days)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else float("nan")


def _day(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return np.datetime64(cell.replace(tzinfo=None), "s")
    return np.datetime64(cell, "s") if isinstance(cell, date) else np.datetime64("NaT", "s")


def open_workbook(file: SourceFile, options: FileOptions, kind: str) -> Source:
    """The chosen sheet, else the visible one that looks most like sales; a large one without an object per cell.

    Raises LabradorError file.password, file.unreadable, file.not_a_table.
    """
    if kind == "xlsx" and len(file.content) >= LARGE_FROM:
        try:
            return open_large(file, options, lambda: open_typed(file, options, kind))
        except FallbackError:
            pass
    return open_typed(file, options, kind)


def open_typed(file: SourceFile, options: FileOptions, kind: str) -> SheetSource:
    """As `open_workbook`, every cell with its type."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        names = visible or workbook.sheet_names
        wanted = [options.sheet] if options.sheet in workbook.sheet_names else names
        tables = {name: _rows(workbook, name) for name in wanted if name is not None}
    except PasswordError:
        raise LabradorError("file.password", file=file.name) from None
    except (CalamineError, OSError, ValueError):
        raise LabradorError("file.unreadable", file=file.name) from None
    if not tables:
        raise LabradorError("file.not_a_table", file=file.name)
    source = sheet_source(kind, tables, None)
    rows, read = joined(tables, source.sheet or "")
    if len(read) > 1:
        told = notice("sheets_joined", file=file.name, sheets=", ".join(read))
        last = rows[-LAST_ROWS:]
        source = replace(source, rows=rows, head=rows[:HEAD_ROWS], tail=last, warnings=(told,))
    elif kind == "xlsx":
        source = replace(source, content=file.content)
    return replace(source, sheets=tuple(names))


def sheet_source(
    kind: str, tables: Mapping[str, Sequence[Row]], wanted: str | None, encoding: str | None = None
) -> SheetSource:
    """The wanted one of several tables, else the one most like a list of sales (the first among equals)."""
    names = [name for name in tables if name == wanted] or list(tables)
    chosen = max(names, key=lambda name: likeness(tables[name])) if len(names) > 1 else names[0]
    rows = tables[chosen]
    tail = rows[-LAST_ROWS:] if len(rows) > HEAD_ROWS else []
    return SheetSource(kind, chosen, tuple(tables), rows, rows[:HEAD_ROWS], tail, encoding)


def _rows(workbook: CalamineWorkbook, name: str) -> list[list[Any]]:
    try:
        return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as problem:
        if "worksheet" in str(problem).casefold():
            return []
        raise


def likeness(rows: Sequence[Row]) -> int:
    """How much a sheet looks like a list of sales: its rows of two cells or more, ten times as many for each of
    customer, day and amount that its header names.
    """
    filled = sum(len([cell for cell in row if cell not in ("", None)]) > 1 for row in rows)
    return filled * int(10 ** essentials(rows[:SEARCHED]))
