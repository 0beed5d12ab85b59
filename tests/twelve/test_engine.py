"""The engine on the twelve customers: the Monday list, the matrix, and the two letters that a border at 70 % moves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from segcore.analysis import Analysis, analyse
from segcore.ledger import Ledger, SourceFile
from segcore.readers import read
from segcore.settings import Settings

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
AT_70: dict[str, Any] = EXPECTED["limits_70_95"]


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read([SourceFile("ledger.csv", (HERE / "ledger.csv").read_bytes())])


def monday(analysis: Analysis) -> list[dict[str, Any]]:
    """Actions with customers, most money of the last 12 months first."""
    rows = [row for row in analysis.actions.to_dict("records") if row["customers"]]
    rows.sort(key=lambda row: -row["revenue_last_12m"])
    money = ("revenue", "revenue_last_12m")
    return [
        {key: f"{row[key] / 100:.2f}" if key in money else row[key] for key in EXPECTED["monday"][0]} for row in rows
    ]


def cells(analysis: Analysis) -> list[tuple[str, str, int, str]]:
    return [(row.abc, row.xyz, row.customers, f"{row.value / 100:.2f}") for row in analysis.matrix.itertuples()]


def column(analysis: Analysis, name: str) -> dict[str, Any]:
    return dict(zip(analysis.customers["customer"], analysis.customers[name].astype(str), strict=True))


@pytest.mark.parametrize(("limits", "worked"), [("0.80,0.95", EXPECTED), ("0.70,0.95", AT_70)])
def test_monday_list_and_matrix(ledger: Ledger, limits: str, worked: dict[str, Any]) -> None:
    found = analyse(ledger, Settings().with_values({"abc.limits": limits}))
    assert monday(found) == worked["monday"]
    assert cells(found) == [(c["abc"], c["xyz"], c["customers"], c["value"]) for c in worked["matrix"]]


def test_exactly_two_letters_move(ledger: Ledger) -> None:
    usual, at_70 = analyse(ledger), analyse(ledger, Settings().with_values({"abc.limits": "0.70,0.95"}))
    before, after = column(usual, "abc"), column(at_70, "abc")
    moved = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    assert moved == AT_70["changed"] == {"Cedar Theatre": ["A", "B"], "Dogwood Clinic": ["A", "B"]}
    assert column(at_70, "cell") == AT_70["cells"]
    assert column(at_70, "status") == AT_70["statuses"]
    assert column(at_70, "action") == column(usual, "action")
    missing = dict(zip(at_70.customers["customer"], at_70.customers["to_next_class"], strict=True))
    assert {n: None if v != v else f"{v / 100:.2f}" for n, v in missing.items()} == AT_70["to_next_class"]
