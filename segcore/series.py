"""Customer x period: the sparse series, refunds carried back, and the statistics XYZ compares (METHOD 1 and 3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.customer_days import Ints, Reals, run_starts
from segcore.facts import NO_DAY, CustomerFacts, day_number
from segcore.periods import PeriodGrid
from segcore.settings import Settings


@dataclass(frozen=True)
class Cells:
    """Non-empty customer x period cells, sorted by both. raw: net amount; amount: after the refund rule.

    unmatched: minor units of refunds that met no earlier purchase; unmatched_customers: how many have one.
    """

    customer: Ints
    period: npt.NDArray[np.int32]
    raw: Ints
    amount: Ints
    unmatched: int
    unmatched_customers: int


@dataclass(frozen=True)
class SeriesFacts:
    """Per customer, over complete periods from the start; NaN where a statistic has too few periods.

    periods (n), active (m), share = m / n (0 without a period). observed: complete periods since the first purchase,
    whatever xyz.empty_periods says.
    c: CV of the active amounts, cv: of the whole series. low, high, zero: what the method compares (c or cv) with one
    filled period left out, at least and at most, and with one empty period left out. silent: METHOD 3.
    """

    periods: Ints
    active: Ints
    observed: Ints
    share: Reals
    c: Reals
    cv: Reals
    low: Reals
    high: Reals
    zero: Reals
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


def make_cells(days: pd.DataFrame, customers: int, grid: PeriodGrid, refunds: str) -> Cells:
    """Sum customer-days into periods and apply the refund rule (`carry_back`, `net`, `drop`)."""
    who = days["customer"].to_numpy()
    period = grid.of(days["day"].to_numpy())
    starts = run_starts(np.multiply(who, max(1, len(grid.labels)), dtype=np.int64) + period)
    customer, where = who[starts].astype(np.int64), period[starts]
    raw = np.add.reduceat(days["amount"].to_numpy(), starts)
    if refunds == "carry_back":
        amount = carry_back(customer, raw)
    elif refunds == "drop":
        amount = np.add.reduceat(days["positive"].to_numpy(), starts)
    else:
        amount = raw
    rest = np.zeros(customers, dtype=np.int64)
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
    classic = settings.xyz.method == "classic"
    regular = _Spread(who[bought], amount[bought], active, 1)
    c = _corrected(regular.cv, active)
    low, high = (c, c) if classic else (_corrected(spread, active - 1) for spread in regular.one_less())
    del regular
    even = _Spread(who, amount, periods, int(settings.xyz.ddof))
    zero = even.one_empty_less() if classic else c
    if classic:
        low, high = even.one_less()
    silent = _silent(facts, cells, complete, who[bought], place[bought], active, total)
    share = active / np.maximum(periods, 1)
    return SeriesFacts(periods, active, total - start, share, c, even.cv, low, high, zero, silent)


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


class _Spread:
    """CV of `count` periods per customer, those without a cell empty. Two passes: no sum of squares is subtracted."""

    def __init__(self, who: Ints, amount: Reals, count: Ints, ddof: int) -> None:
        self.who, self.amount, self.count, self.ddof = who, amount, count, ddof
        self.total = np.bincount(who, weights=amount, minlength=len(count))
        self.filled = np.bincount(who, minlength=len(count))
        with np.errstate(divide="ignore", invalid="ignore"):
            self.mean = self.total / count
            self.away = amount - self.mean[who]
            squares = np.bincount(who, weights=self.away * self.away, minlength=len(count))
            self.squares = squares + (count - self.filled) * self.mean**2
            self.cv = _ratio(self.squares, count - ddof, self.mean)

    def one_less(self) -> tuple[Reals, Reals]:
        """Its least and greatest value with one filled period left out."""
        who, n = self.who, self.count
        with np.errstate(divide="ignore", invalid="ignore"):
            spread = self.away * self.away
            spread *= (n / (n - 1))[who]
            np.subtract(self.squares[who], spread, out=spread)
            np.maximum(spread, 0, out=spread)
            freedom = n - 1 - self.ddof
            spread /= np.where(freedom > 0, freedom, np.nan)[who]
            np.sqrt(spread, out=spread)
            mean = self.total[who] - self.amount
            mean /= (n - 1)[who]
            mean[mean <= 0] = np.nan
            spread /= mean
        low, high = np.full(len(n), np.nan), np.full(len(n), np.nan)
        if len(who):
            starts = run_starts(who)
            low[who[starts]] = np.minimum.reduceat(spread, starts)
            high[who[starts]] = np.maximum.reduceat(spread, starts)
        return low, high

    def one_empty_less(self) -> Reals:
        """Its value with one empty period left out; NaN where there is none."""
        n = self.count
        with np.errstate(divide="ignore", invalid="ignore"):
            cv = _ratio(self.squares - self.mean**2 * n / (n - 1), n - 1 - self.ddof, self.total / (n - 1))
        return np.where(self.filled < n, cv, np.nan)


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
