"""What is open in this tab: files become a ledger, the ledger an Analysis; the cleaned ledger is kept in the store."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from pages.ui import cached, session
from segcore.analysis import Analysis
from segcore.customer_attributes import Match
from segcore.errors import LabradorError
from segcore.ledger import FileReport, Ledger, ReadOptions, ReadReport, SourceFile
from segcore.prepare import structural
from segcore.settings import Settings
from segcore.words import Words

Files = tuple[SourceFile, ...]


def drop(files: list[SourceFile]) -> None:
    """Take dropped files; they are looked at on the next run, on whatever page. The same bytes count once."""
    state = session.current()
    if state.role in ("look", "score"):
        session.change(problem=LabradorError("link.look"), edition=state.edition + 1)
        return
    known = {session.digest(file) for file in (*state.files, *state.pending)}
    fresh = tuple(file for file in files if session.digest(file) not in known)
    session.change(pending=state.pending + fresh, refused=(), before=None, edition=state.edition + 1)


def settle(words: Words) -> None:
    """Read what was dropped: files that can be looked at are taken, the others are refused with the reason."""
    state = session.current()
    if not state.pending:
        return
    names = ", ".join(f"{session.esc(file.name)} ({words.size(len(file.content))})" for file in state.pending[:3])
    rest = len(state.pending) - 3
    told = words.plural("Reading {names} and {n} more …", "Reading {names} and {n} more …", rest, names=names)
    with st.spinner(told if rest > 0 else words("Reading {names} …", names=names), show_time=True):
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
    """How each file of this tab is understood, in their order; without files those of the saved ledger.

    From the ledger's report, else by looking; a file that cannot be looked at under the chosen options shows what
    would be found without them, so that they can be changed back.
    """
    files, out = session.current().files, set_aside()
    if report and not files:
        return list(report.files)
    usable = [file for file in files if session.digest(file) not in out]
    read = list(report.files) if report and len(report.files) == len(usable) else []
    known = dict(zip(map(session.digest, usable), read, strict=False))
    return [known.get(session.digest(file)) or _looked(file) for file in files]


def _looked(file: SourceFile) -> FileReport:
    return look(file, ReadOptions()) if _refusal(file) else look(file)


def ledger() -> Ledger | None:
    """The ledger of this tab, from its files or from the store; None where there is none. Raises LabradorError.

    Of several files those that cannot be read are set aside (see `set_aside`), and the others make the ledger.
    """
    state = session.current()
    if not state.files:
        return cached.kept_ledger(state.workspace, state.kept) if state.kept else None
    found, key = _read_what_can(state.files)
    if state.document.keep_ledger and key != state.kept_key:
        session.keep(found, key)
    return found


def _read_what_can(files: Files) -> tuple[Ledger, str]:
    while True:
        out = set_aside()
        usable = tuple(file for file in files if session.digest(file) not in out)
        if not usable:
            raise next(iter(out.values()))
        try:
            return _read(usable)
        except LabradorError as problem:
            guilty = [file for file in usable if _holds(file, str(problem.facts.get("file")))]
            if len(files) == 1 or not guilty:
                raise
            marks = tuple((_mark(file), problem) for file in guilty)
            session.change(aside=(*session.current().aside, *marks))


def set_aside() -> dict[str, LabradorError]:
    """Why files of this tab are no part of the ledger as they are read now, by digest."""
    state = session.current()
    out = dict(state.aside)
    return {session.digest(file): out[_mark(file)] for file in state.files if _mark(file) in out}


def _mark(file: SourceFile) -> str:
    return f"{session.digest(file)} {_key(session.current().document.read_options())}"


def _read(files: Files) -> tuple[Ledger, str]:
    options = session.current().document.read_options()
    key = " ".join((*map(session.digest, files), _key(options)))
    return cached.ledger(key, files, options), key


def analysis() -> Analysis | None:
    """Everything computed from the ledger of this tab, as it may be shown, or None. Raises LabradorError."""
    found, veil = attached(), session.current().veil
    if found is None or veil is None:
        return found[0] if found else None
    return cached.veiled(f"{_attached_key(found[0].ledger_digest)} {veil.seal}", found[0], veil)


def attached() -> tuple[Analysis, Match | None] | None:
    """The same with real names, for what is joined by them, and what the list of customers gave: who its rows are."""
    found = ledger()
    if found is None:
        return None
    settings, listed = session.current().settings, session.current().document.customer_list
    prepared = cached.prepared(found.digest, _settings_key(structural(settings)), found, settings)
    analysed = cached.analysis(found.digest, _settings_key(settings), prepared, settings)
    return cached.attached(_attached_key(found.digest), analysed, listed)


def _attached_key(digest: str) -> str:
    listed = session.current().document.customer_list
    return f"{digest} {_settings_key(session.current().settings)} {listed and listed.digest}"


def joinable(shown: Analysis) -> Analysis:
    """The same analysis with real names, to join by them what the user decided; never to be shown."""
    found = attached()
    return found[0] if found else shown


def perhaps() -> Analysis | None:
    """The same for a page that also works without a ledger: None too where the ledger waits for an answer."""
    try:
        return analysis()
    except LabradorError:
        return None


def _settings_key(settings: Settings) -> str:
    """Every value, and which of them the user set himself (a scoring he chose is never replaced)."""
    return f"{settings.flat()} {sorted(settings.given)}"


def remove(position: int) -> None:
    """Take one file out; with the last one the ledger goes too, also from the store."""
    state = session.current()
    files = tuple(file for number, file in enumerate(state.files) if number != position)
    session.put(replace(state, files=files, refused=(), before=None))
    if not files:
        session.forget_ledger()


def keep_only(names: tuple[str, ...]) -> None:
    """Take out all files but those of these names."""
    state = session.current()
    files = tuple(file for file in state.files if any(_holds(file, name) for name in names))
    session.put(replace(state, files=files, refused=(), before=None))


def _holds(file: SourceFile, name: str) -> bool:
    """Whether a report or a refusal of that name is about this file, or about one inside of it."""
    return f"{name}/".startswith(f"{file.name}/")


def _key(options: ReadOptions) -> str:
    return repr(replace(options, counted=frozenset())) + repr(sorted(options.counted))
