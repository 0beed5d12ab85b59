"""Accessibility: axe-core on every page with a ledger open, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import sync_playwright

from pages.ui.frame import PAGES
from tests.browser.conftest import FLAGS, Server, chromium
from tests.browser.hands import idle
from tests.trust.figures import Figures
from tests.trust.served import serving

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
CLAIM = "accessibility: axe-core finds no serious violation"
FILES = tuple(screen.file for screen in PAGES)
SERIOUS = ("serious", "critical")
# rule and selector: Streamlit's own, which no app can change
STREAMLITS = (("scrollable-region-focusable", "[data-testid=stTable] > div"),)
SIZE = {"width": 1280, "height": 5000}  # all of a page is on the screen: what is scrolled away is not looked at
MATCHES = "([place, own]) => document.querySelector(place)?.matches(own)"
FAULT = """() => {
    const box = document.querySelector("[data-testid=stMainBlockContainer]");
    box.insertAdjacentHTML("beforeend", "<button id=planted></button><p id=pale>pale</p>");
    document.getElementById("pale").style.cssText = "color:#eee;background:#fff;font-size:12px";
}"""


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), headless=True, args=list(FLAGS))
        yield launched
        launched.close()


def settled(page: Any) -> None:
    """Wait until the app has finished its run and its charts stand."""
    idle(page, quiet_ms=1200)


def violations(page: Any) -> tuple[list[str], int]:
    """Serious and critical violations of a page, `rule selector: text`, and how many checks passed."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    found = []
    for rule in result["violations"]:
        if rule["impact"] not in SERIOUS:
            continue
        excused = [selector for known, selector in STREAMLITS if known == rule["id"]]
        for node in rule["nodes"]:
            place = str(node["target"][0])
            if not any(page.evaluate(MATCHES, [place, own]) for own in excused):
                found.append(f"{rule['id']} {place}: {node['html'][:160]}")
    return found, len(result["passes"])


def sample(page: Any, url: str) -> str:
    """Open the first sample; the id of the new workspace."""
    page.goto(url)
    settled(page)
    page.get_by_role("button", name="Open", exact=True).first.click()
    page.get_by_role("button", name="Show the matrix").wait_for()
    settled(page)
    return str(page.url).split("w=")[1].split("&")[0]


def walk(page: Any, url: str, workspace: str, seen: Callable[[str], None], files: Sequence[str] = FILES) -> None:
    """Open each of these pages in turn, from the menu where it has them: to load all of the app anew takes longer."""
    titles = {screen.file: screen.title for screen in PAGES if screen.group}
    for file in files:
        link = page.get_by_test_id("stSidebar").get_by_role("link", name=titles.get(file, ""), exact=True)
        if file in titles and link.count() == 1:
            link.click()
            page.wait_for_url(f"**/{file}?**")
        else:
            page.goto(f"{url}/{file}?w={workspace}")
        settled(page)
        seen(file)


def accessible() -> Figures:
    """Every page, light and dark."""
    if chromium() is None:
        return Figures(CLAIM, missing="no Chromium on this machine")
    with serving() as server, browser() as opened:
        return examined(server, opened, FILES, FILES)


def examined(server: Server, opened: Any, light: Sequence[str], dark: Sequence[str]) -> Figures:
    """0 serious or critical violations. The control: an unlabelled button and pale text, planted, are found."""
    found: list[str] = []
    passed: list[int] = []
    control: set[str] = set()
    workspace = ""
    for theme, files in (("light", light), ("dark", dark)):
        page = opened.new_page(viewport=SIZE, color_scheme=theme)
        page.set_default_timeout(90_000)
        workspace = workspace or sample(page, server.url)

        def look(file: str, page: Any = page, theme: str = theme) -> None:
            bad, good = violations(page)
            found.extend(f"{theme} {file}: {text}" for text in bad)
            passed.append(good)

        walk(page, server.url, workspace, look, files)
        page.evaluate(FAULT)
        control |= {text.split(": ")[0] for text in violations(page)[0]}
        page.close()
    return Figures(
        CLAIM,
        f"{len(passed)} pages, {sum(passed)} rules passed",
        tuple(found),
        "an unlabelled button and pale text",
        {"button-name #planted", "color-contrast #pale"} <= control,
        enough=len(passed) == len(light) + len(dark) and min(passed) >= 10,
    )
