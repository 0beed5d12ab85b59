"""A group in words: the rule that picks it on raw figures, what sets it apart, and a name (METHOD 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.rules import All, Any, Between, Rule, holds

Ints: TypeAlias = npt.NDArray[np.int64]

DEPTH, LEAF_SHARE, SEED = 3, 0.05, 20260101
FAITHFUL = 0.85
FIELDS = {
    "recency": "recency_days",
    "documents": "documents",
    "document_amount": "average_document",
    "activity": "activity_share",
}
NAMED = 2


@dataclass(frozen=True)
class Explained:
    """One group. rule: on the fields of segments.table. fidelity: share of the rows for which rule and group agree.
    ratios: per feature, its median over the median of all (NaN where that is 0). name: the two features that stand
    out most, each with `high` or `low`.
    """

    rule: Rule
    fidelity: float
    ratios: tuple[tuple[str, float], ...]
    name: tuple[tuple[str, str], ...]

    @property
    def approximate(self) -> bool:
        """The rule does not give back quite the same customers."""
        return self.fidelity < FAITHFUL


def explain(raw: pd.DataFrame, labels: Ints) -> tuple[Explained, ...]:
    """One explanation per group, in the order of the labels. raw: clusters.features, parallel to labels."""
    from sklearn.tree import DecisionTreeClassifier

    model = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=LEAF_SHARE, random_state=SEED)
    model.fit(raw.to_numpy(dtype=np.float64), labels)
    paths = _paths(model.tree_, raw)
    table = raw.rename(columns=FIELDS)
    found = []
    for group in range(int(labels.max()) + 1):
        rules = tuple(rule for label, rule in paths if label == group)
        rule: Rule = rules[0] if len(rules) == 1 else Any(rules)
        agreed = float((holds(rule, table) == (labels == group)).mean())
        found.append(Explained(rule, agreed, _ratios(raw, labels == group), _name(raw, labels == group)))
    return tuple(found)


def _paths(tree: object, raw: pd.DataFrame) -> list[tuple[int, Rule]]:
    """Every branch with a single group: the group, and the limits on the way, at most two per feature."""
    names, found = list(raw.columns), list[tuple[int, Rule]]()

    def walk(node: int, limits: dict[str, tuple[float | None, float | None]]) -> None:
        met = _labels(tree, node)
        if len(met) == 1:
            found.append((met.pop(), _rule(limits)))
            return
        left, right = tree.children_left[node], tree.children_right[node]  # type: ignore[attr-defined]
        name = names[tree.feature[node]]  # type: ignore[attr-defined]
        below, above = _sides(raw[name].to_numpy(dtype=np.float64), float(tree.threshold[node]))  # type: ignore[attr-defined]
        low, high = limits.get(name, (None, None))
        walk(left, {**limits, name: (low, below)})
        walk(right, {**limits, name: (above, high)})

    walk(0, {})
    return found


def _labels(tree: object, node: int) -> set[int]:
    """The groups of all leaves below."""
    left, right = tree.children_left[node], tree.children_right[node]  # type: ignore[attr-defined]
    if left == right:
        return {int(tree.value[node][0].argmax())}  # type: ignore[attr-defined]
    return _labels(tree, left) | _labels(tree, right)


def _sides(values: npt.NDArray[np.float64], cut: float) -> tuple[float, float]:
    """The highest figure on the left of a border near the cut and the lowest on its right, as round as can be."""
    below, above = float(values[values <= cut].max()), float(values[values > cut].min())
    if (values == np.rint(values)).all():
        return float(np.floor(cut)), float(np.floor(cut)) + 1
    for digits in range(1, 16):
        found = float(f"{(below + above) / 2:.{digits}g}")
        if below <= found < above:
            return found, float(np.nextafter(found, np.inf))
    return below, float(np.nextafter(below, np.inf))


def _rule(limits: dict[str, tuple[float | None, float | None]]) -> Rule:
    parts = tuple(Between(FIELDS[name], low, high) for name, (low, high) in sorted(limits.items()))
    return parts[0] if len(parts) == 1 else All(parts)


def _ratios(raw: pd.DataFrame, rows: npt.NDArray[np.bool_]) -> tuple[tuple[str, float], ...]:
    whole, part = raw.median(), raw[rows].median()
    return tuple((str(name), float(part[name] / whole[name]) if whole[name] else float("nan")) for name in raw.columns)


def _name(raw: pd.DataFrame, rows: npt.NDArray[np.bool_]) -> tuple[tuple[str, str], ...]:
    """The features whose median lies farthest from that of all, in quartile distances."""
    spread = raw.quantile(0.75) - raw.quantile(0.25)
    away = (raw[rows].median() - raw.median()) / spread.where(spread > 0, 1.0)
    order = sorted(raw.columns, key=lambda name: (-abs(away[name]), list(raw.columns).index(name)))
    return tuple((str(name), "high" if away[name] > 0 else "low") for name in order[:NAMED] if away[name])
