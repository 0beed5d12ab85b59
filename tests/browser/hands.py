"""What a person does on every page, and waits for: a click in the menu, a typed field, a dropped file."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

PATIENCE_MS = 60_000
IDLE = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"


def idle(page: Any, seconds: float = 90, quiet_ms: int = 450) -> None:
    """Wait until the app has finished its run and stays so for a moment."""
    deadline = time.monotonic() + seconds
    page.wait_for_selector(IDLE, state="attached", timeout=seconds * 1000)
    still = time.monotonic()
    while time.monotonic() - still < quiet_ms / 1000:
        page.wait_for_timeout(50)
        if page.locator(IDLE).count() == 0:
            page.wait_for_selector(IDLE, state="attached", timeout=max(1.0, deadline - time.monotonic()) * 1000)
            still = time.monotonic()


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


def drop(page: Any, *files: dict[str, Any]) -> None:
    """Drop files of `name`, `mimeType` and `buffer` on the first place that takes some."""
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(list(files))


def csv(name: str, text: str) -> dict[str, Any]:
    """A text file to drop."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
