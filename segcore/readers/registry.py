"""The registry of formats: each family lists its own; what none of them claims is a plain table."""

from __future__ import annotations

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.readers import banks, invoices, kinds, lists, shapes
from segcore.readers.content import Content, opened
from segcore.readers.format import Format
from segcore.readers.grid import Source
from segcore.readers.invoices import which

KNOWN: tuple[Format, ...] = (*banks.FORMATS, *invoices.FORMATS, *lists.FORMATS, *shapes.FORMATS)


def _plain(content: Content) -> bool:
    """A table no other format claims."""
    return not any(known.sniff(content) for known in KNOWN)


def _tabbed(content: Content) -> bool:
    return content.grid is not None and content.grid.delimiter == "\t"


PLAIN: tuple[Format, ...] = (
    Format("csv", "CSV", "table", ("csv", "txt"), ("text",), lambda found: not _tabbed(found) and _plain(found)),
    Format("tsv", "TSV", "table", ("tsv", "tab"), ("text",), lambda found: _tabbed(found) and _plain(found)),
    Format("xlsx", "Excel", "table", ("xlsx", "xlsm"), ("xlsx",), _plain),
    Format("xlsb", "Excel binary", "table", ("xlsb",), ("xlsb",), _plain),
    Format("xls", "Excel 97-2003", "table", ("xls",), ("xls",), _plain),
    Format("html", "HTML", "table", ("html", "htm"), ("html",), _plain),
    Format("ods", "OpenDocument", "table", ("ods",), ("ods",), _plain),
    Format("parquet", "Parquet", "table", ("parquet",), ("parquet",), _plain),
)
FORMATS: tuple[Format, ...] = (*PLAIN, *KNOWN)
UNREAD = {
    "archive": "file.archive",
    "document": "file.document",
    "image": "file.image",
    "json": "file.json",
    "pdf": "file.pdf",
    "zip": "file.archive",
}
ENDINGS: tuple[str, ...] = tuple(dict.fromkeys(ending for known in FORMATS for ending in known.endings))


def open_file(file: SourceFile, options: FileOptions) -> Source:
    """Open a file by its content, whatever its name says, or as the format the user chose.

    Raises LabradorError of `recognise`, and what the readers raise.
    """
    content = opened(file, options)
    chosen = [known for known in FORMATS if known.name == options.format and content.kind in known.kinds]
    return (chosen[0] if chosen else recognise(content)).open(content)


def unpacked(file: SourceFile, options: FileOptions) -> tuple[SourceFile, ...]:
    """The file itself, or the files of an archive that is no format of its own, `archive/member` each.

    Raises LabradorError of kinds.kind, content.opened and archives.members, and file.archive_empty.
    """
    if kinds.kind(file) != "zip":
        return (file,)
    content = opened(file, options)
    if any(known.sniff(content) for known in KNOWN):
        return (file,)
    if not content.members:
        raise LabradorError("file.archive_empty", file=file.name)
    return content.members


def recognise(content: Content) -> Format:
    """The format of a file. Raises LabradorError of UNREAD, file.xml_named (name), file.not_a_table."""
    for known in (*KNOWN, *PLAIN):
        if known.sniff(content):
            return known
    if content.kind == "xml":
        raise which.refusal(content)
    raise LabradorError(UNREAD.get(content.kind, "file.not_a_table"), file=content.file.name)
