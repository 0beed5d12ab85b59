"""Read and write saved work; an answer comes only after the commit."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.engine import URL

from segcore.ledger import Ledger
from segcore.packing import Packed, pack, unpack
from segcore.steps import Mark, Step, apply, differences
from segcore.store import rows
from segcore.store.database import open_database, put, reading, wipe, writing
from segcore.store.history import By, History, record
from segcore.store.links import Links
from segcore.store.rights import ALLOWED, entered, role_of
from segcore.store.rows import Saved
from segcore.store.scores import Score, ScoreRows
from segcore.store.shelf import Shelf
from segcore.store.tables import LEDGER, VISIT, WORKSPACE
from segcore.store.workshops import Workshops
from segcore.workspace import Document, from_json

ID_BYTES = 20


class Store:
    """The saved work of one server. Ids hold 160 random bits; unknown, deleted and misspelt ones answer alike."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.scores = ScoreRows(engine)
        self.history = History(engine)
        self.shelf = Shelf(engine)
        self.links = Links(engine)
        self.workshops = Workshops(engine)

    @staticmethod
    def open(url: URL) -> Store:
        """Open or create the database; see `open_database` for what it refuses."""
        return Store(open_database(url))

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def create(
        self,
        document: Document,
        by: By | None = None,
        name: str = "",
        owner: str = "",
        scores: Sequence[Score] = (),
        ledger: Ledger | None = None,
    ) -> Saved:
        """Save a new workspace, with its scores and its ledger; what differs from an empty one is the first step."""
        kept = document.kept()
        packed = pack(ledger) if ledger and kept.keep_ledger else None
        done = Step(differences(Document().model_dump(mode="json"), kept.model_dump(mode="json")))
        workspace, saved_at = secrets.token_urlsafe(ID_BYTES), rows.now()
        row = {"id": workspace, "version": 1, "saved_at": saved_at, "document": kept.model_dump_json()}
        with writing(self._engine) as connection:
            connection.execute(insert(WORKSPACE).values(**row, name=name, owner=owner, opened_at=saved_at))
            rows.write(
                connection,
                workspace,
                [Mark((each.segment, each.criterion, each.person), None, each.value) for each in scores],
            )
            if packed:
                put(connection, LEDGER, {"workspace": workspace, **vars(packed)})
            step = record(connection, workspace, by, done)
        digest = packed.digest if packed else ""
        return Saved(workspace, 1, datetime.fromisoformat(saved_at), kept, digest, name, owner, step)

    def load(self, workspace: str) -> Saved | None:
        """A workspace, or None. Raises LabradorError `workspace.unreadable` for a document of another version."""
        with reading(self._engine) as connection:
            here, role = role_of(connection, workspace)
            found = rows.load(connection, here) if "look" in ALLOWED[role] else None
        return replace(found, workspace=workspace, role=role) if found else None

    def patch(self, workspace: str, changes: Mapping[str, Any], before: Document, by: By | None = None) -> Saved:
        """Apply changes to the newest version; by: whose step it is.

        before: the document the changes were made on. Raises LabradorError `store.conflict` where somebody saved
        another value for one of these fields meanwhile, and `store.gone` where the workspace is no longer there.
        """
        old = before.kept().model_dump(mode="json")
        wanted = before.kept().patched(changes).model_dump(mode="json")
        done = Step(differences(old, wanted))
        with writing(self._engine) as connection:
            newest = rows.locked(connection, workspace, "edit")
            document = newest.document.model_dump(mode="json")
            apply(document, done.changes)
            changed = from_json(json.dumps(document))
            changed.chosen()
            saved = rows.save(connection, newest, changed.kept())
            step = record(connection, newest.workspace, by, done)
            dropped = bool(newest.ledger_digest) and not changed.keep_ledger
            if dropped:
                connection.execute(delete(LEDGER).where(LEDGER.c.workspace == newest.workspace))
        if newest.document.keep_ledger and not changed.keep_ledger:
            wipe(self._engine)
        digest = "" if dropped else saved.ledger_digest
        return replace(saved, workspace=workspace, step=step, ledger_digest=digest)

    def delete(self, workspace: str) -> None:
        """Delete a workspace and all that belongs to it so that no byte of it stays in the file or its log."""
        with writing(self._engine) as connection:
            here = entered(connection, workspace, "own")
            connection.execute(delete(WORKSPACE).where(WORKSPACE.c.id == here))
        wipe(self._engine)

    def keep_ledger(self, workspace: str, ledger: Ledger) -> datetime | None:
        """Keep this ledger with the workspace, instead of the one before; answers when it was saved.

        None, and nothing is kept, where the workspace says that no data may stay. Raises LabradorError `store.gone`.
        """
        packed = pack(ledger)
        with writing(self._engine) as connection:
            here = rows.locked(connection, workspace, "edit")
            if not here.document.keep_ledger:
                return None
            put(connection, LEDGER, {"workspace": here.workspace, **vars(packed)})
            return rows.touch(connection, here.workspace)

    def ledger(self, workspace: str) -> Ledger | None:
        """The cleaned ledger of a workspace, or None."""
        with reading(self._engine) as connection:
            here = entered(connection, workspace, "look")
            row = connection.execute(select(LEDGER).where(LEDGER.c.workspace == here)).one_or_none()
        return unpack(Packed(row.digest, row.lines, row.parties, row.report)) if row else None

    def drop_ledger(self, workspace: str) -> None:
        """Delete the ledger of a workspace so that no byte of it stays; what was decided stays."""
        with writing(self._engine) as connection:
            here = entered(connection, workspace, "edit")
            connection.execute(delete(LEDGER).where(LEDGER.c.workspace == here))
        wipe(self._engine)

    def remember(self, visitor: str, workspace: str) -> None:
        """This visitor (the cookie of a browser, or a person) opened this workspace now."""
        with writing(self._engine) as connection:
            moment = rows.now(exact=True)
            opened = WORKSPACE.update().where(WORKSPACE.c.id == workspace).values(opened_at=moment)
            if connection.execute(opened).rowcount and visitor:
                put(connection, VISIT, {"visitor": visitor, "workspace": workspace, "opened_at": moment})

    def last_of(self, visitor: str) -> Saved | None:
        """The workspace this visitor opened last, or None."""
        mine = select(VISIT.c.workspace).where(VISIT.c.visitor == visitor).order_by(VISIT.c.opened_at.desc())
        with reading(self._engine) as connection:
            known = connection.execute(mine.limit(1)).scalar()
            return rows.load(connection, known) if known else None
