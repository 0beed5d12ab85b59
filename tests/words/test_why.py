"""Why here, and what would move it: exact sentences from plain figures."""

from __future__ import annotations

from datetime import date

import pytest

from segcore.analysis import analyse
from segcore.moves import Move
from segcore.settings import Settings
from segcore.words import load, why
from segcore.words import sentences as say
from segcore.words.why import Standing

W = load("en")
NONE = float("nan")
STANDING = Standing("A", 0.085, 0.085, "X", "regular", 19, 21, 0.23, 0.5, date(2026, 4, 3), 40)


@pytest.mark.parametrize(
    ("abc", "share", "cumulative", "text"),
    [
        ("A", 0.085, 0.085, "within the first 8.5% of revenue"),
        ("A", 0.30, 0.80, "within the first 80% of revenue"),  # exactly on the border
        ("A", 0.10, 0.85, "passes 80% of revenue"),  # 75% before
        ("A", 0.90, 0.90, "passes 80% of revenue"),  # a giant alone
        ("A", 0.02, 0.82, "as much revenue as one within the first 80%"),  # 80% before: in A only by a tie
        ("B", 0.05, 0.90, "within the first 90% of revenue"),
        ("B", 0.05, 0.98, "passes 95% of revenue"),
        ("C", 0.01, 0.97, "within the last 4.0% of revenue"),  # 96% before
        ("C", 0.0002, 1.0, "within the last <0.1% of revenue"),
        ("N", NONE, NONE, "nothing left after returns"),
    ],
)
def test_the_place_in_the_order(abc: str, share: float, cumulative: float, text: str) -> None:
    row = STANDING._replace(abc=abc, share=share, cumulative_share=cumulative)
    assert why.abc_fact(W, row, Settings(), "revenue") == text


def test_other_measures_and_bases() -> None:
    row = STANDING._replace(abc="A", share=0.1, cumulative_share=0.85)
    assert why.abc_fact(W, row, Settings(), "profit") == "passes 80% of profit"
    counted = Settings().with_values({"abc.basis": "count"})
    assert why.abc_fact(W, row, counted, "documents") == "within the first 85% of documents"
    assert why.abc_fact(W, row._replace(abc="N"), Settings(), "profit") == "no profit"


@pytest.mark.parametrize(
    ("kind", "active", "periods", "grid", "text"),
    [
        ("regular", 19, 21, "month", "bought in 19 of 21 months"),
        ("erratic", 12, 12, "month", "bought in 12 of 12 months, amounts vary by 23%"),
        ("lumpy", 5, 12, "quarter", "bought in 5 of 12 quarters, amounts vary by 23%"),
        ("intermittent", 4, 10, "week", "bought in 4 of 10 weeks, evenly"),
        ("single", 1, 1, "rolling_30", "bought in 1 of 1 30-day period"),
        ("single", 1, 8, "rolling_30", "bought in 1 of 8 30-day periods"),
        ("single", 0, 0, "month", "no complete month yet"),
    ],
)
def test_how_often(kind: str, active: int, periods: int, grid: str, text: str) -> None:
    row = STANDING._replace(xyz_kind=kind, active_periods=active, periods=periods)
    assert why.xyz_fact(W, row, Settings(), grid) == text


def test_the_textbook_rule_names_the_sums() -> None:
    classic = Settings().with_values({"xyz.method": "classic"})
    assert why.xyz_fact(W, STANDING, classic, "month") == "bought in 19 of 21 months, sums vary by 50%"


def test_the_last_purchase() -> None:
    assert why.rfm_fact(W, STANDING) == "last purchase 3 Apr 2026, 40 documents in all"
    assert why.rfm_fact(W, STANDING._replace(documents=1)) == "last purchase 3 Apr 2026, 1 document in all"
    assert why.rfm_fact(W, STANDING._replace(documents=0)) == "no purchase yet"


