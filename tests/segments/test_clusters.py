"""k-means and its verdict (METHOD 6): ledgers without groups are refused, planted groups are found."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from segcore.clusters import FEATURES, accepted, features, judge, scaled, silhouette, suggest

PLANTED = ((40, (400, 3, 200, 0.1)), (60, (60, 10, 3000, 0.4)), (60, (8, 60, 800, 0.95)))


def planted(seed=5):
    random = np.random.default_rng(seed)
    parts = [
        np.column_stack(
            [
                recency * np.exp(random.normal(0, 0.25, n)),
                np.maximum(1, documents * np.exp(random.normal(0, 0.2, n))),
                amount * np.exp(random.normal(0, 0.2, n)),
                np.clip(activity + random.normal(0, 0.03, n), 0, 1),
            ]
        )
        for n, (recency, documents, amount, activity) in PLANTED
    ]
    return pd.DataFrame(np.vstack(parts), columns=list(FEATURES))


def continuous(seed, customers=300, days=730):
    """A gamma-Poisson ledger: every customer buys at his own steady rate, no groups anywhere."""
    random = np.random.default_rng([77, seed])
    rows = []
    for rate in random.gamma(2, 6 / days, customers):
        when = np.sort(random.uniform(0, days, max(1, random.poisson(rate * days))))
        since = 24 - int(when[0] // 30.42)
        active = len(np.unique(when // 30.42))
        rows.append((days - when[-1], len(when), random.lognormal(6, 0.8), active / since))
    return pd.DataFrame(rows, columns=list(FEATURES))


def money(raw):
    return (raw["documents"] * raw["document_amount"]).to_numpy()


def test_planted_groups_are_found():
    raw = planted()
    steps = []
    found = suggest(raw, money(raw), progress=steps.append)
    assert (found.verdict, found.best) == ("groups", 3)
    # by median revenue: 60 documents of 800, then 10 of 3000, then 3 of 200
    assert [len(set(found.clustering.labels[rows])) for rows in (slice(0, 40), slice(40, 100), slice(100, 160))] == [
        1
    ] * 3
    assert [found.clustering.labels[place] for place in (0, 50, 120)] == [2, 1, 0]
    assert found.clustering.smallest == 40
    assert steps == sorted(steps)
    assert steps[-1] == pytest.approx(1)


def test_ledgers_without_groups_are_refused():
    verdicts = [suggest(raw, money(raw)).verdict for raw in map(continuous, range(20))]
    assert verdicts.count("no_groups") >= 17


def test_a_refused_k_can_still_be_drawn():
    raw = continuous(1)
    found = judge(raw, money(raw), 4)
    assert sorted(set(found.labels)) == [0, 1, 2, 3]
    assert len(found.jaccard) == 4
    medians = [np.median(money(raw)[found.labels == each]) for each in range(4)]
    assert medians == sorted(medians, reverse=True)
    assert not accepted(found, len(raw))


def test_the_same_rows_give_the_same_groups():
    raw = planted()
    first, second = judge(raw, money(raw), 3), judge(raw, money(raw), 3)
    assert (first.labels == second.labels).all()
    assert (first.silhouette, first.jaccard, first.beaten) == (second.silhouette, second.jaccard, second.beaten)


def test_too_few_customers():
    raw = planted().iloc[:29]
    assert suggest(raw, money(raw)).verdict == "too_few"


def test_scaling():
    raw = pd.DataFrame({"activity": [0.0, 0.25, 0.5, 0.75, 1.0], "documents": np.expm1([1.0, 1, 1, 1, 1])})
    assert scaled(raw)[:, 0] == pytest.approx(np.array([-0.5, -0.25, 0, 0.25, 0.5]) * 1.349 / 0.5)
    assert scaled(raw)[:, 1].tolist() == [0] * 5
    wild = pd.DataFrame({"activity": [0.0, 1, 2, 3, 1000]})
    assert scaled(wild)[-1, 0] == 3


def test_who_can_be_grouped():
    customers = pd.DataFrame(
        {
            "abc": ["A", "N", "B", "C", "C"],
            "recency_days": [10.0, 10, 731, 730, np.nan],
            "documents": [5, 5, 5, 5, 0],
            "average_document": [10_000.0] * 5,
            "activity_share": [0.5] * 5,
        }
    )
    found = features(customers)
    assert found.index.tolist() == [0, 3]
    assert found["document_amount"].tolist() == [100, 100]
    assert tuple(found.columns) == FEATURES
    assert found["activity"].tolist() == [0.5, 0.5]


def test_silhouette_of_two_pairs():
    data = np.array([[0.0], [1.0], [10.0], [11.0]])
    # a = 1 everywhere; b = 10.5, 9.5, 9.5, 10.5
    assert silhouette(data, np.array([0, 0, 1, 1])) == pytest.approx((9.5 / 10.5 + 8.5 / 9.5) / 2)
    assert silhouette(data, np.zeros(4, np.int64)) == -1
