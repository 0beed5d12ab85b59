"""The file itself: its settings, its migrations, and what it refuses."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from segcore.errors import LabradorError
from segcore.store import Store, data_folder
from segcore.store.database import open_database
from segcore.workspace import Document


def test_every_connection_is_safe_against_a_power_cut(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "a.sqlite3")
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "busy_timeout": 10_000}
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_it_is_stamped_with_the_newest_migration_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "a.sqlite3"
    workspace = Store.open(path).create(Document()).workspace
    assert Store.open(path).load(workspace) is not None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE alembic_version SET version_num = '9999'", "DROP TABLE alembic_version", "DELETE FROM alembic_version"],
)
def test_a_newer_or_a_foreign_database_is_refused_untouched(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "a.sqlite3"
    Store.open(path).create(Document())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(LabradorError) as met:
        Store.open(path)
    assert met.value.code == "store.newer"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(LabradorError) as met:
        Store.open(path)
    assert met.value.code == "store.unusable"
    assert path.read_bytes() == b"this is no database" * 100


def test_a_full_disk_refuses_the_save_and_keeps_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    engine = open_database(path)
    store = Store(engine)
    saved = store.create(Document(ledger_name="before"))
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LabradorError) as met:
        store.patch(saved.workspace, {"ledger_name": "x" * 1_000_000}, saved.document)
    assert met.value.code == "store.not_saved"
    found = Store.open(path).load(saved.workspace)
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
