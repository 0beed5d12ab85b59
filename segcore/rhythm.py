"""Each customer's own rhythm: gaps between purchase days, the typical gap, how overdue he is (METHOD 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segcore.customer_days import Ints, Reals, run_starts
from segcore.facts import NO_DAY, CustomerFacts, day_number

DEFAULT_GAP_DAYS = 45.0
PRIOR_GAPS = 2


@dataclass(frozen=True)
class Rhythm:
    """Per customer: gaps (count), median_gap (NaN without one), typical gap and recency in days, overdue = recency /
    typical (NaN without a positive document). portfolio: median of the customers' median gaps.
    completed: ratio of every completed gap to its customer's typical gap.
    """

    gaps: Ints
    median_gap: Reals
    typical: Reals
    recency: Reals
    overdue: Reals
    portfolio: float
    completed: Reals


def _gaps(days: pd.DataFrame) -> tuple[Ints, Ints]:
    """Customer and length of every gap, sorted by customer, then length."""
    bought = (days["documents"] > 0).to_numpy()
    who, day = days["customer"].to_numpy()[bought], days["day"].to_numpy()[bought]
    same = who[1:] == who[:-1]
    gap = np.diff(day)[same]
    widest = int(gap.max()) + 1 if len(gap) else 1
    key = np.multiply(who[1:][same], widest, dtype=np.int64) + gap
    key.sort()
    owner = key // widest
    key -= owner * widest
    return owner, key


def find_rhythm(facts: CustomerFacts, days: pd.DataFrame) -> Rhythm:
    """The rhythm of every customer, from the customer-days; NaN everywhere in a ledger without dates."""
    customers = len(facts)
    median = np.full(customers, np.nan)
    recency = np.full(customers, np.nan)
    if not facts.dated or facts.as_of is None:
        return Rhythm(np.zeros(customers, np.int64), median, median, recency, recency, DEFAULT_GAP_DAYS, median[:0])
    owner, gap = _gaps(days)
    count = np.bincount(owner, minlength=customers)
    if len(owner):
        starts = run_starts(owner)
        size = count[owner[starts]]
        median[owner[starts]] = (gap[starts + (size - 1) // 2] + gap[starts + size // 2]) / 2
    often = median[count >= 2]
    portfolio = float(np.median(often)) if len(often) else DEFAULT_GAP_DAYS
    own = np.where(count > 0, median, 0.0)
    drawn = (count * own + PRIOR_GAPS * portfolio) / (count + PRIOR_GAPS)
    known = facts.last != NO_DAY
    typical = np.where(known, np.maximum(own, drawn), np.nan)
    recency[known] = day_number(facts.as_of) - facts.last[known]
    with np.errstate(divide="ignore", invalid="ignore"):
        completed = gap / typical[owner]
    return Rhythm(count, median, typical, recency, recency / typical, portfolio, completed)


def grid_gap(facts: CustomerFacts, rhythm: Rhythm) -> float | None:
    """METHOD 1: median of the median gaps of customers with at least three documents; None without any."""
    regular = rhythm.median_gap[(facts.documents >= 3) & (rhythm.gaps > 0)]
    return float(np.median(regular)) if len(regular) else None
