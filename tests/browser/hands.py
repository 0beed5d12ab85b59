"""What a person does on every page, and waits for: a click in the menu, a typed field or cell, a dropped file."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError, expect

PATIENCE_MS = 60_000
ROW = 38  # pixels: the height of a row of a table, its head included
IDLE = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"

# the page counts for itself: asking it twenty times a second costs more than drawing it
STILL = """({own, idle, quiet}) => {
  const now = performance.now();
  if (window.watched?.own !== own) window.watched = {own, since: now};
  if (!document.querySelector(idle)) window.watched.since = now;
  return now - window.watched.since >= quiet;
}"""


def idle(page: Any, seconds: float = 90, quiet_ms: int = 450) -> None:
    """Wait until the app has finished its run and stays so for a moment."""
    asked = {"own": time.monotonic(), "idle": IDLE, "quiet": quiet_ms}
    page.wait_for_function(STILL, arg=asked, polling=50, timeout=seconds * 1000)


def menu(page: Any, name: str) -> None:
    """Click a page of the menu and wait until it is the one on screen, drawn to its end."""
    link = page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True)
    place = "/" + link.get_attribute("href").partition("?")[0]
    link.click()
    page.wait_for_url(lambda url: urlsplit(url).path == place)  # it changes once the run of the page begins
    idle(page)


def enter(field: Any, text: str) -> None:
    """Type into a field: a page that is still being drawn may put the old value back once."""
    for _ in range(9):
        field.fill(text)
        field.page.wait_for_timeout(250)
        if field.input_value() == text:
            break
    field.press("Enter")


def pick(table: Any, column: int, row: int, across: float) -> None:
    """Click a cell of a table, `across` pixels from its left, again where the table was not ready for it."""
    table.get_by_test_id(f"glide-cell-{column}-{row}").wait_for(state="attached")
    selected = table.locator(f"#glide-cell-{column}-{row}[aria-selected=true]")
    for patience in (5_000, 5_000, PATIENCE_MS):
        table.click(position={"x": across, "y": (row + 1.5) * ROW})
        with suppress(TimeoutError):
            selected.wait_for(state="attached", timeout=patience)
            return
    raise AssertionError(f"cell {column}, {row} was never selected")


def write(table: Any, column: int, row: int, across: float, text: str) -> None:
    """Type into a cell of a table: select it, open it, type, close it."""
    pick(table, column, row, across)
    table.page.keyboard.press("Enter")
    field = table.page.locator("#portal textarea, #portal input")
    field.wait_for()
    table.page.keyboard.type(text)
    expect(field).to_have_value(text)
    table.page.keyboard.press("Enter")
    expect(table.get_by_test_id(f"glide-cell-{column}-{row}")).to_have_text(text)


def drop(page: Any, *files: dict[str, Any]) -> None:
    """Drop files of `name`, `mimeType` and `buffer` on the first place that takes some."""
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(list(files))


def csv(name: str, text: str) -> dict[str, Any]:
    """A text file to drop."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
