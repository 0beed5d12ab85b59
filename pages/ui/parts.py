"""Small shared parts: a heading with its control, figures, badges, the download."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from pages.ui import session
from pages.ui.frame import Open
from segcore.analysis import Analysis
from segcore.colours import ACTION_TOKEN, LIGHT_TOKEN, STREAMLIT_NAME, Palette, Token, mix, palette
from segcore.output import customers_csv
from segcore.prepare import stale
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.codes import ACTIONS
from segcore.words.markers import mark, mark_plural

LIGHT_ICON = {"green": ":material/check_circle:", "yellow": ":material/warning:", "red": ":material/block:"}
MEASURE = {
    "revenue": mark("Revenue"),
    "profit": mark("Profit"),
    "documents": mark("Documents"),
    "quantity": mark("Quantity"),
}


USUAL = {
    "week": mark("Usual week"),
    "month": mark("Usual month"),
    "quarter": mark("Usual quarter"),
    "rolling_30": mark("Usual 30 days"),
}
BOUGHT_IN = {
    "week": mark_plural("{n} week with purchases", "{n} weeks with purchases"),
    "month": mark_plural("{n} month with purchases", "{n} months with purchases"),
    "quarter": mark_plural("{n} quarter with purchases", "{n} quarters with purchases"),
    "rolling_30": mark_plural("{n} × 30 days with purchases", "{n} × 30 days with purchases"),
}
REVENUE_BY = {
    "week": mark("Revenue by week"),
    "month": mark("Revenue by month"),
    "quarter": mark("Revenue by quarter"),
    "rolling_30": mark("Revenue by 30 days"),
}


@dataclass(frozen=True)
class Figure:
    """One bordered metric: label, value, and a line below in a colour; arrow: up, down or off."""

    label: str
    value: str
    note: str = ""
    token: Token = "rest"
    arrow: str = "off"


def dark() -> bool:
    """Whether the page is shown on the dark theme."""
    return bool(st.context.theme.type == "dark")


def figures(row: Sequence[Figure]) -> None:
    """Four figures side by side."""
    for column, figure in zip(st.columns(len(row)), row, strict=True):
        column.metric(
            figure.label,
            figure.value,
            figure.note or None,
            delta_color=STREAMLIT_NAME[figure.token],
            delta_arrow=figure.arrow,
            border=True,
        )


@contextmanager
def section(key: str, title: str) -> Iterator[None]:
    """A section heading; what is drawn inside stands on its right."""
    with st.container(
        key=f"sec_{key}", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.subheader(title, anchor=False, width="stretch")
        yield


def coloured(token: Token, text: str) -> str:
    """Markdown of a text in the colour of its meaning."""
    return f":{STREAMLIT_NAME[token]}[{text}]"


def badges(row: Sequence[tuple[Token, str, str]]) -> None:
    """Badges in one line: (meaning, icon or "", text)."""
    with st.container(horizontal=True, gap="small"):
        for token, icon, text in row:
            st.badge(text, icon=icon or None, color=STREAMLIT_NAME[token])


def lights(words: Words, analysis: Analysis) -> None:
    """How far to trust each analysis."""
    badges([(LIGHT_TOKEN[light.light], LIGHT_ICON[light.light], say.light(words, light)) for light in analysis.lights])


def notices(words: Words, analysis: Analysis) -> None:
    """What the ledger made us notice, calmly; first of all that it ended long ago."""
    late = stale(analysis.as_of, date.today()) if analysis.as_of else None
    for notice in (*([late] if late else []), *analysis.notices):
        st.caption(session.esc(say.notice(words, notice)))


def value_text(words: Words, analysis: Analysis, value: float) -> str:
    """A value of the matrix, short: money, or a count where documents or quantity are classified."""
    counted = analysis.value in ("documents", "quantity")
    return words.compact(value) if counted else words.short(round(value))


def measure(words: Words, analysis: Analysis) -> str:
    """What is classified, with its currency: `Revenue, EUR`."""
    return with_currency(words, analysis, MEASURE[analysis.value], analysis.value in ("revenue", "profit"))


def with_currency(words: Words, analysis: Analysis, label: str, money: bool = True) -> str:
    """A label with the ledger's currency, where it has one."""
    currency = analysis.report.currency if money else None
    return f"{words(label)}, {session.esc(currency)}" if currency else words(label)


def action_column(words: Words) -> Any:
    """The column of actions as tinted chips; cells hold lists of one code."""
    colours = palette(dark())
    return st.column_config.MultiselectColumn(
        words("Action"),
        width=150,
        options=list(ACTIONS),
        color=[chip(colours, ACTION_TOKEN[code]) for code in ACTIONS],
        format_func=lambda code: say.action_name(words, code),
    )


def chip(colours: Palette, token: Token) -> str:
    """The ground of a chip in a table."""
    return mix(colours.tokens[token], colours.page, colours.chip)


def download_customers(page: Open) -> None:
    """The customer table as CSV."""
    customers = page.analysis.customers
    st.download_button(
        page.words("Download CSV"),
        data=lambda: customers_csv(customers)[0].encode("utf-8-sig"),
        file_name="customers.csv",
        mime="text/csv",
        key="download_csv",
        icon=":material/table:",
        on_click="ignore",
    )
