"""The rule of a group picks its customers again without the model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from segcore.cluster_rules import FIELDS, explain
from segcore.rules import Between, fields, holds

RAW = pd.DataFrame(
    {
        "recency": [400.0] * 20 + [10.0] * 40 + [12.0] * 40,
        "documents": [2.0] * 20 + [5.0] * 40 + [50.0] * 40,
        "document_amount": [100.0] * 100,
        "activity": [0.1] * 20 + [0.5] * 40 + [0.9] * 40,
    }
)
LABELS = np.array([2] * 20 + [1] * 40 + [0] * 40)


def test_rules_pick_the_groups_again():
    found = explain(RAW, LABELS)
    table = RAW.rename(columns=FIELDS)
    for group, each in enumerate(found):
        assert (holds(each.rule, table) == (group == LABELS)).all()
        assert each.fidelity == 1
        assert not each.approximate
        assert set(fields(each.rule)) <= set(FIELDS.values())


def test_the_borders_lie_between_the_groups():
    [only] = [each for each in explain(RAW[["documents"]], (LABELS == 0).astype(np.int64)) if each.rule.low is not None]
    assert isinstance(only.rule, Between)
    assert 5 < only.rule.low < 50
    assert only.rule.high is None


def test_ratios_and_names():
    rich, _, lost = explain(RAW, LABELS)
    assert dict(rich.ratios) == {
        "recency": pytest.approx(1.0), "documents": pytest.approx(10.0),
        "document_amount": 1.0, "activity": pytest.approx(1.8),
    }  # fmt: skip
    assert dict(rich.name)["documents"] == "high"
    assert dict(lost.name)["recency"] == "high"
    assert all(len(each.name) <= 2 for each in (rich, lost))


def test_a_loose_rule_says_so():
    random = np.random.default_rng(2)
    noise = pd.DataFrame({"recency": random.random(200), "documents": random.random(200)})
    assert any(each.approximate for each in explain(noise, random.integers(0, 3, 200)))
