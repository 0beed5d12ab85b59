"""The engine against a second implementation that shares nothing with it, on made-up ledgers and settings."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import oracle
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from segcore.analysis import Analysis, analyse
from segcore.ledger import Ledger
from segcore.settings import Settings

START = date(2024, 1, 1)
Row = tuple[str, date, int, str | None]


@st.composite
def ledgers(draw: st.DrawFn) -> list[Row]:
    """Rows of up to nine customers over up to 800 days: regular, rare, returning, equal, one-off."""
    span = draw(st.sampled_from([20, 100, 200, 400, 730, 800]))
    rows: list[Row] = []
    for name in "abcdefghi"[: draw(st.integers(1, 9))]:
        step = draw(st.sampled_from([0, 7, 28, 30, 31, 61, 91]))
        usual = draw(st.sampled_from([100, 5_000, 10_000, 10_001, 70_000]))
        first = draw(st.integers(0, span))
        days = range(first, span, step) if step else [first]
        for day in days:
            if draw(st.integers(0, 5)):
                amount = usual + draw(st.sampled_from([0, 0, 1, usual // 3, 2 * usual]))
                number = draw(st.sampled_from([None, None, "1", "2"]))
                rows.append((name, START + timedelta(days=day), amount, number))
                if not draw(st.integers(0, 9)):
                    back = START + timedelta(days=min(span, day + draw(st.sampled_from([0, 3, 40]))))
                    rows.append((name, back, -draw(st.sampled_from([amount, usual // 2, 3 * usual])), "r"))
    return rows or [("a", START, 100, None)]


CHOICES: dict[str, list[Any]] = {
    "abc.value": ["revenue", "documents"],
    "abc.basis": ["share", "count"],
    "abc.limits": ["0.8,0.95", "0.7,0.9", "0.4,0.8"],
    "abc.border": ["crossing", "at_most", "below", "nearest"],
    "abc.ties": ["together", "order"],
    "xyz.method": ["two_part", "classic"],
    "xyz.often": [0.75, 0.6],
    "xyz.min_active": [3, 1, 4],
    "xyz.limits": ["0.5,1", "0.1,0.25"],
    "xyz.rule": ["at_most", "below"],
    "xyz.ddof": ["0", "1"],
    "xyz.empty_periods": ["zero_since_first", "zero_whole_window", "skip"],
    "xyz.partial_periods": ["drop", "keep"],
    "rfm.scoring": ["share_worse", "quantile", "ntile", "fixed"],
    "rfm.bins": ["5", "4", "3"],
    "rfm.frequency": ["documents", "lines", "days", "repeat_days"],
    "rfm.monetary": ["sum", "mean_document", "mean_day"],
    "rfm.fm": ["mean", "frequency"],
    "period.grid": ["auto", "week", "month", "quarter", "rolling_30"],
    "period.from": [date(2024, 2, 10)],
    "period.to": [date(2025, 3, 15)],
    "status.key": ["A", "A_BX"],
    "refunds": ["carry_back", "net", "drop"],
    "as_of": [date(2025, 2, 28), date(2026, 6, 1)],
}
options = st.dictionaries(st.sampled_from(sorted(CHOICES)), st.integers(0, 4), max_size=5).map(
    lambda chosen: {name: CHOICES[name][place % len(CHOICES[name])] for name, place in chosen.items()}
)


def as_ledger(make_ledger: Callable[..., Ledger], rows: list[Row]) -> Ledger:
    plain = [(name, day.isoformat(), amount / 100) for name, day, amount, _ in rows]
    ledger = make_ledger(plain)
    texts = sorted({number for *_, number in rows if number})
    codes = [texts.index(number) if number else -1 for *_, number in rows]
    lines = ledger.lines.assign(document=pd.Series(codes, dtype="int32"))
    return Ledger.of(lines, ledger.parties, ledger.report)


def same(ours: Any, theirs: Any) -> bool:
    if theirs is None:
        return ours is pd.NaT or ours == "" or (isinstance(ours, float) and math.isnan(ours))
    if isinstance(theirs, date):
        return bool(pd.Timestamp(ours).date() == theirs)
    if isinstance(theirs, (Fraction, float, int)) and not isinstance(theirs, bool):
        return math.isclose(float(ours), float(theirs), rel_tol=1e-9, abs_tol=1e-9)
    return bool(ours == theirs)


def differences(analysis: Analysis, expected: oracle.Result) -> list[str]:
    """Every cell of the customer table that differs, and the count of those compared must be the whole table."""
    table = analysis.customers
    found = [] if list(table["customer"]) == [row["customer"] for row in expected.customers] else ["order"]
    if found:
        return found
    for position, row in enumerate(expected.customers):
        for name, value in row.items():
            ours = table[name].iat[position]
            if name in ("base_action", "action", "why") and analysis.lights[0].light == "red":
                value = None
            if not same(ours, value):
                found.append(f"{row['customer']}.{name}: {ours!r}, expected {value!r}")
    return found


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(rows=ledgers(), chosen=options)
def test_every_cell_equals_the_plain_implementation(
    make_ledger: Callable[..., Ledger], rows: list[Row], chosen: dict[str, Any]
) -> None:
    kept = [row for row in rows if chosen.get("period.from", date.min) <= row[1] <= chosen.get("period.to", date.max)]
    kept = [row for row in kept if row[1] <= chosen.get("as_of", date.max)]
    if not kept:
        return
    analysis = analyse(as_ledger(make_ledger, rows), Settings().with_values(chosen))
    assert differences(analysis, oracle.compute(rows, options=chosen)) == []


def test_the_comparison_sees_a_planted_difference(make_ledger: Callable[..., Ledger]) -> None:
    rows: list[Row] = [("a", date(2025, 1, 5), 100, None), ("b", date(2025, 2, 5), 50, None)]
    analysis = analyse(as_ledger(make_ledger, rows))
    expected = oracle.compute(rows)
    assert differences(analysis, expected) == []
    expected.customers[1]["documents"] = 2
    assert differences(analysis, expected) == ["b.documents: np.int64(1), expected 2"]


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_every_value_of_a_setting_is_compared(name: str, make_ledger: Callable[..., Ledger]) -> None:
    rows: list[Row] = []
    for place, customer in enumerate("abcdefgh"):
        for month in range(place % 3, 24, 1 + place % 4):
            day = date(2024 + month // 12, month % 12 + 1, 3 + place)
            rows.append((customer, day, 10_000 * (place + 1) + 700 * month * (place % 2), None))
    rows.append(("b", date(2025, 11, 20), -30_000, "r"))
    for value in CHOICES[name]:
        analysis = analyse(as_ledger(make_ledger, rows), Settings().with_values({name: value}))
        assert differences(analysis, oracle.compute(rows, options={name: value})) == [], value
