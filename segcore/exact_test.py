"""Fisher's exact test for thousands of tables at once."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

Reals: TypeAlias = npt.NDArray[np.float64]

PRECISION = 1e-17


def fisher(target: Reals, others: Reals, target_n: Reals, others_n: Reals) -> Reals:
    """One-sided p of Fisher's exact test: so many of the target by chance, or more. Arrays, one place per table."""
    have, n = target + others, target_n + others_n
    above = target > have * target_n / n
    at = np.where(above, target, target - 1)
    tail = np.ones(len(at))
    term, step = tail.copy(), np.where(above, 1.0, -1.0)
    k = at.copy()
    while (term > tail * PRECISION).any():
        up, down = (have - k) * (target_n - k), (k + 1) * (others_n - have + k + 1)
        back, forth = k * (others_n - have + k), (have - k + 1) * (target_n - k + 1)
        term = term * np.where(above, up / np.maximum(down, 1), back / np.maximum(forth, 1))
        tail, k = tail + term, k + step
    first = np.where(
        at < np.maximum(0, have - others_n), 0.0, np.exp(_log_chance(np.maximum(at, 0), have, target_n, n))
    )
    found: Reals = np.clip(np.where(above, first * tail, 1 - first * tail), 0.0, 1.0)
    return found


def _log_chance(k: Reals, have: Reals, target_n: Reals, n: Reals) -> Reals:
    def choose(of: Reals, some: Reals) -> Reals:
        found: Reals = gammaln(of + 1) - gammaln(some + 1) - gammaln(of - some + 1)
        return found

    return choose(have, k) + choose(n - have, target_n - k) - choose(n, target_n)
