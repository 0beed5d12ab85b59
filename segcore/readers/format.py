"""What a format is: how a file is recognised by its content, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from segcore.errors import LabradorError
from segcore.readers.content import TEXTS, Content
from segcore.readers.grid import Source
from segcore.readers.records import Records, RecordSource, of_table


@dataclass(frozen=True)
class Format:
    """name: the code in reports and in FileOptions.format. title: what it is called. family: where it comes from
    (table, bank, invoice, list, shape). endings: what such files are usually called. kinds: those of kinds.kind it may
    be. claims: whether a file of such a kind is of this format. read: its records; None for a table that is mapped by
    its header.
    """

    name: str
    title: str
    family: str
    endings: tuple[str, ...]
    kinds: tuple[str, ...]
    claims: Callable[[Content], bool]
    read: Callable[[Content], Records] | None = None

    def sniff(self, content: Content) -> bool:
        """Whether the file is of this format. Raises LabradorError for what cannot be opened."""
        if self.name not in content.sniffed:
            content.sniffed[self.name] = content.kind in self.kinds and self.claims(content)
        return content.sniffed[self.name]

    def open(self, content: Content) -> Source:
        """The opened file. Raises LabradorError."""
        grid = content.grid
        if self.read is None:
            if grid is None:
                raise LabradorError("file.not_a_table", file=content.file.name)
            return grid
        records = self.read(content)
        if grid is not None:
            return of_table(grid, self.name, records)
        encoding = content.encoding if content.kind in TEXTS else None
        return RecordSource(self.name, records, encoding)
