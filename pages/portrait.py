"""Portrait: what unites and what distinguishes the best customers, and who resembles them."""

from __future__ import annotations

import streamlit as st

from pages.ui import portrait_alike, portrait_list, portrait_lists
from pages.ui.frame import Open, head, open_page
from pages.ui.portrait_found import Found, found, targets
from pages.ui.session import esc
from segcore.words import portraits as say


def choice(page: Open) -> str:
    """The customers the portrait is of."""
    chosen: str = st.segmented_control(
        page.words("Portrait of"),
        targets(page),
        default="A",
        required=True,
        format_func=lambda code: say.target_name(page.words, code),
        key="portrait_target",
        persist_state="session",
        width="content",
    )
    return chosen


def bare(page: Open) -> None:
    """Nothing is known of the customers yet: what helps."""
    words = page.words
    head(
        words("Portrait"),
        words("Nothing is known of your customers but their purchases"),
        words("Add a file with industry or region to see what A customers share."),
    )
    portrait_list.show(page, bare=True)


def drawn(page: Open, made: Found) -> None:
    """The two lists, pairs, the chart; or why there are none."""
    unknown = say.greyed(page.words, made.portrait, esc)
    if not say.why_none(page.words, made.portrait, made.target):
        portrait_lists.lists(page, made)
        portrait_lists.pairs(page, made)
        portrait_lists.chart(page, made)
    if unknown:
        st.caption(unknown)


page = open_page()
if found(page, "A") is None:
    bare(page)
    st.stop()
line = st.container()
with st.container(key="portrait_of"):
    target = choice(page)
made = found(page, target)
assert made is not None
refused = say.why_none(page.words, made.portrait, target)
with line:
    head(
        page.words("Portrait"),
        refused or say.headline(page.words, made.portrait, target, esc),
        say.trust(page.words, made.portrait, target),
        portrait_list.bands(page, made),
    )
drawn(page, made)
portrait_alike.show(page, made)
portrait_list.show(page)
