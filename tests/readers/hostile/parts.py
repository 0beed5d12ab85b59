"""Building blocks of hostile files: small honest workbooks, and the same with a part changed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

from xlsxwriter import Workbook

ROWS: tuple[tuple[object, ...], ...] = (
    ("Customer", "Date", "Amount"),
    ("Anna Nowak", "2026-01-02", 10.5),
    ("Bob Ltd", "2026-01-03", 20),
    ("Anna Nowak", "2026-02-04", 30),
)
TEXT = "\n".join(",".join(map(str, row)) for row in ROWS) + "\n"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(rows: Sequence[Sequence[object]] = ROWS, more: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook with one sheet. more: what else is done to it."""
    content = io.BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Sales")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if more:
        more(book)
    book.close()
    return content.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {member.filename: packed.read(member) for member in packed.infolist()}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts, with fixed times."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return content.getvalue()


def changed(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same zip file with `old` replaced once in one part; it must stand there."""
    parts = members(content)
    assert old in parts[name], (name, old)
    return packed({**parts, name: parts[name].replace(old, new, 1)})


def without(content: bytes, name: str) -> bytes:
    parts = members(content)
    return packed({each: part for each, part in parts.items() if each != name})


def lying(name: str, size: int, says: int) -> bytes:
    """A zip file with one member of `size` zeros that says to hold `says`."""
    content = packed({name: bytes(size)})
    true, false = struct.pack("<L", size), struct.pack("<L", says)
    seal = struct.pack("<L", zlib.crc32(bytes(says)))
    return content.replace(struct.pack("<L", zlib.crc32(bytes(size))), seal).replace(true, false)


def ods(table: str, doctype: str = "") -> bytes:
    """A workbook of OpenOffice with these rows in XML."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content xmlns:office="{OFFICE}:office:1.0" '
        f'xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Sales">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    media = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed({"mimetype": media, "content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def ods_rows(rows: Sequence[Sequence[object]] = ROWS) -> str:
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def ods_cell(value: object, repeated: int = 1) -> str:
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    if isinstance(value, str):
        return f'<table:table-cell{times} office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return (
        f'<table:table-cell{times} office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
        "</table:table-cell>"
    )


def ole(names: Sequence[str], first: int = 0, next_sector: int = 0xFFFFFFFE) -> bytes:
    """A compound file with one sector of table, one of directory with these names, and one of zeros."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<LLLLLLLLL", head, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109L", head, 76, first, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128L", 0xFFFFFFFD, next_sector, 0xFFFFFFFE, *[0xFFFFFFFF] * 125)
    return bytes(head) + table + b"".join(map(_entry, ("Root Entry", *names)))[:512].ljust(512, b"\0") + bytes(512)


def _entry(name: str) -> bytes:
    text = name.encode("utf-16-le")
    kind = 5 if name == "Root Entry" else 2
    tree = struct.pack("<BBLLL", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1 if kind == 5 else 0xFFFFFFFF)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text) + 2) + tree + bytes(36) + struct.pack("<LQ", 2, 512)
