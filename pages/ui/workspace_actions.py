"""What can be done with whole workspaces: begin, open, copy, rename, delete, export, import."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from pages.ui import cached, login, saving, session
from segcore import bundle
from segcore.bundle import Bundle
from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.store import Score
from segcore.workspace import Document

LONGEST, LARGEST = 80, 200_000_000


def begin() -> None:
    """An empty workspace, opened."""
    _tried(_begin)


def _begin() -> None:
    document = Document(language=session.current().document.language)
    opened(cached.store().create(document, owner=login.person()).workspace)


def opened(workspace: str) -> None:
    """Show this workspace in this tab; nothing of the one before stays in it. Raises LabradorError `store.gone`."""
    found = cached.store().load(workspace)
    if found is None:
        raise LabradorError("store.gone")
    cached.store().remember(session.visitor(), workspace)
    session.leave()
    session.put(replace(saving.opened(session.Session(), found), kept=found.ledger_digest))
    st.query_params["w"] = workspace


def open_it(workspace: str) -> None:
    """Show this workspace in this tab."""
    _tried(partial(opened, workspace))


def copy(workspace: str, name: str) -> None:
    """A copy under this name, in the list."""
    _tried(partial(_copy, workspace, name))


def _copy(workspace: str, name: str) -> None:
    cached.store().remember(session.visitor(), cached.store().shelf.copy(workspace, tidy(name), login.person()))


def rename(workspace: str, key: str) -> None:
    """Give it the name typed into this widget."""
    name = tidy(str(session.widget(key) or ""))
    if _tried(partial(cached.store().shelf.rename, workspace, name)) and workspace == session.current().workspace:
        session.change(name=name)


def delete(workspace: str) -> None:
    """Delete it with all that belongs to it; where it is open, this tab starts afresh."""
    if _tried(partial(cached.store().delete, workspace)) and workspace == session.current().workspace:
        session.leave()
        session.put(session.Session(document=Document(language=session.current().document.language)))
        st.query_params.pop("w", None)


def exported(workspace: str) -> bytes:
    """The workspace as one file: what is saved of it. Raises LabradorError `store.gone`."""
    found = cached.store().load(workspace)
    if found is None:
        raise LabradorError("store.gone")
    scores = tuple(
        (row.segment, row.criterion, row.person, row.value)
        for row in cached.store().scores.of(workspace)
        if row.value is not None
    )
    return bundle.write(Bundle(found.name, found.document, scores, cached.store().ledger(workspace)))


def file_name(name: str) -> str:
    """The name of the exported file: letters, digits, spaces and dashes of the workspace's name."""
    return (re.sub(r"[^\w -]+", "_", name).strip(" _")[:60] or "workspace") + bundle.ENDING


def read(file: SourceFile) -> Bundle:
    """A workspace that was exported. Raises LabradorError where it cannot be taken."""
    if len(file.content) > LARGEST:
        raise LabradorError("file.too_heavy", file=file.name)
    return cached.bundle(session.digest(file), file)


def take(found: Bundle) -> None:
    """Save it as a new workspace and open it."""
    _tried(partial(_take, found))


def _take(found: Bundle) -> None:
    document = found.document.model_copy(update={"language": session.current().document.language})
    rows = [Score(*row) for row in found.scores]
    made = cached.store().create(
        document, name=tidy(found.name), owner=login.person(), scores=rows, ledger=found.ledger
    )
    opened(made.workspace)


def tidy(name: str) -> str:
    """A name as it is kept: one line of at most 80 characters."""
    return session.plain(name)[:LONGEST].strip()


def _tried(act: Callable[[], Any]) -> bool:
    try:
        act()
    except LabradorError as problem:
        session.change(problem=problem)
        return False
    return True
