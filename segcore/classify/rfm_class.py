"""RFM: who is alive (METHOD 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from segcore.customer_days import Ints, Reals, run_starts
from segcore.settings import EPS, RfmSettings

SEGMENTS = (
    "champions", "loyal", "potential_loyalist", "recent", "promising", "need_attention", "about_to_sleep", "at_risk",
    "cant_lose", "hibernating",
)  # fmt: skip
MAP = {
    5: ("recent", "potential_loyalist", "potential_loyalist", "champions", "champions"),
    4: ("promising", "potential_loyalist", "potential_loyalist", "loyal", "loyal"),
    3: ("about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"),
    2: ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"),
    1: ("hibernating", "hibernating", "at_risk", "at_risk", "cant_lose"),
}
MONEY_STEPS = (1.0, 3.0, 10.0, 30.0)
MIN_SCORED = 25
MIN_DISTINCT = 5
TABLE = np.array([[SEGMENTS.index(name) for name in MAP[r]] for r in range(1, 6)], dtype=np.int8)


@dataclass(frozen=True)
class RfmEdges:
    """Where the scores change, one edge per score above 1 (2, 3, 4, 5); NaN where nobody has that score or better.

    r: most days that still give the score; f: least count; m: least money in minor units. scoring: the rule used.
    """

    scoring: str
    r: tuple[float, ...]
    f: tuple[float, ...]
    m: tuple[float, ...]


@dataclass(frozen=True)
class Rfm:
    """Scores 1 (worst) .. bins of the scored customers, fm and the segment index (-1: not five bins)."""

    r: Ints
    f: Ints
    m: Ints
    fm: Ints
    segment: np.ndarray[tuple[int], np.dtype[np.int8]]
    edges: RfmEdges


def share_worse(goodness: Reals, bins: int) -> Ints:
    """1 + floor(bins x share of customers strictly worse): equal values get equal scores."""
    order = np.argsort(goodness)
    worse = run_starts(goodness[order])
    points = (1 + np.floor(bins * worse / max(1, len(goodness)) + EPS)).astype(np.int64)
    scores = np.empty(len(goodness), dtype=np.int64)
    scores[order] = np.repeat(points, np.diff(worse, append=len(goodness)))
    return scores


def quantile(value: Reals, bins: int) -> Ints:
    """Type-7 cuts on the raw value, right-closed; equal cuts leave scores unused."""
    cuts = np.quantile(value, np.arange(1, bins) / bins)
    return 1 + np.searchsorted(cuts, value, side="left")


def ntile(goodness: Reals, bins: int) -> Ints:
    """SQL NTILE over customers ordered worst to best, ties by customer key; the larger groups come first."""
    order = np.argsort(goodness, kind="stable")
    size, rest = divmod(len(goodness), bins)
    sizes = np.full(bins, size) + (np.arange(bins) < rest)
    scores = np.empty(len(goodness), dtype=np.int64)
    scores[order] = np.repeat(np.arange(1, bins + 1), sizes)
    return scores


def fixed(value: Reals, edges: tuple[float, ...]) -> Ints:
    """One point, and one more for each of the four edges the value reaches, whatever rfm.bins says."""
    return 1 + np.searchsorted(np.array(edges), value + EPS, side="right")


def fixed_recency(days: Reals, edges: tuple[float, ...]) -> Ints:
    """Five points up to the first edge (inclusive), one less beyond each."""
    return 5 - np.searchsorted(np.array(edges), days - EPS, side="left")


def money_edges(settings: RfmSettings, document_median: float) -> tuple[float, ...]:
    """The fixed edges of M in minor units."""
    if settings.edges_m is not None:
        return tuple(100 * edge for edge in settings.edges_m)
    return tuple(document_median * step for step in MONEY_STEPS)


def recency_scores(recency: Reals, scoring: str, settings: RfmSettings) -> Ints:
    """R of customers given in key order; the fewest days get the most points."""
    bins = int(settings.bins)
    if scoring == "fixed":
        return fixed_recency(recency, settings.edges_r)
    if scoring == "quantile":
        return bins + 1 - quantile(recency, bins)
    return ntile(-recency, bins) if scoring == "ntile" else share_worse(-recency, bins)


def score(
    recency: Reals, frequency: Reals, monetary: Reals, scoring: str, settings: RfmSettings, document_median: float
) -> Rfm:
    """Score customers given in key order: days since the last purchase, how often, how much (minor units)."""
    bins = int(settings.bins)
    r = recency_scores(recency, scoring, settings)
    if scoring == "fixed":
        f = fixed(frequency, settings.edges_f)
        m = fixed(monetary, money_edges(settings, document_median))
    elif scoring == "quantile":
        f, m = quantile(frequency, bins), quantile(monetary, bins)
    else:
        rule = ntile if scoring == "ntile" else share_worse
        f, m = rule(frequency, bins), rule(monetary, bins)
    fm = f if settings.fm == "frequency" else (f + m + 1) // 2
    segment = TABLE[r - 1, fm - 1] if bins == 5 else np.full(len(r), -1, dtype=np.int8)
    return Rfm(
        r, f, m, fm, segment, _edges(scoring, (recency, frequency, monetary), (r, f, m), settings, document_median)
    )


def _edges(
    scoring: str,
    values: tuple[Reals, Reals, Reals],
    scores: tuple[Ints, Ints, Ints],
    settings: RfmSettings,
    document_median: float,
) -> RfmEdges:
    bins = int(settings.bins)
    if scoring == "fixed":
        return RfmEdges(scoring, settings.edges_r[::-1], settings.edges_f, money_edges(settings, document_median))
    found = []
    for value, points, end in zip(values, scores, (np.max, np.min, np.min), strict=True):
        reached = [value[points >= point] for point in range(2, bins + 1)]
        found.append(tuple(float(end(some)) if len(some) else float("nan") for some in reached))
    return RfmEdges(scoring, found[0], found[1], found[2])


def too_few(values: tuple[Reals, Reals, Reals]) -> bool:
    """METHOD 4: fewer than 25 scored customers, or fewer than five distinct values of R, F or M."""
    return len(values[0]) < MIN_SCORED or fewest_distinct(values) < MIN_DISTINCT


def fewest_distinct(values: tuple[Reals, Reals, Reals]) -> int:
    """The number of distinct values of the poorest of R, F and M."""
    return min(len(np.unique(value)) for value in values)
