"""The workbook: an Analysis as an Excel file (XlsxWriter), and its decisions read back (openpyxl)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

from xlsxwriter import Workbook

from segcore.analysis import Analysis
from segcore.words import Words
from segcore.workbook.back import Restored, read_back
from segcore.workbook.cells import clean
from segcore.workbook.classes import write_abc_xyz, write_rfm
from segcore.workbook.customers import write_customers, write_series
from segcore.workbook.decided import HERE_ONLY, Decided
from segcore.workbook.handover import build_in_child, read_in_child, renamed
from segcore.workbook.job import Job, new_job
from segcore.workbook.pareto import write_pareto
from segcore.workbook.report_sheet import write_report
from segcore.workbook.scorecard_sheet import write_scorecard
from segcore.workbook.segments_sheet import write_segments
from segcore.workbook.settings_sheet import write_settings
from segcore.workbook.summary import WIDTHS, write_summary
from segcore.workbook.todo import write_todo
from segcore.workbook.top_sheet import WIDTHS as TOP_WIDTHS
from segcore.workbook.top_sheet import write_top

__all__ = ["HERE_ONLY", "Decided", "Restored", "build_in_child", "read_back", "read_in_child", "write"]

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
SHEETS = (
    "Summary", "To do", "Top 3", "Customers", "ABC-XYZ", "RFM", "Segments", "Scorecard", "Settings", "Ledger report",
    "Series", "Pareto",
)  # fmt: skip
CREATED = datetime(2026, 1, 1)


def write(
    analysis: Analysis | None,
    words: Words,
    title: str,
    shown: Callable[[str], str] | None = None,
    decided: Decided = Decided(),
) -> bytes:
    """The whole workbook as .xlsx; the same bytes for the same input. title: the firm's or the ledger's name.

    analysis: None without a ledger. shown: what is written for a customer's name (to hide names). Sheets as in
    CONTRACT, each only where there is something for it. Customers holds at most 50,000 rows and says so beyond.
    """
    content = io.BytesIO()
    book = Workbook(content, OPTIONS)
    created = analysis.as_of if analysis and analysis.as_of else CREATED.date()
    book.set_properties({"title": clean(title)[:200], "created": datetime(created.year, created.month, created.day)})
    found = renamed(analysis, shown) if analysis and shown else analysis
    _fill(new_job(found, decided, words, title, book, _sheets(analysis, decided)))
    book.close()
    return content.getvalue()


def _sheets(analysis: Analysis | None, decided: Decided) -> list[str]:
    """The sheets that have something to say, in their order."""
    used = {
        "Top 3": decided.has_top,
        "RFM": analysis is not None and not analysis.rfm.empty,
        "Segments": decided.has_segments,
        "Scorecard": decided.has_scorecard,
        "Settings": True,
    }
    return [name for name in SHEETS if used.get(name, analysis is not None)]


def _fill(job: Job) -> None:
    """Sheets are added in their order; Summary and Top 3 are filled last, when it is known where the others stand."""
    summary = job.sheet("Summary", WIDTHS) if job.found else None
    if summary:
        write_todo(job)
    top = job.sheet("Top 3", TOP_WIDTHS) if "Top 3" in job.names else None
    ranges = write_customers(job) if job.found else {}
    if job.found:
        write_abc_xyz(job)
    if "RFM" in job.names:
        write_rfm(job)
    if "Segments" in job.names:
        write_segments(job)
    card = write_scorecard(job) if "Scorecard" in job.names else None
    write_settings(job)
    if top and card:
        write_top(job, top, card)
    if summary:
        write_report(job)
        write_series(job)
        write_pareto(job)
        write_summary(job, summary, ranges)
    first = next(name for name in ("Summary", "Top 3", "Scorecard", "Settings") if name in job.names)
    job.book.get_worksheet_by_name(job.names[first]).activate()
