"""Scorecard and robustness: the worked numbers of METHOD 8, and what must hold for every sheet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segcore.robustness import DRAWS, fragile, robustness, word
from segcore.scorecard import CRITERIA, ScoreRules, Sheet, deciding, ranking, sheet

FIVE = {
    "Furniture": (2, 2, 2, 3, 1, 3, 3, 2, 1),
    "E-com": (3, 2, 1, 3, 2, 2, 1, 3, 3),
    "Food": (1, 2, 2, 2, 2, 1, 2, 2, 2),
    "IT": (3, 1, 0, 1, 2, 3, 2, 3, 3),
    "Medical": (2, 2, 1, 2, 0, 0, 3, 1, 2),
}


def one_person(rows):
    return sheet([(name, "", dict(zip(CRITERIA, scores, strict=True))) for name, scores in rows.items()])


def named(found, flags):
    return {name for name, flag in zip(found.segments, flags, strict=True) if flag}


def test_totals_gate_and_ranks():
    found = ranking(one_person(FIVE))
    assert found.total.tolist() == [19, 20, 16, 18, 13]
    assert found.percent.tolist() == pytest.approx([19 / 27, 20 / 27, 16 / 27, 18 / 27, 13 / 27])
    assert found.reason == ("", "", "", "value_gate", "")
    assert found.rank.tolist() == [2, 1, 3, 0, 4]
    assert named(found, found.proposed) == {"E-com", "Furniture", "Food"}


def test_without_the_gate_points_decide():
    found = ranking(one_person(FIVE), ScoreRules(gate=None))
    assert found.rank.tolist() == [2, 1, 4, 3, 5]
    assert named(found, found.proposed) == {"E-com", "Furniture", "IT"}


def test_missing_scores_have_bounds():
    found = ranking(one_person({"X": (2, 2, None, 3, 1, None, 3, 2, 1)}))
    assert (found.total[0], found.lowest[0], found.highest[0]) == (18.0, 14.0, 20.0)
    assert found.eligible[0]
    few = ranking(one_person({"X": (2, None, None, 3, 1, None, 3, 2, 1), "Y": (2, 2, 2, None, 2, 2, 2, 2, 2)}))
    assert few.reason == ("few_scores", "no_value")
    assert few.rank.tolist() == [0, 0]


def test_weights_keep_the_scale():
    weights = tuple(3.0 if name == "value" else 1.0 for name in CRITERIA)
    found = ranking(one_person({"X": (3, 0, 0, 3, 0, 0, 0, 0, 0)}), ScoreRules(weights=weights))
    assert found.total[0] == pytest.approx((3 + 9) / 11 * 9)
    assert ranking(one_person({"X": (3,) * 9}), ScoreRules(weights=weights)).total[0] == 27


@pytest.mark.parametrize(
    ("scores", "mean", "median", "flag"),
    [((3, 3, 2), 8 / 3, 3, 1), ((1, 3, 2), 2, 2, 2), ((0, 3, 3), 2, 3, 3)],
)
def test_several_people(scores, mean, median, flag):
    rows = [("X", f"person {place}", {"value": score}) for place, score in enumerate(scores)]
    place = CRITERIA.index("value")
    found = ranking(sheet(rows))
    assert found.used[0, place] == pytest.approx(mean)
    assert ranking(sheet(rows), ScoreRules(used="median")).used[0, place] == median
    assert found.disagreement[0] == flag


def test_ties_fall_by_value_then_buying_time_then_purchase_size_then_name():
    tied = one_person(
        {
            "Zeta": (2, 2, 2, 2, 2, 2, 2, 2, 2),
            "Beta": (2, 2, 2, 3, 2, 2, 2, 2, 1),
            "Gamma": (2, 2, 2, 2, 3, 2, 2, 2, 1),
            "Delta": (2, 2, 2, 2, 2, 2, 3, 2, 1),
            "Alfa": (2, 2, 2, 2, 2, 2, 2, 2, 2),
        }
    )
    found = ranking(tied)
    order = [found.segments[place] for place in np.argsort(found.rank)]
    assert order == ["Beta", "Gamma", "Delta", "Alfa", "Zeta"]
    assert found.tied.all()
    assert not ranking(one_person(FIVE)).tied.any()


def test_a_missing_score_that_decides_is_named():
    rows = {**FIVE, "Cafés": (2, 2, None, 2, 2, 2, 2, 2, 1)}  # 15 / 8 * 9 = 16.875 > 16 of Food, [15, 18]
    assert deciding(one_person(rows)) == (("Cafés", ("competition",)),)
    far = {**FIVE, "Cafés": (1, 0, None, 2, 0, 0, 0, 0, 0)}
    assert deciding(one_person(far)) == ()


def test_single_scores_that_change_the_top_three():
    found = fragile(one_person(FIVE))
    # without IT the fourth is Medical, 13 against 16 of Food: no point moves anybody, but Value does
    assert {(each.segment, each.criterion, each.step, each.enters, each.leaves) for each in found} == {
        ("Food", "value", -1, ("Medical",), ("Food",)),
        ("IT", "value", 1, ("IT",), ("Food",)),
    }


def test_no_single_score_moves_a_safe_three():
    safe = {"A": (3,) * 9, "B": (3,) * 9, "C": (3,) * 9, "D": (1, 1, 1, 2, 1, 1, 1, 1, 1)}
    assert fragile(one_person(safe)) == ()


@pytest.mark.parametrize(
    ("gate", "concentration", "expected"),
    [
        (None, 90.0, (0.878, 0.943, 0.389, 0.744, 0.047)),
        (None, 9.0, (0.803, 0.878, 0.479, 0.674, 0.165)),
        (2.0, 90.0, (0.983, 0.993, 0.847, None, 0.177)),
        (2.0, 9.0, (0.943, 0.945, 0.794, None, 0.318)),
    ],
)
def test_acceptability(gate, concentration, expected):
    found = robustness(one_person(FIVE), ScoreRules(gate=gate), concentration=concentration)
    for share, wanted in zip(found.top, expected, strict=True):
        assert np.isnan(share) if wanted is None else share == pytest.approx(wanted, abs=0.015)
    eligible = ~np.isnan(found.top)
    assert found.ranks[eligible].sum(axis=1) == pytest.approx(np.ones(eligible.sum()))
    assert np.nansum(found.top) == pytest.approx(3)


def brute_force(rows, gate, draws, seed):
    """Top-3 shares by a plain loop with Python's random module: gamma weights, one coin per score."""
    import random

    chance = random.Random(seed)
    kept = {name: scores for name, scores in rows.items() if gate is None or scores[3] >= gate}
    count = dict.fromkeys(kept, 0)
    for _ in range(draws):
        weights = [chance.gammavariate(10, 1) for _ in CRITERIA]
        totals = {}
        for name, scores in kept.items():
            moved = [min(3, max(0, score + chance.choice((-1, 0, 0, 0, 1)))) for score in scores]
            totals[name] = sum(w * s for w, s in zip(weights, moved, strict=True))
        for name in sorted(totals, key=totals.get, reverse=True)[:3]:
            count[name] += 1
    return {name: times / draws for name, times in count.items()}


