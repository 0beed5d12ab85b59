"""The middle of a large text table by Arrow: texts packed in dictionaries, plain numbers without texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from segcore.readers.figures import straight
from segcore.readers.grid import Codes, Column, Wanted, blanks

BLOCK_BYTES = 1 << 24
_PACKED = pa.dictionary(pa.int32(), pa.string())


class FallbackError(Exception):
    """The fast way cannot account for every row; the sure way can."""


class NotPlainError(Exception):
    """A column of numbers holds more than plain numbers: its texts are needed."""


@dataclass(frozen=True)
class Piece:
    """Whole rows of a utf-8 text from `start` to `end`. numbers: positions of columns to be read without texts."""

    content: bytes
    start: int
    end: int
    delimiter: str | None
    numbers: frozenset[int]


def columns_of(piece: Piece, wanted: Wanted, ragged: list[str]) -> list[Any]:
    """Arrow columns as `wanted.columns`; rows of another width go to `ragged` as they stand.

    Raises NotPlainError, or pa.ArrowException where Arrow gives up.
    """
    quoted = piece.content.find(b'"', piece.start, piece.end) >= 0

    def keep(row: Any) -> str:
        ragged.append(row.text)
        return "skip"

    bare = pa.py_buffer(piece.content).slice(piece.start, piece.end - piece.start)
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(bare),
            read_options=arrow_csv.ReadOptions(
                column_names=[str(place) for place in range(wanted.width)],
                block_size=BLOCK_BYTES,
                use_threads=False,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=piece.delimiter, quote_char='"', newlines_in_values=quoted, invalid_row_handler=keep
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={str(place): _type(place, wanted, piece.numbers) for place in wanted.columns},
                include_columns=[str(place) for place in wanted.columns],
                strings_can_be_null=False,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid:
        if piece.numbers:
            raise NotPlainError from None
        raise
    columns: list[Any] = table.columns
    return columns


def _type(place: int, wanted: Wanted, numbers: frozenset[int]) -> Any:
    if place in numbers:
        return pa.float64()
    return pa.string() if place in wanted.figures else _PACKED


def joined(middle: Any, loose: Any) -> Column:
    """The middle and the texts of the loose rows as one column. Raises NotPlainError."""
    if middle.type == pa.string():
        return Column(pa.concat_arrays([*middle.chunks, loose]))
    if middle.type == pa.float64():
        return _numbers(middle, loose)
    packed = pa.chunked_array([*middle.chunks, loose.dictionary_encode().cast(_PACKED)], type=_PACKED)
    whole = pa.concat_arrays(packed.unify_dictionaries().chunks)
    codes: Codes = whole.indices.to_numpy()
    return Column(whole.dictionary, codes)


def _numbers(middle: Any, loose: Any) -> Column:
    try:
        more = pa.array([text or None for text in loose.to_pylist()], type=pa.string()).cast(pa.float64())
    except pa.ArrowInvalid:
        raise NotPlainError from None
    figures = straight(pa.concat_arrays([*middle.chunks, more]))
    if figures is None:
        raise NotPlainError
    return Column(None, figures=figures)


def check_anchors(columns: dict[int, Column], wanted: Wanted, rows: int) -> None:
    """A row of the middle without customer and date may be layout: only the sure way sees its other cells."""
    empty: Any = True
    for place in wanted.anchors:
        column = columns[place]
        blank = blanks(column.texts)
        if not blank.any():
            return
        empty = empty & column.rows(blank)[:rows]
    if wanted.anchors and np.any(empty):
        raise FallbackError
