"""Text tables: the delimiter, the first and last rows, and the wanted columns, fast by Arrow or surely by csv."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import pyarrow as pa

from segcore.errors import LabradorError, Notice, notice
from segcore.ledger import FileOptions, SourceFile
from segcore.readers import charsets
from segcore.readers.arrow_table import FallbackError, NotPlainError, Piece, check_anchors, joined, middle
from segcore.readers.broken_text import repaired
from segcore.readers.figures import shows_points
from segcore.readers.grid import BLANKS, HEAD_ROWS, Body, Row, Wanted, give_back, show, text_column
from segcore.readers.totals import has_label, labels

DELIMITERS = (",", ";", "\t", "|")
Quoting: TypeAlias = Literal[0, 3]
FAST_FROM = 300_000
HEAD_BYTES = 1 << 18
PROBED_LINES = 150
TAIL_BYTES = 1 << 13
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


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
    warnings: tuple[Notice, ...] = ()

    def all_rows(self) -> Iterator[Row]:
        """Every row, blank ones too."""
        clean = charsets.without_controls(self.content)
        text = io.TextIOWrapper(io.BytesIO(clean), "utf-8", "replace", newline="")
        return _rows(text, self.delimiter or ",", self.quoting)

    def body(self, wanted: Wanted) -> Body:
        """The wanted columns of all rows; small files and those with loose ends go the sure way."""
        if len(self.content) >= FAST_FROM and wanted.first <= len(self.ends) and self.quoting == csv.QUOTE_MINIMAL:
            try:
                return self.fast_body(wanted)
            except (FallbackError, pa.ArrowException):
                pass
        return self.sure_body(wanted)

    def sure_body(self, wanted: Wanted) -> Body:
        """Every row by Python's csv module."""
        start = self.ends[wanted.first - 1] if wanted.first else 0
        clean = charsets.without_controls(self.content[start:])
        text = io.TextIOWrapper(io.BytesIO(clean), "utf-8", "replace", newline="")
        kept = [row for row in _rows(text, self.delimiter or ",", self.quoting) if any(map(str.strip, row))]
        return _body(kept, wanted)

    def fast_body(self, wanted: Wanted) -> Body:
        """The middle by Arrow, its ragged rows and the last rows by Python's csv module."""
        start = self.ends[wanted.first - 1] if wanted.first else 0
        end = _tail_start(self.content, start)
        piece = Piece(self.content, start, end, self.delimiter, self._numbers(wanted), self._days(wanted))
        try:
            return self._fast(piece, wanted)
        except NotPlainError:
            return self._fast(replace(piece, numbers=frozenset(), days=frozenset()), wanted)

    def _numbers(self, wanted: Wanted) -> frozenset[int]:
        """Columns whose first cells are plain numbers that prove a decimal point."""
        rows = self.head[wanted.first :]
        return frozenset(
            place for place in wanted.numbers if shows_points([show(row[place]) for row in rows if place < len(row)])
        )

    def _days(self, wanted: Wanted) -> frozenset[int]:
        """Columns whose first cells are ISO days and nothing else."""
        rows = self.head[wanted.first :]
        return frozenset(
            place
            for place in wanted.days
            if all(_ISO.fullmatch(show(row[place])) for row in rows if place < len(row) and row[place])
        )

    def _fast(self, piece: Piece, wanted: Wanted) -> Body:
        if piece.end <= piece.start:
            raise FallbackError
        found = middle(piece, wanted)
        loose = [*found.ragged, self.content[piece.end :].decode("utf-8", "replace")]
        rows = [row for text in loose for row in _rows(io.StringIO(text, newline=""), self.delimiter or ",")]
        sure = _body([row for row in rows if any(map(str.strip, row))], wanted)
        columns, labelled = {}, np.concatenate([found.labelled, sure.labelled])
        for column in reversed(wanted.columns):
            columns[column] = joined(found.columns.pop(), sure.columns[column].texts)
            if column not in wanted.figures and column not in wanted.distinct:
                marked = labels(columns[column].texts)
                if marked.any():
                    labelled |= columns[column].rows(marked)
            give_back()
        check_anchors(columns, wanted, len(found.labelled))
        return Body(columns, labelled, len(labelled))


def open_text(file: SourceFile, options: FileOptions) -> TextSource:
    """Open a text table. Raises LabradorError `file.not_a_table` where no delimiter makes columns."""
    plain = file.content.isascii()
    encoding = options.encoding or charsets.detect(file.content, plain)
    content = charsets.to_utf8(file.content, encoding, file.name)
    mended = None if options.encoding or (plain and encoding == "utf-8") else repaired(content)
    content = mended or content
    if len(content) < FAST_FROM or charsets.has_controls(content[:HEAD_BYTES]):
        content = charsets.without_controls(content)
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
    told = (notice("text_repaired", file=file.name),) if mended else ()
    return TextSource(content, encoding, delimiter, head, ends, tail, quoting, kind, warnings=told)


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
