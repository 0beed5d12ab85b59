"""The Customers sheet holds the analysis, exactly; the twelve customers as worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from segcore.analysis import Analysis
from segcore.ledger import Ledger
from segcore.words import load
from segcore.words import sentences as say

W = load("en")
# header on the sheet: column of CUSTOMERS, what the sheet shows of it
SAME = lambda value: value  # noqa: E731
MAJOR = lambda value: value / 100  # noqa: E731
DAY = lambda value: value.to_pydatetime()  # noqa: E731
SHOWN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "Customer": ("customer", SAME),
    "Cell": ("cell", SAME),
    "Action": ("action", lambda code: say.action_name(W, code)),
    "Revenue, EUR": ("revenue", MAJOR),
    "Share": ("share", SAME),
    "Cumulative": ("cumulative_share", SAME),
    "Last purchase": ("last_date", DAY),
    "Silent, days": ("recency_days", SAME),
    "Every, days": ("typical_gap_days", SAME),
    "Status": ("status", lambda code: say.status_name(W, code)),
    "Sure?": ("confidence", lambda code: say.confidence_name(W, code)),
    "Manager": ("manager", SAME),
    "Documents": ("documents", SAME),
    "Average document": ("average_document", MAJOR),
    "First purchase": ("first_date", DAY),
    "Last 12 months": ("revenue_last_12m", MAJOR),
    "12 months before": ("revenue_previous_12m", MAJOR),
    "Trend": ("trend", lambda code: say.trend_name(W, code)),
    "How they buy": ("xyz_kind", lambda code: say.kind_name(W, code)),
    "Periods with purchases": ("active_periods", SAME),
    "Periods since first": ("periods", SAME),
    "Missing to the better letter": ("to_next_class", MAJOR),
    "RFM segment": ("rfm_segment", lambda code: say.rfm_name(W, code)),
    "R": ("r", SAME),
    "F": ("f", SAME),
    "M": ("m", SAME),
}
HAND = """
Alder Hospital|AX|Keep and grow|40000|0.4|2026-10-01|30|31|Key|Firm|A: within the first 40% of revenue. X: bought in 24 of 24 months.
Birch Hotels|AY|Build loyalty|30000|0.7|2026-08-10|82|61|Key|Firm|A: within the first 70% of revenue. Y: bought in 11 of 23 months, amounts vary by 82%.
Cedar Theatre|AZ|Check: one-off?|9000|0.79|2026-03-16|229||Key|Firm|A: within the first 79% of revenue. Z: bought in 1 of 8 months.
Dogwood Clinic|AX|Call now|8500|0.875|2026-08-20|72|31|Key|Firm|A: passes 80% of revenue. X: bought in 20 of 22 months.
Elm Logistics|BY|Win back|7500|0.95|2026-02-16|257|31|Lost|Firm|B: within the first 95% of revenue. Y: bought in 15 of 24 months, evenly.
Fir Bakery|CX|Raise the order|1800|0.968|2026-10-31|0|31|Regular|Firm|C: within the last 5.0% of revenue. X: bought in 24 of 24 months.
Larch Trading|N|Margin talk|0||2026-01-20|284|63|Occasional|Firm|N: nothing left after returns. Z: bought in 0 of 12 months.
"""  # noqa: E501


def test_every_cell_equals_the_analysis(
    sixty: Ledger,
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    opened: Callable[..., Any],
    listed: Callable[..., pd.DataFrame],
) -> None:
    analysis = analysed(sixty, **{"period.grid": "month"})
    table = listed(opened(written(analysis)), "Customers")
    examined = 0
    assert len(table) == 60
    once = analysis.customers["purchase_days"] == 1
    customers = analysis.customers.assign(typical_gap_days=analysis.customers["typical_gap_days"].mask(once))
    assert 0 < once.sum() < 60
    for head, (column, show) in SHOWN.items():
        for found, value in zip(table[head], customers[column], strict=True):
            missing = value is None or value != value or value is pd.NaT or value == ""
            assert found == (None if missing else show(value)), (head, found, value)
            examined += 1
    assert list(table["Rank"]) == list(range(1, 61))
    assert list(table["Why here"]) == [say.why(W, analysis, place) for place in range(60)]
    assert list(table["E-mail"]) == list(analysis.attributes["E-mail"])
    assert list(table["Industry"]) == ["Hotels"] * 60
    assert examined == 60 * len(SHOWN)
    assert set(table.columns) == {*SHOWN, "Rank", "24 months", "Why here", "E-mail", "Industry"}


def test_the_twelve_stand_as_worked_out_by_hand(
    twelve: Ledger,
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    opened: Callable[..., Any],
    listed: Callable[..., pd.DataFrame],
) -> None:
    table = listed(opened(written(analysed(twelve))), "Customers").set_index("Customer")
    assert len(table) == 12
    for line in HAND.strip().splitlines():
        name, cell, action, revenue, running, last, silent, every, status, sure, why = line.split("|")
        row = table.loc[name]
        assert (row["Cell"], row["Action"], row["Status"], row["Sure?"], row["Why here"]) == (
            (cell, action, status, sure, why)
        )
        assert row["Revenue, EUR"] == float(revenue)
        assert row["Last purchase"].date().isoformat() == last
        assert (row["Silent, days"], row["Every, days"]) == (float(silent), float(every) if every else None)
        if running:
            assert row["Cumulative"] == pytest.approx(float(running), abs=1e-12)
        else:
            assert row["Cumulative"] is None


def test_a_lower_limit_changes_exactly_two_letters(
    twelve: Ledger,
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    opened: Callable[..., Any],
    listed: Callable[..., pd.DataFrame],
) -> None:
    usual = listed(opened(written(analysed(twelve))), "Customers").set_index("Customer")["Cell"]
    moved = listed(opened(written(analysed(twelve, **{"abc.limits": "0.7,0.95"}))), "Customers").set_index("Customer")
    changed = {name: cell for name, cell in moved["Cell"].items() if usual[name] != cell}
    assert changed == {"Cedar Theatre": "BZ", "Dogwood Clinic": "BX"}


def test_the_hidden_series_are_the_months_of_the_same_row(
    twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes], opened: Callable[..., Any]
) -> None:
    book = opened(written(analysed(twelve)))
    series, customers = book["Series"], book["Customers"]
    assert series.sheet_state == "hidden"
    assert customers["B9"].value == "Fir Bakery"
    assert [cell.value for cell in series[9]] == [60] * 12 + [90] * 12
    assert customers["B5"].value == "Birch Hotels"
    months = [cell.value for cell in series[5]]
    assert (months[1], months[15], months[16]) == (2000, 5000, -1000)
    assert sum(value or 0 for value in months) == 30000


def test_the_first_rows_stay_and_filters_cover_the_list(
    sixty: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes], opened: Callable[..., Any]
) -> None:
    sheet = opened(written(analysed(sixty)))["Customers"]
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref.startswith("A3:") and sheet.auto_filter.ref.endswith("63")
    assert sheet["E4"].number_format == "#,##0"
    assert sheet["I4"].number_format == "yyyy-mm-dd"
    assert sheet.print_title_rows == "$3:$3"


def test_names_can_be_hidden(
    sixty: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes], opened: Callable[..., Any]
) -> None:
    book = opened(written(analysed(sixty), shown=lambda name: name.replace("Customer", "Firm")))
    cells = [cell.value for sheet in book for row in sheet for cell in row if isinstance(cell.value, str)]
    assert sum(text.startswith("Firm ") for text in cells) >= 60
    assert not [text for text in cells if text.startswith("Customer ") and text[-2:].isdigit()]
