"""Parquet: typed columns by Arrow, only those that are wanted, strings never taken out of their dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from segcore.errors import LabradorError, Notice
from segcore.ledger import SourceFile
from segcore.readers.figures import straight
from segcore.readers.grid import HEAD_ROWS, Body, Cell, Codes, Column, Row, Wanted, give_back, show
from segcore.readers.kinds import UNPACKED_LIMIT
from segcore.readers.totals import labels

ROWS_LIMIT = 50_000_000
_BROKEN = (pa.ArrowException, OSError, ValueError, KeyError, OverflowError)
_INDEX = "__index_level_"  # the index of a pandas table


@dataclass(frozen=True)
class ParquetSource:
    """A Parquet file (see grid.Source): the names of its columns stand as the first row of head. file: its name."""

    file: str
    content: bytes
    names: tuple[str, ...]
    head: Sequence[Row]
    format: str = "parquet"
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    tail: Sequence[Row] = ()
    warnings: tuple[Notice, ...] = ()

    def all_rows(self) -> Iterator[Row]:
        """The names, then every row."""
        yield self.names
        yield from _rows(_file(self.content), self.names)

    def body(self, wanted: Wanted) -> Body:
        """The wanted columns of all rows. Raises LabradorError file.truncated."""
        try:
            return self._body(wanted)
        except _BROKEN:
            raise LabradorError("file.truncated", file=self.file) from None

    def _body(self, wanted: Wanted) -> Body:
        schema = _file(self.content).schema_arrow
        texts = [
            self.names[place]
            for place in wanted.columns
            if place not in wanted.figures and _is_text(schema.field(self.names[place]).type)
        ]
        file = _file(self.content, texts)
        rows = file.metadata.num_rows
        columns: dict[int, Column] = {}
        labelled = np.zeros(rows, dtype=np.bool_)
        for place in wanted.columns:
            values = file.read(columns=[self.names[place]]).column(0)
            columns[place] = _column(values, place in wanted.figures, place in wanted.numbers)
            if self.names[place] in texts:
                found = labels(columns[place].texts)
                if found.any():
                    labelled |= columns[place].rows(found)
        give_back()
        return Body(columns, labelled, rows)


def open_parquet(file: SourceFile) -> ParquetSource:
    """Open a Parquet file.

    Raises LabradorError file.truncated, file.too_large (limit), file.nested (column: one that holds lists or records),
    file.header_only.
    """
    try:
        opened = _file(file.content)
        groups = opened.metadata
        size = sum(groups.row_group(place).total_byte_size for place in range(groups.num_row_groups))
        if size > UNPACKED_LIMIT or groups.num_rows > ROWS_LIMIT:
            raise LabradorError("file.too_large", file=file.name, limit=UNPACKED_LIMIT)
        for field in opened.schema_arrow:
            if pa.types.is_nested(field.type) or _is_bytes(field.type):
                raise LabradorError("file.nested", file=file.name, column=field.name)
        names = tuple(name for name in opened.schema_arrow.names if not name.startswith(_INDEX))
        head = [row for row, _ in zip(_rows(opened, names), range(HEAD_ROWS - 1), strict=False)]
    except _BROKEN:
        raise LabradorError("file.truncated", file=file.name) from None
    if not head or not names:
        raise LabradorError("file.header_only", file=file.name)
    return ParquetSource(file.name, file.content, names, [names, *head])


def _file(content: bytes, dictionaries: Sequence[str] = ()) -> pq.ParquetFile:
    return pq.ParquetFile(pa.BufferReader(content), read_dictionary=list(dictionaries))


def _rows(file: pq.ParquetFile, names: Sequence[str]) -> Iterator[Row]:
    for batch in file.iter_batches(batch_size=HEAD_ROWS, columns=list(names)):
        yield from zip(*(map(_cell, values.to_pylist()) for values in batch.columns), strict=True)


def _cell(value: Any) -> Cell:
    """A value as the cell of a sheet; a moment at the clock of its own zone."""
    if isinstance(value, float) and value != value:
        return None
    cell: Cell = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    return cell


def _is_text(kind: Any) -> Any:
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind)


def _is_bytes(kind: Any) -> Any:
    return pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind)


def _is_number(kind: Any) -> Any:
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)


def _column(values: Any, figure: bool, bare: bool) -> Column:
    """figure: mostly distinct numbers; bare: its numbers may be read without their texts."""
    if _is_number(values.type) and figure:
        return _numbers(values, bare)
    if figure and _is_text(values.type) and not pa.types.is_dictionary(values.type):
        return Column(_whole(pc.fill_null(values, "").cast(pa.string())))
    packed = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    whole = _whole(packed.unify_dictionaries())
    texts = pa.array([show(_cell(value)) for value in whole.dictionary.to_pylist()] + [""], type=pa.string())
    codes: Codes = pc.fill_null(whole.indices.cast(pa.int32()), len(texts) - 1).to_numpy(zero_copy_only=False)
    return Column(texts, codes)


def _numbers(values: Any, bare: bool) -> Column:
    reals = _whole(values.cast(pa.float64()))
    reals = pc.if_else(pc.is_nan(reals), pa.scalar(None, pa.float64()), reals)
    found = straight(reals) if bare else None
    if found is not None:
        return Column(None, figures=found)
    texts = pa.array([show(_cell(value)) for value in values.to_pylist()], type=pa.string())
    return Column(texts, None, pc.fill_null(reals, float("nan")).to_numpy(zero_copy_only=False), None)


def _whole(values: Any) -> Any:
    """A chunked array as one array."""
    return pa.concat_arrays(values.chunks) if values.num_chunks else pa.array([], type=values.type)
