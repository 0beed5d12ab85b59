"""Writes a small binary workbook (BIFF12): one sheet of texts, numbers, days and blanks."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

Cell = str | float | date | None

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {"worksheet": "worksheets/sheet1.bin", "styles": "styles.bin", "sharedStrings": "sharedStrings.bin"}
_DAY_FORMAT, _DAY_STYLE = 14, 1


def record(number: int, content: bytes = b"") -> bytes:
    """One record: its type in one or two bytes, its size in seven bits a byte, its content."""
    head = bytes([number]) if number < 128 else bytes([number & 127 | 128, number >> 7])
    size, left = bytearray(), len(content)
    while True:
        size.append(left & 127 | (128 if left > 127 else 0))
        left >>= 7
        if not left:
            return head + bytes(size) + content


def wide(text: str) -> bytes:
    """A text: how many units of utf-16, then these."""
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def workbook(rows: Sequence[Sequence[Cell]], sheet: str = "Sales") -> bytes:
    """The bytes of an .xlsb file. Texts are shared except those of the first column, which stand in their cells."""
    shared: list[str] = []
    cells = b"".join(_row(number, row, shared) for number, row in enumerate(rows))
    width = max(map(len, rows))
    area = struct.pack("<4I", 0, len(rows) - 1, 0, width - 1)
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _links({"officeDocument": "xl/workbook.bin"}),
        "xl/_rels/workbook.bin.rels": _links(_KINDS),
        "xl/workbook.bin": record(131)
        + record(143)
        + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(sheet))
        + record(144)
        + record(132),
        "xl/worksheets/sheet1.bin": record(129) + record(148, area) + record(145) + cells + record(146) + record(130),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(shared), len(shared)))
        + b"".join(record(19, b"\0" + wide(text)) for text in shared)
        + record(160),
        "xl/styles.bin": _styles(),
    }
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w") as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return store.getvalue()


def _row(number: int, row: Sequence[Cell], shared: list[str]) -> bytes:
    head = record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))
    return head + b"".join(_cell(column, cell, shared) for column, cell in enumerate(row))


def _cell(column: int, cell: Cell, shared: list[str]) -> bytes:
    style = _DAY_STYLE if isinstance(cell, date) else 0
    place = struct.pack("<II", column, style)
    if cell is None:
        return record(1, place)
    if isinstance(cell, str):
        if not column:
            return record(6, place + wide(cell))
        if cell not in shared:
            shared.append(cell)
        return record(7, place + struct.pack("<I", shared.index(cell)))
    value = (cell - date(1899, 12, 30)).days if isinstance(cell, date) else cell
    return record(5, place + struct.pack("<d", value))


def _styles() -> bytes:
    def style(number: int) -> bytes:
        return record(47, struct.pack("<HHHHHBBBBH", 0, number, 0, 0, 0, 0, 0, 0, 0, 0))

    both = record(617, struct.pack("<I", 2)) + style(0) + style(_DAY_FORMAT) + record(618)
    return record(278) + both + record(279)


def _types() -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )


def _links(targets: dict[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_LINKS}">{links}</Relationships>'


LEDGER: tuple[tuple[Cell, ...], ...] = (
    ("Sales ledger 2026",),
    ("Customer", "Invoice date", "Invoice No", "Net amount", "Note"),
    ("Acme Ltd", date(2026, 1, 5), 1001.0, 1200.5, None),
    ("Żółw Sp. z o.o.", date(2026, 1, 16), 1002.0, 80.0, "first order"),
    ("Acme Ltd", date(2026, 2, 2), 1003.0, -100.25, "returned"),
    ("Globex LLC", date(2026, 3, 31), 1004.0, 19.99, None),
    ("Total", None, None, 1200.24, None),
)

if __name__ == "__main__":
    (Path(__file__).parents[1] / "samples" / "en_sales.xlsb").write_bytes(workbook(LEDGER))
