"""What would move a letter (METHOD 2 and 3): the least revenue, the fewest periods, the next purchase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from segcore.classify.abc_class import AbcBase, abc_counts, count_limit
from segcore.classify.rfm_class import recency_scores
from segcore.classify.xyz_class import LETTERS, two_part_codes
from segcore.customer_days import Ints, Reals
from segcore.errors import Fact
from segcore.settings import EPS, AbcSettings, Settings, XyzSettings

MOST_PERIODS = 120
BESIDE = 16
Axis = Literal["abc", "xyz", "rfm"]


@dataclass(frozen=True)
class Move:
    """What would move one letter of one customer. facts as (name, value) pairs, by code:

    abc: revenue_missing (amount in minor units or counts, to), top, negative, not_stated (computed limits);
    xyz: more_periods (periods, to, active, of: a usual purchase in so many of the empty periods), too_few_periods
    (to: not enough empty periods yet), even_amounts (cv, limit, to), top, not_judged;
    rfm: purchase_now (to: the R score a purchase on as_of would give), top, not_scored.
    """

    axis: Axis
    letter: str
    code: str
    facts: tuple[tuple[str, Fact], ...] = ()


def to_next_class(base: AbcBase, settings: AbcSettings) -> Reals:
    """The least whole amount that, added to one customer alone, gives him the better letter.

    In value order (AbcBase.order); NaN for A, N and under computed limits, which move with every customer.
    """
    missing = np.full(len(base.order), np.nan)
    first, second = abc_counts(base, settings)
    if settings.basis == "computed":
        return missing
    for better, start, stop in ((0, first, second), (1, second, base.positive)):
        if stop > start:
            missing[start:stop] = _least(base, settings, better, np.arange(start, stop))
    return missing


def _least(base: AbcBase, settings: AbcSettings, better: int, who: Ints) -> Reals:
    """For customers at these ranks: find the worst rank that has the better letter, and the least amount for it.

    That rank is nearly always beside the first of them, where the better letter ends: looked at before halving.
    """
    above = np.append(0.0, np.cumsum(base.values))
    group = np.searchsorted(-base.values, -base.values, side="left")
    low, high = np.full(len(who), -1, dtype=np.int64), who + 1
    beside = [int(who[0]) - BESIDE, int(who[0]) + BESIDE]
    while (narrow := high - low > 1).any():
        middle = np.clip(beside.pop(), low + 1, high - 1) if beside else (low + high) // 2
        middle = np.where(narrow, middle, np.maximum(low, 0))
        works = ~np.isnan(_amount_at(base, settings, better, who, group[middle], above))
        low, high = np.where(narrow & works, middle, low), np.where(narrow & ~works, middle, high)
    amount = np.where(low < 0, np.nan, _amount_at(base, settings, better, who, group[np.maximum(low, 0)], above))
    return amount if settings.ties == "together" else _by_order(base, settings, better, who, amount, above)


def _by_order(base: AbcBase, settings: AbcSettings, better: int, who: Ints, amount: Reals, above: Reals) -> Reals:
    """One unit less where drawing level is enough: among equals the customer key decides."""
    level = base.values[who] + amount - 1
    result = amount.copy()
    for place in np.flatnonzero((amount > 1) & np.isin(level, base.values)):
        first = int(np.searchsorted(-base.values, -level[place], side="left"))
        last = int(base.tie_end[first])
        rank = first + int((base.order[first:last] < base.order[who[place]]).sum())
        if settings.basis == "count":
            enough = rank < count_limit(base, better)
        else:
            least = amount[place : place + 1] - 1
            own = base.values[who[place : place + 1]]
            found = _reach(base.total, own, above[[rank]], least, settings.limits[better], settings.border)
            enough = found[0] == least[0]
        result[place] -= bool(enough)
    return result


def _amount_at(base: AbcBase, settings: AbcSettings, better: int, who: Ints, rank: Ints, above: Reals) -> Reals:
    """The least amount that gives the letter to customers `who` when they stand at `rank`; NaN if none does there.

    `rank` begins a group of equal values; the amount runs from catching it (ties together) or passing it (ties by
    order) to just short of the group above.
    """
    values, own = base.values, base.values[who]
    together = settings.ties == "together"
    catch = np.where(values[rank] > own, values[rank] - own + (0.0 if together else 1.0), 1.0)
    most = np.where(rank > 0, values[rank - 1] - own - (1.0 if together else 0.0), np.inf)
    if settings.basis == "count":
        return np.where((rank < count_limit(base, better)) & (catch <= most), catch, np.nan)
    found = _reach(base.total, own, above[rank], catch, settings.limits[better], settings.border)
    return np.where(found <= most, found, np.nan)


def _reach(total: float, own: Reals, above: Reals, least: Reals, limit: float, border: str) -> Reals:
    """The least amount x, at least `least`, with (above + w * (own + x)) / (total + x) within the limit; NaN if none.

    w is the part of the own share that counts: 0 crossing, 1/2 nearest, 1 at_most and below.
    """
    weight = {"crossing": 0.0, "nearest": 0.5}.get(border, 1.0)
    eps = EPS if border == "at_most" else -EPS

    def within(x: Reals) -> np.ndarray:
        reach = (above + weight * (own + x)) / (total + x)
        below: np.ndarray = reach <= limit + eps if border == "at_most" else reach < limit + eps
        return below

    bound = limit + eps
    if bound <= weight:
        return np.where(within(least), least, np.nan)
    guess = np.maximum(least, np.floor((above + weight * own - bound * total) / (bound - weight)) - 1)
    for _ in range(3):
        guess = np.where(within(guess), guess, guess + 1)
    return np.where(within(guess), guess, np.nan)


def more_periods(active: int, periods: int, c: float, better: str, settings: XyzSettings) -> int | None:
    """How many empty periods would need a purchase of the usual amount for the better letter; None if too few."""
    extra = np.arange(1, min(periods - active, MOST_PERIODS) + 1)
    m = active + extra
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(_squares(active, c) / (m - 1)) * (1 + 1 / (4 * m))
    codes = two_part_codes(m, m / periods, np.where(m > 1, spread, np.nan), settings)
    enough = np.flatnonzero(codes <= LETTERS.index(better))
    return int(extra[enough[0]]) if len(enough) else None


def _squares(active: int, c: float) -> float:
    """Sum of squared deviations over the squared mean, out of the corrected CV."""
    if active < 2 or np.isnan(c):
        return 0.0
    return float((active - 1) * (c / (1 + 1 / (4 * active))) ** 2)


def customer_moves(
    row: Mapping[Any, Any], settings: Settings, scoring: str, recency: Reals, position: int
) -> tuple[Move, ...]:
    """One Move per axis for one row of CUSTOMERS; recency: days of all customers in key order, his at `position`."""
    return (
        _abc_move(row),
        _xyz_move(row, settings.xyz),
        _rfm_move(row, settings, scoring, recency, position),
    )


def _move(axis: Axis, letter: str, code: str, **facts: Fact) -> Move:
    return Move(axis, letter, code, tuple(sorted(facts.items())))


def _abc_move(row: Mapping[Any, Any]) -> Move:
    letter = str(row["abc"])
    if letter in "AN":
        return _move("abc", letter, "top" if letter == "A" else "negative")
    if np.isnan(row["to_next_class"]):
        return _move("abc", letter, "not_stated")
    return _move("abc", letter, "revenue_missing", amount=float(row["to_next_class"]), to="AB"["BC".index(letter)])


def _xyz_move(row: Mapping[Any, Any], settings: XyzSettings) -> Move:
    letter = str(row["xyz"])
    if letter in ("", "X"):
        return _move("xyz", letter, "top" if letter else "not_judged")
    better = "XY"["YZ".index(letter)]
    if settings.method == "classic":
        limit = settings.limits["XY".index(better)]
        return _move("xyz", letter, "even_amounts", cv=float(row["cv"]), limit=limit, to=better)
    active, periods, c = int(row["active_periods"]), int(row["periods"]), float(row["amount_cv"])
    extra = more_periods(active, periods, c, better, settings)
    if extra is not None:
        return _move("xyz", letter, "more_periods", periods=extra, to=better, active=active, of=periods)
    if better == "X" and c > settings.steady:
        return _move("xyz", letter, "even_amounts", cv=c, limit=settings.steady, to=better)
    return _move("xyz", letter, "too_few_periods", to=better)


def _rfm_move(row: Mapping[Any, Any], settings: Settings, scoring: str, recency: Reals, position: int) -> Move:
    if not scoring or np.isnan(row["r"]):
        return _move("rfm", "", "not_scored")
    letter = f"R{int(row['r'])}"
    bought = recency.copy()
    bought[position] = 0.0
    known = ~np.isnan(bought)
    place = int(known[:position].sum())
    to = int(recency_scores(bought[known], scoring, settings.rfm)[place])
    return _move("rfm", letter, "purchase_now", to=to) if to > row["r"] else _move("rfm", letter, "top")
