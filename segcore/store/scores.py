"""Scores of segments, a row per person, so that two people who score at once never overwrite each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from segcore.errors import LabradorError
from segcore.store import database
from segcore.store.database import reading, writing
from segcore.store.tables import SCORE


@dataclass(frozen=True, order=True)
class Score:
    """What one person gave one segment for one criterion of scorecard.CRITERIA; value 0 to 3, None takes it back."""

    segment: str
    criterion: str
    person: str
    value: float | None


class ScoreRows:
    """The scores of all workspaces."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, workspace: str) -> tuple[Score, ...]:
        """All scores of a workspace, sorted."""
        query = select(SCORE).where(SCORE.c.workspace == workspace)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return tuple(sorted(Score(row.segment, row.criterion, row.person, row.value) for row in rows))

    def put(self, workspace: str, scores: Sequence[Score]) -> None:
        """Save these scores, each in place of that person's earlier one; answers after the commit.

        Raises LabradorError `store.gone` where the workspace is no longer there, and `store.not_saved`.
        """
        try:
            with writing(self._engine) as connection:
                for score in scores:
                    keys = {"segment": score.segment, "criterion": score.criterion, "person": score.person}
                    if score.value is None:
                        same = [SCORE.c[name] == value for name, value in keys.items()]
                        connection.execute(SCORE.delete().where(SCORE.c.workspace == workspace, *same))
                        continue
                    database.put(connection, SCORE, {"workspace": workspace, **keys, "value": score.value})
        except LabradorError as problem:
            if isinstance(problem.__context__, IntegrityError):
                raise LabradorError("store.gone") from None
            raise

    def rename(self, workspace: str, segment: str, name: str) -> None:
        """The scores of a segment under its new name; scores that stand there already are replaced."""
        with writing(self._engine) as connection:
            here = SCORE.c.workspace == workspace
            if connection.execute(select(SCORE.c.segment).where(here, SCORE.c.segment == segment)).first():
                connection.execute(SCORE.delete().where(here, SCORE.c.segment == name))
                connection.execute(SCORE.update().where(here, SCORE.c.segment == segment).values(segment=name))

    def forget(self, workspace: str, segment: str) -> None:
        """Delete the scores of a segment."""
        with writing(self._engine) as connection:
            connection.execute(SCORE.delete().where(SCORE.c.workspace == workspace, SCORE.c.segment == segment))
