"""Read and write saved work. The clock is read here and nowhere deeper; an answer comes only after the commit."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, MetaData, String, Table, Text, delete, select
from sqlalchemy import insert as new_row
from sqlalchemy.dialects.sqlite import insert

from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.packing import Packed, pack, unpack
from segcore.store.database import open_database, reading, writing
from segcore.store.scores import ScoreRows
from segcore.workspace import Document, from_json

ID_BYTES = 20
TABLES = MetaData()
WORKSPACE = Table(
    "workspace",
    TABLES,
    Column("id", String, primary_key=True),
    Column("version", Integer),
    Column("saved_at", String),
    Column("document", Text),
)
LEDGER = Table(
    "ledger",
    TABLES,
    Column("workspace", String, primary_key=True),
    Column("digest", String),
    Column("lines", LargeBinary),
    Column("parties", LargeBinary),
    Column("report", Text),
)
BROWSER = Table("browser", TABLES, Column("id", String, primary_key=True), Column("workspace", String))


@dataclass(frozen=True)
class Saved:
    """A workspace as it stands in the store. saved_at is UTC; ledger_digest is "" where no ledger is kept."""

    workspace: str
    version: int
    saved_at: datetime
    document: Document
    ledger_digest: str


class Store:
    """The saved work of one server. Ids hold 160 random bits; unknown, deleted and misspelt ones answer alike."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.scores = ScoreRows(engine)

    @staticmethod
    def open(path: Path) -> Store:
        """Open or create the database; see `open_database` for what it refuses."""
        return Store(open_database(path))

    def create(self, document: Document) -> Saved:
        """Save a new workspace."""
        workspace = secrets.token_urlsafe(ID_BYTES)
        with writing(self._engine) as connection:
            saved_at = _now()
            row = {"id": workspace, "version": 1, "saved_at": saved_at, "document": document.model_dump_json()}
            connection.execute(new_row(WORKSPACE).values(row))
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
            newest = _load(connection, workspace)
            if newest is None:
                raise LabradorError("store.gone")
            if _clash(changes, before, newest.document):
                raise LabradorError("store.conflict")
            document = newest.document.patched(changes)
            version, saved_at = newest.version + 1, _now()
            values = {"version": version, "saved_at": saved_at, "document": document.model_dump_json()}
            known = (WORKSPACE.c.id == workspace) & (WORKSPACE.c.version == newest.version)
            connection.execute(WORKSPACE.update().where(known).values(values))
        return Saved(workspace, version, datetime.fromisoformat(saved_at), document, newest.ledger_digest)

    def delete(self, workspace: str) -> None:
        """Delete a workspace and its ledger so that no byte of it stays in the file or its log."""
        with writing(self._engine) as connection:
            connection.execute(delete(WORKSPACE).where(WORKSPACE.c.id == workspace))
        self._wipe_log()

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
            values = {"digest": packed.digest, "lines": packed.lines, "parties": packed.parties}
            values["report"] = packed.report
            row = insert(LEDGER).values(workspace=workspace, **values)
            connection.execute(row.on_conflict_do_update(index_elements=["workspace"], set_=values))
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
        self._wipe_log()

    def remember(self, browser: str, workspace: str) -> None:
        """This browser opened this workspace last."""
        if not browser:
            return
        with writing(self._engine) as connection:
            row = insert(BROWSER).values(id=browser, workspace=workspace)
            connection.execute(row.on_conflict_do_update(index_elements=["id"], set_={"workspace": workspace}))

    def last_of(self, browser: str) -> Saved | None:
        """The workspace this browser opened last, or None."""
        with reading(self._engine) as connection:
            known = connection.execute(select(BROWSER.c.workspace).where(BROWSER.c.id == browser)).scalar()
            return _load(connection, known) if known else None

    def _wipe_log(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _load(connection: Connection, workspace: str) -> Saved | None:
    joined = WORKSPACE.outerjoin(LEDGER, LEDGER.c.workspace == WORKSPACE.c.id)
    query = select(WORKSPACE, LEDGER.c.digest).select_from(joined).where(WORKSPACE.c.id == workspace)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    moment = datetime.fromisoformat(row.saved_at)
    return Saved(row.id, row.version, moment, from_json(row.document), row.digest or "")


def _clash(changes: Mapping[str, Any], before: Document, newest: Document) -> bool:
    for name, value in changes.items():
        if name == "settings":
            theirs, ours = newest.settings, before.settings
            if any(theirs.get(key) != ours.get(key) for key in value):
                return True
        elif name != "picked" and getattr(newest, name) not in (getattr(before, name), value):
            return True
    return False


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