def test_acceptability_equals_a_plain_simulation():
    found = robustness(one_person(FIVE))
    expected = brute_force(FIVE, 2, 20_000, 7)
    for name, share in zip(FIVE, found.top, strict=True):
        assert share == pytest.approx(expected[name], abs=0.02) if name in expected else np.isnan(share)


def test_several_people_equal_a_plain_simulation():
    """Anna scores all, Ben Food and Shops alone, Cleo Food alone: per cell one of those who gave a score counts."""
    import random

    given = {
        "Food": {
            "Anna": (2, 2, 2, 2, 2, 1, 2, 2, 2),
            "Ben": (3, 1, 0, 2, 3, 1, 2, 3, 3),
            "Cleo": (0, 3, 3, 3, 0, 3, 3, 0, 3),
        },
        "Shops": {"Anna": (3, 2, 1, 3, 2, 2, 1, 0, None), "Ben": (1, 2, 3, 2, 2, 0, 3, 3, 3)},
        "Offices": {"Anna": (2, 1, 2, 3, 1, 3, 3, 2, 1)},
        "Schools": {"Anna": (2, 2, 1, 2, 3, 2, 2, 1, 2)},
    }
    rows = [(name, who, dict(zip(CRITERIA, s, strict=True))) for name, by in given.items() for who, s in by.items()]
    found, chance, draws = robustness(sheet(rows)), random.Random(11), 10_000
    top, beaten = dict.fromkeys(given, 0), 0
    for _ in range(draws):
        weights = [chance.gammavariate(10, 1) for _ in CRITERIA]
        totals = {}
        for name, people in given.items():
            cells = [[score for score in cell if score is not None] for cell in zip(*people.values(), strict=True)]
            totals[name] = sum(w * chance.choice(cell) for w, cell in zip(weights, cells, strict=True))
        order = sorted(totals, key=totals.get, reverse=True)
        beaten += totals["Food"] > totals["Shops"]
        for name in order[:3]:
            top[name] += 1
    for name, share in zip(given, found.top, strict=True):
        assert share == pytest.approx(top[name] / draws, abs=0.02)
    assert 0.1 < found.top.min() < found.top.max() < 0.95, "something to tell apart"
    assert found.wins[0, 1] == pytest.approx(beaten / draws, abs=0.02)
    assert found.wins + found.wins.T == pytest.approx(1 - np.eye(4))


