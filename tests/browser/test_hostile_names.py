"""Customer names typed by a stranger: on no page do they become a link, an image, a script or a request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pages.ui.frame import PAGES
from tests.browser.hands import menu

CANARY = "http://198.51.100.7"
NAMES = (
    f"![x]({CANARY}/a.png)",
    f"[click]({CANARY}/b)",
    f"<img src={CANARY}/c.png>",
    f"<script>fetch('{CANARY}/d')</script>",
    f"<iframe src={CANARY}/e></iframe>",
    f"{CANARY}/f",
    "www.example.com",
    "$\\href{" + CANARY + "/g}{x}$",
    ":material/home: :red[loud] :smile:",
    "**bold** _it_ ~~no~~ `code` # head",
    "\"quoted\" 'single' & ampersand",
    "=HYPERLINK(1)",
    "javascript:alert(1)",
    "<b onmouseover=alert(1)>b</b>",
    "| a | b |",
    "{name} {0} %s",
    "<svg onload=alert(1)>",
    "<style>*{background:url(" + CANARY + "/h)}</style>",
    f"<link rel=stylesheet href={CANARY}/i>",
    f"<video src={CANARY}/j autoplay></video>",
    f"<a href={CANARY}/k ping={CANARY}/l>press</a>",
    f"<meta http-equiv=refresh content='0;url={CANARY}/m'>",
    f"![x][1] [1]: {CANARY}/n",
    f"<{CANARY}/o>",
    "mailto:a@example.com",
    "@import url(http://198.51.100.7/p);",
    "$$\\includegraphics{" + CANARY + "/q}$$",
    "&lt;img src=x onerror=alert(1)&gt;",
    "'; DROP TABLE workspace; --",
    "</script><script>alert(1)</script>",
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each hostile name buys every month, the first for most."""
    rows = ["Customer,Date,Amount"]
    for month in range(1, 13):
        for place, name in enumerate(NAMES):
            quoted = name.replace('"', '""')
            rows.append(f'"{quoted}",2026-{month:02}-{place + 1:02},{5000 - place * 150}.00')
    file = tmp_path_factory.mktemp("hostile") / "names.csv"
    file.write_text("\n".join(rows), "utf-8")
    return file


def test_a_hostile_name_is_shown_and_does_nothing(
    visit: Callable[..., Any], idle: Callable[..., None], guard: Any, ledger: Path
) -> None:
    page = visit("/")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.set_input_files("input[type=file]", [str(ledger)])
    page.get_by_role("button", name="Show the matrix").wait_for()
    idle(page)
    *others, last = sorted((each.title for each in PAGES if each.group), key=lambda title: title == "Customer")
    for name in (*others, last):
        menu(page, name)
    seen = []
    for _ in NAMES:
        title = page.get_by_role("heading", level=1).inner_text().replace("\u2060", "")
        seen += [name for name in NAMES if title.startswith(" ".join(name.split()))]
        page.mouse.move(640, 560)
        if page.get_by_role("button", name="Next in").is_disabled():
            break
        page.get_by_role("button", name="Next in").click()
        idle(page)
    assert len(NAMES) >= 30 and len(others) >= 11
    assert len(seen) >= 5
    assert guard.own > 20
    assert guard.outside == []
    assert dialogs == []
    assert page.locator("[src*='198.51'], [href*='198.51'], a[href*='example.com']").count() == 0
