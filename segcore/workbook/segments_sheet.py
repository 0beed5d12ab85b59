"""The Segments sheet: rules with their customers, the tree, parameters; what is typed there can be loaded back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_range_abs

from segcore.rules import Rule
from segcore.segments import Segment
from segcore.tree import candidates, walk
from segcore.words import sentences as say
from segcore.workbook.job import MINOR, Job
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import COUNT, MONEY, MUTED, SHARE, UNSEEN
from segcore.workspace import rule_json

PRIORITY, NAME, WORDED, CUSTOMERS, REVENUE, PART, BEST, CONTACTS, MESSAGE, KEY, RULE = range(11)
WIDTHS: Final = (9, 34, 52, 12, 15, 10, 12, 14, 60)
FIRST: Final = 4
SPARE: Final = 8
DEEPEST_INDENT: Final = 15
PIECE: Final = 32_000  # characters of one cell


def write_segments(job: Job) -> None:
    """Write the sheet; below the segments whatever else there is: tree, parameters, levels, own words."""
    w, document = job.w, job.decided.document
    sheet = job.sheet("Segments", WIDTHS)
    note = w(
        "In order of priority; a customer belongs to the first that fits. Names, contacts and texts can be edited."
    )
    job.heading(sheet, w("Segments"), note)
    row, columns = _segments(job, sheet)
    if document.trees:
        row, wide = _tree(job, sheet, row + 1)
        columns = max(columns, wide)
    if document.parameters:
        row = _parameters(job, sheet, row + 1)
    if document.levels:
        row = _levels(job, sheet, row + 1)
    if document.statuses:
        _statuses(job, sheet, row + 1)
    sheet.set_column(KEY, columns, 10, None, {"hidden": True})
    sheet.freeze_panes(FIRST, NAME + 1)


def pieces(text: str) -> list[str]:
    """A long text as several cells hold it."""
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)] or [""]


def _segments(job: Job, sheet: TableSheet) -> tuple[int, int]:
    """The table of segments; answers the row below it and its last column."""
    w, style = job.w, job.style
    heads = [w("Priority"), w("Segment"), w("Rule")]
    heads += [w("Customers"), job.with_unit(w("Revenue")), w("Share"), w("Share in class A")]
    heads += [w("Contacts in 3 months"), w("What to say")]
    sheet.set_row(FIRST - 1, 34)
    known = {segment.name: segment for segment in reversed(job.decided.document.segments)}
    rows = [_row(job, place, known[name]) for place, name in enumerate(job.decided.names)]
    blank = [(None, style.number(COUNT)), *[("", style.text())] * 2, *[(None, style.number(COUNT))] * 5]
    rows += [[*blank, ("", style.text())]] * SPARE
    below = job.table(sheet, FIRST - 1, 0, heads, rows)
    widest = KEY
    for place, name in enumerate(job.decided.names):
        job.text(sheet, FIRST + place, KEY, name, style(**UNSEEN))
        widest = max(widest, _rule(job, sheet, FIRST + place, known[name].rule))
    job.named("segments", "Segments", xl_range_abs(FIRST, 0, below - 1, widest))
    return below, widest


def _rule(job: Job, sheet: TableSheet, row: int, rule: Rule | None) -> int:
    """Keep a rule, unseen; the last column it took."""
    texts = pieces(rule_json(rule) if rule else "")
    for column, piece in enumerate(texts, RULE):
        job.text(sheet, row, column, piece, job.style(**UNSEEN))
    return RULE + len(texts) - 1


def _row(job: Job, place: int, segment: Segment) -> Sequence[Any]:
    style, card = job.style, job.decided.document.scorecard
    money, count, share = style.number(MONEY), style.number(COUNT), style.number(SHARE)
    figures: list[Any] = [(None, count), (None, money), (None, share), (None, share)]
    if job.found and job.decided.first:
        own = job.decided.size(job.found, segment.name)
        parts = [None if math.isnan(value) else value for value in (own.share, own.best)]
        figures = [(own.customers, count), (own.revenue / MINOR, money), (parts[0], share), (parts[1], share)]
    worded = say.rule(job.w, segment.rule) or job.w("no rule: cold")
    return [
        (place + 1, count),
        (segment.name, style.text(bold=True)),
        (worded, style.text(font_color=MUTED, text_wrap=True)),
        *figures,
        (card.contacts.get(segment.name), count),
        (card.message.get(segment.name, ""), style.text(text_wrap=True)),
    ]


def _tree(job: Job, sheet: TableSheet, row: int) -> tuple[int, int]:
    """The trees; answers the row below and the last column."""
    w, style = job.w, job.style
    row = job.title_of(sheet, row, w("Tree"), w("Level 1 is the widest; value 0 none, 1 weak, 2 good, 3 mega."))
    middle, rows = style.cell(align="center"), []
    for root in job.decided.document.trees:
        stops = {id(node) for node in candidates(root)}
        for path, node in walk(root):
            look = style.text(indent=min(2 * len(path) - 1, DEEPEST_INDENT), bold=id(node) in stops)
            told = w("stop here: to the scorecard") if id(node) in stops else ""
            rows.append([(len(path), middle), (node.name, look), (told, style.text(font_color=MUTED)), node.strength])
    rows += [[(None, middle), ("", style.text()), ("", style.text()), (None, middle)]] * SPARE
    below = job.table(sheet, row, 0, [w("Level"), w("Segment"), "", w("Value")], rows)
    check = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 3}
    sheet.data_validation(row + 1, CUSTOMERS, below - 1, CUSTOMERS, check)
    nodes = [node for root in job.decided.document.trees for _, node in walk(root)]
    widest = max(_rule(job, sheet, place, node.rule) for place, node in enumerate(nodes, row + 1))
    job.named("tree", "Segments", xl_range_abs(row + 1, PRIORITY, below - 1, widest))
    return below, widest


def _parameters(job: Job, sheet: TableSheet, row: int) -> int:
    w, style = job.w, job.style
    row = job.title_of(sheet, row, w("Parameters"), w("Each with its weight and its levels, worst first."))
    rows, keys = [], []
    for parameter in job.decided.document.parameters:
        for place, level in enumerate(parameter.levels or ("",)):
            weight, name = (parameter.weight, parameter.name) if place == 0 else (None, "")
            number = place if parameter.levels else None
            look = style.number("0.##")
            rows.append([(weight, look), (name, style.text(bold=True)), level, (number, style.number())])
            keys.append(name)
    below = job.table(sheet, row, 0, [w("Weight"), w("Parameter"), w("Level"), w("Worth")], rows)
    for place, name in enumerate(keys, row + 1):
        job.text(sheet, place, KEY, name, style(**UNSEEN))
    job.named("parameters", "Segments", xl_range_abs(row + 1, PRIORITY, below - 1, KEY))
    return below


def _levels(job: Job, sheet: TableSheet, row: int) -> int:
    w, style = job.w, job.style
    row = job.title_of(sheet, row, w("Levels"), w("What is known of each prospect; worth as in the parameters."))
    rows: list[list[Any]] = []
    for prospect, given in job.decided.document.levels.items():
        known: list[tuple[str, int | None]] = list(given.items())
        for name, level in known or [("", None)]:
            rows.append([("", style.text()), prospect, name, (level, style.number())])
    below = job.table(sheet, row, 0, ["", w("Prospect"), w("Parameter"), w("Worth")], rows)
    job.named("levels", "Segments", xl_range_abs(row + 1, NAME, below - 1, CUSTOMERS))
    return below


def _statuses(job: Job, sheet: TableSheet, row: int) -> None:
    w, style = job.w, job.style
    row = job.title_of(sheet, row, w("Your own words for customers"))
    rows = [[("", style.text()), key, word] for key, word in job.decided.document.statuses.items()]
    below = job.table(sheet, row, 0, ["", w("Customer"), w("Your word")], rows)
    job.named("statuses", "Segments", xl_range_abs(row + 1, NAME, below - 1, WORDED))
