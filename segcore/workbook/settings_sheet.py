"""The Settings sheet: every threshold that made this result, in words and in the form that can be loaded back."""

from __future__ import annotations

import json
from typing import Final

from xlsxwriter.utility import xl_range_abs

from segcore import views
from segcore.settings import NAMES, Settings, Value
from segcore.words import sentences as say
from segcore.workbook.decided import rest
from segcore.workbook.job import Job
from segcore.workbook.segments_sheet import pieces
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import MUTED, colour

WIDTHS: Final = (34, 32, 32, 64, 30, 22, 24, 12)
FIRST: Final = 3


def write_settings(job: Job) -> None:
    """Write the sheet. The workbook's name `labrador_settings` covers Name, Value and Set by you of every setting."""
    w, style = job.w, job.style
    sheet = job.sheet("Settings", WIDTHS)
    job.heading(
        sheet, w("Settings"), w("Every threshold behind these letters; the last three columns can be loaded back.")
    )
    muted = style.text(font_color=MUTED, text_wrap=True)
    flat, usual, given = job.settings.flat(), Settings().flat(), job.settings.given
    rows = [
        [
            (say.setting_name(w, name), style.text(bold=flat[name] != usual[name])),
            (say.setting_value(w, name, flat[name]), style.text(bold=flat[name] != usual[name], text_wrap=True)),
            (say.setting_value(w, name, usual[name]), muted),
            (say.setting_help(w, name), muted),
            (say.setting_source(w, name), muted),
            (name, style.text()),
            (as_text(flat[name]), style.text()),
            (w("yes") if name in given else "", style.text()),
            (as_text(flat[name]), style.text()),
        ]
        for name in NAMES
    ]
    heads = [w("Setting"), w("In force"), w("Default"), w("What it means"), w("Source"), w("Name"), w("Its value")]
    below = job.table(sheet, FIRST - 1, 0, [*heads, w("Set by you"), w("At export")], rows)
    for row in range(FIRST, below):
        sheet.set_row(row, 32)
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(FIRST - 1)
    sheet.set_column(8, 8, 12, None, {"hidden": True})
    job.named("settings", "Settings", xl_range_abs(FIRST, 5, below - 1, 8))
    if job.found:
        below = _made_with(job, sheet, below + 1)
    _rest(job, sheet, below + 1)


def _made_with(job: Job, sheet: TableSheet, row: int) -> int:
    w, style, analysis = job.w, job.style, job.analysis
    grid = analysis.grid
    facts = [
        (w("Reference date"), w.date(analysis.as_of)),
        (w("Period"), job.period()),
        (w("Complete periods"), w.number(len(grid.kept))),
        (w("Not complete, left out of regularity"), ", ".join(w.period(label) for label in grid.dropped) or "–"),
        (w("Ledger"), analysis.ledger_digest[:12]),
    ]
    row = job.table(sheet, row, 0, [w("This analysis"), ""], facts)
    names = {"abc": "ABC", "xyz": "XYZ", "rfm": "RFM"}
    rows = [
        [
            (names[light.analysis], style.text(bold=True)),
            (say.light_name(w, light.light), style.text(font_color=colour(light.light), bold=True)),
            ("", style.text()),
            say.light(w, light),
        ]
        for light in analysis.lights
    ]
    return job.table(sheet, row + 1, 0, [w("How far to trust this"), "", "", w("Why")], rows)


def _rest(job: Job, sheet: TableSheet, row: int) -> None:
    """What else was decided and stands on no sheet: a name and its value for programs."""
    w = job.w
    told = rest(job.decided) | ({"made": json.dumps(made(job))} if job.found else {})
    rows = [[w("For programs"), "", "", "", "", name, *pieces(text)] for name, text in told.items()]
    row = job.title_of(sheet, row, w("How the ledger is read"), w("For loading back; nothing to edit here."))
    widest = max(len(cells) for cells in rows)
    for place, cells in enumerate(rows, row):
        for column, text in enumerate(cells):
            if text:
                job.text(sheet, place, column, text, job.style(font_color=MUTED))
    job.named("rest", "Settings", xl_range_abs(row, 5, row + len(rows) - 1, widest - 1))


def made(job: Job) -> dict[str, object]:
    """What the customers of this workbook were computed from, for the comparison with a later ledger."""
    span = views.span(job.analysis)
    first, last = (day.isoformat() for day in span) if span else ("", "")
    return {
        "language": job.w.language,
        "first": first,
        "last": last,
        "currency": job.analysis.report.currency or "",
        "ledger": job.analysis.ledger_digest,
        "customers": len(job.analysis.customers),
    }


def as_text(value: Value) -> str:
    """A setting's value as text that reads back to exactly this value."""
    if value is None:
        return ""
    return ",".join(repr(number) for number in value) if isinstance(value, tuple) else str(value)
