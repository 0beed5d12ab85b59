"""Parameters: the score of METHOD 6, and whether a parameter splits at all (METHOD 5)."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from segcore.parameters import Parameter, permutation_p, scores, splits, wilson

FIVE = [Parameter(name, ("0", "1", "2", "3"), w) for name, w in zip("abcde", (3, 1, 2, 2, 2), strict=True)]


def test_scores():
    unknown = float("nan")
    levels = np.array([[3, 3, 3, 2, 3], [0, 1, 3, 3, 2], [0, 0, unknown, 0, 0], [1, 3, 3, 2, 3], [unknown] * 5])
    found = scores(FIVE, levels)
    assert found.score[:4] == pytest.approx([93.3333, 56.6667, 0, 73.3333], abs=1e-3)
    assert np.isnan(found.score[4])
    assert found.known.tolist() == pytest.approx([1, 1, 0.8, 1, 0])
    assert found.complete.tolist() == [True, True, True, True, False]


def test_a_parameter_of_two_levels_counts_fully():
    found = scores([Parameter("has funds", ("no", "yes"))], np.array([[0.0], [1.0]]))
    assert found.score.tolist() == [0, 100]


@pytest.mark.parametrize(
    ("bought", "n", "low", "high"), [(18, 24, 0.551, 0.880), (2, 10, 0.057, 0.510), (6, 40, 0.071, 0.291)]
)
def test_wilson(bought, n, low, high):
    assert wilson(bought, n) == pytest.approx((low, high), abs=5e-4)
    assert wilson(0, 0) == (0, 1)


def test_a_parameter_of_the_method_splits():
    three, two = splits([[(6, 40), (2, 10), (18, 24)], [(2, 10), (18, 24)]])
    assert two.p == pytest.approx(0.0061, abs=5e-5)
    assert three.verdict == two.verdict == "splits"
    assert three.p <= 0.0005  # 4.0e-6 exactly: fewer than one in 9,999 shuffles
    assert two.q == pytest.approx(0.0061, abs=5e-5)
    assert three.q == pytest.approx(2 * three.p)
    assert [level.rate for level in two.levels] == [0.2, 0.75]


def test_the_other_verdicts():
    opposite, equal, few = splits([[(18, 24), (2, 10)], [(5, 20), (6, 20)], [(3, 4), (1, 30)]])
    assert (opposite.verdict, equal.verdict, few.verdict) == ("opposite", "not_proven", "too_few")
    assert math.isnan(few.q)


def test_a_difference_of_exactly_ten_points_splits():
    """In floating point 300 / 1000 - 200 / 1000 is a little below .1."""
    exact, less = splits([[(200, 1000), (300, 1000)], [(200, 1000), (299, 1000)]])
    assert (exact.verdict, less.verdict) == ("splits", "not_proven")


def exact_p(levels):
    """All ways to give the buyers to the levels, weighted by their number."""
    sizes = [n for _, n in levels]
    bought = sum(b for b, _ in levels)
    total, extreme = 0, 0
    observed = chi2_contingency([[b for b, _ in levels], [n - b for b, n in levels]], correction=False).statistic
    for drawn in itertools.product(*(range(n + 1) for n in sizes)):
        if sum(drawn) != bought:
            continue
        ways = math.prod(math.comb(n, b) for n, b in zip(sizes, drawn, strict=True))
        table = [list(drawn), [n - b for n, b in zip(sizes, drawn, strict=True)]]
        total += ways
        extreme += ways * (chi2_contingency(table, correction=False).statistic >= observed - 1e-9)
    return extreme / total


def test_the_permutation_test_equals_counting_all_ways():
    levels = [(2, 9), (4, 8), (6, 8)]
    assert permutation_p(levels) == pytest.approx(exact_p(levels), abs=0.015)
