"""The list of customers: one table everywhere; a row opens the customer's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from pages.ui import session
from pages.ui.frame import Open, go
from pages.ui.parts import action_column, chip, dark, section, with_currency
from segcore.colours import STATUS_TOKEN, palette
from segcore.shapes import customer_table, recent_periods
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.markers import mark_plural
from segcore.words.names import STATUS

AT_ONCE = 500
ROW, SHOWN_ROWS = 38, 9
Positions = Any
RECENT = {
    "month": mark_plural("{n} month", "{n} months"),
    "quarter": mark_plural("{n} quarter", "{n} quarters"),
    "week": mark_plural("{n} week", "{n} weeks"),
    "rolling_30": mark_plural("{n} × 30 days", "{n} × 30 days"),
}


def customers(
    page: Open,
    positions: Positions,
    key: str,
    with_cell: bool = True,
    scores: bool = False,
    then: Callable[[str], None] | None = None,
) -> None:
    """The customers at these positions, five hundred to a page; picking a row opens the customer.

    then: what to do with his name instead, before the next run: a page cannot open itself anew.
    """
    words, analysis = page.words, page.analysis
    pages = max(1, -(-len(positions) // AT_ONCE))
    number = 1
    if pages > 1:
        number = st.pagination(pages, key=f"pages_{key}")
    part = positions[(number - 1) * AT_ONCE : number * AT_ONCE]
    table = _worded(page, customer_table(analysis, part), part)
    shown = [name for name in _ORDER if (with_cell or name != "cell") and (scores or name != "scores")]
    if analysis.as_of is None:
        shown = [name for name in shown if name not in ("series", "silent", "rhythm", "status")]
    if not any(table["action"]):
        shown = [name for name in shown if name != "action"]
    styled = table.style.format(_formats(words), na_rep="\u2013")
    alt = words("Customers with their action, revenue, rhythm and status; a row opens the customer")
    name = f"list_{key}_{number}"

    def picked() -> None:
        rows = session.widget(name)["selection"]["rows"]
        if then and rows:
            then(str(analysis.customers["customer"].iloc[part[rows[0]]]))

    row = picked_row(styled, len(part), shown, _columns(page), name, alt, picked)
    if row is not None and then is None:
        open_customer(page, int(part[row]))


def picked_row(
    styled: Any,
    rows: int,
    shown: list[str],
    columns: dict[str, Any],
    key: str,
    alt: str,
    on_select: Callable[[], None] | Literal["rerun"] = "rerun",
) -> int | None:
    """A table of customers, nine rows high at most; the position of the row that is picked, None for none."""
    event = st.dataframe(
        styled,
        column_order=shown,
        column_config=columns,
        hide_index=True,
        row_height=ROW,
        height=ROW * (min(rows, SHOWN_ROWS) + 1) + 2,
        selection_mode="single-row",
        on_select=on_select,
        key=key,
        placeholder="\u2013",
        alt=alt,
    )
    return int(event.selection.rows[0]) if event.selection.rows else None


def picked_list(
    page: Open, title: str, sentence: str, positions: Positions, clears: tuple[str, ...], key: str, **shown: bool
) -> None:
    """The list below a map: its heading, the way back to all customers, the sentence of what was picked, the table.

    clears: what is picked now (fields of Picked), none where all customers are listed.
    """
    words = page.words
    with section("list", title):
        if clears:
            st.button(
                words("All customers"),
                key="all_customers",
                type="tertiary",
                on_click=session.pick,
                kwargs=dict.fromkeys(clears),
            )
    if not len(positions):
        st.caption(words("No customers here with these thresholds."))
        return
    if sentence:
        st.markdown(sentence)
    customers(page, positions, key, **shown)


def open_customer(page: Open, position: int) -> None:
    """Go to one customer's page."""
    session.pick(customer=str(page.analysis.customers["customer"].iloc[position]))
    go("customer")


_ORDER = ("customer", "cell", "action", "revenue", "share", "series", "silent", "rhythm", "scores", "status", "why")


def _worded(page: Open, table: Any, positions: Positions) -> Any:
    words = page.words
    part = replace(page.analysis, customers=page.analysis.customers.iloc[positions])
    return table.assign(
        customer=[page.name(name) for name in table["customer"]],
        cell=[[cell] for cell in table["cell"]],
        action=[[code] if code else [] for code in table["action"]],
        status=[[code] for code in table["status"]],
        why=[page.name(sentence) for sentence in say.whys(words, part)],
    )


def _formats(words: Words) -> dict[str, Any]:
    return {
        "revenue": lambda amount: words.number(round(amount)),
        "share": words.percent,
        "silent": lambda days: words("{n} d", n=words.number(int(days))),
        "rhythm": lambda days: words("every {n} d", n=words.number(round(days))),
    }


def _columns(page: Open) -> dict[str, Any]:
    words, colours, config = page.words, palette(dark()), st.column_config
    series = words.plural(*RECENT[page.analysis.grid.kind], len(recent_periods(page.analysis)))
    cells = [row + column for row in "ABC" for column in "XYZ"] + ["A", "B", "C", "N"]
    fills = [colours.tokens["watch"] if cell == "N" else colours.fills[cell[0]] for cell in cells]
    return {
        "customer": config.TextColumn(words("Customer"), width=250),
        "cell": config.MultiselectColumn(words("Cell"), width=56, options=cells, color=fills),
        "action": action_column(words),
        "revenue": config.NumberColumn(with_currency(words, page.analysis, "Revenue"), width=102),
        "share": config.NumberColumn(words("Share"), width=62),
        "series": config.BarChartColumn(series, width=122, y_min=0, color=colours.fills["B"]),
        "silent": config.NumberColumn(words("Silent for"), width=92),
        "rhythm": config.NumberColumn(words("Rhythm"), width=98, help=words("Days between purchases, usually")),
        "scores": config.TextColumn("R · F · M", width=90),
        "status": config.MultiselectColumn(
            words("Status"),
            width=100,
            options=list(STATUS),
            color=[chip(colours, STATUS_TOKEN[code]) for code in STATUS],
            format_func=lambda code: say.status_name(words, code),
        ),
        "why": config.TextColumn(words("Why here"), width=330),
    }
