"""Ledger: drop files, see what was understood and what was left out, change how they are read."""

from __future__ import annotations

from pages.ui import ledger_parts, ledger_start, ledger_tables, opened
from pages.ui.frame import Open, head, open_page
from segcore.errors import LabradorError
from segcore.ledger import ReadReport


def start(page: Open) -> None:
    """No ledger yet: the uploader, what was refused, three samples."""
    words = page.words
    head(
        words("Ledger"),
        words("Drop your sales ledger and see who matters in a minute"),
        words("CSV, Excel or OpenDocument, one file or several. Nothing leaves the machine that runs Labrador."),
    )
    ledger_start.lost_link(page)
    ledger_start.uploader(page)
    ledger_start.refusals(page)
    ledger_start.samples(page)


def doctor(page: Open) -> None:
    """What was understood of the files, and every way to change it."""
    report, problem = _read()
    files = opened.reports(report)
    head(page.words("Ledger"), ledger_parts.finding(page.words, report, problem))
    ledger_parts.strip(page, files)
    ledger_start.refusals(page)
    if problem:
        asked = ledger_parts.currencies(problem)
        ledger_parts.questions(page, asked, None)
        if not asked:
            ledger_parts.refusal(page, problem)
    if report:
        ledger_parts.questions(page, report.questions, report)
        if not report.questions:
            ledger_parts.onward(page)
        ledger_parts.metrics(page, report)
        ledger_parts.told(page, report)
    ledger_tables.columns_and_reasons(page, files, report)
    ledger_tables.first_rows(page, files)
    ledger_parts.keeping(page)


def _read() -> tuple[ReadReport | None, LabradorError | None]:
    try:
        found = opened.ledger()
    except LabradorError as problem:
        return None, problem
    return (found.report if found else None), None


here = open_page()
if here.session.has_ledger:
    doctor(here)
else:
    start(here)
