"""Which of several columns that may play a role plays it."""

from __future__ import annotations

from collections.abc import Sequence

from segcore.readers import headers
from segcore.readers.contents import Profile
from segcore.readers.preferences import preference

CODES_RANK, LOOSE = 3.5, (1.5, 10)


def best(
    role: str,
    names: Sequence[str],
    profiles: Sequence[Profile],
    candidates: dict[int, dict[str, int]],
    taken: set[int],
) -> tuple[int, int] | None:
    """Position of the column that plays a role and how surely its header names it, None where none can.

    candidates: roles each column may play; taken: columns that play another.
    """

    def rank(place: int) -> float:
        named = preference(role, headers.normal(names[place]))
        code = role == "customer" and profiles[place].lettered < 0.5
        return max(named, CODES_RANK) if code else named

    ranked = [
        (-roles[role], rank(place), place)
        for place, roles in candidates.items()
        if role in roles and place not in taken
    ]
    if not ranked:
        return None
    if role == "amount":
        # a net amount by any name comes before a gross one, but behind what is exactly called an amount
        first = min(ranked, key=lambda rank: (rank[1] + LOOSE[rank[1] > 0] * (rank[0] != -headers.EXACT), rank[2]))
    elif role in ("date", "customer"):
        # among names that are known at all, what the name means outweighs how exactly it is written
        first = min(ranked, key=lambda rank: (rank[0] != -headers.EXACT, rank[1], rank[2]))
    else:
        first = min(ranked)
    return first[2], -first[0]
