"""A server of its own for a claim: in a temporary folder, with its data, its log and its temporary files apart."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from segcore.store import Store, file_url
from tests.browser.conftest import ROOT, Server, free_port

MONTHS = range(1, 13)


@dataclass
class Watched(Server):
    """A server started by a command of its own, or under another program."""

    given: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    def command(self) -> list[str]:
        return [*self.before, *(self.given or super().command()), *(self.options if self.given else ())]


def made(target: str, port: int) -> tuple[str, ...]:
    """The command that `make run` or `make serve` would run."""
    told = subprocess.run(
        ["make", "-n", target, f"PORT={port}"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    line = next(line for line in told.splitlines() if "streamlit run" in line)
    return (sys.executable, *shlex.split(line)[1:])


@contextmanager
def serving(
    *options: str, root: Path = ROOT, hook: str = "", target: str = "", before: tuple[str, ...] = ()
) -> Iterator[Server]:
    """A running app. hook: Python that its process runs first; {folder} in it is the server's own folder.

    target: of the Makefile. Temporary files lie in `tmp` beside `data`.
    """
    folder = Path(tempfile.mkdtemp(prefix="labrador-trust-"))
    for name in ("data", "tmp", "hook"):
        (folder / name).mkdir()
    more = {"TMPDIR": str(folder / "tmp")}
    if hook:
        (folder / "hook" / "sitecustomize.py").write_text(hook.replace("{folder}", str(folder)), "utf-8")
        more["PYTHONPATH"] = str(folder / "hook")
    port = free_port()
    given = made(target, port) if target else ()
    server = Watched(
        port,
        folder / "data",
        folder / "log.txt",
        None,
        root,
        options,
        more,
        given,
        tuple(word.replace("{folder}", str(folder)) for word in before),
    )
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(server: Server) -> Iterator[Store]:
    """The server's database, opened beside it."""
    store = Store.open(file_url(server.data / "labrador.sqlite3"))
    yield store
    store.close()


def temporary(server: Server) -> list[str]:
    """The files in the server's folder for temporary files."""
    folder = server.data.parent / "tmp"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def log(server: Server) -> str:
    """What the server wrote to standard output and standard error."""
    return server.log.read_text("utf-8", "replace")


def ledger(names: list[str]) -> bytes:
    """A year of sales: every name buys each month, the first for most."""
    rows = ["Customer,Date,Amount"]
    for month in MONTHS:
        for place, name in enumerate(names):
            quoted = name.replace('"', '""')
            rows.append(f'"{quoted}",2025-{month:02}-{1 + place % 27:02},{10_000 - place * 37}.00')
    return "\n".join(rows).encode()
