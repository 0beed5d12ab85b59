"""What unites the best customers and what distinguishes them (METHOD 7): attribute values, their pairs, their money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import false_discovery_control, hypergeom

Flags: TypeAlias = npt.NDArray[np.bool_]
Ints: TypeAlias = npt.NDArray[np.int64]
Reals: TypeAlias = npt.NDArray[np.float64]

UNITES, LEAST_TARGET, LEAST_LIFT, MOST_Q = 0.6, 3, 1.2, 0.10
MOST_UNKNOWN, FEW, SMALL_SAMPLE = 0.4, 50, 30
BINS, MOST_PAIRS, PAIR_SHARE = 4, 5, 0.02


@dataclass(frozen=True)
class Finding:
    """One value, or two of a pair, among the target customers and the others.

    attributes, values: one each, two for a pair. target, others: customers with the value; target_n, others_n: with
    any known value. share = target / target_n; base: of all; lift = share / base. p: one-sided Fisher; q: corrected
    over everything tested. weighted: weighted relative accuracy. money: revenue share over customer share, and
    money_without_top without the largest customer (NaN where nobody is left).
    """

    attributes: tuple[str, ...]
    values: tuple[str, ...]
    target: int
    target_n: int
    others: int
    others_n: int
    share: float
    base: float
    lift: float
    p: float
    q: float
    weighted: float
    money: float
    money_without_top: float

    @property
    def unites(self) -> bool:
        """Most of the target has it, whatever the others have."""
        return self.share >= UNITES

    @property
    def distinguishes(self) -> bool:
        """The target has it more often than chance would give."""
        return self.target >= LEAST_TARGET and self.lift >= LEAST_LIFT and self.q <= MOST_Q


@dataclass(frozen=True)
class Portrait:
    """findings: by weighted relative accuracy, best first. pairs: those that say more than their single values.

    unknown: share of the customers whose value is unknown, by attribute; greyed: attributes with too many of them,
    they are not tested. target_n: customers of the target.
    """

    findings: tuple[Finding, ...]
    pairs: tuple[Finding, ...]
    unknown: Mapping[str, float]
    greyed: tuple[str, ...]
    target_n: int
    n: int

    @property
    def hint(self) -> bool:
        """So few customers in the target that this is a hint, not a law."""
        return self.target_n < SMALL_SAMPLE


@dataclass(frozen=True)
class _Coded:
    name: str
    codes: Ints
    texts: list[str]

    @property
    def known(self) -> Flags:
        return self.codes >= 0


def binned(figures: pd.Series, edges: Sequence[float] | None = None) -> pd.Series:
    """Figures as bands of text: the user's edges, else quartiles; unknown stays unknown.

    A band holds its lower edge and not its upper one, the last one holds both.
    """
    values = pd.to_numeric(figures, errors="coerce")
    cuts = np.unique(edges if edges is not None else values.quantile(np.linspace(0, 1, BINS + 1)[1:-1]))
    names = [f"< {cuts[0]:g}", *(f"{a:g} – {b:g}" for a, b in pairwise(cuts)), f"≥ {cuts[-1]:g}"]
    place = np.searchsorted(cuts, values.to_numpy(dtype=np.float64), side="right")
    return pd.Series(np.where(values.isna(), "", np.array(names, dtype=object)[place]), index=figures.index)


def portrait(attributes: pd.DataFrame, target: Flags, revenue: Reals) -> Portrait:
    """What unites and what distinguishes the target among all rows.

    attributes: one row per customer, texts or figures (figures become quartile bands), "" or missing is unknown.
    revenue: minor units, for the money-weighted view.
    """
    coded = [_coded(str(name), attributes[name]) for name in attributes.columns]
    size = len(target)
    unknown = {each.name: float(1 - each.known.mean()) if size else 1.0 for each in coded}
    used = [each for each in coded if unknown[each.name] <= MOST_UNKNOWN]
    least = 3 if size < FEW else 5
    found = [finding for each in used for finding in _singles(each, target, revenue, least)]
    findings = _corrected(found)
    best = {(each.attributes[0], each.values[0]): each for each in findings}
    tested = [
        finding
        for one, two in combinations(used, 2)
        for finding in _pairs(one, two, target, revenue, max(least, PAIR_SHARE * size))
    ]
    kept = [each for each in _corrected(tested) if _says_more(each, best)]
    greyed = tuple(each.name for each in coded if each not in used)
    return Portrait(findings, tuple(kept[:MOST_PAIRS]), unknown, greyed, int(target.sum()), size)


def _coded(name: str, column: pd.Series) -> _Coded:
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        column = binned(column)
    bare = column.astype("str").str.strip()
    codes, texts = pd.factorize(bare.where(column.notna() & (bare != ""), None), sort=True)
    return _Coded(name, codes.astype(np.int64), [str(text) for text in texts])


def _singles(each: _Coded, target: Flags, revenue: Reals, least: float) -> list[Finding]:
    labels = [((each.name,), (text,)) for text in each.texts]
    return _counted(each.codes, each.known, labels, target, revenue, least)


def _pairs(one: _Coded, two: _Coded, target: Flags, revenue: Reals, least: float) -> list[Finding]:
    """All combinations of two attributes that enough customers have."""
    known = one.known & two.known
    both = np.where(known, one.codes * max(1, len(two.texts)) + two.codes, -1)
    codes, met = pd.factorize(np.where(known, both, np.int64(-1)), sort=True)
    if len(met) and met[0] == -1:
        codes, met = codes - 1, met[1:]
    frequent = np.bincount(codes[codes >= 0], minlength=len(met)) >= least
    moved = np.where(frequent, np.cumsum(frequent) - 1, -1)
    codes = np.where(codes >= 0, moved[codes] if len(moved) else -1, -1)
    size = max(1, len(two.texts))
    labels = [((one.name, two.name), (one.texts[key // size], two.texts[key % size])) for key in met[frequent].tolist()]
    return _counted(codes, known, labels, target, revenue, least)


def _counted(
    codes: Ints,
    known: Flags,
    labels: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    target: Flags,
    revenue: Reals,
    least: float,
) -> list[Finding]:
    inside = codes >= 0
    size = len(labels)
    n_v = np.bincount(codes[inside], minlength=size)
    a = np.bincount(codes[inside & target], minlength=size)
    n, target_n = int(known.sum()), int((known & target).sum())
    if not n or not target_n:
        return []
    p = np.asarray(hypergeom.sf(a - 1, n, n_v, target_n))
    money, without = (_index(codes, known & rows, revenue, size) for rows in (known, _all_but_top(known, revenue)))
    return [
        Finding(
            attributes=labels[v][0], values=labels[v][1],
            target=int(a[v]), target_n=target_n, others=int(n_v[v] - a[v]), others_n=n - target_n,
            share=float(a[v] / target_n), base=float(n_v[v] / n), lift=float(a[v] / target_n / (n_v[v] / n)),
            p=float(p[v]), q=float("nan"),
            weighted=float(n_v[v] / n * (a[v] / n_v[v] - target_n / n)),
            money=float(money[v]), money_without_top=float(without[v]),
        )
        for v in np.flatnonzero(n_v >= least).tolist()
    ]  # fmt: skip


def _all_but_top(known: Flags, revenue: Reals) -> Flags:
    rows = np.ones(len(known), dtype=np.bool_)
    if known.any():
        rows[int(np.argmax(np.where(known, revenue, -np.inf)))] = False
    return rows


def _index(codes: Ints, rows: Flags, revenue: Reals, size: int) -> Reals:
    """Share of the revenue over share of the customers."""
    inside = rows & (codes >= 0)
    money = np.bincount(codes[inside], weights=revenue[inside], minlength=size)
    count = np.bincount(codes[inside], minlength=size)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Reals = (money / revenue[rows].sum()) / (count / rows.sum())
    return found


def _corrected(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """With q (Benjamini-Hochberg over all of them), by weighted relative accuracy."""
    if not found:
        return ()
    q = false_discovery_control([each.p for each in found], method="bh")
    told = [replace(each, q=float(value)) for each, value in zip(found, q, strict=True)]
    return tuple(sorted(told, key=lambda each: (-each.weighted, each.attributes, each.values)))


def _says_more(pair: Finding, singles: Mapping[tuple[str, str], Finding]) -> bool:
    """Whether the pair beats both its values: 1.2 times as many of the target, and no less weighted accuracy."""
    parts = [single for key in zip(pair.attributes, pair.values, strict=True) if (single := singles.get(key))]
    rate = pair.target / (pair.target + pair.others)
    best = max((each.target / (each.target + each.others) for each in parts), default=0.0)
    weighted = max((each.weighted for each in parts), default=0.0)
    return rate >= LEAST_LIFT * best and pair.weighted >= weighted and pair.q <= MOST_Q
