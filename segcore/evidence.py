"""What the ledger knows of a segment, as suggested scores beside the team's own (METHOD 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.errors import LabradorError
from segcore.rules import All, Flags, holds
from segcore.segments import Segment
from segcore.settings import EPS

Criterion = Literal["growth", "condition", "purchase_size", "segment_size", "risk"]
Reals = npt.NDArray[np.float64]

CUTS: dict[str, tuple[float, float, float]] = {
    "growth": (-0.05, 0.05, 0.20),
    "condition": (0.5, 0.75, 0.9),
    "purchase_size": (0.5, 1.0, 2.0),
    "segment_size": (1.0, 3.0, 10.0),
    "concentration": (0.15, 0.30, 0.50),
}
LEAST_CUSTOMERS, LEAST_DOCUMENTS = 5, 10
ON_RHYTHM = 1.5
RUNS, SEED, SPREAD = 1000, 20260101, (10.0, 90.0)


@dataclass(frozen=True)
class Evidence:
    """One criterion of one segment: the suggested score, what was measured, and between what it lies.

    score: None for a note only. low, high: 80 % interval of the measure (NaN without one). n: customers.
    """

    criterion: str
    score: int | None
    measure: float
    low: float
    high: float
    n: int


def suggested(criterion: str, measure: float) -> int:
    """The score of a measure: how many of its cut points it reaches."""
    return int(np.searchsorted(np.asarray(CUTS[criterion]), measure + EPS, side="right"))


def growth(last: Reals, before: Reals, *, seed: int = SEED) -> Evidence | None:
    """Revenue of the last 12 months over that of the 12 before, less one, of the same customers; their bootstrap.

    None without revenue before, or where the interval spans more than two scores.
    """
    if before.sum() <= 0:
        return None
    measure = last.sum() / before.sum() - 1
    picks = np.random.default_rng(seed).integers(0, len(last), size=(RUNS, len(last)))
    base = before[picks].sum(axis=1)
    drawn = last[picks].sum(axis=1)[base > 0] / base[base > 0] - 1
    low, high = np.percentile(drawn, SPREAD)
    if suggested("growth", high) - suggested("growth", low) > 1:
        return None
    return Evidence("growth", suggested("growth", measure), float(measure), float(low), float(high), len(last))


def evidence(
    customers: pd.DataFrame, members: Flags, *, two_years: bool, contacts: int | None = None
) -> tuple[Evidence, ...]:
    """What the ledger suggests for the members of a segment.

    customers: segments.table with revenue_last_12m and revenue_previous_12m. two_years: as Analysis; without them no
    growth. contacts: firms the team can reach in
    three months, None where it has not said. None of it for fewer than 5 customers or 10 documents, except the size.
    """
    chosen, found = customers[members], []
    size = len(chosen)
    if contacts:
        measure = size / contacts
        found.append(Evidence("segment_size", suggested("segment_size", measure), measure, np.nan, np.nan, size))
    if size < LEAST_CUSTOMERS or int(chosen["documents"].sum()) < LEAST_DOCUMENTS:
        return tuple(found)
    revenue = chosen["revenue"].to_numpy(dtype=np.float64)
    last, before = (chosen[f"revenue_{name}_12m"].to_numpy(dtype=np.float64) for name in ("last", "previous"))
    if two_years and (grown := growth(last, before)):
        found.append(grown)
    calm = chosen["overdue_ratio"].to_numpy(dtype=np.float64) <= ON_RHYTHM + EPS
    if revenue.sum() > 0:
        share = float(revenue[calm].sum() / revenue.sum())
        found.append(Evidence("condition", suggested("condition", share), share, np.nan, np.nan, size))
        top = float(revenue.max() / revenue.sum())
        found.append(Evidence("concentration", None, top, np.nan, np.nan, size))
    ours = _typical(customers["revenue_last_12m"])
    if ours > 0:
        measure = _typical(chosen["revenue_last_12m"]) / ours
        found.append(Evidence("purchase_size", suggested("purchase_size", measure), measure, np.nan, np.nan, size))
    return tuple(found)


def of_segments(
    segments: Sequence[Segment], customers: pd.DataFrame, contacts: Mapping[str, int], two_years: bool
) -> dict[str, tuple[Evidence, ...]]:
    """The evidence for every segment whose rule this ledger can answer, by name. contacts: by segment.

    two_years: as Analysis.
    """
    found = {}
    for segment in segments:
        members = of_segment(segment, customers)
        if members is not None:
            found[segment.name] = evidence(customers, members, two_years=two_years, contacts=contacts.get(segment.name))
    return found


def of_segment(segment: Segment, customers: pd.DataFrame) -> Flags | None:
    """Whom the rule of a segment holds for; None without a rule, or where it asks for what this ledger lacks."""
    if segment.rule is None or segment.rule == All():
        return None
    try:
        return holds(segment.rule, customers)
    except LabradorError:
        return None


def _typical(yearly: pd.Series) -> float:
    """Median yearly revenue of the customers that bought within the year; 0 without any."""
    active = yearly[yearly > 0]
    return float(active.median()) if len(active) else 0.0
