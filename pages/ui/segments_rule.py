"""A rule as it is edited: parts at paths, (2,) the third of the rule and (2, 0) the first of the group there."""

from __future__ import annotations

from typing import TypeAlias

from segcore.rules import All, Any, Between, Is, Not, Rule

Path: TypeAlias = tuple[int, ...]
Group: TypeAlias = All | Any


def opened(rule: Rule | None) -> Group:
    """The rule as a group of parts; one condition alone is a group of one."""
    if rule is None:
        return All()
    return rule if isinstance(rule, All | Any) else All((rule,))


def condition(part: Rule) -> tuple[bool, Is | Between] | None:
    """Whether the condition is negated, and the condition; None for a group."""
    inner = part.rule if isinstance(part, Not) else part
    return (isinstance(part, Not), inner) if isinstance(inner, Is | Between) else None


def group(part: Rule) -> Group | None:
    """The group, if it holds nothing but conditions; deeper ones are shown in words."""
    plain = isinstance(part, All | Any) and all(condition(inner) for inner in part.rules)
    return part if plain and isinstance(part, All | Any) else None


def put(rule: Group, path: Path, part: Rule | None) -> Group:
    """The rule with another part at this path; None takes the part out."""
    place, rest = path[0], path[1:]
    if place >= len(rule.rules):
        return rule
    parts = list(rule.rules)
    if rest:
        inner = parts[place]
        part = put(inner, rest, part) if isinstance(inner, All | Any) else inner
    parts[place : place + 1] = [] if part is None else [part]
    return type(rule)(tuple(parts))


def added(rule: Group, path: Path, part: Rule) -> Group:
    """The rule with a further part, at the end of the group at this path; () is the rule itself."""
    if not path:
        return type(rule)((*rule.rules, part))
    inner = rule.rules[path[0]]
    return put(rule, path, added(inner, path[1:], part)) if isinstance(inner, All | Any) else rule


def joined(rule: Group, *, by_any: bool) -> Group:
    """The same parts, all of which or any of which must hold."""
    return (Any if by_any else All)(rule.rules)


def kept(rule: Group) -> Rule | None:
    """The rule as it is saved: None without any part."""
    return rule if rule.rules else None


def at(rule: Rule, path: Path) -> Rule:
    """The part at this path; the nearest around it where there is none."""
    for place in path:
        if not isinstance(rule, All | Any) or place >= len(rule.rules):
            break
        rule = rule.rules[place]
    return rule
