"""Reading in a process of its own: the same ledger, and no file that takes more than one process with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from segcore import readers
from segcore.errors import LabradorError
from segcore.ledger import FileOptions, Ledger, ReadOptions, SourceFile
from segcore.readers.memory import resident
from segcore.readers.score_sheet import read_scores
from segcore.readers.worker import Limits, Workers
from tests.readers.hostile import parts

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path for path in (ROOT / "tests/samples").iterdir() if path.suffix not in (".md", ".json"))
PLAIN = SourceFile("sales.csv", b"Customer,Date,Amount\nAnna Nowak,2026-01-02,10.50\nBob Ltd,2026-01-03,20.00\n")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers()
    yield made
    made.close()


@pytest.fixture
def own() -> Iterator[Callable[..., Workers]]:
    """Workers of this test alone."""
    made: list[Workers] = []

    def make(count: int = 1, **limits: float) -> Workers:
        made.append(Workers(count, replace(Limits(), **limits)))
        return made[-1]

    yield make
    for each in made:
        each.close()


def code(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(LabradorError) as refused:
        call()
    return refused.value.code, refused.value.facts


def bomb() -> SourceFile:
    """A sheet the gate believes because of its size; its last cell asks for half a terabyte."""
    padding = b"<!-- -->" * 4_100_000 + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return SourceFile("bomb.xlsx", parts.changed(parts.xlsx(), parts.SHEET, b"</sheetData>", padding))


def slow(rows: int = 100_000) -> SourceFile:
    lines = (f"Customer {n % 997},2026-01-{n % 28 + 1:02},{n}.50" for n in range(rows))
    return SourceFile("slow.csv", "\n".join(["Customer,Date,Amount", *lines]).encode())


def same(here: Ledger, there: Ledger) -> bool:
    return (here.digest, here.report) == (there.digest, there.report)


def outcome(read: Callable[[list[SourceFile]], Ledger], file: SourceFile) -> tuple[object, object]:
    try:
        found = read([file])
    except LabradorError as problem:
        return problem.code, problem.facts
    return found.digest, found.report


def test_every_sample_gives_the_same_in_a_process_of_its_own(workers: Workers) -> None:
    read = 0
    for path in SAMPLES:
        file = SourceFile(path.name, path.read_bytes())
        here, there = outcome(readers.read, file), outcome(workers.read, file)
        assert here == there, path.name
        read += len(str(here[0])) == 64
    assert len(SAMPLES) >= 25 and read >= 8
    assert workers.look(PLAIN) == readers.look(PLAIN)
    several = SourceFile("a.csv", b"Customer,Date,Amount,Currency\nA,2026-01-02,1.00,EUR\nB,2026-01-03,2.00,PLN\n")
    assert same(readers.inspect([several]), workers.inspect([several]))
    assert code(lambda: workers.read([several])) == ("ledger.mixed_currencies", {"currencies": ("EUR", "PLN")})
    assert code(lambda: workers.read([])) == ("ledger.none", {})


def test_what_the_user_chose_goes_along(workers: Workers) -> None:
    text = b"Klient;Data;Kwota\nJ\xf3zef;03.04.2026;1,50\nAnna;04.05.2026;2,50\n"
    chosen = FileOptions(roles=(("Kwota", "amount"),), encoding="cp1250", decimal=",")
    options = ReadOptions(date_order="mdy", counted=frozenset({"zero", "cancelled"}), default=chosen)
    file = SourceFile("a.csv", text)
    assert same(readers.read([file], options), workers.read([file], options))
    assert not same(readers.read([file]), workers.read([file], options))


def test_a_bomb_ends_its_process_and_nothing_else(own: Callable[..., Workers]) -> None:
    workers = own()
    expected = workers.read([PLAIN]).digest
    before = workers.pids()
    assert code(lambda: workers.read([bomb()])) == ("file.too_heavy", {"file": "bomb.xlsx"})
    assert len(workers.pids()) == 1 and workers.pids() != before
    assert workers.read([PLAIN]).digest == expected == readers.read([PLAIN]).digest


def test_time_and_memory_are_watched(own: Callable[..., Workers]) -> None:
    patient, hurried, small = (
        own(),
        own(seconds=0.01, bytes_a_second=10**9, pause=0.002),
        own(memory=340 << 20, pause=0.002),
    )
    assert patient.read([slow()]).report.rows_read == 100_000
    assert code(lambda: hurried.read([slow()])) == ("file.too_heavy", {"file": "slow.csv"})
    assert code(lambda: small.read([slow(1_500_000)])) == ("file.too_heavy", {"file": "slow.csv"})


def test_two_at_once_and_the_rest_wait(own: Callable[..., Workers]) -> None:
    workers = own(2)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(workers.read([PLAIN]).digest)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [readers.read([PLAIN]).digest] * 8
    assert len(workers.pids()) == 2


def test_a_process_that_was_killed_between_two_files_is_not_missed(own: Callable[..., Workers]) -> None:
    workers = own()
    workers.read([PLAIN])
    (pid,) = workers.pids()
    os.kill(pid, signal.SIGKILL)
    while workers.pids():
        time.sleep(0.01)
    assert workers.read([PLAIN]).report.rows_read == 2
    assert workers.pids() != [pid]


def test_a_process_makes_room_for_a_fresh_one(own: Callable[..., Workers]) -> None:
    by_jobs, by_growth, steady = own(jobs=2), own(growth=1), own()

    def changes(workers: Workers) -> int:
        pids = []
        for _ in range(4):
            pids += workers.pids()
            workers.read([PLAIN])
        return len(set(pids)) - 1

    assert (changes(by_jobs), changes(by_growth), changes(steady)) == (1, 3, 0)


def test_a_fault_is_a_place_never_a_text_of_the_file(
    own: Callable[..., Workers], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = "import segcore.readers as r\ndef read(*a): raise ZeroDivisionError('Anna Nowak')\nr.read = read\n"
    (tmp_path / "sitecustomize.py").write_text(broken, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found, facts = code(lambda: own().read([PLAIN]))
    assert found == "internal.fault"
    assert facts == {"kind": "ZeroDivisionError", "place": "sitecustomize.py:2"}


def test_no_room_for_a_thread_is_no_room(
    own: Callable[..., Workers], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = 'import segcore.readers as r\ndef read(*a): raise RuntimeError("can\'t start new thread")\nr.read = read\n'
    (tmp_path / "sitecustomize.py").write_text(full, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert code(lambda: own().read([PLAIN])) == ("file.too_heavy", {"file": PLAIN.name})


def test_a_process_that_cannot_start_is_a_fault(
    own: Callable[..., Workers], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os\nos._exit(7)\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert code(lambda: own().read([PLAIN])) == ("internal.fault", {"kind": "child", "place": "7"})


def test_nothing_is_left_on_disk(own: Callable[..., Workers], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    workers = own()
    workers.read([PLAIN])
    code(lambda: workers.read([bomb()]))
    code(lambda: workers.read([SourceFile("a.pdf", b"%PDF-1.7")]))
    workers.close()
    assert workers.pids() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("busy", [False, True])
def test_a_killed_server_leaves_no_process(busy: bool) -> None:
    script = f"""
