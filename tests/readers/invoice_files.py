"""What the tests of invoices share: reading one file, packing several, what was left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from segcore.ledger import ReadReport, SourceFile
from segcore.readers import inspect


def read(content: bytes | str, name: str = "file") -> ReadReport:
    return inspect([SourceFile(name, content.encode() if isinstance(content, str) else content)]).report


def packed(members: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def left_out(report: ReadReport) -> dict[str, tuple[int, int]]:
    return {found.reason: (found.rows, found.sum) for found in report.excluded}
