"""What moved since an older workbook: eight customers worked out by hand, odd names, a CSV that holds no formula."""

from __future__ import annotations

import csv
import io
import math

import numpy as np
import pandas as pd
import pytest

from segcore.moved import (
    FELL,
    GONE,
    NEW,
    NOBODY,
    ROSE,
    SAME,
    TURNED,
    UNKNOWN,
    Then,
    moved,
    moved_csv,
    totals,
    transitions,
)
from segcore.readers.customer_list import who

ROWS = (  # name, tax number, cell, revenue in whole units, RFM name, action
    ("Alder", "1111111111", "AX", 500, "champions", "target"),
    ("Birch Ltd", "", "AY", 300, "loyal", "build_loyalty"),
    ("Cedar", "", "BX", 120, "loyal", "raise_cheque"),
    ("Dogwood", "", "BZ", 80, "", "check_project"),
    ("Elm", "", "CX", 30, "", "My own word"),
    ("Fir", "", "", 20, "", ""),
    ("Gum", "", "CZ", 10, "hibernating", "stop_selling"),
)
NOW = (
    ("Birch", "", "AX", 450, "champions", "target"),
    ("ALDER NEW NAME", "1111111111", "BX", 200, "at_risk", "call_now"),
    ("Cedar", "", "AX", 180, "loyal", "target"),
    ("Elm", "", "CY", 40, "", "raise_cheque"),
    ("Fir", "", "CZ", 25, "", "stop_selling"),
    ("Hazel", "", "CZ", 15, "recent", "nurture"),
    ("Gum", "", "C", 5, "", ""),
)


def then(rows: tuple[tuple[str, str, str, float, str, str], ...] = ROWS) -> Then:
    names, taxes, cells, revenue, segments, actions = zip(*rows, strict=True)
    return Then(names, taxes, cells, tuple(amount * 100.0 for amount in revenue), segments, actions)


def customers(rows: tuple[tuple[str, str, str, float, str, str], ...] = NOW) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["customer", "tax_id", "cell", "revenue", "rfm_segment", "action"])
    for name in ("cell", "rfm_segment", "action"):
        table[name] = table[name].astype("category")
    return table.assign(revenue=table["revenue"] * 100)


def compared(old: Then, now: pd.DataFrame) -> pd.DataFrame:
    place, _ = who(old.names, old.tax_ids, now["customer"].tolist(), now["tax_id"].tolist(), {})
    return moved(old, now, place)


def test_every_customer_is_named_once_most_money_first() -> None:
    table = compared(then(), customers())
    found = [
        (row.customer, row.kind, row.cell_then, row.cell_now, row.revenue_then / 100, row.revenue_now / 100)
        for row in table.itertuples()
    ]
    expected = [
        ("ALDER NEW NAME", FELL, "AX", "BX", 500, 200),  # the same tax number, another name
        ("Birch", TURNED, "AY", "AX", 300, 450),  # the legal form does not count
        ("Cedar", ROSE, "BX", "AX", 120, 180),
        ("Dogwood", GONE, "BZ", "", 80, math.nan),
        ("Elm", TURNED, "CX", "CY", 30, 40),
        ("Fir", UNKNOWN, "", "CZ", 20, 25),
        ("Hazel", NEW, "", "CZ", math.nan, 15),
        ("Gum", SAME, "CZ", "C", 10, 5),  # how regularly it buys is not judged now
    ]
    assert repr(found) == repr([(*row[:4], float(row[4]), float(row[5])) for row in expected])
    assert table["position"].tolist() == [1, 0, 2, NOBODY, 3, 4, 5, 6]
    assert table.loc[0, ["rfm_segment_then", "rfm_segment_now"]].tolist() == ["champions", "at_risk"]
    assert table.loc[4, ["action_then", "action_now"]].tolist() == ["My own word", "raise_cheque"]


def test_the_small_matrix_and_the_sums() -> None:
    table = compared(then(), customers())
    found = {(row.then, row.now): (row.customers, row.money / 100) for row in transitions(table).itertuples()}
    assert found == {
        ("A", "A"): (1, 450.0),
        ("A", "B"): (1, 500.0),
        ("B", "A"): (1, 180.0),
        ("B", ""): (1, 80.0),
        ("C", "C"): (2, 50.0),
        ("", "C"): (1, 15.0),
    }
    assert totals(table) == {
        ROSE: (1, 12000.0, 18000.0),
        FELL: (1, 50000.0, 20000.0),
        NEW: (1, 0.0, 1500.0),
        GONE: (1, 8000.0, 0.0),
        TURNED: (2, 33000.0, 49000.0),
        SAME: (1, 1000.0, 500.0),
        UNKNOWN: (1, 2000.0, 2500.0),
    }


def test_two_that_are_one_now_are_added_up_and_the_larger_cell_counts() -> None:
    old = then((("Oak", "", "CX", 40, "", "a"), ("OAK GmbH", "", "BX", 100, "", "b")))
    table = compared(old, customers((("Oak", "", "BX", 150, "", "c"),)))
    assert table[["kind", "cell_then", "revenue_then", "action_then"]].values.tolist() == [[SAME, "BX", 14000.0, "b"]]


def test_a_shared_name_and_another_tax_number_are_nobody() -> None:
    now = customers(
        (("Oak", "1111111111", "AX", 9, "", ""), ("Ash", "", "AX", 8, "", ""), ("ASH Ltd", "", "AX", 7, "", ""))
    )
    old = then((("Oak", "2222222222", "AX", 5, "", ""), ("Ash", "", "AX", 4, "", "")))
    assert compared(old, now)["kind"].tolist() == [NEW, NEW, NEW, GONE, GONE]
    same = customers((("Oak", "2222222222", "AX", 9, "", ""), ("Ash", "", "AX", 8, "", "")))
    assert compared(old, same)["kind"].tolist() == [SAME, SAME]


def test_all_new_and_all_gone() -> None:
    table = compared(then(), customers((("Zed", "", "AX", 1, "", ""),)))
    assert sorted(table["kind"]) == [GONE] * 7 + [NEW]
    nothing = Then((), (), (), (), (), ())
    assert moved(nothing, customers(), np.zeros(0, dtype=np.int64))["kind"].tolist() == [NEW] * 7


def test_an_unknown_revenue_stays_unknown() -> None:
    old = Then(("Oak", "Ash"), ("", ""), ("AX", "AX"), (math.nan, 500.0), ("", ""), ("", ""))
    table = compared(old, customers((("Oak", "", "AX", 9, "", ""),)))
    assert table["customer"].tolist() == ["Oak", "Ash"]
    assert math.isnan(table["revenue_then"][0]) and table["revenue_then"][1] == 500.0


@pytest.mark.parametrize("name", ["=1+1", "+2", "-3", "@SUM(A1)", "\ttab", 'a,"b"\nc', "Zażółć 🦴"])
def test_the_csv_holds_no_formula_and_every_name(name: str) -> None:
    table = compared(then(((name, "", "AX", 1.5, "", name),)), customers((("Zed", "", "BX", 0.25, "", ""),)))
    head, first, second = list(csv.reader(io.StringIO(moved_csv(table))))
    assert head[:4] == ["customer", "tax_id", "kind", "cell_then"]
    shielded = f"'{name}" if name[0] in "=+-@\t" else name
    assert first == [shielded, "", "gone", "AX", "", "1.50", "", "", "", shielded, ""]
    assert second == ["Zed", "", "new", "", "BX", "", "0.25", "", "", "", ""]
