"""The sheets ABC-XYZ and RFM: the same partition as on the Summary, as tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from segcore.words import sentences as say
from segcore.workbook.job import MINOR, Job
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import COUNT, MONEY, MUTED, SHARE

WIDTHS: Final = (34, 24, 24, 24, 18, 3, 8, 22, 12, 16, 16, 88)


def write_abc_xyz(job: Job) -> None:
    """Matrix as three tables, and the actions behind every cell."""
    w, sheet = job.w, job.sheet("ABC-XYZ", WIDTHS)
    sheet.set_default_row(20)
    job.heading(sheet, w("ABC-XYZ"), f"{job.period()} · {job.value_label()}")
    row = _grid(job, sheet, 3, w("Customers"), "customers", COUNT, 1)
    row = _grid(job, sheet, row + 1, job.value_label(), "value", MONEY, job.scale)
    _grid(job, sheet, row + 1, w("Share"), "share", SHARE, 1)
    row = _actions(job, sheet, 3)
    _cells(job, sheet, row + 1)


def _grid(job: Job, sheet: TableSheet, row: int, title: str, column: str, pattern: str, scale: int) -> int:
    w, style, table = job.w, job.style, job.analysis.matrix
    known = {str(code): float(value) / scale for code, value in zip(table["cell"], table[column], strict=True)}
    judged = "AX" in known
    letters = "XYZ" if judged else ("",)
    heads = [title, *(f"{code}  {say.letter(w, code, job.analysis.settings)}" for code in "XYZ" if judged), w("Total")]
    number, total = style.number(pattern), style.number(pattern, bold=True)
    rows: list[list[Any]] = []
    for abc in [letter for letter in "ABCN" if letter in set(table["abc"].astype(str))]:
        cells = [known[abc + xyz] for xyz in letters] if abc != "N" else []
        own = sum(cells) if abc != "N" else known["N"]
        blanks = [(None, number)] * (3 - len(cells)) if judged else []
        name = f"{abc}  {say.letter(w, abc, job.analysis.settings)}"
        rows.append([name, *((value, number) for value in (cells if judged else [])), *blanks, (own, total)])
    sums = [sum(known[abc + xyz] for abc in "ABC") for xyz in letters] if judged else []
    whole = (sum(known.values()), total)
    rows.append([(w("Total"), style.text(bold=True)), *((value, total) for value in sums), whole])
    return job.table(sheet, row, 0, heads, rows)


def _actions(job: Job, sheet: TableSheet, row: int) -> int:
    w, style = job.w, job.style
    money, count = style.number(MONEY), style.number(COUNT)
    table = job.analysis.actions
    rows = [
        [
            (say.action_name(w, code), style.chip(code)),
            (int(customers), count),
            (revenue / MINOR, money),
            (last / MINOR, money),
            say.action_advice(w, code),
        ]
        for code, customers, revenue, last in _rows(table, "action", "customers", "revenue", "revenue_last_12m")
        if code
    ]
    heads = [w("Action"), w("Customers"), job.with_unit(w("Revenue")), w("Last 12 months"), w("What it means")]
    return job.table(sheet, row, 7, heads, rows)


def _cells(job: Job, sheet: TableSheet, row: int) -> int:
    w, style = job.w, job.style
    money, count, muted = style.number(MONEY), style.number(COUNT), style.text(font_color=MUTED)
    customers = job.analysis.customers
    last_year = customers.groupby(["cell", "action"], observed=True)["revenue_last_12m"].sum()
    rows, before = [], ""
    for cell, action, number, revenue in _rows(job.analysis.cell_actions, "cell", "action", "customers", "revenue"):
        rows.append(
            [
                (cell if cell != before else "", style.text(bold=True)),
                (say.action_name(w, action), style.chip(action)),
                (int(number), count),
                (revenue / MINOR, money),
                (last_year[cell, action] / MINOR, money),
                (say.cell(w, cell) if cell != before else "", muted),
            ]
        )
        before = cell
    heads = [
        w("Cell"),
        w("Action"),
        w("Customers"),
        job.with_unit(w("Revenue")),
        w("Last 12 months"),
        w("Who they are"),
    ]
    return job.table(sheet, row, 6, heads, rows)


def write_rfm(job: Job) -> None:
    """The ten segments and the edges of their scores."""
    w, style, analysis = job.w, job.style, job.analysis
    sheet = job.sheet("RFM", (20, 13, 17, 10, 26, 70))
    sheet.set_default_row(20)
    settings = analysis.settings.rfm
    frequency = say.setting_value(w, "rfm.frequency", settings.frequency)
    monetary = say.setting_value(w, "rfm.monetary", settings.monetary)
    meaning = w(
        "R: days since the last purchase · F: {frequency} · M: {monetary}", frequency=frequency, monetary=monetary
    )
    job.heading(sheet, w("RFM"), f"{job.period()} · {meaning}")
    count, money, share = style.number(COUNT), style.number(MONEY), style.number(SHARE)
    rows = [
        [
            (say.rfm_name(w, segment), style.chip(segment)),
            (int(customers), count),
            (value / MINOR, money),
            (float(part), share),
            say.rfm_advice(w, segment),
            (say.rfm_sentence(w, segment), style.text(font_color=MUTED)),
        ]
        for segment, customers, value, part in _rows(analysis.rfm, "segment", "customers", "value", "share")
    ]
    heads = [w("Segment"), w("Customers"), job.with_unit(w("Revenue")), w("Share"), w("Advice"), w("Who they are")]
    row = job.table(sheet, 3, 0, heads, rows)
    _edges(job, sheet, row + 2)


def _edges(job: Job, sheet: TableSheet, row: int) -> None:
    w, style, edges = job.w, job.style, job.analysis.rfm_edges
    if edges is None:
        return
    job.text(sheet, row - 1, 0, w("Where the scores change"), style(font_size=13, bold=True))
    top = len(edges.r) + 1
    shown: tuple[Callable[[float], str], ...] = (w.number, w.plain, w.money)
    rows = []
    for score in range(top, 0, -1):
        name = (w("Score {n}", n=score), style.text(bold=True))
        if score == 1:
            rows.append([name, w("more days"), w("fewer"), w("less money")])
            continue
        limits = zip("≤≥≥", shown, (edges.r, edges.f, edges.m), strict=True)
        rows.append([name, *(_limit(sign, show, edge[score - 2]) for sign, show, edge in limits)])
    job.table(sheet, row, 0, [w("Score"), w("R, days"), "F", job.with_unit("M")], rows)


def _limit(sign: str, show: Callable[[float], str], edge: float) -> str:
    return f"{sign} {show(edge)}" if edge == edge else "–"


def _rows(table: pd.DataFrame, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].tolist() for name in names), strict=True))
