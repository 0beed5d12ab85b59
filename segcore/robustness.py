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
    Ints,
    Reals,
    ScoreRules,
    Sheet,
    deciding,
    proposed_with,
    ranking,
)

DRAWS, SEED = 5000, 20260101
KNOWN_WEIGHTS = 90.0
MOVED = 5  # one score in so many is one point higher, and one in so many one point lower
TIE = 1e-9  # totals nearer than this are equal
BITS, BLOCK = 16, 125  # of chance for one score; draws at a time, so that they fit the cache
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
    proposed, found = now.proposed, []
    moves = [(column, step) for column in range(len(CRITERIA)) for step in (-1, 1)]
    steps = np.zeros((len(moves), len(CRITERIA)))
    steps[np.arange(len(moves)), [column for column, _ in moves]] = [step for _, step in moves]
    for row, segment in enumerate(given.segments):
        versions = np.clip(now.used[row] + steps, 0.0, HIGHEST)
        changed = proposed_with(now, rules, row, versions)
        for number in np.flatnonzero((changed != proposed).any(axis=1)):
            enters = tuple(given.segments[place] for place in np.flatnonzero(changed[number] & ~proposed))
            leaves = tuple(given.segments[place] for place in np.flatnonzero(~changed[number] & proposed))
            column, step = moves[number]
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
    rows = np.argsort(now.rank)[np.count_nonzero(now.rank == 0) :]
    size, count = len(given.segments), len(rows)
    ranks, wins, top = np.full((size, size), np.nan), np.full((size, size), np.nan), np.full(size, np.nan)
    if count:
        random = np.random.default_rng(seed)
        totals = _totals(given.scores[rows], np.asarray(rules.weights), random, draws, concentration)
        place = _places(totals - np.arange(count) * TIE)  # equal totals fall as in the ranking
        met = np.bincount((place + np.arange(count)[:, None] * count).ravel(), minlength=count**2)
        ranks[rows] = 0.0
        ranks[np.ix_(rows, np.arange(count))] = met.reshape(count, count) / draws
        top[rows] = (place < TOP).mean(axis=1)
        wins[np.ix_(rows, rows)] = [np.count_nonzero(each < place, axis=1) / draws for each in place]
    return Robustness(draws, ranks, top, wins)


def _places(totals: Reals) -> npt.NDArray[np.int16]:
    """Segment x draw: 0 for the highest total of the draw."""
    order = np.argsort(-totals, axis=1)
    place = np.empty(totals.T.shape, dtype=np.int16)
    place[order.T, np.arange(len(totals))] = np.arange(totals.shape[1], dtype=np.int16)[:, None]
    return place


def _totals(scores: Reals, weights: Reals, random: np.random.Generator, draws: int, concentration: float) -> Reals:
    """Draw x segment: the weighted mean of the drawn scores over the scored criteria."""
    drawn = random.dirichlet(np.maximum(concentration * weights / weights.sum(), 1e-9), size=draws)
    values, count = _possible(scores)
    start = np.arange(count.size).reshape(count.shape) * values.shape[-1]
    total = np.empty((draws, len(scores)))
    for first in range(0, draws, BLOCK):
        part = drawn[first : first + BLOCK, :, None]
        turn = random.integers(0, 1 << BITS, size=(len(part), *count.shape), dtype=np.uint16) * count
        turn >>= BITS
        turn += start
        total[first : first + BLOCK] = (values.take(turn) @ part)[:, :, 0]
    total /= drawn @ (count > 0).T
    return total


def _possible(scores: Reals) -> tuple[Reals, Ints]:
    """What each score may be in a version, all equally likely: segment x criterion x value, and how many there are.

    One person: the score itself, or a point more or less. Several: the score of each who gave one. Without any: 0.
    """
    if scores.shape[1] == 1:
        moves = np.array([1.0, -1.0, *[0.0] * (MOVED - 2)])
        scores = np.clip(scores + moves[:, None], 0.0, HIGHEST)
    listed = np.moveaxis(np.sort(scores, axis=1), 1, 2)  # the unknown ones last
    return np.nan_to_num(listed), np.count_nonzero(~np.isnan(listed), axis=2)


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
