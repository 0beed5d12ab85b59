"""What must hold for every ledger, and the edge cases of the method."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segcore import columns
from segcore.analysis import Analysis, analyse
from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.settings import Settings

Rows = list[tuple[str, str, float]]
ANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
rows_of = st.lists(
    st.tuples(
        st.sampled_from("abcdefg"),
        st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(str),
        st.integers(-50_000, 100_000).filter(bool).map(lambda minor: minor / 100),
    ),
    min_size=1,
    max_size=60,
)
TABLES = ("customers", "attributes", "series", "matrix", "cell_actions", "actions", "rfm")


def bytes_of(analysis: Analysis) -> list[bytes]:
    """Every table of the result, byte for byte."""
    return [
        getattr(analysis, name).to_json(orient="split", double_precision=15, date_format="iso").encode()
        for name in TABLES
    ]


def shuffled(ledger: Ledger, seed: int) -> Ledger:
    return Ledger.of(ledger.lines.sample(frac=1, random_state=seed), ledger.parties, ledger.report)


@ANY
@given(rows=rows_of, seed=st.integers(0, 9))
def test_the_order_of_the_rows_changes_nothing(make_ledger: Callable[..., Ledger], rows: Rows, seed: int) -> None:
    ledger = make_ledger(rows)
    again = shuffled(ledger, seed)
    assert again.digest == ledger.digest
    assert bytes_of(analyse(again)) == bytes_of(analyse(ledger))


def test_another_amount_changes_the_digest_and_the_bytes(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [("a", "2025-01-05", 10.0), ("b", "2025-02-05", 20.0)]
    ledger, other = make_ledger(rows), make_ledger([rows[0], ("b", "2025-02-05", 20.01)])
    swapped = make_ledger([("a", "2025-01-05", 20.0), ("b", "2025-02-05", 10.0)])
    assert len({ledger.digest, other.digest, swapped.digest}) == 3
    assert bytes_of(analyse(ledger)) != bytes_of(analyse(other))


@ANY
@given(rows=rows_of)
def test_totals_reconcile(make_ledger: Callable[..., Ledger], rows: Rows) -> None:
    analysis = analyse(make_ledger(rows))
    total = sum(round(amount * 100) for *_, amount in rows)
    customers = len({name for name, *_ in rows})
    assert analysis.total == total == int(analysis.customers["revenue"].sum()) == int(analysis.series["amount"].sum())
    assert (int(analysis.matrix["customers"].sum()), int(analysis.matrix["value"].sum())) == (customers, total)
    assert int(analysis.cell_actions["customers"].sum()) == customers
    assert int(analysis.actions["revenue"].sum()) == (total if len(analysis.actions) else 0)
    positive = analysis.customers["share"].dropna()
    assert positive.sum() == pytest.approx(1.0 if len(positive) else 0.0)
    assert int(analysis.rfm["customers"].sum()) == int((analysis.customers["documents"] > 0).sum())


@ANY
@given(rows=rows_of, factor=st.sampled_from([2, 10, 1_000]))
def test_scaling_every_amount_changes_no_letter(make_ledger: Callable[..., Ledger], rows: Rows, factor: int) -> None:
    one, more = (analyse(make_ledger([(n, d, a * k) for n, d, a in rows])).customers for k in (1, factor))
    letters = ["customer", "abc", "xyz", "confidence", "silent", "cell", "action", "status", "r", "f", "m"]
    pd.testing.assert_frame_equal(one[letters], more[letters])
    assert (one["revenue"] * factor).tolist() == more["revenue"].tolist()


@ANY
@given(rows=rows_of)
def test_the_tables_keep_their_contract(make_ledger: Callable[..., Ledger], rows: Rows) -> None:
    analysis = analyse(make_ledger(rows))
    for name in ("customers", "series", "matrix", "cell_actions", "actions", "rfm"):
        contract = getattr(columns, {"rfm": "RFM_MAP"}.get(name, name.upper()))
        table = getattr(analysis, name)
        assert list(table.columns) == columns.names(contract)
        for column in contract:
            empty = table[column.name].isna() | (table[column.name].astype(str) == "")
            assert column.empty or not empty.any(), (name, column.name)
    numbers = analysis.customers.select_dtypes("number")
    assert not np.isinf(numbers.to_numpy(dtype=np.float64)).any()


def one_row(analysis: Analysis, name: str) -> pd.Series:
    return analysis.customers.set_index("customer").loc[name]


def codes(analysis: Analysis) -> set[str]:
    return {told.code for told in analysis.notices}


def test_an_empty_ledger_is_refused_in_words(make_ledger: Callable[..., Ledger]) -> None:
    with pytest.raises(LabradorError) as caught:
        analyse(make_ledger([]))
    assert caught.value.code == "ledger.no_rows"


def test_one_customer(make_ledger: Callable[..., Ledger]) -> None:
    analysis = analyse(make_ledger([("only", "2025-03-03", 50.0)]))
    assert one_row(analysis, "only")["abc"] == "A"
    assert (analysis.concentration.top1, analysis.concentration.gini) == (1.0, 0.0)
    assert [(light.analysis, light.light) for light in analysis.lights] == [
        ("abc", "red"), ("xyz", "red"), ("rfm", "red"),
    ]  # fmt: skip
    assert one_row(analysis, "only")["action"] == ""


def test_equal_customers_do_not_separate(make_ledger: Callable[..., Ledger]) -> None:
    analysis = analyse(
        make_ledger([(name, "2025-03-03", 50.0) for name in "abcdefghijkl"]),
        Settings().with_values({"abc.basis": "computed"}),
    )
    assert set(analysis.customers["abc"]) == {"A"}
    assert {"no_concentration", "computed_limits_refused"} <= codes(analysis)


def test_nothing_left_after_returns(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [(name, "2025-03-03", 50.0) for name in "abcdef"] + [(name, "2025-04-03", -60.0) for name in "abcdef"]
    analysis = analyse(make_ledger(rows))
    assert set(analysis.customers["abc"]) == {"N"}
    assert (analysis.lights[0].light, analysis.lights[0].reason) == ("red", "no_positive_total")
    assert analysis.matrix["cell"].tolist()[-1] == "N"


def test_net_zero_and_only_refunds_are_n_not_c(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [("zero", "2025-03-03", 50.0), ("zero", "2025-04-03", -50.0), ("back", "2025-04-03", -5.0)]
    rows += [("good", "2025-05-05", 100.0)]
    analysis = analyse(make_ledger(rows))
    zero, back = one_row(analysis, "zero"), one_row(analysis, "back")
    assert (zero["abc"], zero["status"]) == ("N", "occasional")
    assert (back["abc"], back["documents"], back["status"]) == ("N", 0, "potential")
    assert np.isnan(back["recency_days"]) and np.isnan(back["r"])
    assert "only_refunds" in codes(analysis)


@pytest.mark.parametrize("border", ["at_most", "below"])
def test_a_giant_leaves_no_a_customer(make_ledger: Callable[..., Ledger], border: str) -> None:
    rows: Rows = [("a", "2025-03-03", 900.0), ("b", "2025-03-04", 60.0), ("c", "2025-03-05", 40.0)]
    analysis = analyse(make_ledger(rows), Settings().with_values({"abc.border": border}))
    assert "".join(analysis.customers["abc"]) == "BCC"
    assert "no_a_customer" in codes(analysis)
    assert "no_a_customer" not in codes(analyse(make_ledger(rows)))


def test_partial_months_stay_in_the_totals(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [("a", "2025-01-15", 10.0), ("a", "2025-06-10", 20.0), ("a", "2025-12-10", 30.0)]
    analysis = analyse(make_ledger(rows), Settings().with_values({"period.grid": "month"}))
    assert analysis.grid.dropped == ("2025-01", "2025-12")
    assert one_row(analysis, "a")["revenue"] == 6000
    assert one_row(analysis, "a")[["periods", "active_periods"]].tolist() == [10, 1]
    whole = analyse(make_ledger([("a", "2025-01-03", 1.0), ("a", "2025-12-29", 1.0)]))
    assert whole.grid.dropped == () and len(whole.grid.kept) == 12


def test_a_new_customer_is_never_firm_nor_dropped(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [(f"big{place}", f"2025-{month:02d}-10", 500.0) for place in range(6) for month in range(1, 13)]
    rows += [("big0", "2025-01-01", 1.0), ("big0", "2025-12-31", 1.0)]
    rows += [("fresh", f"2025-{month}-11", 100.0) for month in (10, 11, 12)] + [("tiny", "2025-12-12", 1.0)]
    analysis = analyse(make_ledger(rows))
    fresh, tiny = one_row(analysis, "fresh"), one_row(analysis, "tiny")
    assert (fresh["xyz"], fresh["confidence"], fresh["status"]) == ("X", "provisional", "new")
    assert (tiny["cell"], tiny["action"], tiny["why"]) == ("CZ", "nurture", "too_new")


def test_regular_then_silent_is_called(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [(f"big{place}", f"2025-{month:02d}-10", 500.0) for place in range(5) for month in range(1, 13)]
    rows += [("gone", f"2025-{month:02d}-20", 900.0) for month in range(1, 10)]
    rows += [("big0", "2025-01-01", 1.0), ("big0", "2025-12-31", 1.0)]
    gone = one_row(analyse(make_ledger(rows)), "gone")
    assert (gone["cell"], bool(gone["silent"]), gone["status"]) == ("AX", True, "lost")
    assert gone["action"] == "win_back"
    softer = Settings().with_values({"rhythm.lost": 9})
    again = one_row(analyse(make_ledger(rows), softer), "gone")
    assert (again["status"], bool(again["slipping"]), again["action"]) == ("key", True, "call_now")


def test_one_purchase_has_no_spread(make_ledger: Callable[..., Ledger]) -> None:
    found = one_row(analyse(make_ledger([("a", "2025-01-02", 9.0), ("b", "2025-12-30", 8.0)])), "a")
    assert found["xyz"] == "Z" and np.isnan(found["amount_cv"])


def test_documents_of_one_day(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [("a", "2025-01-02", 9.0), ("a", "2025-01-02", 8.0)]
    assert one_row(analyse(make_ledger(rows)), "a")["documents"] == 1
    assert one_row(analyse(make_ledger(rows, documents=["F1", "F2"])), "a")["documents"] == 2
    assert one_row(analyse(make_ledger(rows, documents=["F1", "F1"])), "a")["documents"] == 1


def test_losses_make_a_whale_curve(make_ledger: Callable[..., Ledger]) -> None:
    profits = [60.0, 30, 20, 10, -5, -15]
    rows: Rows = [(name, f"2025-01-{place + 1:02d}", 100.0) for place, name in enumerate("abcdef")]
    analysis = analyse(make_ledger(rows, profit=profits), Settings().with_values({"abc.value": "profit"}))
    told = {told.code: dict(told.facts) for told in analysis.notices}
    assert told["whale"] == {"peak": pytest.approx(1.2)}
    assert (analysis.value, analysis.positive_total) == ("profit", 12_000)
    assert "".join(analysis.customers["abc"]) == "AAABNN"  # before: 0, .50, .75, .92 of 120


def test_profit_that_is_mostly_unknown_falls_back_to_revenue(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [("a", "2025-01-02", 79.0), ("b", "2025-01-03", 21.0)]
    ledger = make_ledger(rows, profit=[5.0, float("nan")])
    analysis = analyse(ledger, Settings().with_values({"abc.value": "profit"}))
    assert analysis.value == "revenue"
    assert dict(analysis.notices[0].facts) == {"share": pytest.approx(0.21)}


def test_most_bought_once(make_ledger: Callable[..., Ledger]) -> None:
    once: Rows = [
        (f"c{place:02d}", f"2025-{1 + place % 12:02d}-{1 + place % 28:02d}", 10.0 + place) for place in range(46)
    ]
    often: Rows = [(f"r{k}", f"2025-{month:02d}-05", 10.0) for k in range(2, 6) for month in range(1, k + 1)]
    analysis = analyse(make_ledger(once + often))
    assert "fixed_suggested" in codes(analysis)
    scored = analysis.customers.set_index("customer")["f"]
    assert set(scored[[name for name in scored.index if name.startswith("c")]]) == {1.0}
    few = analyse(make_ledger(once[:30]))
    assert "rfm_fixed" in codes(few) and few.rfm_edges is not None and few.rfm_edges.scoring == "fixed"


def test_lines_after_as_of_are_counted_out(make_ledger: Callable[..., Ledger]) -> None:
    rows: Rows = [("a", "2025-01-02", 9.0), ("a", "2025-02-02", 8.0), ("b", "2025-03-02", -1.0)]
    analysis = analyse(make_ledger(rows), Settings().with_values({"as_of": "2025-01-31"}))
    report = analysis.report
    assert [(gone.reason, gone.rows, gone.sum) for gone in report.excluded] == [("after_as_of", 2, 700)]
    assert report.rows_read == report.sales + report.returns + sum(gone.rows for gone in report.excluded) == 3
    assert (analysis.total, analysis.as_of) == (900, date(2025, 1, 31))


def test_without_dates_there_is_abc_alone(make_ledger: Callable[..., Ledger]) -> None:
    ledger = make_ledger([(name, "2025-01-01", 10.0 * (1 + place)) for place, name in enumerate("abcdefg")])
    report = replace(ledger.report, precision="none", first_date=None, last_date=None)
    lines = ledger.lines.assign(day=pd.Series([pd.NaT] * 7, dtype="datetime64[s]"))
    analysis = analyse(Ledger.of(lines, ledger.parties, report))
    assert analysis.matrix["cell"].tolist() == ["A", "B", "C"]
    assert int(analysis.matrix["customers"].sum()) == 7
    assert set(analysis.customers["xyz"]) == {""} and set(analysis.customers["action"]) == {""}
    assert len(analysis.rfm) == 0 and analysis.as_of is None
    assert "no_dates" in codes(analysis)


def test_grid_by_rhythm(make_ledger: Callable[..., Ledger]) -> None:
    def ledger(gaps: list[list[int]], span: int) -> Ledger:
        rows: Rows = []
        for place, some in enumerate(gaps):
            day = pd.Timestamp("2024-01-01")
            for gap in [0, *some]:
                day += pd.Timedelta(days=gap)
                rows.append((f"c{place}", str(day.date()), 5.0))
        last = pd.Timestamp("2024-01-01") + pd.DateOffset(months=span) - pd.Timedelta(days=1)
        return make_ledger([*rows, ("end", str(last.date()), 5.0)])

    assert analyse(ledger([[30, 31, 29], [28, 33], [60, 62, 58]], 24)).grid.kind == "month"
    slow = [[90, 91], [88, 93], [30, 31]]
    assert analyse(ledger(slow, 24)).grid.kind == "quarter"
    short = analyse(ledger(slow, 12))
    assert short.grid.kind == "month"
    assert [dict(told.facts) for told in short.notices if told.code == "sparse"] == [{"gap_days": 90.5}]
    assert "long_rhythm" in codes(analyse(ledger([[150, 150]], 24)))


def test_a_month_known_only_as_a_month_is_whole(make_ledger: Callable[..., Ledger]) -> None:
    ledger = make_ledger([("Acme", f"2025-{month:02d}-01", 100.0) for month in range(1, 7)])
    monthly = replace(ledger, report=replace(ledger.report, precision="month"))
    grid = analyse(monthly).grid
    assert (grid.kept[-1], len(grid.kept), grid.dropped) == ("2025-06", 6, ())
    assert analyse(ledger).grid.dropped == ("2025-06",)  # the same days as days: June has one day of thirty
