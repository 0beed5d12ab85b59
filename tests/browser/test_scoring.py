"""Scores typed at the speed of a person on a machine that is four times slower: each of them is saved."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from segcore.scorecard import CRITERIA
from segcore.store import Store, file_url

SEGMENTS, SLOWER, GAP_MS = ("Furniture", "Shops", "Food"), 4, 200


def saved(data: Path, address: str) -> dict[tuple[str, str], float | None]:
    """The scores in the database of the server, by segment and criterion."""
    store = Store.open(file_url(data / "labrador.sqlite3"))
    found = store.scores.of(parse_qs(urlsplit(address).query)["w"][0])
    store.close()
    return {(row.segment, row.criterion): row.value for row in found}


def press(page: Any, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(GAP_MS)


def test_nothing_typed_is_lost(visit: Callable[..., Any], idle: Callable[..., None], server: Any) -> None:
    page = visit("/scorecard")
    page.get_by_role("textbox", name="Segments to add, one a line").fill("\n".join(SEGMENTS))
    page.get_by_role("button", name="Add", exact=True).click()
    first = page.get_by_role("textbox", name="Furniture, Growth")
    first.wait_for()
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    chance = random.Random(4)
    typed = {(name, code): chance.randrange(4) for name in SEGMENTS for code in CRITERIA}
    first.click()
    press(page, "".join(map(str, typed.values())))
    page.get_by_test_id("stSidebar").get_by_role("link", name="Top 3").click()  # with the last keys not yet answered
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    idle(page)
    assert len(typed) == 27
    assert saved(server.data, page.url) == typed

    page.get_by_test_id("stSidebar").get_by_role("link", name="Scorecard").click()
    first.click()
    press(page, "7")  # no score: the cursor stays, and the next digit is for Growth
    press(page, str(3 - typed["Furniture", "growth"]))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Backspace")
    page.reload()  # at once
    first.wait_for()
    expected = {**typed, ("Furniture", "growth"): 3 - typed["Furniture", "growth"]}
    del expected["Shops", "condition"]
    assert len(expected) == 26
    for _ in range(100):  # the tab kept the last key, and tells it once the page is there again
        if saved(server.data, page.url) == expected:
            break
        page.wait_for_timeout(200)
    assert saved(server.data, page.url) == expected
