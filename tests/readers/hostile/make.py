"""The named corpus: hostile and broken files, each with the exact code of its refusal; and odd ones that are read."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.readers.hostile import parts
from tests.readers.hostile.parts import SHEET, STRINGS, TEXT, changed, members, packed, without, xlsx

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def bomb() -> bytes:
    """200 MB of zeros in 200 KB."""
    return packed({**members(xlsx()), SHEET: bytes(200_000_000)})


def nested() -> bytes:
    inner = packed({"a.csv": TEXT.encode()})
    for _ in range(3):
        inner = packed({"a.zip": inner})
    return inner


def twice() -> bytes:
    content = packed({"a.xml": b"<a/>", "b.xml": b"<b/>"})
    return content.replace(b"b.xml", b"a.xml")


def link() -> bytes:
    content = packed({"a.xml": b"/etc/passwd"})
    at = content.index(b"PK\x01\x02")
    return content[: at + 38] + struct.pack("<L", 0o120777 << 16) + content[at + 42 :]


def encrypted() -> bytes:
    """The flag of an encrypted member, in its header and in the directory."""
    content = bytearray(packed({"a.xml": b"<a/>"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def method(number: int) -> bytes:
    content = bytearray(packed({"a.xml": b"<a/>"}))
    struct.pack_into("<H", content, 8, number)
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 10, number)
    return bytes(content)


def wrong_checksum() -> bytes:
    content = xlsx()
    with_sheet = packed(members(content), zipfile.ZIP_STORED)
    return with_sheet.replace(b"<sheetData>", b"<sheetDatb>", 1)


def many() -> bytes:
    return packed({f"{number}.xml": b"" for number in range(20_001)}, zipfile.ZIP_STORED)


def far_cell(reference: bytes) -> bytes:
    return changed(xlsx(), SHEET, b"</sheetData>", b'<row><c r="%s"><v>1</v></c></row></sheetData>' % reference)


def wide(columns: int) -> bytes:
    return xlsx([[f"c{number}" for number in range(columns)]] * 3)


def giant_string() -> bytes:
    return changed(xlsx(), STRINGS, b"Bob Ltd", b"x" * 3_000_000)


def ods_far(row: int, column: int) -> bytes:
    empty = f'<table:table-cell table:number-columns-repeated="{column}"/>'
    rows = f'<table:table-row table:number-rows-repeated="{row}"><table:table-cell/></table:table-row>'
    last = f"<table:table-row>{empty}{parts.ods_cell('x')}</table:table-row>"
    return parts.ods(parts.ods_rows() + rows + last)


def ods_filled() -> bytes:
    """Every cell of a sheet filled, in 500 bytes."""
    row = f'<table:table-row table:number-rows-repeated="1048576">{parts.ods_cell(1.5, 16_384)}</table:table-row>'
    return parts.ods(parts.ods_rows() + row)


def xlsb(column: int = 0) -> bytes:
    """A binary workbook whose only sheet is two records: a row and a number in it."""
    sheet = b"\x00\x19" + struct.pack("<L", 1_048_575) + bytes(21) + b"\x05\x10" + struct.pack("<LLd", column, 0, 1.0)
    return packed({"[Content_Types].xml": HEAD, "xl/workbook.bin": b"\x83\x01\x00", "xl/worksheets/sheet1.bin": sheet})


def parquet(length: int) -> bytes:
    return b"PAR1" + bytes(100) + struct.pack("<l", length) + b"PAR1"


def cut_member() -> bytes:
    """A member whose packed content stops in the middle, the directory being whole."""
    content = packed({"a.xml": bytes(range(256)) * 400})
    at = content.index(b"PK\x01\x02")
    return content[:60] + bytes(at - 60) + content[at:]


def utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass")


def deflated_twice() -> bytes:
    return b"\x1f\x8b\x08" + bytes(7) + zlib.compress(TEXT.encode())


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.csv": (lambda: b"", "file.empty"),
    "only blanks.csv": (lambda: b"\xef\xbb\xbf \r\n\t\r\n" * 50, "file.empty"),
    "only zeros.csv": (lambda: bytes(5000), "file.empty"),
    "statement.pdf": (lambda: b"%PDF-1.7\n1 0 obj << /Type /Catalog >>", "file.pdf"),
    "statement as.csv": (lambda: b"%PDF-1.4\n", "file.pdf"),
    "photo.png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "file.image"),
    "photo.jpg": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "file.image"),
    "moving.gif": (lambda: b"GIF89a" + bytes(100), "file.image"),
    "archive.rar": (lambda: b"Rar!\x1a\x07\x01" + bytes(100), "file.archive"),
    "archive.7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "file.archive"),
    "sales.csv.gz": (deflated_twice, "file.archive"),
    "letter.docx": (lambda: packed({"[Content_Types].xml": HEAD, "word/document.xml": HEAD}), "file.document"),
    "letter.rtf": (lambda: b"{\\rtf1 Sales}", "file.document"),
    "letter.odt": (lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "file.document"),
    "letter.doc": (lambda: parts.ole(["WordDocument"]), "file.document"),
    "program.exe": (lambda: b"MZ" + bytes(range(256)) * 40, "file.not_a_table"),
    "noise.csv": (lambda: bytes(range(1, 255)) * 20, "file.not_a_table"),
    "data.json": (lambda: b'[{"customer": "Anna", "amount": 1}]', "file.json"),
    "bomb.xlsx": (bomb, "file.too_large"),
    "lying.xlsx": (lambda: parts.lying("xl/workbook.xml", 50_000_000, 9_000), "file.too_large"),
    "lying short.zip": (lambda: parts.lying("a.xml", 90_000, 100), "file.too_large"),
    "far cell.xlsx": (lambda: far_cell(b"XFD1048576"), "file.far_cell"),
    "far row.xlsx": (lambda: far_cell(b"J1048576"), "file.far_cell"),
    "far beyond.xlsx": (lambda: far_cell(b"ZZZZZZ99999999999"), "file.far_cell"),
    "far cell.ods": (lambda: ods_far(1_000_000, 16_000), "file.far_cell"),
    "far cell.xlsb": (lambda: xlsb(16_383), "file.far_cell"),
    "all filled.ods": (ods_filled, "file.far_cell"),
    "wide.xlsx": (lambda: wide(5_000), "file.too_wide"),
    "wide.ods": (lambda: ods_far(1, 10_000), "file.too_wide"),
    "wide.csv": (lambda: b"a," * 400_000 + b"\n" + TEXT.encode(), "file.too_wide"),
    "wide later.csv": (lambda: TEXT.encode() * 20 + b";" * 5_000 + b"\n" + TEXT.encode(), "file.too_wide"),
    "a million columns.csv": (lambda: b"," * 999_998 + b"\n" + b"1," * 499_999, "file.too_wide"),
    "one line.csv": (lambda: b"Customer,Date,Amount\n" + b"x" * 100_000_000, "file.long_text"),
    "one line.txt": (lambda: b"1CClientBankExchange\r\n" + b"y" * 2_000_000, "file.long_text"),
    "giant string.xlsx": (giant_string, "file.long_text"),
    "laughs.xml": (lambda: HEAD + LAUGHS + b"<a>&d;</a>", "file.doctype"),
    "outside.xml": (lambda: HEAD + b"<!-- a -->\n" + OUTSIDE + b"<a>&b;</a>", "file.doctype"),
    "blowup.xml": (lambda: HEAD + b'<!DOCTYPE a [<!ENTITY b "%s">]><a>' % (b"x" * 50_000) + b"&b;" * 9, "file.doctype"),
    "laughs.xlsx": (lambda: changed(xlsx(), SHEET, b"<worksheet", LAUGHS + b"<worksheet"), "file.doctype"),
    "outside.xlsx": (lambda: changed(xlsx(), STRINGS, b"<sst", OUTSIDE + b"<sst"), "file.doctype"),
    "laughs.ods": (lambda: parts.ods(parts.ods_rows(), LAUGHS.decode()), "file.doctype"),
    "laughs.zip": (lambda: packed({"a.xml": HEAD + LAUGHS + b"<a/>"}), "file.doctype"),
    "nested.zip": (nested, "file.nested_archive"),
    "archive within.zip": (lambda: packed({"a.csv": TEXT.encode(), "b": b"Rar!\x1a\x07"}), "file.nested_archive"),
    "up.zip": (lambda: packed({"../../a.xml": b"<a/>"}), "file.odd_archive"),
    "absolute.zip": (lambda: packed({"/etc/a.xml": b"<a/>"}), "file.odd_archive"),
    "drive.zip": (lambda: packed({"C:/a.xml": b"<a/>"}), "file.odd_archive"),
    "twice.zip": (twice, "file.odd_archive"),
    "link.zip": (link, "file.odd_archive"),
    "many.zip": (many, "file.too_many_members"),
    "encrypted.zip": (encrypted, "file.password"),
    "encrypted.xlsx": (lambda: parts.ole(["EncryptionInfo", "EncryptedPackage"]), "file.password"),
    "unknown method.zip": (lambda: method(9), "file.unreadable"),
    "no method.zip": (lambda: method(4242), "file.unreadable"),
    "wrong checksum.xlsx": (wrong_checksum, "file.unreadable"),
    "cut member.zip": (cut_member, "file.unreadable"),
    "empty archive.zip": (lambda: packed({}), "file.archive_empty"),
    "cut.xlsx": (lambda: half(xlsx()), "file.truncated"),
    "cut.ods": (lambda: half(parts.ods(parts.ods_rows())), "file.truncated"),
    "cut.zip": (lambda: half(sample("ru_upd_503.zip")), "file.truncated"),
    "two letters.xlsx": (lambda: b"PK", "file.truncated"),
    "cut.parquet": (lambda: b"PAR1" + bytes(400), "file.truncated"),
    "long end.parquet": (lambda: parquet(2_000_000_000), "file.truncated"),
    "negative end.parquet": (lambda: parquet(-5), "file.truncated"),
    "broken end.parquet": (lambda: parquet(80), "file.truncated"),
    "cut.xml": (lambda: half(sample("pl_camt053_batch.xml")), "file.truncated"),
    "cut jpk.xml": (lambda: half(sample("pl_jpk_v7m3.xml")), "file.truncated"),
    "deep.xml": (lambda: HEAD + b"<Document>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</Document>", "file.xml"),
    "foreign.xml": (lambda: HEAD + b"<recipe><egg/></recipe>", "file.xml"),
    "page.xls": (lambda: b"<html><body><p>Sign in</p></body></html>", "file.html"),
    "broken sheet.xlsx": (lambda: changed(xlsx(), SHEET, b'<c r="A2"', b'<c r="A2'), "file.unreadable"),
    "broken strings.xlsx": (lambda: changed(xlsx(), STRINGS, b"</si>", b"</sii>"), "file.unreadable"),
    "broken book.xlsx": (lambda: changed(xlsx(), "xl/workbook.xml", b"<sheets>", b"<sheets"), "file.unreadable"),
    "no sheet.xlsx": (lambda: without(xlsx(), SHEET), "file.unreadable"),
    "no book.xlsx": (lambda: without(xlsx(), "xl/workbook.xml"), "file.not_a_table"),
    "no relations.xlsx": (lambda: without(xlsx(), "xl/_rels/workbook.xml.rels"), "file.unreadable"),
    "string beyond.xlsx": (lambda: changed(xlsx(), SHEET, b"<v>3</v>", b"<v>999999</v>"), "file.unreadable"),
    "negative row.xlsx": (lambda: changed(xlsx(), SHEET, b'r="A2"', b'r="A-2"'), "file.unreadable"),
    "row nought.xlsx": (lambda: changed(xlsx(), SHEET, b'r="A2"', b'r="A0"'), "file.unreadable"),
    "garbage.xlsb": (lambda: packed({"xl/workbook.bin": bytes(range(256)) * 9}), "file.unreadable"),
    "looping.xls": (lambda: parts.ole(["Workbook"], next_sector=1), "file.unreadable"),
    "lost table.xls": (lambda: parts.ole(["Workbook"], first=70_000), "file.unreadable"),
    "empty book.xls": (lambda: parts.ole(["Workbook"]), "file.unreadable"),
    "unknown.ole": (lambda: parts.ole(["Something"]), "file.truncated"),
    "no rows.xlsx": (lambda: xlsx([]), "file.not_a_table"),
    "header only.xlsx": (lambda: xlsx(parts.ROWS[:1]), "file.header_only"),
    "header only.csv": (lambda: b"Customer,Date,Amount\r\n", "file.header_only"),
    "no rows.ods": (lambda: parts.ods(""), "file.not_a_table"),
    "prose.txt": (lambda: b"Dear Anna\nthank you for the order\nYours\n" * 9, "file.not_a_table"),
    "no amounts.csv": (lambda: b"Customer,Date,City\nAnna,2026-01-02,Lodz\nBo,2026-01-03,", "ledger.no_amount_column"),
    "lone surrogates.csv": (lambda: utf16("Customer;Date;Amount\nAn\ud800na;2026-01-02;10\n"), "file.encoding"),
    "odd utf-16.csv": (lambda: utf16("Customer;Date;Amount\nAnna;2026-01-02;10\n") + b"x", "file.encoding"),
    "cut 1c.txt": (lambda: sample("ru_1c_kl_to_1c_cp1251.txt")[:60], "file.header_only"),
    "cut.sta": (lambda: sample("pl_mt940_tilde_cp1250.sta")[:40], "file.header_only"),
}  # fmt: skip


def text(*rows: str) -> bytes:
    return "\n".join(["Customer,Date,Amount", *rows, ""]).encode()


STYLED = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
BLANK = '<table:table-cell table:number-columns-repeated="16384"/>'
BLANKS = f'<table:table-row table:number-rows-repeated="1048500">{BLANK}</table:table-row>'
NO_NUMBERS = ("C,2026-01-05,NaN", "D,2026-01-05,inf", "E,2026-01-05,-Infinity")
MISSING = ("NA,2026-01-05,5.00", "null,2026-01-05,6.00", "None,2026-01-06,7.00")
USUAL = ("Anna Nowak,2026-01-02,10.50", "Bob Ltd,2026-01-03,20.00", "Anna Nowak,2026-02-04,30.00")
# name: (maker, rows that count, rows left out by reason)
READ: dict[str, tuple[Callable[[], bytes], int, dict[str, int]]] = {
    "nan and inf.csv": (lambda: text(*USUAL, *NO_NUMBERS), 3, {"unreadable": 3}),
    "huge.csv": (lambda: text(*USUAL, "C,2026-01-05,1" + "0" * 30), 3, {"unreadable": 1}),
    "exponent.csv": (lambda: text(*USUAL, "C,2026-01-05,1e400"), 3, {"unreadable": 1}),
    "year 9999.csv": (lambda: text(*USUAL, "C,9999-12-31,5.00"), 3, {"unreadable": 1}),
    "year 0001.csv": (lambda: text(*USUAL, "C,0001-01-01,5.00"), 3, {"unreadable": 1}),
    "zero width.csv": (lambda: text(*USUAL, "Bob\u200b Ltd,2026-01-05,5.00", "\u202eknaB,2026-01-05,6.00"), 5, {}),
    "formulas.csv": (lambda: text(*USUAL, "=cmd|' /C calc'!A0,2026-01-05,5.00", "@SUM(1),2026-01-05,6.00"), 5, {}),
    "null bytes.csv": (lambda: text(*USUAL, "Ann\0a,2026-01-05,5.00"), 4, {}),
    "missing names.csv": (lambda: text(*USUAL, *MISSING), 6, {}),
    "styled to the end.xlsx": (lambda: changed(xlsx(), SHEET, b"</sheetData>", STYLED), 3, {}),
    "blanks to the end.ods": (lambda: parts.ods(parts.ods_rows() + BLANKS), 3, {}),
    "dimension lies.xlsx": (lambda: changed(xlsx(), SHEET, b'ref="A1:C4"', b'ref="A1:XFD1048576"'), 3, {}),
    "cyclic styles.xlsx": (lambda: changed(xlsx(), "xl/styles.xml", b'xfId="0"', b'xfId="99999"'), 3, {}),
    "no styles.xlsx": (lambda: without(xlsx(), "xl/styles.xml"), 3, {}),
    "zip with a comment.xlsx": (lambda: xlsx()[:-2] + b"\x05\x00hello", 3, {}),
}  # fmt: skip
