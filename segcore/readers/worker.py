"""Reading in processes of their own, so that no file can take the server down: at most two at once, the rest wait."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from segcore.bundle import Bundle
from segcore.customer_attributes import CustomerList
from segcore.errors import LabradorError
from segcore.ledger import FileReport, Ledger, ReadOptions, SourceFile
from segcore.readers import handover
from segcore.readers.handover import Answer
from segcore.readers.memory import resident
from segcore.readers.score_sheet import ScoreTable

START: Final = 60.0  # seconds until a process is warm
GRACE: Final = 1.0  # seconds until a process that fell silent has ended
CRASHES: Final = tuple(
    getattr(signal, name, None) for name in ("SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE")
)  # the reader fell over the file


@dataclass(frozen=True)
class Limits:
    """memory: bytes of one process, watched; its addresses may be twice as many, held by the system where it can.

    seconds: for a job of no size; bytes_a_second: how fast a larger one must be.
    jobs: after so many, and growth: when idle with so many bytes more than at its start, a process makes room for a
    fresh one. pause: seconds between two looks at its memory.
    """

    memory: int = 1536 << 20
    seconds: float = 20.0
    bytes_a_second: int = 1_000_000
    jobs: int = 200
    growth: int = 256 << 20
    pause: float = 0.2


class Workers:
    """Warm processes; a job waits until one of them is free. Ends with `close`, or with this process."""

    def __init__(self, count: int = 2, limits: Limits = Limits()) -> None:
        self._workers = tuple(Worker(limits) for _ in range(count))
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for worker in reversed(self._workers):
            self._idle.put(worker)
        self._workers[0].start()

    def read(self, files: Sequence[SourceFile], options: ReadOptions = ReadOptions()) -> Ledger:
        """As readers.read. Raises LabradorError too: file.too_heavy, file.unreadable, internal.fault."""
        return cast(Ledger, self._ask("read", files, options))

    def inspect(self, files: Sequence[SourceFile], options: ReadOptions = ReadOptions()) -> Ledger:
        """As readers.inspect. Raises as `read`."""
        return cast(Ledger, self._ask("inspect", files, options))

    def look(self, file: SourceFile, options: ReadOptions = ReadOptions()) -> FileReport:
        """As readers.look. Raises as `read`."""
        return cast(FileReport, self._ask("look", [file], options))

    def customers(self, file: SourceFile) -> CustomerList:
        """As customer_list.read_customer_list. Raises as `read`."""
        return cast(CustomerList, self._ask("customers", [file], ReadOptions()))

    def scores(self, file: SourceFile) -> ScoreTable:
        """As score_sheet.read_scores. Raises as `read`."""
        return cast(ScoreTable, self._ask("scores", [file], ReadOptions()))

    def bundle(self, file: SourceFile) -> Bundle:
        """A workspace that comes as one file, see bundle.read. Raises as `read` and as that."""
        return cast(Bundle, self._ask("bundle", [file], ReadOptions()))

    def _ask(self, task: str, files: Sequence[SourceFile], options: ReadOptions) -> Answer:
        if not files:
            raise LabradorError("ledger.none")
        worker = self._idle.get()
        try:
            return handover.decode_answer(worker.ask(task, files, options))
        finally:
            self._idle.put(worker)

    def pids(self) -> list[int]:
        """The processes that live."""
        return [worker.process.pid for worker in self._workers if worker.process and worker.process.poll() is None]

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.stop()


class Worker:
    """One warm process; not for two threads at once."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.process: subprocess.Popen[bytes] | None = None
        self.jobs = self.base = 0
        self.fresh = True

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process anew; it warms up while this one goes on."""
        self.stop()
        home = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "segcore.readers.child", str(2 * self.limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        self.jobs, self.fresh = 0, True
        return self.process

    def stop(self) -> None:
        """Kill the process and close its pipes."""
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def ask(self, task: str, files: Sequence[SourceFile], options: ReadOptions) -> list[bytes]:
        """The answer to one request. Raises LabradorError where the process dies over it; then a new one starts."""
        process = self._warm()
        seconds = self.limits.seconds + sum(len(file.content) for file in files) / self.limits.bytes_a_second
        request = handover.encode_request(task, files, options, seconds)
        answer = self._within(seconds, process, request)
        if answer is None:
            crashed = -self._ended(process) in CRASHES
            raise LabradorError("file.unreadable" if crashed else "file.too_heavy", file=files[-1].name)
        self.jobs += 1
        if self.jobs >= self.limits.jobs or resident(process.pid) > self.base + self.limits.growth:
            self.start()
        return answer

    def _warm(self) -> subprocess.Popen[bytes]:
        """A process that waits for a request. Raises LabradorError internal.fault where none can be started."""
        process = self.process if self.process and self.process.poll() is None else self.start()
        if self.fresh:
            if self._within(START, process, []) is None:
                raise LabradorError("internal.fault", kind="child", place=str(self._ended(process)))
            self.fresh, self.base = False, resident(process.pid)
        return process

    def _ended(self, process: subprocess.Popen[bytes]) -> int:
        """The status with which it ended, or was made to; a new one is started."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        self.start()
        return process.returncode

    def _within(self, seconds: float, process: subprocess.Popen[bytes], request: Sequence[bytes]) -> list[bytes] | None:
        """What it answers, or None where it dies or takes more than it may. request: nothing to wait for its start."""
        answers: list[list[bytes]] = []
        talk = threading.Thread(target=_talk, args=(process, request, answers), daemon=True)
        talk.start()
        deadline = time.monotonic() + seconds
        while talk.is_alive():
            talk.join(self.limits.pause)
            if time.monotonic() > deadline or resident(process.pid) > self.limits.memory:
                process.kill()
                talk.join()
        return answers[0] if answers else None


def _talk(process: subprocess.Popen[bytes], request: Sequence[bytes], answers: list[list[bytes]]) -> None:
    assert process.stdin and process.stdout
    try:
        if request:
            handover.send(process.stdin, request)
        answers.append(handover.receive(process.stdout))
    except (EOFError, OSError):
        return
