"""The native Pareto chart of the Summary sheet and the hidden sheet of its figures."""

from __future__ import annotations

from typing import Any, Final

from segcore.colours import LIGHT
from segcore.shapes import pareto_table
from segcore.workbook.job import Job
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import MUTED

SIZE: Final = {"width": 1420, "height": 340}
FONT: Final = {"name": "Calibri", "size": 10, "color": MUTED}
FIRST: Final = 1


def add_pareto(job: Job, sheet: TableSheet, row: int) -> None:
    """Put the chart on the sheet: bars per customer by class, the cumulative share on the second axis."""
    steps = pareto_table(job.analysis)
    if steps.empty:
        return
    w = job.w
    count = int(steps["rank"].iloc[-1])
    bars, line = _bars(job, len(steps)), _line(job, len(steps))
    bars.combine(line)
    axis = {"num_font": FONT, "line": {"none": True}, "major_tick_mark": "none", "minor_tick_mark": "none"}
    largest = w.plural("{n} customer, largest first", "{n} customers, largest first", count)
    bars.set_title({"name": _title(job), "name_font": {**FONT, "size": 12, "bold": True, "color": LIGHT.ink}})
    bars.set_x_axis(
        {
            "name": largest,
            "name_font": {**FONT, "bold": False},
            "label_position": "none",
            **axis,
            "line": {"color": LIGHT.border},
        }
    )
    grid = {"visible": True, "line": {"color": LIGHT.border, "width": 0.75}}
    bars.set_y_axis({"num_format": "#,##0", "major_gridlines": grid, **axis})
    line.set_y2_axis({"num_format": "0%", "min": 0, "max": 1, "major_gridlines": {"visible": False}, **axis})
    bars.set_legend({"position": "bottom", "font": FONT})
    bars.set_chartarea({"border": {"none": True}})
    bars.set_size(SIZE)
    sheet.insert_chart(row, 1, bars, {"object_position": 2, "description": _title(job)})


def _bars(job: Job, rows: int) -> Any:
    bars = job.book.add_chart({"type": "column", "subtype": "stacked"})
    for column, letter in enumerate("ABC", 1):
        bars.add_series(
            {
                **_series(job, column, rows),
                "name": letter,
                "fill": {"color": LIGHT.fills[letter]},
                "border": {"none": True},
                "gap": 8,
                "overlap": 100,
            }
        )
    return bars


def _line(job: Job, rows: int) -> Any:
    line = job.book.add_chart({"type": "line"})
    line.add_series(
        {
            **_series(job, 4, rows),
            "name": job.w("Cumulative share"),
            "line": {"color": LIGHT.ink, "width": 1.5},
            "y2_axis": True,
        }
    )
    return line


def _series(job: Job, column: int, rows: int) -> dict[str, Any]:
    name = job.names["Pareto"]
    return {
        "categories": [name, FIRST, 0, FIRST + rows - 1, 0],
        "values": [name, FIRST, column, FIRST + rows - 1, column],
    }


def _title(job: Job) -> str:
    """`A: 53 customers bring 80% · B: 91 customers bring 15% · C: ...`"""
    cells = job.analysis.matrix
    parts = []
    for letter in "ABC":
        own = cells[cells["abc"] == letter]
        count, share = int(own["customers"].sum()), job.w.percent(float(own["share"].sum()))
        if count:
            parts.append(
                job.w.plural(
                    "{letter}: {n} customer brings {share}",
                    "{letter}: {n} customers bring {share}",
                    count,
                    letter=letter,
                    share=share,
                )
            )
    return " · ".join(parts)


def write_pareto(job: Job) -> None:
    """The hidden sheet of the curve: rank, value by class, cumulative share."""
    steps = pareto_table(job.analysis)
    sheet = job.sheet("Pareto", [])
    sheet.hide()
    heads = (job.w("Rank"), "A", "B", "C", job.w("Cumulative share"))
    for column, head in enumerate(heads):
        job.text(sheet, 0, column, head, job.style.head())
    columns = (steps[name].tolist() for name in ("rank", "abc", "value", "cumulative"))
    for row, (rank, letter, value, share) in enumerate(zip(*columns, strict=True), FIRST):
        sheet.write_number(row, 0, rank)
        sheet.write_number(row, 1 + "ABC".index(letter), value / job.scale)
        sheet.write_number(row, 4, share)
