"""While a server runs, work that nobody opened for so long goes by itself; without the setting nothing ever does."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pages.ui import cached, retention, server
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
