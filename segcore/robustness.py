"""How sure the top 3 is: every single score changed by one point, and thousands of versions of scores and weights
(SMAA, METHOD 8).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from segcore.scorecard import (
    CRITERIA,
    HIGHEST,
    TOP,
    Reals,
    ScoreRules,
    Sheet,
    deciding,
    proposed_with,
    ranking,
)

DRAWS, SEED = 5000, 20260101
KNOWN_WEIGHTS, UNKNOWN_WEIGHTS = 90.0, 9.0
MOVED = 5  # one score in so many is one point higher, and one in so many one point lower
TIE = 1e-9  # totals nearer than this are equal
WORDS = ((0.9, "sure"), (0.7, "likely"), (0.4, "coin_flip"), (0.0, "unlikely"))


@dataclass(frozen=True)
class Fragile:
    """A score that, changed by `step` alone, changes who is proposed: `enters` and `leaves` name the segments."""

    segment: str
    criterion: str
    step: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class Robustness:
    """Shares over the draws, rows as the sheet's segments; NaN for those that are not eligible.

    ranks: segment x rank, share of the draws with that rank. top: share of the draws among the first three. wins:
    segment x segment, share of the draws in which the row beats the column.
    """

    draws: int
    ranks: Reals
    top: Reals
    wins: Reals


def fragile(given: Sheet, rules: ScoreRules = ScoreRules()) -> tuple[Fragile, ...]:
    """Every single used score whose change by one point (within 0 to 3) changes who is proposed."""
    now = ranking(given, rules)
    found = []
    for row, segment in enumerate(given.segments):
        moves = [(place, step) for place in range(len(CRITERIA)) for step in (-1, 1)]
        versions = np.repeat(now.used[row : row + 1], len(moves), axis=0)
        for number, (column, step) in enumerate(moves):
            versions[number, column] = np.clip(versions[number, column] + step, 0.0, HIGHEST)
        for (column, step), changed in zip(moves, proposed_with(now, rules, row, versions), strict=True):
            if (changed != now.proposed).any():
                enters = tuple(given.segments[place] for place in np.flatnonzero(changed & ~now.proposed))
                leaves = tuple(given.segments[place] for place in np.flatnonzero(~changed & now.proposed))
                found.append(Fragile(segment, CRITERIA[column], step, enters, leaves))
    return tuple(found)


def robustness(
    given: Sheet,
    rules: ScoreRules = ScoreRules(),
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    concentration: float = KNOWN_WEIGHTS,
) -> Robustness:
    """Rank acceptability over `draws` versions of the scores and weights of the eligible segments.

    Weights are drawn from a Dirichlet distribution around the given ones. One person's scores are each kept or moved
    by one point; with several people one person's score is drawn per cell instead. concentration: 90 lets a weight
    vary by about 30 %, 9 says that nothing is known of them.
    """
    now = ranking(given, rules)
    rows = np.flatnonzero(now.eligible)
    size = len(given.segments)
    ranks, wins, top = np.full((size, size), np.nan), np.full((size, size), np.nan), np.full(size, np.nan)
    if len(rows):
        random = np.random.default_rng(seed)
        totals = _totals(given.scores[rows], np.asarray(rules.weights), random, draws, concentration)
        first = np.argsort(np.argsort(now.rank[rows]))  # equal totals fall as in the ranking
        place = np.argsort(np.argsort(first * TIE - totals, axis=1), axis=1).astype(np.int16)
        counts = [np.bincount(each, minlength=len(rows)) / draws for each in place.T]
        ranks[rows] = 0.0
        ranks[np.ix_(rows, np.arange(len(rows)))] = np.stack(counts)
        top[rows] = (place < TOP).mean(axis=0)
        across = np.ascontiguousarray(place.T)
        wins[np.ix_(rows, rows)] = [np.count_nonzero(each < across, axis=1) / draws for each in across]
    return Robustness(draws, ranks, top, wins)


def _totals(
    scores: Reals, weights: Reals, random: np.random.Generator, draws: int, concentration: float
) -> npt.NDArray[np.float64]:
    """Draw x segment: the weighted mean of the drawn scores over the scored criteria."""
    drawn_weights = random.dirichlet(np.maximum(concentration * weights / weights.sum(), 1e-9), size=draws)
    drawn = _drawn(scores, random, draws)
    known = ~np.isnan(scores).all(axis=1)
    heft = drawn_weights @ known.T.astype(np.float64)
    if not known.all():
        drawn = np.where(known, drawn, 0.0)
    found: Reals = (drawn @ drawn_weights[:, :, None])[:, :, 0] / heft
    return found


def _drawn(scores: Reals, random: np.random.Generator, draws: int) -> Reals:
    """Draw x segment x criterion."""
    segments, persons, criteria = scores.shape
    if persons == 1:
        one_of_five = random.integers(0, MOVED, size=(draws, segments, criteria), dtype=np.uint8)
        moved: Reals = scores[:, 0, :] + (one_of_five == 0) - (one_of_five == 1)
        np.clip(moved, 0.0, HIGHEST, out=moved)
        return moved
    given = ~np.isnan(scores)
    chance = random.random((draws, segments, criteria), dtype=np.float32)
    turn = np.minimum((chance * given.sum(axis=1)).astype(np.int32), persons - 1)
    order = np.argsort(~given, axis=1, kind="stable")  # the people who gave a score first
    listed = np.moveaxis(np.take_along_axis(scores, order, axis=1), 1, 2).reshape(-1)
    start = np.arange(segments * criteria, dtype=np.int32).reshape(segments, criteria) * persons
    found: Reals = listed[start + turn]
    return found


def word(share: float) -> str:
    """sure, likely, coin_flip or unlikely."""
    return next(name for least, name in WORDS if share >= least)


@dataclass(frozen=True)
class Certainty:
    """Everything that says how sure a ranking is: single scores, versions, missing scores (scorecard.deciding)."""

    weak: tuple[Fragile, ...]
    versions: Robustness
    deciding: tuple[tuple[str, tuple[str, ...]], ...]


def certainty(given: Sheet, rules: ScoreRules = ScoreRules()) -> Certainty:
    """All of it for one sheet."""
    return Certainty(fragile(given, rules), robustness(given, rules), deciding(given, rules))
