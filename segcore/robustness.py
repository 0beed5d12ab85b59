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
    Flags,
    Ranking,
    Reals,
    ScoreRules,
    Sheet,
    by_rank,
    eligibility,
    ranking,
    weighted,
)

DRAWS, SEED = 5000, 20260101
KNOWN_WEIGHTS, UNKNOWN_WEIGHTS = 90.0, 9.0
STEPS, CHANCES = (-1.0, 0.0, 1.0), (0.2, 0.6, 0.2)
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
        for column, criterion in enumerate(CRITERIA):
            for step in (-1, 1):
                changed = _changed(now, rules, row, column, step)
                if changed is None or (changed == now.proposed).all():
                    continue
                enters = tuple(given.segments[place] for place in np.flatnonzero(changed & ~now.proposed))
                leaves = tuple(given.segments[place] for place in np.flatnonzero(~changed & now.proposed))
                found.append(Fragile(segment, criterion, step, enters, leaves))
    return tuple(found)


def _changed(now: Ranking, rules: ScoreRules, row: int, column: int, step: int) -> Flags | None:
    """Who is proposed with one score moved; None where it cannot move."""
    score = now.used[row, column]
    moved = min(max(score + step, 0.0), HIGHEST)
    if np.isnan(score) or moved == score:
        return None
    used = now.used.copy()
    used[row, column] = moved
    total = now.total.copy()
    total[row] = weighted(used[row : row + 1], np.asarray(rules.weights))[0]
    eligible = now.eligible.copy()
    eligible[row] = eligibility(used[row : row + 1], rules)[0][0]
    proposed = np.zeros(len(used), dtype=np.bool_)
    proposed[by_rank(used, total, now.segments, eligible)[:TOP]] = True
    return proposed


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
        order = np.lexsort((np.broadcast_to(first, totals.shape), -np.round(totals, 9)), axis=1)
        place = np.empty_like(order)
        np.put_along_axis(place, order, np.broadcast_to(np.arange(len(rows)), order.shape), axis=1)
        counts = [(place == rank).mean(axis=0) for rank in range(len(rows))]
        ranks[rows] = 0.0
        ranks[np.ix_(rows, np.arange(len(rows)))] = np.stack(counts, axis=1)
        top[rows] = (place < TOP).mean(axis=0)
        wins[np.ix_(rows, rows)] = (place[:, :, None] < place[:, None, :]).mean(axis=0)
    return Robustness(draws, ranks, top, wins)


def _totals(
    scores: Reals, weights: Reals, random: np.random.Generator, draws: int, concentration: float
) -> npt.NDArray[np.float64]:
    """Draw x segment: the weighted mean of the drawn scores over the scored criteria."""
    drawn_weights = random.dirichlet(np.maximum(concentration * weights / weights.sum(), 1e-9), size=draws)
    drawn = _drawn(scores, random, draws)
    known = ~np.isnan(scores).all(axis=1)
    heft = drawn_weights @ known.T.astype(np.float64)
    found: Reals = np.einsum("dc,dsc->ds", drawn_weights, np.where(known, drawn, 0.0)) / heft
    return found


def _drawn(scores: Reals, random: np.random.Generator, draws: int) -> Reals:
    """Draw x segment x criterion."""
    segments, persons, criteria = scores.shape
    if persons == 1:
        step = random.choice(STEPS, p=CHANCES, size=(draws, segments, criteria))
        moved: Reals = np.clip(scores[None, :, 0, :] + step, 0.0, HIGHEST)
        return moved
    given = ~np.isnan(scores)
    turn = (random.random((draws, segments, criteria)) * given.sum(axis=1)).astype(np.int64)
    order = np.argsort(~given, axis=1, kind="stable")  # the people who gave a score first
    person = np.take_along_axis(order[None], turn[:, :, None, :], axis=2)
    found: Reals = np.take_along_axis(scores[None], person, axis=2)[:, :, 0, :]
    return found


def word(share: float) -> str:
    """sure, likely, coin_flip or unlikely."""
    return next(name for least, name in WORDS if share >= least)
