"""The portrait of METHOD 7 on its twenty customers, and look-alikes."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact

from segcore.bands import bands, binned
from segcore.exact_test import fisher
from segcore.lookalike import area, learn, resemblance
from segcore.portrait import portrait, rule
from segcore.rules import Is, holds
from segcore.words import load
from segcore.words.portraits import knows
from tests.segments.twenty import BEST, OTHERS

TWENTY = pd.DataFrame(BEST + OTHERS, columns=["industry", "size"])
TARGET = np.array([True] * 6 + [False] * 14)
REVENUE = np.ones(20)


def by_value(found):
    return {each.values: each for each in found}


def test_the_twenty_customers():
    found = portrait(TWENTY, TARGET, REVENUE)
    values = by_value(found.findings)
    assert len(values) == 6
    construction, big = values[("construction",)], values[("big",)]
    assert (construction.target, construction.target_n, construction.others) == (5, 6, 2)
    assert construction.base == 0.35
    assert construction.lift == pytest.approx(2.381, abs=5e-4)
    assert construction.p == pytest.approx(0.0072, abs=5e-5)
    assert construction.q == pytest.approx(0.0433, abs=5e-5)
    assert construction.unites
    assert construction.distinguishes
    assert (big.share, big.base) == (pytest.approx(4 / 6), 0.30)
    assert (big.lift, big.p, big.q) == pytest.approx((2.222, 0.0374, 0.1122), abs=5e-4)
    assert big.unites
    assert not big.distinguishes
    assert values[("mid",)].lift == pytest.approx(0.952, abs=5e-4)
    assert values[("services",)].lift == 0
    assert values[("retail",)].lift == pytest.approx((1 / 6) / (7 / 20))
    assert found.hint
    assert found.findings[0] is construction


def test_p_is_fishers_one_sided():
    for each in portrait(TWENTY, TARGET, REVENUE).findings:
        table = [
            [each.target, each.target_n - each.target],
            [each.others, each.others_n - each.others],
        ]
        assert each.p == pytest.approx(fisher_exact(np.array(table), alternative="greater").pvalue)


def test_q_is_that_of_benjamini_and_hochberg():
    found = sorted(portrait(TWENTY, TARGET, REVENUE).findings, key=lambda each: each.p)
    expected, lowest = [], 1.0
    for place in range(len(found), 0, -1):
        lowest = min(lowest, found[place - 1].p * len(found) / place)
        expected.append(lowest)
    assert [each.q for each in found] == pytest.approx(expected[::-1])


def test_a_pair_that_adds_nothing_is_not_promoted():
    assert portrait(TWENTY, TARGET, REVENUE).pairs == ()
    values = by_value(portrait(TWENTY, TARGET, REVENUE).findings)
    assert values[("construction",)].weighted == pytest.approx(0.145)
    assert pytest.approx(0.105) == 3 / 20 * (1 - 6 / 20)


def test_a_pair_that_says_more_is_promoted():
    """Only big firms of construction are in the target: neither value alone tells it."""
    rows = [(i, s) for i in ("construction", "retail") for s in ("big", "small") for _ in range(20)]
    table = pd.DataFrame(rows, columns=["industry", "size"])
    target = np.array([row == ("construction", "big") for row in rows])
    found = portrait(table, target, np.ones(80))
    assert [each.values for each in found.pairs] == [("construction", "big")]
    assert found.pairs[0].weighted == pytest.approx(0.25 * 0.75)


def test_money():
    table = pd.DataFrame({"v": ["v", "v", "v", "w", "w", "w", "v", "w", "w", "w"]})
    revenue = np.array([500.0, 400, 300, 100, 90, 80, 70, 60, 50, 50])
    target = np.array([True] * 3 + [False] * 7)
    found = by_value(portrait(table, target, revenue).findings)[("v",)]
    assert found.money == pytest.approx(1.868, abs=5e-4)
    assert found.money_without_top == pytest.approx((770 / 1200) / (3 / 9))


def test_unknown_is_no_value():
    table = TWENTY.copy()
    table.loc[[0, 19], "industry"] = ["", None]
    table["mostly unknown"] = ["x"] * 5 + [""] * 15
    found = portrait(table, TARGET, REVENUE)
    assert found.unknown == {"industry": pytest.approx(0.1), "size": 0.0, "mostly unknown": pytest.approx(0.75)}
    assert found.greyed == ("mostly unknown",)
    construction = by_value(found.findings)[("construction",)]
    assert (construction.target, construction.target_n, construction.others_n) == (4, 5, 13)
    assert construction.base == pytest.approx(6 / 18)


def test_figures_become_bands():
    assert binned(pd.Series([1.0, 2, 3, 4, np.nan]), [2, 4]).tolist() == ["< 2", "2 – 4", "2 – 4", "≥ 4", ""]
    quarters = binned(pd.Series(range(8)))
    assert quarters.value_counts().tolist() == [2, 2, 2, 2]


def test_nobody_in_the_target():
    assert portrait(TWENTY, np.zeros(20, bool), REVENUE).findings == ()


def test_points():
    points = learn(TWENTY, TARGET)
    assert points.by_value["industry"]["construction"] == pytest.approx(1.329, abs=5e-4)
    assert points.by_value["size"]["big"] == pytest.approx(1.147, abs=5e-4)
    asked = pd.DataFrame(
        [("construction", "big"), ("Construction ", "small"), ("retail", "mid"), ("services", "small"), ("", None)],
        columns=["industry", "size"],
    )
    assert points.of(asked) == pytest.approx([2.476, -0.114, -0.674, -2.753, 0], abs=5e-4)
    assert learn(TWENTY[["size"]], TARGET).of(asked)[1] == pytest.approx(-0.114 - 1.329, abs=1e-3)


def test_resemblance_that_knows_and_one_that_does_not():
    random = np.random.default_rng(3)
    best = np.arange(200) < 60
    table = pd.DataFrame({"industry": np.where(random.random(200) < np.where(best, 0.8, 0.2), "x", "y")})
    found = resemblance(table, best)
    assert found.knows
    assert 0.7 < found.auc < 0.9
    noise = pd.DataFrame({"industry": random.choice(["x", "y", "z"], 200)})
    assert not resemblance(noise, best).knows
    levels = found.levels(pd.DataFrame({"industry": ["x", "y"]}))
    assert levels[0] == 3
    assert levels[1] < 3


@pytest.mark.parametrize(
    ("mine", "others", "judged"), [(19, 20, False), (20, 19, False), (19, 200, False), (200, 19, False), (20, 20, True)]
)
def test_resemblance_needs_twenty_of_either_kind(mine, others, judged):
    best = np.arange(mine + others) < mine
    table = pd.DataFrame({"industry": np.where(best, "x", "y")})
    found = resemblance(table, best)
    assert (found is not None) is judged
    told = knows(load("en"), found)
    switched_off = "Look-alikes are switched off: at least 20 of the best and 20 of the others are needed."
    assert (told == switched_off) is not judged


def test_area():
    assert area(np.array([3.0, 1, 2, 0]), np.array([True, False, True, False])) == 1
    assert area(np.array([1.0, 1, 1, 1]), np.array([True, False, True, False])) == 0.5
    assert math.isclose(area(np.array([2.0, 3, 1]), np.array([True, False, False])), 0.5)


def test_many_exact_tests_at_once_are_scipys():
    random = np.random.default_rng(3)
    tables = random.integers(0, [40, 300, 60, 4000], size=(300, 4)).astype(float)
    tables[:, 2] += tables[:, 0]
    tables[:, 3] += tables[:, 1]
    found = fisher(*tables.T)
    expected = [
        fisher_exact([[a, of - a], [o, others - o]], alternative="greater").pvalue for a, o, of, others in tables
    ]
    assert found == pytest.approx(expected, rel=1e-7, abs=1e-12)
    assert min(expected) < 1e-6 < 0.9 < max(expected)


def test_a_finding_becomes_a_rule_that_picks_the_same_customers():
    table = TWENTY.assign(people=np.arange(20.0))
    found = portrait(table, TARGET, REVENUE, {"people": (5, 10)})
    assert bands((5, 10)) == {
        "< 5": (None, math.nextafter(5, 0)),
        "5 – 10": (5, math.nextafter(10, 0)),
        "≥ 10": (10, None),
    }
    for each in found.findings:
        picked = holds(rule(each, {"people": (5, 10)}), table)
        assert picked.sum() == each.target + each.others
        assert picked[TARGET].sum() == each.target
    assert {each.values for each in found.findings if each.attributes == ("people",)} == {
        ("< 5",),
        ("5 – 10",),
        ("≥ 10",),
    }
    assert rule(by_value(found.findings)[("construction",)], {}) == Is("industry", ("construction",))


@pytest.mark.parametrize(("mine", "others", "tells"), [(110, 110, True), (109, 111, False)])
def test_a_lift_of_exactly_1_2_distinguishes(mine, others, tells):
    """(110 / 150) / (220 / 360) is 1.2, and a little less in floating point."""
    texts = ["trade"] * mine + ["crafts"] * (150 - mine) + ["trade"] * others + ["crafts"] * (210 - others)
    found = portrait(pd.DataFrame({"industry": texts}), np.arange(360) < 150, np.ones(360))
    trade = by_value(found.findings)[("trade",)]
    assert trade.lift < 1.2 and trade.q < 0.01
    assert trade.distinguishes is tells
