"""Suggested scores from the ledger: the cut points and the worked growth of METHOD 8."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from segcore.evidence import evidence, growth, suggested


@pytest.mark.parametrize(("measure", "score"), [(-0.10, 0), (0.0, 1), (0.05, 2), (0.12, 2), (0.20, 3)])
def test_growth_cut_points(measure, score):
    assert suggested("growth", measure) == score


def test_a_measure_on_a_cut_point_has_reached_it():
    """In floating point 120 / 100 - 1 is a little below .20 and 95 / 100 - 1 below -.05."""
    assert growth(np.array([120.0]), np.array([100.0])).score == 3
    assert growth(np.array([95.0]), np.array([100.0])).score == 1
    assert growth(np.array([94.9]), np.array([100.0])).score == 0


@pytest.mark.parametrize(
    ("criterion", "measures"),
    [
        ("condition", (0.49, 0.5, 0.75, 0.9)),
        ("purchase_size", (0.49, 0.5, 1.0, 2.0)),
        ("segment_size", (0.99, 1, 3, 10)),
    ],
)
def test_other_cut_points(criterion, measures):
    assert [suggested(criterion, measure) for measure in measures] == [0, 1, 2, 3]


BEFORE = np.array([100.0, 80, 60, 40, 20, 50])
LAST = np.array([130.0, 90, 60, 55, 10, 70])


def test_growth_of_the_method():
    found = growth(LAST, BEFORE)
    assert found.score == 2
    assert found.measure == pytest.approx(415 / 350 - 1)
    assert (found.low, found.high) == pytest.approx((0.079, 0.282), abs=0.02)


def test_growth_that_may_be_anything_is_not_suggested():
    assert growth(np.array([500.0, 1, 1, 1, 1]), np.array([1.0, 100, 100, 100, 100])) is None
    assert growth(LAST, np.zeros(6)) is None


def customers():
    table = pd.DataFrame({"revenue_last_12m": [*LAST, 1000.0], "revenue_previous_12m": [*BEFORE, 500.0]})
    table["revenue"] = table["revenue_last_12m"] + table["revenue_previous_12m"]
    table["documents"] = [3, 3, 3, 3, 3, 3, 10]
    table["overdue_ratio"] = [0.5, 1.5, 1.6, 0.2, np.nan, 3.0, 0.1]
    return table


def test_evidence_of_a_segment():
    table = customers()
    members = np.array([True] * 6 + [False])
    found = {each.criterion: each for each in evidence(table, members, two_years=True, contacts=3)}
    assert set(found) == {"segment_size", "growth", "condition", "concentration", "purchase_size"}
    assert (found["segment_size"].measure, found["segment_size"].score) == (2.0, 1)
    # revenue 230, 170, 120, 95, 30, 120 of 765; on rhythm 230 + 170 + 95
    assert found["condition"].measure == pytest.approx(495 / 765)
    assert found["condition"].score == 1
    assert (found["concentration"].measure, found["concentration"].score) == (pytest.approx(230 / 765), None)
    # medians of the last year: 65 of 10 55 60 70 90 130; 70 with 1000
    assert found["purchase_size"].measure == pytest.approx(65 / 70)
    assert found["purchase_size"].score == 1
    assert all(each.n == 6 for each in found.values())


def test_less_than_two_years_say_nothing_of_growth():
    table, members = customers(), np.array([True] * 6 + [False])
    told = [{each.criterion for each in evidence(table, members, two_years=years)} for years in (True, False)]
    assert told[0] - told[1] == {"growth"}


def test_too_little_says_nothing_but_the_size():
    table = customers()
    few = np.array([True] * 4 + [False] * 3)
    assert [each.criterion for each in evidence(table, few, two_years=True, contacts=2)] == ["segment_size"]
    assert evidence(table, few, two_years=True) == ()
