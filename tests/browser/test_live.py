"""The tour and the presentation in a browser: the keys of a keyboard, the size of the letters, nothing to scroll."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from segcore.veil import STARS

SIZE = "() => getComputedStyle(document.documentElement).fontSize"
OVER = "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollHeight - m.clientHeight }"
SHOWN = ("first", "matrix", "call", "rfm", "portrait", "top1", "top2", "top3")


def test_a_tour_then_a_presentation_by_keyboard_with_names_hidden(
    visit: Callable[..., Any], idle: Callable[..., None]
) -> None:
    page = visit("/")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Take the 90-second tour").click()
    bar = page.locator(".st-key-tour")
    bar.get_by_text("1 of 7").wait_for()
    idle(page)
    bar.get_by_role("button", name="Next").click()
    bar.get_by_text("2 of 7").wait_for()
    page.get_by_role("heading", name="125 customers buy often and evenly").wait_for()
    page.get_by_test_id("stSidebar").get_by_text("Hide names").click()
    page.get_by_text("Names hidden").wait_for()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Present", exact=True).click()
    page.get_by_text("1 of 9").wait_for()
    idle(page)
    assert page.evaluate(SIZE) == "21px"
    assert page.get_by_test_id("stSidebar").is_hidden()
    assert page.locator("[data-testid=stVegaLiteChart]").bounding_box()["height"] > 500, "the curve fills the screen"
    assert page.evaluate(OVER) <= 0
    seen = []
    for key in ("ArrowRight", "PageDown", "Space") * 2 + ("ArrowRight", "PageDown"):
        page.keyboard.press(key)
        page.get_by_text(f"{len(seen) + 2} of 9").wait_for()
        idle(page)
        seen.append(page.url.rsplit("present=", 1)[1])
        assert page.evaluate(OVER) <= 0, seen[-1]
        if seen[-1] == "call":
            names = page.locator(".st-key-box_present strong").all_inner_texts()[::2]
            assert len(names) == 6
            assert [name for name in names if name.split()[0] not in STARS] == []
    assert tuple(seen) == SHOWN
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="77 of 423 customers").wait_for()
    bar.get_by_role("button", name="Leave").click()
    page.get_by_role("heading", name="Drop your sales ledger").wait_for()
