"""Tables of a web page, which many programs save as .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.readers import charsets
from segcore.readers.dates import looks_date
from segcore.readers.excel_table import SheetSource, sheet_source
from segcore.readers.figures import looks_number

MOST_SPANNED = 200
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I)
_UNSEEN = ("script", "style", "table")
_APART = ("br", "p", "div", "li")


def open_html(file: SourceFile, options: FileOptions) -> SheetSource:
    """The chosen table of the page, else the one that looks most like sales; `#1`, `#2` ... name several of them.

    Raises LabradorError file.html where there is none of two rows and two columns.
    """
    encoding = options.encoding or encoding_of(file.content)
    text = charsets.without_controls(charsets.to_utf8(file.content, encoding, file.name))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise LabradorError("file.html", file=file.name) from None
    found = [rows for rows in map(rows_of, root.iter("table")) if len(rows) > 1 and max(map(len, rows)) > 1]
    if not found:
        raise LabradorError("file.html", file=file.name)
    tables = {f"#{number}": rows for number, rows in enumerate(found, 1)}
    return sheet_source("html", tables, options.sheet, encoding=encoding)


def encoding_of(content: bytes) -> str:
    """What the bytes are; what the page says of itself where they do not prove it."""
    seen = charsets.detect(content)
    said = _CHARSET.search(content[:4096])
    if seen.startswith("utf") or said is None:
        return seen
    name = (said[1] or said[2]).decode("ascii").lower()
    return seen if name.startswith(("utf", "unicode")) or not charsets.is_known(name) else name


def rows_of(table: Any) -> list[list[str]]:
    """The rows of one table without those of the tables in it.

    A cell across columns fills the first of them. A cell down several rows stands in each, unless it is a number,
    which would count several times.
    """
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for line in table.iter("tr"):
        if next(line.iterancestors("table")) is not table:
            continue
        row: list[str] = []
        for cell in line.iterchildren("td", "th"):
            _fill(row, hanging)
            text, down = _text(cell), _span(cell, "rowspan")
            for number in range(_span(cell, "colspan")):
                own = "" if number else text
                if down > 1:
                    hanging[len(row)] = (down - 1, "" if _counts(own) else own)
                row.append(own)
        _fill(row, hanging)
        rows.append(row)
    return rows


def _fill(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Cells that hang down from earlier rows at the next places."""
    while len(row) in hanging:
        left, text = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = (left - 1, text)
        row.append(text)


def _counts(text: str) -> bool:
    return looks_number(text) and not looks_date(text)


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), MOST_SPANNED) if said.isascii() and said.isdigit() else 1


def _text(cell: Any) -> str:
    return " ".join("".join(_pieces(cell)).split())


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _APART:
            yield " "
        if child.tag not in _UNSEEN:
            yield from _pieces(child)
        yield child.tail or ""
