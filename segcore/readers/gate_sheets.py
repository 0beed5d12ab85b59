"""The gate of spreadsheets: cells far out, for which a reader would lay out every empty cell before them.

A reader of spreadsheets takes memory for the whole rectangle up to the last filled cell: one cell at XFD1048576 in a
file of 6 KB asks for half a terabyte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

from segcore.errors import LabradorError

WIDE_LIMIT = 4_000  # columns
AREA_LIMIT = 5_000_000  # cells of a sheet that may all be empty
SPARSE = 20  # beyond it, a filled cell must stand in so many
_OVERLAP = 300
_CELL = re.compile(rb"""r=["']([A-Z]+)([0-9]+)["'][^>]*(?<!/)>\s*<(?:[A-Za-z]\w*:)?(?:v|is|f)[\s/>]""")
_REPEATED = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["']\s*([0-9]{1,15})""")
Extent: TypeAlias = tuple[int, int, int]


class Watcher(Protocol):
    """Sees a member of a workbook in chunks; judges it at the end."""

    def see(self, chunk: bytes) -> None: ...

    def judge(self, file: str) -> None:
        """Raises the LabradorError of `judge`."""


def watcher(kind: str, member: str) -> Watcher | None:
    """What watches this member of a workbook, None where it holds no cells. member: its name in small letters."""
    if kind == "xlsx" and member.endswith(".xml"):
        return _SheetText()
    if kind == "ods" and member == "content.xml":
        return _Whole(_ods_extents)
    if kind == "xlsb" and member.endswith(".bin") and "sheets/" in member:
        return _Whole(_xlsb_extents)
    return None


def judge(file: str, row: int, column: int, filled: int) -> None:
    """row, column: 1-based, of the last filled cells.

    Raises LabradorError file.far_cell (file, row, column), file.too_wide (file, limit).
    """
    area = row * column
    if area > AREA_LIMIT and area > SPARSE * filled:
        raise LabradorError("file.far_cell", file=file, row=row, column=column)
    if column > WIDE_LIMIT:
        raise LabradorError("file.too_wide", file=file, limit=WIDE_LIMIT)


class _SheetText:
    """A worksheet of XLSX: styled cells without a value do not count."""

    def __init__(self) -> None:
        self.row = self.column = self.filled = 0
        self.before = b""

    def see(self, chunk: bytes) -> None:
        piece = self.before + chunk
        found = _CELL.findall(piece)
        if found:
            self.filled += len(found)
            self.column = max(self.column, *map(_number, {letters for letters, _ in found}))
            self.row = max(self.row, *(int(row[:9]) for _, row in found))
        self.before = piece[-_OVERLAP:]

    def judge(self, file: str) -> None:
        judge(file, self.row, self.column, self.filled)


def _number(letters: bytes) -> int:
    """The 1-based column of its letters, those of Excel having at most three."""
    found = 0
    for letter in letters[:6]:
        found = found * 26 + letter - 64
    return found


class _Whole:
    """A member that is looked at once it is there."""

    def __init__(self, extents: Callable[[bytes], Iterator[Extent]]) -> None:
        self.extents = extents
        self.chunks: list[bytes] = []

    def see(self, chunk: bytes) -> None:
        self.chunks.append(chunk)

    def judge(self, file: str) -> None:
        for extent in self.extents(b"".join(self.chunks)):
            judge(file, *extent)


def _ods_extents(content: bytes) -> Iterator[Extent]:
    """Of every table: repeated rows and cells count where something follows them or they are filled."""
    for table in content.split(b"<table:table ")[1:]:
        row = last = widest = filled = 0
        for tags in table.split(b"<table:table-row")[1:]:
            cells = tags.split(b"<table:table-cell")
            column = width = 0
            for cell in cells[1:]:
                column += _times(cell)
                if b"office:value" in cell or b"<text:" in cell:
                    width, filled = column, filled + 1
            row += _times(cells[0])
            if width:
                last, widest = row, max(widest, width)
        yield last, widest, filled


def _times(tag: bytes) -> int:
    found = _REPEATED.search(tag.partition(b">")[0])
    return int(found[1]) if found else 1


def _xlsb_extents(content: bytes) -> Iterator[Extent]:
    """Records of a type and a length; a row record says its number, a cell record its column."""
    at = row = last = widest = filled = 0
    while at < len(content):
        kind, at = _packed_number(content, at, 2)
        size, at = _packed_number(content, at, 4)
        if kind == 0:
            row = int.from_bytes(content[at : at + 4], "little") + 1
        elif 2 <= kind <= 11:
            column = int.from_bytes(content[at : at + 4], "little") + 1
            last, widest, filled = max(last, row), max(widest, column), filled + 1
        at += size
    yield last, widest, filled


def _packed_number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    number = 0
    for place, byte in enumerate(content[at : at + most]):
        number |= (byte & 127) << 7 * place
        if byte < 128:
            return number, at + place + 1
    return number, at + most
