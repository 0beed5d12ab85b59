"""Segments: the user's own groups of customers, by rules, as a tree, or by parameters of prospects."""

from __future__ import annotations

import streamlit as st

from pages.ui import (
    segments_fields,
    segments_list,
    segments_open,
    segments_parameters,
    segments_prospects,
    segments_tree,
    segments_words,
    session,
)
from pages.ui.frame import Open, head, open_page
from pages.ui.segments_fields import Found
from segcore.words.markers import mark

VIEWS = {
    "rules": mark("Rules"),
    "tree": mark("Tree"),
    "parameters": mark("Parameters"),
    "words": mark("My own words"),
}
ABOUT = {
    "tree": mark(
        "From everybody down to the few. Stop where your value is mega: going deeper would only cost customers."
    ),
    "parameters": mark("A criterion is of use if those on its best level buy more often than those on its worst."),
    "words": mark("What no ledger knows: glad, left angry, knows the owner. Rules can ask for it."),
}


def finding(page: Open, ledger: Found | None) -> str:
    """How many segments there are, and whom they hold."""
    words, mine = page.words, page.session.document.segments
    if not mine:
        return words("No segments yet: name one, paste a list, or take a finding from Portrait")
    count = words.plural("{n} segment", "{n} segments", len(mine))
    if ledger is None:
        return words("{count} to choose from", count=count)
    everyone = len(ledger.membership.first)
    held = words("{n} of {m}", n=words.number(everyone - ledger.membership.nobody), m=words.number(everyone))
    return words("{count} with {held} customers", count=count, held=held)


def caption(page: Open, ledger: Found | None) -> str:
    """What the open view is for; coverage and overlap above the rules."""
    words, view = page.words, session.widget("segments_view")
    if view in ABOUT:
        return words(ABOUT[view])
    if ledger is None:
        return words("No ledger is open: segments can be named, judged and chosen all the same.")
    if not page.session.document.segments:
        return words("A segment: some customers with one reason to buy. Segments without any customer count too.")
    return segments_list.coverage(page, ledger)


def rules(page: Open, ledger: Found | None) -> None:
    """The segments left, the open one right, its customers below."""
    left, right = st.columns([1, 1.45], gap="medium")
    with left:
        segments_list.add(page)
        if page.session.document.segments:
            segments_list.rows(page, ledger)
    opened = segments_list.picked(page)
    if opened is None:
        return
    with right:
        segments_open.panel(page, opened, ledger)
    if ledger:
        if opened.rule is not None:
            segments_open.customers(page, opened, ledger)
        segments_list.compared(page, ledger)
        segments_list.overlap(page, ledger)


def parameters(page: Open) -> None:
    """Criteria, prospects, their score, and whether the criteria separate."""
    segments_parameters.criteria(page)
    if not page.session.document.parameters:
        return
    segments_prospects.prospects(page)
    if page.session.document.levels:
        segments_prospects.ranking(page)
        segments_prospects.separates(page)


page = open_page()
ledger = segments_fields.found(page)
head(page.words("Segments"), finding(page, ledger), caption(page, ledger))
view = st.segmented_control(
    page.words("View"),
    VIEWS,
    default="rules",
    required=True,
    key="segments_view",
    label_visibility="collapsed",
    format_func=lambda code: page.words(VIEWS[code]),
    persist_state="session",
)
if view == "tree":
    segments_tree.forest(page, ledger)
elif view == "parameters":
    parameters(page)
elif view == "words":
    segments_words.own_words(page)
else:
    rules(page, ledger)
