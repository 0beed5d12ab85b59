"""The process that builds or reads one workbook: a request on standard input, the answer on standard output, no
traceback.
"""

from __future__ import annotations

import contextlib
import gc
import sys
import time
from typing import Final

from segcore.errors import LabradorError
from segcore.words import load
from segcore.workbook import read_back, write
from segcore.workbook.handover import MARK, READ_TIMEOUT, decode, encode_restored

if sys.platform != "win32":
    import resource

MEMORY: Final = 3 << 30  # bytes of addresses, for reading where nobody says how many


def main() -> int:
    """Answer one request. arguments: write or read; for read the bytes of addresses and the seconds of the processor it
    may take. Exit status 1, and nothing written, where that fails.
    """
    reading = sys.argv[1:2] == ["read"]
    try:
        if reading:
            _limit(*map(int, sys.argv[2:]))
        request = sys.stdin.buffer.read()
        answer = _read(request) if reading else _written(request)
    except Exception:
        return 1
    sys.stdout.buffer.write(MARK + answer)
    sys.stdout.buffer.flush()
    return 0


def _written(request: bytes) -> bytes:
    analysis, language, title, decided = decode(request)
    return write(analysis, load(language), title, decided=decided)


def _limit(memory: int = MEMORY, seconds: int = int(READ_TIMEOUT)) -> None:
    """The system holds it where it can; else the parent watches (see handover)."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, hard))


def _read(content: bytes) -> bytes:
    gc.disable()  # millions of cells and one file: looking for circles among them takes a sixth of the time
    try:
        return encode_restored(read_back(content))
    except LabradorError as problem:
        return encode_restored(problem)


if __name__ == "__main__":
    sys.exit(main())
