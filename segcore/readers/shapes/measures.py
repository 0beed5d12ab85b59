"""The columns of figures of a cross-tab: the span each is of, what it measures, and which are totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from segcore.readers import headers
from segcore.readers.preferences import UNLIKELY, preference
from segcore.readers.shapes.levels import Texts
from segcore.readers.shapes.periods import Span, span
from segcore.readers.shapes.sheet import empty, is_number, is_total

_PLANNED = re.compile(r"план|plan|target|budget|бюджет|цел[ьи]|\bcel\b|forecast|прогноз|prognoz|goal|quota|норм")


@dataclass(frozen=True)
class Measure:
    """One column of figures: where, of which span, its role (amount, quantity, cost, profit) and its name."""

    place: int
    span: Span
    role: str
    name: str


def measured(spans: dict[int, tuple[Span, str]], body: Texts) -> tuple[Measure, ...]:
    """The columns of money, and of quantity, cost and profit: one per span and role, the best named money."""
    names = list(dict.fromkeys(rest for _, rest in spans.values()))
    roles = {rest: role for rest in names if (role := _role(rest))}
    money = [rest for rest, role in roles.items() if role == "amount"]
    unknown = {rest: bool(rest) and not headers.names_role(rest) for rest in money}
    best = min(money, key=lambda rest: (unknown[rest], preference("amount", rest)), default="")
    found: dict[tuple[str, Span], Measure] = {}
    for column, (known, rest) in sorted(spans.items(), key=lambda item: not filled(body, [item[0]])):
        role = roles.get(rest)
        if role and (role != "amount" or rest == best) and (filled(body, [column]) or _blank(body, column)):
            found.setdefault((role, known), Measure(column, known, role, rest))
    return tuple(sorted(found.values(), key=lambda measure: measure.place))


def _role(rest: str) -> str | None:
    """What a measure is: money unless its name says otherwise."""
    if _PLANNED.search(rest) or headers.is_percentage(rest):
        return None
    named = headers.matches(rest) if rest else {}
    for role in ("quantity", "cost", "profit"):
        if role in named and "amount" not in named:
            return role
    return None if "amount" not in named and UNLIKELY["amount"].search(rest) else "amount"


def filled(body: Texts, columns: Sequence[int]) -> bool:
    """Whether the columns hold numbers and hardly anything else."""
    cells = [row[c] for row in body for c in columns if c < len(row) and not empty(row[c])]
    return bool(cells) and sum(map(is_number, cells)) >= 0.8 * len(cells)


def _blank(body: Texts, column: int) -> bool:
    return all(empty(row[column]) for row in body if column < len(row))


def total_columns(heads: dict[int, list[str]], known: Sequence[Measure], body: Texts) -> tuple[tuple[int, str], ...]:
    """Total columns of the money that is read: (column, name)."""
    money = {m.name for m in known if m.role == "amount"}
    found = []
    for column, words in heads.items():
        label = next((word for word in words if is_total(word)), "")
        rest = span(" ".join(word for word in words if word != label))[1]
        if label and (rest in money or not rest) and not span(" ".join(words))[0] and filled(body, [column]):
            found.append((column, label))
    return tuple(found)
