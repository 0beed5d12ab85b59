"""Every store test runs on both databases: a SQLite file, and a PostgreSQL of the tests' own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postgres
import pytest
from sqlalchemy.engine import URL

from segcore.store import Store
from segcore.store.database import file_url, postgres_url


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A running PostgreSQL; without one the tests skip, and with CI set they fail."""
    if postgres.programs() is None:
        message = "no PostgreSQL on this machine: install it (Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with postgres.running() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: Any, tmp_path: Path) -> URL:
    """The address of an empty database of this test's own, once of each kind."""
    if request.param == "sqlite":
        return file_url(tmp_path / "labrador.sqlite3")
    return postgres_url(request.getfixturevalue("cluster").fresh())


@pytest.fixture
def store(url: URL) -> Iterator[Store]:
    """A new store in it."""
    opened = Store.open(url)
    yield opened
    opened.close()
