"""A copy of the whole database while it is in use, as it stood at one moment."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.engine import URL

from segcore.errors import LabradorError
from segcore.store.database import BUSY_SECONDS, is_file, place


def backup(url: URL, target: Path) -> int:
    """Write the copy, in place of an older one only when it is whole; its size in bytes.

    Raises LabradorError `backup.nothing` where nothing was saved yet, `backup.no_pg_dump` and `backup.failed` for
    PostgreSQL, `store.unusable`, `output.is_input`, `output.unwritable`.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.touch(mode=0o600)
        if is_file(url):
            _copy_file(Path(str(url.database)), target, beside)
        else:
            _dump(url, beside)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(target)
    except OSError as problem:
        raise LabradorError("output.unwritable", file=str(target), problem=os.strerror(problem.errno or 5)) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return target.stat().st_size


def _copy_file(source: Path, target: Path, beside: Path) -> None:
    if not source.exists():
        raise LabradorError("backup.nothing", path=str(source))
    if target.exists() and target.samefile(source):
        raise LabradorError("output.is_input", file=str(target))
    try:
        with (
            closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as live,
            closing(sqlite3.connect(beside)) as copied,
        ):
            live.backup(copied)
            if copied.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise LabradorError("store.unusable", path=str(source))
    except sqlite3.Error:
        raise LabradorError("store.unusable", path=str(source)) from None


def _dump(url: URL, beside: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise LabradorError("backup.no_pg_dump")
    query = dict(url.query)
    password = url.password or str(query.pop("password", ""))
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    address = bare.render_as_string(hide_password=False)
    command = [program, "--format=custom", "--no-password", f"--file={beside}", f"--dbname={address}"]
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    if subprocess.run(command, env=environment, capture_output=True, check=False).returncode:
        raise LabradorError("backup.failed", path=place(url))
