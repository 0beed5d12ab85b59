"""The rows of the Scorecard sheet: one per segment, and empty ones; figures are formulas with their values."""

from __future__ import annotations

import math
from typing import Any, Final

from xlsxwriter.format import Format

from segcore.scorecard import HIGHEST, NEEDED
from segcore.workbook.cells import stored_name
from segcore.workbook.formulas import (
    CHOSEN,
    ELIGIBLE,
    HIGHER,
    KEY,
    LARGE,
    LAST,
    LOWEST,
    NAME,
    ORDER,
    PERCENT,
    POINTS,
    RANK,
    REASON,
    SCORES,
    SOON,
    SURE,
    TIES,
    TOTAL,
    WORTH,
    Card,
    cell,
)
from segcore.workbook.job import Job
from segcore.workbook.scorecard_people import only_scores
from segcore.workbook.segments_sheet import FIRST as SEGMENTS_FIRST
from segcore.workbook.segments_sheet import NAME as SEGMENTS_NAME
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import HAIR, MUTED, UNSEEN

POINTS_SHOWN: Final = "0.0#"


def write_segment(job: Job, sheet: TableSheet, card: Card, place: int) -> None:
    """One row: a segment, or an empty one to fill in."""
    row, decided, style = card.first + place, job.decided, job.style
    sheet.set_row(row, 32)
    known = place < len(decided.names)
    name = decided.names[place] if known else ""
    _name(job, sheet, row, place, name)
    _scores(job, sheet, card, row, place if known else None)
    for column, (formula, value, look) in _figures(job, card, row, place if known else None).items():
        sheet.write_formula(row, column, formula, look, "" if value is None else value)
    sure = decided.certainty.versions.top[place] if known else math.nan
    look = style.number("0%", align="center")
    if math.isnan(sure):
        sheet.write_blank(row, SURE, None, look)
    else:
        sheet.write_number(row, SURE, float(sure), look)
    chosen = job.w("yes") if name in decided.document.scorecard.pins and known else ""
    job.text(sheet, row, CHOSEN, chosen, style.cell(align="center"))
    job.text(sheet, row, KEY, name, style(**UNSEEN))
    order = sorted(decided.names).index(name) if known else place
    sheet.write_number(row, ORDER, order, style(**UNSEEN))


def _name(job: Job, sheet: TableSheet, row: int, place: int, name: str) -> None:
    """A segment goes by its name on the sheet Segments, so that it is renamed in one place."""
    look = job.style.text(bold=True)
    if not name or "Segments" not in job.names:
        job.text(sheet, row, NAME, name, look)
        return
    source = job.reference("Segments", cell(SEGMENTS_FIRST + place, SEGMENTS_NAME, fixed=True))
    sheet.write_formula(row, NAME, f'=IF({source}="","",{source})', look, stored_name(name))


def _scores(job: Job, sheet: TableSheet, card: Card, row: int, place: int | None) -> None:
    decided, look = job.decided, job.style.cell(align="center", num_format="0.##", left=1, left_color=HAIR)
    used = job.decided.document.scorecard.used
    for column in range(SCORES, LAST + 1):
        value = math.nan if place is None else float(decided.ranking.used[place, column - SCORES])
        if card.people is not None:
            _agreed(sheet, card.agreed(row, column, used), row, column, look, "" if math.isnan(value) else value, used)
        elif math.isnan(value):
            sheet.write_blank(row, column, None, look)
        else:
            sheet.write_number(row, column, value, look)
    if card.people is None:
        only_scores(job, sheet, row, row)
    else:
        told = job.w("This is what the people gave: change their own scores below.")
        check = {"validate": "custom", "value": "=FALSE", "error_message": told}
        sheet.data_validation(row, SCORES, row, LAST, check)


def _agreed(
    sheet: TableSheet, formula: str, row: int, column: int, look: Format, value: float | str, used: str
) -> None:
    if used == "median":
        sheet.write_array_formula(row, column, row, column, "{" + formula + "}", look, value)
    else:
        sheet.write_formula(row, column, formula, look, value)


def _figures(job: Job, card: Card, row: int, place: int | None) -> dict[int, tuple[str, Any, Format]]:
    """By column: the formula, the value stored beside it (None: empty), its look."""
    w, style, found = job.w, job.style, job.decided.ranking
    words = {
        "no_value": w("Value is not scored"),
        "value_gate": w("Value is too low"),
        "few_scores": w("fewer than {n} of 9 scores", n=NEEDED),
    }

    def at(values: Any) -> float | None:
        value = None if place is None else float(values[place])
        return None if value is None or math.isnan(value) else value

    eligible = place is not None and bool(found.eligible[place]) and at(found.total) is not None
    rank = int(found.rank[place]) if place is not None and eligible else None
    reason = words.get(found.reason[place], "") if place is not None else ""
    points, plain = style.number(POINTS_SHOWN, align="center"), style(**UNSEEN)
    cells = {
        RANK: (card.rank(row), rank, style.number("0", align="center", bold=True)),
        TOTAL: (card.total(row), at(found.total), style.number(POINTS_SHOWN, align="center", bold=True)),
        PERCENT: (card.percent(row), at(found.percent), style.number("0%", align="center")),
        LOWEST: (card.bound(row, 0), at(found.lowest), points),
        HIGHER: (card.bound(row, int(HIGHEST)), at(found.highest), points),
        REASON: (card.reason(row, words), reason, style.text(font_color=MUTED, text_wrap=True)),
        ELIGIBLE: (card.eligible(row), int(eligible), plain),
        POINTS: (card.points(row), round(at(found.total) or 0.0, 9) if eligible else -1, plain),
    }
    for column in (WORTH, SOON, LARGE):
        value = at(found.used[:, TIES[column]])
        cells[column] = (card.tie(row, column), -1 if value is None else value, plain)
    return cells
