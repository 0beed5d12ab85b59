"""The Top 3 sheet, to show to the team: proposed beside chosen, why them, who they are, what to say, what is unsure."""

from __future__ import annotations

import math
from typing import Any, Final

from xlsxwriter.utility import xl_range_abs

from segcore.robustness import word
from segcore.scorecard import TOP
from segcore.words import sentences as say
from segcore.words import verdicts
from segcore.workbook.cells import stored_name
from segcore.workbook.formulas import NAME, RANK, TOTAL, Card, area
from segcore.workbook.job import Job
from segcore.workbook.scorecard_rows import POINTS_SHOWN
from segcore.workbook.segments_sheet import FIRST as SEGMENTS_FIRST
from segcore.workbook.segments_sheet import NAME as SEGMENTS_NAME
from segcore.workbook.segments_sheet import SPARE as SEGMENTS_SPARE
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import MUTED

WIDTHS: Final = (6, 34, 10, 3, 34, 64)
CHOSEN, WHY = 4, 5
FIRST: Final = 4
SPARE: Final = 2
MOST_CUSTOMERS: Final = 20


def write_top(job: Job, sheet: TableSheet, card: Card) -> None:
    """Fill the sheet. card: where the scorecard stands."""
    w = job.w
    pins = job.decided.document.scorecard.pins
    counted = w.plural("{n} segment scored", "{n} segments scored", len(job.decided.names))
    told = verdicts.recommendation(w, len(pins))
    job.heading(sheet, w("Top 3"), " · ".join(filter(None, [counted, told])))
    _proposed(job, sheet, card)
    row = max(_chosen(job, sheet), FIRST + TOP) + 1
    for name in top(job):
        row = _segment(job, sheet, row, name) + 1
    sheet.fit_to_pages(1, 0)


def top(job: Job) -> list[str]:
    """What counts: the chosen segments, else the proposed ones."""
    found, names = job.decided.ranking, job.decided.names
    chosen = [name for name in job.decided.document.scorecard.pins if name in names]
    ranked = sorted((int(rank), place) for place, rank in enumerate(found.rank) if 0 < rank <= TOP)
    return chosen or [names[place] for _, place in ranked]


def _proposed(job: Job, sheet: TableSheet, card: Card) -> None:
    w, style, found = job.w, job.style, job.decided.ranking
    job.text(sheet, FIRST - 2, 1, w("Proposed by points"), style(font_size=13, bold=True))
    middle = style.head(align="center")
    for column, text in ((0, ""), (1, w("Segment")), (2, w("Total"))):
        job.text(sheet, FIRST - 1, column, text, middle if column != 1 else style.head(align="left", indent=1))
    ranks = job.reference("Scorecard", area(card.first, card.last, RANK))
    places = {int(rank): place for place, rank in enumerate(found.rank) if rank}
    for rank in range(1, TOP + 1):
        row, place = FIRST + rank - 1, places.get(rank)
        stored: tuple[Any, Any] = ("", "")
        if place is not None:
            stored = stored_name(found.segments[place]), float(found.total[place])
        looks = style.text(bold=True), style.number(POINTS_SHOWN, align="center")
        sheet.write_number(row, 0, rank, style.cell(align="center", bold=True))
        for column, source in ((1, NAME), (2, TOTAL)):
            values = job.reference("Scorecard", area(card.first, card.last, source))
            formula = card.looked_up(values, ranks, rank)
            sheet.write_formula(row, column, formula, looks[column - 1], stored[column - 1])


def _chosen(job: Job, sheet: TableSheet) -> int:
    w, style = job.w, job.style
    job.text(sheet, FIRST - 2, CHOSEN, w("Chosen by you"), style(font_size=13, bold=True))
    pins = [(name, reason) for name, reason in job.decided.document.scorecard.pins.items()]
    pins += [("", "")] * max(SPARE, TOP - len(pins))
    rows = [[(name, style.text(bold=True)), (reason, style.text(text_wrap=True))] for name, reason in pins]
    below = job.table(sheet, FIRST - 1, CHOSEN, [w("Segment"), w("Because")], rows)
    last = SEGMENTS_FIRST + len(job.decided.names) + SEGMENTS_SPARE - 1
    source = "=" + job.reference("Segments", area(SEGMENTS_FIRST, last, SEGMENTS_NAME))
    check = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(FIRST, CHOSEN, below - 1, CHOSEN, check)
    job.named("pins", "Top 3", xl_range_abs(FIRST, CHOSEN, below - 1, WHY))
    return below


def _segment(job: Job, sheet: TableSheet, row: int, name: str) -> int:
    """What the team needs to know of one segment, as it stood at export."""
    w, style = job.w, job.style
    row = job.title_of(sheet, row, name, column=1)
    card = job.decided.document.scorecard
    contacts = card.contacts.get(name)
    facts = [
        (w("Why"), [_points(job, name), *([card.pins[name]] if card.pins.get(name) else [])]),
        (w("Who"), _who(job, name)),
        (w("What to say"), [card.message.get(name) or w("not written yet")]),
        (w("Contacts in 3 months"), [w.number(contacts) if contacts else w("not said yet")]),
        (w("What is unsure, at export"), _unsure(job, name)),
    ]
    for label, lines in facts:
        for place, line in enumerate(lines):
            job.text(sheet, row, 1, label if place == 0 else "", style(font_color=MUTED, indent=1, align="left"))
            job.text(sheet, row, 2, line, style())
            row += 1
    return row


def _points(job: Job, name: str) -> str:
    w, found = job.w, job.decided.ranking
    place = found.segments.index(name)
    if math.isnan(found.total[place]):
        return w("not scored yet")
    points = verdicts.total(w, float(found.total[place]))
    rank = int(found.rank[place])
    if rank:
        return w("{points} points, place {rank}", points=points, rank=w.number(rank))
    return f"{points} · {verdicts.below(w, found.reason[place], float(found.used[place, 3]))}"


def _who(job: Job, name: str) -> list[str]:
    """The first customers of a segment, or its rule, or that it is cold."""
    w = job.w
    rule = next(segment.rule for segment in job.decided.document.segments if segment.name == name)
    if rule is None:
        return [w("A cold segment: no customers yet.")]
    lines = [say.rule(w, rule)]
    if not job.found or not job.decided.first:
        return lines
    members = job.decided.members(name)
    lines.append(w.plural("{n} customer", "{n} customers", len(members)))
    listed = job.found.customers["customer"].to_numpy()[members[:MOST_CUSTOMERS]].tolist()
    return lines + [str(customer) for customer in listed]


def _unsure(job: Job, name: str) -> list[str]:
    w, sure, found = job.w, job.decided.certainty, job.decided.ranking
    place = found.segments.index(name)
    lines = verdicts.held(w, name, sure.weak) if found.proposed[place] else []
    share = float(sure.versions.top[place])
    if not math.isnan(share):
        chance = verdicts.chance(w, word(share))
        lines.append(f"{verdicts.versions(w, name, share)} ({chance})")
    lines += [verdicts.deciding(w, segment, gaps) for segment, gaps in sure.deciding if segment == name]
    return lines or [w("nothing known")]
