"""The workbook: an Analysis as an Excel file (XlsxWriter), and its decisions read back (openpyxl)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

from xlsxwriter import Workbook

from segcore.analysis import Analysis
from segcore.words import Words
from segcore.workbook.back import read_back
from segcore.workbook.cells import clean
from segcore.workbook.classes import write_abc_xyz, write_rfm
from segcore.workbook.customers import write_customers, write_series
from segcore.workbook.handover import build_in_child, renamed
from segcore.workbook.job import Job, new_job
from segcore.workbook.pareto import write_pareto
from segcore.workbook.report_sheet import write_report
from segcore.workbook.settings_sheet import write_settings
from segcore.workbook.summary import WIDTHS, write_summary
from segcore.workbook.todo import write_todo

__all__ = ["build_in_child", "read_back", "write"]

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(2026, 1, 1)


def write(analysis: Analysis, words: Words, title: str, shown: Callable[[str], str] | None = None) -> bytes:
    """The whole workbook as .xlsx; the same bytes for the same input. title: the firm's or the ledger's name.

    shown: what is written for a customer's name (to hide names). Sheets as in CONTRACT; RFM only where there are
    segments. Customers holds at most 50,000 rows and says so beyond.
    """
    content = io.BytesIO()
    book = Workbook(content, OPTIONS)
    created = analysis.as_of or CREATED.date()
    book.set_properties({"title": clean(title)[:200], "created": datetime(created.year, created.month, created.day)})
    sheets = ["Summary", "To do", "Customers", "ABC-XYZ", "RFM", "Settings", "Ledger report", "Series", "Pareto"]
    if analysis.rfm.empty:
        sheets.remove("RFM")
    _fill(new_job(analysis if shown is None else renamed(analysis, shown), words, title, book, sheets))
    book.close()
    return content.getvalue()


def _fill(job: Job) -> None:
    summary = job.sheet("Summary", WIDTHS)
    write_todo(job)
    ranges = write_customers(job)
    write_abc_xyz(job)
    if "RFM" in job.names:
        write_rfm(job)
    write_settings(job)
    write_report(job)
    write_series(job)
    write_pareto(job)
    write_summary(job, summary, ranges)
    summary.activate()
