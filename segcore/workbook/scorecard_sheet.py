"""The Scorecard sheet: it computes by itself, takes scores of 0 to 3 only, and hangs on the wall as one page."""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_range_abs

from segcore.colours import LIGHT, mix
from segcore.scorecard import CRITERIA, REVERSED, TOP
from segcore.words import criteria
from segcore.workbook.cells import stored_name
from segcore.workbook.formulas import (
    CHOSEN,
    HIGHER,
    KEY,
    LARGE,
    LAST,
    LOWEST,
    NAME,
    PERCENT,
    RANK,
    REASON,
    SCORES,
    SURE,
    TOTAL,
    Card,
    cell,
)
from segcore.workbook.job import Job
from segcore.workbook.scorecard_people import write_notes, write_people
from segcore.workbook.scorecard_rows import POINTS_SHOWN, write_segment
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import HEAD_LINE, MUTED

WIDTHS: Final = (9, 32, *(13.5,) * len(CRITERIA), 8, 8, 10.5, 10.5, 26, 11, 11)
GATE, WEIGHTS, HEADS, FIRST, SPARE, ANCHORS = 2, 3, 4, 5, 6, 4
TINTS: Final = (("call", 0.22), ("watch", 0.2), ("target", 0.14), ("target", 0.32))


def write_scorecard(job: Job) -> Card:
    """Write the sheet; the answer says where the segments and their ranks stand."""
    w, decided = job.w, job.decided
    sheet = job.sheet("Scorecard", WIDTHS)
    sheet.fit_to_pages(1, 1)
    note = w("0 to 3, and 3 is always the better end. Totals, ranks and the top 3 follow what you type.")
    job.heading(sheet, w("Scorecard"), note, NAME)
    last = FIRST + len(decided.names) + SPARE - 1
    below = last + 2 + TOP + 2 + ANCHORS
    several = len(decided.people) > 1
    people = write_people(job, sheet, below + 2, FIRST) if several else None
    card = Card(WEIGHTS, cell(GATE, SCORES, fixed=True), FIRST, last, people)
    _rules(job, sheet, several)
    _heads(job, sheet)
    for place in range(last - FIRST + 1):
        write_segment(job, sheet, card, place)
    _looks(sheet, job, card)
    row = _top(job, sheet, card, last + 2)
    _legend(job, sheet, row + 1)
    write_notes(job, sheet, (people[1] if people else below) + 3, FIRST)
    sheet.set_column(KEY, LARGE, None, None, {"hidden": True})
    sheet.freeze_panes(FIRST, SCORES)
    sheet.print_area(0, 0, below, CHOSEN)
    job.named("scores", "Scorecard", xl_range_abs(FIRST, NAME, last, KEY))
    return card


def _rules(job: Job, sheet: TableSheet, several: bool) -> None:
    """The gate, who scored, the weights."""
    w, style, card = job.w, job.style, job.decided.document.scorecard
    label = style(font_color=MUTED, align="left", indent=1)
    entry = style(border=1, border_color=HEAD_LINE, align="center")
    job.text(sheet, GATE, NAME, w("Value at least; 0 lifts the gate"), label)
    sheet.write_number(GATE, SCORES, 2 if card.gate else 0, entry)
    sheet.data_validation(GATE, SCORES, GATE, SCORES, {"validate": "list", "source": [0, 2]})
    job.named("gate", "Scorecard", xl_range_abs(GATE, SCORES, GATE, SCORES))
    if several:
        names = ", ".join(job.decided.people)
        how = w("Median of {names}", names=names) if card.used == "median" else w("Mean of {names}", names=names)
        job.text(sheet, GATE, SCORES + 2, how, style(font_color=MUTED))
    else:
        job.text(sheet, GATE, SCORES + 2, w("Scored by"), style(font_color=MUTED, align="right"))
        job.text(sheet, GATE, SCORES + 3, "".join(job.decided.people), style(bottom=1, bottom_color=HEAD_LINE))
        job.named("person", "Scorecard", xl_range_abs(GATE, SCORES + 3, GATE, SCORES + 3))
    job.text(sheet, WEIGHTS, NAME, w("Weight"), label)
    for place, weight in enumerate(job.decided.rules.weights, SCORES):
        sheet.write_number(WEIGHTS, place, weight, entry)
    check = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": w("A weight is 0 or more.")}
    sheet.data_validation(WEIGHTS, SCORES, WEIGHTS, LAST, check)
    job.named("weights", "Scorecard", xl_range_abs(WEIGHTS, SCORES, WEIGHTS, LAST))


