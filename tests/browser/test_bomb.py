"""A file that means harm, in a real browser: refused, nobody else waits for it; the app runs in one process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.browser.hands import PATIENCE_MS, csv, drop, menu
from tests.readers.hostile import parts

HOOK = """
import os, sys
def seen(event, arguments):
    if event == "exec" and getattr(arguments[0], "co_filename", "").endswith("pages/ui/main.py"):
        with open({log!r}, "a") as log:
            log.write(f"{{os.getpid()}}\\n")
sys.addaudithook(seen)
"""


@pytest.fixture(scope="module")
def server(start_server: Callable[[], Any]) -> Any:
    """Its own: its log is read."""
    return start_server()


def bomb(number: int) -> dict[str, Any]:
    """A sheet too large for the gate to look at, with a cell for which its reader wants half a terabyte."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>%d</v></c></row></sheetData>' % number
    content = parts.changed(parts.xlsx(), parts.SHEET, b"</sheetData>", b"<!-- -->" * 4_100_000 + far)
    return {"name": f"bomb{number}.xlsx", "mimeType": "", "buffer": content}


def sales(name: str, customer: str) -> dict[str, Any]:
    rows = [f"{customer} {n % 9},2026-{n % 9 + 1:02}-03,{n}.50" for n in range(1, 90)]
    return csv(name, "\n".join(["Customer,Date,Amount", *rows]))


def test_while_one_uploads_bombs_another_keeps_working(
    visit: Callable[..., Any], idle: Callable[..., None], another: Any, server: Any
) -> None:
    """Ordering, not time: the other person turns pages before the bombs are refused."""
    page = visit("/ledger")
    drop(page, *map(bomb, range(1, 4)))
    refused = page.get_by_text("takes more memory or time than one file may")
    turned = 0
    for name in ("Matrix", "RFM map", "Customer", "Report", "Method", "Overview"):
        menu(another, name)
        turned += not refused.count()
    assert turned >= 3, f"{turned} pages before the bombs were refused"
    refused.first.wait_for(timeout=180_000)
    idle(page)
    assert refused.count() >= 3
    drop(page, sales("sales.csv", "Customer"))
    page.get_by_role("button", name="Show the matrix").wait_for()
    assert server.process.poll() is None
    assert "Traceback" not in server.log.read_text("utf-8", "replace")


@pytest.fixture
def watched(start_server: Callable[[], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Path]:
    """A server of its own, and a file with the process number of every run of the app's script."""
    log = tmp_path / "runs.txt"
    (tmp_path / "sitecustomize.py").write_text(HOOK.format(log=str(log)), "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return start_server(), log


def test_after_five_uploads_the_app_has_run_in_one_process(
    watched: tuple[Any, Path], browser: Any, idle: Callable[..., None]
) -> None:
    server, log = watched
    for number in range(5):
        visitor = browser.new_context()
        page = visitor.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{server.url}/ledger")
        idle(page)
        drop(page, sales(f"sales{number}.csv", f"Customer {number}"))
        page.get_by_role("button", name="Show the matrix").wait_for()
        visitor.close()
    runs = [int(line) for line in log.read_text("utf-8").split()]
    assert len(runs) >= 6
    assert set(runs) == {server.process.pid}
    children = [child.cmdline() for child in psutil.Process(server.process.pid).children(recursive=True)]
    assert children and all("segcore.readers.child" in command for command in children)
