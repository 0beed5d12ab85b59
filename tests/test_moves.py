"""What is said to move a letter does move it, and one unit less does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segcore.analysis import Analysis, analyse
from segcore.classify.abc_class import abc_base, abc_codes, abc_counts
from segcore.ledger import Ledger
from segcore.moves import to_next_class
from segcore.settings import Settings

Rows = list[tuple[str, str, float]]
MONTHS = [date(2024 + month // 12, month % 12 + 1, 15) for month in range(24)]
ANY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def ledgers(draw: st.DrawFn) -> Rows:
    """Two years of sales of 2 to 6 customers, without returns; one buys on the first and the last day."""
    rows: Rows = [("anchor", "2024-01-01", 1), ("anchor", "2025-12-31", 1)]
    for place in range(draw(st.integers(1, 5))):
        usual = draw(st.sampled_from([1, 10, 50, 50, 300, 4_000]))
        some = draw(st.sets(st.integers(0, 23), min_size=1, max_size=24))
        uneven = draw(st.booleans())
        rows += [
            (f"c{place}", str(MONTHS[month]), usual * (1 + (month % 5) * uneven) + place) for month in sorted(some)
        ]
    return rows


def letter_after(
    make_ledger: Callable[..., Ledger], rows: Rows, name: str, more: Rows, chosen: Settings, column: str
) -> str:
    table = analyse(make_ledger(rows + more), chosen).customers.set_index("customer")
    return str(table.loc[name, column])


def move_of(analysis: Analysis, position: int, axis: str) -> tuple[str, dict[str, Any]]:
    found = next(move for move in analysis.moves(position) if move.axis == axis)
    return found.code, dict(found.facts)


@ANY
@given(
    rows=ledgers(),
    border=st.sampled_from(["crossing", "at_most", "below", "nearest"]),
    ties=st.sampled_from(["together", "order"]),
    basis=st.sampled_from(["share", "share", "count"]),
)
def test_the_missing_revenue(
    make_ledger: Callable[..., Ledger], rows: Rows, border: str, ties: str, basis: str
) -> None:
    chosen = Settings().with_values({"abc.border": border, "abc.ties": ties, "abc.basis": basis})
    analysis = analyse(make_ledger(rows), chosen)
    for position, name in enumerate(analysis.customers["customer"]):
        code, facts = move_of(analysis, position, "abc")
        before = analysis.customers["abc"].iat[position]
        if code != "revenue_missing":
            assert code == ("top" if before == "A" else "not_stated")
            continue
        better = ["A", "B"] if facts["to"] == "B" else ["A"]
        amount = int(facts["amount"])
        enough = [(name, "2024-06-15", amount / 100)]
        assert letter_after(make_ledger, rows, name, enough, chosen, "abc") in better
        if amount > 1:
            short = [(name, "2024-06-15", (amount - 1) / 100)]
            assert letter_after(make_ledger, rows, name, short, chosen, "abc") == before


@pytest.mark.parametrize("border", ["crossing", "at_most", "below", "nearest"])
@pytest.mark.parametrize(("ties", "basis"), [("together", "share"), ("order", "share"), ("together", "count")])
def test_the_missing_revenue_among_many_customers(border: str, ties: str, basis: str) -> None:
    """Every twentieth of 1,500 customers, many of them equal, and the five on both sides of each limit."""
    chosen = Settings().with_values({"abc.border": border, "abc.ties": ties, "abc.basis": basis}).abc
    values = np.sort(np.random.default_rng(11).lognormal(9, 1.3, 1_500).round(-2).astype(np.int64))[::-1] + 100
    missing, counts = to_next_class(abc_base(values), chosen), abc_counts(abc_base(values), chosen)
    near = [count + step for count in counts for step in range(-5, 5)]
    asked = 0
    for place in sorted({*range(0, 1_500, 20), *near}):
        before = "ABC"[sum(place >= count for count in counts)]
        assert np.isnan(missing[place]) == (before == "A")
        if before == "A":
            continue
        for amount, moves in ((missing[place], True), (missing[place] - 1, False)):
            if amount > 0:
                changed = values.copy()
                changed[place] += int(amount)
                base = abc_base(changed)
                assert ("ABC"[abc_codes(base, chosen)[base.order == place].item()] < before) is moves
                asked += 1
    assert asked > 80


@ANY
@given(rows=ledgers())
def test_the_missing_periods(make_ledger: Callable[..., Ledger], rows: Rows) -> None:
    chosen = Settings().with_values({"period.grid": "month"})
    analysis = analyse(make_ledger(rows), chosen)
    for position, name in enumerate(analysis.customers["customer"]):
        code, facts = move_of(analysis, position, "xyz")
        before = analysis.customers["xyz"].iat[position]
        if code != "more_periods":
            continue
        bought = sorted(day[:7] for who, day, _ in rows if who == name)
        usual = np.mean([amount for who, _, amount in rows if who == name and amount])
        empty = [day for day in map(str, MONTHS) if day[:7] not in bought and day[:7] > bought[0]]
        added = [(name, day, float(usual)) for day in empty[: facts["periods"]]]
        assert len(added) == facts["periods"]
        assert letter_after(make_ledger, rows, name, added, chosen, "xyz") <= facts["to"]
        assert letter_after(make_ledger, rows, name, added[:-1], chosen, "xyz") == before


@ANY
@given(rows=ledgers(), scoring=st.sampled_from(["share_worse", "quantile", "ntile", "fixed"]))
def test_a_purchase_on_the_last_day(make_ledger: Callable[..., Ledger], rows: Rows, scoring: str) -> None:
    chosen = Settings().with_values({"rfm.scoring": scoring})
    analysis = analyse(make_ledger(rows), chosen)
    for position, name in enumerate(analysis.customers["customer"]):
        code, facts = move_of(analysis, position, "rfm")
        after = letter_after(make_ledger, rows, name, [(name, "2025-12-31", 1)], chosen, "r")
        wanted = facts["to"] if code == "purchase_now" else analysis.customers["r"].iat[position]
        assert float(after) == wanted


def test_computed_limits_name_no_amount(make_ledger: Callable[..., Ledger]) -> None:
    values = [400, 200, 100, 100, 60, 50, 40, 30, 15, 5]
    rows = [(f"c{place}", str(date(2025, 1, 1) + timedelta(days=place)), value) for place, value in enumerate(values)]
    analysis = analyse(make_ledger(rows), Settings().with_values({"abc.basis": "computed"}))
    assert "".join(analysis.customers["abc"]) == "AAAABCCCCC"
    assert [move_of(analysis, place, "abc")[0] for place in (0, 4, 9)] == ["top", "not_stated", "not_stated"]


@pytest.mark.parametrize(
    ("months", "code", "facts"),
    [
        (range(0, 24), "top", {}),
        ((0, 12), "more_periods", {"periods": 4, "to": "Y", "active": 2, "of": 24}),
        ((22, 23), "too_few_periods", {"to": "Y"}),
        (range(0, 24, 2), "more_periods", {"periods": 6, "to": "X", "active": 12, "of": 24}),
    ],
)
def test_worked_moves(make_ledger: Callable[..., Ledger], months: range, code: str, facts: dict[str, object]) -> None:
    """2 of 24 needs a quarter of the months, 6; 2 of the last 2 has no empty month; 12 of 24 needs 18."""
    rows = [("it", str(MONTHS[month]), 100.0) for month in months]
    rows += [("other", "2024-01-01", 1.0), ("other", "2025-12-31", 1.0)]
    analysis = analyse(make_ledger(rows), Settings().with_values({"period.grid": "month"}))
    position = int(np.flatnonzero(analysis.customers["customer"] == "it")[0])
    assert move_of(analysis, position, "xyz") == (code, facts)


def test_uneven_amounts_have_to_become_even(make_ledger: Callable[..., Ledger]) -> None:
    rows = [("it", str(day), 10.0 if place % 2 else 500.0) for place, day in enumerate(MONTHS)]
    analysis = analyse(make_ledger([*rows, ("it", "2024-01-01", 1.0), ("it", "2025-12-31", 1.0)]))
    code, facts = move_of(analysis, 0, "xyz")
    amounts = pd.Series([501.0, *[10.0, 500.0] * 11, 11.0])
    assert code == "even_amounts"
    assert facts["cv"] == pytest.approx(amounts.std(ddof=1) / amounts.mean() * (1 + 1 / 96))
