"""Groups the customers may fall into by themselves: k-means with an honest verdict (METHOD 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import norm, rankdata

Ints: TypeAlias = npt.NDArray[np.int64]
Reals: TypeAlias = npt.NDArray[np.float64]
Verdict = Literal["groups", "no_groups", "too_few"]
Progress: TypeAlias = Callable[[float], None]

FEATURES = ("recency", "documents", "document_amount", "activity")
SAMPLE, SEED, STARTS, QUICK_STARTS = 2000, 20260101, 20, 5
BOOTSTRAPS, NULLS, NULLS_BEATEN = 100, 99, 95
STABLE, HIGHLY_STABLE, PATTERN = 0.75, 0.85, 0.60
NEAR, LARGEST_K, PER_GROUP, LEAST = 0.02, 8, 15, 5
FEWEST, FEWEST_FEATURES = 50, 3
LEAST_SHARE, CLIP, IQR_SD, LOST_DAYS = 0.03, 3.0, 1.349, 730


@dataclass(frozen=True)
class Clustering:
    """k groups. labels: per row of the features, 0 the richest by median revenue. silhouette: mean, on the sample.

    jaccard: per group, mean best overlap with the groups of resampled data. beaten: of the 99 look-alike data sets
    without groups, those with a lower silhouette; drawn: how many were drawn until it was clear (99 at most).
    smallest: rows of the smallest group.
    """

    k: int
    labels: Ints
    centres: Reals
    silhouette: float
    jaccard: tuple[float, ...]
    beaten: int
    smallest: int
    drawn: int = NULLS


@dataclass(frozen=True)
class Suggestion:
    """The verdict. silhouettes: by k. best: the k that is judged. clustering: None where there are too few rows."""

    verdict: Verdict
    silhouettes: tuple[tuple[int, float], ...]
    best: int
    clustering: Clustering | None


def features(customers: pd.DataFrame) -> pd.DataFrame:
    """Raw features of the customers that can be grouped, one row each, the index of `customers`.

    customers: Analysis.customers. Left out: class N, customers without a document, silent for more than 24 months.
    """
    recency = customers["recency_days"].to_numpy(dtype=np.float64)
    documents = customers["documents"].to_numpy(dtype=np.float64)
    average = customers["average_document"].to_numpy(dtype=np.float64) / 100
    activity = customers["activity_share"].to_numpy(dtype=np.float64)
    columns = dict(zip(FEATURES, (recency, documents, average, activity), strict=True))
    usable = (customers["abc"].astype("str") != "N").to_numpy() & (documents > 0) & ~(recency > LOST_DAYS)
    table = pd.DataFrame(columns, index=customers.index)[usable]
    found: pd.DataFrame = table[np.isfinite(table.to_numpy()).all(axis=1)]
    return found


def comparable(raw: pd.DataFrame) -> pd.DataFrame:
    """The features that differ between customers."""
    found: pd.DataFrame = raw[[name for name in raw.columns if raw[name].nunique() > 1]]
    return found


def enough(raw: pd.DataFrame) -> bool:
    """At least 50 customers and three features that differ: fewer cannot be grouped."""
    return len(raw) >= FEWEST and len(raw.columns) >= FEWEST_FEATURES


def scaled(raw: pd.DataFrame) -> Reals:
    """Logarithms of days, documents and amounts, then robust scaling: (x - median) / (IQR / 1.349), within 3."""
    values = raw.to_numpy(dtype=np.float64).copy()
    for place, name in enumerate(raw.columns):
        if name in ("recency", "documents", "document_amount"):
            values[:, place] = np.log1p(np.maximum(values[:, place], 0.0))
    low, middle, high = np.percentile(values, [25, 50, 75], axis=0)
    spread = (high - low) / IQR_SD
    spread = np.where(spread > 0, spread, values.std(axis=0))
    found: Reals = np.clip((values - middle) / np.where(spread > 0, spread, 1.0), -CLIP, CLIP)
    return found


def suggest(raw: pd.DataFrame, revenue: Reals, *, seed: int = SEED, progress: Progress | None = None) -> Suggestion:
    """The best number of groups and whether they are groups at all.

    raw: features; revenue: parallel, for the order of the labels. progress: called with 0 to 1.
    """
    with _one_thread():
        return _suggested(raw, revenue, seed, progress)


def _suggested(raw: pd.DataFrame, revenue: Reals, seed: int, progress: Progress | None) -> Suggestion:
    data = scaled(raw)
    most = min(LARGEST_K, len(data) // PER_GROUP)
    if most < 2:
        return Suggestion("too_few", (), 0, None)
    sample = data[_sampled(len(data), seed)]
    found = {}
    for k in range(2, most + 1):
        found[k] = silhouette(sample, _fit(sample, k, seed, STARTS)[0])
        if progress:
            progress(0.3 * (k - 1) / (most - 1))
    top = max(found.values())
    best = min(k for k, value in found.items() if value >= top - NEAR)
    chosen = _judged(raw, revenue, best, seed, progress and (lambda done: progress(0.3 + 0.7 * done)))
    verdict: Verdict = "groups" if accepted(chosen, len(data)) else "no_groups"
    return Suggestion(verdict, tuple(found.items()), best, chosen)


def accepted(found: Clustering, rows: int) -> bool:
    """Groups: they beat the look-alikes, come back when resampled, and none is tiny."""
    return (
        found.beaten >= NULLS_BEATEN
        and min(found.jaccard) >= STABLE
        and found.smallest >= max(LEAST, LEAST_SHARE * rows)
    )


def judge(
    raw: pd.DataFrame, revenue: Reals, k: int, *, seed: int = SEED, progress: Progress | None = None
) -> Clustering:
    """k groups of all rows, with everything the verdict stands on."""
    with _one_thread():
        return _judged(raw, revenue, k, seed, progress)


def _judged(raw: pd.DataFrame, revenue: Reals, k: int, seed: int, progress: Progress | None) -> Clustering:
    data = scaled(raw)
    labels, centres = _fit(data, k, seed, STARTS, _sampled(len(data), seed))
    order = np.argsort([-float(np.median(revenue[labels == each])) for each in range(k)], kind="stable")
    rank = np.empty(k, dtype=np.int64)
    rank[order] = np.arange(k)
    labels, centres = rank[labels], centres[order]
    chosen = _sampled(len(data), seed)
    sample, known = data[chosen], labels[chosen]
    tell = progress or (lambda _: None)
    jaccard = _stability(sample, known, k, seed, lambda done: tell(0.5 * done))
    own = silhouette(sample, known)
    beaten, drawn = _beaten(sample, k, own, seed, lambda done: tell(0.5 + 0.5 * done))
    size = np.bincount(labels, minlength=k)
    return Clustering(k, labels, centres, own, jaccard, beaten, int(size.min()), drawn)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Small data is grouped fastest by one thread, and the other processor stays free."""
    import sklearn.cluster  # noqa: F401  its libraries must be loaded to be limited
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        yield


