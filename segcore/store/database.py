"""The database: which one it is, how it is opened, its numbered migrations, and its transactions."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from segcore.errors import LabradorError
from segcore.store.tables import ALL

VARIABLE = "LABRADOR_DATABASE_URL"
BUSY_SECONDS = 10
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON")
ONE_AT_A_TIME = 4_711_000_003  # the lock of PostgreSQL under which a server brings the database up to date


def data_folder() -> Path:
    """Where this machine keeps Labrador's data; the variable LABRADOR_DATA overrides it."""
    if chosen := os.environ.get("LABRADOR_DATA"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "Labrador"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Labrador"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "labrador"


def database_url() -> URL:
    """PostgreSQL where LABRADOR_DATABASE_URL names one, else the SQLite file of the data folder.

    Raises LabradorError `store.address` for an address that is none of a PostgreSQL database.
    """
    given = os.environ.get(VARIABLE, "")
    return postgres_url(given) if given else file_url(data_folder() / "labrador.sqlite3")


def file_url(path: Path) -> URL:
    """The address of a SQLite file."""
    return URL.create("sqlite", database=str(path))


def postgres_url(text: str) -> URL:
    """The address of a PostgreSQL database as libpq writes it. Raises LabradorError `store.address`."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise LabradorError("store.address") from None
    if url.drivername not in ("postgres", "postgresql", "postgresql+psycopg") or not url.database:
        raise LabradorError("store.address")
    return url.set(drivername="postgresql+psycopg")


def place(url: URL) -> str:
    """What a message may say of an address: the file, or host and database; never a password nor a user."""
    return str(url.database) if is_file(url) else f"{url.host or 'localhost'}/{url.database}"


def is_file(url: URL) -> bool:
    """Whether this is the address of a SQLite file."""
    return url.get_backend_name() == "sqlite"


def open_database(url: URL) -> Engine:
    """The database, brought to the newest migration, each in one transaction.

    Raises LabradorError `store.newer` for one of a later version or of another program, which is left untouched, and
    `store.unusable` where it cannot be opened or is no database.
    """
    scripts = Config()
    scripts.set_main_option("script_location", str(Path(__file__).parent))
    known = [script.revision for script in ScriptDirectory.from_config(scripts).walk_revisions()]
    try:
        if is_file(url):
            _refuse_newer_file(Path(str(url.database)), known)
        engine = _engine(url)
        if not is_file(url):
            with engine.begin() as connection:
                _refuse_newer(_stamps(connection), known, place(url))
        for revision in reversed(known):
            with engine.execution_options(write=True).begin() as connection:
                if not is_file(url):
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
                _upgrade(connection, scripts, revision, known)
    except (OSError, sqlite3.Error, DBAPIError):
        raise LabradorError("store.unusable", path=place(url)) from None
    return engine


def _engine(url: URL) -> Engine:
    if not is_file(url):
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args={"connect_timeout": 10})
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _upgrade(connection: Connection, scripts: Config, revision: str, known: Sequence[str]) -> None:
    """Run one migration unless it, or a later one, was run already."""
    later = known[: known.index(revision) + 1]
    if not (_stamps(connection) or set()) & set(later):
        scripts.attributes["connection"] = connection
        command.upgrade(scripts, revision)


def _stamps(connection: Connection) -> set[str] | None:
    """The migrations a database says it stands at; None for an empty one."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        return set() if tables else None
    return {row[0] for row in connection.exec_driver_sql("SELECT version_num FROM alembic_version")}


def _refuse_newer(stamped: set[str] | None, known: Sequence[str], where: str) -> None:
    if stamped is not None and (not stamped or stamped - set(known)):
        raise LabradorError("store.newer", path=where)


def _refuse_newer_file(path: Path, known: Sequence[str]) -> None:
    """The same for a file, opened so that not a byte of it can change."""
    if not path.exists() or not path.stat().st_size:
        return
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        stamped: set[str] | None = set() if tables else None
        if "alembic_version" in tables:
            stamped = {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}
    _refuse_newer(stamped, known, str(path))


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
        raise LabradorError("store.unusable", path=place(engine.url)) from None


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row, or bring the one of the same primary key to these values."""
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert
    keys = [column.name for column in table.primary_key]
    values = {name: value for name, value in row.items() if name not in keys}
    connection.execute(insert(table).values(**row).on_conflict_do_update(index_elements=keys, set_=values))


def wipe(engine: Engine) -> None:
    """After a deletion, let go of what is left of deleted rows: the log of SQLite, the dead rows of PostgreSQL."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            ours = [name for name in inspect(connection).get_table_names() if name in ALL.tables]
            connection.exec_driver_sql(f"VACUUM {', '.join(ours)}")
