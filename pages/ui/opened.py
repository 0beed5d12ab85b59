"""What is open in this tab: files become a ledger, the ledger an Analysis; the cleaned ledger is kept in the store."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.ui import cached, session
from segcore import readers
from segcore.analysis import Analysis
from segcore.errors import LabradorError
from segcore.ledger import FileReport, Ledger, ReadOptions, SourceFile
from segcore.words import Words


def drop(files: list[SourceFile]) -> None:
    """Take dropped files; they are looked at on the next run, on whatever page. The same bytes count once."""
    state = session.current()
    known = {session.digest(file) for file in (*state.files, *state.pending)}
    fresh = tuple(file for file in files if session.digest(file) not in known)
    session.change(pending=state.pending + fresh, refused=(), edition=state.edition + 1)


def settle(words: Words) -> None:
    """Look at what was dropped: files that can be looked at are taken, the others are refused with the reason."""
    state = session.current()
    if not state.pending:
        return
    taken, refused = list(state.files), list(state.refused)
    with st.spinner(words("Reading {n} …", n=", ".join(session.esc(file.name) for file in state.pending))):
        for file in state.pending:
            try:
                look(file)
                taken.append(file)
            except LabradorError as problem:
                refused.append(problem)
        session.change(files=tuple(taken), pending=(), refused=tuple(refused))
        if len(taken) > len(state.files) and not session.current().document.ledger_name:
            session.patch(ledger_name=taken[0].name.rsplit(".", 1)[0])
        try:
            ledger()
        except LabradorError:
            return


def look(file: SourceFile) -> FileReport:
    """How one file is understood. Raises LabradorError where it cannot be read at all."""
    options = session.current().document.read_options()
    return cached.looked(f"{session.digest(file)} {_key()}", file, options)


def guessed(file: SourceFile) -> FileReport:
    """How one file is understood before any choice of the user: its fingerprint is what choices are kept under."""
    return cached.looked(session.digest(file), file, ReadOptions())


def ledger() -> Ledger | None:
    """The ledger of this tab, from its files or from the store; None where there is none. Raises LabradorError."""
    state = session.current()
    if not state.files:
        return cached.kept_ledger(state.workspace, state.kept) if state.kept else None
    key = " ".join((*map(session.digest, state.files), _key()))
    found = cached.ledger(key, state.files, state.document.read_options())
    if state.document.keep_ledger and key != state.kept_key:
        session.keep(found, key)
    return found


def analysis() -> Analysis | None:
    """Everything computed from the ledger of this tab, or None. Raises LabradorError."""
    found = ledger()
    if found is None:
        return None
    settings = session.current().settings
    return cached.analysis(found.digest, repr(settings.flat()), found, settings)


def remove(position: int) -> None:
    """Take one file out; with the last one the ledger goes too, also from the store."""
    state = session.current()
    files = tuple(file for number, file in enumerate(state.files) if number != position)
    session.put(replace(state, files=files, refused=()))
    if not files:
        session.forget_ledger()


def formats() -> list[str]:
    """Endings of the file formats that are read."""
    return list(readers.ENDINGS)


def _key() -> str:
    options = session.current().document.read_options()
    return repr(replace(options, counted=frozenset())) + repr(sorted(options.counted))
