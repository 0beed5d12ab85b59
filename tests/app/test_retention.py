"""While a server runs, work that nobody opened for so long goes by itself; without the setting nothing ever does."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached, retention, server
from segcore.errors import LabradorError
from segcore.store import ROLES
from segcore.workspace import Document


@pytest.fixture
def works(data_folder: Path) -> tuple[str, str]:
    """One workspace of today, and one that was neither opened nor saved since 2024."""
    today, old = (cached.store().create(Document()).workspace for _ in range(2))
    with closing(sqlite3.connect(data_folder / "labrador.sqlite3")) as connection:
        day = "2024-01-01T00:00:00+00:00"
        connection.execute("UPDATE workspace SET opened_at = ?, saved_at = ? WHERE id = ?", (day, day, old))
        connection.commit()
    return today, old


def there(works: tuple[str, str]) -> list[bool]:
    return [cached.store().load(workspace) is not None for workspace in works]


async def _started(works: tuple[str, str]) -> list[bool]:
    async with server.lifespan(None):
        for _ in range(200):
            await asyncio.sleep(0.01)
            if not all(there(works)):
                break
    return there(works)


def test_a_server_that_starts_deletes_what_is_due(works: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABRADOR_RETENTION_DAYS", "90")
    assert there(works) == [True, True]
    assert asyncio.run(_started(works)) == [True, False]


@pytest.mark.parametrize("given", [None, "", "100000", "0", "soon"])
def test_nothing_is_deleted_without_a_number_of_days(
    works: tuple[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, given: str | None
) -> None:
    monkeypatch.delenv("LABRADOR_RETENTION_DAYS", raising=False)
    if given is not None:
        monkeypatch.setenv("LABRADOR_RETENTION_DAYS", given)
    with caplog.at_level(logging.ERROR, "labrador"):
        assert retention.once() == 0
    assert there(works) == [True, True]
    assert ("retention: store.retention" in caplog.text) == (given in ("0", "soon"))


def test_the_control_the_same_work_goes_with_a_number(works: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABRADOR_RETENTION_DAYS", "90")
    assert (retention.once(), retention.once()) == (1, 0)
    assert there(works) == [True, False]


def _opened_at(data_folder: Path, workspace: str) -> str:
    with closing(sqlite3.connect(data_folder / "labrador.sqlite3")) as connection:
        found = connection.execute("SELECT opened_at FROM workspace WHERE id = ?", (workspace,)).fetchone()
    return str(found[0])


@pytest.mark.parametrize("role", ["own", *ROLES])
def test_work_that_is_opened_by_a_link_stays(
    works: tuple[str, str],
    data_folder: Path,
    visitor: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
    role: str,
) -> None:
    """Each new tab counts, its further runs do not."""
    monkeypatch.setenv("LABRADOR_RETENTION_DAYS", "90")
    old = works[1]
    key = old if role == "own" else cached.store().links.make(old, role).token
    tab = visitor(w=key).run()
    assert not tab.exception
    first = _opened_at(data_folder, old)
    assert first > "2026"
    tab.run()
    assert _opened_at(data_folder, old) == first
    assert not visitor(w=key).run().exception
    assert _opened_at(data_folder, old) > first
    assert retention.once() == 0
    assert there(works) == [True, True]


@pytest.mark.parametrize("key", ["unknown", "revoked", "none"])
def test_the_control_what_opens_nothing_keeps_nothing(
    works: tuple[str, str], visitor: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("LABRADOR_RETENTION_DAYS", "90")
    links = cached.store().links
    token = links.make(works[1], "look").token
    links.revoke(works[1], token)
    asked = {"unknown": {"w": "A" * 22}, "revoked": {"w": token}, "none": {}}[key]
    assert not visitor(**asked).run().exception
    assert retention.once() == 1
    assert there(works) == [True, False]


def test_who_looks_is_let_in_where_nothing_can_be_saved(
    works: tuple[str, str], visitor: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: str) -> None:
        tried.append(1)
        raise LabradorError("store.not_saved")

    tried: list[int] = []
    token = cached.store().links.make(works[0], "look").token
    monkeypatch.setattr(cached.store().shelf, "touch", full)
    tab = visitor(w=token).run()
    assert not tab.exception
    assert (tab.session_state["session"].role, tried) == ("look", [1])
