"""The middle of a large text table by Arrow, in pieces side by side: texts packed in dictionaries, plain numbers and
ISO days without texts.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from segcore.readers.figures import Figures, straight
from segcore.readers.grid import Codes, Column, Flags, Wanted, blanks, everywhere, give_back, lean, sealed
from segcore.readers.totals import labels

PIECE_BYTES = 1 << 21
GIVEN_BACK = 8  # pieces, until the memory of their texts is handed back
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
class Parsed:
    """columns: as Wanted.columns, of a whole middle each as the list of its parts; ragged: rows of another width as
    they stand; labelled: for every other row whether one of the columns Wanted.distinct holds the label of a total.
    """

    columns: list[Any]
    ragged: list[str]
    labelled: Flags


def middle(piece: Piece, wanted: Wanted) -> Parsed:
    """The columns of a piece, to be `joined`.

    Raises NotPlainError, FallbackError, or pa.ArrowException where Arrow gives up.
    """
    columns: list[list[Any]] = [[] for _ in wanted.columns]
    ragged, labelled = [], []
    for number, parsed in enumerate(_tables(piece, wanted), start=1):
        if number % GIVEN_BACK == 0:
            give_back()
        ragged += parsed.ragged
        labelled.append(parsed.labelled)
        for place, column in enumerate(parsed.columns):
            columns[place].append(column)
    give_back()
    return Parsed(columns, ragged, np.concatenate(labelled))


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


def _tables(piece: Piece, wanted: Wanted) -> Iterator[Parsed]:
    """The pieces in their order, a few of them parsed ahead."""
    ahead: deque[Future[Parsed]] = deque()
    with ThreadPoolExecutor(THREADS) as pool:
        for start, end in pairwise(_cuts(piece)):
            ahead.append(pool.submit(_parsed, piece, wanted, start, end))
            if len(ahead) > THREADS:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _parsed(piece: Piece, wanted: Wanted, start: int, end: int) -> Parsed:
    """Read one piece; raises as `middle`."""
    table, ragged = _table(piece, wanted, start, end)
    columns, labelled = [], np.zeros(table.num_rows, dtype=np.bool_)
    for place, column in zip(wanted.columns, table.columns, strict=True):
        found = pa.concat_arrays(column.chunks)
        if place in wanted.distinct:
            labelled |= labels(_clean(found))
            columns.append(sealed(found))
        else:
            columns.append(_light(found))
    return Parsed(columns, ragged, labelled)


def _table(piece: Piece, wanted: Wanted, start: int, end: int) -> tuple[Any, list[str]]:
    """One piece as an Arrow table, and its rows of another width."""
    ragged: list[str] = []

    def keep(row: Any) -> str:
        ragged.append(row.text)
        return "skip"

    bare = pa.py_buffer(piece.content).slice(start, end - start)
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(bare),
            memory_pool=pa.system_memory_pool(),
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
    return table, ragged


def _type(place: int, wanted: Wanted, piece: Piece) -> Any:
    if place in piece.numbers:
        return pa.float64()
    if place in piece.days:
        return pa.date32()
    return pa.string() if place in wanted.figures or place in wanted.distinct else _PACKED


def _light(found: Any) -> Any:
    """What is kept of one column of one piece: numbers without their reals. Raises NotPlainError."""
    if found.type != pa.float64():
        return found
    figures = straight(found)
    if figures is None:
        raise NotPlainError
    return figures


def joined(parts: list[Any], loose: Any) -> Column:
    """The parts of a column and the texts of the loose rows as one column. Raises NotPlainError, FallbackError."""
    if isinstance(parts[0], Figures):
        return _numbers(parts, loose)
    if isinstance(parts[0], tuple):
        seals, filled = map(np.concatenate, zip(*parts, sealed(loose), strict=True))
        return Column(None, seals=(seals, filled))
    if parts[0].type == _PACKED:
        return _packed(parts, loose)
    if parts[0].type == pa.date32():
        return _days(parts, loose)
    return Column(_clean(pa.concat_arrays([*parts, loose])))


def _packed(parts: list[Any], loose: Any) -> Column:
    whole = pa.chunked_array([*parts, loose.dictionary_encode().cast(_PACKED)], type=_PACKED)
    chunks = whole.unify_dictionaries().chunks
    codes: Codes = np.concatenate([chunk.indices.to_numpy() for chunk in chunks])
    return Column(_clean(chunks[0].dictionary), codes)


def _clean(texts: Any) -> Any:
    if pc.any(pc.match_substring_regex(texts, _CONTROLS)).as_py():
        raise FallbackError
    return texts


def _numbers(parts: list[Figures], loose: Any) -> Column:
    try:
        more = pa.array([text or None for text in loose.to_pylist()], type=pa.string()).cast(pa.float64())
    except pa.ArrowInvalid:
        raise NotPlainError from None
    last = straight(more) if len(more) else None
    if len(more) and last is None:
        raise NotPlainError
    found = [*parts, last] if last else list(parts)
    minor = np.concatenate([part.minor for part in found])
    filled: Flags = lean(np.concatenate([part.filled for part in found]))
    return Column(None, figures=Figures(np.zeros(0), minor, filled, everywhere(False, len(minor)), ".", 0, "", True))


def _days(parts: list[Any], loose: Any) -> Column:
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
