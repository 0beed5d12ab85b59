"""Several workspaces: which a visitor knows, their names, copies, and how long they are kept unopened."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, and_, delete, insert, literal, or_, select

from segcore.errors import LabradorError
from segcore.store import rows
from segcore.store.database import reading, wipe, writing
from segcore.store.rights import role_of
from segcore.store.tables import LEDGER, SCORE, VISIT, VOTER, WORKSHOP, WORKSPACE

RETENTION: Final = "LABRADOR_RETENTION_DAYS"
ID_BYTES: Final = 20


@dataclass(frozen=True)
class Entry:
    """One workspace of a list. name: "" where nobody gave it one. first, last: the days its kept ledger spans."""

    workspace: str
    name: str
    owner: str
    ledger_name: str
    segments: int
    saved_at: datetime
    opened_at: datetime
    keeps: bool
    has_ledger: bool
    first: date | None = None
    last: date | None = None


def retention() -> int | None:
    """After how many days without being opened a workspace is deleted; None: never.

    Raises LabradorError `store.retention` where LABRADOR_RETENTION_DAYS is no whole number above 0.
    """
    given = os.environ.get(RETENTION, "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= 100_000):
        raise LabradorError("store.retention", value=given)
    return int(given)


class Shelf:
    """All workspaces."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, visitor: str, owner: str = "") -> tuple[Entry, ...]:
        """The workspaces this visitor has opened, and those of this owner; last opened first."""
        joined = WORKSPACE.outerjoin(LEDGER, LEDGER.c.workspace == WORKSPACE.c.id)
        joined = joined.outerjoin(VISIT, and_(VISIT.c.workspace == WORKSPACE.c.id, VISIT.c.visitor == visitor))
        mine: ColumnElement[bool] = VISIT.c.visitor.is_not(None) if visitor else literal(False)
        if owner:
            mine = or_(mine, WORKSPACE.c.owner == owner)
        query = select(WORKSPACE, LEDGER.c.report, VISIT.c.opened_at.label("visited")).select_from(joined).where(mine)
        with reading(self._engine) as connection:
            found = connection.execute(query).all()
        return tuple(sorted((_entry(row) for row in found), key=lambda entry: entry.opened_at, reverse=True))

    def touch(self, workspace: str) -> None:
        """Somebody opened a workspace now, by its id or by any link to it; nothing where it is gone."""
        with writing(self._engine) as connection:
            here, _ = role_of(connection, workspace)
            same = WORKSPACE.c.id == here
            connection.execute(WORKSPACE.update().where(same).values(opened_at=rows.now(exact=True)))

    def rename(self, workspace: str, name: str) -> None:
        """Give a workspace a name. Raises LabradorError `store.gone`."""
        with writing(self._engine) as connection:
            rows.lock(connection, workspace)
            connection.execute(WORKSPACE.update().where(WORKSPACE.c.id == workspace).values(name=name))

    def claim(self, workspace: str, owner: str) -> None:
        """A workspace that belongs to nobody belongs to this owner. Raises LabradorError `store.gone`."""
        with writing(self._engine) as connection:
            rows.lock(connection, workspace)
            free = (WORKSPACE.c.id == workspace) & (WORKSPACE.c.owner == "")
            connection.execute(WORKSPACE.update().where(free).values(owner=owner))

    def copy(self, workspace: str, name: str, owner: str = "") -> str:
        """A copy under this name, with ledger and scores, without its steps; its id. Raises `store.gone`."""
        made, moment = secrets.token_urlsafe(ID_BYTES), rows.now()
        with writing(self._engine) as connection:
            rows.lock(connection, workspace)
            fresh = {"id": made, "version": 1, "saved_at": moment, "opened_at": moment, "name": name, "owner": owner}
            _copy(connection, WORKSPACE, "id", workspace, fresh)
            for table in (LEDGER, SCORE, WORKSHOP, VOTER):
                _copy(connection, table, "workspace", workspace, {"workspace": made})
        return made

    def expire(self, days: int, today: datetime | None = None) -> int:
        """Delete what was neither opened nor saved for more than so many days; how many that were."""
        limit = ((today or datetime.now(UTC)) - timedelta(days=days)).isoformat(timespec="microseconds")
        with writing(self._engine) as connection:
            old = and_(WORKSPACE.c.opened_at < limit, WORKSPACE.c.saved_at < limit)
            gone = connection.execute(delete(WORKSPACE).where(old)).rowcount
        if gone:
            wipe(self._engine)
        return int(gone)


def _copy(connection: Connection, table: Table, key: str, workspace: str, fresh: dict[str, object]) -> None:
    """Copy the rows of a workspace with these values in place of their own."""
    names = [column.name for column in table.columns]
    values = [literal(fresh[name]) if name in fresh else table.c[name] for name in names]
    connection.execute(insert(table).from_select(names, select(*values).where(table.c[key] == workspace)))


def _entry(row: Row[Any]) -> Entry:
    document, report = json.loads(row.document), json.loads(row.report or "{}")
    first, last = (report.get(name) for name in ("first_date", "last_date"))
    return Entry(
        workspace=row.id,
        name=row.name,
        owner=row.owner,
        ledger_name=document.get("ledger_name", ""),
        segments=len(document.get("segments", ())),
        saved_at=datetime.fromisoformat(row.saved_at),
        opened_at=datetime.fromisoformat(row.visited or row.opened_at),
        keeps=document.get("keep_ledger", True),
        has_ledger=row.report is not None,
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
    )
