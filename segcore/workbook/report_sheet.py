"""The Ledger report sheet: what was read, what was left out and why, so that nobody has to take it on trust."""

from __future__ import annotations

from typing import Any, Final

from segcore.ledger import ReadReport
from segcore.words import sentences as say
from segcore.workbook.job import MINOR, Job
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import COUNT, EXACT, MUTED, colour

WIDTHS: Final = (38, 26, 18, 24, 16, 34)
MOST_JOINED: Final = 5_000


def write_report(job: Job) -> None:
    """Write the sheet: rows and sums, files and their columns, controls, joined spellings, warnings."""
    sheet = job.sheet("Ledger report", WIDTHS)
    sheet.set_default_row(20)
    report = job.analysis.report
    names = ", ".join(file.name for file in report.files) or job.title
    job.heading(sheet, job.w("Ledger report"), names)
    row = _rows(job, sheet, report, 3)
    row = _told(job, sheet, row + 1)
    row = _files(job, sheet, report, row + 1)
    row = _controls(job, sheet, report, row + 1)
    row = _columns(job, sheet, report, row + 1)
    _joined(job, sheet, report, row + 1)


def _rows(job: Job, sheet: TableSheet, report: ReadReport, row: int) -> int:
    w, style = job.w, job.style
    count, money = style.number(COUNT), style.number(EXACT)
    left_out = sum(entry.rows for entry in report.excluded)
    rows: list[list[Any]] = [
        [(w("Rows read"), style.text(bold=True)), (report.rows_read, style.number(COUNT, bold=True)), (None, money)],
        [w("Sales"), (report.sales, count), (report.sales_sum / MINOR, money)],
        [w("Returns"), (report.returns, count), (report.returns_sum / MINOR, money)],
        [
            (w("Left out"), style.text()),
            (left_out, count),
            (sum(entry.sum for entry in report.excluded) / MINOR, money),
        ],
    ]
    for entry in report.excluded:
        reason = (say.reason_name(w, entry.reason), style.text(indent=3, font_color=MUTED))
        look = {"font_color": MUTED}
        rows.append(
            [reason, (entry.rows, style.number(COUNT, **look)), (entry.sum / MINOR, style.number(EXACT, **look))]
        )
    rows.append([w("Title, total and group rows"), (report.layout_rows, count), (None, money)])
    rows.append(
        [
            (w("Counted: sales and returns"), style.text(bold=True)),
            (report.sales + report.returns, style.number(COUNT, bold=True)),
            (report.total / MINOR, style.number(EXACT, bold=True)),
        ]
    )
    return job.table(sheet, row, 0, [w("Rows"), w("Lines"), job.with_unit(w("Sum"))], rows)


def _told(job: Job, sheet: TableSheet, row: int) -> int:
    notices = list(dict.fromkeys([*job.analysis.report.warnings, *job.analysis.notices]))
    if not notices:
        return row
    look = job.style.text(text_wrap=False)
    return job.table(
        sheet,
        row,
        0,
        [job.w("Worth knowing"), *[""] * 5],
        [[(say.notice(job.w, told), look), *[("", look)] * 5] for told in notices],
    )


def _files(job: Job, sheet: TableSheet, report: ReadReport, row: int) -> int:
    w = job.w
    if not report.files:
        return row
    rows = [
        [
            file.name,
            " · ".join(part for part in (file.format, file.encoding or "", file.sheet or "") if part),
            file.header_row,
            " – ".join(w.date(day) for day in (file.stated_from, file.stated_to) if day) or "–",
            (file.size, job.style.number(COUNT)),
        ]
        for file in report.files
    ]
    heads = [w("File"), w("Format"), w("Header row"), w("Period it states"), w("Bytes")]
    return job.table(sheet, row, 0, heads, rows)


def _controls(job: Job, sheet: TableSheet, report: ReadReport, row: int) -> int:
    w, money = job.w, job.style.number(EXACT)
    rows = [
        [
            say.control_name(w, control.name),
            (control.file / MINOR, money),
            (control.read / MINOR, money),
            (
                w("equal") if control.matches else w("differs"),
                job.style.text(bold=True, font_color=colour("green" if control.matches else "red")),
            ),
        ]
        for file in report.files
        for control in file.controls
    ]
    heads = [w("The file's own total"), w("In the file"), w("Read"), w("Check")]
    return job.table(sheet, row, 0, heads, rows) if rows else row


def _columns(job: Job, sheet: TableSheet, report: ReadReport, row: int) -> int:
    w = job.w
    rows = [
        [
            column.header,
            say.role_name(w, column.role),
            _sure(job, column.sure),
            ", ".join(filter(None, column.examples)),
            "",
            file.name,
        ]
        for file in report.files
        for column in file.columns
    ]
    heads = [w("Column in the file"), w("Read as"), w("Sure?"), w("Examples"), "", w("File")]
    return job.table(sheet, row, 0, heads, rows) if rows else row


def _sure(job: Job, code: str) -> str:
    w = job.w
    return {"sure": w("sure"), "question": w("to check"), "skipped": w("not used")}[code]


def _joined(job: Job, sheet: TableSheet, report: ReadReport, row: int) -> None:
    rows = [[name, " · ".join(others)] for name, others in report.joined[:MOST_JOINED]]
    if rows:
        job.table(sheet, row, 0, [job.w("One customer"), job.w("Also written as")], rows)
