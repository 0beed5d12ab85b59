"""A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, spoken to over a socket in it."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from segcore.store.database import is_file

OWNER = "labrador"
QUICK = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=60", "timezone=UTC")


def programs() -> Path | None:
    """The folder of initdb and postgres: that of the path, else the newest of Debian's."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    usual = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return usual[-1].parent if usual else None


def _as_whom() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as its own user, or as nobody."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    names = [entry.pw_name for entry in pwd.getpwall()]
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@dataclass
class Cluster:
    """A running PostgreSQL; `fresh` gives the address of a new empty database, with the password in it."""

    folder: Path
    password: str = field(default_factory=lambda: "pw-" + secrets.token_hex(8))
    made: int = 0

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}:{self.password}@/{database}?host={self.folder}"

    def fresh(self) -> str:
        self.made += 1
        name = f"test_{self.made}"
        self.run("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, database: str, statement: str) -> list[tuple[Any, ...]]:
        """One statement, in a transaction of nobody's; its rows, if it has any."""
        with closing(psycopg.connect(self.url(database), autocommit=True)) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []


@contextmanager
def running() -> Iterator[Cluster]:
    """A cluster that lives as long as the block. Raises RuntimeError where it does not start."""
    home = programs()
    if home is None:
        raise RuntimeError("no PostgreSQL on this machine")
    folder = Path(tempfile.mkdtemp(prefix="labrador-pg-"))
    cluster, whom = Cluster(folder), _as_whom()
    secret = folder / "password"
    secret.write_text(cluster.password, "ascii")
    if whom:
        for path in (folder, secret):
            os.chown(path, whom["user"], whom["group"])
    initdb = [home / "initdb", "-D", folder / "data", "-U", OWNER, "-A", "scram-sha-256", "--pwfile", secret]
    subprocess.run([*initdb, "-E", "UTF8", "--locale", "C", "--no-sync"], check=True, capture_output=True, **whom)
    options = [part for setting in QUICK for part in ("-c", setting)]
    command = [home / "postgres", "-D", folder / "data", "-k", folder, *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder, **whom)
    try:
        _wait(cluster, server)
        yield cluster
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(30)
        shutil.rmtree(folder)


def _wait(cluster: Cluster, server: subprocess.Popen[bytes], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            cluster.run("postgres", "SELECT 1")
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(cluster.folder / 'log').read_text('utf-8', 'replace')[-2000:]}")


def everything(url: URL) -> bytes:
    """All bytes of a SQLite database and its log; of a PostgreSQL one every row there is, and its dead rows counted."""
    if is_file(url):
        return b"".join(file.read_bytes() for file in sorted(Path(str(url.database)).parent.iterdir()))
    with closing(psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))) as connection:
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        tables = [row[0] for row in connection.execute(query)]
        rows = [str(row) for table in tables for row in connection.execute(f"SELECT t::text FROM {table} t")]
    return "\n".join([*tables, *rows]).encode()
