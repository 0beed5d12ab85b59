"""The groups of the open ledger: computed once in a child process, with their progress shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from pages.ui import cached, session
from pages.ui.frame import Open
from segcore import cluster_process, clusters
from segcore.cluster_rules import Explained, explain
from segcore.clusters import Clustering, Suggestion, accepted

MOST_KEPT = 12
T = TypeVar("T")


@dataclass(frozen=True)
class Grouped:
    """k groups of the ledger's customers. raw: features, a row per compared customer, index as `customers`; best: the
    suggested k; explained: per group, in the order of the labels.
    """

    raw: Any
    best: int
    clustering: Clustering
    explained: tuple[Explained, ...]

    @property
    def verdict(self) -> str:
        return "groups" if accepted(self.clustering, len(self.raw)) else "no_groups"


def compared(page: Open) -> Any:
    """The features that differ, of the customers that can be compared."""
    return clusters.comparable(clusters.features(page.analysis.customers))


def suggestion(page: Open, raw: Any) -> Suggestion:
    """The best k and its verdict."""
    revenue = _revenue(page, raw)
    return _once(page, "best", lambda tell: cluster_process.suggested(raw, revenue, tell))


def grouped(page: Open, raw: Any, found: Suggestion, k: int) -> Grouped:
    """k groups with their verdict, rules and names."""
    revenue, best = _revenue(page, raw), found.clustering
    if best is None or best.k != k:
        best = _once(page, str(k), lambda tell: cluster_process.judged(raw, revenue, k, tell))
    rules = _once(page, f"rules {k}", lambda _: explain(raw, best.labels))
    return Grouped(raw, found.best, best, rules)


def _revenue(page: Open, raw: Any) -> Any:
    return page.analysis.customers["revenue"].loc[raw.index].to_numpy()


def _once(page: Open, what: str, compute: Callable[[Callable[[float], None]], T]) -> T:
    kept = cached.grouped()
    key = session.short_digest(f"{page.analysis.ledger_digest} {sorted(page.session.settings.flat().items())}") + what
    if key not in kept:
        text = page.words("Groups are looked for and tested against ledgers without any: some seconds.")
        bar = st.progress(0.0, text)
        found = compute(lambda done: bar.progress(min(max(done, 0.0), 1.0), text) and None)
        bar.empty()
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = found
    result: T = kept[key]
    return result