def _sampled(rows: int, seed: int) -> Ints:
    if rows <= SAMPLE:
        return np.arange(rows)
    return np.sort(np.random.default_rng(seed).choice(rows, SAMPLE, replace=False))


def _fit(data: Reals, k: int, seed: int, starts: int, sample: Ints | None = None) -> tuple[Ints, Reals]:
    """Labels and centres. sample: where the best start is looked for; then one pass over everything."""
    from sklearn.cluster import KMeans

    whole = sample is None or len(sample) == len(data)
    model = KMeans(k, n_init=starts, random_state=seed).fit(data if whole else data[sample])
    if not whole:
        model = KMeans(k, init=model.cluster_centers_, n_init=1, random_state=seed).fit(data)
    return model.labels_.astype(np.int64), model.cluster_centers_


def silhouette(data: Reals, labels: Ints) -> float:
    """Mean silhouette of the rows; -1 with a single group."""
    from sklearn.metrics import silhouette_score

    return float(silhouette_score(data, labels)) if len(np.unique(labels)) > 1 else -1.0


def _stability(data: Reals, labels: Ints, k: int, seed: int, tell: Progress) -> tuple[float, ...]:
    """Per group, the mean over resamplings of its best Jaccard overlap; rows drawn twice count once."""
    random = np.random.default_rng(seed)
    total = np.zeros(k)
    for turn in range(BOOTSTRAPS):
        rows = np.unique(random.integers(0, len(data), len(data)))
        again, _ = _fit(data[rows], k, seed + turn, QUICK_STARTS)
        both = np.zeros((k, k))
        np.add.at(both, (labels[rows], again), 1)
        either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
        total += (both / np.maximum(either, 1)).max(axis=1)
        tell((turn + 1) / BOOTSTRAPS)
    return tuple((total / BOOTSTRAPS).tolist())


def _beaten(data: Reals, k: int, own: float, seed: int, tell: Progress) -> tuple[int, int]:
    """How many of 99 data sets with the same marginals and rank correlations, but without groups, are less grouped.

    Stops where too few can be; the second figure is how many were drawn.
    """
    random = np.random.default_rng(seed)
    normal = norm.ppf(rankdata(data, axis=0) / (len(data) + 1))
    spread = np.cov(normal, rowvar=False) + 1e-9 * np.eye(data.shape[1])
    ordered = np.sort(data, axis=0)
    beaten = 0
    for turn in range(NULLS):
        drawn = random.multivariate_normal(np.zeros(data.shape[1]), spread, size=len(data), method="cholesky")
        place = drawn.argsort(axis=0).argsort(axis=0)
        fake = np.take_along_axis(ordered, place, axis=0)
        beaten += silhouette(fake, _fit(fake, k, seed + turn, QUICK_STARTS)[0]) < own
        tell((turn + 1) / NULLS)
        if turn + 1 - beaten > NULLS - NULLS_BEATEN:
            return beaten, turn + 1
    return beaten, NULLS
