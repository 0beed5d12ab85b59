"""The middle of a large text table by Arrow, in pieces side by side: texts packed in dictionaries, plain numbers and
ISO days without texts.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from segcore.readers.figures import Figures, straight
from segcore.readers.grid import Codes, Column, Flags, Wanted, blanks

PIECE_BYTES = 1 << 21
THREADS = min(4, os.cpu_count() or 1)
_PACKED = pa.dictionary(pa.int32(), pa.string())
_CONTROLS = "[\\x00-\\x08\\x0b-\\x0c\\x0e-\\x1f\\x7f]"


class FallbackError(Exception):
    """The fast way cannot account for every row; the sure way can."""


class NotPlainError(Exception):
    """A column holds more than plain numbers or ISO days: its texts are needed."""


@dataclass(frozen=True)
class Piece:
    """Whole rows of a utf-8 text from `start` to `end`. numbers, days: positions of columns read without texts."""

    content: bytes
    start: int
    end: int
    delimiter: str | None
    numbers: frozenset[int]
    days: frozenset[int]


@dataclass(frozen=True)
class Middle:
    """rows: how many; columns: as Wanted.columns; ragged: rows of another width as they stand."""

    rows: int
    columns: list[list[Any]]
    ragged: list[str]


def middle(piece: Piece, wanted: Wanted) -> Middle:
    """The columns of a piece, each as the list of its parts (see `joined`).

    Raises NotPlainError, FallbackError, or pa.ArrowException where Arrow gives up.
    """
    cuts = _cuts(piece)
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(lambda ends: _part(piece, wanted, *ends), pairwise(cuts)))
    columns = [[part.columns[place][0] for part in parts] for place in range(len(wanted.columns))]
    return Middle(sum(part.rows for part in parts), columns, [row for part in parts for row in part.ragged])


def _cuts(piece: Piece) -> list[int]:
    """Where the pieces begin and end: behind a row, never inside quotes."""
    content, cuts = piece.content, [piece.start]
    quoted = content.find(b'"', piece.start, piece.end) >= 0
    while cuts[-1] < piece.end:
        end = min(piece.end, cuts[-1] + PIECE_BYTES)
        while end < piece.end:
            end = content.find(b"\n", end, piece.end) + 1 or piece.end
            if not quoted or content.count(b'"', cuts[-1], end) % 2 == 0:
                break
        cuts.append(end)
    return cuts


def _part(piece: Piece, wanted: Wanted, start: int, end: int) -> Middle:
    ragged: list[str] = []

    def keep(row: Any) -> str:
        ragged.append(row.text)
        return "skip"

    bare = pa.py_buffer(piece.content).slice(start, end - start)
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(bare),
            read_options=arrow_csv.ReadOptions(
                column_names=[str(place) for place in range(wanted.width)],
                block_size=end - start + 1,
                use_threads=False,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=piece.delimiter,
                quote_char='"',
                newlines_in_values=piece.content.find(b'"', start, end) >= 0,
                invalid_row_handler=keep,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={str(place): _type(place, wanted, piece) for place in wanted.columns},
                include_columns=[str(place) for place in wanted.columns],
                strings_can_be_null=False,
                null_values=[""],
            ),
        )
    except pa.ArrowInvalid:
        if piece.numbers or piece.days:
            raise NotPlainError from None
        raise
    return Middle(table.num_rows, [[_light(pa.concat_arrays(column.chunks))] for column in table.columns], ragged)


def _type(place: int, wanted: Wanted, piece: Piece) -> Any:
    if place in piece.numbers:
        return pa.float64()
    if place in piece.days:
        return pa.date32()
    return pa.string() if place in wanted.figures else _PACKED


def _light(found: Any) -> Any:
    """What is kept of one column of one piece. Raises NotPlainError."""
    if found.type != pa.float64():
        return found
    figures = straight(found)
    if figures is None:
        raise NotPlainError
    return figures


def joined(parts: Sequence[Any], loose: Any) -> Column:
    """The parts of a column and the texts of the loose rows as one column. Raises NotPlainError, FallbackError."""
    if isinstance(parts[0], Figures):
        return _numbers(parts, loose)
    if parts[0].type == pa.date32():
        return _days(parts, loose)
    if parts[0].type == pa.string():
        return Column(_clean(pa.concat_arrays([*parts, loose])))
    packed = pa.chunked_array([*parts, loose.dictionary_encode().cast(_PACKED)], type=_PACKED)
    chunks = packed.unify_dictionaries().chunks
    return Column(_clean(chunks[0].dictionary), np.concatenate([chunk.indices.to_numpy() for chunk in chunks]))


def _clean(texts: Any) -> Any:
    if pc.any(pc.match_substring_regex(texts, _CONTROLS)).as_py():
        raise FallbackError
    return texts


def _numbers(parts: Sequence[Figures], loose: Any) -> Column:
    try:
        more = pa.array([text or None for text in loose.to_pylist()], type=pa.string()).cast(pa.float64())
    except pa.ArrowInvalid:
        raise NotPlainError from None
    last = straight(more) if len(more) else None
    if len(more) and last is None:
        raise NotPlainError
    found = [*parts, last] if last else list(parts)
    minor = np.concatenate([part.minor for part in found])
    filled: Flags = np.concatenate([part.filled for part in found])
    return Column(
        None, figures=Figures(np.zeros(0), minor, filled, np.zeros(len(minor), dtype=np.bool_), ".", 0, "", True)
    )


def _days(parts: Sequence[Any], loose: Any) -> Column:
    """Days as one text each, as they stand in the file."""
    try:
        last = pa.array([text or None for text in loose.to_pylist()], type=pa.string()).cast(pa.date32())
    except pa.ArrowInvalid:
        raise NotPlainError from None
    whole = pa.concat_arrays([*parts, last])
    if whole.null_count:
        raise NotPlainError
    numbers: Codes = whole.view(pa.int32()).to_numpy()
    first = int(numbers.min())
    if int(numbers.max()) - first > len(numbers) + 1000:
        raise NotPlainError
    offset = numbers - np.int32(first)
    present = np.bincount(offset) > 0
    place = (np.cumsum(present) - 1).astype(np.int32)
    texts = (np.flatnonzero(present) + first).astype("datetime64[D]").astype(str)
    return Column(pa.array(texts, type=pa.string()), place[offset])


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
