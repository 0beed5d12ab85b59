"""Rows that sum up the rows below them: found by their sums alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from segcore.readers.figures import to_minor
from segcore.readers.names import normalise

_APART = 10**18
_TRIED = 200


def groups(rows: Sequence[Sequence[Decimal]]) -> list[range] | None:
    """The rows as groups, each a head and the rows below that add up to it in every column; None where they are not.

    Every row belongs to a group; the ranges begin with the head. A table of heads with one row each is none: equal
    rows would be taken for it.
    """
    sums = [sum(to_minor(number) * _APART**place for place, number in enumerate(row)) for row in rows]
    reached = [0]
    for one in sums:
        reached.append(reached[-1] + one)
    ends: dict[int, list[int]] = {}
    follow: list[int | None] = [None] * len(sums) + [len(sums)]
    for head in reversed(range(len(sums))):
        ends.setdefault(reached[head + 2], []).append(head + 2) if head + 2 <= len(sums) else None
        possible = ends.get(reached[head + 1] + sums[head], [])
        follow[head] = next((end for end in possible[: -_TRIED - 1 : -1] if follow[end] is not None), None)
    if not sums or follow[0] is None:
        return None
    found = []
    place = 0
    while place < len(sums):
        end = follow[place] or len(sums)
        found.append(range(place, end))
        place = end
    return found if any(len(group) > 2 for group in found) else None


def named(texts: Sequence[str]) -> float:
    """The share of names with a legal form, as customers have it."""
    if not texts:
        return 0.0
    plain = normalise(list(texts))
    words = [" ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split()) for text in texts]
    return sum(len(short.split()) < len(long.split()) for short, long in zip(plain, words, strict=True)) / len(texts)
