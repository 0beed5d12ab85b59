"""The To do sheet: the call list by manager, urgency and money at stake, with room for who, when and the result."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from segcore.words import sentences as say
from segcore.workbook.columns import Col, Columns, fitting, texts
from segcore.workbook.job import Job
from segcore.workbook.lists import list_below
from segcore.workbook.styles import DAY, HEAD_LINE, MUTED

URGENCY: Final = (
    "call_now",
    "win_back",
    "target",
    "build_loyalty",
    "check_project",
    "margin_returns",
    "nurture",
    "raise_cheque",
)
FIRST: Final = 3
CONTACT: Final = re.compile(
    r"\b(e-?mails?|adres e-?mail|phones?|telephone|tel|mobile|cell|contacts?|contact person"
    r"|telefon\w*|kom[oó]rk\w+|kontakt\w*|osoba kontaktowa"
    r"|тел|телефон\w*|моб\w*|почта|эл|контакт\w*|мейл|имейл)\b",
    re.IGNORECASE,
)


def write_todo(job: Job) -> None:
    """Write the sheet; without anybody to see, one sentence says so."""
    rows = chosen(job)
    columns = _columns(job, rows)
    sheet = job.sheet("To do", [column.width for column in columns])
    count = job.w.plural("{n} customer asks for your time", "{n} customers ask for your time", len(rows))
    order = job.w("by manager, urgency and money at stake") if _managed(job) else job.w("by urgency and money at stake")
    sheet.set_default_row(22)
    job.heading(sheet, job.w("To do"), f"{count} · {order} · {job.period()}")
    if rows.empty:
        job.text(sheet, FIRST, 0, job.w("Nobody asks for a seller's time."), job.style(font_color=MUTED))
        return
    list_below(job, sheet, FIRST, columns)
    sheet.freeze_panes(FIRST, 2 + _managed(job))


def chosen(job: Job) -> pd.DataFrame:
    """Customers whose action asks for somebody's time, in the order of the list; the index is their position."""
    table = job.analysis.customers.head(job.written)
    urgency = table["action"].astype(str).map({code: place for place, code in enumerate(URGENCY)})
    manager = table["manager"].astype(str)
    folded = manager.str.casefold()
    table = table.assign(_nobody=folded == "", _manager=folded, _name=manager, _urgency=urgency)[urgency.notna()]
    keys = ["_nobody", "_manager", "_name", "_urgency", "revenue_last_12m", "revenue"]
    return table.sort_values(keys, ascending=[True, True, True, True, False, False], kind="stable")


def contact_headers(job: Job) -> list[str]:
    """Attributes of the ledger that say how to reach somebody."""
    return [str(name) for name in job.analysis.attributes.columns if CONTACT.search(str(name).replace("_", " "))]


def _managed(job: Job) -> bool:
    return bool((job.analysis.customers["manager"].astype(str) != "").any())


def _columns(job: Job, rows: pd.DataFrame) -> list[Col]:
    w, style, managed = job.w, job.style, _managed(job)
    starts = rows["_name"].ne(rows["_name"].shift()).tolist() if managed else []
    columns = Columns(job, rows, starts)
    chosen = [_manager(columns, starts)] if managed else []
    chosen += [
        columns.action(),
        columns.customer(),
        columns.cell(),
        columns.money("revenue_last_12m", job.with_unit(w("Last 12 months")), 15),
        columns.money("revenue", job.with_unit(w("Revenue")), 15),
    ]
    if job.analysis.as_of is not None:
        chosen += [
            columns.day("last_date", w("Last purchase")),
            columns.figure("recency_days", w("Silent, days"), 8),
            columns.rhythm(),
        ]
    chosen.append(columns.words("why", w("Why"), 46, lambda code: say.why_action(w, code), columns.muted))
    attributes = job.analysis.attributes.loc[rows.index]
    for name in contact_headers(job):
        values = texts(attributes[name])
        chosen.append(Col(name, name, fitting(values, 18), columns.block(values, style.text(), foreign=True)))
    nothing = [""] * len(rows)
    for head, width, pattern in ((w("Owner"), 18, "@"), (w("Date"), 12, DAY), (w("Result"), 32, "@")):
        look = style.text(num_format=pattern, left=1, left_color=HEAD_LINE)
        chosen.append(Col(head, head, width, columns.block(nothing, look)))
    return chosen


def _manager(columns: Columns, starts: list[bool]) -> Col:
    style, nobody = columns.job.style, columns.w("No manager")
    names = [name or nobody for name in texts(columns.table["manager"])]
    looks = {"first": style.text(bold=True), "": style.text()}
    codes = ["first" if start else "" for start in starts]
    return Col("manager", columns.w("Manager"), 20, columns.block(names, looks, codes, foreign=True))
