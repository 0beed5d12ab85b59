"""Text tables: the delimiter, the first and last rows, and the wanted columns, fast by Arrow or surely by csv."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.readers import charsets
from segcore.readers.grid import BLANKS, HEAD_ROWS, Body, Codes, Column, Row, Wanted, blanks, text_column
from segcore.readers.totals import has_label, labels

DELIMITERS = (",", ";", "\t", "|")
Quoting: TypeAlias = Literal[0, 3]
FAST_FROM = 300_000
HEAD_BYTES = 1 << 18
PROBED_LINES = 150
TAIL_BYTES = 1 << 13
_PACKED = pa.dictionary(pa.int32(), pa.string())


class _FallbackError(Exception):
    """The fast way cannot account for every row; the sure way can."""


@dataclass(frozen=True)
class TextSource:
    """A text table as utf-8 bytes (see grid.Source). ends: position behind each row of head."""

    content: bytes
    encoding: str | None
    delimiter: str | None
    head: Sequence[Row]
    ends: tuple[int, ...]
    tail: Sequence[Row]
    quoting: Quoting
    format: str = "csv"
    sheet: str | None = None
    sheets: tuple[str, ...] = ()

    def body(self, wanted: Wanted) -> Body:
        """The wanted columns of all rows; small files and those with loose ends go the sure way."""
        if len(self.content) >= FAST_FROM and wanted.first <= len(self.ends) and self.quoting == csv.QUOTE_MINIMAL:
            try:
                return self.fast_body(wanted)
            except (_FallbackError, pa.ArrowException):
                pass
        return self.sure_body(wanted)

    def sure_body(self, wanted: Wanted) -> Body:
        """Every row by Python's csv module."""
        start = self.ends[wanted.first - 1] if wanted.first else 0
        text = io.TextIOWrapper(io.BytesIO(self.content[start:]), "utf-8", "replace", newline="")
        kept = [row for row in _rows(text, self.delimiter or ",", self.quoting) if any(map(str.strip, row))]
        return _body(kept, wanted)

    def fast_body(self, wanted: Wanted) -> Body:
        """The middle by Arrow, its ragged rows and the last rows by Python's csv module."""
        start = self.ends[wanted.first - 1] if wanted.first else 0
        end = _tail_start(self.content, start)
        ragged: list[str] = []
        middle = self._arrow(start, end, wanted, ragged).columns
        rows_between = len(middle[0])
        loose = [*ragged, self.content[end:].decode("utf-8", "replace")]
        rows = [row for text in loose for row in _rows(io.StringIO(text, newline=""), self.delimiter or ",")]
        sure = _body([row for row in rows if any(map(str.strip, row))], wanted)
        columns, labelled = {}, np.zeros(rows_between + sure.rows, dtype=np.bool_)
        labelled[rows_between:] = sure.labelled
        for column in reversed(wanted.columns):
            columns[column] = _joined(middle.pop(), sure.columns[column].texts)
            if column not in wanted.figures:
                labelled |= columns[column].rows(labels(columns[column].texts))
        _check_anchors(columns, wanted, rows_between)
        pa.system_memory_pool().release_unused()
        return Body(columns, labelled, len(labelled))

    def _arrow(self, start: int, end: int, wanted: Wanted, ragged: list[str]) -> Any:
        quoted = self.content.find(b'"', start, end) >= 0
        names = [str(place) for place in range(wanted.width)]

        def keep(row: Any) -> str:
            ragged.append(row.text)
            return "skip"

        piece = pa.py_buffer(self.content).slice(start, end - start)
        return arrow_csv.read_csv(
            pa.BufferReader(piece),
            read_options=arrow_csv.ReadOptions(column_names=names),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.delimiter, quote_char='"', newlines_in_values=quoted, invalid_row_handler=keep
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={str(place): _type(place, wanted) for place in wanted.columns},
                include_columns=[str(place) for place in wanted.columns],
                strings_can_be_null=False,
            ),
            memory_pool=pa.system_memory_pool(),
        )


