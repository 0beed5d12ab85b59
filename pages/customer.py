"""Customer: one customer's money, rhythm and letters, why here, and what would move it."""

from __future__ import annotations

import streamlit as st

from pages.ui import card, session, thresholds
from pages.ui.customers import customers
from pages.ui.frame import Open, head, open_page
from pages.ui.parts import REVENUE_BY, dark, section
from segcore import charts
from segcore.shapes import CustomerSeries, customer_series
from segcore.views import customer_row, find_customer, search


def found(page: Open, typed: str) -> None:
    """The customers that match what was typed."""
    words = page.words
    positions = search(page.analysis, typed, [page.name(name) for name in page.analysis.customers["customer"]])
    if not len(positions):
        st.markdown(
            words('Nobody matches "{typed}": try part of the name or the tax number.', typed=session.esc(typed))
        )
        return
    with section("found", words.plural("{n} customer found", "{n} customers found", len(positions))):
        st.button(words("Clear"), key="clear_search", type="tertiary", on_click=card.clear_search)
    customers(page, positions, "found", then=card.show)


def chart(page: Open, view: CustomerSeries) -> None:
    """Revenue by period with the band of the usual one."""
    words = page.words
    with section("series", words(REVENUE_BY[page.analysis.grid.kind])):
        pass
    text = words("Band: what is usual, the middle three fifths of those with purchases.")
    st.altair_chart(charts.series(view, words, dark()), theme=None, key="chart_series", alt=text)
    st.caption(text)


page = open_page()
position = find_customer(page.analysis, page.customer(page.session.picked.customer or ""))
row = customer_row(page.analysis, position)
typed = card.finder(page, row, position)
if typed.strip():
    found(page, typed)
    st.stop()
number, count = page.words.number(position + 1), page.words.number(len(page.analysis.customers))
head(
    page.words("Customer {n} of {m}", n=number, m=count),
    card.finding(page, row),
    card.advice(page, row),
    (
        ":material/tune: " + thresholds.rhythm_label(page.words, page.session.settings),
        lambda: thresholds.form(page.words, page.session.settings, thresholds.RHYTHM, "customer"),
    ),
)
card.standing(page, row)
view = customer_series(page.analysis, position)
card.metrics(page, row, position, view)
left, right = st.columns([1.15, 1], gap="medium")
with left:
    if page.analysis.as_of is None:
        st.caption(page.words("This ledger has no dates, so there is no series to draw."))
    else:
        chart(page, view)
with right:
    card.reasons(page, position)
