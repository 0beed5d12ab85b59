"""Records: the ledger rows a reader takes out of a format it knows, as a table that says itself what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from segcore.errors import Notice
from segcore.ledger import Basis, Control
from segcore.readers.excel_table import typed_column
from segcore.readers.grid import HEAD_ROWS, Body, Row, Source, Wanted

RAW_ROWS = 14


@dataclass(frozen=True)
class Records:
    """What a reader found.

    fields: (header, role) per column; the header as the file calls it, the role one of ledger.ROLES, `attribute` or
    `ignore`. rows: one per ledger row, cells parallel to fields: Decimal for money (signed; a sale is positive), date
    for a day, `YYYY-MM` for a month, text for the rest. reasons: parallel to rows, one of ledger.REASONS or "" for a
    row that counts. controls: what the file says about itself. stated: the period it states. layout_rows: its titles,
    totals and group rows. header_row: 1-based, where the file has one. decimal: the mark of amounts given as text,
    None to find it out.
    """

    fields: tuple[tuple[str, str], ...]
    rows: Sequence[Row]
    reasons: Sequence[str]
    basis: Basis = "unknown"
    controls: tuple[Control, ...] = ()
    warnings: tuple[Notice, ...] = ()
    stated: tuple[date | None, date | None] = (None, None)
    layout_rows: int = 0
    header_row: int | None = None
    decimal: str | None = "."


@dataclass(frozen=True)
class RecordSource:
    """Records as an opened file (see grid.Source): the headers are its first row. raw: the first rows of the table they
    were taken from, none for other files.
    """

    format: str
    records: Records
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    raw: Sequence[Row] = ()

    @property
    def warnings(self) -> tuple[Notice, ...]:
        return self.records.warnings

    @cached_property
    def head(self) -> Sequence[Row]:
        names = [header for header, _ in self.records.fields]
        return [names, *self.records.rows[: HEAD_ROWS - 1]]

    @property
    def tail(self) -> Sequence[Row]:
        return ()

    def all_rows(self) -> Iterator[Row]:
        yield [header for header, _ in self.records.fields]
        yield from self.records.rows

    def body(self, wanted: Wanted) -> Body:
        rows = self.records.rows
        columns = {place: typed_column([row[place] for row in rows]) for place in wanted.columns}
        return Body(columns, np.zeros(len(rows), dtype=np.bool_), len(rows))


def of_table(grid: Source, name: str, records: Records) -> RecordSource:
    """Records taken out of a table file."""
    whole = replace(records, warnings=(*grid.warnings, *records.warnings))
    raw = grid.head[: RAW_ROWS + (records.header_row or 0)]
    return RecordSource(name, whole, grid.encoding, grid.delimiter, grid.sheet, grid.sheets, raw)
