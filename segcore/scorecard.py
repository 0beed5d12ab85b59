"""The scorecard of segments: nine criteria, 0 to 3, 3 is always better; totals, the gate on Value, ranks, the top 3
(METHOD 8).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Reason = Literal["", "few_scores", "no_value", "value_gate"]

CRITERIA = (
    "growth", "condition", "competition", "value", "buying_time", "risk", "purchase_size", "reach", "segment_size",
)  # fmt: skip
REVERSED = ("competition", "buying_time", "risk")
VALUE, BUYING_TIME, PURCHASE_SIZE = (CRITERIA.index(name) for name in ("value", "buying_time", "purchase_size"))
HIGHEST, NEEDED, TOP = 3.0, 7, 3
DISAGREEMENT = 2.0


@dataclass(frozen=True)
class ScoreRules:
    """weights: by criterion, as CRITERIA; gate: the least Value of an eligible segment, None lifts it. used: how the
    scores of several people become one.
    """

    weights: tuple[float, ...] = (1.0,) * len(CRITERIA)
    gate: float | None = 2.0
    used: Literal["mean", "median"] = "mean"


@dataclass(frozen=True)
class Sheet:
    """Scores as they were given. scores: segment x person x criterion, NaN where there is none."""

    segments: tuple[str, ...]
    persons: tuple[str, ...]
    scores: Reals


@dataclass(frozen=True)
class Ranking:
    """One row per segment, in the order of the sheet.

    used: segment x criterion (NaN missing). total, lowest, highest: 0 to 27, NaN without a score; lowest and highest:
    with the missing scores at 0 and at 3. rank: 1.., 0 for those that are not eligible. tied: shares its total with
    the one before or behind it. spread: segment x criterion, greatest less least score of the people.
    """

    segments: tuple[str, ...]
    used: Reals
    total: Reals
    lowest: Reals
    highest: Reals
    eligible: Flags
    reason: tuple[Reason, ...]
    rank: Ints
    tied: Flags
    spread: Reals

    @property
    def proposed(self) -> Flags:
        """The first three."""
        found: Flags = (self.rank > 0) & (self.rank <= TOP)
        return found

    @property
    def percent(self) -> Reals:
        """Share of the highest possible total, 0 to 1."""
        found: Reals = self.total / (HIGHEST * len(CRITERIA))
        return found

    @property
    def disagreement(self) -> Reals:
        """The widest spread of each segment."""
        found: Reals = self.spread.max(axis=1, initial=0.0)
        return found


def sheet(rows: Sequence[tuple[str, str, Mapping[str, float | None]]]) -> Sheet:
    """A sheet of (segment, person, score by criterion) rows, in the order in which they first appear.

    A later score of one person for one segment and criterion replaces the earlier one.
    """
    segments = list(dict.fromkeys(segment for segment, _, _ in rows))
    persons = list(dict.fromkeys(person for _, person, _ in rows))
    scores = np.full((len(segments), len(persons), len(CRITERIA)), np.nan)
    for segment, person, given in rows:
        for name, score in given.items():
            if score is not None:
                scores[segments.index(segment), persons.index(person), CRITERIA.index(name)] = score
    return Sheet(tuple(segments), tuple(persons), scores)


def ranking(given: Sheet, rules: ScoreRules = ScoreRules()) -> Ranking:
    """Totals, eligibility and ranks."""
    used = used_scores(given, rules)
    weights = np.asarray(rules.weights, dtype=np.float64)
    total = weighted(used, weights)
    eligible, reason = eligibility(used, rules)
    order = by_rank(used, total, given.segments, eligible)
    rank = np.zeros(len(used), dtype=np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    return Ranking(
        segments=given.segments,
        used=used,
        total=total,
        lowest=weighted(np.nan_to_num(used, nan=0.0), weights),
        highest=weighted(np.nan_to_num(used, nan=HIGHEST), weights),
        eligible=eligible,
        reason=reason,
        rank=rank,
        tied=_tied(total, order),
        spread=_spread(given.scores),
    )


def used_scores(given: Sheet, rules: ScoreRules) -> Reals:
    """One score per segment and criterion: the mean or median of the people who gave one, NaN where nobody did."""
    known = ~np.isnan(given.scores).all(axis=1)
    used = np.full(known.shape, np.nan)
    if not known.any():
        return used
    combine = np.nanmedian if rules.used == "median" else np.nanmean
    cells = np.moveaxis(given.scores, 1, 2)[known]
    used[known] = combine(cells, axis=1)
    return used


def weighted(used: Reals, weights: Reals) -> Reals:
    """Weighted mean over the scored criteria, times their number: 0 to 27."""
    known = ~np.isnan(used)
    heft = known @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Reals = np.where(heft > 0, np.nan_to_num(used) @ weights / heft * len(CRITERIA), np.nan)
    return found


def eligibility(used: Reals, rules: ScoreRules) -> tuple[Flags, tuple[Reason, ...]]:
    """Who can be proposed, and why the others cannot: Value unknown, Value below the gate, too few scores."""
    value = used[:, VALUE]
    scored = (~np.isnan(used)).sum(axis=1)
    reasons: list[Reason] = []
    for worth, count in zip(value, scored, strict=True):
        if np.isnan(worth):
            reasons.append("no_value")
        elif rules.gate is not None and worth < rules.gate:
            reasons.append("value_gate")
        else:
            reasons.append("few_scores" if count < NEEDED else "")
    return np.array([not reason for reason in reasons], dtype=np.bool_), tuple(reasons)


def by_rank(used: Reals, total: Reals, names: Sequence[str], eligible: Flags) -> Ints:
    """Positions of the eligible segments, best first; ties by Value, buying time, purchase size, name."""
    keys = np.nan_to_num(used, nan=-1.0)
    listed = sorted(np.flatnonzero(eligible).tolist(), key=lambda row: _key(keys[row], float(total[row]), names[row]))
    return np.array(listed, dtype=np.int64)


def _key(scores: Reals, total: float, name: str) -> tuple[float, float, float, float, str]:
    """What ranks are sorted by; scores: of one segment, -1 for the missing ones."""
    worth, soon, large = (-float(scores[place]) for place in (VALUE, BUYING_TIME, PURCHASE_SIZE))
    return -round(total, 9), worth, soon, large, name


def proposed_with(now: Ranking, rules: ScoreRules, row: int, versions: Reals) -> Flags:
    """Who would be proposed if one segment had other scores. versions: version x criterion. Version x segment."""
    total, (eligible, _) = weighted(versions, np.asarray(rules.weights)), eligibility(versions, rules)
    others = [place for place in np.argsort(now.rank).tolist() if now.rank[place] and place != row][:TOP]
    known = np.nan_to_num(now.used, nan=-1.0)
    ahead = [_key(known[place], float(now.total[place]), now.segments[place]) for place in others]
    found = np.zeros((len(versions), len(now.segments)), dtype=np.bool_)
    for number, scores in enumerate(np.nan_to_num(versions, nan=-1.0)):
        place = bisect(ahead, _key(scores, float(total[number]), now.segments[row])) if eligible[number] else TOP
        found[number, [*others[:place], row, *others[place:]][:TOP] if eligible[number] else others] = True
    return found


def _tied(total: Reals, order: Ints) -> Flags:
    tied = np.zeros(len(total), dtype=np.bool_)
    for first, second in pairwise(order):
        if abs(total[first] - total[second]) < 1e-9:
            tied[first] = tied[second] = True
    return tied


def _spread(scores: Reals) -> Reals:
    high = np.nan_to_num(scores, nan=-np.inf).max(axis=1, initial=-np.inf)
    low = np.nan_to_num(scores, nan=np.inf).min(axis=1, initial=np.inf)
    found: Reals = np.where(np.isfinite(high), high - low, 0.0)
    return found


def deciding(given: Sheet, rules: ScoreRules = ScoreRules()) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Segments whose missing scores decide who is among the first three, each with the missing criteria.

    The missing scores of one segment are set to 0 and to 3, those of all others stay missing.
    """
    now = ranking(given, rules)
    found = []
    for row, name in enumerate(given.segments):
        gaps = np.isnan(now.used[row])
        if not gaps.any():
            continue
        versions = np.where(gaps, [[0.0], [HIGHEST]], now.used[row])
        outcomes = {tuple(proposed) for proposed in proposed_with(now, rules, row, versions).tolist()}
        if len(outcomes | {tuple(now.proposed.tolist())}) > 1:
            found.append((name, tuple(CRITERIA[place] for place in np.flatnonzero(gaps))))
    return tuple(found)
