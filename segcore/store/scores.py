"""Scores of segments, a row per person, so that two people who score at once never overwrite each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from segcore.steps import Cell, Mark, Step
from segcore.store import rows, workshops
from segcore.store.database import reading, writing
from segcore.store.history import By, record
from segcore.store.rights import entered

Cells = Mapping[Cell, float]


@dataclass(frozen=True, order=True)
class Score:
    """What one person gave one segment for one criterion of scorecard.CRITERIA; value 0 to 3, None takes it back."""

    segment: str
    criterion: str
    person: str
    value: float | None


class ScoreRows:
    """The scores of all workspaces. What writes answers when it was saved, after the commit; by: whose step it is.

    Writing raises LabradorError `store.gone` where the workspace is no longer there, and `store.not_saved`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, workspace: str) -> tuple[Score, ...]:
        """All scores of a workspace, sorted; those of a workshop only after its reveal."""
        with reading(self._engine) as connection:
            here = entered(connection, workspace, "look")
            found, hidden = rows.cells(connection, here), workshops.unseen(connection, here)
        return tuple(sorted(Score(*cell, value) for cell, value in found.items() if not hidden(cell)))

    def put(self, workspace: str, scores: Sequence[Score], by: By | None = None) -> datetime:
        """Save these scores, each in place of that person's earlier one."""
        given = {(score.segment, score.criterion, score.person): score.value for score in scores}
        return self._change(workspace, by, lambda _: given)

    def rename(self, workspace: str, segment: str, name: str, by: By | None = None) -> datetime:
        """The scores of a segment under its new name; scores that stand there already are replaced."""

        def renamed(known: Cells) -> dict[Cell, float | None]:
            own = {cell: value for cell, value in known.items() if cell[0] == segment}
            gone = {cell: None for cell in known if own and cell[0] in (segment, name)}
            return {**gone, **{(name, *cell[1:]): value for cell, value in own.items()}}

        return self._change(workspace, by, renamed, {segment: name})

    def forget(self, workspace: str, segment: str, by: By | None = None) -> datetime:
        """Delete the scores of a segment."""
        return self._change(
            workspace, by, lambda known: {cell: None for cell in known if cell[0] == segment}, {segment: None}
        )

    def _change(
        self,
        workspace: str,
        by: By | None,
        wanted: Callable[[Cells], Mapping[Cell, float | None]],
        names: Mapping[str, str | None] = {},
    ) -> datetime:
        with writing(self._engine) as connection:
            here = rows.lock(connection, workspace, "edit")
            known = rows.cells(connection, here)
            after = wanted(known)
            marks = tuple(
                Mark(cell, known.get(cell), value) for cell, value in after.items() if known.get(cell) != value
            )
            rows.write(connection, here, marks)
            for segment, name in names.items():
                workshops.rename(connection, here, segment, name)
            record(connection, here, by, Step(marks=marks))
            return rows.touch(connection, here)
