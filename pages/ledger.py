"""Ledger: drop files, see what was understood and what was left out, change how they are read."""

from __future__ import annotations

from pages.ui import ledger_parts, ledger_tables, opened
from pages.ui.frame import Open, head, open_page
from segcore.errors import LabradorError
from segcore.ledger import ReadReport


def start(page: Open) -> None:
    """No ledger yet: the uploader, what was refused, three samples."""
    words = page.words
    head(
        words("Ledger"),
        words("Drop your sales ledger and see who matters in a minute"),
        words("CSV, Excel or OpenDocument, one file or several. Files are read on this computer and go nowhere else."),
    )
    ledger_parts.lost_link(page)
    ledger_parts.uploader(page)
    ledger_parts.refusals(page)
    ledger_parts.samples(page)


def doctor(page: Open) -> None:
    """What was understood of the files, and every way to change it."""
    report, problem = _read()
    head(page.words("Ledger"), ledger_parts.finding(page.words, report, problem))
    ledger_parts.strip(page)
    ledger_parts.refusals(page)
    if problem:
        ledger_parts.refusal(page, problem)
    if report:
        ledger_parts.questions(page, report)
        if not report.questions:
            ledger_parts.onward(page)
        ledger_parts.metrics(page, report)
        ledger_parts.told(page, report)
    ledger_tables.columns_and_reasons(page, report)
    ledger_tables.first_rows(page, report)
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
