"""How the money is spread over the customers (METHOD 2, concentration panel)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Concentration:
    """Over positive values only; shares 0-1, NaN where there is no positive value.

    for_80_percent: the least number of largest customers that bring 80 %. gini is uncorrected, gini_corrected is
    gini * n / (n - 1). major: customers with at least 10 %. red: whether one has at least 25 %.
    """

    customers: int
    top1: float
    top5: float
    top10: float
    for_80_percent: int
    gini: float
    gini_corrected: float
    hhi: float
    effective_customers: float
    major: int
    red: bool
