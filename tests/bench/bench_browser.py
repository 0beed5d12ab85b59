"""What a person feels: a ledger of 200,000 rows dropped on the page, until its matrix stands there."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from tests.bench import ledger
from tests.browser.conftest import FLAGS, Server, chromium, free_port
from tests.browser.hands import IDLE, PATIENCE_MS

ROWS, CUSTOMERS, ROUNDS = 200_000, 5_000, 5


def drop_to_matrix(page: Any, url: str, path: Path) -> float:
    """Seconds from the drop to a matrix with its customers; the click on the way is part of it."""
    page.goto(url)
    page.wait_for_selector(IDLE, state="attached")
    page.wait_for_selector("input[type=file]", state="attached")
    start = time.perf_counter()
    page.set_input_files("input[type=file]", [str(path)])
    page.get_by_role("button", name="Show the matrix").click()
    page.wait_for_selector(".st-key-cell_AX button")
    return time.perf_counter() - start


def drop_all(server: Server, program: str, path: Path) -> list[float]:
    """One drop after the other, each in a browser profile of its own."""
    from playwright.sync_api import sync_playwright

    seconds = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for _ in range(ROUNDS + 1):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(PATIENCE_MS)
            seconds.append(drop_to_matrix(page, server.url, path))
            page.close()
        browser.close()
    return seconds[1:]


def run() -> None:
    program = chromium()
    if program is None:
        print("browser: no Chromium on this machine, nothing measured")
        return
    path = ledger.csv(ROWS, CUSTOMERS)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(free_port(), Path(folder), Path(folder) / "log.txt")
        server.start()
        try:
            seconds = drop_all(server, program, path)
            memory = psutil.Process(server.process.pid if server.process else 0).memory_info().rss
        finally:
            server.stop()
    shown = ", ".join(f"{second:.2f}" for second in seconds)
    print(f"drop to matrix, {ROWS:,} rows, {CUSTOMERS:,} customers: {statistics.median(seconds):.2f} s (aim: 3)")
    print(f"  all: {shown} s; memory of the server after them: {memory / 1e6:.0f} MB (aim: 600 with one)")
