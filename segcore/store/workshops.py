"""Workshops: several people score the same segments at once, each blind to the others until the scores are revealed.

What they give are ordinary rows of scores under their names; until the reveal no reader of scores gets them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Connection, Engine, select

from segcore.errors import LabradorError
from segcore.steps import Cell, Mark
from segcore.store import rows
from segcore.store.database import put, reading, writing
from segcore.store.rights import entered
from segcore.store.tables import VOTER, WORKSHOP

State: TypeAlias = Literal["open", "revealed", "closed"]
Cells: TypeAlias = Mapping[Cell, float]
LONGEST: Final = 60


@dataclass(frozen=True)
class Workshop:
    """The workshop of a workspace. number: how many there were with it; people may still score while it is open. said:
    what everybody had given when it was revealed, as (segment, criterion, person), whatever was agreed since.
    """

    number: int
    segments: tuple[str, ...]
    criteria: tuple[str, ...]
    state: State
    said: tuple[tuple[Cell, float], ...] = ()

    @property
    def cells(self) -> int:
        """How many scores each person is asked for."""
        return len(self.segments) * len(self.criteria)

    def asks(self, segment: str, criterion: str) -> bool:
        """Whether this score belongs to it."""
        return segment in self.segments and criterion in self.criteria


@dataclass(frozen=True)
class Voter:
    """Who scores with one browser. number: of the workshop he came to last. scores: what he gave for what the present
    one asks, by segment and criterion.
    """

    name: str
    number: int
    scores: dict[tuple[str, str], float]


class Workshops:
    """The workshops of all workspaces. Writing raises LabradorError `store.gone`, `store.not_saved`, `link.<role>`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, workspace: str) -> Workshop | None:
        """The last workshop, or None before the first."""
        with reading(self._engine) as connection:
            return found(connection, entered(connection, workspace, "score"))

    def start(self, workspace: str, segments: Sequence[str], criteria: Sequence[str]) -> Workshop:
        """A new workshop instead of the last one."""

        def started(last: Workshop | None, _: Cells) -> Workshop:
            return Workshop(last.number + 1 if last else 1, tuple(segments), tuple(criteria), "open")

        return self._turn(workspace, started)

    def set_state(self, workspace: str, state: State) -> Workshop:
        """Reveal the scores of the open workshop, open it again, or close it. Raises `workshop.none`."""

        def turned(last: Workshop | None, given: Cells) -> Workshop:
            if last is None:
                raise LabradorError("workshop.none")
            if state == "revealed" and last.state == "open":
                said = sorted((cell, value) for cell, value in given.items() if last.asks(*cell[:2]))
                return replace(last, state=state, said=tuple(said))
            return replace(last, state=state)

        return self._turn(workspace, turned)

    def _turn(self, workspace: str, wanted: Callable[[Workshop | None, Cells], Workshop]) -> Workshop:
        with writing(self._engine) as connection:
            here = rows.lock(connection, workspace, "edit")
            made = wanted(found(connection, here), rows.cells(connection, here))
            _write(connection, here, made)
            rows.touch(connection, here)
        return made

    def join(self, workspace: str, browser: str, name: str) -> str:
        """This browser scores under this name, numbered where another browser or person has it; the name it got.

        Raises `workshop.none` where none is open, `workshop.no_name` for an empty one.
        """
        wanted = name.strip()[:LONGEST]
        if not wanted or not browser:
            raise LabradorError("workshop.no_name")
        with writing(self._engine) as connection:
            here = rows.lock(connection, workspace, "score")
            number = _open(connection, here).number
            others = select(VOTER.c.name).where(VOTER.c.workspace == here, VOTER.c.browser != browser)
            taken = {row.name.casefold() for row in connection.execute(others)}
            mine = _voter(connection, here, browser)
            taken |= {cell[2].casefold() for cell in rows.cells(connection, here) if not mine or cell[2] != mine.name}
            free = wanted if wanted.casefold() not in taken else _numbered(wanted, taken)
            if mine and mine.name != free:
                _rename(connection, here, mine.name, free)
            put(connection, VOTER, {"workspace": here, "browser": browser, "name": free, "number": number})
            rows.touch(connection, here)
        return free

    def voter(self, workspace: str, browser: str) -> Voter | None:
        """Who scores with this browser; None before he gave a name."""
        with reading(self._engine) as connection:
            here = entered(connection, workspace, "score")
            last, mine = found(connection, here), _voter(connection, here, browser)
            if not last or not mine:
                return None
            own = rows.cells(connection, here, mine.name)
        return Voter(mine.name, mine.number, {cell[:2]: value for cell, value in own.items() if last.asks(*cell[:2])})

    def vote(self, workspace: str, browser: str, segment: str, criterion: str, value: float | None) -> None:
        """Save one score of whoever scores with this browser; None takes it back.

        Raises `workshop.none` where no workshop that asks for it is open, `workshop.no_name` where he has no name yet.
        """
        with writing(self._engine) as connection:
            here = rows.lock(connection, workspace, "score")
            if not _open(connection, here).asks(segment, criterion):
                raise LabradorError("workshop.none")
            mine = _voter(connection, here, browser)
            if mine is None:
                raise LabradorError("workshop.no_name")
            rows.write(connection, here, [Mark((segment, criterion, mine.name), None, value)])
            rows.touch(connection, here)

    def given(self, workspace: str) -> dict[str, int]:
        """By person in the last workshop, sorted, how many of its scores he gave; not which."""
        with reading(self._engine) as connection:
            here = entered(connection, workspace, "edit")
            last = found(connection, here)
            if last is None:
                return {}
            mine = (VOTER.c.workspace == here) & (VOTER.c.number == last.number)
            names = [row.name for row in connection.execute(select(VOTER.c.name).where(mine))]
            known = [cell for cell in rows.cells(connection, here) if last.asks(*cell[:2])]
        return {name: sum(cell[2] == name for cell in known) for name in sorted(names, key=str.casefold)}


