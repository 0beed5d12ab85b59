"""The Customers sheet: one row each, largest first, and the hidden figures its small charts are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from xlsxwriter.utility import xl_col_to_name, xl_range_abs

from segcore.shapes import recent_periods
from segcore.workbook.customer_columns import customer_columns
from segcore.workbook.job import MINOR, Job
from segcore.workbook.lists import list_below
from segcore.workbook.sheet import Block, TableSheet
from segcore.workbook.styles import BAR, SPARK

FIRST: Final = 3
CUSTOMERS_NAME: Final = "labrador_customers"
READ_BACK: Final = ("customer", "tax_id", "cell", "action", "revenue", "rfm_segment")  # to be compared with later


def write_customers(job: Job) -> dict[str, str]:
    """Write the sheet; returns for each column's code the range of its cells, as a reference for formulas."""
    columns = customer_columns(job)
    sheet = job.sheet("Customers", [column.width for column in columns])
    job.heading(sheet, job.w("Customers, largest first"), _note(job))
    sheet.set_default_row(22)
    last = list_below(job, sheet, FIRST, columns)
    sheet.freeze_panes(FIRST, 2)
    area = xl_range_abs(FIRST - 1, 0, last, len(columns) - 1)
    job.book.define_name(CUSTOMERS_NAME, "=" + job.reference("Customers", area))
    places = {column.code: place for place, column in enumerate(columns)}
    for code in READ_BACK:
        if code in places and job.written:
            job.named(f"customers_{code}", "Customers", xl_range_abs(FIRST, places[code], last, places[code]))
    sheet.print_area(0, 0, last, places["why"])
    _bars(sheet, places["share"], last)
    if "series" in places and job.written:
        _sparklines(job, sheet, places["series"])
    return {code: job.reference("Customers", xl_range_abs(FIRST, at, last, at)) for code, at in places.items()}


def _note(job: Job) -> str:
    shown = job.w.plural("{n} customer", "{n} customers", len(job.analysis.customers))
    parts = [shown, job.period(), job.basis(), job.w("thresholds on sheet {sheet}", sheet=job.names["Settings"])]
    if job.written < len(job.analysis.customers):
        parts.append(
            job.w("the largest {n} are listed; the CSV of all customers has the rest", n=job.w.number(job.written))
        )
    return " · ".join(parts)


def _bars(sheet: TableSheet, place: int, last: int) -> None:
    look = {"bar_solid": True, "bar_color": BAR, "bar_border_color": BAR, "data_bar_2010": True}
    limits = {"min_type": "num", "min_value": 0}
    sheet.conditional_format(FIRST, place, last, place, {"type": "data_bar", **look, **limits})


def _sparklines(job: Job, sheet: TableSheet, place: int) -> None:
    letter, end = xl_col_to_name(place), xl_col_to_name(len(recent_periods(job.analysis)) - 1)
    source = job.reference("Series", "")
    rows = range(FIRST + 1, FIRST + 1 + job.written)
    options = {
        "location": [f"{letter}{row}" for row in rows],
        "range": [f"{source}$A${row}:${end}${row}" for row in rows],
        "type": "column",
        "series_color": SPARK,
        "min": 0,
        "empty_cells": "zero",
        "show_hidden": True,
    }
    sheet.add_sparkline(FIRST, place, options)


def write_series(job: Job) -> None:
    """The hidden sheet of the recent periods: the customer's row on Customers is his row here."""
    analysis, recent = job.analysis, recent_periods(job.analysis)
    sheet = job.sheet("Series", [])
    sheet.hide()
    for column, period in enumerate(recent):
        job.text(sheet, FIRST - 1, column, analysis.grid.labels[period], job.style.head())
    rows = analysis.series["customer"].to_numpy()
    columns = analysis.series["period"].to_numpy() - recent.start
    kept = (rows < job.written) & (columns >= 0)
    amounts = np.full((job.written, len(recent)), np.nan)
    amounts[rows[kept], columns[kept]] = analysis.series["amount"].to_numpy()[kept] / MINOR
    blocks: Sequence[Block] = [Block(amounts[:, place], None) for place in range(len(recent))]
    sheet.write_table(FIRST, 0, blocks)
