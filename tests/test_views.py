"""What pages show of an Analysis: the figures, the Monday list, neighbours and search, on small ledgers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from segcore.analysis import Analysis, analyse
from segcore.ledger import Ledger
from segcore.settings import Settings
from segcore.shapes import customer_table
from segcore.views import cells, headline, longer_gaps, monday, neighbours, pick, search, segments


@pytest.fixture
def three(make_ledger: Callable[..., Ledger]) -> Analysis:
    """Acme 12 x 800, Bolt 12 x 150, Cord 12 x 50, on the 10th of each month of 2025: shares 80, 15 and 5 %."""
    sums = {"Acme": 800.0, "Bolt": 150.0, "Cord": 50.0}
    return analyse(make_ledger([(name, f"2025-{m:02}-10", sum) for name, sum in sums.items() for m in range(1, 13)]))


def test_the_headline(three: Analysis) -> None:
    shown = headline(three)
    assert (shown.customers, shown.best, shown.best_share, shown.quiet, shown.active) == (3, 1, 0.8, 0, 3)
    assert (shown.revenue, shown.change) == (12 * 1000_00, None)


def test_a_year_is_compared_only_where_the_window_holds_both(make_ledger: Callable[..., Ledger]) -> None:
    """Thirty-six equal months: no change, and none told where the window begins 18 months before the end."""
    days = [f"{year}-{month:02}-10" for year in (2023, 2024, 2025) for month in range(1, 13)]
    ledger = make_ledger([("Acme", day, 100.0) for day in days])
    assert headline(analyse(ledger)).change == 0
    assert headline(analyse(ledger, Settings().with_values({"period.from": "2024-07-01"}))).change is None
    short = make_ledger([("Acme", day, 100.0) for day in days[-23:]])
    assert headline(analyse(short)).change is None


def test_lines_before_a_stated_period_are_counted_where_they_lie(make_ledger: Callable[..., Ledger]) -> None:
    """Three steady customers from January, in a file that says it begins in April: twelve periods of twelve."""
    sums = {"Acme": 100.0, "Bolt": 50.0, "Cord": 25.0}
    ledger = make_ledger([(name, f"2025-{m:02}-04", sum) for name, sum in sums.items() for m in range(1, 13)])
    said = replace(ledger.report, stated_from=date(2025, 4, 1), stated_to=date(2025, 12, 31))
    found = analyse(replace(ledger, report=said)).customers
    assert found[["periods", "active_periods", "xyz"]].to_numpy().tolist() == [[12, 12, "X"]] * 3
    known = replace(ledger.report, stated_from=date(2025, 1, 1), stated_to=date(2025, 12, 31))
    assert found.equals(analyse(replace(ledger, report=known)).customers)


def test_who_is_known_since_his_first_purchase_is_new(make_ledger: Callable[..., Ledger]) -> None:
    """The ledger begins with his first purchase: only the file can tell that he did not buy before it."""
    days = [f"2025-{month:02}-10" for month in range(1, 4)]
    ledger = make_ledger([(name, day, 100.0) for name in ("Acme", "Bolt", "Cord") for day in days])
    since = pd.Series(pd.to_datetime(["2025-01-10", None, "2025-02-01"])).astype("datetime64[s]")
    found = analyse(Ledger.of(ledger.lines, ledger.parties.assign(customer_since=since), ledger.report)).customers
    told = dict(zip(found["customer"], found["status"].astype(str), strict=True))
    assert (told["Acme"], told["Cord"]) == ("new", told["Bolt"])
    assert told["Bolt"] != "new", "the control: nobody says since when"


def test_cells_hold_every_customer_once(three: Analysis) -> None:
    found = cells(three)
    assert {code: cell.customers for code, cell in found.items() if cell.customers} == {"AX": 1, "BX": 1, "CX": 1}
    assert sum(cell.value for cell in found.values()) == three.total
    assert found["AX"].share == pytest.approx(0.8)


def test_monday_without_advice_is_empty_and_calls_stand_first(three: Analysis) -> None:
    assert monday(three) == ()  # three customers are too few for any advice: the ABC light is red
    rows = three.actions.iloc[:0].copy()
    rows.loc[0] = ["target", 3, 900, 900]
    rows.loc[1] = ["call_now", 1, 10, 10]
    rows.loc[2] = ["", 5, 5000, 5000]
    rows.loc[3] = ["remind", 0, 0, 0]
    assert [task.action for task in monday(replace(three, actions=rows))] == ["call_now", "target"]


def test_search_and_neighbours(three: Analysis) -> None:
    assert list(search(three, " BO ")) == [1]
    assert list(search(three, "zzz")) == []
    assert list(search(three, "hidden 2", ["Hidden 1", "Hidden 2", "Hidden 3"])) == [1]
    assert list(pick(three)) == [0, 1, 2]
    assert neighbours(three, 1) == (None, None)
    same = replace(three, customers=three.customers.assign(cell="AX"))
    assert (neighbours(same, 0), neighbours(same, 1), neighbours(same, 2)) == ((None, 1), (0, 2), (1, None))


def test_gaps_longer_than_the_silence(three: Analysis) -> None:
    # METHOD 4: of 20 gaps 30 % are longer than 1.5, 20 % than 2, 10 % than 3
    gaps = np.array([1.0] * 13 + [1.5] + [1.6, 1.9, 2.5, 2.9, 3.5, 4.0])
    twenty = replace(three, gap_ratios=gaps)
    assert [longer_gaps(twenty, ratio) for ratio in (1.5, 2.0, 3.0)] == pytest.approx([0.30, 0.20, 0.10])
    assert longer_gaps(twenty, 9.0) == 0
    assert longer_gaps(twenty, float("nan")) is None
    assert longer_gaps(replace(three, gap_ratios=gaps[:0]), 2.0) is None


def test_the_list_holds_the_series_of_each_customer(three: Analysis) -> None:
    table = customer_table(three, np.array([2, 0]))
    assert list(table["customer"]) == ["Cord", "Acme"]
    assert table["series"].iloc[0] == [50.0] * 12
    assert list(table["revenue"]) == [600.0, 9600.0]
    assert len(segments(three)) in (0, 10)
