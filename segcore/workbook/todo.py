"""The To do sheet: the call list by manager, urgency and money at stake, with room for who, when and the result."""

from __future__ import annotations

import re
from typing import Any, Final

import pandas as pd

from segcore.words import sentences as say
from segcore.workbook.job import MINOR, Job
from segcore.workbook.styles import COUNT, DAY, HEAD_LINE, LETTERS, MONEY, MONTH, MUTED

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
    rows, contacts = chosen(job), contact_headers(job)
    heads, widths = _heads(job, contacts)
    sheet = job.sheet("To do", widths)
    count = job.w.plural("{n} customer asks for your time", "{n} customers ask for your time", len(rows))
    order = job.w("by manager, urgency and money at stake") if _managed(job) else job.w("by urgency and money at stake")
    job.heading(sheet, job.w("To do"), f"{count} · {order} · {job.period()}")
    if not len(rows):
        job.text(sheet, FIRST - 1, 0, job.w("Nobody asks for a seller's time."), job.style(font_color=MUTED))
        return
    sheet.set_default_row(22)
    sheet.set_row(0, 30)
    sheet.set_row(FIRST - 1, 30)
    job.table(sheet, FIRST - 1, 0, heads, [_row(job, row, contacts) for row in _records(rows)])
    sheet.freeze_panes(FIRST, 2 + _managed(job))
    sheet.autofilter(FIRST - 1, 0, FIRST - 1 + len(rows), len(heads) - 1)
    sheet.repeat_rows(FIRST - 1)


def chosen(job: Job) -> pd.DataFrame:
    """Customers whose action asks for somebody's time, in the order of the list; `starts` marks a manager's first."""
    analysis = job.analysis
    table = analysis.customers.join(analysis.attributes.drop(columns="manager", errors="ignore"), rsuffix=" ")
    table = table.head(job.written)
    rank = {code: place for place, code in enumerate(URGENCY)}
    urgency = table["action"].astype(str).map(rank)
    manager = table["manager"].astype(str)
    folded = manager.str.casefold()
    table = table.assign(_empty=folded == "", _manager=folded, _urgency=urgency)[urgency.notna()]
    keys = ["_empty", "_manager", "_urgency", "revenue_last_12m", "revenue"]
    table = table.sort_values(keys, ascending=[True, True, True, False, False], kind="stable")
    return table.assign(starts=table["_manager"].ne(table["_manager"].shift()))


def contact_headers(job: Job) -> list[str]:
    """Attributes of the ledger that say how to reach somebody."""
    return [str(name) for name in job.analysis.attributes.columns if CONTACT.search(str(name).replace("_", " "))]


def _managed(job: Job) -> bool:
    return bool((job.analysis.customers["manager"].astype(str) != "").any())


def _heads(job: Job, contacts: list[str]) -> tuple[list[str], list[float]]:
    w = job.w
    columns: list[tuple[str, float]] = [
        (w("Action"), 20),
        (w("Customer"), 34),
        (w("Cell"), 6.5),
        (job.with_unit(w("Last 12 months")), 15),
        (job.with_unit(w("Revenue")), 15),
        (w("Last purchase"), 13),
        (w("Silent, days"), 8),
        (w("Every, days"), 8),
        (w("Why"), 46),
        *((header, 22.0) for header in contacts),
        (w("Owner"), 16),
        (w("Date"), 12),
        (w("Result"), 30),
    ]
    if _managed(job):
        columns.insert(0, (w("Manager"), 20))
    return [head for head, _ in columns], [width for _, width in columns]


def _row(job: Job, row: dict[str, Any], contacts: list[str]) -> list[Any]:
    w, style, action = job.w, job.style, str(row["action"])
    line = {"top": 1, "top_color": HEAD_LINE} if row["starts"] and _managed(job) else {}
    pattern = MONTH if job.analysis.report.precision == "month" else DAY
    fill, ink = LETTERS[str(row["cell"])[0]]
    last = row["last_date"]
    cells: list[Any] = [
        (say.action_name(w, action), style.chip(action, **line)),
        (str(row["customer"]), style.text(**line)),
        (str(row["cell"]), style.cell(bold=True, align="center", bg_color=fill, font_color=ink, **line)),
        (row["revenue_last_12m"] / MINOR, style.number(MONEY, **line)),
        (row["revenue"] / MINOR, style.number(MONEY, **line)),
        (None if pd.isna(last) else last.date(), style.number(pattern, **line)),
        (row["recency_days"], style.number(COUNT, **line)),
        (row["typical_gap_days"], style.number(COUNT, **line)),
        (say.why_action(w, str(row["why"])), style.text(font_color=MUTED, **line)),
        *((_shown(row[header]), style.text(**line)) for header in contacts),
        ("", style.text(**_empty(), **line)),
        ("", style.text(num_format=DAY, **_empty(), **line)),
        ("", style.text(**_empty(), **line)),
    ]
    if _managed(job):
        cells.insert(0, (str(row["manager"]) or w("No manager"), style.text(bold=bool(row["starts"]), **line)))
    return cells


def _empty() -> dict[str, Any]:
    return {"left": 1, "left_color": HEAD_LINE}


def _shown(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.itertuples(index=False, name=None)]
