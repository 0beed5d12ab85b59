"""The only user of st.session_state: one frozen Session under one key, and every name on its way to a screen."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

import streamlit as st

from pages.ui import cached, entry, login, saving
from segcore.errors import LabradorError
from segcore.ledger import Excluded, Ledger, SourceFile
from segcore.settings import Settings
from segcore.veil import Veil, replaced
from segcore.words import LANGUAGES
from segcore.workbook import Restored
from segcore.workspace import Document, Picked, Reading

COOKIE = "labrador_browser"
_KEY = "session"
_JOINER = "\u2060"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_MARK = re.compile(r"([!-/:-@\[-`{-~])")
_MAGIC = re.compile(r"(:)(?=\S)|(www)(?=\.)|(@)|(?<![^\s])(<-|-|<|>|~)(?=[->=])", re.IGNORECASE)


@dataclass(frozen=True)
class Before:
    """What the files gave before the last change of how they are read, to compare with and to go back to."""

    reading: Reading
    counted: int
    total: int


@dataclass(frozen=True)
class Session:
    """What one visitor has open.

    workspace: id of the saved workspace, "" while nothing was saved. document: what was decided. files: the uploaded
    bytes, in memory only. pending: dropped, not yet looked at. refused: files that were not taken and why. aside: taken
    files that are no part of the ledger and why, by digest and options.
    kept: digest of the ledger in the store; kept_key: what it was read from. problem: what the last change met.
    unsaved: what could not be saved yet. lost: a link led nowhere.
    ticked: what stood under "left out" before it was counted after all. before: before the last change of reading.
    page: file of the page being shown.
    edition: number of the uploader, so that it starts empty after each drop. grid: number of the grid of scores, so
    that it starts afresh when scores changed outside of it. older: name, digest and content of the workbook that was
    read last, to compare with. veil: the code names, while names are hidden. left: what was open before the tour.
    name: of the workspace, "" where nobody gave it one. step: number of the step saved last, 0 where that was none.
    role: what the address opens the workspace for (store.Role). tab: stands for a browser without cookies.
    """

    workspace: str = ""
    document: Document = Document()
    saved_at: datetime | None = None
    files: tuple[SourceFile, ...] = ()
    pending: tuple[SourceFile, ...] = ()
    refused: tuple[LabradorError, ...] = ()
    aside: tuple[tuple[str, LabradorError], ...] = ()
    kept: str = ""
    kept_key: str = ""
    problem: LabradorError | None = None
    unsaved: saving.Unsaved | None = None
    lost: bool = False
    ticked: tuple[Excluded, ...] = ()
    before: Before | None = None
    page: str = ""
    edition: int = 0
    grid: int = 0
    older: tuple[str, str, Restored] | None = None
    veil: Veil | None = None
    left: Session | None = None
    name: str = ""
    step: int = 0
    role: str = "own"
    tab: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def settings(self) -> Settings:
        return self.document.chosen()

    @property
    def picked(self) -> Picked:
        return self.document.picked

    @property
    def has_ledger(self) -> bool:
        return bool(self.files or self.kept)


def started() -> bool:
    """Whether the frame has opened a Session in this browser tab."""
    return _KEY in st.session_state


def current() -> Session:
    """The Session of this browser tab."""
    session: Session = st.session_state[_KEY]
    return session


def put(session: Session) -> Session:
    """Replace the Session; what is to be kept for good goes through `patch`."""
    st.session_state[_KEY] = session
    return session


def change(**fields: Any) -> Session:
    """Replace fields of the Session that live in memory only."""
    return put(replace(current(), **fields))


def start() -> Session:
    """Open the Session on the first run of a tab: the workspace of the link, else the last one of this browser."""
    empty = Session(document=Document(language=browser_language()))
    if started():
        return put(entry.again(current(), empty))
    return put(entry.first(empty, st.query_params.get("w", ""), _browser()))


def patch(**changes: Any) -> Session:
    """Change fields of the workspace document and save at once (a callback's only way to write).

    `settings` takes {name: value}, None puts a name back to its default; `picked` takes a dict of what is picked.
    Code names are saved as the names behind them. A value that is not allowed, or a save that fails, is kept in
    `problem`; nothing typed is thrown away.
    """
    session = current()
    if isinstance(changes.get("picked"), dict):
        changes["picked"] = session.picked.model_copy(update=changes["picked"])
    if session.veil:
        changes = replaced(changes, session.veil.back)
    try:
        document = session.document.patched(changes)
    except LabradorError as problem:
        return put(replace(session, problem=problem))
    changed = replace(session, document=document, problem=None)
    return put(saving.save(changed, changes, session.document, visitor()))


def save_again() -> None:
    """Save what could not be saved, over whatever stands there now."""
    put(saving.save_again(current(), visitor()))


def take_saved() -> None:
    """Give up what could not be saved and show what is."""
    put(saving.taken(current()))


def keep(ledger: Ledger, key: str) -> None:
    """Keep the cleaned ledger with the workspace, which is created now if there is none; key: what it was read from."""
    session = current() if current().workspace else patch()
    if session.workspace:
        put(saving.keep(session, ledger, key))


def forget_ledger() -> None:
    """Take the ledger out of the store; the decisions stay."""
    session = current()
    if session.kept:
        cached.store().drop_ledger(session.workspace)
    change(kept="", kept_key="")


def widget(key: str) -> Any:
    """The value of a keyed widget, for its callback."""
    return st.session_state.get(key)


def set_widget(key: str, value: Any) -> None:
    """Let a keyed widget show this value; to be called before the widget is drawn."""
    st.session_state[key] = value


def pick(**picked: str | None) -> Session:
    """Open a cell, an action, a segment or a customer; None closes it."""
    return patch(picked=picked)


def leave() -> None:
    """Forget what the widgets show, before another workspace is shown."""
    for key in set(st.session_state) - {_KEY}:
        del st.session_state[key]


def set_text(key: str, text: str) -> None:
    """The same for a field of text, whose names may be hidden."""
    veil = current().veil
    set_widget(key, veil.text(text) if veil else text)


def digest(file: SourceFile) -> str:
    """Digest of one file, name and content."""
    return sha256(file.name.encode() + b"\0" + file.content).hexdigest()


def short_digest(text: str) -> str:
    """A short mark of a text, for the key of a widget."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def plain(text: str) -> str:
    """A text as one line without control or direction marks."""
    return _CONTROL.sub(" ", text).strip()


def show_name(text: str) -> str:
    """A text of a file or of the user as plain text; while names are hidden, with code names for all that are known."""
    veil = current().veil if started() else None
    return veil.text(plain(text)) if veil else plain(text)


def naming() -> Callable[[str], str]:
    """`show_name` as it is now, for choices whose options are worded later."""
    veil = current().veil
    return lambda text: veil.text(plain(text)) if veil else plain(text)


def customer_name(text: str) -> str:
    """The name of a customer or firm as plain text; while names are hidden, its code name, known or not."""
    veil = current().veil if started() else None
    return plain(veil.code(text)) if veil else plain(text)


def esc(text: str) -> str:
    """A customer's name as inert Markdown: no link, image, HTML, formula, icon or colour comes out of it."""
    shown = re.sub(r" {2,}", " ", show_name(text))
    return _MARK.sub(r"\\\1", _MAGIC.sub(lambda hit: hit.group(0) + _JOINER, shown))


def browser_language() -> str:
    """The browser's own language, if the product speaks it; else English."""
    own = str(st.context.locale or "").lower().partition("-")[0]
    return own if own in LANGUAGES else LANGUAGES[0]


def visitor() -> str:
    """Who this is to the store: the person logged in, the cookie of the browser, without cookies this tab alone."""
    return _browser() or current().tab


def _browser() -> str:
    return login.person() or str(st.context.cookies.to_dict().get(COOKIE, ""))
