"""Cells of a column as exact numbers and days, for readers that make their own records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from segcore.readers.dates import dates
from segcore.readers.excel_table import typed_column
from segcore.readers.figures import cell_number, decide_mark, text_number, tidy
from segcore.readers.grid import Cell, text_column


def decimals(cells: Sequence[Cell], forced: str | None = None, fallback: str = ",") -> list[Decimal | None]:
    """Exact numbers of one column, None where a cell is empty or no number.

    The decimal mark is one for the column: `forced`, else what its texts prove, else `fallback`.
    """
    tidied = {cell: tidy(cell) for cell in cells if isinstance(cell, str)}
    mark = forced or decide_mark([tidied[cell] for cell in cells if isinstance(cell, str)], fallback)[0]
    known = {cell: text_number(text, mark) for cell, text in tidied.items()}
    return [known[cell] if isinstance(cell, str) else _number(cell) for cell in cells]


def days(cells: Sequence[Cell], order: str = "dmy") -> list[date | None]:
    """Days of one column, None where a cell is empty or no date. order: dmy or mdy where the cells prove neither."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    column = text_column(texts) if len(texts) == len(cells) else typed_column(cells)
    found: list[date | None] = dates(column, "auto", order).days.astype("datetime64[D]").tolist()
    return found


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell, Decimal):
        return cell
    return cell_number(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None
