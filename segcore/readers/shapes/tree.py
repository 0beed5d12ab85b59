"""Nested rows as a tree: of so many levels as the header names, each row the sum of those below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MOST_STEPS = 500_000


@dataclass
class Tree:
    """amounts: of the rows; allowed: per row the levels (from 0, the outermost) it may stand on; depth: levels."""

    amounts: Sequence[Decimal]
    allowed: Sequence[frozenset[int]]
    depth: int
    steps: int = 0
    known: dict[tuple[int, int], dict[int, tuple[int, tuple[int, ...]]]] = field(default_factory=dict)

    def levels(self) -> list[int] | None:
        """The level of each row; None where no tree fits, where several do, or where to look on takes too long."""
        size = len(self.amounts)
        for row in reversed(range(size)):
            for level in sorted(self.allowed[row], reverse=True):
                self.known[level, row] = self._ends(level, row)
                if self.steps > MOST_STEPS:
                    return None
        whole = self._below(0, 0, None).get(size)
        if whole is None or whole[0] != 1:
            return None
        found = [0] * size
        self._mark(0, whole[1], size, found)
        return found

    def _ends(self, level: int, row: int) -> dict[int, tuple[int, tuple[int, ...]]]:
        """Where a node may end: in how many ways it may, and the rows of its children in the first of them."""
        if level == self.depth - 1:
            return {row + 1: (1, ())}
        return self._below(level + 1, row + 1, self.amounts[row])

    def _below(self, level: int, start: int, wanted: Decimal | None) -> dict[int, tuple[int, tuple[int, ...]]]:
        """Ends of nodes of one level that follow each other and come to the wanted amount (to any, for None)."""
        none = Decimal(0)
        ways: dict[int, dict[Decimal, tuple[int, tuple[int, Decimal]]]] = {start: {none: (1, (-1, none))}}
        waiting = [start]
        ends: dict[int, tuple[int, tuple[int, ...]]] = {}
        while waiting:
            place = min(waiting)
            waiting.remove(place)
            for end, (count, _) in self.known.get((level, place), {}).items():
                self.steps += 1
                for reached, (number, _) in list(ways[place].items()):
                    one = reached + self.amounts[place] if wanted is not None else none
                    before = ways.setdefault(end, {}).get(one)
                    back = before[1] if before else (place, reached)
                    ways[end][one] = (min(2, (before[0] if before else 0) + count * number), back)
                waiting += [end] if end not in waiting else []
            if self.steps > MOST_STEPS:
                return {}
        target = wanted if wanted is not None else none
        for end, sums in ways.items():
            if end > start and target in sums:
                ends[end] = (sums[target][0], _path(ways, end, target))
        return ends

    def _mark(self, level: int, children: Sequence[int], end: int, found: list[int]) -> None:
        for child, after in zip(children, [*children[1:], end][: len(children)], strict=True):
            found[child] = level
            self._mark(level + 1, self.known[level, child][after][1], after, found)


def _path(
    ways: dict[int, dict[Decimal, tuple[int, tuple[int, Decimal]]]], end: int, target: Decimal
) -> tuple[int, ...]:
    """The rows a run of nodes begins at, back from its end."""
    found: list[int] = []
    place, reached = ways[end][target][1]
    while place >= 0:
        found.append(place)
        place, reached = ways[place][reached][1]
    return tuple(reversed(found))
