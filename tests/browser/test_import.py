"""A bank statement with dates that can be read both ways: one answer, the matrix, and next month no question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

NAMES = ("Nordwind GmbH", "Baltic Trade", "Kowalski Transport", "Delta Works", "Acme Ltd")


def statement(month: int) -> dict[str, Any]:
    """Payments of the first days of a month, as a bank in English writes them; the balance agrees."""
    lines, balance = ["Date,Description,Counterparty,Amount,Balance,Currency"], 1000
    for day, name in enumerate(NAMES, 4):
        balance += 100 * day
        lines.append(f"{month:02}/{day:02}/2026,Invoice {day},{name},{100 * day}.00,{balance}.00,EUR")
    return {"name": f"statement {month}.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}


def drop(page: Any, idle: Callable[..., None], file: dict[str, Any]) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files([file])
    page.get_by_text(file["name"]).first.wait_for()
    idle(page)


def test_one_answer_lasts(visit: Callable[..., Any], idle: Callable[..., None]) -> None:
    page = visit("/ledger")
    drop(page, idle, statement(3))
    page.get_by_text("Is 03/04/2026 3 Apr 2026 or 4 Mar 2026?").wait_for()
    assert page.get_by_role("button", name="Show the matrix").count() == 0
    page.get_by_role("button", name="4 Mar 2026: month first").click()
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)
    assert page.locator("[class*=st-key-question_]").count() == 0
    page.get_by_role("button", name="Show the matrix").click()
    idle(page)
    assert "Money only" in page.get_by_role("heading", level=1).inner_text()
    page.reload()
    idle(page)
    assert "Money only" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Ledger").click()
    idle(page)
    page.get_by_role("button", name="Drop the file again").click()
    drop(page, idle, statement(4))
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)
    assert page.locator("[class*=st-key-question_]").count() == 0
    assert page.get_by_role("heading", level=1).inner_text() == "5 lines understood, 0 left out"
    page.get_by_text("statement 4 · Apr 26 – Apr 26").wait_for()
