"""The SQLite file: where it lies, how it is opened, and its numbered migrations."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from segcore.errors import LabradorError

BUSY_SECONDS = 10
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON")


def data_folder() -> Path:
    """Where this machine keeps Labrador's data; the variable LABRADOR_DATA overrides it."""
    if chosen := os.environ.get("LABRADOR_DATA"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "Labrador"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Labrador"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "labrador"


def open_database(path: Path) -> Engine:
    """The database, brought to the newest migration.

    Raises LabradorError `store.newer` for a file of a later version, which is left untouched, and `store.unusable`
    where the file cannot be opened or is no database.
    """
    scripts = Config()
    scripts.set_main_option("script_location", str(Path(__file__).parent))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_newer(path, scripts)
        engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        with engine.execution_options(write=True).begin() as connection:
            scripts.attributes["connection"] = connection
            command.upgrade(scripts, "head")
    except (OSError, sqlite3.Error, DBAPIError):
        raise LabradorError("store.unusable", path=str(path)) from None
    return engine


def _refuse_newer(path: Path, scripts: Config) -> None:
    if not path.exists() or not path.stat().st_size:
        return
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return
        known = {script.revision for script in ScriptDirectory.from_config(scripts).walk_revisions()}
        stamped = (
            {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}
            if "alembic_version" in tables
            else set()
        )
    if not stamped or stamped - known:
        raise LabradorError("store.newer", path=str(path))


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. Raises LabradorError `store.not_saved`."""
    try:
        with engine.execution_options(write=True).begin() as connection:
            yield connection
    except DBAPIError:
        raise LabradorError("store.not_saved") from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads. Raises LabradorError `store.unusable`."""
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError:
        raise LabradorError("store.unusable", path="") from None
