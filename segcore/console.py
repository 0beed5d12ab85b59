"""Results as plain text for a terminal: what `inspect` and `analyse` print without --json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from segcore.analysis import Analysis
from segcore.columns import MONEY_VALUES
from segcore.ledger import FileReport, ReadReport
from segcore.output import records
from segcore.words import Words
from segcore.words import sentences as say


def reading_lines(w: Words, report: ReadReport, customers: int) -> Iterator[str]:
    """How the files were read: each file, the rows and sums by reason, the period, the warnings."""
    for file in report.files:
        yield from _file_lines(w, file)
    rows = (
        w.plural("{n} sale", "{n} sales", report.sales),
        w.plural("{n} return", "{n} returns", report.returns),
        w.plural("{n} left out", "{n} left out", sum(e.rows for e in report.excluded)),
    )
    yield w("Rows read: {n} ({parts})", n=w.number(report.rows_read), parts=", ".join(rows))
    excluded = [(say.reason_name(w, e.reason), w.number(e.rows), w.exact(e.sum)) for e in report.excluded]
    yield from (f"  {line}" for line in aligned(excluded))
    for currency, total in report.sum_by_currency:
        yield w("Sum: {sum} {currency}", sum=w.exact(total), currency=currency).rstrip()
    if report.first_date and report.last_date:
        yield w("Period: {span}", span=w.span(report.first_date, report.last_date))
    yield w("Customers: {n}", n=w.number(customers))
    for warning in report.warnings:
        yield w("Note: {note}", note=say.notice(w, warning))


def _file_lines(w: Words, file: FileReport) -> Iterator[str]:
    facts = [file.format, file.encoding, file.sheet]
    if file.header_row is not None:
        facts.append(w("header in row {n}", n=file.header_row))
    yield f"{file.name}: {', '.join(fact for fact in facts if fact)}"
    known = [(say.role_name(w, c.role), c.header, " | ".join(c.examples)) for c in file.columns if c.role != "ignore"]
    yield from (f"  {line}" for line in aligned(known, right=()))
    for control in file.controls:
        mark = "=" if control.matches else "≠"
        yield f"  {say.control_name(w, control.name)}: {w.exact(control.file)} {mark} {w.exact(control.read)}"


def analysis_lines(w: Words, analysis: Analysis) -> Iterator[str]:
    """The matrix, what to do with how many customers for how much money, and what the data cannot bear."""
    yield w("Matrix")
    money = analysis.value in MONEY_VALUES
    cells = [
        (
            row["cell"],
            w.number(row["customers"]),
            w.money(row["value"]) if money else w.number(row["value"]),
            w.percent(row["share"]),
            say.action_name(w, row["base_action"]) if row["base_action"] else "",
        )
        for row in records(analysis.matrix)
    ]
    yield from (f"  {line}" for line in aligned(cells, right=(1, 2, 3)))
    actions = [
        (
            say.action_name(w, row["action"]),
            w.number(row["customers"]),
            w.money(row["revenue"]),
            say.action_advice(w, row["action"]),
        )
        for row in records(analysis.actions)
        if row["action"]
    ]
    if actions:
        yield w("What to do")
        yield from (f"  {line}" for line in aligned(actions, right=(1, 2)))
    for light in analysis.lights:
        if light.light != "green":
            yield w("Note: {note}", note=say.light(w, light))
    for notice in analysis.notices:
        yield w("Note: {note}", note=say.notice(w, notice))


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int] = (1, 2)) -> Iterator[str]:
    """Rows of text as columns two blanks apart; `right`: the columns set flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