def test_several_people_are_drawn_and_not_disturbed():
    agreed = sheet([(name, who, dict(zip(CRITERIA, s, strict=True))) for name, s in FIVE.items() for who in "ab"])
    found = robustness(agreed, ScoreRules(gate=None), concentration=1e9)
    assert found.top.tolist() == [1, 1, 0, 1, 0]
    split = sheet(
        [(name, "a", dict(zip(CRITERIA, s, strict=True))) for name, s in FIVE.items()]
        + [("Food", "b", dict.fromkeys(CRITERIA, 3))]
    )
    assert 0 < robustness(split, ScoreRules(gate=None), concentration=1e9).top[2] < 1


def test_the_same_seed_gives_the_same_shares():
    first, second = robustness(one_person(FIVE)), robustness(one_person(FIVE))
    assert (first.top[~np.isnan(first.top)] == second.top[~np.isnan(second.top)]).all()
    assert first.draws == DRAWS


def test_words():
    assert [word(share) for share in (0.95, 0.9, 0.7, 0.69, 0.4, 0.39, 0)] == [
        "sure", "sure", "likely", "coin_flip", "coin_flip", "unlikely", "unlikely",
    ]  # fmt: skip


SCORES = st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=9, max_size=9)


@given(rows=st.lists(SCORES, min_size=1, max_size=6), row=st.integers(0, 5), column=st.integers(0, 8))
@settings(max_examples=200, deadline=None)
def test_raising_a_score_never_lowers_the_total(rows, row, column):
    base = one_person({f"S{place}": scores for place, scores in enumerate(rows)})
    row %= len(rows)
    before = ranking(base)
    if np.isnan(before.used[row, column]) or before.used[row, column] == 3:
        return
    scores = base.scores.copy()
    scores[row, 0, column] += 1
    after = ranking(Sheet(base.segments, base.persons, scores))
    assert after.total[row] > before.total[row]
    assert before.lowest[row] <= before.total[row] <= before.highest[row]
    assert sorted(rank for rank in before.rank if rank) == list(range(1, int(before.eligible.sum()) + 1))
