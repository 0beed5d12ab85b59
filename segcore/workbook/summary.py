"""The Summary sheet: the finding, three figures, the matrix, what to do first, the Pareto chart, on one A4 page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from xlsxwriter.format import Format

from segcore.colours import LIGHT
from segcore.views import headline, monday
from segcore.words import sentences as say
from segcore.words.findings import bring
from segcore.workbook.cells import clean
from segcore.workbook.job import MINOR, Job
from segcore.workbook.pareto import add_pareto
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import COUNT, MONEY, MUTED, SHARE, colour, ground

WIDTHS: Final = (2.5, 24, 26, 26, 26, 2.5, 20, 12, 16, 44)
FIGURES, MATRIX, TRUST = 4, 7, 15
HEIGHTS: Final = (26, 22, 22)


def write_summary(job: Job, sheet: TableSheet, ranges: Mapping[str, str]) -> None:
    """Fill the sheet. ranges: where the columns of Customers stand, for the totals that are formulas."""
    sheet.fit_to_pages(1, 1)
    sheet.set_row(1, 32)
    job.text(sheet, 1, 1, _finding(job), job.style(font_size=20, bold=True))
    firm = [job.title] if job.title else []
    line = " · ".join([*firm, job.basis(), job.period(), job.w("made with Labrador")])
    job.text(sheet, 2, 1, line, job.style(font_color=MUTED))
    _figures(job, sheet, ranges)
    below = _matrix(job, sheet)
    _first(job, sheet)
    _trust(job, sheet)
    add_pareto(job, sheet, below + 1)
    sheet.print_area(0, 0, below + 19, len(WIDTHS) - 1)


def _finding(job: Job) -> str:
    shown, w = headline(job.analysis), job.w
    if not shown.best:
        return w("What the ledger of {firm} says", firm=clean(job.title)) if job.title else w("What the ledger says")
    return bring(w, job.analysis.value, shown.best, shown.customers, shown.best_share)


def _figures(job: Job, sheet: TableSheet, ranges: Mapping[str, str]) -> None:
    analysis, w = job.analysis, job.w
    count = len(analysis.customers)
    total, largest = analysis.total / MINOR, analysis.concentration.top1
    size = {"font_size": 18, "bold": True, "align": "left"}
    whole = job.written == count and count > 0
    figures: list[tuple[str, float, str, str]] = [
        (job.with_unit(w("Revenue")), total, f"=SUM({ranges['revenue']})", _short(job, analysis.total)),
        (w("Customers"), count, f"=COUNTA({ranges['customer']})", COUNT),
        (w("Largest customer"), largest, f"=MAX({ranges['share']})", SHARE),
    ]
    sheet.set_row(FIGURES + 1, 26)
    for column, (label, value, formula, pattern) in enumerate(figures, 1):
        look = job.style(num_format=pattern, **size)
        job.text(sheet, FIGURES, column, label, job.style(font_color=MUTED, align="left"))
        if value != value:
            job.text(sheet, FIGURES + 1, column, "–", look)
        elif whole:
            sheet.write_formula(FIGURES + 1, column, formula, look, value)
        else:
            sheet.write_number(FIGURES + 1, column, value, look)


def _short(job: Job, minor: int) -> str:
    """The number format that shows money as the words do: 123.8M, 944k, 9,876."""
    whole = abs(minor) // MINOR
    for power, size in ((3, 10**9), (2, 10**6), (1, 10**4)):
        if whole >= size:
            suffix = job.w.compact(size * (10 if power > 1 else 1)).lstrip("0123456789.,")
            return f'#,##0.0{"," * power}"{suffix}"'
    return MONEY


def _matrix(job: Job, sheet: TableSheet) -> int:
    """Write the matrix; returns the first row below it."""
    w, style, settings = job.w, job.style, job.analysis.settings
    job.text(sheet, MATRIX, 1, w("Matrix"), style(font_size=13, bold=True))
    cells = job.analysis.matrix.set_index("cell")
    judged = "AX" in cells.index
    codes = ("X", "Y", "Z") if judged else ("",)
    for column, code in enumerate(codes, 2):
        if code:
            _letter(job, sheet, MATRIX + 1, column, code, say.letter(w, code, settings))
        else:
            job.text(sheet, MATRIX + 1, column, w("All customers"), style(font_color=MUTED, indent=1, align="left"))
    for line, letter in enumerate("ABC"):
        top = MATRIX + 2 + 3 * line
        for step, height in enumerate(HEIGHTS):
            sheet.set_row(top + step, height)
        _letter(job, sheet, top, 1, letter, say.letter(w, letter, settings))
        for column, code in enumerate(codes, 2):
            _cell(job, sheet, top, column, letter + code, cells.loc[letter + code])
    below = MATRIX + 11
    if "N" not in cells.index:
        return below
    sheet.set_row(below, 26)
    _strip(job, sheet, below, cells.loc["N"])
    return below + 1


def _letter(job: Job, sheet: TableSheet, row: int, column: int, letter: str, words: str) -> None:
    big, small = job.style(font_size=13, bold=True), job.style(font_color=MUTED)
    own = job.style(align="left", indent=int(column > 1))
    if not words:
        job.text(sheet, row, column, letter, job.style(font_size=13, bold=True))
        return
    sheet.write_rich_string(row, column, big, letter, small, f"  {clean(words)}", own)


def _cell(job: Job, sheet: TableSheet, row: int, column: int, code: str, cell: Any) -> None:
    w, action = job.w, str(cell["base_action"])
    count = w.plural("{n} customer", "{n} customers", int(cell["customers"]))
    value = w.money(int(cell["value"])) if job.scale == MINOR else w.number(int(cell["value"]))
    tone = colour(action) if action else LIGHT.ink
    name = f"{code}  {say.action_name(w, action)}".rstrip()
    sheet.write_number(row, column, float(cell["share"]), _box(job, action, font_size=18, bold=True, num_format=SHARE))
    job.text(sheet, row + 1, column, f"{count} · {value}", _box(job, action))
    job.text(
        sheet, row + 2, column, name, _box(job, action, bold=True, font_color=tone, bottom=5, bottom_color="#FFFFFF")
    )


def _box(job: Job, action: str, **more: Any) -> Format:
    edge = {"left": 5, "left_color": "#FFFFFF", "align": "left", "indent": 1}
    return job.style(**{"bg_color": ground(action), **edge, **more})


def _strip(job: Job, sheet: TableSheet, row: int, cell: Any) -> None:
    w, action = job.w, str(cell["base_action"])
    tone = colour("margin_returns")
    count = w.plural("{n} customer", "{n} customers", int(cell["customers"]))
    value = w.money(int(cell["value"])) if job.scale == MINOR else w.number(int(cell["value"]))
    _letter(job, sheet, row, 1, "N", "")
    for column in (2, 3, 4):
        sheet.write_blank(row, column, None, job.style(bg_color=ground("margin_returns")))
    text = f"{say.letter(w, 'N')} · {count} · {value}"
    job.text(sheet, row, 2, text, job.style(bg_color=ground("margin_returns"), align="left", indent=1))
    look = job.style(bg_color=ground("margin_returns"), bold=True, font_color=tone, align="left", indent=1)
    job.text(sheet, row, 4, f"N  {say.action_name(w, action)}".rstrip(), look)


def _first(job: Job, sheet: TableSheet) -> None:
    w, style = job.w, job.style
    job.text(sheet, MATRIX, 6, w("What to do first"), style(font_size=13, bold=True))
    tasks = monday(job.analysis)
    money = w("Revenue") if job.analysis.as_of is None else w("12 months")
    heads = (w("Action"), w("Customers"), job.with_unit(money), w("What it means"))
    rows = [
        (
            (say.action_name(w, task.action), style.chip(task.action)),
            (task.customers, style.number(COUNT)),
            (task.revenue / MINOR, style.number(MONEY)),
            say.action_advice(w, task.action),
        )
        for task in tasks
    ]
    job.table(sheet, MATRIX + 1, 6, heads, rows)
    if not tasks:
        job.text(sheet, MATRIX + 2, 6, w("No advice is given on too little data."), style(font_color=MUTED, indent=1))


def _trust(job: Job, sheet: TableSheet) -> None:
    for row, light in enumerate(job.analysis.lights, TRUST):
        tone = job.style(font_color=colour(light.light), bold=True, align="left", indent=1)
        job.text(sheet, row, 6, say.light_name(job.w, light.light), tone)
        job.text(sheet, row, 7, say.light(job.w, light), job.style(font_color=MUTED, align="left", indent=1))
