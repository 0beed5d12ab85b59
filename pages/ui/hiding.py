"""Hide names: one switch; all that is known of customers and files becomes the veil every text goes through."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256

import streamlit as st

from pages.ui import cached, opened, session
from segcore import veil
from segcore.errors import LabradorError
from segcore.ledger import FileReport, Ledger
from segcore.rules import values
from segcore.segments import LETTERS
from segcore.veil import Known
from segcore.veiled import file as veiled_file
from segcore.veiled import known
from segcore.words import Words


def settle(words: Words) -> None:
    """Draw the veil over everything this tab knows now, or take it away."""
    document = session.current().document
    if not document.hide_names:
        if session.current().veil:
            session.change(veil=None)
        return
    found = None
    with suppress(LabradorError):
        found = opened.ledger()
    fixed, read = _fixed(words, found), found and (found.digest, found.report.joined, found.report.pairs)
    told = (document.salt, read, fixed, _firms(), _asked(found))
    key = sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()
    made = cached.veil(key, lambda: veil.veil(document.salt, _known(found), fixed, key))
    session.change(veil=made)


def switch(words: Words) -> None:
    """The switch, and while it is on the badge that says so; guests who only look see the badge alone."""
    on = session.current().document.hide_names
    if session.current().role != "look":
        session.set_widget("hide_names", on)
        st.toggle(
            words("Hide names"),
            key="hide_names",
            on_change=_switched,
            help=words(
                "Customers, their numbers and contacts become code names everywhere: on screens, in Excel and on the "
                "printed page. In what you typed yourself whole names are replaced too."
            ),
        )
    if on:
        st.badge(words("Names hidden"), icon=":material/visibility_off:", color="orange")


def _switched() -> None:
    document = session.current().document
    session.patch(hide_names=bool(session.widget("hide_names")), salt=document.salt or secrets.token_hex(16))


def _fixed(words: Words, found: Ledger | None) -> dict[str, str]:
    """What files are called instead."""
    state = session.current()
    reports = found.report.files if found else ()
    files = dict.fromkeys([*(file.name for file in (*state.files, *state.pending)), *(file.name for file in reports)])
    if state.older:
        files[state.older[0]] = None
    shown = {name: words("File {n}", n=number) for number, name in enumerate(files, start=1)}
    if state.document.customer_list:
        shown[state.document.customer_list.file] = words("List of customers")
    return shown


def _firms() -> tuple[str, ...]:
    """Firms this workspace knows beside its ledger: prospects, a list of customers, an older workbook."""
    state = session.current()
    listed, older = state.document.customer_list, state.older
    names = [*state.document.levels, *(listed.names if listed else ()), *(listed.tax_ids if listed else ())]
    if older and older[2].customers:
        names += [*older[2].customers.names, *older[2].customers.tax_ids]
    return tuple(name for name in names if name.strip())


def _asked(found: Ledger | None) -> tuple[str, ...]:
    """Values that rules ask for of columns this ledger does not have: nobody can tell what they are."""
    document = session.current().document
    listed = document.customer_list.columns if document.customer_list else ()
    there = {*LETTERS, *(each.name for each in listed), *(found.parties.columns if found else ())}
    rules = [segment.rule for segment in document.segments if segment.rule]
    return tuple(value for rule in rules for name, value in values(rule) if name not in there and value.strip())


def _known(found: Ledger | None) -> Iterator[Known]:
    if found is not None:
        listed = session.current().document.customer_list
        yield from known(found, listed.table() if listed else None)
    for name in (*_firms(), *_asked(found)):
        yield "", (name,)


def shown(file: FileReport) -> FileReport:
    """One file as it may be shown: while names are hidden, without what it holds of any customer."""
    veil_now = session.current().veil
    return veiled_file(file, veil_now) if veil_now else file


def ledger_name(words: Words) -> str:
    """What the ledger is called; files are often called after a firm."""
    document = session.current().document
    return words("Ledger") if document.hide_names else document.ledger_name
