"""What every opened file offers: its first and last rows as they stand, and the columns that are asked for."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from segcore.errors import Notice
from segcore.seals import text_seals

Cell: TypeAlias = str | float | int | bool | Decimal | date | datetime | time | timedelta | None
Row: TypeAlias = Sequence[Cell]
Flags: TypeAlias = npt.NDArray[np.bool_]
Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.int32]
Seals: TypeAlias = npt.NDArray[np.uint64]
Reals: TypeAlias = npt.NDArray[np.float64]
Days: TypeAlias = npt.NDArray[np.datetime64]

HEAD_ROWS = 1060
BLANKS = " \t\r\n\u00a0\u202f\u2009\u200b\ufeff\u2007\u3000"


@dataclass(frozen=True)
class Column:
    """One column. texts: an Arrow string array; codes: position in it per row, or None where it has one text per row.

    numbers, days: what a spreadsheet cell holds beside its text, parallel to texts (NaN, NaT where it is text).
    figures: Figures of a column of plain numbers that were never read as texts (these are None then); seals: see
    `sealed`, of a column whose texts were not kept.
    """

    texts: Any
    codes: Codes | None = None
    numbers: Reals | None = None
    days: Days | None = None
    figures: Any = None
    seals: tuple[Seals, Flags] | None = None

    def __len__(self) -> int:
        return len(self.texts) if self.codes is None else len(self.codes)

    def rows(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values of the texts as values of the rows."""
        if self.codes is None:
            return values
        if values.dtype == np.bool_ and len(values) and (not values.any() or values.all()):
            return everywhere(bool(values[0]), len(self.codes))
        return values[self.codes]

    def packed(self) -> tuple[Codes, Any]:
        """Code per row (-1 for a blank cell) and the distinct texts as an Arrow array."""
        codes, texts = self.codes, self.texts
        if codes is None:
            whole = texts.dictionary_encode()
            codes, texts = whole.indices.to_numpy(), whole.dictionary
        empty = blanks(texts)
        return (np.where(empty[codes], np.int32(-1), codes) if empty.any() else codes), texts

    def sealed(self) -> tuple[Seals, Flags]:
        """Per row a number that is equal where the trimmed texts are, and whether the cell is filled."""
        if self.seals is not None:
            return self.seals
        seals, filled = sealed(self.texts)
        return self.rows(seals), self.rows(filled)

    def encoded(self) -> tuple[Codes, list[str]]:
        """Code per row and the distinct trimmed texts."""
        if self.codes is not None:
            texts, codes = self.texts, self.codes
        else:
            packed = self.texts.dictionary_encode()
            texts, codes = packed.dictionary, packed.indices.to_numpy()
        bare = pc.utf8_trim(texts, characters=BLANKS)
        trimmed = bare.to_pylist()
        if bare.equals(texts):
            return codes, trimmed
        seen: dict[str, int] = {}
        places = [seen.setdefault(text, len(seen)) for text in trimmed]
        if len(seen) < len(trimmed):
            codes = np.asarray(places, dtype=np.int32)[codes]
        return codes, list(seen)


@dataclass(frozen=True)
class Body:
    """The rows below the header. labelled: rows in which some cell says Total, Razem, Итого ... (always layout)."""

    columns: dict[int, Column]
    labelled: Flags
    rows: int


@dataclass(frozen=True)
class Wanted:
    """Which columns of which rows to load: first row of the body (0-based), width of the table, column positions.

    anchors: columns one of which every ledger row fills (customer, date). figures: columns of numbers, mostly distinct.
    numbers: those of them that may be read without texts where the first rows are plain numbers with a decimal point.
    days: columns that may be read without texts where the first rows are ISO days.
    distinct: columns of texts that hardly repeat (numbers of documents), which packing would only make slower.
    """

    first: int
    width: int
    columns: tuple[int, ...]
    anchors: tuple[int, ...]
    figures: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    distinct: tuple[int, ...] = ()


class Source(Protocol):
    """An opened file. head: its first rows, blank ones too; tail: its last rows, none where head holds them all;
    warnings: what is worth telling of how it was opened.
    """

    @property
    def format(self) -> str: ...

    @property
    def encoding(self) -> str | None: ...

    @property
    def delimiter(self) -> str | None: ...

    @property
    def sheet(self) -> str | None: ...

    @property
    def sheets(self) -> tuple[str, ...]: ...

    @property
    def warnings(self) -> tuple[Notice, ...]: ...

    @property
    def head(self) -> Sequence[Row]: ...

    @property
    def tail(self) -> Sequence[Row]: ...

    def all_rows(self) -> Iterator[Row]: ...

    def body(self, wanted: Wanted) -> Body: ...


def show(cell: Cell) -> str:
    """A cell as text: `123` for a whole number however it is stored, ISO dates, no invented decimals."""
    if isinstance(cell, str):
        return cell.strip(BLANKS)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time(0) else cell.date().isoformat()
    return str(cell)


def everywhere(value: bool, rows: int) -> Flags:
    """The same flag for every row, read-only and without memory of its own."""
    flags: Flags = np.broadcast_to(np.bool_(value), rows)
    return flags


def lean(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same flags or codes, read-only and without memory of their own where all rows have the same."""
    if not len(values) or (values != values[0]).any():
        return values
    return np.broadcast_to(values[0], len(values))


def text_column(texts: Sequence[str]) -> Column:
    """A column of plain texts, one per row."""
    return Column(pa.array(texts, type=pa.string()))


def sealed(texts: Any) -> tuple[Seals, Flags]:
    """Per text of an Arrow array a number that is equal where the trimmed texts are, and whether there is one."""
    trimmed = pc.utf8_trim(texts, characters=BLANKS)
    return text_seals(trimmed), pc.not_equal(trimmed, "").to_numpy(zero_copy_only=False)


def blanks(texts: Any) -> Flags:
    """Which texts of an Arrow array hold nothing but spaces."""
    flags: Flags = pc.equal(pc.utf8_trim(texts, characters=BLANKS), "").to_numpy(zero_copy_only=False)
    return flags


def give_back() -> None:
    """Hand memory that is no longer used back to the system: else it stays beside what the next step needs."""
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def is_blank(row: Row) -> bool:
    return not any(show(cell) for cell in row)
