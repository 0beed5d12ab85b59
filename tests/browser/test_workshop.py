"""A workshop in a real browser: two phones score at once, one reloads, the host's screen follows; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.browser.hands import PATIENCE_MS, menu

NAMES = "Mills\nShops"
CHOICES = "[class*=st-key-vote_score_] button"
QUESTIONS = 18


def phone(host: Any, link: str, name: str, idle: Callable[..., None]) -> Any:
    """A phone of 390 px, in a browser of its own, that scanned the code and gave a name."""
    page = host.context.browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(link)
    idle(page)
    page.get_by_role("textbox", name="Your name").fill(name)
    page.get_by_role("button", name="Start").click()
    page.get_by_text(f"0 of {QUESTIONS} scored").wait_for()
    return page


def tap(page: Any, score: int, given: int) -> None:
    """Answer the question shown; the next one says how many are given."""
    choice = page.locator(f"[class*=st-key-vote_score_{score}_] button")
    while choice.count() != 1:  # the question before is still on its way out
        page.wait_for_timeout(50)
    choice.click()
    page.get_by_text(f"{given} of {QUESTIONS} scored").wait_for()


def test_two_phones_at_once(visit: Callable[..., Any], page: Any, idle: Callable[..., None]) -> None:
    visit("/scorecard")
    page.get_by_role("textbox", name="Segments to add, one a line").fill(NAMES)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name=re.compile("^No scores yet")).wait_for()
    idle(page)
    menu(page, "Workshop")
    page.get_by_role("button", name="Start the workshop").click()
    page.get_by_alt_text("QR code of this link").wait_for()
    link = page.locator("[data-testid=stCode]").first.inner_text().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/vote\?w=[\w-]{22}", link)
    assert page.url.split("w=")[1] not in link

    anna, ben = (phone(page, link, name, idle) for name in ("Anna", "Ben"))
    sizes = [box.bounding_box() for box in anna.locator(CHOICES).all()]
    assert len(sizes) == 4
    assert all(box["height"] >= 56 and box["width"] >= 300 for box in sizes), "big enough for thumbs"
    assert anna.evaluate("document.documentElement.scrollWidth") <= 390
    assert anna.get_by_test_id("stSidebar").count() == 0
    for given in range(1, QUESTIONS + 1):
        tap(anna, 3, given)
        tap(ben, given % 3, given)
        if given == 5:
            anna.reload()
            idle(anna)
            anna.get_by_text(f"5 of {QUESTIONS} scored").wait_for()
            page.get_by_text(f"2 people are in · 10 of {2 * QUESTIONS} scored").wait_for()
    anna.get_by_role("heading", name="Done. Thank you, Anna").wait_for()
    page.get_by_text(f"2 people are in · {2 * QUESTIONS} of {2 * QUESTIONS} scored").wait_for()

    page.get_by_role("button", name="Reveal the scores").click()
    # Ben gave 1, 2, 0 in turn, Anna always 3: two or three apart wherever he gave 0 or 1, in 12 of 18
    page.get_by_role("heading", name="12 points to talk about").wait_for()
    ben.get_by_role("heading", name="The scores are revealed").wait_for()
    page.locator(".st-key-agree_0_2 button").click()
    page.get_by_role("heading", name="11 points to talk about").wait_for()
    for one in (anna, ben):
        one.context.close()
