"""The process that builds one workbook: a request on standard input, the file on standard output, no traceback."""

from __future__ import annotations

import sys

from segcore.words import load
from segcore.workbook import write
from segcore.workbook.handover import MARK, decode


def main() -> int:
    """Answer one request. Exit status 1, and nothing written, where the workbook cannot be built."""
    try:
        analysis, language, title = decode(sys.stdin.buffer.read())
        answer = write(analysis, load(language), title)
    except Exception:
        return 1
    sys.stdout.buffer.write(MARK + answer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
