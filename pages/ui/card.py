"""What the Customer page is made of: search, badges, figures, the reasons."""

from __future__ import annotations

from math import isnan
from typing import Any

import streamlit as st

from pages.ui import session
from pages.ui.frame import Open
from pages.ui.parts import BOUGHT_IN, USUAL, Figure, badges, figures, section, with_currency
from segcore.colours import ACTION_TOKEN, CONFIDENCE_TOKEN, SEGMENT_TOKEN, STATUS_TOKEN
from segcore.shapes import CustomerSeries
from segcore.views import longer_gaps, neighbours
from segcore.words import Words
from segcore.words import sentences as say


def finder(page: Open, row: dict[str, Any], position: int) -> str:
    """The search box, and previous and next in the same cell; returns what was typed."""
    words = page.words
    before, after = neighbours(page.analysis, position)
    with st.container(key="finder", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        typed = st.text_input(
            words("Find a customer"),
            placeholder=words("Part of a name or tax number"),
            key="find_customer",
            label_visibility="collapsed",
            icon=":material/search:",
            width=380,
        )
        with st.container(horizontal=True, width="content"):
            _step(page, before, "previous", words("Previous in {cell}", cell=row["cell"]), ":material/chevron_left:")
            _step(page, after, "next", words("Next in {cell}", cell=row["cell"]), ":material/chevron_right:")
    return typed or ""


def clear_search() -> None:
    """Empty the search box."""
    session.set_widget("find_customer", "")


def show(customer: str) -> None:
    """Show this customer instead of what was searched for."""
    session.pick(customer=customer)
    clear_search()


def _step(page: Open, position: int | None, key: str, label: str, icon: str) -> None:
    name = None if position is None else str(page.analysis.customers["customer"].iloc[position])
    st.button(
        label,
        key=f"{key}_customer",
        type="tertiary",
        icon=icon,
        icon_position="right" if key == "next" else "left",
        disabled=name is None,
        on_click=session.pick,
        kwargs={"customer": name},
    )


def finding(page: Open, row: dict[str, Any]) -> str:
    """The name and what is up."""
    words, name = page.words, session.esc(row["customer"])
    if row["status"] == "lost":
        return words("{name} has left: silent for {days}", name=name, days=words.days(row["recency_days"]))
    if row["action"] == "call_now":
        return words("{name} is later than usual: call now", name=name)
    if row["silent"] or row["slipping"]:
        return words("{name} is later than usual", name=name)
    if row["status"] == "new":
        return words("{name} is new", name=name)
    if not isnan(row["share"]):
        return words("{name} brings {share} of the money", name=name, share=words.percent(row["share"]))
    return words("{name}: nothing left after returns", name=name)


def advice(page: Open, row: dict[str, Any]) -> str:
    """What to do about this customer, and for a late one how seldom such a silence ended with a purchase."""
    words = page.words
    sentence = session.esc(say.guard(words, row["action"]) or say.cell(words, row["cell"]))
    longer = longer_gaps(page.analysis, row["overdue_ratio"])
    if longer is None or not (row["slipping"] or row["silent"]):
        return sentence
    if not longer:
        rare = words("No gap here was ever that long.")
    else:
        rare = words("{share} of all gaps here were longer.", share=words.percent(longer))
    return f"{sentence} {rare}"


def standing(page: Open, row: dict[str, Any]) -> None:
    """Badges: cell, action, status, RFM name, confidence."""
    words = page.words
    row_of_badges = [("cheque", "", row["cell"])]
    if row["action"]:
        icon = ":material/phone_in_talk:" if row["action"] == "call_now" else ""
        row_of_badges.append((ACTION_TOKEN[row["action"]], icon, say.action_name(words, row["action"])))
    row_of_badges.append((STATUS_TOKEN[row["status"]], "", say.status_name(words, row["status"])))
    if row["rfm_segment"]:
        row_of_badges.append((SEGMENT_TOKEN[row["rfm_segment"]], "", say.rfm_name(words, row["rfm_segment"])))
    if row["confidence"]:
        unsure = ":material/help:" if row["confidence"] == "borderline" else ""
        text = say.confidence_name(words, row["confidence"])
        row_of_badges.append((CONFIDENCE_TOKEN[row["confidence"]], unsure, text))
    badges(row_of_badges)


def _lateness(words: Words, row: dict[str, Any]) -> str:
    """The silence against the own rhythm; against the one usual in this ledger after a single purchase."""
    if not row["documents"]:
        return ""
    times = words.ratio(row["overdue_ratio"])
    if row["purchase_days"] > 1:
        return words("{times} own rhythm", times=times)
    return words("{times} the gap usual here", times=times)


def metrics(page: Open, row: dict[str, Any], position: int, view: CustomerSeries) -> None:
    """Revenue and rank, own rhythm, silence, the usual period."""
    words, analysis = page.words, page.analysis
    late = row["overdue_ratio"] > analysis.settings.rhythm.slipping
    figures(
        [
            Figure(
                with_currency(words, analysis, "Revenue"),
                words.short(row["revenue"]),
                words("{n} of {m} by size", n=words.number(position + 1), m=words.number(len(analysis.customers))),
            ),
            Figure(
                words("Buys every"),
                words.days(row["typical_gap_days"]) if row["purchase_days"] > 1 else "\u2013",
                words.plural("{n} document", "{n} documents", row["documents"]),
            ),
            Figure(
                words("Silent for"),
                words.days(row["recency_days"]),
                _lateness(words, row),
                "call" if late else "rest",
            ),
            Figure(
                words(USUAL[analysis.grid.kind]),
                words.short(view.usual[2]) if view.usual else "\u2013",
                words.plural(*BOUGHT_IN[analysis.grid.kind], row["active_periods"]),
            ),
        ]
    )


def reasons(page: Open, position: int) -> None:
    """Why here, and what would move it: one row for each letter."""
    with section("why", page.words("Why here, and what would move it")):
        pass
    with st.container(key="box_why"):
        for letter, fact, move in say.moves(page.words, page.analysis, position):
            with st.container(key=f"tight_why_{letter}", horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{session.esc(letter)}**", width=44)
                with st.container(gap=None):
                    st.markdown(session.esc(fact))
                    st.caption(session.esc(move))
