"""ABC: who brings the money (METHOD 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from segcore.customer_days import Ints, Reals
from segcore.errors import LabradorError
from segcore.settings import EPS, AbcSettings

LETTERS = ("A", "B", "C", "N")
COUNT_SHARES = (0.2, 0.5)
COMPUTED_MIN_GINI = 0.10
COMPUTED_MIN_CUSTOMERS = 10


@dataclass(frozen=True)
class AbcBase:
    """Everything ABC compares, made once per ledger; arrays over the positive values in descending order.

    order: positions of all customers by value descending, then key. total: sum of the positive values.
    before: cumulative share before each; share: own share. tie_end: end of each one's group of equal values.
    """

    order: Ints
    values: Reals
    total: float
    before: Reals
    share: Reals
    tie_end: Ints

    @property
    def positive(self) -> int:
        return len(self.values)


def abc_base(values: Reals | Ints) -> AbcBase:
    """Sort and accumulate the value of every customer (whole minor units, so that sums are exact)."""
    order = np.argsort(-values, kind="stable")
    ranked = values[order]
    ranked = ranked[ranked > 0]
    ranked = ranked.astype(np.float64)
    total = float(ranked.sum())
    ends: Reals = np.cumsum(ranked)
    before = (ends - ranked) / total if total else np.zeros(0)
    last = np.append(np.flatnonzero(ranked[1:] != ranked[:-1]) + 1, len(ranked))
    tie_end = last[np.searchsorted(last, np.arange(len(ranked)), side="right")] if len(ranked) else last[:0]
    return AbcBase(order, ranked, total, before, ranked / total if total else before, tie_end)


def abc_counts(base: AbcBase, settings: AbcSettings) -> tuple[int, int]:
    """How many of the ordered positive customers are A, and how many A or B.

    Raises LabradorError `abc.computed_refused` where computed limits mean nothing (Gini < 0.10, fewer than 10).
    """
    if settings.basis == "computed":
        first, second = computed_counts(base)
    elif settings.basis == "count":
        first, second = (count_limit(base, better) for better in (0, 1))
    else:
        reach, eps = _reach(base, settings.border)
        first, second = (int(np.searchsorted(reach, limit + eps)) for limit in settings.limits)
    if settings.ties == "together":
        first, second = (int(base.tie_end[count - 1]) if count else 0 for count in (first, second))
    return first, second


def count_limit(base: AbcBase, better: int) -> int:
    """How many customers are A (better 0), or A or B (1), by their share of the positive ones."""
    return int(np.ceil(COUNT_SHARES[better] * base.positive - EPS))


def _reach(base: AbcBase, border: str) -> tuple[Reals, float]:
    """The ascending share that is compared with a limit, and the tolerance: below it, or at most it."""
    if border == "crossing":
        return base.before, -EPS
    if border == "nearest":
        return base.before + base.share / 2, -EPS
    return base.before + base.share, EPS if border == "at_most" else -EPS


def computed_counts(base: AbcBase) -> tuple[int, int]:
    """Ultsch & Lötsch 2015 on the empirical curve: the Pareto and break-even points, then the nearest to (p_b, 1)."""
    n = base.positive
    if n < COMPUTED_MIN_CUSTOMERS or gini(base.values) < COMPUTED_MIN_GINI:
        raise LabradorError("abc.computed_refused", customers=n)
    p = np.arange(n + 1) / n
    y = np.append(0.0, np.cumsum(base.values) / base.total)
    pareto = int(np.argmin(p**2 + (1 - y) ** 2))
    even = int((base.values >= base.total / n).sum())
    first, second = min(pareto, even), max(pareto, even)
    both = int(np.argmin((p - p[second]) ** 2 + (1 - y) ** 2))
    return first, max(first, both)


def abc_codes(base: AbcBase, settings: AbcSettings) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """0 A, 1 B, 2 C, 3 N for every customer in value order."""
    first, second = abc_counts(base, settings)
    codes = np.full(len(base.order), 3, dtype=np.int8)
    codes[: base.positive] = 2
    codes[:second] = 1
    codes[:first] = 0
    return codes


def gini(values: Reals) -> float:
    """Gini of positive values given in descending order; NaN for none."""
    n = len(values)
    if not n:
        return float("nan")
    ranks = np.arange(n, 0, -1)
    return float(((2 * ranks - n - 1) * values).sum() / (n * values.sum()))
