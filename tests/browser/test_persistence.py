"""Nothing typed is lost: reload, a closed tab, a crash of the server, and a page click as the first thing after it."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

START = "Drop your sales ledger and see who matters in a minute"
LOST = "No saved work under this link"


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


class Work:
    """One tab with a ledger, a threshold and a cell of its own, and what must be seen of them again and again."""

    def __init__(self, page: Any, url: str, idle: Callable[..., None]) -> None:
        self.page, self.url, self.idle = page, url, idle

    def begin(self, ledger: Path) -> Work:
        """Drop the ledger, type a threshold, pick a cell."""
        self.page.goto(self.url)
        self.idle(self.page)
        self.page.set_input_files("input[type=file]", [str(ledger)])
        self.page.get_by_role("button", name="Show the matrix").click()
        self.idle(self.page)
        self.page.get_by_role("button", name=re.compile("A 80%")).click()
        self.page.get_by_role("spinbutton", name="A up to, %").fill("71")
        self.page.wait_for_timeout(250)
        self.page.get_by_role("spinbutton", name="A up to, %").press("Enter")
        self.idle(self.page)
        self.page.keyboard.press("Escape")
        self.page.locator(".st-key-cell_AX button").click()
        self.idle(self.page)
        return self

    def link(self) -> str:
        return str(self.page.url)

    def first_click(self, name: str) -> None:
        """Click a page of the menu and wait for it."""
        self.page.get_by_test_id("stSidebar").get_by_role("link", name=name).click()
        self.idle(self.page)

    def assert_all_there(self, page: Any | None = None) -> None:
        """The ledger, the threshold and the picked cell."""
        tab = page or self.page
        assert "branch_sales" in tab.get_by_test_id("stSidebar").inner_text()
        assert re.search(r"Saved \d\d:\d\d", tab.get_by_test_id("stSidebar").inner_text())
        if not re.search(r"/matrix\b", tab.url):
            tab.get_by_test_id("stSidebar").get_by_role("link", name="Matrix").click()
            self.idle(tab)
        assert tab.get_by_role("button", name=re.compile("A 71%")).count() == 1
        assert tab.get_by_role("heading", name=re.compile("^AX: ")).count() == 1
        tab.wait_for_selector("[data-testid^=glide-cell]", state="attached")
        assert "Customer 01" in tab.locator("[data-testid^=glide-cell]").all_text_contents()


@pytest.fixture
def work(page: Any, server: Any, idle: Callable[..., None], ledger: Path) -> Work:
    return Work(page, server.url, idle).begin(ledger)


def test_reload(work: Work) -> None:
    link = work.link()
    assert re.search(r"[?&]w=[\w-]{27}", link)
    work.page.reload()
    work.idle(work.page)
    assert work.link() == link
    work.assert_all_there()


def test_a_closed_tab_opens_again_by_its_link_and_without_it(work: Work, context: Any) -> None:
    link = work.link()
    work.page.close()
    for address in (link, work.url):
        tab = context.new_page()
        tab.goto(address)
        work.idle(tab)
        work.assert_all_there(tab)
        assert tab.url == link
        tab.close()


def test_another_browser_needs_the_link(work: Work, browser: Any) -> None:
    other = browser.new_context()
    tab = other.new_page()
    tab.goto(work.url)
    work.idle(tab)
    assert tab.get_by_role("heading", level=1).inner_text() == START
    tab.goto(work.link())
    work.idle(tab)
    work.assert_all_there(tab)
    other.close()


@pytest.mark.parametrize("first", ["Overview", "Customer", "Ledger"])
def test_a_crash_and_the_first_click_is_on_a_page(work: Work, server: Any, first: str) -> None:
    link = work.link()
    identity = re.search(r"w=([\w-]+)", link)
    server.restart(signal.SIGKILL)
    work.page.wait_for_timeout(3000)
    work.first_click(first)
    assert identity and identity.group(0) in work.link()
    work.assert_all_there()
    assert work.link() == link


def test_a_crash_then_a_reload(work: Work, server: Any) -> None:
    link = work.link()
    server.restart(signal.SIGKILL)
    work.page.reload()
    work.idle(work.page)
    assert work.link() == link
    work.assert_all_there()


def test_the_file_is_asked_for_again_where_only_the_clean_ledger_is_kept(work: Work) -> None:
    work.page.reload()
    work.idle(work.page)
    work.first_click("Ledger")
    assert "drop the file again to change how it was read" in work.page.inner_text("body")
    assert work.page.get_by_role("heading", level=1).inner_text() == "168 lines understood, 0 left out"


def test_a_broken_link_finds_nothing_and_creates_nothing(work: Work) -> None:
    """The control: were the id not what finds the work, this would find it too."""
    work.page.goto(work.link()[:-1] + ("A" if work.link()[-1] != "A" else "B"))
    work.idle(work.page)
    work.first_click("Ledger")
    assert work.page.get_by_role("heading", level=1).inner_text() == START
    assert LOST in work.page.inner_text("body")
    assert "branch_sales" not in work.page.inner_text("body")
