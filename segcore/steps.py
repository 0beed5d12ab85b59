"""Steps of work: what one change did to a document and to scores, so that it can be taken back without harm to others.

A document is its JSON as dicts. A change knows the value before and after at one path, so that the same three-way rule
serves a save on top of somebody else's save, undo and redo: where neither of the two stands any more, it is a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from segcore.errors import LabradorError

Value = tuple[()] | tuple[Any]
Cell = tuple[str, str, str]
NAMED: Final = ("settings", "scorecard", "levels", "statuses", "bands")  # merged name by name; all else is one value
UNRECORDED: Final = (
    "format", "language", "picked", "keep_ledger", "ledger_name", "customer_list", "hide_names", "salt",
)  # fmt: skip
LAST_WINS: Final = "picked"


@dataclass(frozen=True)
class Change:
    """One value of a document: the names on the way to it, before and after; () where there was, or is, none."""

    path: tuple[str, ...]
    before: Value
    after: Value


@dataclass(frozen=True)
class Mark:
    """One score: (segment, criterion, person), before and after; None where there was, or is, none."""

    cell: Cell
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Step:
    """What one action changed."""

    changes: tuple[Change, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.marks)

    def recorded(self) -> Step:
        """Without what is no step: the language, what is open on the pages, the files, hiding names."""
        return Step(tuple(change for change in self.changes if change.path[0] not in UNRECORDED), self.marks)

    def reversed(self) -> Step:
        """The step that takes this one back."""
        return Step(
            tuple(Change(each.path, each.after, each.before) for each in reversed(self.changes)),
            tuple(Mark(each.cell, each.after, each.before) for each in reversed(self.marks)),
        )

    def then(self, later: Step) -> Step:
        """Both as one."""
        return Step(self.changes + later.changes, self.marks + later.marks)


STEP: TypeAdapter[Step] = TypeAdapter(Step)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """What leads from one document to another, the smallest named parts of it."""
    return tuple(
        change for name in after for change in _differing((name,), before.get(name), after[name], name in NAMED)
    )


def _differing(path: tuple[str, ...], before: Any, after: Any, named: bool) -> Sequence[Change]:
    if before == after:
        return ()
    if not (named and isinstance(before, dict) and isinstance(after, dict)):
        return (Change(path, (before,), (after,)),)
    found: list[Change] = []
    for name in (*before, *(name for name in after if name not in before)):
        deeper = (*path, name)
        if name in before and name in after:
            found += _differing(deeper, before[name], after[name], named)
        else:
            found.append(Change(deeper, *((table[name],) if name in table else () for table in (before, after))))
    return found


def apply(document: dict[str, Any], changes: Sequence[Change]) -> None:
    """Make these changes to a document, in place.

    Raises LabradorError `store.conflict` where another value than the one before or after stands at one of the paths.
    """
    for change in changes:
        table, last = document, change.path[-1]
        for name in change.path[:-1]:
            table = table.setdefault(name, {}) if change.after else table.get(name, {})
        now: Value = (table[last],) if last in table else ()
        if now not in (change.before, change.after) and change.path[0] != LAST_WINS:
            raise LabradorError("store.conflict")
        if change.after:
            table[last] = change.after[0]
        else:
            table.pop(last, None)
