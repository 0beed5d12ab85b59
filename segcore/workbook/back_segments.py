"""Segments, tree, parameters, levels and own words read back from the sheet Segments."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

from segcore.errors import LabradorError, notice
from segcore.parameters import Parameter
from segcore.rules import Rule
from segcore.segments import Segment
from segcore.tree import MEGA, Node
from segcore.workbook.areas import Area, Book, figure, text
from segcore.workbook.segments_sheet import CONTACTS, CUSTOMERS, KEY, MESSAGE, NAME, PRIORITY, RULE, WORDED
from segcore.workspace import rule_of

DEEPEST: Final = 50


@dataclass
class Segments:
    """The segments as they are found. names: by the name at export the name now; `taken`: names in use, folded."""

    listed: list[Segment] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    message: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, int] = field(default_factory=dict)

    def name_of(self, key: str, shown: str = "") -> str:
        """The name now of a segment by its name at export, else by the name shown; empty for an unknown one."""
        if key:
            return self.names.get(key, "")
        folded = {segment.name.casefold(): segment.name for segment in self.listed}
        return self.names.get(shown) or folded.get(shown.casefold(), "")

    def add(self, book: Book, name: str, rule: Rule | None = None, key: str = "") -> str:
        """A further segment; the name it got, numbered where another has it."""
        taken = {segment.name.casefold() for segment in self.listed}
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name} {number}"
        if free != name:
            book.tell(notice("workbook_same_name", text=name, name=free))
        self.listed.append(Segment(free, rule))
        if key:
            self.names[key] = free
        return free


def segments_of(book: Book) -> Segments:
    """The segments in their order, with new names, contacts and texts; renamed on the scorecard counts too."""
    found, area = Segments(), book.area("segments")
    if area is None:
        return found
    renamed = _renamed(book)
    rows = [(row, cells) for row, cells in enumerate(area.cells) if text(cells[NAME]).strip()]
    for row, cells in sorted(rows, key=lambda each: _priority(each[1][PRIORITY])):
        key, name = text(cells[KEY]), text(cells[NAME])
        name = renamed.get(key, name) if name == key else name
        name = found.add(book, name, _rule(book, area, row), key)
        if text(cells[MESSAGE]):
            found.message[name] = text(cells[MESSAGE])
        contacts = _whole(book, area, row, CONTACTS, math.inf)
        if contacts is not None:
            found.contacts[name] = contacts
    return found


def _renamed(book: Book) -> dict[str, str]:
    """By the name at export: another name typed over it on the scorecard."""
    area = book.area("scores")
    pairs = [(text(cells[-1]), text(cells[0])) for cells in area.cells] if area else []
    return {key: name for key, name in pairs if key and name.strip() and not name.startswith("#")}


def _priority(value: object) -> float:
    try:
        number = figure(value)
    except ValueError:
        return math.inf
    return math.inf if number is None else number


def _rule(book: Book, area: Area, row: int) -> Rule | None:
    told = "".join(map(text, area.cells[row][RULE:]))
    if not told:
        return None
    try:
        return rule_of(told)
    except LabradorError:
        book.tell(notice("workbook_rule", text=text(area.cells[row][NAME])))
        return None


def _whole(book: Book, area: Area, row: int, column: int, most: float) -> int | None:
    """A whole number of 0 or more; None for an empty cell, and for a broken one, which is named."""
    try:
        found = figure(area.cells[row][column])
        if found is None or (found == int(found) and 0 <= found <= most):
            return None if found is None else int(found)
    except ValueError:
        pass
    book.tell(notice("workbook_number", **area.facts(row, column)))
    return None


def trees_of(book: Book) -> tuple[Node, ...]:
    """The trees; a level that skips one is moved up."""
    area = book.area("tree")
    flat: list[tuple[int, str, int, Rule | None]] = []
    for row, cells in enumerate(area.cells if area else ()):
        name = text(cells[NAME])
        if not area or not name.strip():
            continue
        level, most = _whole(book, area, row, PRIORITY, DEEPEST), flat[-1][0] + 1 if flat else 1
        strength = _whole(book, area, row, CUSTOMERS, MEGA)
        flat.append((min(max(level or most - 1, 1), most), name, strength or 0, _rule(book, area, row)))
    return _nodes(flat, 1)


def _nodes(flat: list[tuple[int, str, int, Rule | None]], level: int) -> tuple[Node, ...]:
    starts = [place for place, each in enumerate(flat) if each[0] == level]
    ends = [*starts[1:], len(flat)]
    return tuple(
        Node(flat[start][1], flat[start][2], _nodes(flat[start + 1 : end], level + 1), flat[start][3])
        for start, end in zip(starts, ends, strict=False)
    )


def parameters_of(book: Book) -> tuple[tuple[Parameter, ...], dict[str, str]]:
    """The parameters, and by the name at export the name now."""
    area, names = book.area("parameters"), {}
    found: list[tuple[str, float, list[str]]] = []
    for row, cells in enumerate(area.cells if area else ()):
        name, level, worth = (text(cells[place]) for place in (NAME, WORDED, CUSTOMERS))
        if name:
            names[text(cells[KEY]) or name] = name
            found.append((name, _weight(book, area, row), []))
        if found and (level or worth):
            found[-1][2].append(level)
    return tuple(Parameter(name, tuple(levels), weight) for name, weight, levels in found), names


def _weight(book: Book, area: Area | None, row: int) -> float:
    assert area
    try:
        weight = figure(area.cells[row][PRIORITY])
        if weight is not None and weight >= 0:
            return weight
    except ValueError:
        pass
    book.tell(notice("workbook_weight", **area.facts(row, PRIORITY)))
    return 1.0


def levels_of(book: Book, names: dict[str, str]) -> dict[str, dict[str, int]]:
    """Levels by prospect and parameter. names: of parameters, by the name at export."""
    area = book.area("levels")
    found: dict[str, dict[str, int]] = {}
    for row, cells in enumerate(area.cells if area else ()):
        prospect, parameter = text(cells[0]), text(cells[1])
        if area and prospect:
            own, level = found.setdefault(prospect, {}), _whole(book, area, row, 2, MEGA)
            if parameter and level is not None:
                own[names.get(parameter, parameter)] = level
    return found


def statuses_of(book: Book) -> dict[str, str]:
    """The user's own word for a customer, by party key."""
    area = book.area("statuses")
    pairs = [(text(cells[0]), text(cells[1])) for cells in area.cells] if area else []
    return {key: word for key, word in pairs if key and word}
