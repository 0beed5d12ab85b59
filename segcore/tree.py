"""The tree creature -> animal -> dog -> labrador: ever narrower segments, each with the strength of our value for it,
who belongs there, and where to stop (METHOD 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from segcore.errors import LabradorError
from segcore.rules import Any, Rule

NONE, WEAK, GOOD, MEGA = range(4)
_STRENGTH = re.compile(r"^(?P<name>.*?)\s*(?:[:=]\s*|\s)(?P<strength>[0-3])$")
_STEPS = re.compile(r"\s*(?:>|→)\s*")
DEEPEST, MOST = 12, 500


@dataclass(frozen=True)
class Node:
    """One segment of the market. strength: of our value for it, 0 none to 3 mega. rule: its own, who belongs to it."""

    name: str
    strength: int = NONE
    children: tuple[Node, ...] = ()
    rule: Rule | None = None


@dataclass(frozen=True)
class _Growing:
    name: str
    strength: int
    children: list[_Growing] = field(default_factory=list)

    def node(self) -> Node:
        return Node(self.name, self.strength, tuple(child.node() for child in self.children))


def candidates(node: Node) -> tuple[Node, ...]:
    """Where to stop: at mega value go no deeper; else the candidates below, else the node itself if its value is
    good.
    """
    if node.strength == MEGA:
        return (node,)
    below = tuple(found for child in node.children for found in candidates(child))
    if below:
        return below
    return (node,) if node.strength == GOOD else ()


def rule_of(node: Node, known: Mapping[str, Rule] = {}) -> Rule | None:
    """Who belongs to a node: its own rule, that of the segment of this name, else whoever belongs to a node below it.

    known: the rules of segments by name, in small letters. None where none of them has a rule.
    """
    own = node.rule or known.get(node.name.casefold())
    if own:
        return own
    below = tuple(dict.fromkeys(rule for child in node.children if (rule := rule_of(child, known))))
    return Any(below) if len(below) > 1 else next(iter(below), None)


def walk(node: Node, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Every node with the names on the way to it, its own last, from the top down."""
    path = (*above, node.name)
    yield path, node
    for child in node.children:
        yield from walk(child, path)


def changed(node: Node, path: Sequence[str], **fields: object) -> Node:
    """The tree with the node at this path changed; a path that leads nowhere changes nothing."""
    if not path or path[0] != node.name:
        return node
    if len(path) == 1:
        return replace(node, **fields)  # type: ignore[arg-type]
    return replace(node, children=tuple(changed(child, path[1:], **fields) for child in node.children))


def joined(trees: Sequence[Node], more: Sequence[Node]) -> tuple[Node, ...]:
    """Both as one forest: nodes of the same name under the same parent are one, with the strength of `more`."""
    found = list(trees)
    for node in more:
        place = next((place for place, known in enumerate(found) if _same(known.name, node.name)), None)
        if place is None:
            found.append(node)
        else:
            known = found[place]
            strength, children = node.strength or known.strength, joined(known.children, node.children)
            found[place] = Node(known.name, strength, children, node.rule or known.rule)
    return tuple(found)


def without(trees: Sequence[Node], path: Sequence[str]) -> tuple[Node, ...]:
    """The trees without the node at this path and all below it."""
    if len(path) < 2:
        return tuple(node for node in trees if not path or node.name != path[0])
    return tuple(
        replace(node, children=without(node.children, path[1:])) if node.name == path[0] else node for node in trees
    )


def distinct(trees: Sequence[Node]) -> bool:
    """Whether no two nodes under one parent have the same name, so that a path leads to one node."""
    names = {node.name.casefold() for node in trees}
    return len(names) == len(trees) and all(distinct(node.children) for node in trees)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def parse(text: str) -> tuple[Node, ...]:
    """The trees of a pasted list: one segment a line, deeper by indent, or as a path `B2B > production > furniture`.

    A figure 0 to 3 behind a name is its strength: `furniture 3`. A name that comes again under the same parent is the
    same node, its last strength counts. Raises LabradorError tree.too_deep, tree.too_many (facts limit, line).
    """
    roots: list[_Growing] = []
    indents: list[tuple[int, _Growing]] = []
    count = 0
    for number, line in enumerate(text.splitlines(), start=1):
        words = " ".join(line.strip(" \t•*-–").split())  # single spaces: the patterns are quadratic in a run of them
        steps = [step for step in _STEPS.split(words) if step]
        if not steps:
            continue
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        while indents and indents[-1][0] >= indent:
            indents.pop()
        place = indents[-1][1].children if indents else roots
        if len(indents) + len(steps) > DEEPEST:
            raise LabradorError("tree.too_deep", limit=DEEPEST, line=number)
        for step in steps:
            node = _placed(place, *_read(step))
            place = node.children
        indents.append((indent, node))
        count += len(steps)
        if count > MOST:
            raise LabradorError("tree.too_many", limit=MOST, line=number)
    return tuple(root.node() for root in roots)


def _read(step: str) -> tuple[str, int | None]:
    found = _STRENGTH.match(step)
    return (found["name"], int(found["strength"])) if found and found["name"] else (step, None)


def _placed(siblings: list[_Growing], name: str, strength: int | None) -> _Growing:
    for place, known in enumerate(siblings):
        if _same(known.name, name):
            if strength is not None:
                siblings[place] = replace(known, strength=strength)
            return siblings[place]
    siblings.append(_Growing(name, strength or NONE))
    return siblings[-1]
