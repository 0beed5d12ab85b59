"""The process that reads files for a server: requests on standard input, answers on standard output, no traceback.

It is started once and kept warm; its memory is limited for good, its CPU time by each request. A file that breaks a
limit ends this process and nothing else. It ends when its parent does.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import IO

from segcore import bundle, readers
from segcore.errors import LabradorError
from segcore.ledger import ReadOptions, SourceFile
from segcore.readers import handover
from segcore.readers.customer_list import read_customer_list
from segcore.readers.gate import admit
from segcore.readers.handover import Answer
from segcore.readers.score_sheet import read_scores

if sys.platform != "win32":
    import resource

HEARTBEAT = 1.0  # seconds


def main() -> int:
    """Answer requests until there are none. argument: the bytes of memory this process may take."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    _limit_memory(int(sys.argv[1]))
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        handover.send(answers, [handover.READY])
        while _serve(sys.stdin.buffer, answers):
            pass
    return 0


def _serve(requests: IO[bytes], answers: IO[bytes]) -> bool:
    """Answer one request; whether this process may take another."""
    task, files, options, seconds = handover.decode_request(handover.receive(requests))
    _limit_time(seconds)
    try:
        frames = handover.encode_answer(_done(task, files, options))
    except LabradorError as problem:
        frames = handover.encode_answer(problem)
    except BaseException as fault:
        frames = handover.encode_answer(_fault(fault, files[0].name))
    handover.send(answers, frames)
    return True


def _done(task: str, files: list[SourceFile], options: ReadOptions) -> Answer:
    if task == "customers":
        return read_customer_list(files[0])
    if task == "scores":
        return read_scores(files[0])
    if task == "bundle":
        return _bundle(files[0])
    if task == "look":
        return readers.look(files[0], options)
    return readers.inspect(files, options) if task == "inspect" else readers.read(files, options)


def _bundle(file: SourceFile) -> bundle.Bundle:
    if admit(file) != "zip":
        raise LabradorError("bundle.unreadable")
    return bundle.read(file.content)


def _fault(fault: BaseException, file: str) -> LabradorError:
    """A fault of ours: where it happened, never what the file said. A reader's own panic is the file's fault, and so is
    that there is no room, be it for the stack of a thread.
    """
    if isinstance(fault, MemoryError) or str(fault) == "can't start new thread":
        return LabradorError("file.too_heavy", file=file)
    if type(fault).__name__ == "PanicException":
        return LabradorError("file.unreadable", file=file)
    frames = traceback.extract_tb(fault.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    return LabradorError("internal.fault", kind=type(fault).__name__, place=place)


def _limit_memory(size: int) -> None:
    """The system holds it where it can; else the parent watches (see worker)."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _limit_time(seconds: float) -> None:
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, hard))


def _end_with_parent(parent: int) -> None:
    """A killed parent ends this process in the middle of its work; between two requests the closed pipe does."""
    while os.getppid() == parent:
        time.sleep(HEARTBEAT)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
