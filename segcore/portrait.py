"""What unites the best customers and what distinguishes them (METHOD 7): attribute values, their pairs, their money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import false_discovery_control

from segcore.bands import band_codes, bands, cuts, is_figures
from segcore.exact_test import fisher
from segcore.rules import All, Between, Is, Rule
from segcore.settings import EPS

Flags: TypeAlias = npt.NDArray[np.bool_]
Ints: TypeAlias = npt.NDArray[np.int64]
Reals: TypeAlias = npt.NDArray[np.float64]

UNITES, LEAST_TARGET, LEAST_LIFT, MOST_Q = 0.6, 3, 1.2, 0.10
MOST_UNKNOWN, FEW, SMALL_SAMPLE = 0.4, 50, 30
MOST_PAIRS, PAIR_SHARE = 5, 0.02


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
        return self.share >= UNITES - EPS

    @property
    def distinguishes(self) -> bool:
        """The target has it more often than chance would give."""
        return self.target >= LEAST_TARGET and self.lift >= LEAST_LIFT - EPS and self.q <= MOST_Q + EPS

    @property
    def tells(self) -> bool:
        """Worth saying of the target."""
        return self.unites or self.distinguishes


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


def rule(finding: Finding, edges: Mapping[str, Sequence[float]]) -> Rule:
    """The finding as a rule of a segment; edges: of the attributes that are figures."""
    parts: list[Rule] = []
    for name, value in zip(finding.attributes, finding.values, strict=True):
        parts.append(Between(name, *bands(edges[name])[value]) if name in edges else Is(name, (value,)))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def portrait(
    attributes: pd.DataFrame, target: Flags, revenue: Reals, edges: Mapping[str, Sequence[float]] | None = None
) -> Portrait:
    """What unites and what distinguishes the target among all rows.

    attributes: one row per customer, texts or figures (figures become bands), "" or missing is unknown. revenue: minor
    units, for the money-weighted view. edges: where bands begin, by attribute; quartiles where they are not given.
    """
    coded = [_coded(str(name), attributes[name], edges or {}) for name in attributes.columns]
    size = len(target)
    unknown = {each.name: float(1 - each.known.mean()) if size else 1.0 for each in coded}
    used = [each for each in coded if unknown[each.name] <= MOST_UNKNOWN]
    least = 3 if size < FEW else 5
    found = [finding for each in used for finding in _singles(each, target, revenue, least)]
    findings = _corrected(found)
    best = {(each.attributes[0], each.values[0]): each for each in findings}
    enough = max(least, PAIR_SHARE * size)
    frequent = [_frequent(each, enough) for each in used]
    tested = [
        finding for one, two in combinations(frequent, 2) for finding in _pairs(one, two, target, revenue, enough)
    ]
    kept = [each for each in _corrected(tested) if _says_more(each, best)]
    greyed = tuple(each.name for each in coded if each not in used)
    return Portrait(findings, tuple(kept[:MOST_PAIRS]), unknown, greyed, int(target.sum()), size)


def _coded(name: str, column: pd.Series, edges: Mapping[str, Sequence[float]]) -> _Coded:
    if is_figures(column):
        return _banded(name, column, edges.get(name) or cuts(column))
    codes, met = pd.factorize(column.astype(object), use_na_sentinel=True)
    bare = [str(text).strip() for text in met]
    texts = sorted({text for text in bare if text})
    place = {text: number for number, text in enumerate(texts)}
    known = np.array([*(place.get(text, -1) for text in bare), -1], dtype=np.int64)
    return _Coded(name, known[codes], texts)


def _banded(name: str, figures: pd.Series, edges: Sequence[float]) -> _Coded:
    return _Coded(name, band_codes(figures, edges), list(bands(edges)))


def _frequent(each: _Coded, least: float) -> _Coded:
    """Only the values that enough customers have, and one text without a name for the rest."""
    kept = np.bincount(each.codes[each.known], minlength=len(each.texts)) >= least
    moved = np.append(np.where(kept, np.cumsum(kept) - 1, kept.sum()), -1)
    return _Coded(each.name, moved[each.codes], [*(text for text, keep in zip(each.texts, kept, strict=True) if keep)])


def _singles(each: _Coded, target: Flags, revenue: Reals, least: float) -> list[Finding]:
    labels = [((each.name,), (text,)) for text in each.texts]
    return _counted(each.codes, each.known, labels, target, revenue, least)


def _pairs(one: _Coded, two: _Coded, target: Flags, revenue: Reals, least: float) -> list[Finding]:
    """All combinations of two attributes that enough customers have. one, two: of `_frequent`."""
    known, size = one.known & two.known, len(two.texts)
    named = known & (one.codes < len(one.texts)) & (two.codes < size)
    codes = np.where(named, one.codes * max(1, size) + two.codes, -1)
    labels = [((one.name, two.name), (first, second)) for first in one.texts for second in two.texts]
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
    money, without = (_index(codes, known & rows, revenue, size) for rows in (known, _all_but_top(known, revenue)))
    return [
        Finding(
            attributes=labels[v][0], values=labels[v][1],
            target=int(a[v]), target_n=target_n, others=int(n_v[v] - a[v]), others_n=n - target_n,
            share=float(a[v] / target_n), base=float(n_v[v] / n), lift=float(a[v] / target_n / (n_v[v] / n)),
            p=float("nan"), q=float("nan"),
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
    """With p, and q (Benjamini-Hochberg over all of them), by weighted relative accuracy."""
    if not found:
        return ()
    counts = np.array([(each.target, each.others, each.target_n, each.others_n) for each in found], dtype=np.float64)
    p = fisher(*counts.T)
    q = false_discovery_control(p, method="bh")
    pairs = zip(found, p.tolist(), q.tolist(), strict=True)
    told = [replace(each, p=one, q=corrected) for each, one, corrected in pairs]
    return tuple(sorted(told, key=lambda each: (-each.weighted, each.attributes, each.values)))


def _says_more(pair: Finding, singles: Mapping[tuple[str, str], Finding]) -> bool:
    """Whether the pair beats both its values: 1.2 times as many of the target, and no less weighted accuracy."""
    parts = [single for key in zip(pair.attributes, pair.values, strict=True) if (single := singles.get(key))]
    rate = pair.target / (pair.target + pair.others)
    best = max((each.target / (each.target + each.others) for each in parts), default=0.0)
    weighted = max((each.weighted for each in parts), default=0.0)
    return rate >= LEAST_LIFT * best - EPS and pair.weighted >= weighted - EPS and pair.q <= MOST_Q + EPS
