"""Rules of segments: conditions on what is known of a customer, joined by and, or, not; data that can be saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.errors import LabradorError

Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Is:
    """The field has one of these values (compared as text, whatever the case); an empty text means unknown."""

    field: str
    values: tuple[str, ...]
    kind: Literal["is"] = "is"


@dataclass(frozen=True)
class Between:
    """The figure is at least `low` and at most `high`; None leaves that side open. An unknown figure never fits."""

    field: str
    low: float | None = None
    high: float | None = None
    kind: Literal["between"] = "between"


@dataclass(frozen=True)
class All:
    """Every rule holds; none at all holds for everybody."""

    rules: tuple[Rule, ...] = ()
    kind: Literal["all"] = "all"


@dataclass(frozen=True)
class Any:
    """At least one rule holds."""

    rules: tuple[Rule, ...] = ()
    kind: Literal["any"] = "any"


@dataclass(frozen=True)
class Not:
    """The rule does not hold."""

    rule: Rule
    kind: Literal["not"] = "not"


Rule: TypeAlias = Is | Between | All | Any | Not


def holds(rule: Rule, table: pd.DataFrame) -> Flags:
    """For which rows the rule holds.

    table: one row per customer, a column per field; texts, categories, figures or flags. Raises LabradorError
    rule.unknown_field (field) for a field the table does not have.
    """
    if isinstance(rule, All):
        found = np.ones(len(table), dtype=np.bool_)
        for part in rule.rules:
            found &= holds(part, table)
        return found
    if isinstance(rule, Any):
        found = np.zeros(len(table), dtype=np.bool_)
        for part in rule.rules:
            found |= holds(part, table)
        return found
    if isinstance(rule, Not):
        return ~holds(rule.rule, table)
    if rule.field not in table.columns:
        raise LabradorError("rule.unknown_field", field=rule.field)
    if isinstance(rule, Is):
        return _is(rule, table[rule.field])
    return _between(rule, table[rule.field])


def _is(rule: Is, column: pd.Series) -> Flags:
    wanted = {value.casefold() for value in rule.values}
    codes, texts = pd.factorize(column.astype(object), use_na_sentinel=True)
    known = np.array([str(text).casefold() in wanted for text in texts], dtype=np.bool_)
    found = np.full(len(codes), "" in wanted, dtype=np.bool_)
    found[codes >= 0] = known[codes[codes >= 0]]
    return found


def _between(rule: Between, column: pd.Series) -> Flags:
    figures = pd.to_numeric(column.astype(object), errors="coerce").to_numpy(dtype=np.float64)
    found: Flags = ~np.isnan(figures)
    if rule.low is not None:
        found &= figures >= rule.low
    if rule.high is not None:
        found &= figures <= rule.high
    return found


def fields(rule: Rule) -> Iterator[str]:
    """The fields a rule asks for, with repetitions."""
    if isinstance(rule, All | Any):
        for part in rule.rules:
            yield from fields(part)
    elif isinstance(rule, Not):
        yield from fields(rule.rule)
    else:
        yield rule.field


def values(rule: Rule) -> Iterator[tuple[str, str]]:
    """Every field and value a rule names."""
    if isinstance(rule, All | Any):
        for part in rule.rules:
            yield from values(part)
    elif isinstance(rule, Not):
        yield from values(rule.rule)
    elif isinstance(rule, Is):
        for value in rule.values:
            yield rule.field, value
