"""Customer x period: the sparse series, refunds carried back, and the statistics XYZ compares (METHOD 1 and 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segcore.facts import NO_DAY, CustomerFacts, Ints, Reals, day_number, run_starts
from segcore.periods import PeriodGrid
from segcore.settings import Settings


@dataclass(frozen=True)
class Cells:
    """Non-empty customer x period cells, sorted by both. raw: net amount; amount: after the refund rule.

    unmatched: minor units of refunds that met no earlier purchase; unmatched_customers: how many have one.
    """

    customer: Ints
    period: Ints
    raw: Ints
    amount: Ints
    unmatched: int
    unmatched_customers: int


@dataclass(frozen=True)
class SeriesFacts:
    """Per customer, over complete periods from the start; NaN where a statistic has too few periods.

    periods (n), active (m), share = m / n (0 without a period). observed: complete periods since the first purchase,
    whatever xyz.empty_periods says.
    c: CV of the active amounts; c_low, c_high: its least and greatest value with one active period left out. cv: CV
    of the whole series; cv_zero: without one empty period; cv_low, cv_high: without one filled period.
    mean_active: mean of the active amounts. silent: METHOD 3.
    """

    periods: Ints
    active: Ints
    observed: Ints
    share: Reals
    c: Reals
    c_low: Reals
    c_high: Reals
    cv: Reals
    cv_zero: Reals
    cv_low: Reals
    cv_high: Reals
    mean_active: Reals
    silent: np.ndarray[tuple[int], np.dtype[np.bool_]]


def carry_back(customer: Ints, amount: Ints) -> Ints:
    """Take each negative period from the customer's earlier periods, newest first; cells sorted by time.

    Read from the end, the debt left after a period is the running maximum of the suffix sums minus the suffix sum.
    """
    negative = np.unique(customer[amount < 0])
    touched = np.isin(customer, negative)
    result = amount.copy()
    if not len(negative):
        return result
    who, value = customer[touched][::-1], amount[touched][::-1]
    suffix = pd.Series(value).groupby(who, sort=False).cumsum()
    best = np.maximum(suffix.groupby(who, sort=False).cummax().to_numpy(), 0)
    debt = best - suffix.to_numpy()
    first = np.concatenate(([True], who[1:] != who[:-1]))
    owed = np.where(first, 0, np.concatenate(([0], debt[:-1])))
    result[touched] = np.where(value > 0, np.maximum(value - owed, 0), 0)[::-1]
    return result


def make_cells(facts: CustomerFacts, grid: PeriodGrid, refunds: str) -> Cells:
    """Sum customer-days into periods and apply the refund rule (`carry_back`, `net`, `drop`)."""
    days = facts.days
    who = days["customer"].to_numpy().astype(np.int64)
    period = grid.of(days["day"].to_numpy())
    key = who * max(1, len(grid.labels)) + period
    starts = run_starts(key)
    customer, where = who[starts], period[starts]
    raw = np.add.reduceat(days["amount"].to_numpy(), starts)
    if refunds == "carry_back":
        amount = carry_back(customer, raw)
    elif refunds == "drop":
        amount = np.add.reduceat(days["positive"].to_numpy(), starts)
    else:
        amount = raw
    rest = np.zeros(len(facts), dtype=np.int64)
    if refunds == "carry_back":
        np.add.at(rest, customer, amount - raw)
    return Cells(customer, where, raw, amount, int(rest.sum()), int((rest > 0).sum()))


def series_facts(facts: CustomerFacts, grid: PeriodGrid, cells: Cells, settings: Settings) -> SeriesFacts:
    """The statistics of every customer's series."""
    keep = settings.xyz.partial_periods == "keep"
    complete = np.ones(len(grid.labels), dtype=bool) if keep else np.array(grid.complete, dtype=bool)
    position = np.cumsum(complete) - 1
    total = int(complete.sum())
    start = _start(facts, grid, complete, position)
    whole = settings.xyz.empty_periods == "zero_whole_window"
    inside = complete[cells.period] & (cells.amount != 0)
    if not whole:
        inside &= position[cells.period] >= start[cells.customer]
    who, amount = cells.customer[inside], cells.amount[inside].astype(np.float64)
    place = position[cells.period[inside]]
    bought = amount > 0
    active = np.bincount(who[bought], minlength=len(facts))
    filled = np.bincount(who, minlength=len(facts))
    periods = filled if settings.xyz.empty_periods == "skip" else np.full(len(facts), total) if whole else total - start
    c, c_low, c_high, _, mean = _spread(who[bought], amount[bought], active, 1)
    c, c_low, c_high = _corrected(c, active), _corrected(c_low, active - 1), _corrected(c_high, active - 1)
    cv, cv_low, cv_high, cv_zero, _ = _spread(who, amount, periods, int(settings.xyz.ddof))
    silent = _silent(facts, cells, complete, who[bought], place[bought], active, total)
    share = active / np.maximum(periods, 1)
    return SeriesFacts(
        periods, active, total - start, share, c, c_low, c_high, cv, cv_zero, cv_low, cv_high, mean, silent
    )


