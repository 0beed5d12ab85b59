"""What a tab opens: the workspace of its address, by its own id or by a link, else the one its visitor opened last."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from pages.ui import cached, login, saving
from segcore.errors import LabradorError
from segcore.store import ROLES

if TYPE_CHECKING:
    from pages.ui.session import Session


def first(empty: Session, asked: str, visitor: str) -> Session:
    """The Session of a new tab. asked: the key in its address, "" for none; unknown, revoked and foreign ones are lost.

    Work without an owner, saved before anybody had to log in, belongs to the first who opens it.
    """
    store, person = cached.store(), login.person()
    role = store.links.role(asked) if asked else "own"
    if role in ROLES:
        with suppress(LabradorError):  # who comes by a link is let in where nothing can be saved
            store.shelf.touch(asked)
    if role == "score":
        return replace(empty, workspace=asked, role=role)
    found = store.load(asked) if asked else store.last_of(visitor)
    if found is None or (found.role == "own" and login.configured() and found.owner not in ("", person)):
        return replace(empty, lost=bool(asked))
    if found.role == "own":
        if person and not found.owner:
            store.shelf.claim(found.workspace, person)
        store.remember(visitor, found.workspace)
    return replace(saving.opened(empty, found), kept=found.ledger_digest, role=found.role)


def again(session: Session, empty: Session) -> Session:
    """The Session at each further run: a link may have been revoked, and who looks sees what is saved meanwhile."""
    if session.role == "own":
        return session
    role = cached.store().links.role(session.workspace)
    found = cached.store().load(session.workspace) if role == "look" else None
    if role != session.role or (role == "look" and found is None):
        spoken = empty.document.model_copy(update={"language": session.document.language})
        return replace(empty, document=spoken, lost=True)
    if found is None:
        return session
    own = {name: getattr(session.document, name) for name in saving.OWN_VIEW}
    newest = saving.opened(session, found)
    return replace(newest, document=newest.document.model_copy(update=own), kept=found.ledger_digest)
