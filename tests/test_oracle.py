"""The oracle itself against every worked example of the method, sections 1 to 4."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests import oracle
from tests.oracle import DEFAULTS, compute

FIRST = date(2025, 1, 1)


def options(**changes: object) -> dict[str, object]:
    return {**DEFAULTS, **{name.replace("__", "."): value for name, value in changes.items()}}


def letters(values: list[int], **changes: object) -> str:
    named = {f"c{i:02}": value for i, value in enumerate(values)}
    found = oracle.abc_letters(named, options(**changes))
    return "".join(found[name] for name in named)


def monthly(series: list[int], customer: str = "one", year: int = 2025) -> list[oracle.Row]:
    rows = []
    for month, amount in enumerate(series):
        if amount:
            rows.append((customer, date(year + month // 12, month % 12 + 1, 15), amount, None))
    return rows


def frame(months: int = 12) -> list[oracle.Row]:
    """A background customer on the first and last day, so that the window is exact."""
    last = date(2025 + months // 12, months % 12 + 1, 1) - timedelta(days=1)
    return [("frame", FIRST, 1, None), ("frame", last, 1, None)]


# Section 1


def test_grid_follows_the_portfolio_gap() -> None:
    def papers(gaps: list[int]) -> list[oracle.Document]:
        days = [FIRST]
        for gap in gaps:
            days.append(days[-1] + timedelta(days=gap))
        return [oracle.Document(day, 1, 1) for day in days]

    quick = {"a": papers([30, 31, 29]), "b": papers([28, 33]), "c": papers([60, 62, 58])}
    slow = {"a": papers([90, 91]), "b": papers([88, 93]), "c": papers([30, 31])}
    assert oracle.typical_portfolio_gap(quick) == Fraction("30.5")
    assert oracle.typical_portfolio_gap(slow) == Fraction("90.5")
    two_years = oracle.Window(FIRST, date(2026, 12, 31), False, False)
    one_year = oracle.Window(FIRST, date(2025, 12, 31), False, False)
    assert oracle.choose_grid(Fraction("30.5"), two_years, two_years.end, DEFAULTS) == "month"
    assert oracle.choose_grid(Fraction("90.5"), two_years, two_years.end, DEFAULTS) == "quarter"
    assert oracle.choose_grid(Fraction("90.5"), one_year, one_year.end, DEFAULTS) == "month"
    assert oracle.choose_grid(None, two_years, two_years.end, DEFAULTS) == "month"


@pytest.mark.parametrize(
    ("first", "last", "first_whole", "last_whole"),
    [
        (date(2025, 1, 3), date(2025, 12, 29), True, True),
        (date(2025, 1, 15), date(2025, 12, 10), False, False),
        (date(2025, 1, 6), date(2025, 12, 26), True, True),
        (date(2025, 1, 7), date(2025, 12, 25), False, False),
    ],
)
def test_partial_ends(first: date, last: date, first_whole: bool, last_whole: bool) -> None:
    periods = oracle.make_periods("month", oracle.Window(first, last, False, False), last, 5)
    assert len(periods) == 12
    assert (periods[0][2], periods[-1][2]) == (first_whole, last_whole)
    assert all(whole for _, _, whole in periods[1:-1])


def test_stated_ends_decide_exactly() -> None:
    window = oracle.Window(date(2025, 1, 3), date(2025, 12, 29), True, True)
    whole = [complete for _, _, complete in oracle.make_periods("month", window, window.end, 5)]
    assert whole == [False, *[True] * 10, False]


def test_rolling_grid_never_ends_in_a_partial_period() -> None:
    window = oracle.Window(date(2025, 1, 10), date(2025, 4, 10), False, False)
    periods = oracle.make_periods("rolling_30", window, window.end, 5)
    assert [last for _, last, _ in periods][-1] == date(2025, 4, 10)
    assert periods[-1][0] == date(2025, 3, 12)
    assert periods[-1][2]


@pytest.mark.parametrize(
    ("sums", "left", "rest"),
    [
        ([100, -30, 50], [70, 0, 50], 0),
        ([50, 60, -80, 0, 40], [30, 0, 0, 0, 40], 0),
        ([100, 0, -150, 80], [0, 0, 0, 80], -50),
        ([-20, 100, 40], [0, 100, 40], -20),
    ],
)
def test_refunds_are_carried_back(sums: list[int], left: list[int], rest: int) -> None:
    assert oracle.carry_back(sums) == (left, rest)
    assert sum(left) + rest == sum(sums)


def test_series_starts_at_the_first_purchase() -> None:
    found = compute(frame() + monthly([0] * 9 + [100, 100, 100])).by_name()["one"]
    assert (found["periods"], found["cv"], found["confidence"]) == (3, 0, "provisional")
    whole = compute(
        frame() + monthly([0] * 9 + [100, 100, 100]), options={"xyz.empty_periods": "zero_whole_window"}
    ).by_name()["one"]
    assert whole["cv"] == pytest.approx(1.732, abs=0.0005)
    older = compute(frame() + monthly([0, 0, 0] + [100] * 9), {"one": date(2019, 5, 1)}).by_name()["one"]
    assert (older["periods"], older["active_periods"]) == (12, 9)


# Section 2

EX1 = [400, 200, 100, 100, 60, 50, 40, 30, 15, 5]


@pytest.mark.parametrize(
    ("values", "changes", "expected"),
    [
        (EX1, {}, "AAAABBBCCC"),
        ([70, 10, 9, 6, 5], {}, "AABBC"),
        ([700, 150, 100, 30, 20], {}, "AABCC"),
        ([700, 150, 100, 30, 20], {"abc__border": "at_most"}, "ABBCC"),
        ([700, 150, 100, 30, 20], {"abc__border": "nearest"}, "AABCC"),
        ([900, 60, 40], {}, "ABC"),
        ([900, 60, 40], {"abc__border": "at_most"}, "BCC"),
        ([900, 60, 40], {"abc__border": "below"}, "BCC"),
        ([900, 60, 40], {"abc__border": "nearest"}, "ABC"),
        ([500, 250, 100, 100, 50, 0, -120], {}, "AAAACNN"),
        ([500, 250, 100, 100, 50, 0, -120], {"abc__ties": "order"}, "AAABCNN"),
        ([7] * 8, {}, "AAAAAAAA"),
        ([7] * 8, {"abc__ties": "order"}, "AAAAAAAB"),
        (EX1, {"abc__basis": "count", "abc__ties": "order"}, "AABBBCCCCC"),
        (EX1, {"abc__basis": "computed", "abc__ties": "order"}, "AAABBCCCCC"),
        (EX1, {"abc__basis": "computed"}, "AAAABCCCCC"),
    ],
)
def test_abc(values: list[int], changes: dict[str, object], expected: str) -> None:
    assert letters(values, **changes) == expected


def test_computed_limits() -> None:
    assert oracle.computed_borders(EX1) == (3, 5)
    second = [1, 15, 25, 17, 2, 3, 5, 6, 2, 3, 22]
    found = letters(second, abc__basis="computed")
    assert [value for value, letter in zip(second, found, strict=True) if letter == "A"] == [15, 25, 17, 22]
    assert (found.count("A"), found.count("B"), found.count("C")) == (4, 1, 6)
    with pytest.raises(ValueError, match="refused"):
        oracle.computed_borders([7] * 12)


def test_concentration() -> None:
    assert float(oracle.gini(EX1)) == pytest.approx(0.539)
    assert float(oracle.gini(EX1)) * 10 / 9 == pytest.approx(0.5989, abs=0.00005)
    assert float(oracle.hhi(EX1)) == pytest.approx(0.22885)
    assert float(1 / oracle.hhi(EX1)) == pytest.approx(4.37, abs=0.005)


@pytest.mark.parametrize("border", ["crossing", "at_most", "below", "nearest"])
@pytest.mark.parametrize("ties", ["together", "order"])
def test_to_next_class_is_the_least_amount_by_trying_every_one(border: str, ties: str) -> None:
    values = {f"c{i}": value for i, value in enumerate([70, 41, 41, 20, 9, 9, 5, 0, -3])}
    chosen = options(abc__border=border, abc__ties=ties)
    now = oracle.abc_letters(values, chosen)
    tried = 0
    for customer, letter in now.items():
        if letter in "AN":
            assert oracle.to_next_class(customer, values, chosen) is None
            continue
        literal = None
        for added in range(1, 400):
            if oracle.abc_letters({**values, customer: values[customer] + added}, chosen)[customer] < letter:
                literal = added
                break
        assert oracle.to_next_class(customer, values, chosen) == literal
        tried += 1
    assert tried >= 3


# Section 3

XYZ_ROWS = [
    ([100, 110, 95, 105, 100, 90, 100, 105, 95, 110, 100, 90], "1.000", 0.069, "X", "regular", "X", 0.065, "X"),
    ([100 + 10 * i for i in range(12)], "1.000", 0.237, "X", "regular", "X", 0.223, "Y"),
    ([100, 100, 0, 100, 110, 90, 100, 0, 105, 100, 95, 100], "0.833", 0.054, "X", "regular", "X", 0.451, "Z"),
    ([0, 0, 300, 0, 0, 300, 0, 0, 300, 0, 0, 300], "0.400", 0.0, "Y", "intermittent", "Z", 1.225, "Z"),
    ([100, 0, 0, 250, 0, 40, 0, 0, 180, 0, 60, 0], "0.417", 0.730, "Y", "lumpy", "Z", 1.526, "Z"),
    ([20, 300, 50, 10, 180, 400, 30, 60, 250, 15, 90, 200], "1.000", 0.993, "Y", "erratic", "Y", 0.931, "Z"),
    ([0, 0, 0, 0, 5000, 0, 0, 0, 0, 0, 0, 0], "0.125", None, "Z", "single", "Z", 2.646, "Z"),
    ([0, 0, 0, 200, 0, 0, 0, 0, 210, 0, 0, 0], "0.222", 0.039, "Z", "single", "Z", 1.872, "Z"),
    ([0] * 9 + [100, 105, 95], "1.000", 0.054, "X", "regular", "X", 0.041, "X"),
    ([100] * 9 + [0, 0, 0], "0.750", 0.0, "X", "regular", "Y", 0.577, "Z"),
]


@pytest.mark.parametrize(("series", "a", "c", "letter", "kind", "classic", "cv", "strict"), XYZ_ROWS)
def test_xyz_table(
    series: list[int], a: str, c: float | None, letter: str, kind: str, classic: str, cv: float, strict: str
) -> None:
    rows = frame() + monthly(series)
    found = compute(rows).by_name()["one"]
    assert f"{float(found['activity_share']):.3f}" == a
    assert found["amount_cv"] == (None if c is None else pytest.approx(c, abs=0.0005))
    assert found["cv"] == pytest.approx(cv, abs=0.0005)
    assert (found["xyz"], found["xyz_kind"]) == (letter, kind)
    by_cv = compute(rows, options={"xyz.method": "classic"}).by_name()["one"]
    assert (by_cv["xyz"], by_cv["xyz_kind"]) == (classic, kind)
    tight = compute(rows, options={"xyz.method": "classic", "xyz.limits": "0.1,0.25"}).by_name()["one"]
    assert tight["xyz"] == strict


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (XYZ_ROWS[0][0], "X firm"),
        (XYZ_ROWS[2][0], "X firm"),
        ([100, 0, 120, 80, 0, 100, 150, 60, 0, 110, 90, 130], "X borderline"),
        ([100] + [0] * 11, "Z firm"),
        ([100, 0, 0, 0, 0, 100] + [0] * 6, "Z firm"),
        ([100, 0, 0, 0, 100, 0, 0, 0, 100, 0, 0, 0], "Y borderline"),
        ([100] * 9 + [0, 0, 0], "X borderline"),
        ([0] * 9 + [100, 105, 95], "X provisional"),
    ],
)
def test_confidence(series: list[int], expected: str) -> None:
    found = compute(frame() + monthly(series)).by_name()["one"]
    assert f"{found['xyz']} {found['confidence']}" == expected


@pytest.mark.parametrize(
    ("series", "partial_end", "expected"),
    [
        ([100] * 9 + [0, 0, 0], 0, True),
        ([100] * 9 + [0, 0, 0], 50, False),
        ([300, 0, 0, 300, 0, 0, 300], 0, False),
        ([5, 0, 0, 5, 0, 0, 5] + [0] * 5, 0, True),
        ([5, 0, 0, 5, 0, 0, 5] + [0] * 5, 5, False),
        ([5, 0, 0, 5, 0, 0, 5] + [0] * 4, 0, False),
        ([100] * 11 + [0], 0, False),
        ([100] + [0] * 11, 0, False),
    ],
)
def test_silent(series: list[int], partial_end: int, expected: bool) -> None:
    assert oracle.is_silent(series, partial_end) is expected


def test_identity_of_the_variation() -> None:
    equal = oracle.rhythm([0, 7, 0, 7, 0, 0, 7, 0, 0, 0, 0, 0], DEFAULTS)
    assert equal.cv == pytest.approx(math.sqrt(12 / 3 - 1))
    assert oracle.rhythm([9] + [0] * 11, DEFAULTS).cv == pytest.approx(math.sqrt(11))
    assert oracle.rhythm([9] + [0] * 11, options(xyz__ddof="1")).cv == pytest.approx(math.sqrt(12))


# The ten rules of the policy

RULES = [
    (("N", "firm", False, False, "lost", 9), ("margin_returns", "returns")),
    (("CZ", "provisional", False, False, "occasional", 1), ("nurture", "too_new")),
    (("CZ", "firm", False, False, "new", 1), ("nurture", "too_new")),
    (("AX", "firm", True, False, "lost", 9), ("win_back", "lost_good")),
    (("CY", "firm", True, False, "lost", 9), ("stop_selling", "lost_small")),
    (("BY", "firm", False, True, "regular", 9), ("call_now", "late")),
    (("AX", "firm", True, False, "key", 9), ("call_now", "late")),
    (("BX", "firm", False, False, "regular", 9), ("target", "best")),
    (("AZ", "firm", False, True, "key", 1), ("check_project", "one_document")),
    (("AZ", "firm", False, True, "key", 2), ("build_loyalty", "uneven")),
    (("BY", "firm", False, False, "regular", 9), ("build_loyalty", "uneven")),
    (("CX", "firm", True, False, "regular", 9), ("remind", "small_silent")),
    (("CX", "firm", False, True, "regular", 9), ("raise_cheque", "small")),
    (("CZ", "borderline", False, False, "regular", 9), ("raise_cheque", "on_the_border")),
    (("CZ", "firm", False, False, "regular", 9), ("stop_selling", "small_rare")),
]


@pytest.mark.parametrize(("given", "expected"), RULES)
def test_actions(given: tuple[str, str, bool, bool, str, int], expected: tuple[str, str]) -> None:
    assert oracle.action_of(*given) == expected


# Section 4

R = [5, 12, 20, 33, 40, 61, 90, 150, 200, 400]
F = [12, 1, 6, 1, 4, 2, 1, 3, 1, 1]
M = [9000, 300, 5200, 150, 2500, 800, 8000, 1200, 90, 400]


def named(numbers: list[int]) -> dict[str, int]:
    return {f"c{i}": number for i, number in enumerate(numbers)}


def test_share_worse() -> None:
    assert list(oracle.scores(named(R), "share_worse", 5, [], True).values()) == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert list(oracle.scores(named(F), "share_worse", 5, []).values()) == [5, 1, 5, 1, 4, 3, 1, 4, 1, 1]
    assert list(oracle.scores(named(M), "share_worse", 5, []).values()) == [5, 2, 4, 1, 4, 3, 5, 3, 1, 2]


def test_fixed_scores() -> None:
    edges = DEFAULTS["rfm.edges_r"]
    days = named([0, 30, 31, 90, 91, 180, 181, 365, 366])
    assert list(oracle.scores(days, "fixed", 5, edges, True).values()) == [5, 5, 4, 4, 3, 3, 2, 2, 1]
    counts = named([1, 2, 3, 4, 7, 8, 15, 16])
    assert list(oracle.scores(counts, "fixed", 5, DEFAULTS["rfm.edges_f"]).values()) == [1, 2, 2, 3, 3, 4, 4, 5]


def test_ntile_and_quantile() -> None:
    assert list(oracle.scores(named([7] * 7), "ntile", 5, []).values()) == [1, 1, 2, 2, 3, 4, 5]
    assert [float(oracle.type_7([1, 2, 3, 4], Fraction(k, 4))) for k in range(5)] == [1, 1.75, 2.5, 3.25, 4]
    assert list(oracle.scores(named([1, 1, 1, 1, 9]), "quantile", 5, []).values()) == [1, 1, 1, 1, 5]
    assert list(oracle.scores(named(list(range(10))), "quantile", 5, []).values()) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_segments() -> None:
    expected = (
        "champions potential_loyalist loyal promising loyal need_attention at_risk at_risk hibernating hibernating"
    )
    r = oracle.scores(named(R), "share_worse", 5, [], True)
    f = oracle.scores(named(F), "share_worse", 5, [])
    m = oracle.scores(named(M), "share_worse", 5, [])
    assert [oracle.SEGMENTS[r[c]][(f[c] + m[c] + 1) // 2 - 1] for c in r] == expected.split()


def test_segment_sizes() -> None:
    sizes: dict[str, int] = {}
    for r in range(1, 6):
        for f in range(1, 6):
            for m in range(1, 6):
                name = oracle.SEGMENTS[r][(f + m + 1) // 2 - 1]
                sizes[name] = sizes.get(name, 0) + 1
    assert sizes == {
        **{"champions": 10, "loyal": 20, "potential_loyalist": 28, "recent": 1, "promising": 1},
        **{"need_attention": 9, "about_to_sleep": 6, "at_risk": 32, "cant_lose": 6, "hibernating": 12},
    }


@pytest.mark.parametrize(
    ("gaps", "recency", "typical", "ratio"),
    [
        ([30, 31, 29, 30, 32], 75, 34.3, 2.19),
        ([90, 92, 88, 95], 110, 91, 1.21),
        ([20], 100, 36.7, 2.73),
        ([], 100, 45, 2.22),
        ([30, 31, 29, 30, 32], 130, 34.3, 3.79),
    ],
)
def test_own_rhythm(gaps: list[int], recency: int, typical: float, ratio: float) -> None:
    found = oracle.typical_gap(gaps, Fraction(45))
    assert float(found) == pytest.approx(typical, abs=0.05)
    assert float(recency / found) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("papers", "recency", "typical", "age", "abc", "expected"),
    [
        (0, None, None, None, "N", "potential"),
        (5, 130, "34.3", 400, "A", "lost"),
        (1, 20, "45", 20, "C", "new"),
        (9, 20, "33", 500, "A", "key"),
        (6, 75, "34.3", 300, "B", "regular slipping"),
        (1, 300, "45", 300, "C", "occasional slipping"),
        (1, 400, "45", 400, "C", "lost"),
        (2, 60, "45", 80, "B", "new"),
    ],
)
def test_status(
    papers: int, recency: int | None, typical: str | None, age: int | None, abc: str, expected: str
) -> None:
    overdue = None if recency is None or typical is None else recency / Fraction(typical)
    status = oracle.status_of(papers, recency, overdue, age, True, abc == "A", DEFAULTS)
    late = overdue is not None and overdue > Fraction("1.5") and status != "lost"
    if status != "new":
        assert status + (" slipping" if late else "") == expected
    else:
        assert status == expected


# Traps of the whole


def test_refund_in_a_partial_month_is_carried_before_it_is_dropped() -> None:
    rows = frame(3) + monthly([100, 100, 100]) + [("one", date(2025, 4, 2), -60, None)]
    found = compute(rows)
    assert [whole for _, _, whole in found.periods] == [True, True, True, False]
    assert found.series["one"] == [100, 100, 40]
    assert found.by_name()["one"]["revenue"] == 240


def test_documents_days_and_only_refunds() -> None:
    rows = [
        *frame(),
        ("one", date(2025, 3, 5), 100, "7"),
        ("one", date(2025, 3, 5), 50, "7"),
        ("one", date(2025, 3, 5), 30, "8"),
        ("one", date(2025, 4, 5), -30, "9"),
        ("back", date(2025, 4, 5), -30, None),
    ]
    found = compute(rows).by_name()
    assert (found["one"]["documents"], found["one"]["purchase_days"]) == (2, 1)
    assert found["one"]["average_document"] == 90
    back = found["back"]
    assert (back["abc"], back["status"], back["documents"], back["r"], back["recency_days"]) == (
        *("N", "potential", 0, None, None),
    )
    assert (back["xyz"], back["confidence"], back["periods"], back["share"]) == ("Z", "provisional", 0, None)


def test_few_customers_are_scored_by_fixed_edges_unless_asked() -> None:
    rows = frame() + monthly([100] * 12)
    assert compute(rows).scoring == "fixed"
    assert compute(rows, options={"rfm.scoring": "share_worse"}).scoring == "share_worse"
    many = [row for i in range(40) for row in monthly([100 + i] * (1 + i % 12), f"c{i:02}")]
    assert compute(many + frame(), search=False).scoring == "share_worse"


def test_shuffled_rows_give_the_same_answer() -> None:
    rows = frame() + [row for i, (series, *_) in enumerate(XYZ_ROWS) for row in monthly(series, f"c{i}")]
    assert compute(rows).customers == compute(list(reversed(rows))).customers


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 2, 16), date(2026, 2, 15), "growing"),
        (date(2024, 2, 17), date(2026, 2, 15), None),
        (date(2024, 1, 3), date(2025, 12, 29), "growing"),
        (date(2024, 1, 7), date(2025, 12, 29), None),
    ],
)
def test_trend_needs_both_spans_or_24_complete_months(first: date, last: date, expected: str | None) -> None:
    rows: list[oracle.Row] = [("one", first, 100, None), ("one", last, 200, None), ("back", last, -5, None)]
    found = compute(rows).by_name()
    assert (found["one"]["trend"], found["back"]["trend"]) == (expected, None)


def test_leap_day() -> None:
    assert oracle.years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert oracle.years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)


def test_cells_sum_to_the_ledger() -> None:
    rows = frame() + [row for i, (series, *_) in enumerate(XYZ_ROWS) for row in monthly(series, f"c{i}")]
    found = compute(rows)
    assert sum(cell["customers"] for cell in found.matrix.values()) == len(found.customers) == 11
    assert sum(cell["value"] for cell in found.matrix.values()) == sum(row[2] for row in rows)
    assert sum(cell["share"] for cell in found.matrix.values()) == 1
