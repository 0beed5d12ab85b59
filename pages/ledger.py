"""Ledger: drop files, see what was understood and what was left out, change how they are read."""

from __future__ import annotations

from pages.ui import (
    ledger_change,
    ledger_files,
    ledger_pairs,
    ledger_parts,
    ledger_questions,
    ledger_rows,
    ledger_start,
    ledger_tables,
    opened,
)
from pages.ui.frame import Open, head, open_page
from segcore.errors import LabradorError
from segcore.ledger import ReadReport


def start(page: Open) -> None:
    """No ledger yet: the uploader, what was refused, three samples."""
    words = page.words
    head(
        words("Ledger"),
        words("Drop your sales ledger and see who matters in a minute"),
        words(
            "Excel, CSV, bank statements, 1C, JPK, KSeF, shops and CRM: one file or several. Nothing leaves the "
            "machine that runs Labrador."
        ),
    )
    ledger_start.lost_link(page)
    ledger_start.uploader(page)
    ledger_start.refusals(page)
    ledger_parts.keeping(page)
    ledger_start.results(page)
    ledger_start.samples(page)


def doctor(page: Open) -> None:
    """What was understood of the files, and every way to change it."""
    report, problem = _read()
    files = opened.reports(report)
    head(page.words("Ledger"), ledger_parts.finding(page.words, report, problem))
    ledger_files.strip(page, files, report)
    ledger_start.refusals(page)
    ledger_questions.problems(page, problem, files)
    if report:
        ledger_change.compared(page, report)
        ledger_questions.asked(page, report.questions, files)
        if not report.questions:
            ledger_parts.onward(page)
        ledger_parts.metrics(page, report)
        ledger_parts.told(page, report)
    place = ledger_tables.chosen_file(page, files)
    shown = files[place] if files else None
    ledger_tables.columns_and_reasons(page, place, shown, report)
    if report:
        ledger_pairs.pairs(page, report)
    if shown:
        ledger_rows.first_rows(page, shown)
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
