"""METHOD 4: scores, the map, rhythm and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import product

import numpy as np
import pandas as pd
import pytest

from segcore.analysis import analyse
from segcore.classify.rfm_class import MAP, SEGMENTS, TABLE, ntile, quantile, score, share_worse
from segcore.classify.status import STATUSES, slipping_flags, status_codes
from segcore.ledger import Ledger
from segcore.settings import RfmSettings, RhythmSettings, StatusSettings

R = np.array([5, 12, 20, 33, 40, 61, 90, 150, 200, 400], dtype=float)
F = np.array([12, 1, 6, 1, 4, 2, 1, 3, 1, 1], dtype=float)
M = np.array([9000, 300, 5200, 150, 2500, 800, 8000, 1200, 90, 400], dtype=float)


def test_ten_customers() -> None:
    rfm = score(R, F, M, "share_worse", RfmSettings(), 0.0)
    assert rfm.r.tolist() == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert rfm.f.tolist() == [5, 1, 5, 1, 4, 3, 1, 4, 1, 1]
    assert rfm.m.tolist() == [5, 2, 4, 1, 4, 3, 5, 3, 1, 2]
    names = "champions potential_loyalist loyal promising loyal need_attention at_risk at_risk hibernating hibernating"
    assert [SEGMENTS[code] for code in rfm.segment] == names.split()
    assert rfm.edges.r == (150, 61, 33, 12)
    assert rfm.edges.f == (2, 2, 3, 6)


def test_the_map_is_a_partition_of_the_125_cells() -> None:
    cells = [(r, (f + m + 1) // 2) for r, f, m in product(range(1, 6), repeat=3)]
    sizes = Counter(MAP[r][fm - 1] for r, fm in cells)
    assert sizes == {
        "champions": 10, "loyal": 20, "potential_loyalist": 28, "recent": 1, "promising": 1, "need_attention": 9,
        "about_to_sleep": 6, "at_risk": 32, "cant_lose": 6, "hibernating": 12,
    }  # fmt: skip
    assert sum(sizes.values()) == 125
    assert Counter((f + m + 1) // 2 for f, m in product(range(1, 6), repeat=2)) == {1: 1, 2: 5, 3: 9, 4: 7, 5: 3}
    assert all(SEGMENTS[TABLE[r - 1, fm - 1]] == MAP[r][fm - 1] for r, fm in product(range(1, 6), repeat=2))


def test_fixed_edges() -> None:
    days = np.array([0, 30, 31, 90, 91, 180, 181, 365, 366], dtype=float)
    count = np.array([1, 2, 3, 4, 7, 8, 15, 16, 99], dtype=float)
    money = np.array([99, 100, 299, 300, 999, 1000, 2999, 3000, 9000], dtype=float)
    rfm = score(days, count, money, "fixed", RfmSettings(), 100.0)
    assert rfm.r.tolist() == [5, 5, 4, 4, 3, 3, 2, 2, 1]
    assert rfm.f.tolist() == [1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert rfm.m.tolist() == [1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_equal_values_get_equal_scores_and_ntile_splits_them() -> None:
    once = np.ones(7)
    assert share_worse(once, 5).tolist() == [1] * 7
    assert ntile(once, 5).tolist() == [1, 1, 2, 2, 3, 4, 5]
    assert quantile(once, 5).tolist() == [1] * 7


def test_quantile_cuts_are_type_seven_and_closed_on_the_right() -> None:
    """1..6 at 20 % steps: cuts 2, 3, 4, 5; each cut belongs to the lower score."""
    assert quantile(np.arange(1.0, 7.0), 5).tolist() == [1, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("gaps", "silence", "typical", "ratio"),
    [
        ([30, 31, 29, 30, 32], 75, 34.3, 2.19),
        ([90, 92, 88, 95], 110, 91.0, 1.21),
        ([20], 100, 36.7, 2.73),
        ([], 100, 45.0, 2.22),
        ([30, 31, 29, 30, 32], 130, 34.3, 3.79),
    ],
)
def test_own_rhythm(
    make_ledger: Callable[..., Ledger], gaps: list[int], silence: int, typical: float, ratio: float
) -> None:
    """Beside it stand so many customers with gaps of 45 and 45 days that the portfolio's median is 45."""
    end = pd.Timestamp("2026-06-30")
    days = [end - pd.Timedelta(days=silence)]
    for gap in reversed(gaps):
        days.append(days[-1] - pd.Timedelta(days=gap))
    rows = [("it", str(day.date()), 10.0) for day in days]
    for other in "bcd":
        rows += [(other, str((end - pd.Timedelta(days=back)).date()), 10.0) for back in (0, 45, 90)]
    found = analyse(make_ledger(rows)).customers.set_index("customer").loc["it"]
    assert found["typical_gap_days"] == pytest.approx(typical, abs=0.05)
    assert found["overdue_ratio"] == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("documents", "recency", "typical", "age", "letter", "expected", "slipping"),
    [
        (0, float("nan"), float("nan"), float("nan"), "C", "potential", False),
        (5, 130, 34.3, 400, "A", "lost", False),
        (1, 20, 45, 20, "C", "new", False),
        (9, 20, 33, 500, "A", "key", False),
        (6, 75, 34.3, 300, "B", "regular", True),
        (1, 300, 45, 300, "C", "occasional", True),
        (1, 400, 45, 400, "C", "lost", False),
        (2, 60, 45, 80, "B", "new", False),
    ],
)
def test_status(
    documents: int, recency: float, typical: float, age: float, letter: str, expected: str, slipping: bool
) -> None:
    overdue = np.array([recency / typical])
    code = status_codes(
        np.array([documents]), np.array([recency]), overdue, np.array([age]), np.array([True]),
        np.array([letter == "A"]), StatusSettings(), RhythmSettings(),
    )  # fmt: skip
    assert STATUSES[code[0]] == expected
    assert slipping_flags(overdue, code, RhythmSettings()).tolist() == [slipping]