# code, axis, facts, measure, text
MOVES = [
    ("abc", "revenue_missing", {"amount": 1234056.0, "to": "A"}, "revenue", "12,340.56 more revenue makes it A"),
    ("abc", "revenue_missing", {"amount": 1.0, "to": "B"}, "profit", "0.01 more profit makes it B"),
    ("abc", "revenue_missing", {"amount": 1.0, "to": "B"}, "documents", "1 more document makes it B"),
    ("abc", "revenue_missing", {"amount": 12.0, "to": "B"}, "documents", "12 more documents make it B"),
    ("abc", "revenue_missing", {"amount": 2.5, "to": "B"}, "quantity", "a quantity of 2.5 more makes it B"),
    ("abc", "top", {}, "revenue", "the best letter there is"),
    ("abc", "negative", {}, "revenue", "sales have to outgrow the returns first"),
    ("abc", "not_stated", {}, "revenue", "computed limits move with every customer, so no amount can be named"),
    (
        "xyz",
        "more_periods",
        {"periods": 1, "to": "X", "active": 8, "of": 12},
        "revenue",
        "a purchase in 1 more of these 12 months would make it X",
    ),
    (
        "xyz",
        "more_periods",
        {"periods": 2, "to": "Y", "active": 1, "of": 12},
        "revenue",
        "purchases in 2 more of these 12 months would make it Y",
    ),
    ("xyz", "too_few_periods", {"to": "Y"}, "revenue", "more time is needed before it can be Y"),
    ("xyz", "even_amounts", {"cv": 0.92, "limit": 0.5, "to": "X"}, "revenue", "amounts vary by 92%; X begins at 50%"),
    ("xyz", "top", {}, "revenue", "the best letter there is"),
    ("xyz", "not_judged", {}, "revenue", "give a file with dates over three periods or more"),
    ("rfm", "purchase_now", {"to": 5}, "revenue", "a purchase now makes it R5"),
    ("rfm", "top", {}, "revenue", "the best score there is"),
    ("rfm", "not_scored", {}, "revenue", "a first purchase gives a score"),
]


@pytest.mark.parametrize(("axis", "code", "facts", "measure", "text"), MOVES)
def test_what_would_move_it(axis: str, code: str, facts: dict[str, object], measure: str, text: str) -> None:
    assert say.move(W, Move(axis, "B", code, tuple(facts.items())), "month", measure) == text


def test_a_small_ledger_says_why(make_ledger) -> None:
    rows = [("Ada", f"2025-{month:02}-03", 700.0) for month in range(1, 13)]
    rows += [("Bo", f"2025-{month:02}-20", 300.0) for month in (1, 4, 7, 10)]
    rows += [("Cy", "2025-03-31", 100.0), ("Cy", "2025-05-02", -120.0), ("Ada", "2025-12-31", 0.01)]
    found = analyse(make_ledger(rows))
    assert found.customers["customer"].tolist() == ["Ada", "Bo", "Cy"]
    # 8,400.01 of 9,600.01 is 87.5%: the first passes 80%; Bo holds the last 12.5% and passes 95%; Cy is at -20
    expected = [
        "A: passes 80% of revenue. X: bought in 12 of 12 months.",
        "B: passes 95% of revenue. Y: bought in 4 of 12 months, evenly.",
    ]
    assert [say.why(W, found, position) for position in (0, 1)] == expected
    assert say.why(W, found, 2).startswith("N: nothing left after returns. Z: bought in ")
    assert say.whys(W, found) == [say.why(W, found, position) for position in range(3)]
    first = say.moves(W, found, 0)
    assert [letter for letter, _, _ in first[:2]] == ["A", "X"]
    assert first[0] == ("A", "Passes 80% of revenue", "The best letter there is")
    assert len(first) == 3
    examined = [say.moves(load("qps"), found, position) for position in range(3)]
    assert all(text.startswith("⟦") for rows in examined for _, *texts in rows for text in texts)
