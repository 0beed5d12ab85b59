"""From customers, or from a pasted list, to three segments in Excel and back again, in a real browser."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import openpyxl

from tests.browser.hands import PATIENCE_MS, drop, menu

KEY_MS = 60
CRITERIA = 9
PASTED = "Schools\nB2B 1\n  Production 2\n    Furniture 3\n    Food 2\n  Online shops 3\nHospitals > Private 2\n"
SCORED = {"Furniture": "222222222", "Food": "333333333", "Online shops": "222022233", "Private": "222322222"}


def score(page: Any, idle: Callable[..., None], rows: dict[str, str]) -> None:
    """Type nine digits for each segment, a digit a cell."""
    for name, digits in rows.items():
        page.get_by_role("textbox", name=f"{name}, Growth").click()
        for digit in digits:
            page.keyboard.press(digit)
            page.wait_for_timeout(KEY_MS)
    idle(page)


def workbook(page: Any) -> bytes:
    """The Excel of the page Report."""
    menu(page, "Report")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Excel").click()
    return bytes(download.value.path().read_bytes())


def column(book: Any, area: str, place: int) -> list[Any]:
    """The filled cells of a column of a named area."""
    sheet, cells = next(iter(book.defined_names[f"labrador_{area}"].destinations))
    return [row[place].value for row in book[sheet][cells] if row[place].value not in (None, "")]


@contextmanager
def stranger(page: Any, url: str, idle: Callable[..., None]) -> Iterator[Any]:
    """A tab of a browser that was never here."""
    fresh = page.context.browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    fresh.set_default_timeout(PATIENCE_MS)
    tab = fresh.new_page()
    tab.goto(url)
    idle(tab)
    yield tab
    fresh.close()


def test_from_a_finding_to_the_excel_and_back(visit: Any, idle: Callable[..., None], server: Any) -> None:
    page = visit("/")
    page.get_by_role("button", name="Open", exact=True).first.click()
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)
    menu(page, "Portrait")
    page.get_by_role("button", name="Make a segment").first.click()
    page.get_by_role("link", name="In segments").first.wait_for()
    idle(page)
    menu(page, "Scorecard")
    found = page.get_by_role("textbox", name=", Growth").first
    found.wait_for()
    segment = found.get_attribute("aria-label").removesuffix(", Growth")
    score(page, idle, {segment: "222313321"})
    menu(page, "Top 3")
    page.get_by_role("heading", level=1, name=f"The next three months: {segment}").wait_for()
    content = workbook(page)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    assert book.sheetnames[:4] == ["Summary", "To do", "Top 3", "Customers"]
    assert column(book, "scores", 0) == [segment] and column(book, "pins", 0) == []
    with stranger(page, f"{server.url}/report", idle) as tab:
        drop(tab, {"name": "book.xlsx", "mimeType": "application/octet-stream", "buffer": content})
        tab.get_by_role("button", name="Take this workbook").click()
        idle(tab)
        menu(tab, "Scorecard")
        given = [tab.get_by_role("textbox", name=f"{segment}, ").nth(place).input_value() for place in range(CRITERIA)]
        assert "".join(given) == "222313321"
        menu(tab, "Segments")
        tab.get_by_role("button", name=f"1. {segment}").wait_for()


def test_from_a_pasted_list_to_the_excel(visit: Any, idle: Callable[..., None]) -> None:
    page = visit("/segments")
    page.get_by_role("button", name="Paste a list").click()
    page.get_by_role("textbox", name="One segment a line").fill(PASTED)
    page.get_by_role("button", name="Take over").click()
    page.get_by_role("button", name="1. Schools").wait_for()
    page.get_by_test_id("stMain").get_by_role("radio", name="Tree").click()
    page.locator(".st-key-tree_to_scorecard button").click()
    page.get_by_text("All candidates are on the scorecard").wait_for()
    menu(page, "Scorecard")
    score(page, idle, SCORED)
    menu(page, "Top 3")
    # 27, 19 and 18 points; the shops have 18 too, but no value
    page.get_by_role("heading", level=1, name="The next three months: Food, Private, Furniture").wait_for()
    book = openpyxl.load_workbook(io.BytesIO(workbook(page)), data_only=True)
    assert book.sheetnames == ["Top 3", "Segments", "Scorecard", "Settings"]
    assert column(book, "scores", 0) == ["Schools", "Furniture", "Food", "Online shops", "Private"]
    assert [book["Top 3"].cell(row, 2).value for row in (5, 6, 7)] == ["Food", "Private", "Furniture"]
    tree = ["B2B", "Production", "Furniture", "Food", "Online shops", "Hospitals", "Private"]
    assert [str(name).strip() for name in column(book, "tree", 1)] == tree
