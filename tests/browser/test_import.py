"""A bank statement with dates that can be read both ways: one answer, the matrix, and next month no question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.hands import csv, drop, menu

NAMES = ("Nordwind GmbH", "Baltic Trade", "Kowalski Transport", "Delta Works", "Acme Ltd")


def statement(month: int) -> dict[str, Any]:
    """Payments of the first days of a month, as a bank in English writes them; the balance agrees."""
    lines, balance = ["Date,Description,Counterparty,Amount,Balance,Currency"], 1000
    for day, name in enumerate(NAMES, 4):
        balance += 100 * day
        lines.append(f"{month:02}/{day:02}/2026,Invoice {day},{name},{100 * day}.00,{balance}.00,EUR")
    return csv(f"statement {month}.csv", "\n".join(lines))


def test_one_answer_lasts(visit: Callable[..., Any], idle: Callable[..., None]) -> None:
    page = visit("/ledger")
    drop(page, statement(3))
    page.get_by_text("Is 03/04/2026 3 Apr 2026 or 4 Mar 2026?").wait_for()
    assert page.get_by_role("button", name="Show the matrix").count() == 0
    page.get_by_role("button", name="4 Mar 2026: month first").click()
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)
    expect(page.locator("[class*=st-key-question_]")).to_have_count(0)
    page.get_by_role("button", name="Show the matrix").click()
    idle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Money only")
    page.reload()
    idle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Money only")
    menu(page, "Ledger")
    page.get_by_role("button", name="Drop the file again").click()
    drop(page, statement(4))
    page.get_by_text("statement 4.csv").first.wait_for()
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)
    assert page.locator("[class*=st-key-question_]").count() == 0
    expect(page.get_by_role("heading", level=1)).to_have_text("5 lines understood, 0 left out")
    page.get_by_text("statement 4 · Apr 26 – Apr 26").wait_for()
