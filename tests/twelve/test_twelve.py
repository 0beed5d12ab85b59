"""The twelve-customer ledger: the numbers worked out by hand (WORKED.md), the oracle and expected.json agree."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import COLUMNS, Result, Row, compute

HERE = Path(__file__).parent
MONEY = {"revenue", "average_document", "revenue_last_12m", "revenue_previous_12m", "monetary", "to_next_class"}

# customer: total, cumulative %, cell, n, m, a, c, kind, confidence, silent, R, documents, typical, overdue, status,
# RFM, segment, last 12 months, the 12 before, trend, missing to the better letter, action, why
BY_HAND = """
Alder    40000 40.0 AX 24 24 1.000 .053 regular      firm        -      30 26  31  0.97 key        555 champions 20800 19200 steady - target best
Birch    30000 70.0 AY 23 11 0.478 .819 lumpy        firm        -      82 11  61  1.34 key        445 loyal 9500 20500 falling - build_loyalty uneven
Cedar     9000 79.0 AZ  8  1 0.125 -    single       firm        -      229 1  31  7.39 key        214 at_risk 9000 0 new - check_project one_document
Dogwood   8500 87.5 AX 22 20 0.909 .000 regular      firm        silent 72 20  31  2.32 key        454 loyal 4250 4250 steady - call_now late
Elm       7500 95.0 BY 24 15 0.625 .000 intermittent firm        silent 257 15 31  8.29 lost       244 at_risk 2000 5500 falling 1000.00 win_back lost_good
Fir       1800 96.8 CX 24 24 1.000 .206 regular      firm        -      0 24   31  0.00 regular    553 champions 1080 720 growing 0.01 raise_cheque small
Gorse     1200 98.0 CY 24 10 0.417 .000 intermittent firm        silent 179 10 61  2.93 regular    342 need_attention 480 720 falling 600.00 remind small_silent
Hazel      800 98.8 CZ 17  4 0.235 .000 single       borderline  -      80 4   150 0.53 regular    432 potential_loyalist 400 400 steady 1000.00 raise_cheque on_the_border
Ivy        500 99.3 CZ 22  1 0.045 -    single       firm        -      647 1  31 20.87 lost       112 hibernating 0 500 falling 1300.00 stop_selling lost_small
Juniper    400 99.7 CZ 20  2 0.100 .000 single       firm        -      205 2  399 0.51 occasional 221 hibernating 200 200 steady 1400.00 stop_selling small_rare
Kapok      300 100. CZ  2  1 0.500 -    single       provisional -      47 1   31  1.52 new        411 promising 300 0 new 1500.00 nurture too_new
Larch        0 -    N  12  0 0.000 -    single       firm        -      284 2  63  4.51 occasional 221 hibernating 0 0 new - margin_returns returns
"""  # noqa: E501
HAND_ROWS = [line.split() for line in BY_HAND.strip().splitlines()]


def ledger() -> list[Row]:
    with (HERE / "ledger.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return [
        (line["Customer"], date.fromisoformat(line["Date"]), int(Decimal(line["Net amount"]) * 100), line["Invoice"])
        for line in lines
    ]


@pytest.fixture(scope="module")
def found() -> Result:
    return compute(ledger())


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    text: dict[str, Any] = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    return text


def rounded(value: Any, places: int) -> str:
    return "-" if value is None else f"{float(value):.{places}f}"


def money(value: Any) -> str:
    return "-" if value is None else f"{float(value) / 100:.2f}"


@pytest.mark.parametrize("position", range(12))
def test_oracle_agrees_with_the_hand(found: Result, position: int) -> None:
    row, hand = found.customers[position], HAND_ROWS[position]
    cumulative = row["cumulative_share"]
    assert row["customer"].split()[0] == hand[0]
    assert [
        str(row["revenue"] // 100),
        "-" if cumulative is None else f"{float(cumulative * 100):.1f}"[:4],
        row["cell"],
        str(row["periods"]),
        str(row["active_periods"]),
        rounded(row["activity_share"], 3),
        rounded(row["amount_cv"], 3).removeprefix("0"),
        row["xyz_kind"],
        row["confidence"],
        "silent" if row["silent"] else "-",
        str(row["recency_days"]),
        str(row["documents"]),
        rounded(row["typical_gap_days"], 0),
        rounded(row["overdue_ratio"], 2),
        row["status"],
        f"{row['r']}{row['f']}{row['m']}",
        row["rfm_segment"],
        str(row["revenue_last_12m"] // 100),
        str(row["revenue_previous_12m"] // 100),
        row["trend"],
        money(row["to_next_class"]),
        row["action"],
        row["why"],
    ] == hand[1:]


def as_written(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in MONEY:
        return money(value)
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Fraction) else value


def test_expected_file_holds_what_the_oracle_finds(found: Result, expected: dict[str, Any]) -> None:
    compared = 0
    assert [row["customer"] for row in expected["customers"]] == [row["customer"] for row in found.customers]
    for row, written in zip(found.customers, expected["customers"], strict=True):
        assert set(written) == {*COLUMNS, "manager"}
        for name in COLUMNS:
            assert written[name] == as_written(name, row[name]), (row["customer"], name)
            compared += 1
    assert compared == 12 * len(COLUMNS)
    assert (found.grid, found.as_of.isoformat(), found.scoring) == ("month", expected["as_of"], expected["rfm_scoring"])
    assert [whole for _, _, whole in found.periods] == [True] * expected["periods"]
    assert found.portfolio_gap == expected["portfolio_gap_days"]


def test_matrix_and_monday(found: Result, expected: dict[str, Any]) -> None:
    for cell in expected["matrix"]:
        seen = found.matrix.get(cell["abc"] + cell["xyz"], {"customers": 0, "value": 0, "actions": {}})
        assert (cell["customers"], cell["value"]) == (seen["customers"], money(seen["value"]))
        assert cell["actions"] == seen["actions"]
    assert sum(cell["customers"] for cell in expected["matrix"]) == 12
    monday = [
        (line["action"], line["customers"], line["revenue"], line["revenue_last_12m"]) for line in expected["monday"]
    ]
    assert monday == [
        ("target", 1, "40000.00", "20800.00"),
        ("build_loyalty", 1, "30000.00", "9500.00"),
        ("check_project", 1, "9000.00", "9000.00"),
        ("call_now", 1, "8500.00", "4250.00"),
        ("win_back", 1, "7500.00", "2000.00"),
        ("raise_cheque", 2, "2600.00", "1480.00"),
        ("remind", 1, "1200.00", "480.00"),
        ("nurture", 1, "300.00", "300.00"),
        ("stop_selling", 2, "900.00", "200.00"),
        ("margin_returns", 1, "0.00", "0.00"),
    ]


def test_two_letters_move_with_the_border_at_70(expected: dict[str, Any]) -> None:
    moved = compute(ledger(), options={"abc.limits": (0.70, 0.95)}).by_name()
    at_70 = expected["limits_70_95"]
    assert {name: row["abc"] for name, row in moved.items()} == at_70["letters"]
    assert {name: row["cell"] for name, row in moved.items()} == at_70["cells"]
    assert {name: row["status"] for name, row in moved.items()} == at_70["statuses"]
    assert at_70["changed"] == {"Cedar Theatre": ["A", "B"], "Dogwood Clinic": ["A", "B"]}
    assert at_70["actions_changed"] == {}
    assert (at_70["cells"]["Cedar Theatre"], at_70["cells"]["Dogwood Clinic"]) == ("BZ", "BX")


def test_ledger_is_what_the_page_says(expected: dict[str, Any]) -> None:
    rows = ledger()
    assert len(rows) == expected["lines"] == 120
    assert sum(row[2] for row in rows) == 100_000_00
    assert (min(row[1] for row in rows), max(row[1] for row in rows)) == (date(2024, 11, 1), date(2026, 10, 31))
    assert len({row[3] for row in rows}) == 119
    assert sum(1 for row in rows if row[2] < 0) == expected["returns"] == 2
    assert len({row["why"] for row in expected["customers"]}) == 12
