"""A long list below the heading of a sheet: header row, filter, rows, repeated header on paper."""

from __future__ import annotations

from collections.abc import Sequence

from segcore.workbook.columns import Col
from segcore.workbook.job import Job
from segcore.workbook.sheet import TableSheet


def list_below(job: Job, sheet: TableSheet, first: int, columns: Sequence[Col]) -> int:
    """Write the header into row `first` - 1 and the rows from `first` on; returns the last row (0-based)."""
    sheet.set_row(first - 1, 34)
    for place, column in enumerate(columns):
        aligned = {"align": "right"} if column.right else {"align": "left", "indent": 1}
        job.text(sheet, first - 1, place, column.head, job.style.head(**aligned))
    sheet.write_table(first, 0, [column.block for column in columns])
    last = first + max(len(columns[0].block.values), 1) - 1
    sheet.autofilter(first - 1, 0, last, len(columns) - 1)
    sheet.repeat_rows(first - 1)
    return last
