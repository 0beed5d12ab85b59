"""Summary, To do, ABC-XYZ, RFM, Settings and Ledger report of the twelve customers worked out by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest

from segcore.errors import LabradorError
from segcore.ledger import ColumnReport, Control, Excluded, FileReport, Ledger
from segcore.settings import NAMES, Settings
from segcore.workbook import read_back

Sheets = Callable[..., Any]
ORDER = ["Summary", "To do", "Customers", "ABC-XYZ", "RFM", "Settings", "Ledger report", "Series", "Pareto"]


@pytest.fixture
def book(twelve: Ledger, analysed: Sheets, written: Sheets, opened: Sheets) -> Any:
    return opened(written(analysed(twelve)))


def values(sheet: Any, area: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet[area]]


def test_sheets_stand_in_the_order_of_the_contract(book: Any) -> None:
    assert book.sheetnames == ORDER
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["Series", "Pareto"]
    assert book.active.title == "Summary"


def test_the_summary_says_what_was_found(book: Any) -> None:
    sheet = book["Summary"]
    # Alder, Birch, Cedar, Dogwood: 40 + 30 + 9 + 8.5 of 100 thousand
    assert sheet["B2"].value == "4 of 12 customers bring 88% of revenue"
    assert sheet["B3"].value == (
        "North Furniture · net revenue in EUR · 1 Nov 2024 \u2013 31 Oct 2026 · made with Labrador"
    )
    assert values(sheet, "B6:D6") == [[100000, 12, 0.4]]


def test_the_matrix_on_the_summary(book: Any) -> None:
    sheet = book["Summary"]
    assert values(sheet, "C10:E12") == [
        [pytest.approx(0.485), pytest.approx(0.3), pytest.approx(0.09)],
        ["2 customers · 48,500", "1 customer · 30,000", "1 customer · 9,000"],
        ["AX  Keep and grow", "AY  Build loyalty", "AZ  Build loyalty"],
    ]
    assert values(sheet, "C16:E18") == [
        [pytest.approx(0.018), pytest.approx(0.012), pytest.approx(0.02)],
        ["1 customer · 1,800", "1 customer · 1,200", "4 customers · 2,000"],
        ["CX  Raise the order", "CY  Raise the order", "CZ  No active selling"],
    ]
    assert sheet["C19"].value == "nothing left after returns · 1 customer · 0"
    assert sheet["E19"].value == "N  Margin talk"


def test_call_now_stands_first_then_the_most_money(book: Any) -> None:
    assert values(book["Summary"], "G10:I14") == [
        ["Call now", 1, 4250],
        ["Keep and grow", 1, 20800],
        ["Build loyalty", 1, 9500],
        ["Check: one-off?", 1, 9000],
        ["Win back", 1, 2000],
    ]


def test_the_call_list_goes_by_manager_urgency_and_money(book: Any, listed: Callable[..., pd.DataFrame]) -> None:
    table = listed(book, "To do")
    # remind (Gorse) and stop selling (Ivy, Juniper) ask for nobody's time
    assert list(zip(table["Manager"], table["Customer"], table["Action"], strict=True)) == [
        ("Anna Reed", "Dogwood Clinic", "Call now"),
        ("Anna Reed", "Alder Hospital", "Keep and grow"),
        ("Anna Reed", "Cedar Theatre", "Check: one-off?"),
        ("Anna Reed", "Larch Trading", "Margin talk"),
        ("Anna Reed", "Kapok Yoga", "Wait and see"),
        ("Tom Vale", "Elm Logistics", "Win back"),
        ("Tom Vale", "Birch Hotels", "Build loyalty"),
        ("Tom Vale", "Fir Bakery", "Raise the order"),
        ("Tom Vale", "Hazel Studio", "Raise the order"),
    ]
    assert table["Last 12 months, EUR"].tolist() == [4250, 20800, 9000, 0, 300, 2000, 9500, 1080, 400]
    assert table["Why"][0] == "A good customer, later than their own rhythm."
    assert list(table.columns[-3:]) == ["Owner", "Date", "Result"]
    assert table[["Owner", "Date", "Result"]].isna().all(axis=None)


def test_contacts_follow_onto_the_call_list(
    sixty: Ledger, analysed: Sheets, written: Sheets, opened: Sheets, listed: Sheets
) -> None:
    table = listed(opened(written(analysed(sixty))), "To do")
    assert "E-mail" in table.columns and "Industry" not in table.columns
    assert all(
        mail == f"{name.replace(' ', '.')}@example.com"
        for name, mail in zip(table["Customer"], table["E-mail"], strict=True)
    )
    managers = list(dict.fromkeys(table["Manager"]))
    assert managers == ["Anna Reed", "Tom Vale", "No manager"]


def test_the_partition_as_tables(book: Any) -> None:
    sheet = book["ABC-XYZ"]
    assert [row[1:] for row in values(sheet, "A5:E9")] == [
        [2, 1, 1, 4],
        [0, 1, 0, 1],
        [1, 1, 4, 6],
        [None, None, None, 1],
        [3, 3, 5, 12],
    ]
    assert [row[1:] for row in values(sheet, "A12:E16")] == [
        [48500, 30000, 9000, 87500],
        [0, 7500, 0, 7500],
        [1800, 1200, 2000, 5000],
        [None, None, None, 0],
        [50300, 38700, 11000, 100000],
    ]


def test_the_ten_names_and_their_edges(book: Any) -> None:
    sheet = book["RFM"]
    found = {row[0]: row[1:3] for row in values(sheet, "A5:C14")}
    # Alder, Fir / Birch, Dogwood / Hazel / nobody / Kapok / Gorse / nobody / Cedar, Elm / nobody / Ivy, Juniper, Larch
    assert found["Champions"] == [2, 41800] and found["Loyal"] == [2, 38500]
    assert found["At risk"] == [2, 16500] and found["Hibernating"] == [3, 900]
    assert sum(count for count, _ in found.values()) == 12
    edges = [row for row in values(sheet, "A15:D25") if str(row[0]).startswith("Score ")]
    assert edges[0] == ["Score 5", "≤ 30", "≥ 16", "≥ 12,750"]
    assert edges[3] == ["Score 2", "≤ 365", "≥ 2", "≥ 425"]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"abc.limits": "0.7,0.9", "abc.border": "at_most", "xyz.often": "0.7123456789012345"},
        {"as_of": "2026-09-30", "period.from": "2025-01-01", "rfm.edges_m": "100,200.5,300,400", "xyz.min_active": 2},
    ],
)
@pytest.mark.parametrize("language", ["en", "qps"])
def test_settings_come_back_as_they_were(
    changed: dict[str, object], language: str, twelve: Ledger, analysed: Sheets, written: Sheets
) -> None:
    analysis = analysed(twelve, **changed)
    found = read_back(written(analysis, language))
    assert found.settings == analysis.settings
    assert found.settings.given == frozenset(changed)
    assert found.customers is not None and found.customers.names == tuple(analysis.customers["customer"])


def test_every_setting_stands_on_its_sheet(book: Any) -> None:
    names = [row[0] for row in values(book["Settings"], "F4:F60") if row[0]]
    assert names[: len(NAMES)] == list(NAMES)
    assert len(NAMES) >= 30
    assert read_back_of(book) == Settings()


def read_back_of(book: Any) -> Settings:
    content = io.BytesIO()
    book.save(content)
    found: Settings = read_back(content.getvalue()).settings
    return replace(found, rfm=replace(found.rfm, scoring="share_worse"))


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(LabradorError) as refused:
        read_back(content)
    assert refused.value.code == "workbook.unreadable"


def test_a_workbook_of_another_origin_is_refused() -> None:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    with pytest.raises(LabradorError) as refused:
        read_back(content.getvalue())
    assert refused.value.code == "workbook.foreign"


def test_the_ledger_report_reconciles(twelve: Ledger, analysed: Sheets, written: Sheets, opened: Sheets) -> None:
    file = FileReport(
        "sales 2026.csv", "csv", 12_345, "cp1250", ";", None, (), 3, "f",
        (ColumnReport("Klient", "customer", ("Alder Hospital", "Birch Hotels"), "sure"),), (), ",", "%d.%m.%Y",
        date(2024, 11, 1), date(2026, 10, 31), (Control("Razem", 10_000_000, 10_000_000),),
    )  # fmt: skip
    report = replace(
        twelve.report, files=(file,), rows_read=123, excluded=(Excluded("duplicate", 2, 4_050), Excluded("zero", 1, 0)),
        layout_rows=4, joined=(("Fir Bakery", ("FIR BAKERY", "Fir Bakery Ltd")),),
    )  # fmt: skip
    book = opened(written(analysed(Ledger.of(twelve.lines, twelve.parties, report))))
    rows = [tuple(row[:4]) for row in values(book["Ledger report"], "A4:D40")]
    assert rows[1:9] == [
        ("Rows read", 123, None, None),
        ("Sales", 118, 101500, None),
        ("Returns", 2, -1500, None),
        ("Left out", 3, 40.5, None),
        ("Repeated row", 2, 40.5, None),
        ("Amount is zero", 1, 0, None),
        ("Title, total and group rows", 4, None, None),
        ("Counted: sales and returns", 120, 100000, None),
    ]
    assert ("Razem", 100000, 100000, "equal") in rows
    assert ("Fir Bakery", "FIR BAKERY · Fir Bakery Ltd", None, None) in rows
    assert any(row[0] == "sales 2026.csv" for row in rows)
    assert ("Klient", "Customer", "sure", "Alder Hospital, Birch Hotels") in rows


def test_the_same_input_gives_the_same_bytes(twelve: Ledger, analysed: Sheets, written: Sheets) -> None:
    once, again = written(analysed(twelve)), written(analysed(twelve))
    assert once == again
    assert once != written(analysed(twelve), title="South Furniture")
