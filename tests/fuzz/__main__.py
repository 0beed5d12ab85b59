"""`make fuzz`: thousands of mutated files through a process that reads; every fault is named with its file."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from segcore.errors import LabradorError
from segcore.ledger import ReadReport, SourceFile
from segcore.readers.worker import Limits, Workers
from tests.fuzz.mutate import mutated, seeds

SECONDS, BYTES = 5.0, 1 << 30


@dataclass
class Found:
    """outcomes: how often each code, `read` for a ledger. broken: what must not happen, and where."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak: int = 0

    def lines(self) -> list[str]:
        files = sum(self.outcomes.values())
        head = f"{files} files: {self.outcomes['read']} read, {files - self.outcomes['read']} refused"
        limits = f"slowest {self.slowest:.2f} s of CPU, {self.peak / 1e6:.0f} MB at most"
        return [f"{head}; {limits}; {len(self.broken)} broken", f"  {dict(self.outcomes.most_common())}", *self.broken]


def fuzz(books: bool, count: int, first: int = 0) -> Found:
    """Read `count` mutated files, each seed in turn, the variants from number `first` on."""
    found, files = Found(), seeds(books)
    workers = Workers(1, Limits(jobs=10**9, growth=1 << 40))  # one process for all: it may not grow either
    workers.read([SourceFile("warm.csv", b"Customer,Date,Amount\nA,2026-01-02,1.00\n")])
    for number in range(first, first + count):
        path = files[number % len(files)]
        _one(found, workers, path, number)
    workers.close()
    return found


def _one(found: Found, workers: Workers, path: Path, number: int) -> None:
    file = mutated(path, number)
    before, start = workers.pids(), busy(workers)
    try:
        report = read(workers, file)
        outcome = "read"
        rows = report.sales + report.returns + sum(each.rows for each in report.excluded)
        if rows != report.rows_read:
            found.broken.append(f"{file.name}: {report.rows_read} rows, {rows} of them told")
    except LabradorError as problem:
        outcome = problem.code
        if outcome == "internal.fault":
            found.broken.append(f"{file.name}: {problem.facts}")
    seconds = busy(workers) - start
    found.outcomes[outcome] += 1
    found.slowest, found.peak = max(found.slowest, seconds), max(found.peak, peak(workers.pids()))
    if outcome == "file.too_heavy" or (before and outcome == "file.unreadable" and workers.pids() != before):
        found.broken.append(f"{file.name}: {outcome}, its process died")
    if seconds > SECONDS:
        found.broken.append(f"{file.name}: {seconds:.1f} s of CPU")


def read(workers: Workers, file: SourceFile) -> ReadReport:
    return workers.read([file]).report


def busy(workers: Workers) -> float:
    """Seconds of CPU its process has taken: other work on this machine does not count."""
    times = [psutil.Process(pid).cpu_times() for pid in workers.pids()]
    return sum(each.user + each.system for each in times)


def peak(pids: list[int]) -> int:
    """The most memory these processes held, in bytes; 0 where the system does not tell."""
    found = 0
    for pid in pids:
        status = Path(f"/proc/{pid}/status")
        lines = status.read_text("ascii", "replace").splitlines() if status.exists() else []
        found = max([found, *(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))])
    return found


def main() -> int:
    """Arguments: how many workbooks, how many other files, the first number. Exit status 1 where something broke."""
    books, others, first = (int(text) for text in (*sys.argv[1:], *("10000", "10000", "0")[len(sys.argv) - 1 :]))
    status = 0
    for kind, count in ((True, books), (False, others)):
        found = fuzz(kind, count, first)
        print(f"{'workbooks' if kind else 'text, XML, bank and other files'}, {len(seeds(kind))} seeds:")
        print("\n".join(found.lines()), flush=True)
        status |= bool(found.broken) or found.peak > BYTES
    return status


if __name__ == "__main__":
    sys.exit(main())
