"""Work on several workspaces in a browser: undo after a reload, a name, a copy, a file out and in again, deletion."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.hands import enter, menu

CANARY = "Kanarek 4711"


@pytest.fixture(scope="module")
def server(start_server: Callable[[], Any]) -> Any:
    """Its own: its workspaces are counted."""
    return start_server()


def more(page: Any, place: int) -> Any:
    """Open what can be done with the workspace of this row."""
    page.locator("[class*=st-key-ws_more] button").nth(place).click()
    return page.get_by_test_id("stPopoverBody")


def test_a_plan_is_undone_named_copied_sent_as_a_file_and_deleted(
    visit: Callable[..., Any], idle: Callable[..., None], server: Any, tmp_path: Path
) -> None:
    page = visit("/")
    page.get_by_role("button", name="Open", exact=True).first.click()
    page.get_by_role("button", name="Show the matrix").wait_for()
    menu(page, "Method")
    page.get_by_role("heading", name="Every threshold is at its default").wait_for()
    idle(page)
    field = page.get_by_role("spinbutton", name="A up to, %")
    enter(field, "70")
    undo = page.get_by_role("button", name=re.compile("^Undo: "))
    undo.wait_for()
    idle(page)
    page.reload()
    idle(page)
    expect(undo).to_have_text(re.compile("Undo: threshold “Borders of A and B”$"))
    expect(field).to_have_value("70")
    enter(field, "")
    expect(field, "an emptied field says nothing").to_have_value("70")
    idle(page)
    undo.click()
    page.get_by_role("heading", name="Every threshold is at its default").wait_for()
    idle(page)
    expect(field).to_have_value("80")
    menu(page, "Workspaces")
    page.get_by_label("Name of the workspace").fill(CANARY)
    page.keyboard.press("Enter")
    page.get_by_test_id("stSidebar").get_by_text(CANARY).wait_for()
    idle(page)
    options = more(page, 0)
    with page.expect_download() as sent:
        options.get_by_role("button", name="Export as one file").click()
    assert sent.value.suggested_filename == f"{CANARY}.labrador"
    sent.value.save_as(tmp_path / "plan.labrador")
    options.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("heading", name="2 workspaces of yours").wait_for()
    page.keyboard.press("Escape")
    page.set_input_files("input[type=file]", [str(tmp_path / "plan.labrador")])
    page.get_by_role("button", name="Import as a new workspace").click()
    page.get_by_role("heading", name=re.compile("customers bring")).wait_for()
    menu(page, "Workspaces")
    page.get_by_role("heading", name="3 workspaces of yours").wait_for()
    idle(page)
    assert CANARY.encode() in stored(server.data), "the control: the name is there before"
    for left in ("2 workspaces of yours", "1 workspace of yours", "Nothing is saved yet"):
        more(page, 0).get_by_role("button", name="Delete for good").click()
        page.get_by_role("heading", name=left).wait_for()
        idle(page)
        page.keyboard.press("Escape")
    assert CANARY.encode() not in stored(server.data)
    assert count(server.data) == 0
    assert "w=" not in page.url


def stored(folder: Path) -> bytes:
    """Every byte of the database and its log."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def count(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "labrador.sqlite3")) as connection:
        return int(connection.execute("SELECT count(*) FROM workspace").fetchone()[0])
