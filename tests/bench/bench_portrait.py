"""Portrait, look-alikes and clusters of 50,000 customers with 20 attributes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segcore import cluster_process
from segcore.lookalike import resemblance
from segcore.portrait import portrait
from tests.bench import measure

CUSTOMERS, TEXTS, FIGURES = 50_000, 16, 4


def tables() -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Attributes, features and revenue, largest first."""
    random = np.random.default_rng(20260101)
    texts = {
        f"text {place}": random.choice([f"value {number}" for number in range(3 + 2 * place)], CUSTOMERS)
        for place in range(TEXTS)
    }
    figures = {f"figure {place}": random.lognormal(0, 1, CUSTOMERS) for place in range(FIGURES)}
    features = {
        "recency": random.exponential(60, CUSTOMERS).round(),
        "documents": random.poisson(5, CUSTOMERS) + 1.0,
        "document_amount": random.lognormal(6, 1, CUSTOMERS),
        "activity": random.beta(2, 3, CUSTOMERS),
    }
    revenue = np.sort(random.pareto(1.2, CUSTOMERS) * 1e5)[::-1].copy()
    return pd.DataFrame({**texts, **figures}), pd.DataFrame(features), revenue


def run() -> None:
    """Print the seconds of each."""
    attributes, features, revenue = tables()
    target = np.arange(CUSTOMERS) < CUSTOMERS // 12
    works = {
        "portrait, aim 1 s": lambda: portrait(attributes, target, revenue),
        "look-alikes": lambda: resemblance(attributes[[f"text {place}" for place in range(TEXTS)]], target),
        "clusters in a child, aim 15 s": lambda: cluster_process.suggested(features, revenue, lambda _: None),
        "six groups of one's own": lambda: cluster_process.judged(features, revenue, 6, lambda _: None),
    }
    for name, work in works.items():
        cost = measure.cost(work)
        print(f"{name}: {cost.wall:.1f} s on the clock, {cost.cpu:.1f} s of the processors", flush=True)
