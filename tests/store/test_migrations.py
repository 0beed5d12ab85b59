"""From the first released schema, with data in it, to the newest: nothing is lost, each is one transaction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic import op
from sqlalchemy import inspect, text
from sqlalchemy.engine import URL

from segcore.errors import LabradorError
from segcore.store import Score, Store, file_url, postgres_url
from segcore.store.database import _engine, open_database, reading, writing
from segcore.workspace import Document

FIRST = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('0001');
CREATE TABLE workspace (
    id VARCHAR NOT NULL PRIMARY KEY, version INTEGER NOT NULL, saved_at VARCHAR NOT NULL, document TEXT NOT NULL);
CREATE TABLE ledger (
    workspace VARCHAR NOT NULL PRIMARY KEY REFERENCES workspace (id) ON DELETE CASCADE,
    digest VARCHAR NOT NULL, lines {blob} NOT NULL, parties {blob} NOT NULL, report TEXT NOT NULL);
CREATE TABLE browser (
    id VARCHAR NOT NULL PRIMARY KEY, workspace VARCHAR NOT NULL REFERENCES workspace (id) ON DELETE CASCADE);
INSERT INTO workspace VALUES ('w-1', 7, '2025-11-02T09:15:00+00:00', '{document}');
INSERT INTO workspace VALUES ('w-2', 1, '2025-11-03T10:00:00+00:00', '{document}');
INSERT INTO ledger VALUES ('w-1', 'abc', {bytes}, {bytes}, '{{}}');
INSERT INTO browser VALUES ('cookie-1', 'w-1');
INSERT INTO browser VALUES ('cookie-2', 'w-1')
"""
DOCUMENT = '{"format":1,"language":"pl","settings":{"abc.limits":"0.7,0.9"},"ledger_name":"Sprzeda\u017c 2025"}'


@pytest.fixture
def first(url: URL) -> URL:
    """A database as the first release left it."""
    sqlite = url.get_backend_name() == "sqlite"
    parts = {"blob": "BLOB", "bytes": "X'0102'"} if sqlite else {"blob": "BYTEA", "bytes": r"'\x0102'::bytea"}
    engine = _engine(url)
    with writing(engine) as connection:
        for statement in FIRST.format(document=DOCUMENT, **parts).split(";\n"):
            connection.exec_driver_sql(statement)
    engine.dispose()
    return url


def test_everything_of_the_first_release_is_there_under_the_newest(first: URL) -> None:
    store = Store.open(first)
    saved = store.load("w-1")
    assert saved is not None
    assert (saved.version, saved.saved_at.isoformat(), saved.ledger_digest, saved.name, saved.owner) == (
        7, "2025-11-02T09:15:00+00:00", "abc", "", "",
    )  # fmt: skip
    assert saved.document == Document(language="pl", settings={"abc.limits": "0.7,0.9"}, ledger_name="Sprzedaż 2025")
    assert store.last_of("cookie-1") == store.last_of("cookie-2") == saved
    assert store.load("w-2").document == saved.document
    store.scores.put("w-1", [Score("IT", "value", "Anna", 3)])
    patched = store.patch("w-1", {"language": "en"}, saved.document)
    assert (patched.version, patched.document.language) == (8, "en")
    store.delete("w-1")
    assert (store.load("w-1"), store.last_of("cookie-1")) == (None, None)


def test_a_migrated_database_has_the_same_tables_as_a_new_one(first: URL, tmp_path: Path, request: Any) -> None:
    def tables(url: URL) -> dict[str, list[tuple[str, str, bool]]]:
        engine = open_database(url)
        found = inspect(engine)
        return {
            name: sorted((each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(name))
            for name in found.get_table_names()
        }

    if first.get_backend_name() == "sqlite":
        new = file_url(tmp_path / "new.sqlite3")
    else:
        new = postgres_url(request.getfixturevalue("cluster").fresh())
    assert tables(first) == tables(new)
    assert len(tables(new)) >= 6


def test_a_migration_that_fails_leaves_the_one_before(first: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """0003 breaks after it changed the tables: 0002 stands whole, nothing of 0003 does."""

    def broken(name: str) -> None:
        assert name == "browser"
        op.execute("SELECT nothing FROM nowhere")

    monkeypatch.setattr(op, "drop_table", broken)
    with pytest.raises(LabradorError) as met:
        open_database(first)
    assert met.value.code == "store.unusable"
    engine = _engine(first)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0002"]
        tables = set(inspect(connection).get_table_names())
        columns = {column["name"] for column in inspect(connection).get_columns("workspace")}
        assert connection.execute(text("SELECT count(*) FROM browser")).scalar() == 2
    assert ("score" in tables, tables & {"visit", "step"}) == (True, set())
    assert columns == {"id", "version", "saved_at", "document"}
    engine.dispose()
    monkeypatch.undo()
    store = Store.open(first)
    assert store.last_of("cookie-2") == store.load("w-1")


def test_several_servers_that_start_at_once_migrate_once(first: URL) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(Store.open, [first] * 4))
    assert [store.load("w-1").version for store in stores] == [7] * 4
