"""Large Excel sheets, read by fastexcel into Arrow texts at once: no Python object per cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segcore.errors import Notice
from segcore.ledger import FileOptions, SourceFile
from segcore.readers.arrow_table import FallbackError, check_anchors
from segcore.readers.grid import HEAD_ROWS, Body, Column, Row, Source, Wanted
from segcore.readers.totals import labels

LARGE_FROM = 2_000_000  # bytes of the file
_NO_TIME = r" 00:00:00$"


@dataclass(frozen=True)
class LargeSheet:
    """One sheet as columns of text (see grid.Source). sure: the same sheet with typed cells, opened where needed."""

    table: Any
    sure: Callable[[], Source]
    sheet: str | None
    sheets: tuple[str, ...]
    format: str = "xlsx"
    encoding: str | None = None
    delimiter: str | None = None
    warnings: tuple[Notice, ...] = ()

    @cached_property
    def head(self) -> Sequence[Row]:
        return self._rows(0, HEAD_ROWS)

    @cached_property
    def tail(self) -> Sequence[Row]:
        return self._rows(max(HEAD_ROWS, self.table.num_rows - 200), self.table.num_rows)

    def all_rows(self) -> Iterator[Row]:
        for start in range(0, self.table.num_rows, HEAD_ROWS):
            yield from self._rows(start, start + HEAD_ROWS)

    def _rows(self, start: int, end: int) -> list[Row]:
        part = self.table.slice(start, max(0, end - start))
        columns = [_bare(column).to_pylist() for column in part.columns]
        return [list(row) for row in zip(*columns, strict=True)]

    def body(self, wanted: Wanted) -> Body:
        """The wanted columns; the sure way reads them where a row may be layout that only all its cells tell."""
        try:
            return self.fast_body(wanted)
        except FallbackError:
            return self.sure().body(wanted)

    def fast_body(self, wanted: Wanted) -> Body:
        """The wanted columns. Raises FallbackError."""
        part = self.table.slice(wanted.first)
        filled = _filled(part)
        if not filled.all():
            part = part.filter(pa.array(filled))
        columns, labelled = {}, np.zeros(part.num_rows, dtype=np.bool_)
        for place in wanted.columns:
            texts = part.column(place) if place < part.num_columns else _empty(part.num_rows)
            columns[place] = _column(texts, place in wanted.figures)
            if place not in wanted.figures:
                marked = labels(columns[place].texts)
                if marked.any():
                    labelled |= columns[place].rows(marked)
        check_anchors(columns, wanted, part.num_rows)
        return Body(columns, labelled, part.num_rows)


def _empty(rows: int) -> Any:
    return pa.chunked_array([pa.repeat(pa.scalar("", pa.string()), rows)])


def _bare(texts: Any) -> Any:
    """Blank for nothing, a day without its empty time, flags as a spreadsheet shows them."""
    found = pc.replace_substring_regex(pc.fill_null(texts, ""), _NO_TIME, "")
    for flag in ("true", "false"):
        found = pc.if_else(pc.equal(found, flag), flag.upper(), found)
    return found


def _filled(table: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which rows hold anything but spaces."""
    found = np.zeros(table.num_rows, dtype=np.bool_)
    for column in table.columns:
        missing = ~found
        if not missing.any():
            break
        rest = column.filter(pa.array(missing)) if found.any() else column
        found[missing] = pc.fill_null(pc.match_substring_regex(rest, r"\S"), False).to_numpy()
    return found


def _column(texts: Any, figures: bool) -> Column:
    if figures:
        return Column(pa.concat_arrays(pc.fill_null(texts, "").chunks))
    packed = texts.dictionary_encode().unify_dictionaries()
    whole = pa.concat_arrays(packed.chunks)
    codes = pc.fill_null(whole.indices, -1).to_numpy()
    values = _bare(whole.dictionary)
    if (codes < 0).any():
        codes = np.where(codes < 0, len(values), codes)
        values = pa.concat_arrays([values, pa.array([""], type=pa.string())])
    return Column(values, codes.astype(np.int32))


def open_large(file: SourceFile, options: FileOptions, sure: Callable[[], Source]) -> LargeSheet:
    """The only visible sheet, or the one that was chosen, of a large workbook.

    Raises FallbackError where the sure way must decide or fastexcel cannot read the file.
    """
    try:
        reader = fastexcel.read_excel(file.content)
        found = []
        for name in reader.sheet_names if options.sheet is None else [options.sheet]:
            sheet = reader.load_sheet(name, header_row=None, dtypes="string")
            if sheet.visible == "visible" and sheet.total_height > 1:
                found.append((name, sheet))
        if len(found) != 1:
            raise FallbackError
        (name, sheet) = found[0]
        table = pa.table(sheet.to_arrow())
    except fastexcel.FastExcelError:
        raise FallbackError from None
    return LargeSheet(table, sure, name, tuple(reader.sheet_names))
