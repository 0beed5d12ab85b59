"""Charts hold the figures they show: exact points, borders and labels, and no text that bypasses the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from segcore import charts
from segcore.analysis import Analysis, analyse
from segcore.charts.base import ticks, trimmed
from segcore.colours import DARK, LIGHT
from segcore.ledger import Ledger
from segcore.shapes import customer_series, pareto_table
from segcore.words import load

# totals 400 200 100 100 60 50 40 30 15 5 of METHOD 2: A to 800, B to 950
TOTALS = (400, 200, 100, 100, 60, 50, 40, 30, 15, 5)
EN, QPS = load("en"), load("qps")


@pytest.fixture
def ten(make_ledger: Callable[..., Ledger]) -> Analysis:
    """Ten customers; each buys once on 10 January and once, for the same amount, on 10 February 2026."""
    days = ("2026-01-10", "2026-02-10")
    return analyse(make_ledger([(f"C{n:02}", day, total / 2) for n, total in enumerate(TOTALS) for day in days]))


def parts(chart: Any) -> list[dict[str, Any]]:
    """Every single view of a layered chart."""
    found: list[dict[str, Any]] = []

    def walk(view: dict[str, Any]) -> None:
        for layer in view.get("layer", []):
            walk(layer)
        if "mark" in view:
            found.append(view)

    walk(chart.to_dict())
    return found


def rows(chart: Any, view: dict[str, Any]) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = chart.to_dict()["datasets"][view["data"]["name"]]
    return values


def marked(chart: Any, kind: str) -> list[list[dict[str, Any]]]:
    return [rows(chart, view) for view in parts(chart) if view["mark"]["type"] == kind]


def test_the_curve_has_a_step_for_every_customer(ten: Analysis) -> None:
    table = pareto_table(ten)
    assert list(table["rank"]) == list(range(1, 11))
    assert list(table["value"] / 100) == pytest.approx(list(TOTALS))
    assert "".join(table["abc"]) == "AAAABBBCCC"
    assert list(table["cumulative"]) == pytest.approx([0.4, 0.6, 0.7, 0.8, 0.86, 0.91, 0.95, 0.98, 0.995, 1.0])


def test_a_long_curve_keeps_few_steps_and_the_exact_borders(make_ledger: Callable[..., Ledger]) -> None:
    found = analyse(make_ledger([(f"C{n:04}", "2026-01-10", 5000 - n) for n in range(3000)]))
    table = pareto_table(found)
    assert 300 < len(table) <= 403
    for letter in "ABC":
        last = int(np.flatnonzero((found.customers["abc"] == letter).to_numpy())[-1]) + 1
        assert int(table[table["abc"] == letter]["rank"].iloc[-1]) == last
    weights = table["rank"] - table["from_rank"]
    assert (table["value"] * weights).sum() == pytest.approx(found.positive_total)


def test_pareto_marks_both_borders_and_counts_the_classes(ten: Analysis) -> None:
    chart = charts.pareto(pareto_table(ten), EN, False, EN.short)
    borders, zones = marked(chart, "text")
    assert [(row["rank"], row["text"]) for row in borders] == [(4, "80%"), (7, "95%")]
    assert [(row["rank"], row["text"]) for row in zones] == [(2.0, "A · 4"), (5.5, "B · 3"), (8.5, "C · 3")]
    fills = parts(chart)[0]["encoding"]["color"]["scale"]["range"]
    assert fills == [LIGHT.fills[letter] for letter in "ABC"]
    assert charts.pareto(pareto_table(ten), EN, True, EN.short).to_dict()["config"]["axis"]["labelColor"] == DARK.muted


def test_lorenz_runs_from_nobody_to_everybody(ten: Analysis) -> None:
    chart = charts.lorenz(pareto_table(ten), EN, False, ten.concentration.gini)
    curve = marked(chart, "line")[0]
    assert (curve[0]["people"], curve[0]["money"]) == pytest.approx((0.0, 0.0))
    assert (curve[1]["people"], curve[1]["money"]) == pytest.approx((0.1, 0.005))
    assert (curve[-1]["people"], curve[-1]["money"]) == (1.0, 1.0)
    assert marked(chart, "text")[0][0]["text"] == "Gini 0.54"


def test_a_series_shows_every_period_the_usual_band_and_the_day_it_was_due(make_ledger: Callable[..., Ledger]) -> None:
    amounts = (100, 200, 300, 400, 500)
    own = [("Acme", f"2025-{month:02}-10", float(amount)) for month, amount in enumerate(amounts, start=1)]
    found = analyse(make_ledger([*own, ("Other", "2025-12-31", 1.0), ("Other", "2025-01-01", 1.0)]))
    view = customer_series(found, 0)
    assert list(view.table["amount"]) == [100, 200, 300, 400, 500, 0, 0, 0, 0, 0, 0, 0]
    assert view.usual == pytest.approx((180_00, 420_00, 300_00))
    # gaps 31 28 31 30 days, median 30.5; it is the only rhythm, so it is typical: 10 May + 30 days (halves to even)
    assert view.due == date(2025, 6, 9)
    chart = charts.series(view, EN, False)
    assert [row["period"] for row in marked(chart, "bar")[0]][:2] == ["Jan 25", "Feb 25"]
    assert (marked(chart, "rect")[0][0]["amount"], marked(chart, "rect")[0][0]["high"]) == pytest.approx((180, 420))
    assert [(row["key"], row["text"]) for row in marked(chart, "text")[0]] == [("2025-06-01", "due 9 Jun 2025")]


@pytest.mark.parametrize(
    ("top", "count", "expected"),
    [
        (10.5, 5, [0, 2, 4, 6, 8, 10]),
        (312, 6, [0, 50, 100, 150, 200, 250, 300]),
        (0, 5, [0.0]),
        (1, 4, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_ticks_are_round(top: float, count: int, expected: list[float]) -> None:
    assert ticks(top, count) == pytest.approx(expected)


def test_figures_on_an_axis_lose_their_zeros() -> None:
    assert [trimmed(EN, text) for text in ("4.00M", "2.50M", "400k", "2,500", "10.0k")] == [
        "4M",
        "2.5M",
        "400k",
        "2,500",
        "10k",
    ]
    assert trimmed(load("pl"), load("pl").short(400_000_000)) == "4\u00a0mln"


def test_every_title_on_a_chart_comes_from_the_words(ten: Analysis) -> None:
    table = pareto_table(ten)
    shown = [
        charts.pareto(table, QPS, False, QPS.short),
        charts.lorenz(table, QPS, False, ten.concentration.gini),
        charts.series(customer_series(ten, 0), QPS, False),
    ]
    titles = [
        title for chart in shown for title in re.findall(r'"title": ?"([^"]+)"', chart.to_json(ensure_ascii=False))
    ]
    assert len(titles) >= 6
    assert [title for title in titles if not title.startswith("⟦")] == []
    english = charts.pareto(table, EN, False, EN.short).to_json(ensure_ascii=False)
    assert [title for title in re.findall(r'"title": ?"([^"]+)"', english) if not title.startswith("⟦")] != []


def test_no_chart_follows_the_browsers_number_format(ten: Analysis) -> None:
    for chart in (
        charts.pareto(pareto_table(ten), EN, False, EN.short),
        charts.series(customer_series(ten, 0), EN, False),
    ):
        assert '"format"' not in chart.to_json()
        assert "labelExpr" in chart.to_json()
