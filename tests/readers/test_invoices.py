"""Invoices in XML, VAT registers and EDI++: every version, encoding and kind of document, worked out by hand."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers import inspect
from tests.readers.invoice_files import left_out, packed, read

SAMPLES = Path(__file__).parents[1] / "samples"
OWN, ALFA, BETA, DELTA = "7010432101", "5252248481", "7790101235", "9512033444"
V7 = (SAMPLES / "pl_jpk_v7m3.xml").read_text(encoding="utf-8")


def unpacked(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(SAMPLES / name) as archive:
        return {member: archive.read(member) for member in archive.namelist()}


def refused(content: bytes | str, name: str = "file") -> LabradorError:
    with pytest.raises(LabradorError) as met:
        read(content, name)
    return met.value


# encodings

ENCODED = {
    "utf-8 with a mark": b"\xef\xbb\xbf" + V7.encode(),
    "utf-16": V7.replace("UTF-8", "UTF-16").encode("utf-16"),
    "utf-16 called utf-8": V7.encode("utf-16"),
    "utf-16 without a mark": V7.replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "windows-1250": V7.replace("UTF-8", "windows-1250").replace("ALFA", "ŻÓŁĆ").encode("cp1250"),
    "windows-1250 called utf-8": V7.replace("ALFA", "ŻÓŁĆ").encode("cp1250"),
    "utf-8 called windows-1250": V7.replace("UTF-8", "windows-1250").replace("ALFA", "ŻÓŁĆ").encode(),
    "ascii called utf-16": V7.replace("UTF-8", "utf-16").encode("ascii"),
    "blanks before the declaration": b"\r\n  " + V7.encode(),
    "comments before the root": V7.replace("?>", "?>\n<!-- <JPK> --><?style none?>", 1).encode(),
    "a comment and no declaration": b"<!-- made -->" + V7.split("?>", 1)[1].encode(),
    "prefixed": V7.replace("<", "<tns:").replace("<tns:/", "</tns:").replace("<tns:?", "<?")
    .replace("xmlns=", "xmlns:tns=").encode(),
}  # fmt: skip


@pytest.mark.parametrize("written", sorted(ENCODED))
def test_every_encoding_gives_the_same_ledger(written: str) -> None:
    found = inspect([SourceFile("file", ENCODED[written])])
    assert (found.report.sales, found.report.returns, found.report.total) == (3, 1, 195000)
    names = set(found.parties["customer"])
    assert {"Beta Logistyka S.A.", "Epsilon GmbH"} < names
    assert ("ŻÓŁĆ MEBLE SP. Z O.O." in names) == ("1250" in written)


XML = '<?xml version="1.0"?>'
ENTITY = '<!DOCTYPE JPK [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
REFUSED = {
    "cut": (V7[: len(V7) // 2], "file.truncated", None),
    "a bomb": (V7.replace("?>", f"?>{ENTITY}", 1), "file.doctype", None),
    "a bomb far down": (V7.replace("?>", f"?><!--{'x' * 200_000}-->{ENTITY}", 1), "file.doctype", None),
    "ubl": (f'{XML}<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', "file.xml_named", "UBL"),
    "orders": (f'{XML}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>', "file.xml_named",
               "pain.001.001.09"),
    "stock": (f'{XML}<JPK><Naglowek><KodFormularza kodSystemowy="JPK_MAG (2)">JPK_MAG</KodFormularza></Naglowek></JPK>',
              "file.xml_named", "JPK_MAG"),
    "farmers": (f'{XML}<Faktura><Naglowek><KodFormularza kodSystemowy="FA_RR (1)"/></Naglowek></Faktura>',
                "file.xml_named", "FA_RR"),
    "italian": (f'{XML}<p:FatturaElettronica xmlns:p="urn:x"/>', "file.xml_named", "FatturaPA"),
    "kazakh": (f'{XML}<a:invoice xmlns:a="v2.esf"/>', "file.xml_named", "ЭСФ"),
    "unknown": (f"{XML}<recipe/>", "file.xml", None),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_other_xml_is_refused_by_name(what: str) -> None:
    content, code, name = REFUSED[what]
    met = refused(content)
    assert (met.code, dict(met.facts).get("name")) == (code, name)


# KSeF


def ksef(number: str, amounts: str, *, seller: str = OWN, buyer: str = f"<NIP>{ALFA}</NIP>", form: str = "FA (3)",
         kind: str = "VAT", extra: str = "", currency: str = "PLN") -> str:  # fmt: skip
    return (
        f'<Faktura xmlns="http://crd.gov.pl/wzor/2023/06/29/12648/"><Naglowek><KodFormularza kodSystemowy="{form}" '
        f'wersjaSchemy="1-0E">FA</KodFormularza></Naglowek><Podmiot1><DaneIdentyfikacyjne><NIP>{seller}</NIP>'
        f"<Nazwa>Firma {seller}</Nazwa></DaneIdentyfikacyjne></Podmiot1><Podmiot2><DaneIdentyfikacyjne>{buyer}"
        f"<Nazwa>Klient {buyer.strip('</NIPBrakD>')}</Nazwa></DaneIdentyfikacyjne></Podmiot2><Fa>"
        f"<KodWaluty>{currency}</KodWaluty>"
        f"<P_1>2026-03-05</P_1><P_2>{number}</P_2>{extra}{amounts}<RodzajFaktury>{kind}</RodzajFaktury>"
        "<FaWiersz><P_11>999999.00</P_11></FaWiersz></Fa></Faktura>"
    )


def test_ksef_adds_every_rate_and_counts_corrections_as_differences() -> None:
    rates = "<P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1><P_13_2>20</P_13_2><P_13_6_1>3.5</P_13_6_1>"
    members = {
        "1.xml": ksef("1", f"{rates}<P_13_11>6.50</P_13_11><P_15>153.00</P_15>", extra="<P_6>2026-02-28</P_6>"),
        "2.xml": ksef("2", "<P_13_1>-10.00</P_13_1><P_15>-12.30</P_15>", kind="KOR_ROZ", form="FA (2)",
                      extra="<P_6>2025-01-01</P_6>"),
        "3.xml": ksef("3", "<P_13_1>40.00</P_13_1><P_15>49.20</P_15>", kind="UPR", buyer=f"<NIP>{BETA}</NIP>",
                      extra="<OkresFa><P_6_Od>2026-03-01</P_6_Od><P_6_Do>2026-03-31</P_6_Do></OkresFa>"),
        "4.xml": ksef("4", "<P_15>7.00</P_15>", buyer="<BrakID>1</BrakID>", kind="ZAL", form="FA (2)"),
        "UPO.xml": "<Potwierdzenie/>",
        "list.json": "{}",
    }  # fmt: skip
    report = read(packed(members))
    assert (report.sales, report.returns, report.total) == (3, 1, 13000 - 1000 + 4000 + 700)
    assert (report.first_date, report.last_date) == (date(2026, 2, 28), date(2026, 3, 31))
    assert [told.code for told in report.warnings] == ["gross_without_net", "members_passed_over"]


def test_the_first_version_of_ksef_names_people_and_numbers_otherwise() -> None:
    text = ksef("F1", "<P_13_1>100</P_13_1><P_15>123</P_15>", form="FA (1)", buyer="<BrakID>1</BrakID>")
    text = text.replace("P_2>", "P_2A>").replace("<Nazwa>Klient 1</Nazwa>", "<Nazwisko>Lis</Nazwisko>")
    found = inspect([SourceFile("a.xml", text.encode())])
    assert (found.report.total, list(found.parties["customer"])) == (10000, ["Lis"])
    assert dict(found.report.files[0].columns[3].__dict__)["examples"] == ("F1",)


def test_the_company_of_an_archive_is_the_one_most_invoices_share() -> None:
    amounts = "<P_13_1>100.00</P_13_1><P_15>123.00</P_15>"
    bought = ksef("9", amounts, seller=DELTA, buyer=f"<NIP>{OWN}</NIP>")
    sold = {f"{n}.xml": ksef(str(n), amounts, buyer=f"<NIP>{nip}</NIP>") for n, nip in enumerate((ALFA, BETA))}
    found = inspect([SourceFile("a.zip", packed({**sold, "9.xml": bought}))])
    assert (found.report.sales, left_out(found.report)) == (2, {"purchase": (1, 10000)})
    assert len(found.parties) == 2
    assert read(bought).sales == 1  # alone it may as well be a sale of the other company


def test_an_invoice_beside_its_archive_counts_once() -> None:
    archive = (SAMPLES / "pl_ksef_fa3.zip").read_bytes()
    one = unpacked("pl_ksef_fa3.zip")["FV_1_02_2026.xml"]
    beside = inspect([SourceFile("a.zip", archive), SourceFile("a.xml", one)]).report
    inside = read(packed({**unpacked("pl_ksef_fa3.zip"), "copy/again.xml": one}))
    for report in (beside, inside):
        assert dict(report.sum_by_currency) == {"EUR": 200000, "PLN": 1550000}
        assert left_out(report) == {"duplicate": (1, 100000)}


# JPK


def v7(rows: list[str], form: str = "JPK_V7K (2)", tax: str = "0.00") -> str:
    lines = "".join(f"<SprzedazWiersz><DowodSprzedazy>{n}</DowodSprzedazy>{row}</SprzedazWiersz>"
                    for n, row in enumerate(rows))  # fmt: skip
    return (
        f'<JPK><Naglowek><KodFormularza kodSystemowy="{form}"/><Rok>2024</Rok><Miesiac>2</Miesiac></Naglowek><Podmiot1>'
        f"<OsobaFizyczna><NIP>{OWN}</NIP></OsobaFizyczna></Podmiot1><Ewidencja>{lines}<SprzedazCtrl><PodatekNalezny>"
        f"{tax}</PodatekNalezny></SprzedazCtrl></Ewidencja></JPK>"
    )


def v7_row(amounts: dict[str, str], nip: str = ALFA, kind: str = "", sold: str = "") -> str:
    fields = {"NrKontrahenta": nip, "NazwaKontrahenta": f"Klient {nip}", "DataWystawienia": "2024-02-10",
              "DataSprzedazy": sold, "TypDokumentu": kind, **amounts}  # fmt: skip
    return "".join(f"<{name}>{text}</{name}>" for name, text in fields.items() if text)


def test_only_sales_fields_of_the_register_are_added() -> None:
    every = {name: str(amount) for name, amount in (
        ("K_10", 1), ("K_11", 20), ("K_12", 5), ("K_13", 300), ("K_14", 70), ("K_15", 4000), ("K_16", 200),
        ("K_17", 50000), ("K_18", 4000), ("K_19", 600000), ("K_20", 138000), ("K_21", 7000000), ("K_22", 80000000),
        ("K_23", 9), ("K_24", 2), ("K_31", 9), ("K_33", 1), ("K_35", 3))}  # fmt: skip
    rows = [
        v7_row(every, sold="2024-01-31"),
        v7_row({"K_19": "10.00", "K_20": "2.30"}, BETA, "FP"),
        v7_row({"K_19": "77.00", "K_20": "17.71"}, "brak", "RO").replace("Klient brak", "brak"),
        v7_row({"K_19": "5.00", "K_20": "1.15"}, OWN, "WEW"),
        v7_row({"K_29": "40.00", "K_30": "9.20"}, DELTA),
        v7_row({"K_19": "-6.00", "K_20": "-1.38"}, BETA),
    ]
    report = read(v7(rows, tax="142226.68"))  # 142200 of the first, without FP: + 17.71 + 1.15 + 9.20 - 1.38
    assert (report.sales, report.returns, report.total) == (1, 1, 8765432100 - 600)
    assert left_out(report) == {
        "duplicate": (1, 1000), "retail_summary": (1, 7700), "own_transfer": (1, 500), "purchase": (1, 4000),
    }  # fmt: skip
    assert (report.first_date, report.stated_from, report.stated_to) == (
        date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 29),
    )  # fmt: skip
    control = report.files[0].controls[0]
    assert (control.file, control.read, control.matches) == (14222668, 14222668, True)
    assert not read(v7(rows, tax="1.00")).files[0].controls[0].matches


def test_twelve_months_in_an_archive_are_one_ledger() -> None:
    months = {f"{month}.xml": V7.replace("2026-02", f"2026-{month:02}").replace("<Miesiac>2", f"<Miesiac>{month}")
              for month in range(1, 13)}  # fmt: skip
    report = read(packed(months))
    assert (report.sales, report.total, len(report.files)) == (36, 12 * 195000, 1)
    assert (report.stated_from, report.stated_to) == (date(2026, 1, 1), date(2026, 12, 31))
    assert len(report.files[0].controls) == 12


@pytest.mark.parametrize("form", ["JPK_VAT (3)", "JPK_V7M (2)", "JPK_V7M(1)", "JPK_V7K (3)"])
def test_every_version_of_the_register(form: str) -> None:
    assert read(v7([v7_row({"K_19": "12,50"})], form)).total == 1250


@pytest.mark.parametrize("form", ["JPK_FA (1)", "JPK_FA (2)", "JPK_FA (3)", "JPK_FA (4)"])
def test_every_version_of_jpk_fa_with_and_without_prefix(form: str) -> None:
    text = (SAMPLES / "pl_jpk_fa4.xml").read_text(encoding="utf-8-sig").replace("JPK_FA (4)", form)
    bare = text.replace("tns:", "").replace("xmlns:tns", "xmlns")
    for content in (text, bare):
        report = read(content)
        assert dict(report.sum_by_currency) == {"EUR": 50000, "PLN": 458000}
        assert report.files[0].controls[0].matches
    assert not read(text.replace("5993.00", "5993.01")).files[0].controls[0].matches
    assert left_out(read(text.replace("<tns:P_4B>7010432101", f"<tns:P_4B>{DELTA}").replace(
        "<tns:P_5B>7790101235", f"<tns:P_5B>{OWN}"))) == {"purchase": (1, 300000)}  # fmt: skip
