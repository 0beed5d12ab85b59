"""The gate before every parser: what a file is, and that no parser can be led astray by it.

Everything here looks at bytes only; what passes goes to the readers. The memory and time they may take are held by the
process they run in (see worker).
"""

from __future__ import annotations

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers import gate_ole, gate_zip
from segcore.readers.gate_sheets import WIDE_LIMIT
from segcore.readers.kinds import has_doctype, kind

LINES = ("text", "bank_1c", "mt940", "ofx", "qif", "epp")
PACKED = ("xlsx", "xlsb", "ods", "zip")
LINE_LIMIT = 1_000_000  # bytes of one line
FOOTER = 12  # bytes of a Parquet file without any content: its two marks and the length of its end
_MARKS = b",;\t|"


def admit(file: SourceFile) -> str:
    """The kind of a file (see kinds.kind) that may be parsed.

    Raises LabradorError with the fact `file`: the codes of kinds.kind, gate_zip.check and gate_ole.check,
    file.long_text (limit in bytes), file.too_wide (limit in columns), file.doctype, file.truncated.
    """
    found = kind(file)
    if found in PACKED:
        gate_zip.check(file, found)
    elif found == "xls":
        gate_ole.check(file)
    elif found in LINES:
        _check_lines(file)
    elif found == "xml" and has_doctype(file.content):
        raise LabradorError("file.doctype", file=file.name)
    elif found == "parquet" and not _whole_parquet(file.content):
        raise LabradorError("file.truncated", file=file.name)
    return found


def _check_lines(file: SourceFile) -> None:
    """Leap from line end to line end; only a line that is longer than a leap is looked at."""
    content, start, size = file.content, 0, len(file.content)
    ends = b"\n" if b"\n" in content[:LINE_LIMIT] else b"\r"
    while start < size:
        last = content.rfind(ends, start, start + WIDE_LIMIT)
        if last < 0:
            last = content.find(ends, start, start + LINE_LIMIT)
            if last < 0 and size - start > LINE_LIMIT:
                raise LabradorError("file.long_text", file=file.name, limit=LINE_LIMIT)
            last = size if last < 0 else last
            if any(content.count(mark, start, last) > WIDE_LIMIT for mark in _MARKS):
                raise LabradorError("file.too_wide", file=file.name, limit=WIDE_LIMIT)
        start = last + 1


def _whole_parquet(content: bytes) -> bool:
    """Whether the end of a Parquet file is there, and no longer than the file."""
    length = int.from_bytes(content[-8:-4], "little")
    return len(content) > FOOTER and content.endswith(b"PAR1") and 0 < length <= len(content) - FOOTER
