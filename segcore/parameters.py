"""Parameters a team judges its prospects by: ordered levels 0 to 3 with weights, the score, and whether a parameter
tells buyers from others at all (METHOD 5 and 6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control, fisher_exact

from segcore.settings import EPS

Reals = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Verdict = Literal["splits", "opposite", "not_proven", "too_few"]

LEVELS = 4
COMPLETE = 0.6
Z95 = 1.959963984540054
LEAST_DIFFERENCE, LEAST_P, LEAST_PER_LEVEL = 0.10, 0.10, 5
DRAWS, SEED = 9999, 20260101


@dataclass(frozen=True)
class Parameter:
    """One criterion. levels: the words for 0 to 3, as many as it has (2 to 4), worst first."""

    name: str
    levels: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Scores:
    """Per prospect: score 0 to 100 (NaN where nothing is known), known: share of the weight that is known."""

    score: Reals
    known: Reals

    @property
    def complete(self) -> npt.NDArray[np.bool_]:
        """At least 60 % of the weight is known; the others are sorted behind."""
        found: npt.NDArray[np.bool_] = self.known >= COMPLETE - 1e-12
        return found


def scores(parameters: Sequence[Parameter], levels: Reals) -> Scores:
    """Weighted level, as a share of the highest possible one, over the known parameters.

    levels: prospect x parameter, NaN unknown. Each parameter's best level counts 3, whatever their number.
    """
    best = np.array([len(parameter.levels) - 1 for parameter in parameters], dtype=np.float64)
    weights = np.array([parameter.weight for parameter in parameters], dtype=np.float64)
    known = ~np.isnan(levels)
    heft = known @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (np.nan_to_num(levels) / best) @ weights / heft
    return Scores(np.where(heft > 0, 100 * share, np.nan), heft / weights.sum())


def level_table(parameters: Sequence[Parameter], levels: Mapping[str, Mapping[str, int]]) -> Reals:
    """What was typed, as `scores` takes it: a row per prospect, a column per parameter; NaN unknown or out of range."""
    table = np.full((len(levels), len(parameters)), np.nan)
    for row, given in enumerate(levels.values()):
        for column, parameter in enumerate(parameters):
            level = given.get(parameter.name)
            if level is not None and 0 <= level < len(parameter.levels):
                table[row, column] = level
    return table


def order(found: Scores) -> list[int]:
    """Positions from the best prospect down: incomplete ones behind, those of which nothing is known last."""
    score, complete = np.nan_to_num(found.score, nan=-1.0), found.complete
    return sorted(range(len(score)), key=lambda place: (not complete[place], -score[place], place))


def counts(
    parameters: Sequence[Parameter], levels: Reals, bought: npt.NDArray[np.bool_]
) -> list[list[tuple[int, int]]]:
    """Per parameter and level how many bought, and how many there are, for `splits`. levels: as `level_table`."""
    return [
        [(int(bought[mine].sum()), int(mine.sum())) for mine in (levels[:, place] == n for n in range(len(one.levels)))]
        for place, one in enumerate(parameters)
    ]


@dataclass(frozen=True)
class Level:
    """One level of a parameter: how many have it, how many of these bought, the share with its 95 % interval."""

    n: int
    bought: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class Split:
    """Whether a parameter separates buyers. levels: worst first; p: of the test, NaN where too few; q: p corrected for
    the number of parameters tested.
    """

    levels: tuple[Level, ...]
    p: float
    q: float
    verdict: Verdict


def wilson(bought: int, n: int) -> tuple[float, float]:
    """95 % interval of a share; (0, 1) without observations."""
    if not n:
        return 0.0, 1.0
    rate, z2 = bought / n, Z95**2
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * float(np.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)))
    return middle - half, middle + half


def splits(counts: Sequence[Sequence[tuple[int, int]]], *, seed: int = SEED) -> tuple[Split, ...]:
    """The verdict on each parameter. counts: per parameter and level, worst first, (bought, all).

    Two levels: Fisher's exact test; more: a permutation chi-square test. Levels with fewer than five prospects are
    left out of the test; with fewer than two levels left there are too few.
    """
    tested = [_p(levels, seed) for levels in counts]
    known = [p for p in tested if not np.isnan(p)]
    corrected = iter(false_discovery_control(known, method="bh").tolist() if known else [])
    found = []
    for levels, p in zip(counts, tested, strict=True):
        q = float("nan") if np.isnan(p) else next(corrected)
        shown = tuple(Level(n, bought, bought / n if n else float("nan"), *wilson(bought, n)) for bought, n in levels)
        found.append(Split(shown, p, q, _verdict(levels, q)))
    return tuple(found)


def _tested(levels: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(bought, n) for bought, n in levels if n >= LEAST_PER_LEVEL]


def _p(levels: Sequence[tuple[int, int]], seed: int) -> float:
    kept = _tested(levels)
    if len(kept) < 2:
        return float("nan")
    if len(kept) == 2:
        (one, first), (two, second) = kept
        return float(fisher_exact(np.array([[one, first - one], [two, second - two]])).pvalue)
    return permutation_p(kept, seed)


def permutation_p(levels: Sequence[tuple[int, int]], seed: int = SEED) -> float:
    """Share of 9,999 shuffles of the outcome (and the observed one) whose chi-square is at least the observed."""
    sizes = np.array([n for _, n in levels])
    bought = np.array([count for count, _ in levels])
    drawn = np.random.default_rng(seed).multivariate_hypergeometric(sizes, int(bought.sum()), size=DRAWS)
    observed = _chi_square(bought[None, :], sizes)[0]
    return float((1 + (_chi_square(drawn, sizes) >= observed - 1e-9).sum()) / (DRAWS + 1))


def _chi_square(bought: Ints, sizes: Ints) -> Reals:
    rate = bought.sum(axis=1, keepdims=True) / sizes.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Reals = ((bought - rate * sizes) ** 2 / (rate * (1 - rate) * sizes)).sum(axis=1)
    return np.nan_to_num(found)


def _verdict(levels: Sequence[tuple[int, int]], q: float) -> Verdict:
    kept = _tested(levels)
    if np.isnan(q):
        return "too_few"
    rates = [bought / n for bought, n in kept]
    if max(rates) - min(rates) < LEAST_DIFFERENCE - EPS or q > LEAST_P + EPS:
        return "not_proven"
    return "splits" if rates[-1] > rates[0] else "opposite"
