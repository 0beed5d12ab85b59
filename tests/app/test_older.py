"""An older workbook beside a new ledger on the page Report: who moved, what differs, names of any kind."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached
from segcore.analysis import analyse
from segcore.ledger import Ledger
from segcore.segments import Segment
from segcore.settings import Settings
from segcore.words import load
from segcore.workbook import Decided, read_back, write
from segcore.workspace import Document

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported.*")
Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
Rows = list[tuple[str, str, Any]]
YEAR = [f"2025-{month:02}-10" for month in range(1, 13)]
BEFORE = {"Alder": 1000, "Birch": 400, "Cedar": 100, "Dogwood": 60, "=LINK(1)": 40}  # A A B B C of 1,600 a month
AFTER = {"Birch": 1200, "Cedar": 300, "Alder": 100, "Elm": 90, "=LINK(1)": 30}  # A A B B C of 1,720 a month


def monthly(amounts: dict[str, int], days: list[str]) -> Rows:
    return [(name, day, float(amount)) for day in days for name, amount in amounts.items()]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks are read in this process; that the other one reads them alike is tested with it."""
    monkeypatch.setattr(cached, "read_in_child", read_back)


@pytest.fixture
def older(make_ledger: Callable[..., Ledger]) -> Callable[..., bytes]:
    """older(**{"abc.limits": "0.7,0.9"}): the workbook of last year."""

    def make(amounts: dict[str, int] = BEFORE, language: str = "en", **settings: object) -> bytes:
        found = analyse(make_ledger(monthly(amounts, YEAR)), Settings().with_values(settings))
        return write(found, load(language), "Old")

    return make


@pytest.fixture
def beside(visitor: Tab, drop: Tab, show: Show, csv: Callable[[Rows], bytes]) -> Callable[..., AppTest]:
    """beside(workbook): the Report of this year's ledger with an older workbook dropped."""

    def open_tab(content: bytes, amounts: dict[str, int] = AFTER, **address: str) -> AppTest:
        days = [day.replace("2025", "2026") for day in YEAR[:9]]
        tab = show(drop(visitor(**address).run(), ("sales.csv", csv(monthly(amounts, days)))), "report")
        return upload(tab, content)

    return open_tab


def upload(tab: AppTest, content: bytes) -> AppTest:
    tab.file_uploader[0].set_value(("older.xlsx", content, "application/octet-stream"))
    return tab.run()


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    book, stream = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    edit(book)
    book.save(stream)
    return stream.getvalue()


def texts(tab: AppTest) -> str:
    assert not tab.exception
    shown = "\n".join(str(each.value) for each in (*tab.title, *tab.subheader, *tab.markdown, *tab.caption))
    assert "Something broke" not in shown
    return shown.replace("\\", "")


def listed(tab: AppTest) -> list[tuple[Any, ...]]:
    table = next(each.value for each in tab.dataframe if "cell_then" in each.value)
    return [
        (row.customer, row.kind, "".join(row.cell_then), "".join(row.cell_now), row.revenue_then, row.revenue_now)
        for row in table.itertuples()
    ]


def test_who_rose_and_who_fell_most_money_first(beside: Tab, older: Tab) -> None:
    tab = beside(older())
    shown = texts(tab)
    assert "What moved since older.xlsx" in shown
    assert "Then: 10 Jan 2025 – 10 Dec 2025, 5 customers. Now: 10 Jan 2026 – 10 Sep 2026, 5 customers." in shown
    assert "335 days then, 244 days now: letters are shares and compare, revenue does not." in shown
    assert "Amounts of then are in EUR, now in no currency" in shown
    assert "Other thresholds" not in shown and "same ledger" not in shown
    assert repr(listed(tab)) == repr(
        [
            ("Alder", "Fell", "AX", "BX", 12000.0, 900.0),
            ("Cedar", "Rose", "BX", "AX", 1200.0, 2700.0),
            ("Elm", "New", "", "BX", math.nan, 810.0),
            ("Dogwood", "Gone", "BX", "", 720.0, math.nan),
        ]
    )
    figures = {metric.label: (metric.value, metric.delta) for metric in tab.metric}
    assert figures == {
        "Rose": ("1", "1,200 then, 2,700 now"),
        "Fell": ("1", "12.0k then, 900 now"),
        "New": ("1", "0 then, 810 now"),
        "Gone": ("1", "720 then, 0 now"),
    }
    matrix = next(each.value for each in tab.dataframe if "gone" in each.value)
    assert matrix["then"].tolist() == ["A then", "B then", "C then", "New"]
    assert matrix["A"].tolist() == ["1 · 10.8k", "1 · 2,700", "–", "–"]
    assert matrix["gone"].tolist() == ["–", "1 · 720", "–", ""]


def test_one_kind_is_chosen_and_the_comparison_stays(beside: Tab, older: Tab, show: Show) -> None:
    tab = beside(older())
    tab.segmented_control(key="moved_kind").set_value("same").run()
    assert [row[0] for row in listed(tab)] == ["Birch", "=LINK(1)"]
    show(show(tab, "matrix"), "report")
    assert [row[0] for row in listed(tab)] == ["Birch", "=LINK(1)"]
    tab.button(key="moved_close").click().run()
    assert "What moved" not in texts(tab) and "In this workbook" not in texts(tab)


def test_other_thresholds_are_named(beside: Tab, older: Tab) -> None:
    shown = texts(beside(older(**{"abc.limits": "0.6,0.9"})))
    assert "Other thresholds: Borders of A and B: then 60% · 90%, now 80% · 95%." in shown


def test_a_workbook_of_other_words(beside: Tab, older: Tab) -> None:
    tab = beside(older(language="qps"), language="qps")
    assert [row[0] for row in listed(tab)] == ["Alder", "Cedar", "Elm", "Dogwood"]
    table = next(each.value for each in tab.dataframe if "cell_then" in each.value)
    assert (
        table["action"].tolist()
        == next(each.value for each in beside(older(), language="qps").dataframe if "cell_then" in each.value)[
            "action"
        ].tolist()
    )


def test_hostile_names_stay_text(beside: Tab, older: Tab) -> None:
    hostile = "![x](http://evil.example/a.png) <b>"
    tab = beside(older({**BEFORE, hostile: 5000}))
    assert listed(tab)[0][:2] == (hostile, "Gone")
    assert not any(hostile in str(each.value) for each in (*tab.markdown, *tab.caption, *tab.title, *tab.subheader))


def test_a_workbook_without_customers_says_so(beside: Tab, older: Tab) -> None:
    told = "This workbook lists no customers, so there is nothing to compare."
    only_segments = write(None, load("en"), "Firm", decided=Decided(Document(segments=(Segment("Bakers"),))))
    assert told in texts(beside(only_segments))
    assert told in texts(beside(edited(older(), lambda book: book.remove(book["Customers"]))))
    assert told not in texts(beside(older()))


def test_renamed_by_hand_in_excel_is_gone_and_new(beside: Tab, older: Tab) -> None:
    tab = beside(edited(older(), lambda book: book["Customers"].cell(4, 2, "Alder Tree")))
    found = {row[0]: row[1] for row in listed(tab)}
    assert found["Alder Tree"] == "Gone" and found["Alder"] == "New"
    tab.segmented_control(key="moved_kind").set_value("gone").run()
    assert "A customer renamed without a tax number is gone, and new." in texts(tab)


def test_without_a_ledger_there_is_nothing_to_compare_with(visitor: Tab, show: Show, older: Tab) -> None:
    tab = upload(show(visitor().run(), "report"), older())
    assert "In this workbook" in texts(tab) and "What moved" not in texts(tab)
