"""What a step of work changed, in a few words: what Undo takes back and Redo brings again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from segcore.errors import Fact
from segcore.settings import NAMES
from segcore.steps import Change, Step
from segcore.words import Words
from segcore.words.settings import setting_name
from segcore.words.texts import counted, one, say

STEPS: Final = {
    "setting": one("threshold “{name}”"),
    "settings": counted("{n} threshold", "{n} thresholds", "count"),
    "reading": one("how the files are read"),
    "segment_added": one("new segment {name}"),
    "segments_added": counted("{n} new segment", "{n} new segments", "count"),
    "segment_deleted": one("deleted segment {name}"),
    "segments_deleted": counted("{n} deleted segment", "{n} deleted segments", "count"),
    "segment_renamed": one("new name {name}"),
    "segment_rule": one("rule of {name}"),
    "segments_moved": one("order of the segments"),
    "segments": one("segments"),
    "trees": one("tree of segments"),
    "parameters": one("parameters"),
    "level": one("answers about {name}"),
    "levels": one("answers about prospects"),
    "statuses": counted("status of {n} customer", "status of {n} customers", "count"),
    "bands": one("bands of {name}"),
    "weights": one("weights"),
    "gate": one("the gate"),
    "used": one("mean or median"),
    "pins": one("choice of the team"),
    "notes": one("note on {name}"),
    "message": one("message for {name}"),
    "contacts": one("contacts in {name}"),
    "score": one("{criterion} of {name}"),
    "score_of": one("{criterion} of {name}, {person}"),
    "scores": counted("{n} score", "{n} scores", "count"),
    "scores_of": counted("{n} score, {person}", "{n} scores, {person}", "count"),
    "several": one("several changes at once"),
}


def step(w: Words, done: Step) -> str:
    """In a few words, without a capital nor a full stop; names as they stand in the work."""
    code, facts = described(w, done)
    return say(w, STEPS, code, facts)


def described(w: Words, done: Step) -> tuple[str, dict[str, Fact]]:
    """The code of STEPS for a step, and its facts."""
    areas = {_area(change) for change in done.changes}
    if "segments" in areas and areas <= {"segments", "pins", "notes", "message", "contacts"}:
        return _segments(next(each for each in done.changes if each.path[0] == "segments"))
    if not areas:
        return _scores(done)
    if len(areas) > 1 or done.marks:
        return "several", {}
    return _one_area(w, areas.pop(), done.changes)


def _area(change: Change) -> str:
    return change.path[1] if change.path[0] == "scorecard" else change.path[0]


def _one_area(w: Words, area: str, changes: Sequence[Change]) -> tuple[str, dict[str, Fact]]:
    parts = list(dict.fromkeys(change.path[2 if change.path[0] == "scorecard" else 1 :][:1] for change in changes))
    names = [part[0] for part in parts if part]
    if area == "settings":
        if len(names) == 1 and names[0] in NAMES:
            return "setting", {"name": setting_name(w, names[0])}
        return "settings", {"count": len(names)}
    if area == "statuses":
        return area, {"count": len(names)}
    if area == "levels":
        return ("level", {"name": names[0]}) if len(names) == 1 else (area, {})
    if area in ("notes", "message", "contacts", "bands"):
        return (area, {"name": names[0]}) if len(names) == 1 else ("several", {})
    return (area, {}) if area in STEPS else ("several", {})


def _segments(change: Change) -> tuple[str, dict[str, Fact]]:
    before, after = (_named(side) for side in (change.before, change.after))
    added, gone = ([name for name in these if name not in those] for these, those in ((after, before), (before, after)))
    if len(added) == len(gone) == 1 and len(after) == len(before):
        return "segment_renamed", {"name": added[0]}
    if added and not gone:
        return ("segment_added", {"name": added[0]}) if len(added) == 1 else ("segments_added", {"count": len(added)})
    if gone and not added:
        return ("segment_deleted", {"name": gone[0]}) if len(gone) == 1 else ("segments_deleted", {"count": len(gone)})
    if added or list(before) == list(after):
        changed = [name for name in after if before.get(name) != after[name]]
        return ("segment_rule", {"name": changed[0]}) if len(changed) == 1 and not added else ("segments", {})
    return "segments_moved", {}


def _named(side: Sequence[Any]) -> dict[str, Any]:
    return {segment["name"]: segment for segment in side[0]} if side else {}


def _scores(done: Step) -> tuple[str, dict[str, Fact]]:
    cells = {mark.cell for mark in done.marks}
    people = {person for _, _, person in cells}
    person = people.pop() if len(people) == 1 else ""
    named: dict[str, Fact] = {"person": person} if person else {}
    if len(cells) == 1:
        segment, code, _ = next(iter(cells))
        return "score_of" if person else "score", {"name": segment, "criterion": code, **named}
    return "scores_of" if person else "scores", {"count": len(cells), **named}
