"""The Method page tells the rule in force: one sentence for every value of a setting that changes the formula."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.recipes import recipe
from segcore.classify.abc_class import COMPUTED_MIN_CUSTOMERS, computed_counts
from segcore.classify.abc_class import abc_base as base_of
from segcore.classify.rfm_class import ntile, quantile, recency_scores
from segcore.settings import SPECS, RfmSettings, Settings
from segcore.words import LANGUAGES, load

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]

TOLD = {
    "abc.basis": {
        "share": "A: the share before the customer is below 80%. B: below 95%.",
        "count": "A: the first 20% of the customers with a positive value, rounded up. B: up to 50% of them.",
        "computed": "A: up to the first of P and Q.",
    },
    "abc.border": {
        "crossing": "A: the share before the customer is below 80%. B: below 95%.",
        "at_most": "A: the share with the customer is at most 80%. B: at most 95%.",
        "below": "A: the share with the customer is below 80%. B: below 95%.",
        "nearest": "A: the share before the customer and half of their own are below 80%. B: below 95%.",
    },
    "xyz.method": {"two_part": "Z: m below 3 or a below 25%.", "classic": "Variation: standard deviation (STDEV.P)"},
    "xyz.empty_periods": {
        "zero_since_first": "n periods since the first purchase, m of them with purchases;",
        "zero_whole_window": "n periods of the whole time, also before the first purchase, m of them",
        "skip": "n periods since the first purchase whose sum is not zero (empty ones are skipped), m of them",
    },
    "rfm.scoring": {
        "share_worse": "By rank: 1 + the whole part of 5 × the share of customers who are strictly worse.",
        "quantile": "By quantiles: limits at every 1/5 of the values, as PERCENTILE.INC.",
        "ntile": "By equal groups: all customers from the worst to the best in 5 groups of equal size",
        "fixed": "By fixed limits: R is 5, 4, 3, 2 up to 30 · 90 · 180 · 365 days. F is 2, 3, 4, 5 from 2 · 4 · 8 · 16",
    },
    "rfm.fm": {"mean": "FM: the mean of F and M, halves rounded up.", "frequency": "FM: F alone."},
}
CLASSIC = {
    "xyz.rule": {"at_most": "X: up to 50%. Y: up to 100%. Z: above", "below": "X: below 50%. Y: below 100%."},
    "xyz.ddof": {"0": "standard deviation (STDEV.P)", "1": "standard deviation (STDEV.S)"},
    "xyz.empty_periods": TOLD["xyz.empty_periods"],
}
EVERY = [(name, {}, told) for name, told in TOLD.items()]
EVERY += [(name, {"xyz.method": "classic"}, told) for name, told in CLASSIC.items()]


def text(name: str, language: str = "en", **given: object) -> str:
    values = {key.replace("__", "."): value for key, value in given.items()}
    return "\n".join(recipe(load(language), Settings().with_values(values), name.partition(".")[0]))


@pytest.mark.parametrize(("name", "others", "told"), EVERY)
def test_every_value_is_told_by_a_sentence_of_its_own(name: str, others: dict[str, str], told: dict[str, str]) -> None:
    assert sorted(told) == sorted(SPECS[name].choices), "a value nobody tells"
    found = {value: text(name, **others, **{name: value}) for value in told}
    for value, shown in found.items():
        assert {other for other, sentence in told.items() if sentence in shown} == {value}
    for language in LANGUAGES:
        recipes = {text(name, language, **others, **{name: value}) for value in told}
        assert len(recipes) == len(told)
        assert not any("{" in recipe for recipe in recipes)


def test_the_default_recipes_are_word_for_word_these() -> None:
    assert text("abc").splitlines()[1] == (
        "A: the share before the customer is below 80%. B: below 95%. C: the rest. N: value zero or less."
    )
    assert text("xyz").splitlines()[0] == "n periods since the first purchase, m of them with purchases; a = m / n."
    assert text("rfm").splitlines()[1:] == [
        "By rank: 1 + the whole part of 5 × the share of customers who are strictly worse.",
        "FM: the mean of F and M, halves rounded up. The ten names need scores up to 5.",
        "Fixed limits are used for fewer than 25 customers with a purchase or 5 different values.",
        "Limits of M, where none are given: the median document × 1, 3, 10, 30.",
    ]


def test_limits_that_are_not_in_force_are_not_told() -> None:
    assert "80%" not in text("abc", abc__basis="count", abc__border="at_most")
    assert "Fixed limits" not in text("rfm", rfm__scoring="share_worse"), "a chosen scoring is kept"
    assert "median document" not in text("rfm", rfm__scoring="quantile")
    fixed = text("rfm", rfm__scoring="fixed", rfm__bins="3", rfm__edges_m="100,200,300,400")
    assert "5 is the best score of each" in fixed, "fixed limits give five whatever rfm.bins says"
    assert "Limits of M: 100 · 200 · 300 · 400." in fixed
    assert "median document" not in fixed
    assert "3 is the best score of each" in text("rfm", rfm__bins="3")
    assert "m below 2 or" in text("xyz", xyz__min_active="1"), "the engine never asks for fewer than two"


def test_the_quantile_and_group_sentences_are_what_the_engine_does() -> None:
    values = np.array([5.0, 12, 20, 33, 40, 61, 90, 150, 200, 400, 40])
    below = [sum(limit < value for limit in np.percentile(values, [20, 40, 60, 80])) for value in values]
    assert quantile(values, 5).tolist() == [1 + count for count in below]
    assert recency_scores(values, "quantile", RfmSettings()).tolist() == [5 - count for count in below]
    assert ntile(values, 5).tolist() == [1, 1, 1, 2, 2, 3, 4, 4, 5, 5, 3]


def test_the_computed_sentence_is_what_the_engine_does() -> None:
    values = sorted((1, 15, 25, 17, 2, 3, 5, 6, 2, 3, 22), reverse=True)
    count, total = len(values), sum(values)
    curve = [(n / count, sum(values[:n]) / total) for n in range(count + 1)]
    p = min(range(count + 1), key=lambda n: curve[n][0] ** 2 + (1 - curve[n][1]) ** 2)
    q = sum(value >= total / count for value in values)
    x = max(p, q) / count
    b = min(range(count + 1), key=lambda n: (curve[n][0] - x) ** 2 + (1 - curve[n][1]) ** 2)
    assert computed_counts(base_of(np.array(values))) == (min(p, q), b) == (4, 5)
    assert f"fewer than {COMPUTED_MIN_CUSTOMERS} customers" in text("abc", abc__basis="computed")


def test_a_choice_made_on_the_page_changes_its_formula(visitor: Tab, show: Show) -> None:
    tab = show(visitor().run(), "method")
    for name, value in (("abc.border", "at_most"), ("xyz.empty_periods", "skip"), ("rfm.scoring", "ntile")):
        assert TOLD[name][value] not in shown(tab)
        tab.selectbox(key=f"set_method_{name}").set_value(value).run()
        assert TOLD[name][value] in shown(tab)
        assert TOLD[name][SPECS[name].choices[0]] not in shown(tab)


def shown(tab: AppTest) -> str:
    assert not tab.exception
    return "\n".join(each.value for each in tab.markdown)
