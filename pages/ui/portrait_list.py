"""A second file with attributes of the customers: the uploader, who its rows are, taking it away; bands of figures."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.ui import cached, opened, session
from pages.ui.frame import Open
from pages.ui.parts import section
from pages.ui.portrait_found import Found
from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers.customer_list import blank_list
from segcore.words import portraits as say

SHOWN = 8


def show(page: Open, bare: bool = False) -> None:
    """The list in use with its match report, or the uploader and a blank list to fill in."""
    words, listed = page.words, page.session.document.customer_list
    with section("list_file", words("More about your customers")):
        if listed:
            st.button(words("Remove the list"), key="list_remove", type="tertiary", on_click=_remove)
        else:
            st.download_button(
                words("Download a list to fill in"),
                data=lambda: _blank(page),
                file_name="customers_to_fill_in.csv",
                mime="text/csv",
                key="list_blank",
                type="tertiary",
                icon=":material/download:",
                on_click="ignore",
            )
    if listed:
        _report(page)
        return
    sentence = words(
        "A table with one row per customer: the name or tax number, and what you know of them, such as industry, "
        "region, size, where they came from. Rows are joined by tax number, then by name."
    )
    st.markdown(sentence) if bare else st.caption(sentence)
    key = f"list_file_{page.session.edition}"
    st.file_uploader(
        words("Drop a list of customers here"), key=key, on_change=_take, args=(key,), label_visibility="collapsed"
    )


def _take(key: str) -> None:
    file = session.widget(key)
    if file is None:
        return
    try:
        listed = cached.workers().customers(SourceFile(file.name, file.getvalue()))
    except LabradorError as problem:
        session.change(problem=problem)
        return
    session.patch(customer_list=listed)
    session.change(edition=session.current().edition + 1)


def _remove() -> None:
    session.patch(customer_list=None)


def _report(page: Open) -> None:
    """Who the rows of the list are."""
    words, listed = page.words, page.session.document.customer_list
    found = opened.attached()
    if listed is None or found is None or found[1] is None:
        return
    match = found[1]
    st.markdown(f"**{session.esc(listed.file)}**: {say.matched(words, match)}.")
    columns = words.listed([say.attribute(words, each.name, session.esc) for each in listed.columns], 12)
    st.caption(words("Taken: {columns}.", columns=columns))
    if match.doubles:
        st.caption(say.doubled(words, match))
    if match.unmatched:
        nobody = [session.esc(page.customer(name)) for name in match.unmatched]
        st.caption(words("No customer: {names}.", names=words.listed(nobody, SHOWN)))
    if len(match.without):
        names = page.analysis.customers["customer"].iloc[match.without].tolist()
        st.caption(words("Not in the list: {names}.", names=words.listed([*map(session.esc, names)], SHOWN)))


def _blank(page: Open) -> bytes:
    """A CSV of all customers, largest first, with empty columns."""
    words = page.words
    header = (words("Customer"), words("Tax number"), words("Industry"), words("Region"), words("Size"))
    return blank_list(page.analysis.customers, header)


def bands(page: Open, made: Found) -> tuple[str, Callable[[], None]] | None:
    """The bands of figures in force, and the form that changes them; None without an attribute of figures."""
    if not made.edges:
        return None
    return f":material/tune: {page.words('Bands of figures')}", lambda: _bands_form(page, made)


def _bands_form(page: Open, made: Found) -> None:
    words = page.words
    st.caption(words("Where each band begins, with commas between; empty for quarters of the customers."))
    for place, (name, edges) in enumerate(made.edges.items()):
        key = f"bands_{place}_{session.short_digest(name)}"
        session.set_widget(key, ", ".join(f"{edge:g}" for edge in page.session.document.bands.get(name, ())))
        st.text_input(
            say.attribute(words, name, session.esc),
            placeholder=", ".join(f"{edge:g}" for edge in edges),
            key=key,
            on_change=_keep_bands,
            args=(name, key),
        )


def _keep_bands(name: str, key: str) -> None:
    chosen = dict(session.current().document.bands)
    chosen.pop(name, None)
    edges = parsed(session.widget(key) or "")
    session.patch(bands={**chosen, name: edges} if edges else chosen)


def parsed(text: str) -> tuple[float, ...]:
    """The edges typed, ascending and distinct; what is no figure is passed over."""
    found = set()
    for part in text.replace(";", ",").split(","):
        try:
            found.add(float(part.replace(" ", "")))
        except ValueError:
            continue
    return tuple(sorted(edge for edge in found if abs(edge) < 1e15))
