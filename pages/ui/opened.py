"""What is open in this tab: files become a ledger, the ledger an Analysis; the cleaned ledger is kept in the store."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from pages.ui import cached, session
from segcore.analysis import Analysis
from segcore.errors import LabradorError
from segcore.ledger import FileReport, Ledger, ReadOptions, ReadReport, SourceFile
from segcore.prepare import structural
from segcore.settings import Settings
from segcore.words import Words

Files = tuple[SourceFile, ...]


def drop(files: list[SourceFile]) -> None:
    """Take dropped files; they are looked at on the next run, on whatever page. The same bytes count once."""
    state = session.current()
    known = {session.digest(file) for file in (*state.files, *state.pending)}
    fresh = tuple(file for file in files if session.digest(file) not in known)
    session.change(pending=state.pending + fresh, refused=(), edition=state.edition + 1)


def settle(words: Words) -> None:
    """Read what was dropped: files that can be looked at are taken, the others are refused with the reason."""
    state = session.current()
    if not state.pending:
        return
    names = ", ".join(session.esc(file.name) for file in state.pending)
    with st.spinner(words("Reading {names} …", names=names)):
        taken, refused = _sorted_out(state.files, state.pending)
        session.change(files=taken, pending=(), refused=refused)
        if len(taken) > len(state.files) and not state.files:
            session.patch(ledger_name=taken[0].name.rsplit(".", 1)[0])
        with suppress(LabradorError):
            ledger()


def _sorted_out(files: Files, pending: Files) -> tuple[Files, tuple[LabradorError, ...]]:
    try:
        _read((*files, *pending))
    except LabradorError:
        met = [(file, _refusal(file)) for file in pending]
        fine = tuple(file for file, problem in met if problem is None)
        return (*files, *fine), tuple(problem for _, problem in met if problem)
    return (*files, *pending), ()


def _refusal(file: SourceFile) -> LabradorError | None:
    try:
        look(file)
    except LabradorError as problem:
        return problem
    return None


def look(file: SourceFile, options: ReadOptions | None = None) -> FileReport:
    """How one file is understood, also where it makes no ledger yet. Raises LabradorError where nothing can be read."""
    options = options or session.current().document.read_options()
    return cached.looked(f"{session.digest(file)} {_key(options)}", file, options)


def reports(report: ReadReport | None) -> list[FileReport]:
    """How each file of this tab is understood.

    From the ledger's report, else by looking; a file that cannot be looked at under the chosen options shows what
    would be found without them, so that they can be changed back.
    """
    if report:
        return list(report.files)
    files = session.current().files
    return [look(file, ReadOptions()) if _refusal(file) else look(file) for file in files]


def ledger() -> Ledger | None:
    """The ledger of this tab, from its files or from the store; None where there is none. Raises LabradorError."""
    state = session.current()
    if not state.files:
        return cached.kept_ledger(state.workspace, state.kept) if state.kept else None
    found, key = _read(state.files)
    if state.document.keep_ledger and key != state.kept_key:
        session.keep(found, key)
    return found


def _read(files: Files) -> tuple[Ledger, str]:
    options = session.current().document.read_options()
    key = " ".join((*map(session.digest, files), _key(options)))
    return cached.ledger(key, files, options), key


def analysis() -> Analysis | None:
    """Everything computed from the ledger of this tab, or None. Raises LabradorError."""
    found = ledger()
    if found is None:
        return None
    settings = session.current().settings
    prepared = cached.prepared(found.digest, _settings_key(structural(settings)), found, settings)
    return cached.analysis(found.digest, _settings_key(settings), prepared, settings)


def _settings_key(settings: Settings) -> str:
    """Every value, and which of them the user set himself (a scoring he chose is never replaced)."""
    return f"{settings.flat()} {sorted(settings.given)}"


def remove(position: int) -> None:
    """Take one file out; with the last one the ledger goes too, also from the store."""
    state = session.current()
    files = tuple(file for number, file in enumerate(state.files) if number != position)
    session.put(replace(state, files=files, refused=()))
    if not files:
        session.forget_ledger()


def _key(options: ReadOptions) -> str:
    return repr(replace(options, counted=frozenset())) + repr(sorted(options.counted))