import sys, time
from segcore.ledger import SourceFile
from segcore.readers.worker import Workers
workers = Workers(2)
workers.read([SourceFile("a.csv", b"Customer,Date,Amount\\nA,2026-01-02,1.00\\n")])
print(*workers.pids(), flush=True)
rows = "".join(f"C{{n}},2026-01-02,{{n}}.50\\n" for n in range(1_500_000)).encode()
while {busy}:
    workers.read([SourceFile("a.csv", b"Customer,Date,Amount\\n" + rows)])
time.sleep(600)
"""
    server = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert server.stdout
    pids = [int(pid) for pid in server.stdout.readline().split()]
    time.sleep(2.5 if busy else 0.1)
    assert pids and all(resident(pid) > 0 for pid in pids)
    server.kill()
    server.communicate()
    deadline = time.monotonic() + 10
    while any(resident(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [resident(pid) for pid in pids] == [0] * len(pids)


def test_memory_of_a_process_is_told() -> None:
    own = psutil.Process().memory_info().rss
    assert abs(resident(os.getpid()) - own) < 0.2 * own
    assert resident(2**22 + 1) == 0


def test_scores_come_through_a_process_of_their_own(workers):
    file = SourceFile("scores.csv", b"segment,person,value,growth,note\nIT,Anna,3,,\nIT,Ben,1,2,\n")
    found = workers.scores(file)
    with pytest.raises(LabradorError) as refused:
        workers.scores(SourceFile("scores.csv", b"segment,value\nIT,9\n"))
    own = read_scores(file)
    assert (found.sheet.segments, found.sheet.persons) == (own.sheet.segments, own.sheet.persons)
    assert (found.sheet.segments, found.sheet.persons, found.unused) == (("IT",), ("Anna", "Ben"), ("note",))
    assert str(found.sheet.scores) == str(own.sheet.scores)
    assert refused.value.code == "score.bad_score"
