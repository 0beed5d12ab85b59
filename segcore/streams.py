"""Standard output, standard error and files, as the command line uses them: UTF-8 everywhere, never half a file."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from segcore.errors import LabradorError


class OutputLostError(LabradorError):
    """Standard output takes no more (a full disk): what is left to say goes to standard error."""


def speak_utf8() -> None:
    """UTF-8 on every system; what UTF-8 cannot hold is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def put(lines: Iterable[str]) -> None:
    """Lines to standard output. Raises BrokenPipeError, or OutputLostError."""
    try:
        for line in lines:
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        forget_output()
        raise OutputLostError("output.unwritable", file="standard output", problem=reason(problem)) from None


def tell(text: str) -> None:
    """One line to standard error."""
    sys.stderr.write(f"{' '.join(text.split())}\n")


def forget_output() -> None:
    """Nobody reads any more: let the interpreter's last flush go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def save(path: Path, content: bytes) -> None:
    """Write beside it first, so that a full disk or a crash leaves the old file whole; raises `output.unwritable`."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as problem:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise LabradorError("output.unwritable", file=str(path), problem=reason(problem)) from None


def reason(problem: OSError) -> str:
    """What the system says, without the path."""
    return problem.strerror or type(problem).__name__
