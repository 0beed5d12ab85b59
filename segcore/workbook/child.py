"""The process that builds or reads one workbook: a request on standard input, the answer on standard output, no
traceback.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Final

from segcore.errors import LabradorError
from segcore.words import load
from segcore.workbook import read_back, write
from segcore.workbook.handover import MARK, decode, encode_restored

if sys.platform != "win32":
    import resource

MEMORY: Final = 3 << 30  # bytes of addresses, for reading what somebody uploaded


def main() -> int:
    """Answer one request. argument: write or read. Exit status 1, and nothing written, where that fails."""
    try:
        answer = _read(sys.stdin.buffer.read()) if sys.argv[1:] == ["read"] else _written(sys.stdin.buffer.read())
    except Exception:
        return 1
    sys.stdout.buffer.write(MARK + answer)
    sys.stdout.buffer.flush()
    return 0


def _written(request: bytes) -> bytes:
    analysis, language, title, decided = decode(request)
    return write(analysis, load(language), title, decided=decided)


def _read(content: bytes) -> bytes:
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        return encode_restored(read_back(content))
    except LabradorError as problem:
        return encode_restored(problem)


if __name__ == "__main__":
    sys.exit(main())
