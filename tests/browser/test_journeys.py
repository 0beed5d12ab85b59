"""The whole way in a real browser: a sample, a cell picked by keyboard, its customers, one of them, the Excel."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
from playwright.sync_api import expect

from pages.ui import look
from pages.ui.frame import PAGES
from tests.browser.hands import ROW, enter, menu

RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
# where each part of the style sheet is used; a selector must match on at least one of these
PLACES = ("/overview", "/matrix", "/rfm", "/customer", "/portrait", "/segments", "/scorecard", "/report", "/ledger")


@pytest.fixture
def sample(visit: Callable[..., Any], idle: Callable[..., None]) -> Any:
    """A tab with the English sample, on the Ledger page."""
    page = visit("/")
    page.get_by_role("button", name="Open", exact=True).first.click()
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)
    return page


def test_from_a_sample_to_the_excel(sample: Any, idle: Callable[..., None]) -> None:
    page = sample
    page.get_by_role("button", name="Show the matrix").click()
    idle(page)
    page.locator(".st-key-cell_AX button").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    idle(page)
    expect(page.get_by_role("heading", level=3).first).to_have_text(re.compile(r"^AY: \d+ customers · .+ · \d+%$"))
    name = page.get_by_test_id("glide-cell-1-0").inner_text()
    page.get_by_test_id("stDataFrame").first.click(position={"x": 18, "y": 1.5 * ROW})
    page.wait_for_url("**/customer?**")
    idle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^" + re.escape(name)))
    expect(page.locator("[data-testid=stVegaLiteChart] svg")).to_have_count(1)
    menu(page, "Report")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()), read_only=True)
    assert book.sheetnames[:3] == ["Summary", "To do", "Customers"]
    found = [str(cell) for row in book["Customers"].iter_rows(min_col=2, max_col=2, values_only=True) for cell in row]
    assert name in found


def test_every_page_of_the_menu_opens_in_a_tab_of_its_own(sample: Any) -> None:
    """Its link as the browser understands it, on whatever page it stands."""
    links = sample.get_by_test_id("stSidebar").get_by_role("link").all()
    paths = [urlsplit(link.evaluate("link => link.href")).path for link in links]
    assert paths == [f"/{screen.file}" for screen in PAGES if screen.group] + ["/present"]


def test_the_form_of_thresholds_stays_open_while_all_follows(sample: Any, idle: Callable[..., None]) -> None:
    page = sample
    menu(page, "Matrix")
    before = str(page.locator(".st-key-cell_AX button").first.text_content())
    page.get_by_role("button", name=re.compile("A 80%")).click()
    enter(page.get_by_role("spinbutton", name="A up to, %"), "60")
    page.get_by_role("button", name=re.compile("A 60%")).wait_for()
    idle(page)
    expect(page.get_by_role("spinbutton", name="A up to, %")).to_be_visible()
    expect(page.locator(".st-key-cell_AX button").first).not_to_have_text(before)


def test_the_overview_fits_one_glance(sample: Any) -> None:
    page = sample
    page.set_viewport_size({"width": 1280, "height": 800})
    menu(page, "Overview")
    for text in ("What to do on Monday", "Where the money sits", "How far to trust this"):
        box = page.get_by_role("heading", name=text).bounding_box()
        assert box["y"] + box["height"] < 800, text


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_nothing_is_cut_or_runs_out_of_its_cell(sample: Any, size: tuple[int, int]) -> None:
    page = sample
    page.set_viewport_size({"width": size[0], "height": size[1]})
    examined = 0
    for name in ("Overview", "Matrix", "RFM map"):
        menu(page, name)
        cells = page.evaluate(OVERFLOW)
        examined += len(cells)
        assert [cell for cell in cells if cell["over"] > 1] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert examined >= 24
    page.evaluate("document.querySelector('.st-key-seg_recent button p').style.width = '2000px'")
    assert [cell["key"] for cell in page.evaluate(OVERFLOW) if cell["over"] > 1] == ["st-key-seg_recent"]


OVERFLOW = """() => [...document.querySelectorAll('[class*=st-key-cell_],[class*=st-key-seg_],[class*=st-key-go_]')]
.map(box => {
  const button = box.querySelector('button').getBoundingClientRect();
  const text = box.querySelector('button p').getBoundingClientRect();
  return {key: [...box.classList].find(name => name.startsWith('st-key-')),
          over: Math.max(text.bottom - button.bottom, text.right - button.right)};
})"""


# shown once segments are scored, something was changed, in a workshop, on the tour, at the login
ELSEWHERE = (
    "st-key-top3_", "st-key-box_evidence", "st-key-history", "st-key-undo", "st-key-vote", "st-key-workshop_code",
    "st-key-agree_", "st-key-talk_", "st-key-tour", "st-key-login",
)  # fmt: skip


def selectors() -> Iterator[str]:
    """Every selector of the style sheet without its hover; narrow screens and print are left out."""
    sheet = re.sub(r"/\*.*?\*/", "", look.css(False), flags=re.S).replace("<style>", "").replace("</style>", "")
    sheet = sheet.split("@media (max-width")[0].replace("@media (min-width: 1700px) {", "")
    for rule in RULE.finditer(sheet):
        yield rule.group(1).strip().lstrip("}").strip()


def test_every_selector_still_matches_something(sample: Any, idle: Callable[..., None], server: Any) -> None:
    page = sample
    work = re.search(r"w=([^&]+)", page.url).group(1)  # type: ignore[union-attr]
    waiting = {re.sub(r":hover|::after", "", selector) for selector in selectors()}
    assert len(waiting) > 40
    planted = "[data-testid=stNoSuchThing]"
    unmatched = waiting | {planted}
    for place in PLACES:
        page.goto(f"{server.url}{place}?w={work}")
        idle(page)
        page.wait_for_load_state("networkidle")  # parts of a page that the browser fetches when they are first shown
        unmatched = {one for one in unmatched if page.evaluate("one => !document.querySelector(one)", one)}
    stranger = page.context.browser.new_page()
    stranger.goto(server.url)
    idle(stranger)
    unmatched = {one for one in unmatched if stranger.evaluate("one => !document.querySelector(one)", one)}
    stranger.close()
    unmatched.discard("[class*=st-key-question_]")
    unmatched.discard("[class*=st-key-refusal_]")
    unmatched.discard(".st-key-mx_abc")
    unmatched.discard("[data-tag] *")  # values of a list, shown once some are chosen
    unmatched = {one for one in unmatched if not any(mark in one for mark in ELSEWHERE)}
    unmatched.discard(".st-key-raw_rows :is(td, th) p")  # cells of the raw rows, drawn once they are scrolled to
    unmatched.discard("[class*=st-key-go_slim_] button")  # see test_segments
    assert unmatched == {planted}
