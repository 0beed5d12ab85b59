"""Nothing typed is lost: reload, a closed tab, a crash of the server, and a page click as the first thing after it."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.hands import IDLE, enter, menu

START = "Drop your sales ledger and see who matters in a minute"
CELL = "[data-testid^=glide-cell]"
LOST = "No saved work under this link"


@pytest.fixture(scope="module")
def server(start_server: Callable[[], Any]) -> Any:
    """Its own: it is killed here."""
    return start_server()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve customers over fourteen months: customer 01 buys 1,200 a month, customer 12 buys 100."""
    rows = ["Customer,Date,Amount"]
    for month in range(14):
        day = f"{2024 + month // 12}-{month % 12 + 1:02}-15"
        rows += [f"Customer {n:02},{day},{1300 - 100 * n}.00" for n in range(1, 13)]
    file = tmp_path_factory.mktemp("ledger") / "branch_sales.csv"
    file.write_text("\n".join(rows), "utf-8")
    return file


@dataclass(frozen=True)
class Work:
    """Saved work with a ledger, a typed threshold and a picked cell: its link, and the cookies of its browser."""

    link: str
    cookies: list[Any]


@pytest.fixture(scope="module")
def work(browser: Any, server: Any, ledger: Path) -> Work:
    """Drop the ledger, type a threshold, pick a cell; then close the browser."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)
    page.set_input_files("input[type=file]", [str(ledger)])
    page.get_by_role("button", name="Show the matrix").click()
    page.get_by_role("button", name=re.compile("A 80%")).click()
    enter(page.get_by_role("spinbutton", name="A up to, %"), "71")
    page.get_by_role("button", name=re.compile("A 71%")).wait_for()
    page.keyboard.press("Escape")
    page.locator(".st-key-cell_AX button").click()
    page.get_by_role("heading", name=re.compile("^AX: ")).wait_for()
    page.wait_for_selector(IDLE, state="attached")
    made = Work(page.url, context.cookies())
    context.close()
    assert re.search(r"/matrix\?w=[\w-]{27}$", made.link)
    return made


@pytest.fixture
def tab(context: Any, work: Work, idle: Callable[..., None]) -> Any:
    """A tab of the same browser with the work open, to the last part of it the browser fetches."""
    context.add_cookies(work.cookies)
    page = context.new_page()
    page.goto(work.link)
    idle(page)
    page.wait_for_selector(CELL, state="attached")
    return page


def assert_all_there(tab: Any, work: Work) -> None:
    """The ledger, the threshold, the picked cell, and the link that leads to them."""
    if "/matrix" not in tab.url:
        menu(tab, "Matrix")
    tab.get_by_role("button", name=re.compile("A 71%")).wait_for()
    tab.get_by_role("heading", name=re.compile("^AX: ")).wait_for()
    tab.wait_for_selector(CELL, state="attached")
    assert "Customer 01" in tab.locator(CELL).all_text_contents()
    beside = tab.get_by_test_id("stSidebar").inner_text()
    assert "branch_sales" in beside
    assert re.search(r"Saved \d\d:\d\d", beside)
    assert tab.url == work.link


def test_reload(tab: Any, work: Work, idle: Callable[..., None]) -> None:
    tab.reload()
    idle(tab)
    assert_all_there(tab, work)


@pytest.mark.parametrize("address", ["link", "bare"])
def test_a_closed_tab_opens_again_by_its_link_and_without_it(
    tab: Any, work: Work, server: Any, context: Any, idle: Callable[..., None], address: str
) -> None:
    tab.close()
    again = context.new_page()
    again.goto(work.link if address == "link" else server.url)
    idle(again)
    assert_all_there(again, work)


def test_another_browser_needs_the_link(
    page: Any, visit: Callable[..., Any], work: Work, idle: Callable[..., None]
) -> None:
    visit("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(START)
    page.goto(work.link)
    idle(page)
    assert_all_there(page, work)


@pytest.mark.parametrize("first", ["Overview", "Customer", "Ledger"])
def test_a_crash_and_the_first_click_is_on_a_page(
    tab: Any, work: Work, server: Any, idle: Callable[..., None], first: str
) -> None:
    server.restart(signal.SIGKILL)
    tab.wait_for_timeout(3000)
    menu(tab, first)
    idle(tab)
    assert work.link.split("?")[1] in tab.url
    assert_all_there(tab, work)


def test_a_crash_and_the_first_click_without_the_id_in_the_link_nor_the_address(
    tab: Any, work: Work, server: Any, idle: Callable[..., None]
) -> None:
    """The second line: were the link to lose the id, the cookie still finds the work."""
    server.restart(signal.SIGKILL)
    tab.goto(f"{server.url}/method")
    idle(tab)
    assert_all_there(tab, work)


def test_a_crash_then_a_reload(tab: Any, work: Work, server: Any, idle: Callable[..., None]) -> None:
    server.restart(signal.SIGKILL)
    tab.reload()
    idle(tab)
    assert_all_there(tab, work)


def test_the_file_is_asked_for_again_where_only_the_clean_ledger_is_kept(tab: Any, idle: Callable[..., None]) -> None:
    menu(tab, "Ledger")
    tab.get_by_text("drop the file again to change how it was read").wait_for()
    idle(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("168 lines understood, 0 left out")


def test_a_broken_link_finds_nothing_and_creates_nothing(tab: Any, work: Work, idle: Callable[..., None]) -> None:
    """The control: were the id not what finds the work, this would find it too."""
    broken = work.link[:-1] + ("A" if work.link[-1] != "A" else "B")
    tab.goto(broken)
    idle(tab)
    menu(tab, "Ledger")
    tab.get_by_text(LOST).wait_for()
    expect(tab.get_by_role("heading", level=1)).to_have_text(START)
    assert "branch_sales" not in tab.inner_text("body")
    assert work.link.split("w=")[1] not in tab.url
