"""The user's own segments in a real browser: a word typed beside a customer, a rule that asks for it, all kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.hands import csv, drop, menu, write

SALES = "\n".join(
    ["Customer,Date,Amount"]
    + [f"Customer {n},2025-{month:02}-05,{100 * n}.00" for n in range(1, 7) for month in range(1, 8)]
)


def view(page: Any, idle: Callable[..., None], name: str) -> None:
    page.get_by_test_id("stMain").get_by_role("radio", name=name).click()
    idle(page)


def test_an_own_word_becomes_a_segment(visit: Callable[..., Any], idle: Callable[..., None]) -> None:
    page = visit("/ledger")
    drop(page, csv("sales.csv", SALES))
    page.get_by_role("button", name="Show the matrix").wait_for()
    menu(page, "Segments")
    view(page, idle, "My own words")
    table = page.get_by_test_id("stDataFrame").first
    write(table, column=1, row=1, across=table.bounding_box()["width"] / 2, text="glad")  # the second largest
    page.get_by_text("So far: glad (1).").wait_for()
    view(page, idle, "Rules")
    name = page.get_by_role("textbox", name="New segment")
    name.fill("Glad ones")
    name.press("Enter")
    page.get_by_role("button", name="1. Glad ones").wait_for()
    field = page.get_by_role("combobox", name="Add a condition")
    field.click()
    page.get_by_role("option", name="My own word").click()
    values = page.get_by_role("combobox", name="Values")
    values.click()
    page.get_by_role("option", name="glad").click()
    page.get_by_text("Glad ones: 1 customer").wait_for()
    page.reload()
    idle(page)
    page.get_by_role("heading", name="1 segment with 1 of 6 customers").wait_for()
    expect(page.get_by_test_id("glide-cell-1-0").first).to_have_text("Customer 5")
    view(page, idle, "Tree")
    root = page.get_by_role("textbox", name="New root, such as B2B")
    root.fill("Everybody")
    root.press("Enter")
    page.get_by_role("button", name="Everybody").wait_for()
    expect(page.locator("[class*=st-key-go_slim_] button")).to_have_count(1)
