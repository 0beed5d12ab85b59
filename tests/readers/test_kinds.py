"""What a file is by its content; what is known but cannot be read is named."""

from __future__ import annotations

import io
import zipfile

import pytest

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers import look, read
from segcore.readers.kinds import kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
REFUSED = {
    "file.pdf": b"%PDF-1.7 ...",
    "file.xml": b'\xef\xbb\xbf<?xml version="1.0"?><recipe></recipe>',
    "file.json": b'[{"a": 1}]',
    "file.image": b"\x89PNG\r\n\x1a\n",
    "file.archive": b"Rar!\x1a\x07",
    "file.password": OLE + "EncryptedPackage".encode("utf-16-le"),
    "file.truncated": b"PK\x03\x04" + b"x" * 100,
    "file.not_a_table": bytes(range(1, 255)) * 20,
    "file.empty": b"\xef\xbb\xbf\r\n",
}


def packed(*names: str) -> bytes:
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return store.getvalue()


@pytest.mark.parametrize("code", REFUSED)
def test_refused(code):
    for call in (lambda file: read([file]), look):
        with pytest.raises(LabradorError) as refused:
            call(SourceFile("sales.xlsx", REFUSED[code]))
        assert refused.value.code == code
        assert refused.value.facts["file"] == "sales.xlsx"


def test_the_name_is_never_trusted(sample):
    for name in ("pl_libreoffice.ods", "ru_moysklad_shipments.xlsx", "en_us_dollar_parens.csv"):
        file = sample(name)
        assert read([SourceFile("anything.pdf", file.content)]).digest == read([file]).digest


def test_what_a_zip_holds():
    packages = {
        "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
        "xlsb": ("[Content_Types].xml", "xl/workbook.bin"),
        "document": ("word/document.xml",),
        "zip": ("a.csv", "b.csv"),
    }
    assert {name: kind(SourceFile("a", packed(*names))) for name, names in packages.items()} == {n: n for n in packages}


def test_a_cut_workbook_is_refused(sample):
    whole = sample("ru_moysklad_shipments.xlsx").content
    with pytest.raises(LabradorError) as refused:
        read([SourceFile("a.xlsx", whole[: len(whole) // 2])])
    assert refused.value.code == "file.truncated"


def test_a_bomb_is_refused():
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 200_000_000)
    assert len(store.getvalue()) < 300_000
    with pytest.raises(LabradorError) as refused:
        kind(SourceFile("a.xlsx", store.getvalue()))
    assert refused.value.code == "file.too_large"
