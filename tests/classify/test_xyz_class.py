"""METHOD 3, every worked row, from plain ledgers through the whole engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from segcore.analysis import analyse
from segcore.ledger import Ledger
from segcore.series import carry_back
from segcore.settings import Settings

MONTHS = pd.period_range("2025-01", periods=12, freq="M")
GROWTH = list(range(100, 220, 10))


def row(make_ledger: Callable[..., Ledger], series: list[float], **chosen: Any) -> dict[str, Any]:
    """The customer whose last months are `series`, beside one who buys on both ends of the year."""
    months = MONTHS[-len(series) :]
    rows = [("it", f"{month}-10", amount) for month, amount in zip(months, series, strict=True) if amount]
    rows += [("other", "2025-01-01", 1), ("other", "2025-12-31", 1)]
    settings = Settings().with_values({"period.grid": "month"} | {k.replace("__", "."): v for k, v in chosen.items()})
    table = analyse(make_ledger(rows), settings).customers
    found: dict[str, Any] = table[table["customer"] == "it"].iloc[0].to_dict()
    return found


TABLE: list[tuple[list[float], float, float | None, str, str, tuple[str, float], str]] = [
    ([100, 110, 95, 105, 100, 90, 100, 105, 95, 110, 100, 90], 1.0, 0.069, "X", "regular", ("X", 0.065), "X"),
    (GROWTH, 1.0, 0.237, "X", "regular", ("X", 0.223), "Y"),
    ([100, 100, 0, 100, 110, 90, 100, 0, 105, 100, 95, 100], 0.833, 0.054, "X", "regular", ("X", 0.451), "Z"),
    ([0, 0, 300] * 4, 0.4, 0.0, "Y", "intermittent", ("Z", 1.225), "Z"),
    ([100, 0, 0, 250, 0, 40, 0, 0, 180, 0, 60, 0], 0.417, 0.730, "Y", "lumpy", ("Z", 1.526), "Z"),
    ([20, 300, 50, 10, 180, 400, 30, 60, 250, 15, 90, 200], 1.0, 0.993, "Y", "erratic", ("Y", 0.931), "Z"),
    ([5000, 0, 0, 0, 0, 0, 0, 0], 0.125, None, "Z", "single", ("Z", 2.646), "Z"),
    ([200, 0, 0, 0, 0, 210, 0, 0, 0], 0.222, 0.039, "Z", "single", ("Z", 1.872), "Z"),
    ([100, 105, 95], 1.0, 0.054, "X", "regular", ("X", 0.041), "X"),
    ([100] * 9 + [0, 0, 0], 0.75, 0.0, "X", "regular", ("Y", 0.577), "Z"),
]


@pytest.mark.parametrize(("series", "share", "c", "letter", "kind", "classic", "strict"), TABLE)
def test_the_table(
    make_ledger: Callable[..., Ledger],
    series: list[float],
    share: float,
    c: float | None,
    letter: str,
    kind: str,
    classic: tuple[str, float],
    strict: str,
) -> None:
    found = row(make_ledger, series)
    assert found["activity_share"] == pytest.approx(share, abs=5e-4)
    assert found["amount_cv"] == pytest.approx(float("nan") if c is None else c, abs=5e-4, nan_ok=True)
    assert (found["xyz"], found["xyz_kind"]) == (letter, kind)
    assert found["cv"] == pytest.approx(classic[1], abs=5e-4)
    assert row(make_ledger, series, xyz__method="classic")["xyz"] == classic[0]
    narrow = row(make_ledger, series, xyz__method="classic", xyz__limits="0.1,0.25")
    assert narrow["xyz"] == strict


def test_new_is_provisional_and_silent_is_flagged(make_ledger: Callable[..., Ledger]) -> None:
    assert row(make_ledger, [100, 105, 95])["confidence"] == "provisional"
    gone = row(make_ledger, [100] * 9 + [0, 0, 0])
    assert gone["silent"] and gone["xyz"] == "X"


@pytest.mark.parametrize(
    ("series", "letter", "confidence"),
    [
        (TABLE[0][0], "X", "firm"),
        (TABLE[2][0], "X", "firm"),
        ([100, 0, 120, 80, 0, 100, 150, 60, 0, 110, 90, 130], "X", "borderline"),
        ([100] + [0] * 11, "Z", "firm"),
        ([100, 0, 0, 0, 0, 0, 90, 0, 0, 0, 0, 0], "Z", "firm"),
        ([100, 0, 0, 0, 95, 0, 0, 0, 105, 0, 0, 0], "Y", "borderline"),
        ([100] * 9 + [0, 0, 0], "X", "borderline"),
    ],
)
def test_confidence(make_ledger: Callable[..., Ledger], series: list[float], letter: str, confidence: str) -> None:
    found = row(make_ledger, series)
    assert (found["xyz"], found["confidence"]) == (letter, confidence)


@pytest.mark.parametrize(
    ("series", "silent"),
    [
        ([100] * 9 + [0, 0, 0], True),
        ([0, 0, 300] * 4, False),
        ([5, 0, 0, 5, 0, 0, 5, 0, 0, 0, 0, 0], True),
        ([5, 0, 0, 5, 0, 0, 5, 0, 0, 0, 0], False),
        ([100] * 11 + [0], False),
        ([100] + [0] * 11, False),
    ],
)
def test_silent(make_ledger: Callable[..., Ledger], series: list[float], silent: bool) -> None:
    assert row(make_ledger, series)["silent"] == silent


def test_a_purchase_in_the_dropped_last_month_breaks_the_silence(make_ledger: Callable[..., Ledger]) -> None:
    rows = [("it", f"{month}-10", 100) for month in MONTHS[:9]]
    rows += [("other", "2025-01-01", 1), ("other", "2026-01-09", 1)]
    assert analyse(make_ledger(rows)).customers.set_index("customer").loc["it", "silent"]
    rows.append(("it", "2026-01-05", 100))
    assert not analyse(make_ledger(rows)).customers.set_index("customer").loc["it", "silent"]


@pytest.mark.parametrize(
    ("series", "expected", "rest"),
    [
        ([100, -30, 50], [70, 0, 50], 0),
        ([50, 60, -80, 0, 40], [30, 0, 0, 0, 40], 0),
        ([100, 0, -150, 80], [0, 0, 0, 80], -50),
        ([-20, 100, 40], [0, 100, 40], -20),
    ],
)
def test_refunds_are_carried_back(series: list[int], expected: list[int], rest: int) -> None:
    who = pd.Series([7] * len(series)).to_numpy()
    found = carry_back(who, pd.Series(series).to_numpy())
    assert found.tolist() == expected
    assert sum(series) - int(found.sum()) == rest


def test_ddof_is_the_ratio_of_the_textbook(make_ledger: Callable[..., Ledger]) -> None:
    population = row(make_ledger, GROWTH)["cv"]
    assert row(make_ledger, GROWTH, xyz__ddof="1")["cv"] / population == pytest.approx(1.044, abs=5e-4)


def test_one_purchase_in_twelve_months_is_the_root_of_eleven(make_ledger: Callable[..., Ledger]) -> None:
    single = [100] + [0] * 11
    assert row(make_ledger, single)["cv"] == pytest.approx(11**0.5)
    assert row(make_ledger, single, xyz__ddof="1")["cv"] == pytest.approx(12**0.5)


def test_a_quarterly_buyer_is_regular_on_the_quarter_grid(make_ledger: Callable[..., Ledger]) -> None:
    series = [300.0, 0, 0] * 4
    assert row(make_ledger, series)["xyz_kind"] == "intermittent"
    assert row(make_ledger, series, period__grid="quarter")["xyz"] == "X"
