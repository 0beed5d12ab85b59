"""The database itself: its settings, its migrations, and what it refuses."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from postgres import everything
from sqlalchemy import text
from sqlalchemy.engine import URL

from segcore.errors import LabradorError
from segcore.store import Store, data_folder, database, file_url
from segcore.store.database import open_database, reading, writing
from segcore.workspace import Document

NEWEST = max(file.name[1:5] for file in Path(database.__file__).parent.glob("versions/m*.py"))


def kept(url: URL) -> bytes:
    """The file byte for byte; of PostgreSQL every row."""
    return Path(str(url.database)).read_bytes() if url.get_backend_name() == "sqlite" else everything(url)


def test_every_connection_is_safe_against_a_power_cut(tmp_path: Path) -> None:
    engine = open_database(file_url(tmp_path / "a.sqlite3"))
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "busy_timeout": 10_000}
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_it_is_stamped_with_the_newest_migration_and_opens_again(url: URL) -> None:
    workspace = Store.open(url).create(Document()).workspace
    again = Store.open(url)
    assert again.load(workspace) is not None
    again.close()
    with reading(open_database(url)) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [NEWEST]


def test_folders_on_the_way_to_the_file_are_made(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "a.sqlite3"
    Store.open(file_url(path)).close()
    assert path.exists()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE alembic_version SET version_num = '9999'", "DROP TABLE alembic_version", "DELETE FROM alembic_version"],
)
def test_a_newer_or_a_foreign_database_is_refused_untouched(url: URL, statement: str) -> None:
    store = Store.open(url)
    store.create(Document(ledger_name="theirs"))
    store.close()
    engine = open_database(url)
    with writing(engine) as connection:
        connection.execute(text(statement))
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(url.database))) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    before = kept(url)
    assert b"theirs" in before
    with pytest.raises(LabradorError) as met:
        Store.open(url)
    assert met.value.code == "store.newer"
    assert kept(url) == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(LabradorError) as met:
        Store.open(file_url(path))
    assert met.value.code == "store.unusable"
    assert path.read_bytes() == b"this is no database" * 100


def test_a_full_disk_refuses_the_save_and_keeps_the_old_version(tmp_path: Path) -> None:
    url = file_url(tmp_path / "a.sqlite3")
    engine = open_database(url)
    store = Store(engine)
    saved = store.create(Document(ledger_name="before"))
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LabradorError) as met:
        store.patch(saved.workspace, {"ledger_name": "x" * 1_000_000}, saved.document)
    assert met.value.code == "store.not_saved"
    found = Store.open(url).load(saved.workspace)
    assert found is not None
    assert (found.version, found.document.ledger_name) == (1, "before")


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LABRADOR_DATA", str(tmp_path / "mine"))
    assert data_folder() == tmp_path / "mine"


@pytest.mark.skipif(sys.platform != "linux", reason="each system has a place of its own")
def test_the_folder_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LABRADOR_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "labrador"
