"""Names typed by a stranger, on every page in Chromium: no request, no dialog, no element; the name as typed."""

from __future__ import annotations

from typing import Any

from pages.ui.frame import PAGES
from tests.browser.conftest import Guard, chromium
from tests.browser.test_hostile_names import CANARY, NAMES
from tests.trust.accessible import browser, settled, walk
from tests.trust.figures import Figures
from tests.trust.served import ledger, serving

PLANT = "document.body.insertAdjacentHTML('beforeend', '<img src=" + CANARY + "/planted.png onerror=alert(1)>')"
DRAWN = "[src*='198.51'], [href*='198.51'], a[href*='example.com'], a[href^='javascript']"


def strangers() -> Figures:
    """0 requests, dialogs and elements of theirs, in a browser without our policy. The control: a planted image."""
    claim = "hostile names: every page in a browser"
    if chromium() is None:
        return Figures(claim, missing="no Chromium on this machine")
    guard, dialogs, drawn, literal = Guard(), [], [], set()
    with serving() as server, browser() as opened:
        context = opened.new_context(viewport={"width": 1280, "height": 3000}, bypass_csp=True)
        context.route(lambda address: not address.startswith(server.url), lambda route: route.abort())
        context.on("request", lambda request: guard.see(request.url, server.url))
        page = context.new_page()
        page.set_default_timeout(90_000)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(server.url)
        settled(page)
        file: Any = {"name": "names.csv", "mimeType": "text/csv", "buffer": ledger(list(NAMES))}
        page.set_input_files("input[type=file]", [file])
        page.get_by_role("button", name="Show the matrix").wait_for()

        def look(file: str) -> None:
            drawn.extend([file] * page.locator(DRAWN).count())
            text = page.evaluate("document.body.textContent").replace("\u2060", "")
            literal.update(name for name in NAMES if name in text)

        walk(page, server.url, page.url.split("w=")[1].split("&")[0], look)
        found = [*guard.outside, *dialogs, *drawn]
        asked = guard.own
        page.evaluate(PLANT)
        page.wait_for_timeout(1000)
        control = bool(guard.outside and dialogs and page.locator(DRAWN).count())
    return Figures(
        claim,
        f"{len(NAMES)} names on {len(PAGES)} pages, {asked} requests, {len(literal)} names seen as typed",
        tuple(found),
        "a planted image with a script",
        control,
        enough=len(literal) >= 10 and asked > 100,
    )
