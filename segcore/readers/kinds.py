"""What a file is, by its content and never by its name."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers.charsets import utf16_without_mark

UNPACKED_LIMIT = 1_500_000_000
RATIO_LIMIT = 200
RATIO_FROM = 100_000_000

BROKEN = (
    zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError, zlib.error, struct.error,
    OverflowError, LookupError,
)  # fmt: skip

_MAGIC = (
    (b"%PDF", "pdf"),
    (b"PAR1", "parquet"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "document"),
)
_HTML = re.compile(
    rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|(?:html|head|body|meta|title|style|link|script|table|div|center|font|p|br|b|h[1-6])[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_LEADING = b" \t\r\n\v\f\x01\x02\x03"
_TEXT_STARTS = (
    (re.compile(rb"1CClientBankExchange"), "bank_1c"),
    (re.compile(rb"\{1:F\d\d|:20:|(?:[^\n]{0,80}\n){1,6}?[ \t]*:20:[^\n]*\n[ \t]*:2[158]"), "mt940"),
    (re.compile(rb"OFXHEADER|(?:(?:<\?(?!OFX)[^>]*>|<!--.*?-->)\s*)*<\??OFX\b", re.IGNORECASE | re.DOTALL), "ofx"),
    (re.compile(rb"(?:#[^\n]*\n\s*)*!(?:Type|Option|Account|Clear)\b", re.IGNORECASE), "qif"),
    (re.compile(rb"\[INFO\]"), "epp"),
    (_HTML, "html"),
    (re.compile(rb"<\?xml\b|(?:<!--.*?-->\s*)*<[A-Za-z_\x80-\xff][\w:.\x80-\xff-]*[\s/>]", re.DOTALL), "xml"),
    (re.compile(rb"[\[{]\s*[\[{\"]"), "json"),
)


def kind(file: SourceFile) -> str:
    """What the bytes are.

    `text`, `xlsx`, `xlsb`, `xls`, `ods`, `parquet`, `xml`, `html`, `zip`, `bank_1c`, `mt940`, `ofx`, `qif`, `epp`;
    and what no reader takes: `pdf`, `image`, `archive`, `document`, `json`. Raises LabradorError with the fact `file`:
    file.empty, file.password, file.truncated, file.too_large, file.not_a_table.
    """
    content = file.content
    start = content[:4096]
    if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise LabradorError("file.empty", file=file.name)
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name
    if start.startswith(b"PK"):
        return _zip_kind(file)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(file)
    return _text_kind(file, start)


def has_doctype(content: bytes) -> bool:
    """Whether a DOCTYPE stands before the root element of an XML text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content[: 1 << 16].decode("utf-16", "ignore").encode()
    at = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    while found := _ASIDE.match(content, at):
        at = found.end()
    return content.startswith(b"<!", at)


def _zip_kind(file: SourceFile) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            members = packed.infolist()
            names = {member.filename.replace("\\", "/").casefold() for member in members}
            media = packed.open("mimetype").read(100) if "mimetype" in packed.namelist() else b""
    except BROKEN:
        raise LabradorError("file.truncated", file=file.name) from None
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_LIMIT or unpacked > max(RATIO_FROM, RATIO_LIMIT * len(file.content)):
        raise LabradorError("file.too_large", file=file.name, limit=UNPACKED_LIMIT)
    if any(name.startswith("xl/") for name in names):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if b"spreadsheet" in media:
        return "ods"
    if media or any(name.startswith(("word/", "ppt/")) for name in names):
        return "document"
    return "zip"


def _ole_kind(file: SourceFile) -> str:
    content = file.content
    if _utf16("EncryptedPackage") in content or _utf16("EncryptionInfo") in content:
        raise LabradorError("file.password", file=file.name)
    if _utf16("Workbook") in content or _utf16("Book") in content:
        return "xls"
    if _utf16("WordDocument") in content or _utf16("PowerPoint Document") in content:
        return "document"
    raise LabradorError("file.truncated", file=file.name)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _wide(start: bytes) -> bytes:
    """The start of a text in utf-16 as utf-8, nothing where it is in another encoding."""
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if marked else utf16_without_mark(start)
    return start.decode(encoding, "ignore").lstrip().encode() if encoding else b""


def _text_kind(file: SourceFile, start: bytes) -> str:
    wide = _wide(start)
    body = wide or start.removeprefix(b"\xef\xbb\xbf").lstrip(_LEADING)
    for pattern, name in _TEXT_STARTS:
        if pattern.match(body):
            return name
    if wide:
        return "text"
    zeros = start.count(0)
    if zeros and min(start[::2].count(0), start[1::2].count(0)) > zeros * 0.1:
        raise LabradorError("file.not_a_table", file=file.name)
    controls = sum(start.count(byte) for byte in range(1, 32) if byte not in (9, 10, 12, 13, 26))
    if controls > len(start) * 0.02:
        raise LabradorError("file.not_a_table", file=file.name)
    return "text"
