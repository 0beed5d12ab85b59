"""A file before its reader: what kind it is, and its content as the readers of that kind want it, unpacked once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.readers import archives, charsets, kinds
from segcore.readers.csv_table import open_text
from segcore.readers.excel_table import open_workbook
from segcore.readers.gate import admit
from segcore.readers.grid import Row, Source, show
from segcore.readers.html_table import open_html
from segcore.readers.markup import Document
from segcore.readers.parquet_table import open_parquet

TEXTS = ("text", "bank_1c", "mt940", "ofx", "qif", "epp")
WORKBOOKS = ("xlsx", "xlsb", "xls", "ods")
TABLES = ("text", *WORKBOOKS, "html")


@dataclass(frozen=True)
class Content:
    """One file and what the user decided about it. kind: see kinds.kind. sniffed: formats already asked about it."""

    file: SourceFile
    kind: str
    options: FileOptions = FileOptions()
    sniffed: dict[str, bool] = field(default_factory=dict, compare=False)

    @cached_property
    def encoding(self) -> str:
        """The encoding of a text file."""
        return self.options.encoding or charsets.detect(self.file.content)

    @cached_property
    def text(self) -> str:
        """A text file, decoded. Raises LabradorError file.encoding."""
        content = charsets.to_utf8(self.file.content, self.encoding, self.file.name)
        return charsets.without_controls(content).decode("utf-8", "replace")

    @cached_property
    def grid(self) -> Source | None:
        """The rows of a table file, None for other kinds. Raises LabradorError."""
        if self.kind == "text":
            return open_text(self.file, self.options)
        if self.kind == "html":
            return open_html(self.file, self.options)
        if self.kind == "parquet":
            return open_parquet(self.file)
        return open_workbook(self.file, self.options, self.kind) if self.kind in WORKBOOKS else None

    @property
    def sheet(self) -> str:
        """The name of the sheet (`TDSheet` in what 1C saves), "" for none."""
        return (self.grid.sheet if self.grid else None) or ""

    @cached_property
    def first_rows(self) -> list[list[str]]:
        """The first rows of a table file as trimmed texts; none for other kinds, nor where no columns are found."""
        try:
            return [[show(cell) for cell in row] for row in (self.grid.head if self.grid else ())]
        except LabradorError as problem:
            if problem.code != "file.not_a_table":
                raise
            return []

    @cached_property
    def members(self) -> tuple[SourceFile, ...]:
        """The files inside a zip archive, none for other kinds. Raises LabradorError of archives.members."""
        return archives.members(self.file) if self.kind == "zip" else ()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """An XML file, or those inside a zip archive. Raises LabradorError of archives.members."""
        if self.kind == "xml":
            return (Document(self.file),)
        return tuple(Document(member) for member in self.members if kinds.kind(member) == "xml")

    @cached_property
    def root(self) -> Any:
        """The root element of an XML file, None for other kinds. Raises LabradorError file.truncated, file.doctype."""
        return self.documents[0].root if self.kind == "xml" else None

    def rows(self) -> list[Row]:
        """All rows of a table file as they stand."""
        return list(self.grid.all_rows()) if self.grid else []


def opened(file: SourceFile, options: FileOptions) -> Content:
    """A file that may be parsed. Raises LabradorError of gate.admit."""
    return Content(file, admit(file), options)