def open_text(file: SourceFile, options: FileOptions) -> TextSource:
    """Open a text table. Raises LabradorError `file.not_a_table` where no delimiter makes columns."""
    encoding = options.encoding or charsets.detect(file.content)
    content = charsets.to_utf8(file.content, encoding, file.name)
    if b"\r" in content[:HEAD_BYTES] and b"\n" not in content[:HEAD_BYTES]:
        content = content.replace(b"\r", b"\n")
    lines = _lines(content)
    delimiter = options.delimiter or find_delimiter(b"".join(lines[:PROBED_LINES]).decode("utf-8", "replace"))
    if delimiter is None:
        raise LabradorError("file.not_a_table", file=file.name)
    quoting: Quoting = csv.QUOTE_MINIMAL
    try:
        head, ends = _head(lines, delimiter, quoting)
    except csv.Error:
        quoting = csv.QUOTE_NONE
        head, ends = _head(lines, delimiter, quoting)
    tail: Sequence[Row] = ()
    if ends and ends[-1] < len(content):
        last = content[_tail_start(content, ends[-1]) :].decode("utf-8", "replace")
        tail = list(_rows(io.StringIO(last, newline=""), delimiter, quoting))[-200:]
    kind = "tsv" if delimiter == "\t" else "csv"
    return TextSource(content, encoding, delimiter, head, ends, tail, quoting, kind)


def find_delimiter(text: str) -> str | None:
    """The delimiter whose rows agree best on a width above one; wider tables win among equals."""
    best: tuple[float, int, str] | None = None
    for place, delimiter in enumerate(DELIMITERS):
        try:
            rows = [row for row in _rows(io.StringIO(text, newline=""), delimiter) if any(map(str.strip, row))]
        except csv.Error:
            rows = [line.split(delimiter) for line in text.splitlines() if line.strip()]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        share = count / len(rows)
        # a decimal comma gives every row the same number of commas too, but breaks the words of the header
        score = share * (width - 1) / width * (0.5 if _splits_numbers(rows, delimiter) else 1.0)
        if best is None or (score, -place) > best[:2]:
            best = (score, -place, delimiter)
    return best[2] if best else None


def _splits_numbers(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    """Whether the other delimiters still stand inside the cells of most rows."""
    others = [mark for mark in (";", "\t", "|") if mark != delimiter]
    return sum(any(mark in cell for cell in row for mark in others) for row in rows) > 0.5 * len(rows)


def _lines(content: bytes) -> list[bytes]:
    """The first physical lines, enough for HEAD_ROWS rows."""
    end = len(content) if len(content) <= HEAD_BYTES else content.rfind(b"\n", 0, HEAD_BYTES) + 1 or HEAD_BYTES
    return content[:end].splitlines(keepends=True)


def _head(lines: list[bytes], delimiter: str, quoting: Quoting) -> tuple[list[Row], tuple[int, ...]]:
    reader = csv.reader((line.decode("utf-8", "replace") for line in lines), delimiter=delimiter, quoting=quoting)
    offsets = np.cumsum([0, *(len(line) for line in lines)])
    head: list[Row] = []
    ends: list[int] = []
    for row in reader:
        head.append(row)
        ends.append(int(offsets[reader.line_num]))
        if len(head) >= HEAD_ROWS:
            break
    return head, tuple(ends)


def _rows(text: io.TextIOBase, delimiter: str, quoting: Quoting = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    return csv.reader(text, delimiter=delimiter, quoting=quoting)


def _tail_start(content: bytes, start: int) -> int:
    """Start of a row near the end of the file, never inside quotes."""
    end = max(start, len(content) - TAIL_BYTES)
    while end > start:
        end = content.rfind(b"\n", start, end) + 1
        if not end:
            return start
        if content.count(b'"', end) % 2 == 0:
            return end
        end -= 1
    return start


def _body(rows: list[list[str]], wanted: Wanted) -> Body:
    labelled = np.fromiter(map(has_label, rows), dtype=np.bool_, count=len(rows))
    columns = {
        place: text_column([row[place].strip(BLANKS) if place < len(row) else "" for row in rows])
        for place in wanted.columns
    }
    return Body(columns, labelled, len(rows))


def _type(place: int, wanted: Wanted) -> Any:
    return pa.string() if place in wanted.figures else _PACKED


def _joined(middle: Any, loose: Any) -> Column:
    """The middle and the loose rows as one column; packed columns get one dictionary."""
    if middle.type == pa.string():
        return Column(pa.concat_arrays([*middle.chunks, loose]))
    packed = pa.chunked_array([*middle.chunks, loose.dictionary_encode().cast(_PACKED)], type=_PACKED)
    whole = pa.concat_arrays(packed.unify_dictionaries().chunks)
    codes: Codes = whole.indices.to_numpy()
    return Column(whole.dictionary, codes)


def _check_anchors(columns: dict[int, Column], wanted: Wanted, rows: int) -> None:
    """A row of the middle without customer and date may be layout: only the sure way sees its other cells."""
    empty = np.ones(rows, dtype=np.bool_)
    for place in wanted.anchors:
        column = columns[place]
        empty &= column.rows(blanks(column.texts))[:rows]
    if wanted.anchors and empty.any():
        raise _FallbackError
