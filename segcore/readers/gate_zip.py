"""The gate of zip files: workbooks, and archives of documents."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers.gate_sheets import watcher
from segcore.readers.kinds import BROKEN, has_doctype

MEMBER_LIMIT = 20_000
STREAMED = 32_000_000  # a member that says to be larger is believed: its readers have limits of their own
TEXT_LIMIT = 1_000_000  # bytes of one text in a workbook
CHUNK = 1 << 20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def check(file: SourceFile, kind: str) -> None:
    """Look through every member of a zip file of this kind.

    Raises LabradorError with the fact `file`: file.too_many_members (limit), file.odd_archive, file.password,
    file.too_large (limit), file.unreadable, file.doctype, file.nested_archive, file.long_text (limit), and the codes
    of gate_sheets.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            members = packed.infolist()
        _check_directory(file, members)
        for member in members:
            if member.file_size <= STREAMED:
                _check_member(file, kind, member)
    except BROKEN:
        raise LabradorError("file.unreadable", file=file.name) from None


def _check_directory(file: SourceFile, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBER_LIMIT:
        raise LabradorError("file.too_many_members", file=file.name, limit=MEMBER_LIMIT)
    if any(member.flag_bits & 1 for member in members):
        raise LabradorError("file.password", file=file.name)
    names = [member.filename.replace("\\", "/") for member in members]
    outside = any(name.startswith("/") or ".." in name.split("/") or name[1:2] == ":" for name in names)
    linked = any(stat.S_ISLNK(member.external_attr >> 16) for member in members)
    if outside or linked or len(set(names)) < len(names):
        raise LabradorError("file.odd_archive", file=file.name)
    if any(member.compress_type not in METHODS for member in members):
        raise LabradorError("file.unreadable", file=file.name)


def _check_member(file: SourceFile, kind: str, member: zipfile.ZipInfo) -> None:
    name = member.filename.casefold()
    parsed = name == "content.xml" if kind == "ods" else name.endswith((".xml", ".rels"))
    cells = watcher(kind, name)
    for number, chunk in enumerate(_unpacked(file, member)):
        if not number and kind == "zip" and _is_archive(chunk):
            raise LabradorError("file.nested_archive", file=file.name)
        if not number and parsed and has_doctype(chunk):
            raise LabradorError("file.doctype", file=file.name)
        if parsed and kind != "zip" and len(chunk) >= TEXT_LIMIT and b"<" not in chunk:
            raise LabradorError("file.long_text", file=file.name, limit=TEXT_LIMIT)
        if cells is not None:
            cells.see(chunk)
    if cells is not None:
        cells.judge(file.name)


def _unpacked(file: SourceFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content in chunks, as far as the directory says: other readers go on to where it really ends.

    Raises LabradorError file.too_large; ValueError where it is damaged.
    """
    names = file.content[member.header_offset + 26 : member.header_offset + 30]
    start = member.header_offset + 30 + sum(struct.unpack("<2H", names))
    rest = file.content[start : start + member.compress_size]
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = member.compress_type == zipfile.ZIP_DEFLATED
    size = seal = 0
    while rest or not size:
        chunk = inflate.decompress(rest, CHUNK) if packed else rest[:CHUNK]
        rest = inflate.unconsumed_tail if packed else rest[CHUNK:]
        size, seal = size + len(chunk), zlib.crc32(chunk, seal)
        if size > member.file_size:
            raise LabradorError("file.too_large", file=file.name, limit=member.file_size)
        yield chunk
        if inflate.eof or not chunk:
            break
    if seal != member.CRC or size != member.file_size:
        raise ValueError(member.filename)


def _is_archive(chunk: bytes) -> bool:
    """Whether a member is itself an archive; a workbook is none."""
    return chunk.startswith(_ARCHIVES) or (chunk.startswith(b"PK\x03\x04") and b"[Content_Types].xml" not in chunk)
