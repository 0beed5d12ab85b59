"""Nothing acknowledged is lost: kills while saving, what is on the disk first, a full disk, two tabs, a dead server."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from segcore.store import Store, file_url
from segcore.workspace import Document
from tests.browser.conftest import ROOT, Server
from tests.store.test_crash import acknowledged
from tests.trust.figures import Figures
from tests.trust.served import ledger, opened
from tests.trust.tab import Tab

SAVES = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from segcore.store import Store, file_url
store = Store.open(file_url(Path(sys.argv[1])))
how = sys.argv[3]
if how == "unsynced":
    event.listen(store._engine, "checkout", lambda connection, *_: connection.execute("PRAGMA synchronous=OFF"))
saved = store.load(sys.argv[2])
for number in range(int(sys.argv[4])):
    if how == "early":
        os.write(1, b"edit %06d\\n" % number)
    saved = store.patch(saved.workspace, {"ledger_name": f"edit {number:06}"}, saved.document)
    if how != "early":
        os.write(1, b"edit %06d\\n" % number)
"""
FULL = """
import resource, sys
from pathlib import Path
from segcore.errors import LabradorError
from segcore.store import Store, file_url
store = Store.open(file_url(Path(sys.argv[1])))
saved = store.load(sys.argv[2])
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
for number in range(int(sys.argv[4])):
    try:
        saved = store.patch(saved.workspace, {"ledger_name": f"{number} " * 40}, saved.document)
    except LabradorError as problem:
        print(problem.code, flush=True)
    else:
        print("saved", number, flush=True)
"""
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((\d+)(.*)$")
EDIT = re.compile(r"edit (\d{6})")


def workspace(path: Path) -> str:
    """A new workspace in a new database."""
    store = Store.open(file_url(path))
    made = store.create(Document(ledger_name="0")).workspace
    store.close()
    return made


def kills(rounds: int = 200) -> Figures:
    """0 acknowledged edits lost. The control: a process that acknowledges before it commits loses one."""
    lost, said = [], 0
    with tempfile.TemporaryDirectory(prefix="labrador-kills-") as name:
        path = Path(name) / "a.sqlite3"
        here = workspace(path)
        for attempt in range(rounds):
            answers = acknowledged(file_url(path), here, "honest", 0.03 + 0.011 * (attempt % 20))
            said += len(answers)
            newest = _newest(path, here)
            if newest not in (answers[-1], answers[-1] + 1):
                lost.append(f"kill {attempt}: {answers[-1]} acknowledged, {newest} there")
        before = _newest(path, here)
        early = acknowledged(file_url(path), here, "early", 0.1)
        caught = early == [before + 1] and _newest(path, here) == before
    return Figures(
        "durability: no acknowledged edit is lost by kill -9",
        f"{rounds} kills, {said} acknowledged saves",
        tuple(lost),
        "an answer before the commit",
        caught,
        enough=said >= 3 * rounds,
    )


def _newest(path: Path, here: str) -> int:
    store = Store.open(file_url(path))
    found = store.load(here)
    store.close()
    return int(found.document.ledger_name) if found else -1


def unsynced(lines: Iterable[str]) -> tuple[int, int]:
    """How many acknowledgements strace saw, and how many of an edit that was not yet on the disk."""
    answers, wrong = 0, 0
    written: set[str] = set()
    durable: set[str] = set()
    for line in lines:
        found = CALL.match(line)
        if not found:
            continue
        call, number, rest = found.groups()
        if call in ("fdatasync", "fsync"):
            durable |= written
        elif call == "pwrite64":
            written |= set(EDIT.findall(rest))
        elif call == "write" and number == "1":
            said = EDIT.findall(rest)
            answers, wrong = answers + len(said), wrong + len(set(said) - durable)
    return answers, wrong


def traced(saves: int, how: str) -> tuple[int, int]:
    """`unsynced` of a process that saves so many times."""
    with tempfile.TemporaryDirectory(prefix="labrador-traced-") as name:
        path, out = Path(name) / "a.sqlite3", Path(name) / "trace.txt"
        command = [sys.executable, "-c", SAVES, str(path), workspace(path), how, str(saves)]
        tracing = ["strace", "-f", "-s", "5000", "-e", "trace=pwrite64,write,fdatasync,fsync", "-o", str(out)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            [*tracing, *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True, timeout=900
        )
        with out.open("r", encoding="utf-8", errors="replace") as lines:
            return unsynced(lines)


def can_trace() -> str:
    """Why system calls cannot be watched here; "" where they can."""
    if shutil.which("strace") is None:
        return "no strace on this machine"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"tracing is forbidden here: {tried.stderr.strip()[:120]}"


def synced(saves: int = 1000) -> Figures:
    """0 acknowledgements before fdatasync. Controls: an answer before the commit, and a database that does not sync."""
    claim = "durability: an answer comes after fdatasync"
    if missing := can_trace():
        return Figures(claim, missing=missing)
    answers, wrong = traced(saves, "honest")
    few = min(saves, 20)
    planted = [traced(few, how)[1] for how in ("early", "unsynced")]
    return Figures(
        claim,
        f"{answers} acknowledged saves",
        (f"{wrong} answers before fdatasync",) if wrong else (),
        "an answer before the commit, a database that does not sync",
        min(planted) == few,
        enough=answers == saves,
    )


def full_disk() -> Figures:
    """A disk that takes no more: refused by our own code, the old version whole. The control: with room it is saved."""
    results = {}
    with tempfile.TemporaryDirectory(prefix="labrador-full-") as name:
        for limit in (1, 1 << 16, 1 << 30):
            path = Path(name) / f"{limit}.sqlite3"
            here = workspace(path)
            command = [sys.executable, "-c", FULL, str(path), here, str(limit), "30"]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            results[limit] = (told.stdout.split("\n")[:-1], _document(path, here), told.stderr[-200:])
    found = []
    for limit, (said, there, errors) in results.items():
        saved = [line.split()[1] for line in said if line.startswith("saved")]
        wanted = f"{saved[-1]} " * 40 if saved else "0"
        if there != wanted or set(said) - {"store.not_saved"} - {f"saved {number}" for number in saved} or errors:
            found.append(f"limit {limit}: {said[-1:]}, {there[:20]!r} there, {errors}")
    refused = {limit: said.count("store.not_saved") for limit, (said, _, _) in results.items()}
    return Figures(
        "durability: a full disk refuses and keeps the old version",
        f"3 disks, 90 saves, {sum(refused.values())} refused",
        tuple(found),
        "with room, none is refused",
        refused[1 << 30] == 0,
        enough=refused[1] == 30 and 0 < refused[1 << 16] <= 30,
    )


def _document(path: Path, here: str) -> str:
    store = Store.open(file_url(path))
    found = store.load(here)
    store.close()
    return found.document.ledger_name if found else ""


def two_tabs(server: Server) -> Figures:
    """Of two conflicting saves one wins and the loser keeps his text. The control: a calm save."""
    first = Tab(server.url).run().upload("sales.csv", ledger([f"Firm {number}" for number in range(12)]))
    first.run(page="matrix")
    second = Tab(server.url, first.query).run().run(page="matrix")
    place = "set_matrix_abc.limits_0"
    first.set(place, double_value=71.0)
    second.set(place, double_value=62.0)
    kept = any(key.startswith("problem_mine") for key in second.widgets)
    there = _limit(server, first.workspace)
    second.press("problem_mine") if kept else None
    mine = _limit(server, first.workspace)
    calm = Tab(server.url, first.query).run().run(page="matrix")
    calm.set("set_matrix_xyz.rare", double_value=12.0)
    quiet = not any(key.startswith("problem_mine") for key in calm.widgets)
    for tab in (first, second, calm):
        tab.close()
    found = [] if kept else ["the loser was not asked"]
    found += [] if (there, mine) == (0.71, 0.62) else [f"saved {there}, then {mine}"]
    return Figures(
        "durability: of two tabs one wins and the other keeps his text",
        "2 conflicting saves, 1 calm one",
        tuple(found),
        "a save without a conflict is not asked about",
        quiet,
    )


def _limit(server: Server, here: str) -> float:
    with opened(server) as store:
        found = store.load(here)
    return float(found.document.chosen().abc.limits[0]) if found else 0.0


def restarts(server: Server, rounds: int = 50) -> Figures:
    """The server killed, started again, the page loaded again: the same work. The control: another id finds nothing."""
    tab = Tab(server.url).run().upload("sales.csv", ledger([f"Firm {number}" for number in range(12)]))
    tab.run(page="matrix")
    found = []
    for attempt in range(rounds):
        wanted = 60.0 + attempt % 30
        tab.set("set_matrix_abc.limits_0", double_value=wanted)
        query = tab.query
        server.restart(signal.SIGKILL)
        tab.socket.close()
        tab = Tab(server.url, query).run().run(page="matrix")
        if f"A {wanted:.0f}%".encode() not in tab.seen or b"Firm 3" not in tab.seen or tab.query != query:
            found.append(f"restart {attempt}: {tab.query}")
    stranger = Tab(server.url, f"w={'A' * 27}").run()
    control = b"Firm 3" not in stranger.seen
    for each in (tab, stranger):
        each.close()
    return Figures(
        "durability: a killed server comes back with the same work",
        f"{rounds} of {rounds} kills and reloads" if not found else f"{rounds} kills and reloads",
        tuple(found),
        "another id",
        control,
    )
