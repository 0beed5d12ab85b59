"""A workspace as rows of the database: read, locked, saved; to be used inside a transaction. The clock is read here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from segcore.errors import LabradorError
from segcore.steps import Cell, Mark
from segcore.store import database
from segcore.store.rights import Act, Role, entered, role_of
from segcore.store.tables import LEDGER, SCORE, WORKSPACE
from segcore.workspace import Document, from_json


@dataclass(frozen=True)
class Saved:
    """A workspace as it stands in the store. saved_at is UTC; ledger_digest is "" where no ledger is kept.

    name: "" where nobody gave it one. owner: a person's id, "" where it belongs to whoever has its address.
    step: number of the step this save was recorded as, 0 for none. role: what the key that was given opens it for.
    """

    workspace: str
    version: int
    saved_at: datetime
    document: Document
    ledger_digest: str = ""
    name: str = ""
    owner: str = ""
    step: int = 0
    role: Role = "own"


def now(exact: bool = False) -> str:
    """The time in UTC as it is stored, to the second; exact: so that two of them can be told apart."""
    return datetime.now(UTC).isoformat(timespec="microseconds" if exact else "seconds")


def lock(connection: Connection, key: str, act: Act = "own") -> str:
    """The id of the workspace this key opens for this act; nobody else writes it until the transaction ends.

    Raises LabradorError `store.gone` and `link.<role>`.
    """
    workspace = entered(connection, key, act)
    query = select(WORKSPACE.c.id).where(WORKSPACE.c.id == workspace).with_for_update()
    if connection.execute(query).scalar() is None:
        raise LabradorError("store.gone")
    return workspace


def load(connection: Connection, workspace: str) -> Saved | None:
    """The workspace, or None."""
    joined = WORKSPACE.outerjoin(LEDGER, LEDGER.c.workspace == WORKSPACE.c.id)
    query = select(WORKSPACE, LEDGER.c.digest).select_from(joined).where(WORKSPACE.c.id == workspace)
    row = connection.execute(query).one_or_none() if workspace.isprintable() else None
    if row is None:
        return None
    moment = datetime.fromisoformat(row.saved_at)
    return Saved(row.id, row.version, moment, from_json(row.document), row.digest or "", row.name, row.owner)


def locked(connection: Connection, key: str, act: Act = "own") -> Saved:
    """The workspace, which nobody else writes until the transaction ends. Raises as `lock`."""
    found = load(connection, lock(connection, key, act))
    assert found is not None
    return replace(found, role=role_of(connection, key)[1])


def save(connection: Connection, known: Saved, document: Document) -> Saved:
    """Write the next version of a locked workspace. Raises LabradorError `store.conflict` where it is not `known`."""
    version, saved_at = known.version + 1, now()
    values = {"version": version, "saved_at": saved_at, "document": document.model_dump_json()}
    same = (WORKSPACE.c.id == known.workspace) & (WORKSPACE.c.version == known.version)
    if connection.execute(WORKSPACE.update().where(same).values(values)).rowcount != 1:
        raise LabradorError("store.conflict")
    return replace(known, version=version, saved_at=datetime.fromisoformat(saved_at), document=document)


def touch(connection: Connection, workspace: str) -> datetime:
    """Something of a locked workspace beside its document was saved now; when that was."""
    saved_at = now()
    connection.execute(WORKSPACE.update().where(WORKSPACE.c.id == workspace).values(saved_at=saved_at))
    return datetime.fromisoformat(saved_at)


def cells(connection: Connection, workspace: str, person: str | None = None) -> dict[Cell, float]:
    """All scores of a workspace, or those of one person, by (segment, criterion, person)."""
    query = select(SCORE).where(SCORE.c.workspace == workspace)
    found = connection.execute(query if person is None else query.where(SCORE.c.person == person))
    return {(row.segment, row.criterion, row.person): row.value for row in found}


def write(connection: Connection, workspace: str, marks: Sequence[Mark]) -> None:
    """Bring scores to their values after these marks."""
    for mark in marks:
        keys = dict(zip(("segment", "criterion", "person"), mark.cell, strict=True))
        if mark.after is None:
            same = [SCORE.c[name] == value for name, value in keys.items()]
            connection.execute(SCORE.delete().where(SCORE.c.workspace == workspace, *same))
        else:
            database.put(connection, SCORE, {"workspace": workspace, **keys, "value": mark.after})
