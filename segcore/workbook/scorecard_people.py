"""Below the scorecard: each person's own scores, which the rows of the segments agree on, and the notes."""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_range_abs

from segcore.scorecard import CRITERIA, HIGHEST
from segcore.words import criteria
from segcore.workbook.cells import stored_name
from segcore.workbook.formulas import KEY, LAST, NAME, RANK, SCORES, cell
from segcore.workbook.job import Job
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import HAIR, UNSEEN

PERSON: Final = RANK
SPARE: Final = 12


def only_scores(job: Job, sheet: TableSheet, first: int, last: int) -> None:
    """Scores of these rows are 0, 1, 2 or 3."""
    told = job.w("A score is 0, 1, 2 or 3; leave it empty where you do not know.")
    check = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": int(HIGHEST)}
    sheet.data_validation(first, SCORES, last, LAST, {**check, "error_message": told})


def write_people(job: Job, sheet: TableSheet, row: int, segments: int) -> tuple[int, int]:
    """A row per segment and person, and empty ones. segments: the row of the first segment above. Answers the rows."""
    w, style, decided = job.w, job.style, job.decided
    row = job.title_of(sheet, row, w("What each person gave"), column=NAME)
    job.text(sheet, row, PERSON, w("Person"), style.head(align="left"))
    _heads(job, sheet, row)
    first = row + 1
    own = {(name, code, person): score for name, code, person, score in decided.rows}
    look, bold = style.cell(align="center", num_format="0.##", left=1, left_color=HAIR), style.text()
    for number, name in enumerate(decided.names):
        for person in decided.people:
            row += 1
            job.text(sheet, row, PERSON, person, style.text())
            _name(job, sheet, row, segments + number, name)
            for column, code in enumerate(CRITERIA, SCORES):
                score = own.get((name, code, person))
                if score is None:
                    sheet.write_blank(row, column, None, look)
                else:
                    sheet.write_number(row, column, score, look)
            job.text(sheet, row, KEY, name, style(**UNSEEN))
    for _ in range(SPARE):
        row += 1
        for column in range(LAST + 1):
            sheet.write_blank(row, column, None, look if column >= SCORES else bold)
    only_scores(job, sheet, first, row)
    job.named("people", "Scorecard", xl_range_abs(first, PERSON, row, KEY))
    return first, row


def write_notes(job: Job, sheet: TableSheet, row: int, segments: int) -> None:
    """A row of notes per segment, a column per criterion. segments: the row of the first segment above."""
    style, decided = job.style, job.decided
    if not decided.names:
        return
    row = job.title_of(sheet, row, job.w("Notes"), column=NAME)
    _heads(job, sheet, row)
    look = style.cell(text_wrap=True, font_size=9, left=1, left_color=HAIR, valign="top")
    first = row + 1
    for number, name in enumerate(decided.names):
        row += 1
        _name(job, sheet, row, segments + number, name)
        notes = decided.document.scorecard.notes.get(name, {})
        for column, code in enumerate(CRITERIA, SCORES):
            job.text(sheet, row, column, notes.get(code, ""), look)
        job.text(sheet, row, KEY, name, style(**UNSEEN))
    job.named("notes", "Scorecard", xl_range_abs(first, NAME, row, KEY))


def _heads(job: Job, sheet: TableSheet, row: int) -> None:
    sheet.set_row(row, 34)
    job.text(sheet, row, NAME, job.w("Segment"), job.style.head(align="left", indent=1))
    for place, code in enumerate(CRITERIA, SCORES):
        job.text(sheet, row, place, criteria.criterion(job.w, code), job.style.head(align="center"))


def _name(job: Job, sheet: TableSheet, row: int, segment: int, name: str) -> None:
    """The name as it stands in the row of the segment above."""
    source = cell(segment, NAME, fixed=True)
    sheet.write_formula(row, NAME, f'=IF({source}="","",{source})', job.style.text(), stored_name(name))
