"""УПД, УКД, Optima and EDI++: versions, editions and kinds of document, worked out by hand; and archives of files."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers import inspect, look
from tests.readers.invoice_files import left_out, packed, read

SAMPLES = Path(__file__).parents[1] / "samples"
TABLE = "Date,Customer,Amount\n2026-01-05,Alpha Ltd,100.00\n2026-01-06,Beta Ltd,50.00\n"


# УПД


def upd(table: str, number: str = "1", head: str = "", kind: str = "СЧФДОП", version: str = "5.03") -> str:
    new = version != "5.01"
    named = f'НомерДок="{number}" ДатаДок="05.05.2026"' if new else f'НомерСчФ="{number}" ДатаСчФ="05.05.2026"'
    unit = '<ДенИзм КодОКВ="643"/>' if new else ""
    return (
        f'<Файл ВерсФорм="{version}"><Документ КНД="1115131" Функция="{kind}"><СвСчФакт {named}>{head}'
        '<СвПрод><ИдСв><СвЮЛУч НаимОрг="ООО Вектор" ИННЮЛ="7722123452"/></ИдСв></СвПрод>'
        '<СвПокуп><ИдСв><СвЮЛУч НаимОрг="ООО Ромашка" ИННЮЛ="7706123455"/></ИдСв></СвПокуп>'
        f"{unit}</СвСчФакт><ТаблСчФакт>{table}</ТаблСчФакт></Документ></Файл>"
    )


def totals(net: str, gross: str) -> str:
    return f'<ВсегоОпл СтТовБезНДСВсего="{net}" СтТовУчНалВсего="{gross}"/>'


@pytest.mark.parametrize("version", ["5.01", "5.02", "5.03"])
def test_a_transfer_document_counts_net_from_its_total_or_its_lines(version: str) -> None:
    lines = '<СведТов СтТовБезНДС="70.00" СтТовУчНал="84.00"/><СведТов СтТовБезНДС="30.00" СтТовУчНал="36.00"/>'
    for table in (totals("100.00", "120.00"), lines, lines + '<ВсегоОпл СтТовУчНалВсего="120.00"/>'):
        report = read(upd(table, version=version))
        assert (report.total, report.basis, report.first_date) == (10000, "net", date(2026, 5, 5))
    gross = read(upd('<ВсегоОпл СтТовУчНалВсего="120.00"/>', version=version))
    assert (gross.total, gross.basis) == (12000, "gross")


def test_the_last_edition_of_a_document_counts() -> None:
    report = read(
        packed(
            {
                "1.xml": upd(totals("100.00", "120.00")),
                "1a.xml": upd(totals("90.00", "108.00"), head='<ИспрДок НомИспр="1" ДатаИспр="07.05.2026"/>'),
                "1b.xml": upd(totals("80.00", "96.00"), head='<ИспрСчФ НомИспрСчФ="2" ДатаИспрСчФ="08.05.2026"/>'),
                "2.xml": upd(totals("5.00", "6.00"), number="2"),
            }
        )
    )
    assert (report.total, left_out(report)) == (8500, {"cancelled": (2, 19000)})


def test_an_invoice_without_its_transfer_document_is_a_sale() -> None:
    invoice = upd(totals("100.00", "120.00"), number="7", kind="СЧФ")
    proof = '<ДокПодтвОтгрНом РеквНаимДок="Накладная" РеквНомерДок="Н-9" РеквДатаДок="05.05.2026"/>'
    proved = upd(totals("100.00", "120.00"), number="7", kind="СЧФ", head=proof)
    transfer = upd(totals("100.00", "120.00"), number="Н-9", kind="ДОП")
    assert read(invoice).total == 10000
    assert read(packed({"a.xml": invoice, "b.xml": transfer})).total == 20000
    both = read(packed({"a.xml": proved, "b.xml": transfer}))
    assert (both.total, left_out(both)) == (10000, {"duplicate": (1, 10000)})


def test_a_correction_without_totals_counts_the_differences_of_its_lines() -> None:
    with zipfile.ZipFile(SAMPLES / "ru_upd_501_ukd.zip") as archive:
        text = archive.read("59/ON_NKORSCHFDOPPR_59.xml").decode("cp1251")
    whole = read(text.encode("cp1251"))
    bare = text.partition("<ВсегоУвел")[0] + "</ТаблКСчФ></Документ></Файл>"
    for report in (whole, read(bare.encode("cp1251"))):
        assert (report.sales, report.returns, report.total) == (0, 1, -20000)
        assert report.first_date == date(2026, 3, 20)


# Optima


def test_optima_without_namespace_or_marks_and_in_another_currency() -> None:
    text = (SAMPLES / "pl_optima_register.xml").read_text(encoding="utf-8")
    bare = (
        text.replace("<![CDATA[", "")
        .replace("]]>", "")
        .replace(' xmlns="http://www.comarch.pl/cdn/optima/offline"', "")
    )
    assert read(bare).total == 200000
    foreign = text.replace("<WALUTA><![CDATA[]]></WALUTA>", "<WALUTA>EUR</WALUTA>", 1)
    assert dict(read(foreign).sum_by_currency) == {"EUR": 150000, "PLN": 50000}


# EDI++

EPP = (SAMPLES / "pl_subiekt_edi.epp").read_bytes().decode("cp1250")


@pytest.mark.parametrize(
    "content",
    [
        EPP.replace(",1250,", ",852,").encode("cp852"),
        EPP.replace("\r\n", "\n").encode("cp1250"),
        b"\xef\xbb\xbf" + EPP.encode(),
        EPP.replace('"PLN",1.0000', "PLN,1").encode("cp1250"),
    ],
    ids=["latin 2", "unix lines", "utf-8", "without quotes"],
)
def test_edi_in_every_code_page(content: bytes) -> None:
    found = inspect([SourceFile("a.epp", content)])
    assert (found.report.total, found.report.layout_rows) == (115050, 1)
    assert "Zakład Żółć, Jaźń i Wspólnicy s.c." in set(found.parties["customer"])
    assert (found.report.stated_from, found.report.stated_to) == (date(2026, 2, 1), date(2026, 2, 28))


def test_edi_with_orders_receipts_and_cut_headers() -> None:
    receipt = EPP.replace('"FS",3,0,2', '"PA",3,0,2').replace('"FZ",1,0,7', '"ZK",1,0,7')
    report = read(receipt.encode("cp1250"))
    assert (report.sales, report.layout_rows, left_out(report)) == (2, 2, {"cancelled": (1, 99900)})
    cut = '[INFO]\r\n"1.05",3,1250\r\n[NAGLOWEK]\r\n"FS",1,0,1,,,"FS 1"\r\n'
    assert left_out(read(cut)) == {"no_amount": (1, 0)}


# archives


def test_an_archive_of_tables_is_one_ledger_of_its_files() -> None:
    attached = {"scan.pdf": b"%PDF-1.4", "__MACOSX/._a.csv": b"\0", ".DS_Store": b"\0", "a.csv.sig": b"\0"}
    one = read(packed({"a.csv": TABLE, **attached}), "x.zip")
    assert (one.total, [file.name for file in one.files]) == (15000, ["x.zip/a.csv"])
    two = read(packed({"jan/a.csv": TABLE, "feb/a.csv": TABLE.replace("2026-01", "2026-02"), **attached}), "x.zip")
    assert (two.total, [file.name for file in two.files]) == (30000, ["x.zip/jan/a.csv", "x.zip/feb/a.csv"])
    again = inspect([SourceFile("x.zip", packed({"a.csv": TABLE})), SourceFile("a.csv", TABLE.encode())]).report
    assert (again.total, left_out(again)) == (15000, {"duplicate": (2, 15000)})


def test_a_list_beside_single_invoices_is_passed_over() -> None:
    with zipfile.ZipFile(SAMPLES / "pl_ksef_fa3.zip") as archive:
        invoices = {name: archive.read(name) for name in archive.namelist()}
    report = read(packed({**invoices, "list.csv": TABLE, "1.html": "<html><table></table></html>"}))
    assert (report.sales, report.returns) == (5, 1)
    told = {told.code: dict(told.facts) for told in report.warnings}
    assert (set(told), told["members_passed_over"]["rows"]) == ({"own_rate", "members_passed_over"}, 2)


def test_an_archive_of_registers_and_invoices_is_read_file_by_file() -> None:
    files = {name: (SAMPLES / name).read_bytes() for name in ("pl_jpk_v7m3.xml", "pl_subiekt_edi.epp")}
    report = read(packed(files), "x.zip")
    assert [(file.name, file.format) for file in report.files] == [
        ("x.zip/pl_jpk_v7m3.xml", "jpk_v7"), ("x.zip/pl_subiekt_edi.epp", "epp"),
    ]  # fmt: skip
    assert report.total == 195000 + 115050


REFUSED = {
    "only attachments": ({"a.pdf": b"%PDF-1.4", "b.png": b"\x89PNG"}, "file.archive_empty"),
    "nothing": ({}, "file.archive_empty"),
    "an archive inside": ({"b.zip": packed({"a.csv": TABLE})}, "file.nested_archive"),
    "a broken invoice": ({"a.xml": "<Faktura><Naglowek>", "b.csv": TABLE}, "file.truncated"),
    "a bomb": ({"a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "file.doctype"),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_an_archive_is_refused(what: str) -> None:
    members, code = REFUSED[what]
    with pytest.raises(LabradorError) as met:
        look(SourceFile("x.zip", packed(members)))
    assert met.value.code == code
