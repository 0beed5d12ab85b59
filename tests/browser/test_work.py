"""Work on a real file in a real browser: a threshold to the Excel, a reason counted after all, two people at once."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.hands import ROW, csv, drop, enter, menu, pick

TWELVE = Path(__file__).resolve().parents[1] / "twelve"
EXPECTED: dict[str, Any] = json.loads((TWELVE / "expected.json").read_text("utf-8"))


def open_file(page: Any, idle: Callable[..., None], name: str, text: str) -> None:
    """Drop a text file and wait until it is understood."""
    drop(page, csv(name, text))
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)


def listed(page: Any) -> dict[str, str]:
    """Customer and letter of the open customer list, as the table shows them."""
    found = {}
    page.get_by_test_id("glide-cell-1-0").wait_for(state="attached")
    for row in range(12):
        name = page.get_by_test_id(f"glide-cell-1-{row}")
        if not name.count():
            break
        found[name.inner_text()] = page.get_by_test_id(f"glide-cell-2-{row}").inner_text()[:1]
    return found


@pytest.fixture
def twelve(visit: Callable[..., Any], idle: Callable[..., None]) -> Any:
    """A tall tab with the twelve customers on the Matrix page."""
    page = visit("/ledger")
    page.set_viewport_size({"width": 1440, "height": 1400})
    open_file(page, idle, "ledger.csv", (TWELVE / "ledger.csv").read_text("utf-8"))
    page.get_by_role("button", name="Show the matrix").click()
    idle(page)
    return page


def test_a_moved_threshold_reaches_the_list_and_the_excel(twelve: Any, idle: Callable[..., None]) -> None:
    page = twelve
    before = listed(page)
    assert before == {row["customer"]: row["abc"] for row in EXPECTED["customers"][: len(before)]}
    assert len(before) >= 8
    page.get_by_role("button", name="A 80%").click()
    enter(page.get_by_role("spinbutton", name="A up to, %"), "70")
    page.get_by_role("button", name="A 70%").wait_for()
    idle(page)
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-cell_AX button").first).not_to_contain_text("2 customers")
    for _ in range(100):  # the cells of a table follow the page a moment later
        if (after := listed(page)) != before:
            break
        page.wait_for_timeout(100)
    changed = {name: before[name] + after[name] for name in before if before[name] != after[name]}
    assert changed == {"Cedar Theatre": "AB", "Dogwood Clinic": "AB"}
    menu(page, "Report")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()), read_only=True)
    rows = list(book["Customers"].iter_rows(min_row=4, max_row=15, min_col=2, max_col=3, values_only=True))
    letters = EXPECTED["limits_70_95"]["letters"]
    assert {str(name): str(cell)[0] for name, cell in rows} == letters


def test_a_customer_that_was_searched_for_is_opened(twelve: Any, idle: Callable[..., None]) -> None:
    """The page with the list is the page of the customer: it must not open itself for ever."""
    menu(twelve, "Customer")
    enter(twelve.get_by_placeholder("Part of a name or tax number"), "cl")
    twelve.get_by_role("heading", name="1 customer found").wait_for()
    table = twelve.get_by_test_id("stDataFrame").first
    expect(table.get_by_test_id("glide-cell-1-0")).to_have_text("Dogwood Clinic")
    table.click(position={"x": 18, "y": 1.5 * ROW})
    expect(twelve.get_by_role("heading", level=1)).to_have_text(re.compile("^Dogwood Clinic "))
    idle(twelve, 30)
    expect(twelve.get_by_placeholder("Part of a name or tax number")).to_have_value("")
    enter(twelve.get_by_placeholder("Part of a name or tax number"), "cl")
    twelve.get_by_role("heading", name="1 customer found").wait_for()
    table.click(position={"x": 18, "y": 1.5 * ROW})
    expect(twelve.get_by_role("heading", level=1)).to_have_text(re.compile("^Dogwood Clinic "))  # the one that is open


def test_a_reason_is_counted_after_all_by_keyboard(visit: Callable[..., Any], idle: Callable[..., None]) -> None:
    page = visit("/ledger")
    rows = [f"Customer {n},2025-{month:02}-05,F{n}{month},{100 * n}.00," for n in range(1, 7) for month in range(1, 8)]
    text = "\n".join(["Customer,Date,Invoice,Amount,Status", *rows, "Customer 1,2025-07-09,F99,50.00,Cancelled"])
    open_file(page, idle, "sales.csv", text)
    expect(page.get_by_role("heading", level=1)).to_have_text("42 lines understood, 1 left out")
    table = page.get_by_test_id("stDataFrame").nth(1)
    pick(table, column=1, row=0, across=150)
    page.keyboard.press("ArrowLeft")
    table.locator("#glide-cell-0-0[aria-selected=true]").wait_for(state="attached")
    page.keyboard.press("Space")
    page.get_by_role("heading", name="43 lines understood").wait_for()
    page.reload()
    idle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("43 lines understood")


def test_while_one_exports_fifty_thousand_customers_another_keeps_working(
    visit: Callable[..., Any], idle: Callable[..., None], another: Any
) -> None:
    """Ordering, not time: the other person turns six pages before the workbook arrives."""
    page = visit("/ledger")
    lines = [f"Customer {n:05},2025-{1 + n % 12:02}-{1 + n % 28:02},{10 + n % 977}.{n % 100:02}" for n in range(50_000)]
    open_file(page, idle, "large.csv", "\n".join(["Customer,Date,Amount", *lines]))
    menu(page, "Report")
    arrived: list[Any] = []
    page.on("download", lambda download: arrived.append(download))
    page.get_by_role("button", name="Download Excel").click()
    turned = 0
    for name in ("Matrix", "RFM map", "Customer", "Report", "Method", "Overview"):
        menu(another, name)
        turned += not arrived
    assert turned >= 3, f"{turned} pages before the workbook was there"
    while not arrived:
        page.wait_for_timeout(200)
    book = openpyxl.load_workbook(io.BytesIO(arrived[0].path().read_bytes()), read_only=True)
    assert book["Customers"].max_row >= 50_000
