"""The named areas of a workbook of ours, wherever they were moved, and what their cells hold as text and figures."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook

from segcore.errors import Fact, LabradorError, Notice
from segcore.workbook.decided import NAMES

MOST_CELLS: Final = 3_000_000
LONGEST: Final = 80  # characters of a cell that a notice repeats


@dataclass(frozen=True)
class Area:
    """Cells of one sheet. row, column: of its first cell, from 1."""

    sheet: str
    row: int
    column: int
    cells: tuple[tuple[Any, ...], ...]

    def place(self, row: int, column: int) -> str:
        """The address of one of its cells: `Scorecard!D7`."""
        return f"{self.sheet}!{get_column_letter(self.column + column)}{self.row + row}"

    def facts(self, row: int, column: int) -> dict[str, Fact]:
        """What a notice says of a cell that was not taken: its address and what stands in it."""
        return {"cell": self.place(row, column), "text": text(self.cells[row][column])[:LONGEST]}


class Book:
    """A workbook that was opened, and what was met in it that could not be taken."""

    def __init__(self, content: bytes) -> None:
        """Raises LabradorError workbook.unreadable, workbook.foreign for one without an area of ours."""
        try:
            self._book: Workbook = load_workbook(io.BytesIO(content), data_only=True)
        except (BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError, AttributeError, IndexError):
            raise LabradorError("workbook.unreadable") from None
        self.told: list[Notice] = []
        if not any(self.area(name) for name in ("settings", "segments", "scores", "pins")):
            raise LabradorError("workbook.foreign")

    def tell(self, met: Notice) -> None:
        """Name something that was not taken."""
        self.told.append(met)

    def area(self, name: str) -> Area | None:
        """The area of this name; None where it is gone."""
        defined = self._book.defined_names.get(NAMES + name)
        if defined is None:
            return None
        try:
            ((title, cells),) = defined.destinations
            left, top, right, bottom = range_boundaries(cells)
            sheet = self._book[title]
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        if None in (left, top, right, bottom) or (right - left + 1) * (bottom - top + 1) > MOST_CELLS:
            return None
        rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True)
        return Area(title, top, left, tuple(tuple(row) for row in rows))


def text(value: object) -> str:
    """A cell as text; figures and dates as they would be typed."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def figure(value: object) -> float | None:
    """A cell as a figure, None where it is empty. Raises ValueError where it is none."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(value)
    found = float(value.replace(",", ".")) if isinstance(value, str) else float(value)
    if not math.isfinite(found):
        raise ValueError(value)
    return found
