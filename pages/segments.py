"""Segments: the user's own groups of customers, by rules, as a tree, or by parameters of prospects."""

from __future__ import annotations

import streamlit as st

from pages.ui import segments_fields, segments_list, segments_open, segments_tree, segments_words
from pages.ui.frame import Open, head, open_page
from pages.ui.segments_fields import Found
from segcore.words.markers import mark

VIEWS = {
    "rules": mark("Rules"),
    "tree": mark("Tree"),
    "words": mark("My own words"),
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
        segments_list.overlap(page, ledger)


page = open_page()
ledger = segments_fields.found(page)
if ledger is None:
    caption = page.words("No ledger is open: segments can be named, judged and chosen all the same.")
elif not page.session.document.segments:
    caption = page.words("A segment: some customers with one reason to buy. Segments without any customer count too.")
else:
    caption = segments_list.coverage(page, ledger)
head(page.words("Segments"), finding(page, ledger), caption)
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
elif view == "words":
    segments_words.own_words(page)
else:
    rules(page, ledger)