def _heads(job: Job, sheet: TableSheet) -> None:
    w, style = job.w, job.style
    sheet.set_row(HEADS, 34)
    left, middle = style.head(align="left", indent=1), style.head(align="center")
    job.text(sheet, HEADS, RANK, w("Rank"), middle)
    job.text(sheet, HEADS, NAME, w("Segment"), left)
    for place, code in enumerate(CRITERIA, SCORES):
        turned = f" {criteria.TURNED}" if code in REVERSED else ""
        job.text(sheet, HEADS, place, criteria.criterion(w, code) + turned, middle)
    heads = {
        TOTAL: w("Total"), PERCENT: "%", LOWEST: w("Lowest"), HIGHER: w("Highest"), REASON: w("Below the line"),
        SURE: w("In the top 3, at export"), CHOSEN: w("Chosen, at export"),
    }  # fmt: skip
    for place, text in heads.items():
        job.text(sheet, HEADS, place, text, left if place == REASON else middle)


def _looks(sheet: TableSheet, job: Job, card: Card) -> None:
    """Colours of 0 to 3; a score between two takes the nearer one's."""
    spans = [(card.first, card.last), *([card.people] if card.people else [])]
    for first, last in spans:
        own = cell(first, SCORES)
        for score, (token, part) in enumerate(TINTS):
            low, high = score - 0.5, score + 0.5
            rule = f"=AND(ISNUMBER({own}),{own}>={low},{own}<{high})"
            look = job.book.add_format({"bg_color": mix(LIGHT.tokens[token], LIGHT.page, part)})
            sheet.conditional_format(first, SCORES, last, LAST, {"type": "formula", "criteria": rule, "format": look})
    first, last = card.first, card.last
    best = job.book.add_format({"bold": True, "font_color": LIGHT.tokens["target"]})
    rule = f"=AND(ISNUMBER(${cell(first, RANK)}),${cell(first, RANK)}<={TOP})"
    sheet.conditional_format(first, RANK, last, NAME, {"type": "formula", "criteria": rule, "format": best})


def _top(job: Job, sheet: TableSheet, card: Card, row: int) -> int:
    """The first three, by formulas; returns the row behind them."""
    found, style = job.decided.ranking, job.style
    row = job.title_of(sheet, row, job.w("Top 3 by points"), column=NAME)
    names = {int(rank): place for place, rank in enumerate(found.rank) if rank}
    for rank in range(1, TOP + 1):
        place = names.get(rank)
        name = "" if place is None else stored_name(found.segments[place])
        total = "" if place is None else float(found.total[place])
        sheet.write_number(row, RANK, rank, style.number("0", align="center", bold=True))
        sheet.write_formula(row, NAME, card.ranked(rank, NAME), style.text(bold=True), name)
        sheet.write_formula(row, SCORES, card.ranked(rank, TOTAL), style.number(POINTS_SHOWN, align="center"), total)
        row += 1
    return row


def _legend(job: Job, sheet: TableSheet, row: int) -> None:
    """What each score means, best first."""
    style = job.style
    small = style.cell(font_size=11, text_wrap=True, align="center", font_color=MUTED)
    for score in range(ANCHORS - 1, -1, -1):
        sheet.set_row(row, 64)
        job.text(sheet, row, NAME, job.w("{n} means", n=score), style.text(align="right", font_color=MUTED))
        for place, code in enumerate(CRITERIA, SCORES):
            job.text(sheet, row, place, criteria.anchor(job.w, code, score), small)
        row += 1
