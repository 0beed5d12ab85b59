"""python -m docs.take_pictures [folder] [light|dark] [width] [en|pl|ru]: screenshots of the tour, from a sample."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from segcore.words import load
from tests.browser.conftest import FLAGS, Server, chromium, free_port
from tests.browser.hands import csv, drop, idle, menu

PAGES = (
    "Ledger", "Overview", "Matrix", "RFM map", "Customer", "Portrait", "Clusters", "Scorecard", "Top 3", "Segments",
    "Report", "Method", "Workspaces", "Workshop", "Present",
)  # fmt: skip
SCORES = """segment,growth,condition,competition,value,buying_time,risk,purchase_size,reach,segment_size
Private clinics,2,2,2,3,1,3,3,2,1
Online shops,3,2,1,3,2,2,1,3,3
Food makers,1,2,2,2,2,1,2,2,2
Software firms,3,1,0,1,2,3,2,3,3
Care homes,2,2,1,2,0,0,3,1,2
"""
HEIGHT = 900


def take(page: Any, url: str, folder: Path, language: str) -> list[Path]:
    """Photograph the start page, open the sample and photograph every page of the menu."""
    words = load(language)
    page.goto(f"{url}?language={language}")
    idle(page, quiet_ms=1200)
    taken = [folder / "start.png"]
    page.screenshot(path=taken[0])
    page.locator("[class*=st-key-sample_] button").first.click()
    idle(page, quiet_ms=1200)
    for name in PAGES:
        menu(page, words(name))
        idle(page, quiet_ms=1200)
        if name == "Scorecard":
            drop(page, csv("Anna.csv", SCORES))
            idle(page, quiet_ms=1200)
        path = folder / f"{name.lower().removesuffix(' map').replace(' ', '')}.png"
        page.screenshot(path=path)
        taken.append(path)
    return taken


def main(folder: str = "docs/pictures", theme: str = "light", width: str = "1280", language: str = "en") -> None:
    """Start the app on an empty data folder, take the pictures, end it."""
    from playwright.sync_api import sync_playwright

    Path(folder).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(free_port(), Path(data), Path(data) / "log.txt")
        server.start()
        try:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            size = {"width": int(width), "height": HEIGHT}
            context = browser.new_context(viewport=size, color_scheme=theme, locale="en-GB")
            for path in take(context.new_page(), server.url, Path(folder), language):
                print(path)
            browser.close()
        finally:
            server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
