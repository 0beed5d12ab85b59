"""The user's segments in the workspace: add, rename, write anew, delete, move; scores and notes follow the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.ui import history, session
from segcore import tree
from segcore.rules import Rule
from segcore.segments import Segment
from segcore.workspace import Scorecard

NAMED = ("pins", "notes", "message", "contacts")
LONGEST = 120


def tidy(name: str) -> str:
    """A name as it is kept: one line, no spaces around, at most 120 characters."""
    return session.show_name(name)[:LONGEST].strip()


def known(name: str) -> bool:
    """Whether a segment has this name, whatever the case."""
    return any(segment.name.casefold() == name.casefold() for segment in session.current().document.segments)


def add(name: str, rule: Rule | None = None) -> str:
    """Save a further segment, the last in priority; the name it got: a taken one is numbered, "" for an empty one."""
    free = _free(tidy(name))
    if free:
        session.patch(segments=(*session.current().document.segments, Segment(free, rule)))
    return free


def accept(name: str, rule: Rule) -> None:
    """Save a group that was found as a segment, and its name for rules that ask who belongs to it."""
    document, free = session.current().document, _free(tidy(name))
    clusters = tuple(one for one in document.clusters if one.rule != rule and one.name != free)
    session.patch(segments=(*document.segments, Segment(free, rule)), clusters=(*clusters, Segment(free, rule)))


def add_new(names: Sequence[str]) -> int:
    """Save a cold segment for every name that is not there yet; how many these were."""
    fresh = {tidy(name).casefold(): tidy(name) for name in reversed(names) if tidy(name) and not known(tidy(name))}
    segments = tuple(Segment(name) for name in reversed(fresh.values()))
    if segments:
        session.patch(segments=(*session.current().document.segments, *segments))
    return len(segments)


@dataclass(frozen=True)
class Owner:
    """Whose rule it is: the segment of this name, or the node of the trees at this path."""

    name: str = ""
    path: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """For the keys of its widgets."""
        return session.short_digest("\n".join(("tree", *self.path)) if self.path else self.name)


def rule_of(owner: Owner) -> Rule | None:
    """The rule it has now."""
    document = session.current().document
    if owner.path:
        nodes = (met for root in document.trees for met in tree.walk(root))
        return next((node.rule for path, node in nodes if path == owner.path), None)
    return next((segment.rule for segment in document.segments if segment.name == owner.name), None)


def write(owner: Owner, rule: Rule | None) -> None:
    """Give it another rule."""
    document, name = session.current().document, owner.name
    if owner.path:
        session.patch(trees=tuple(tree.changed(root, owner.path, rule=rule) for root in document.trees))
    else:
        session.patch(segments=tuple(Segment(name, rule) if one.name == name else one for one in document.segments))


def rename(name: str, wanted: str) -> str:
    """Give a segment another name; its scores, notes and pin go along. The name it got, "" for an empty one."""
    new = tidy(wanted) if tidy(wanted).casefold() == name.casefold() else _free(tidy(wanted))
    if not new or new == name:
        return new
    document = session.current().document
    segments = tuple(Segment(new, one.rule) if one.name == name else one for one in document.segments)
    session.patch(segments=segments, scorecard=_scorecard(document.scorecard, name, new))
    if not session.current().problem:
        history.save_scores(lambda rows, by: rows.rename(session.current().workspace, name, new, by), joined=True)
    return new


def delete(name: str) -> None:
    """Take a segment away, with its scores and notes."""
    document = session.current().document
    segments = tuple(segment for segment in document.segments if segment.name != name)
    session.patch(segments=segments, scorecard=_scorecard(document.scorecard, name, None))
    if not session.current().problem:
        history.save_scores(lambda rows, by: rows.forget(session.current().workspace, name, by), joined=True)


def move(name: str, steps: int) -> None:
    """Move a segment this many places down (up where negative) in priority."""
    segments = list(session.current().document.segments)
    place = next((place for place, segment in enumerate(segments) if segment.name == name), None)
    if place is None:
        return
    segment = segments.pop(place)
    segments.insert(min(max(place + steps, 0), len(segments)), segment)
    session.patch(segments=tuple(segments))


def _free(name: str) -> str:
    """This name, numbered where a segment has it already."""
    tries = (name if number == 1 else f"{name} {number}" for number in range(1, 10_000))
    return next(name for name in tries if not name or not known(name))


def _scorecard(scorecard: Scorecard, name: str, new: str | None) -> Scorecard:
    """What was decided about a segment, under its new name; None: forgotten."""
    fields = {}
    for field in NAMED:
        kept = {new if key == name else key: value for key, value in getattr(scorecard, field).items()}
        fields[field] = {key: value for key, value in kept.items() if key is not None}
    return scorecard.model_copy(update=fields)
