"""What stays behind: no name in a log, no file in a temporary folder, no byte of what was deleted."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from segcore.ledger import SourceFile
from segcore.readers import read
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.store import Score, Store, file_url
from segcore.workspace import Document
from tests.browser.conftest import ROOT, Server
from tests.trust.figures import Figures
from tests.trust.served import ledger, log, serving, temporary
from tests.trust.tab import Tab

MARK = "Kanarek4711"
FAULTS = {
    "pages/matrix.py": "\nraise ValueError(str(page.analysis.customers['customer'].iloc[0]))\n",
    "pages/ui/sidebar.py": "\ndef _switch():\n    raise KeyError(session.current().document.ledger_name)\n",
}
PRINTED = "\nprint(page.analysis.customers['customer'].iloc[0])\n"


@contextmanager
def faulty(changes: dict[str, str]) -> Iterator[Path]:
    """A copy of the app with this code at the end of its files."""
    folder = Path(tempfile.mkdtemp(prefix="labrador-faulty-"))
    for name in ("pages", "segcore", "data", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", folder)
    for name, code in changes.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(code)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def provoke(server: Server) -> int:
    """Everything that may be logged: pages, refusals, faults on a page and in a callback, garbage. How many acts."""
    tab = Tab(server.url).run()
    tab.upload(f"{MARK}.csv", ledger([f"{MARK} {number}" for number in range(12)]))
    tab.run(page="customer").set("find_customer", string_value=MARK)
    tab.run(page="matrix")
    tab.set("language_control", string_array_value={"data": ["PL"]})
    tab.run(page="ledger").upload(f"{MARK}.pdf", f"%PDF-1.4 {MARK}".encode())
    tab.run(page="report").take_all()
    tab.http.get(f"{server.url}/media/{MARK}.xlsx", timeout=30)
    tab.http.put(f"{server.url}/_stcore/upload_file/{MARK}/{MARK}", data=MARK, timeout=30)
    tab.socket.send(f"{MARK} is no message".encode())
    time.sleep(0.5)
    return len(tab.frames)


def logs() -> Figures:
    """0 names in the log, at the level that tells most, with faults planted. The control: a page that prints one."""
    with faulty(FAULTS) as root, serving("--logger.level", "debug", root=root) as server:
        messages = provoke(server)
        told = log(server)
    with faulty({"pages/matrix.py": PRINTED}) as root, serving(root=root) as server:
        Tab(server.url).run().upload("a.csv", ledger([f"{MARK} {number}" for number in range(12)])).run(page="matrix")
        control = log(server)
    named = [name for name in ("ValueError", "KeyError") if f" {name} at " in told]
    return Figures(
        "privacy: no name in a log",
        f"{len(told.splitlines())} lines at level debug, {messages} messages, {len(named)} planted faults logged",
        tuple(line for line in told.splitlines() if MARK in line or "Traceback" in line),
        "a printed name",
        MARK in control,
        enough=len(named) == 2 and len(told.splitlines()) > 50,
    )


def leftovers(server: Server) -> Figures:
    """0 files left after a success, a refusal and a kill. The control: a planted one is seen."""
    tab = Tab(server.url).run().upload("sales.csv", ledger([f"Firm {number}" for number in range(12)]))
    for page in ("portrait", "clusters", "report"):
        tab.run(page=page)
        tab.take_all()
    tab.run(page="ledger").upload("no.xlsx", b"PK\x03\x04 no workbook")
    found = temporary(server)
    tab.close()
    server.restart(signal.SIGKILL)
    found += temporary(server)
    beside = [path.name for path in server.data.iterdir() if not path.name.startswith("labrador.sqlite3")]
    planted = server.data.parent / "tmp" / "planted.csv"
    planted.write_text("x")
    control = temporary(server)
    planted.unlink()
    return Figures(
        "privacy: no temporary file left",
        f"{len(tab.downloads)} downloads, a ledger, a refusal, a kill",
        (*found, *beside),
        "a planted file",
        control == ["planted.csv"],
        enough=len(tab.downloads) >= 2,
    )


def pieces(folder: Path, probes: list[bytes]) -> list[str]:
    """In which files of a folder which probe stands."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        f"{path.name}: probe {place}"
        for path in files
        for place, probe in enumerate(probes)
        if probe in path.read_bytes()
    ]


def deleted() -> Figures:
    """0 bytes of a deleted workspace in database, log and folder. The control: before, every probe is found."""
    with tempfile.TemporaryDirectory(prefix="labrador-deleted-") as name:
        folder = Path(name)
        store = Store.open(file_url(folder / "labrador.sqlite3"))
        for number in range(20):  # neighbours, so that pages are shared
            store.create(Document(ledger_name=f"neighbour {number}"))
        probes = _filled(store, folder)
        before = pieces(folder, probes)
        workspace = next(iter(_ids(folder, MARK)))
        store.delete(workspace)
        after = pieces(folder, probes)
        kept = len(_ids(folder, "neighbour"))
        store.close()
    seen = {line.rsplit(" ", 1)[1] for line in before}
    return Figures(
        "privacy: deleted means deleted",
        f"{len(probes)} probes of a document, its history, scores and ledger, {kept} neighbours kept",
        tuple(after),
        "before it, each probe is found",
        len(seen) == len(probes),
        enough=len(probes) >= 8 and kept == 20,
    )


def _filled(store: Store, folder: Path) -> list[bytes]:
    made = store.create(Document(ledger_name=MARK, segments=(Segment(f"{MARK}segment"),)))
    store.keep_ledger(made.workspace, read([SourceFile("a.csv", ledger([f"{MARK} {n}" for n in range(40)]))]))
    store.scores.put(made.workspace, [Score(f"{MARK}segment", code, f"{MARK}person", 2.0) for code in CRITERIA])
    changed = store.patch(made.workspace, {"ledger_name": f"{MARK}second"}, made.document)
    store.patch(changed.workspace, {"ledger_name": f"{MARK}third"}, changed.document)
    store.remember(f"{MARK}browser", made.workspace)
    texts = ("", "segment", "person", "third", "browser")
    probes = [f"{MARK}{text}".encode() for text in texts] + [made.workspace.encode()]
    with closing(sqlite3.connect(folder / "labrador.sqlite3")) as connection:
        lines, parties = connection.execute("SELECT lines, parties FROM ledger").fetchone()
    return probes + [blob[len(blob) // 2 :][:24] for blob in (lines, parties)]


def _ids(folder: Path, text: str) -> list[str]:
    with closing(sqlite3.connect(folder / "labrador.sqlite3")) as connection:
        rows = connection.execute("SELECT id, document FROM workspace").fetchall()
    return [identity for identity, document in rows if text in document]
