"""The gate of compound files (XLS): chains of sectors that end, and no cell far out."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers.gate_sheets import Extent, judge

FREE = 0xFFFFFFFA  # from here on a number is a mark, no sector
SMALL = 4096  # a shorter stream lies in small sectors, and holds no sheet far out
MOST_ROWS, MOST_COLUMNS = 65_536, 256
_FIRST_LIST = struct.Struct("<109L")
_SHEET, _SIZE = 0x0809, 0x0200
_CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0003, 0x0004})


def check(file: SourceFile) -> None:
    """Raises LabradorError file.unreadable (file), and the codes of gate_sheets.judge."""
    try:
        extents = [extent for stream in _Compound(file.content).books() for extent in _extents(stream)]
    except (struct.error, IndexError, ValueError):
        raise LabradorError("file.unreadable", file=file.name) from None
    for extent in extents:
        judge(file.name, *extent)


class _Compound:
    """Sectors in chains: the table says for each sector which one follows."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in (9, 12):
            raise ValueError(shift)
        self.size = 1 << shift
        self.table = self._table()

    def _sector(self, number: int) -> bytes:
        return self.content[(number + 1) * self.size : (number + 2) * self.size]

    def _numbers(self, sector: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sector) // 4}L", sector[: len(sector) // 4 * 4])

    def _table(self) -> list[int]:
        """The sectors of the table stand in the header and in a chain of lists behind it."""
        places = [place for place in _FIRST_LIST.unpack_from(self.content, 76) if place < FREE]
        (following,) = struct.unpack_from("<L", self.content, 68)
        most = len(self.content) // self.size
        while following < FREE and len(places) <= most:
            *more, following = self._numbers(self._sector(following))
            places += [place for place in more if place < FREE]
        if len(places) > most or any(place > most for place in places):
            raise ValueError(len(places))
        return [number for place in places for number in self._numbers(self._sector(place))]

    def _chain(self, first: int) -> list[int]:
        """The sectors from one on. Raises ValueError where they go round, IndexError where they lead out."""
        found: list[int] = []
        while first < FREE:
            found.append(first)
            if len(found) > len(self.table):
                raise ValueError(first)
            first = self.table[first]
        return found

    def _stream(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._chain(first)))

    def books(self) -> Iterator[bytes]:
        """The streams that hold sheets; the other chains are walked too."""
        first, small = (struct.unpack_from("<L", self.content, at)[0] for at in (48, 60))
        self._chain(small)
        folder = self._stream(first)
        for at in range(0, len(folder) - 127, 128):
            (length,) = struct.unpack_from("<H", folder, at + 64)
            start, size = struct.unpack_from("<LL", folder, at + 116)
            name = folder[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").casefold()
            if folder[at + 66] == 2 and size >= SMALL:
                stream = self._stream(start)
                if name in ("workbook", "book"):
                    yield stream[:size]


def _extents(stream: bytes) -> Iterator[Extent]:
    """Of every sheet: the last row and column with a cell, and how many there are.

    Raises ValueError for a sheet that says to be larger than the format allows: its reader would make room for it.
    """
    at = row = column = filled = 0
    while at + 8 <= len(stream):
        kind, size, here, place = struct.unpack_from("<4H", stream, at)
        if kind in _CELLS:
            row, column, filled = max(row, here + 1), max(column, place + 1), filled + 1
        elif kind == _SIZE:
            _check_size(struct.unpack_from("<LLHH" if size >= 12 else "<HHHH", stream, at + 4))
        elif kind == _SHEET:
            yield row, column, filled
            row = column = filled = 0
        at += 4 + size
    yield row, column, filled


def _check_size(size: tuple[int, ...]) -> None:
    """size: the first row, the last, the first column, the last."""
    first, rows, left, columns = size
    if not (first <= rows <= MOST_ROWS and left <= columns <= MOST_COLUMNS):
        raise ValueError(size)
