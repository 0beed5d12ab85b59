"""How a Session and the store meet: each of these gives the Session as it is after it, and touches no other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pages.ui import cached, login
from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.store import By, Saved
from segcore.workspace import Document

OWN_VIEW: Final = ("picked", "language")

if TYPE_CHECKING:
    from pages.ui.session import Session


@dataclass(frozen=True)
class Unsaved:
    """Changes that could not be saved, and the document they were made on: the last that is known to be saved."""

    changes: dict[str, Any]
    before: Document

    def with_(self, later: dict[str, Any]) -> dict[str, Any]:
        """These changes and the later ones as one."""
        together = {**self.changes, **later}
        if "settings" in self.changes and "settings" in later:
            together["settings"] = {**self.changes["settings"], **later["settings"]}
        return together


def opened(session: Session, saved: Saved) -> Session:
    """With what stands in the store; a list of customers that may not stay there stays in this tab."""
    document = saved.document
    if not document.keep_ledger:
        document = document.model_copy(update={"customer_list": session.document.customer_list})
    return replace(
        session,
        workspace=saved.workspace,
        name=saved.name,
        document=document,
        saved_at=saved.saved_at,
        step=saved.step,
        unsaved=None,
    )


def save(session: Session, changes: dict[str, Any], before: Document, visitor: str) -> Session:
    """Save changes that the document of the Session holds already, with those that could not be saved before.

    What cannot be saved now is kept in `unsaved`, and why in `problem`.
    Who came by a link to look or score picks for himself alone; anything else the store refuses him.
    """
    store = cached.store()
    if session.role in ("look", "score") and set(changes) <= set(OWN_VIEW):
        return session
    changed = Unsaved(changes, before)
    if session.unsaved:
        changed = replace(session.unsaved, changes=session.unsaved.with_(changes))
    try:
        if session.workspace:
            saved = store.patch(session.workspace, changed.changes, changed.before, By(visitor))
        else:
            saved = store.create(session.document, By(visitor), owner=login.person())
            store.remember(visitor, saved.workspace)
    except LabradorError as problem:
        if problem.code.startswith("link."):
            return replace(session, document=before, problem=problem)
        return replace(session, problem=problem, unsaved=changed)
    return opened(session, saved)


def save_again(session: Session, visitor: str) -> Session:
    """Save what could not be saved, over whatever stands there now."""
    newest = cached.store().load(session.workspace)
    before = newest.document if newest else session.document
    changes = session.unsaved.changes if session.unsaved else {}
    return save(replace(session, problem=None, unsaved=None), changes, before, visitor)


def taken(session: Session) -> Session:
    """Give up what could not be saved and show what is."""
    found = cached.store().load(session.workspace)
    return replace(opened(session, found), kept=found.ledger_digest, problem=None) if found else session


def keep(session: Session, ledger: Ledger, key: str) -> Session:
    """Keep the cleaned ledger with the workspace, where it may stay; key: what it was read from."""
    try:
        saved_at = cached.store().keep_ledger(session.workspace, ledger)
    except LabradorError as problem:
        return replace(session, problem=problem)
    if saved_at is None:
        return replace(session, kept="", kept_key=key)
    return replace(session, kept=ledger.digest, kept_key=key, saved_at=saved_at)
