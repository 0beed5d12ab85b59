"""What the key of an address opens: the id of a workspace everything, the token of a link what its role allows.

A key stands in every address. What is not asked for by `entered` takes ids only, so that a token is refused there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection, select

from segcore.errors import LabradorError
from segcore.store.tables import LINK

Act: TypeAlias = Literal["look", "score", "edit", "own"]
Role: TypeAlias = Literal["look", "score", "edit", "own"]
ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "look": frozenset({"look"}),
    "score": frozenset({"score"}),
    "edit": frozenset({"look", "score", "edit"}),
    "own": frozenset({"look", "score", "edit", "own"}),
}


def role_of(connection: Connection, key: str) -> tuple[str, Role]:
    """The workspace a key leads to, which may not be there, and what it opens it for."""
    query = select(LINK.c.workspace, LINK.c.role).where(LINK.c.token == key)
    if not key.isprintable():
        return "", "own"
    link = connection.execute(query).one_or_none()
    return (link.workspace, link.role) if link else (key, "own")


def entered(connection: Connection, key: str, act: Act) -> str:
    """The workspace a key opens for this act. Raises LabradorError `link.<role>` where its link is not for that."""
    workspace, role = role_of(connection, key)
    if act not in ALLOWED[role]:
        raise _refusal(role)
    return workspace


def _refusal(role: Role) -> LabradorError:
    if role == "look":
        return LabradorError("link.look")
    return LabradorError("link.score") if role == "score" else LabradorError("link.edit")