def _start(facts: CustomerFacts, grid: PeriodGrid, complete: np.ndarray, position: Ints) -> Ints:
    """First complete period that counts for each customer, as a position among the complete ones."""
    begin = np.full(len(facts), int(complete.sum()), dtype=np.int64)
    known = facts.since != NO_DAY
    first_day = day_number(grid.starts[0])
    period = grid.of(np.maximum(facts.since[known], first_day).astype(np.int32))
    begin[known] = np.where(complete[period], position[period], position[period] + 1)
    return begin


def _corrected(c: Reals, active: Ints) -> Reals:
    return c * (1 + 1 / (4 * np.maximum(active, 1)))


def _spread(who: Ints, amount: Reals, count: Ints, ddof: int) -> tuple[Reals, Reals, Reals, Reals, Reals]:
    """CV of `count` periods per customer, the others empty; then its least and greatest value without one filled
    period, its value without one empty period, and the mean. Two passes: no sum of squares is subtracted.
    """
    customers = len(count)
    with np.errstate(divide="ignore", invalid="ignore"):
        total = np.bincount(who, weights=amount, minlength=customers)
        mean = total / count
        away = amount - mean[who]
        filled = np.bincount(who, minlength=customers)
        squares = np.bincount(who, weights=away * away, minlength=customers) + (count - filled) * mean**2
        cv = _ratio(squares, count - ddof, mean)
        zero_mean = total / (count - 1)
        zero = _ratio(squares - mean**2 * count / (count - 1), count - 1 - ddof, zero_mean)
        zero = np.where(filled < count, zero, np.nan)
        n = count[who]
        without = _ratio(squares[who] - away * away * n / (n - 1), n - 1 - ddof, (total[who] - amount) / (n - 1))
    low, high = np.full(customers, np.nan), np.full(customers, np.nan)
    if len(who):
        starts = run_starts(who)
        low[who[starts]] = np.minimum.reduceat(without, starts)
        high[who[starts]] = np.maximum.reduceat(without, starts)
    return cv, low, high, zero, mean


def _ratio(squares: Reals, freedom: Ints, mean: Reals) -> Reals:
    spread = np.sqrt(np.maximum(squares, 0) / np.where(freedom > 0, freedom, np.nan))
    return np.where(mean > 0, spread / mean, np.nan)


def _silent(
    facts: CustomerFacts,
    cells: Cells,
    complete: np.ndarray,
    who: Ints,
    place: Ints,
    active: Ints,
    total: int,
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """METHOD 3: at least twice the own span without a purchase, and none in the dropped last period either."""
    silent = np.zeros(len(facts), dtype=bool)
    if not len(who):
        return silent
    starts = run_starts(who)
    first, last = place[starts], place[np.append(starts[1:], len(who)) - 1]
    some = active[who[starts]]
    twice = -(-2 * (last - first + 1) // some)
    silent[who[starts]] = (some >= 2) & (total - 1 - last >= np.maximum(2, twice))
    if not complete[-1]:
        silent[cells.customer[(cells.period == len(complete) - 1) & (cells.amount > 0)]] = False
    return silent
