"""The registry of formats: one line each; kinds.py tells what a file is by its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from segcore.ledger import FileOptions, SourceFile
from segcore.readers.csv_table import open_text
from segcore.readers.excel_table import open_ods, open_xls, open_xlsx
from segcore.readers.grid import Source
from segcore.readers.kinds import kind


@dataclass(frozen=True)
class Format:
    """name: the code in reports. endings: what such files are usually called. kind: what kinds.kind says of them."""

    name: str
    title: str
    endings: tuple[str, ...]
    kind: str
    open: Callable[[SourceFile, FileOptions], Source]

    def sniff(self, file: SourceFile) -> bool:
        """Whether the content is of this format. Raises LabradorError for what is known but cannot be read."""
        return kind(file) == self.kind


FORMATS: tuple[Format, ...] = (
    Format("csv", "CSV", ("csv", "txt"), "text", open_text),
    Format("tsv", "TSV", ("tsv", "tab"), "text", open_text),
    Format("xlsx", "Excel", ("xlsx", "xlsm"), "xlsx", open_xlsx),
    Format("xls", "Excel 97-2003", ("xls",), "xls", open_xls),
    Format("ods", "OpenDocument", ("ods",), "ods", open_ods),
)
ENDINGS: tuple[str, ...] = tuple(ending for known in FORMATS for ending in known.endings)


def open_file(file: SourceFile, options: FileOptions) -> Source:
    """Open a file by its content, whatever its name says."""
    found = kind(file)
    return next(known for known in FORMATS if known.kind == found).open(file, options)
