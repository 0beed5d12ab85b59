"""What may become a segment, row by row: its text on the left, the button that saves its rule on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from pages.ui import segments_saving
from pages.ui.frame import Open, address, place
from segcore.rules import Rule


@contextmanager
def row(key: str, text: Callable[[], None]) -> Iterator[None]:
    """One row of a box; what is drawn inside stands right of the text."""
    with st.container(
        key=f"tight_row_{key}", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(gap=None, key=f"tight_text_{key}"):
            text()
        yield


def offer(
    page: Open, key: str, name: str, rule: Rule, why: str, save: Callable[[str, Rule], object] = segments_saving.add
) -> None:
    """The button that makes it a segment by `save`, or the way to the segment it already is."""
    words = page.words
    if any(segment.rule == rule for segment in page.session.document.segments):
        st.page_link(
            place("segments"),
            label=words("In segments"),
            icon=":material/check:",
            query_params=address(),
            width="content",
        )
        return
    st.button(
        words("Make a segment"),
        key=key,
        help=why,
        width="content",
        on_click=save,
        args=(name, rule),
    )
