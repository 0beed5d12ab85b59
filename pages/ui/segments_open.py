"""One segment in full: its name and place in the order, its rule, what it amounts to, its customers."""

from __future__ import annotations

import streamlit as st

from pages.ui import segments_saving as saving
from pages.ui import session
from pages.ui.customers import picked_list
from pages.ui.frame import Open
from pages.ui.segments_editor import editor
from pages.ui.segments_fields import Found
from segcore.rules import fields
from segcore.segments import Segment
from segcore.words import sentences as say


def panel(page: Open, segment: Segment, ledger: Found | None) -> None:
    """Name, order and rule."""
    words, mine = page.words, page.session.document.segments
    place, key = mine.index(segment), session.short_digest(segment.name)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        session.set_text(f"own_name_{key}", segment.name)
        st.text_input(
            words("Segment {n}", n=words.number(place + 1)),
            key=f"own_name_{key}",
            max_chars=saving.LONGEST,
            on_change=_rename,
            args=(segment.name, f"own_name_{key}"),
        )
        _button(words("Higher priority"), f"own_up_{key}", ":material/arrow_upward:", segment.name, -1, place == 0)
        last = place == len(mine) - 1
        _button(words("Lower priority"), f"own_down_{key}", ":material/arrow_downward:", segment.name, 1, last)
        st.button(
            "",
            key=f"own_delete_{key}",
            icon=":material/delete:",
            help=words("Delete the segment"),
            on_click=saving.delete,
            args=(segment.name,),
        )
    editor(page, saving.Owner(segment.name), ledger)
    if ledger and segment.rule is not None:
        st.markdown(_amounts(page, place, ledger))
        missing = [
            say.field_name(words, name) for name in dict.fromkeys(fields(segment.rule)) if name in ledger.missing
        ]
        if missing:
            names = session.esc(", ".join(missing))
            st.caption(words("This ledger knows nothing of: {names}. Nobody fits such a condition.", names=names))


def customers(page: Open, segment: Segment, ledger: Found) -> None:
    """The customers that belong to the segment."""
    place = ledger.segments.index(segment)
    positions = ledger.positions(place)
    count = page.words.plural("{n} customer", "{n} customers", len(positions))
    picked_list(
        page, f"{session.esc(segment.name)}: {count}", "", positions, (), f"own_{session.short_digest(segment.name)}"
    )


def _button(label: str, key: str, icon: str, name: str, steps: int, disabled: bool) -> None:
    st.button("", key=key, icon=icon, help=label, disabled=disabled, on_click=saving.move, args=(name, steps))


def _amounts(page: Open, place: int, ledger: Found) -> str:
    """Customers, revenue, share and class A, and how many a segment before it takes."""
    words, size = page.words, ledger.size(place)
    count = words.plural("{n} customer", "{n} customers", size.customers)
    text = f"**{count} · {words.short(size.revenue)} · {words.percent(size.share)}**"
    if size.customers:
        text += " · " + words("{share} of them in class A", share=words.percent(size.best))
    taken = ledger.fitting(place) - size.customers
    if taken:
        text += "  \n" + words.plural(
            "{n} more fits, but belongs to a segment before it",
            "{n} more fit, but belong to a segment before it",
            taken,
        )
    return text


def _rename(name: str, key: str) -> None:
    new = saving.rename(name, str(session.widget(key) or ""))
    if new:
        session.pick(own=new)
