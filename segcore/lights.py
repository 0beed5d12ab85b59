"""Is there enough data for this analysis? (METHOD 5)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Colour = Literal["red", "yellow", "green"]
MIN_CUSTOMERS = 5
GOOD_CUSTOMERS = 20
MIN_MONTHS = 3
GOOD_MONTHS = 6
MIN_PERIODS = 3
GOOD_PERIODS = 6
MIN_DISTINCT = 5
GOOD_SCORED = 25


@dataclass(frozen=True)
class Light:
    """analysis: abc, xyz or rfm. reason: a code (words say the sentence) with its number in `amount`."""

    analysis: Literal["abc", "xyz", "rfm"]
    light: Colour
    reason: str
    amount: int


def abc_light(positive: int, total: int, months: int | None) -> Light:
    """months: complete months of the ledger, None without dates."""
    if total <= 0:
        return Light("abc", "red", "no_positive_total", 0)
    if positive < MIN_CUSTOMERS:
        return Light("abc", "red", "few_customers", positive)
    if positive < GOOD_CUSTOMERS:
        return Light("abc", "yellow", "few_customers", positive)
    if months is None:
        return Light("abc", "yellow", "no_dates", 0)
    if months < GOOD_MONTHS:
        return Light("abc", "yellow", "short_period", months)
    return Light("abc", "green", "enough", positive)


def xyz_light(periods: int | None) -> Light:
    """periods: complete periods of the grid, None without dates."""
    if periods is None:
        return Light("xyz", "red", "no_dates", 0)
    if periods < MIN_PERIODS:
        return Light("xyz", "red", "few_periods", periods)
    return Light("xyz", "yellow" if periods < GOOD_PERIODS else "green", _reason(periods, GOOD_PERIODS), periods)


def rfm_light(scored: int, distinct: int, months: int | None) -> Light:
    """scored: customers with a purchase; distinct: fewest distinct values of R, F, M."""
    if months is None:
        return Light("rfm", "red", "no_dates", 0)
    if distinct < MIN_DISTINCT:
        return Light("rfm", "red", "few_distinct", distinct)
    if scored < GOOD_SCORED:
        return Light("rfm", "yellow", "few_customers", scored)
    if months < MIN_MONTHS:
        return Light("rfm", "yellow", "short_period", months)
    return Light("rfm", "green", "enough", scored)


def _reason(periods: int, good: int) -> str:
    return "few_periods" if periods < good else "enough"
