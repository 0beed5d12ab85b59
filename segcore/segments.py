"""The user's own segments: rules in priority order, who belongs to which, coverage and overlap (METHOD 5 and 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.facts import NO_DAY, day_number
from segcore.rules import All, Flags, Rule, fields, holds

Ints = npt.NDArray[np.int64]
Columns: TypeAlias = Mapping[str, Sequence[object]]
YEAR = 365.25
NOBODY = -1
OFFERED = 500
FIGURES = (
    "revenue", "share", "profit", "documents", "average_document", "recency_days", "overdue_ratio", "revenue_last_12m",
    "revenue_previous_12m", "typical_gap_days", "activity_share", "amount_cv",
)  # fmt: skip
LETTERS = ("abc", "xyz", "cell", "action", "rfm_segment", "status", "trend", "confidence", "silent", "manager")
MONEY = ("revenue", "profit", "average_document", "revenue_last_12m", "revenue_previous_12m")
MEASURED = (*FIGURES, "tenure_years", "parameter_score")


@dataclass(frozen=True)
class Segment:
    """A segment the user named. rule: None for a cold one, without any customer yet."""

    name: str
    rule: Rule | None = None


@dataclass(frozen=True)
class Membership:
    """Who is in which segment. matches: segment x customer. first: per customer the segment of the highest priority,
    -1 without one. pairs: segment x segment, customers in both.
    """

    matches: Flags
    first: Ints
    pairs: Ints

    @property
    def coverage(self) -> float:
        """Share of the customers in at least one segment; NaN without customers."""
        return float((self.first != NOBODY).mean()) if len(self.first) else float("nan")

    @property
    def overlap(self) -> float:
        """Share of the customers in two segments or more; NaN without customers."""
        return float((self.matches.sum(axis=0) >= 2).mean()) if len(self.first) else float("nan")

    @property
    def nobody(self) -> int:
        """Customers without a segment."""
        return int((self.first == NOBODY).sum())

    @property
    def several(self) -> int:
        """Customers in two segments or more."""
        return int((self.matches.sum(axis=0) >= 2).sum())


def table(
    customers: pd.DataFrame, attributes: pd.DataFrame, since: Ints, as_of: date | None, more: Columns | None = None
) -> pd.DataFrame:
    """One row per customer: every field a rule can ask for.

    customers, attributes, since, as_of: as in Analysis. Money in whole currency units (złoty, roubles), tenure in
    years. Attributes stand under their own names; more: further columns (clusters, parameters, the user's statuses).
    """
    columns: dict[str, object] = {name: customers[name] for name in LETTERS if name in customers}
    for name in FIGURES:
        if name in customers:
            columns[name] = customers[name] / 100 if name in MONEY else customers[name]
    days = (
        np.full(len(since), np.nan) if as_of is None else np.where(since == NO_DAY, np.nan, day_number(as_of) - since)
    )
    columns["tenure_years"] = days / YEAR
    for name in attributes.columns:
        columns.setdefault(name, attributes[name])
    return pd.DataFrame({**columns, **(more or {})}, index=customers.index)


def membership(segments: Sequence[Segment], customers: pd.DataFrame) -> Membership:
    """Apply the rules. segments: in priority order. Raises LabradorError rule.unknown_field."""
    matches = np.zeros((len(segments), len(customers)), dtype=np.bool_)
    for place, segment in enumerate(segments):
        if segment.rule is not None and segment.rule != All():
            matches[place] = holds(segment.rule, customers)
    first = np.full(len(customers), NOBODY, dtype=np.int64)
    for place in reversed(range(len(segments))):
        first[matches[place]] = place
    counted = matches.astype(np.int64)
    return Membership(matches, first, counted @ counted.T)


def completed(customers: pd.DataFrame, segments: Sequence[Segment]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The table with every field the segments ask for, and which of them it did not have: these are unknown for all."""
    asked = [name for segment in segments if segment.rule is not None for name in fields(segment.rule)]
    missing = tuple(dict.fromkeys(name for name in asked if name not in customers))
    return customers.assign(**dict.fromkeys(missing)) if missing else customers, missing


def first_names(segments: Sequence[Segment], customers: pd.DataFrame) -> list[str]:
    """Per customer the name of the first of these whose rule holds, "" without one; an unknown field never holds."""
    table, _ = completed(customers, segments)
    names = [*(segment.name for segment in segments), ""]
    return [names[place] for place in membership(segments, table).first]


def offered(customers: pd.DataFrame, name: str) -> tuple[str, ...]:
    """The values of a field to choose from, the most frequent first, at most 500; "" last where some are unknown."""
    column = customers[name].astype(object)
    texts = column.where(column.notna(), "").astype(str)
    counted = texts.value_counts()
    found = sorted((text for text in counted.index if text), key=lambda text: (-int(counted[text]), text))
    return (*found[:OFFERED], *([""] if "" in counted.index else []))


def is_measure(customers: pd.DataFrame | None, name: str) -> bool:
    """Whether a field is a figure, for a rule from - to."""
    if name in MEASURED or customers is None or name not in customers:
        return name in MEASURED
    kind = customers[name].dtype
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


@dataclass(frozen=True)
class Size:
    """What some customers amount to. revenue: minor units; share: of the revenue of all, best: of them in class A;
    NaN where there is nothing to divide by.
    """

    customers: int
    revenue: int
    share: float
    best: float


def size(customers: pd.DataFrame, chosen: Flags) -> Size:
    """Customers, revenue and class A among the chosen ones. customers: as `table` gives it."""
    revenue = np.rint(customers["revenue"].to_numpy(dtype=np.float64) * 100).astype(np.int64)
    total, mine, count = int(revenue.sum()), int(revenue[chosen].sum()), int(chosen.sum())
    best = int((chosen & (customers["abc"] == "A").to_numpy()).sum())
    nothing = float("nan")
    return Size(count, mine, mine / total if total > 0 else nothing, best / count if count else nothing)


def pick_best(customers: pd.DataFrame, count: int) -> tuple[str, ...]:
    """The names of the largest customers of class A and B, largest first. customers: CUSTOMERS."""
    chosen = customers.loc[customers["abc"].isin(("A", "B")), "customer"]
    return tuple(str(name) for name in chosen.head(count))


def bought(customers: pd.DataFrame, names: Sequence[str]) -> Flags:
    """Which of these firms are customers that bought, by name, whatever the case. customers: CUSTOMERS."""
    buyers = {str(name).casefold() for name in customers.loc[customers["documents"] > 0, "customer"]}
    return np.array([name.casefold() in buyers for name in names], dtype=np.bool_)
