"""Links to a workspace: to look, to score or to edit; made and revoked by whoever owns it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Engine, delete, insert, select

from segcore.store import rows
from segcore.store.database import reading, writing
from segcore.store.rights import Role, entered, role_of
from segcore.store.tables import LINK, WORKSPACE

TOKEN_BYTES: Final = 16
ROLES: Final[tuple[Role, ...]] = ("look", "score", "edit")


@dataclass(frozen=True)
class Link:
    """A link: its token of 128 random bits, what it opens the workspace for, when it was made (UTC)."""

    token: str
    role: Role
    created: datetime


class Links:
    """The links of all workspaces. Only the id of a workspace reaches them: a link makes, shows and revokes none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(self, workspace: str, role: Role) -> Link:
        """A new link. Raises LabradorError `store.gone`, `link.<role>`, `store.not_saved`."""
        token, moment = secrets.token_urlsafe(TOKEN_BYTES), rows.now()
        with writing(self._engine) as connection:
            here = rows.lock(connection, workspace, "own")
            connection.execute(insert(LINK).values(token=token, workspace=here, role=role, created=moment))
        return Link(token, role, datetime.fromisoformat(moment))

    def of(self, workspace: str) -> tuple[Link, ...]:
        """All links of a workspace, the oldest first."""
        with reading(self._engine) as connection:
            mine = select(LINK).where(LINK.c.workspace == entered(connection, workspace, "own"))
            found = connection.execute(mine.order_by(LINK.c.created, LINK.c.token)).all()
        return tuple(Link(row.token, row.role, datetime.fromisoformat(row.created)) for row in found)

    def revoke(self, workspace: str, token: str) -> None:
        """From now on this link of the workspace opens nothing."""
        with writing(self._engine) as connection:
            here = rows.lock(connection, workspace, "own")
            connection.execute(delete(LINK).where(LINK.c.workspace == here, LINK.c.token == token))

    def role(self, key: str) -> Role | None:
        """What a key opens a workspace for; None where it opens none."""
        with reading(self._engine) as connection:
            workspace, role = role_of(connection, key)
            known = select(WORKSPACE.c.id).where(WORKSPACE.c.id == workspace)
            return role if connection.execute(known).scalar() else None
