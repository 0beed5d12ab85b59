"""Steps of each visitor: recorded with the save they belong to, taken back and brought again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, select

from segcore.errors import LabradorError
from segcore.steps import STEP, Step, apply
from segcore.store import rows
from segcore.store.database import put, reading, writing
from segcore.store.rights import role_of
from segcore.store.rows import Saved
from segcore.store.tables import STEP as STEPS
from segcore.workspace import from_json

KEPT = 100


@dataclass(frozen=True)
class By:
    """Who makes a change: a browser or a person. step: number of his last step where it belongs to it, 0 for a new."""

    visitor: str
    step: int = 0


def record(connection: Connection, workspace: str, by: By | None, done: Step) -> int:
    """Write down a step of a locked workspace; its number, 0 where there is nothing to write down.

    What this visitor had undone cannot be brought again after it. His steps beyond the last 100 are forgotten.
    """
    done = done.recorded()
    if by is None or not done:
        return by.step if by else 0
    mine = _of(workspace, by.visitor)
    connection.execute(STEPS.delete().where(mine, STEPS.c.undone))
    last = _next(connection, mine, back=True)
    if last is not None and last.number == by.step:
        number, done = last.number, STEP.validate_json(last.changes).then(done)
    else:
        highest = select(func.max(STEPS.c.number)).where(STEPS.c.workspace == workspace)
        number = (connection.execute(highest).scalar() or 0) + 1
    row = {"visitor": by.visitor, "done_at": rows.now(), "undone": False, "changes": STEP.dump_json(done).decode()}
    put(connection, STEPS, {"workspace": workspace, "number": number, **row})
    _forget_oldest(connection, mine)
    return int(number)


def _of(workspace: str, visitor: str) -> ColumnElement[bool]:
    return and_(STEPS.c.workspace == workspace, STEPS.c.visitor == visitor)


def _next(connection: Connection, mine: ColumnElement[bool], back: bool) -> Any:
    """The step to take back, or the one to bring again; None without one."""
    order = STEPS.c.number.desc() if back else STEPS.c.number
    chosen = STEPS.c.undone.is_(not back)
    return connection.execute(select(STEPS).where(mine, chosen).order_by(order).limit(1)).one_or_none()


def _forget_oldest(connection: Connection, mine: ColumnElement[bool]) -> None:
    beyond = select(STEPS.c.number).where(mine).order_by(STEPS.c.number.desc()).offset(KEPT).limit(1)
    if (number := connection.execute(beyond).scalar()) is not None:
        connection.execute(STEPS.delete().where(mine, STEPS.c.number <= number))


class History:
    """What each visitor can take back and bring again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def next(self, workspace: str, visitor: str) -> tuple[Step | None, Step | None]:
        """The step this visitor would undo, and the one he would bring again."""
        with reading(self._engine) as connection:
            here, _ = role_of(connection, workspace)
            found = [_next(connection, _of(here, visitor), back) for back in (True, False)]
        undo, redo = (STEP.validate_json(row.changes) if row else None for row in found)
        return undo, redo

    def undo(self, workspace: str, visitor: str) -> Saved:
        """Take this visitor's last step back; the workspace as it is where there is none.

        Raises LabradorError `store.changed_since` where somebody changed the same thing after it: that stays, and the
        step is forgotten; `store.gone`, `store.not_saved`.
        """
        return self._turn(workspace, visitor, back=True)

    def redo(self, workspace: str, visitor: str) -> Saved:
        """Bring the step again that was taken back last. Raises as `undo`."""
        return self._turn(workspace, visitor, back=False)

    def _turn(self, workspace: str, visitor: str, back: bool) -> Saved:
        with writing(self._engine) as connection:
            newest = rows.locked(connection, workspace, "edit")
            row = _next(connection, _of(newest.workspace, visitor), back)
            if row is None:
                return replace(newest, workspace=workspace)
            this = and_(STEPS.c.workspace == newest.workspace, STEPS.c.number == row.number)
            done = STEP.validate_json(row.changes)
            saved = _made(connection, newest, done.reversed() if back else done)
            if saved is None:
                connection.execute(STEPS.delete().where(this))
            else:
                connection.execute(STEPS.update().where(this).values(undone=back))
        if saved is None:
            raise LabradorError("store.changed_since")
        return replace(saved, workspace=workspace)


def _made(connection: Connection, newest: Saved, done: Step) -> Saved | None:
    """The workspace after this step, or None, and nothing written, where it cannot be made any more."""
    document = newest.document.model_dump(mode="json")
    cells = rows.cells(connection, newest.workspace) if done.marks else {}
    for mark in done.marks:
        if cells.get(mark.cell) not in (mark.before, mark.after):
            return None
        if mark.after is None:
            cells.pop(mark.cell, None)
        else:
            cells[mark.cell] = mark.after
    try:
        apply(document, done.changes)
        changed = from_json(json.dumps(document))
        changed.chosen()
    except LabradorError:
        return None
    rows.write(connection, newest.workspace, done.marks)
    return replace(rows.save(connection, newest, changed), step=0)
