"""Read and write saved work. The clock is read here and nowhere deeper; an answer comes only after the commit."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.engine import URL

from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.packing import Packed, pack, unpack
from segcore.store.database import open_database, put, reading, wipe, writing
from segcore.store.scores import ScoreRows
from segcore.store.tables import LEDGER, VISIT, WORKSPACE
from segcore.workspace import Document, from_json

ID_BYTES = 20
DEPENDENT = ("workspace", "ledger", "visit", "score", "step")


@dataclass(frozen=True)
class Saved:
    """A workspace as it stands in the store. saved_at is UTC; ledger_digest is "" where no ledger is kept.

    name: "" where nobody gave it one. owner: a person's id, "" where it belongs to whoever has its address.
    """

    workspace: str
    version: int
    saved_at: datetime
    document: Document
    ledger_digest: str
    name: str = ""
    owner: str = ""


class Store:
    """The saved work of one server. Ids hold 160 random bits; unknown, deleted and misspelt ones answer alike."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.scores = ScoreRows(engine)

    @staticmethod
    def open(url: URL) -> Store:
        """Open or create the database; see `open_database` for what it refuses."""
        return Store(open_database(url))

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def create(self, document: Document) -> Saved:
        """Save a new workspace."""
        workspace = secrets.token_urlsafe(ID_BYTES)
        with writing(self._engine) as connection:
            saved_at = _now()
            row = {"id": workspace, "version": 1, "saved_at": saved_at, "document": document.model_dump_json()}
            connection.execute(insert(WORKSPACE).values(**row, name="", owner="", opened_at=saved_at))
        return Saved(workspace, 1, datetime.fromisoformat(saved_at), document, "")

    def load(self, workspace: str) -> Saved | None:
        """A workspace, or None. Raises LabradorError `workspace.unreadable` for a document of another version."""
        with reading(self._engine) as connection:
            return _load(connection, workspace)

    def patch(self, workspace: str, changes: Mapping[str, Any], before: Document) -> Saved:
        """Apply changes to the newest version.

        before: the document the changes were made on. Raises LabradorError `store.conflict` where somebody saved
        another value for one of these fields meanwhile, and `store.gone` where the workspace is no longer there.
        """
        with writing(self._engine) as connection:
            newest = _load(connection, workspace, lock=True)
            if newest is None:
                raise LabradorError("store.gone")
            if _clash(changes, before, newest.document):
                raise LabradorError("store.conflict")
            document = newest.document.patched(changes)
            version, saved_at = newest.version + 1, _now()
            values = {"version": version, "saved_at": saved_at, "document": document.model_dump_json()}
            known = (WORKSPACE.c.id == workspace) & (WORKSPACE.c.version == newest.version)
            connection.execute(WORKSPACE.update().where(known).values(values))
        return replace(newest, version=version, saved_at=datetime.fromisoformat(saved_at), document=document)

    def delete(self, workspace: str) -> None:
        """Delete a workspace and its ledger so that no byte of it stays in the file or its log."""
        with writing(self._engine) as connection:
            connection.execute(delete(WORKSPACE).where(WORKSPACE.c.id == workspace))
        wipe(self._engine, DEPENDENT)

    def keep_ledger(self, workspace: str, ledger: Ledger) -> datetime:
        """Keep this ledger with the workspace, instead of the one before; answers when it was saved."""
        packed = pack(ledger)
        with writing(self._engine) as connection:
            saved_at = _now()
            touched = connection.execute(
                WORKSPACE.update().where(WORKSPACE.c.id == workspace).values(saved_at=saved_at)
            )
            if not touched.rowcount:
                raise LabradorError("store.gone")
            put(connection, LEDGER, {"workspace": workspace, **vars(packed)})
        return datetime.fromisoformat(saved_at)

    def ledger(self, workspace: str) -> Ledger | None:
        """The cleaned ledger of a workspace, or None."""
        with reading(self._engine) as connection:
            row = connection.execute(select(LEDGER).where(LEDGER.c.workspace == workspace)).one_or_none()
        return unpack(Packed(row.digest, row.lines, row.parties, row.report)) if row else None

    def drop_ledger(self, workspace: str) -> None:
        """Delete the ledger of a workspace so that no byte of it stays; what was decided stays."""
        with writing(self._engine) as connection:
            connection.execute(delete(LEDGER).where(LEDGER.c.workspace == workspace))
        wipe(self._engine, DEPENDENT)

    def remember(self, visitor: str, workspace: str) -> None:
        """This visitor (the cookie of a browser, or a person) opened this workspace now."""
        with writing(self._engine) as connection:
            now = _now(exact=True)
            opened = WORKSPACE.update().where(WORKSPACE.c.id == workspace).values(opened_at=now)
            if connection.execute(opened).rowcount and visitor:
                put(connection, VISIT, {"visitor": visitor, "workspace": workspace, "opened_at": now})

    def last_of(self, visitor: str) -> Saved | None:
        """The workspace this visitor opened last, or None."""
        mine = select(VISIT.c.workspace).where(VISIT.c.visitor == visitor).order_by(VISIT.c.opened_at.desc())
        with reading(self._engine) as connection:
            known = connection.execute(mine.limit(1)).scalar()
            return _load(connection, known) if known else None


def _load(connection: Connection, workspace: str, lock: bool = False) -> Saved | None:
    """lock: nobody else may write this workspace until the transaction ends."""
    joined = WORKSPACE.outerjoin(LEDGER, LEDGER.c.workspace == WORKSPACE.c.id)
    query = select(WORKSPACE, LEDGER.c.digest).select_from(joined).where(WORKSPACE.c.id == workspace)
    row = connection.execute(query.with_for_update(of=WORKSPACE) if lock else query).one_or_none()
    if row is None:
        return None
    moment = datetime.fromisoformat(row.saved_at)
    return Saved(row.id, row.version, moment, from_json(row.document), row.digest or "", row.name, row.owner)


def _clash(changes: Mapping[str, Any], before: Document, newest: Document) -> bool:
    for name, value in changes.items():
        if name == "settings":
            theirs, ours = newest.settings, before.settings
            if any(theirs.get(key) != ours.get(key) for key in value):
                return True
        elif name != "picked" and getattr(newest, name) not in (getattr(before, name), value):
            return True
    return False


def _now(exact: bool = False) -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds" if exact else "seconds")
