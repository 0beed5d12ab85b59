"""Which other customers, or firms of a cold list, resemble the best ones (METHOD 7): points by naive Bayes, and whether
they know anything at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata

Flags: TypeAlias = npt.NDArray[np.bool_]
Ints: TypeAlias = npt.NDArray[np.int64]
Reals: TypeAlias = npt.NDArray[np.float64]

LARGE, FEW_REPEATS = 5000, 2  # so many rows tell as much in two rounds
LEAST = 20  # rows of either kind; with fewer nothing can be said
FOLDS, REPEATS, SEED, Z95 = 5, 10, 20260101, 1.959963984540054
QUANTILES = (0.10, 0.25, 0.50)


@dataclass(frozen=True)
class Points:
    """Points of every value of every attribute; an unknown or unseen value gives none."""

    by_value: dict[str, dict[str, float]]

    def of(self, attributes: pd.DataFrame) -> Reals:
        """Points per row; attributes the model does not know are ignored."""
        total = np.zeros(len(attributes))
        for name, points in self.by_value.items():
            if name in attributes:
                total += _texts(attributes[name]).map(points).fillna(0.0).to_numpy(dtype=np.float64)
        return total


@dataclass(frozen=True)
class Resemblance:
    """points: what counts how much. auc, low, high: how well they tell the best from the others on rows they did not
    see, with a 95 % interval. cuts: points that give level 1, 2 and 3.
    """

    points: Points
    auc: float
    low: float
    high: float
    cuts: tuple[float, float, float]

    @property
    def knows(self) -> bool:
        """Whether resemblance says more than chance; if not, it is switched off."""
        return self.low > 0.5

    def levels(self, attributes: pd.DataFrame) -> Ints:
        """0 to 3 per row: at least the median of the best ones' own points 3, their 25th percentile 2, their 10th 1."""
        return np.searchsorted(np.asarray(self.cuts), self.points.of(attributes), side="right").astype(np.int64)


def _texts(column: pd.Series) -> pd.Series:
    bare = column.astype("str").str.strip().str.casefold()
    return bare.where(column.notna() & (bare != ""), None)


def learn(attributes: pd.DataFrame, best: Flags) -> Points:
    """Points of each value: ln of its share among the best over its share among the others, one added to each count."""
    found = {}
    for name, codes, texts in _coded(attributes):
        points = _points(codes, len(texts), best, ~best)
        found[name] = dict(zip(texts, points[:-1].tolist(), strict=True))
    return Points(found)


def _coded(attributes: pd.DataFrame) -> list[tuple[str, Ints, list[str]]]:
    """Every attribute with a code per row, -1 where it is unknown, and the texts the codes stand for."""
    found = []
    for name in attributes.columns:
        codes, texts = pd.factorize(_texts(attributes[name]), sort=True)
        found.append((str(name), codes.astype(np.int64), [str(text) for text in texts]))
    return found


def _points(codes: Ints, size: int, best: Flags, others: Flags) -> Reals:
    """Points per code, and 0 behind them for the unknown. A value none of these rows has gives none."""
    mine = np.bincount(codes[best] + 1, minlength=size + 1)[1:]
    theirs = np.bincount(codes[others] + 1, minlength=size + 1)[1:]
    seen = mine + theirs > 0
    kinds = int(seen.sum())
    points = (
        np.log((mine + 1) / (mine.sum() + kinds)) - np.log((theirs + 1) / (theirs.sum() + kinds)) if kinds else mine
    )
    return np.append(np.where(seen, points, 0.0), 0.0)


def resemblance(attributes: pd.DataFrame, best: Flags, *, seed: int = SEED) -> Resemblance | None:
    """Learn, and test on rows left out (five folds, ten times; twice above 5,000 rows).

    None with fewer than twenty rows of either kind (METHOD 5).
    """
    if min(int(best.sum()), int((~best).sum())) < LEAST:
        return None
    coded = _coded(attributes)
    turns = REPEATS if len(best) <= LARGE else FEW_REPEATS
    auc = float(np.mean([_unseen(coded, best, seed + turn) for turn in range(turns)]))
    half = Z95 * _error(auc, int(best.sum()), int((~best).sum()))
    points = learn(attributes, best)
    low, middle, high = np.quantile(points.of(attributes)[best], QUANTILES).tolist()
    return Resemblance(points, auc, max(0.0, auc - half), min(1.0, auc + half), (low, middle, high))


def _unseen(coded: list[tuple[str, Ints, list[str]]], best: Flags, seed: int) -> float:
    """Area under the curve of points that were learnt without the row's own fold."""
    random = np.random.default_rng(seed)
    fold = np.empty(len(best), dtype=np.int64)
    for kind in (best, ~best):
        rows = random.permutation(np.flatnonzero(kind))
        fold[rows] = np.arange(len(rows)) % FOLDS
    points = np.zeros(len(best))
    for turn in range(FOLDS):
        out = fold == turn
        for _, codes, texts in coded:
            points[out] += _points(codes, len(texts), best & ~out, ~best & ~out)[codes[out]]
    return area(points, best)


def area(points: Reals, best: Flags) -> float:
    """Share of the pairs of a best row and another in which the best one has more points; ties count half."""
    mine, others = int(best.sum()), int((~best).sum())
    return float((rankdata(points)[best].sum() - mine * (mine + 1) / 2) / (mine * others))


def _error(auc: float, mine: int, others: int) -> float:
    """Standard error of an area (Hanley and McNeil 1982)."""
    one, two = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    spread = auc * (1 - auc) + (mine - 1) * (one - auc**2) + (others - 1) * (two - auc**2)
    return float(np.sqrt(max(0.0, spread) / (mine * others)))