def found(connection: Connection, workspace: str) -> Workshop | None:
    """The last workshop of a workspace."""
    row = connection.execute(select(WORKSHOP).where(WORKSHOP.c.workspace == workspace)).one_or_none()
    if row is None:
        return None
    said = tuple((tuple(cell), value) for cell, value in json.loads(row.said))
    return Workshop(row.number, tuple(json.loads(row.segments)), tuple(json.loads(row.criteria)), row.state, said)


def unseen(connection: Connection, workspace: str) -> Callable[[Cell], bool]:
    """Whether a score is one that people gave in a workshop that is still open."""
    last = found(connection, workspace)
    if last is None or last.state != "open":
        return lambda _: False
    mine = (VOTER.c.workspace == workspace) & (VOTER.c.number == last.number)
    names = {row.name for row in connection.execute(select(VOTER.c.name).where(mine))}
    return lambda cell: cell[2] in names and last.asks(*cell[:2])


def rename(connection: Connection, workspace: str, segment: str, name: str | None) -> None:
    """A segment of the workshop has another name; None: it is gone."""
    last = found(connection, workspace)
    if last and segment in last.segments:
        names = {each: each for each in last.segments} | ({} if name is None else {segment: name})
        if name is None:
            del names[segment]
        said = tuple(((names[cell[0]], *cell[1:]), value) for cell, value in last.said if cell[0] in names)
        _write(connection, workspace, replace(last, segments=tuple(dict.fromkeys(names.values())), said=said))


def _write(connection: Connection, workspace: str, made: Workshop) -> None:
    texts = {name: json.dumps(getattr(made, name)) for name in ("segments", "criteria", "said")}
    put(connection, WORKSHOP, {"workspace": workspace, "number": made.number, "state": made.state, **texts})


def _open(connection: Connection, workspace: str) -> Workshop:
    last = found(connection, workspace)
    if last is None or last.state != "open":
        raise LabradorError("workshop.none")
    return last


def _voter(connection: Connection, workspace: str, browser: str) -> Any:
    return connection.execute(
        select(VOTER).where(VOTER.c.workspace == workspace, VOTER.c.browser == browser)
    ).one_or_none()


def _numbered(name: str, taken: set[str]) -> str:
    tries = (f"{name} {number}" for number in range(2, 10_000))
    return next(each for each in tries if each.casefold() not in taken)


def _rename(connection: Connection, workspace: str, name: str, new: str) -> None:
    """The scores of a person go along to his new name."""
    own = rows.cells(connection, workspace, name)
    marks = [Mark((*cell[:2], name), value, None) for cell, value in own.items()]
    marks += [Mark((*cell[:2], new), None, value) for cell, value in own.items()]
    rows.write(connection, workspace, marks)
