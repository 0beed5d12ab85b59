"""MT940 as banks of several countries write it: wrappers, marks, the ways of :86:, encodings, broken files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.readers.banks.mt940_text import Details, details, record, unwrapped
from segcore.readers.charsets import detect
from segcore.readers.records import Records, RecordSource
from segcore.readers.registry import open_file

START = ":20:1\n:25:/PL61109010140000071219812874\n:28C:7\n:60F:C260630PLN1000,00\n"
END = ":62F:C260731PLN1000,00\n-\n"


def read(text: str, encoding: str = "utf-8") -> Records:
    source = open_file(SourceFile("a.sta", text.encode(encoding)), FileOptions())
    assert isinstance(source, RecordSource)
    assert source.format == "mt940"
    return source.records


def cells(found: Records, role: str) -> list[object]:
    place = [name for _, name in found.fields].index(role)
    return [row[place] for row in found.rows]


def line(movement: str, text: str = "FV 1") -> str:
    return f":61:{movement}\n:86:{text}\n"


@pytest.mark.parametrize(
    ("movement", "amount", "reason"),
    [
        ("2607010701C2000,00N051NONREF//5678", "2000.00", ""),
        ("260701C5,NTRFNONREF", "5", ""),
        ("2607010701D,4NTRFNONREF", "-0.4", "outgoing"),
        ("2607010701CN0,01NTRFNONREF//MB1", "0.01", ""),
        ("2607010701CR204,88NMSCNONREF", "204.88", ""),
        ("2607010701DR204,88NMSCNONREF", "-204.88", "outgoing"),
        ("2607010701RD25,00NMSCNONREF", "25.00", "reversal"),
        ("2607010701RCR204,88NRTINONREF", "-204.88", "reversal"),
        ("2607010701RC25,00NMSCNONREF", "-25.00", "reversal"),
        ("2607010701EC25,00NMSCNONREF", "25.00", "pending"),
        ("260701    DD212,39NMSCNONREF//", "-212.39", "outgoing"),
        ("2607010701C500NTRF29-07-2026 10:05//B4", "500", ""),
        ("260701C000000000025,00N102EREF            \nNL70ABNA0987654321", "25.00", ""),
        ("2607010701C1.234,50NTRFNONREF", "1234.50", ""),
        ("2607010701C44,00S073REF001", "44.00", ""),
        ("2607010701C450,00N152//REF123", "450.00", ""),
    ],
)
def test_marks_and_amounts(movement: str, amount: str, reason: str) -> None:
    found = read(START + line(movement) + END)
    assert cells(found, "amount") == [Decimal(amount)]
    assert list(found.reasons) == [reason]


@pytest.mark.parametrize(
    ("movement", "day"),
    [
        ("2607010703C5,00NTRF", date(2026, 7, 3)),
        ("260701C5,00NTRF", date(2026, 7, 1)),
        ("2612310102C5,00NTRF", date(2027, 1, 2)),
        ("2701021231C5,00NTRF", date(2026, 12, 31)),
        ("260230C5,00NTRF", date(2026, 2, 28)),
        ("991231C5,00NTRF", date(1999, 12, 31)),
        ("261332C5,00NTRF", None),
    ],
)
def test_days_of_booking(movement: str, day: date | None) -> None:
    assert cells(read(START + line(movement) + END), "date") == [day]


def test_notes_of_the_bank_without_an_amount_are_no_rows() -> None:
    found = read(START + line("260312    CD0,00NDEFNONREF//") + line("2607010701C5,00NTRF") + ":61:nonsense\n" + END)
    assert cells(found, "amount") == [Decimal(5)]


TWO = """{1:F01TESTPLPWXXXX0000000000}{2:I940X           N}{3:{108:260101/260131}}{4:
:20:1
:25:PL61109010140000071219812874
:60F:C260630PLN10,00
:61:2607010701C5,00NTRFNONREF//A
:86:~20FV 1~32Alfa
:62M:C260701PLN15,00
-}{5:{CHK:000000000000}}
{1:F01TESTPLPWXXXX0000000000}{2:I940X           N}{4:
:20:2
:25:PL61109010140000071219812874
:60M:C260701PLN15,00
:61:2607020702D6,00NTRFNONREF//B
:86:~20czynsz~32Dom
:62F:C260702PLN9,00
:86:Saldo jest gwarantowane ~32Nikt
-}{5:{CHK:000000000000}}
:20:3
:25:12345/EUR
:60F:D260630EUR3,
:61:2607030703C4,5NTRFNONREF//C
:86:~20INV 3~32Beta
:62F:C260702EUR1,50
-
"""


def test_several_statements_accounts_and_currencies() -> None:
    found = read(TWO)
    assert cells(found, "customer") == ["Alfa", "Dom", "Beta"]
    assert cells(found, "currency") == ["PLN", "PLN", "EUR"]
    assert cells(found, "document") == ["A", "B", "C"]
    assert list(found.reasons) == ["", "outgoing", ""]
    assert [(c.name, c.file, c.read) for c in found.controls] == [
        ("closing balance PL61109010140000071219812874", 900, 900),
        ("closing balance 12345/EUR", 150, 150),
    ]
    assert found.stated == (None, date(2026, 7, 2))


@pytest.mark.parametrize(
    "head",
    [
        "\x01\n", "\n\n", "\ufeff", "ABNANL2A\n940\nABNANL2A\n", ":940:\n", "0000 01INGBNL2AXXXX00001\n940 00\n",
        "{1:F02BUCUROBUAXXX0833510237}{2:I940            U3003}{4:\n", " {1:F01X}{4:",
    ],
)  # fmt: skip
def test_what_stands_before_the_first_statement(head: str) -> None:
    for newline in ("\n", "\r\n"):
        text = (head + START + line("2607010701C5,00NTRF", "~20FV 1~32Alfa") + END).replace("\n", newline)
        assert cells(read(text), "customer") == ["Alfa"]


NAME = "~32ALFA MEBLE SP. Z O.O. 00-001 WAR\n~33SZAWA UL. LIPOWA 1\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"051~00051\n~20FV 1/07\n~21\u02d9\n~3010901014\n~310000071219812874\n{NAME}~38PL611\n~60\u02d9",
            Details("ALFA MEBLE SP. Z O.O. 00-001 WARSZAWA UL. LIPOWA 1", "PL611", "FV 1/07", "051"),
        ),
        ("020<00PRZELEW<20FV 2<32Beta<33S.A.", Details("Beta S.A.", "", "FV 2", "PRZELEW")),
        ("020^00PRZELEW^20FV 2\n^21/2026^32Beta", Details("Beta", "", "FV 2 /2026", "PRZELEW")),
        (">20uslugi>31491050195310000>32BOOKING\nGROUP", Details("BOOKING GROUP", "491050195310000", "uslugi")),
        ("SD95\nSD95~00BD95OPIS~20FV 3~32Gama", Details("Gama", "", "FV 3", "BD95OPIS")),
        (
            "166?00GUTSCHRIFT?100399?20EREF+E1?21SVWZ+RE 17/2026 Danke?30PBNKDEFF100?31DE42100100100043921105"
            "?32Mueller GmbH",
            Details("Mueller GmbH", "DE42100100100043921105", "RE 17/2026 Danke", "GUTSCHRIFT"),
        ),
        ("?20Miete?3010020030?31234567?32MUELLER", Details("MUELLER", "10020030234567", "Miete")),
        (
            "911 TRANSAKCJA; Z RACH.: 5611; OD: JAN NOWAK  UL. NIJAKA 1; TYT.: FV 1; 2; TNR: 17\n9.01",
            Details("JAN NOWAK  UL. NIJAKA 1", "5611", "FV 1; 2", "911 TRANSAKCJA", "179.01"),
        ),
        (
            "/TRTP/SEPA OVERBOEKING/IBAN/NL47INGB9999999999/BIC/INGBNL2A/NAME/A BV/REMI/INV 7/EREF/X",
            Details("A BV", "NL47INGB9999999999", "INV 7", "SEPA OVERBOEKING"),
        ),
        ("/ORDP//NAME/J DOE/REMI/Ref 2/ISDT/2026-01-02", Details("J DOE", "", "Ref 2")),
        ("/EREF/1//CNTP/NL32ING/INGBNL2A/ING BANK NV///REMI/USTD//INV 8/", Details("ING BANK NV", "NL32ING", "INV 8")),
        ("NL47INGB9999999999 solutions bv\n    \nINV 9", Details("solutions bv", "NL47INGB9999999999", "INV 9")),
        ("BBK18\n1237770401566673\nSPYMARKET S.R.O.\n18175", Details("SPYMARKET S.R.O.", "1237770401566673", "18175")),
        ("Z46?Client AG\ncredit", Details("Client AG", "", "credit")),
        ("/VAT/23,00/IDC/1234567890/INV/1/TXT/", Details(purpose="/VAT/23,00/IDC/1234567890/INV/1/TXT/")),
        ("EINZAHLUNGSSCHEIN", Details(purpose="EINZAHLUNGSSCHEIN")),
        ("999PN5477SCHECK-NR. 0000016703074", Details(purpose="999PN5477SCHECK-NR. 0000016703074")),
    ],
)  # fmt: skip
def test_texts_as_banks_write_them(text: str, expected: Details) -> None:
    assert details(text) == expected


def test_names_that_a_text_announces() -> None:
    swiss = "GIRO 80532 AUFTRAGGEBER: JANE DOE MITTEILUNGEN: RECHNUNG 5"
    assert details(swiss).party == "JANE DOE"
    assert details("FACTUUR 2\nREK: NL65INGB0123456789/NAAM: PICQER").party == "PICQER"
    assert details("Incasare PLATITOR  Partener Alpha SRL RO39BUCU2481304266464RON").party == "Partener Alpha SRL"


def test_full_lines_are_cut_and_short_ones_end() -> None:
    full = "a" * 56 + "bc"
    assert unwrapped(f"{full}\ndef") == f"{full}def"
    assert unwrapped("abc\ndef") == "abc def"
    assert unwrapped("abc \ndef") == "abc def"


def test_records_of_raiffeisen() -> None:
    hungarian = "01526715\n02A125\n09Illetek: 7\n15ERGO Versicherung AG Fiokte\n16lep\n3310918001\n340000004279070017"
    assert record(hungarian) == Details("ERGO Versicherung AG Fioktelep", "109180010000004279070017", "Illetek: 7")
    found = read(START + ":61:2607010701CF2402,00S   X\n:NS:" + hungarian + "\n" + END)
    assert cells(found, "customer") == ["ERGO Versicherung AG Fioktelep"]
    assert cells(read(START + ":61:2607010701D5,00FCHG\n:NS:01My Street\n:86:>20oplata>31>32\n" + END), "customer") == [
        ""
    ]


@pytest.mark.parametrize("encoding", ["cp1250", "cp852", "utf-8", "iso-8859-2"])
def test_polish_letters_in_any_encoding(encoding: str) -> None:
    text = START + line("2607010701C5,00NTRF", "051~20ZAPŁATA ZA USŁUGĘ ŹRÓDŁO\n~32HURTOWNIA ŻÓŁTA KOŃCÓWKA") + END
    if encoding != "iso-8859-2":
        assert cells(read(text, encoding), "customer") == ["HURTOWNIA ŻÓŁTA KOŃCÓWKA"]
    assert detect(text.encode("cp1251", "replace") + "Оплата по счету".encode("cp1251")) == "cp1251"


def test_german_letters_and_empty_fields_filled_with_a_byte() -> None:
    text = START + line("2607010701C5,00NTRF", "166?20Rechnung fuer Möbel?32Müller & Söhne GmbH Straße") + END
    assert cells(read(text, "cp1252"), "customer") == ["Müller & Söhne GmbH Straße"]
    filled = (START + line("2607010701C5,00NTRF", "051~20FV~21@~22@~23@~24@~32Żeta~33@~60@") + END).encode("cp1250")
    source = open_file(SourceFile("a.sta", filled.replace(b"@", b"\xff")), FileOptions())
    assert isinstance(source, RecordSource)
    assert cells(source.records, "customer") == ["Żeta"]


def test_one_reference_for_all_movements_tells_nothing() -> None:
    same = line("2607010701C5,00NTRFNONREF//5678", "~32Alfa") * 2
    assert cells(read(START + same + END), "document") == ["", ""]
    other = line("2607010701C5,00NTRFNONREF//1", "~32Alfa") + line("2607010701C5,00NTRFNONREF//2", "~32Alfa")
    assert cells(read(START + other + END), "document") == ["1", "2"]


def test_an_interim_report_without_balances() -> None:
    text = (
        ":20:1\n:25:PL1\n:28C:1/1\n:34F:PLN0\n:13D:2607011815+0100\n" + line("2607010701C5,00NTRF", "~32Alfa") + "-\n"
    )
    found = read(text)
    assert cells(found, "currency") == ["PLN"]
    assert found.controls == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (":20:1\n", "file.truncated"),
        (":20:\n:20:\n", "file.truncated"),
        ("{1:F01TESTPLPWXXXX0000000000}", "file.truncated"),
        (START + END, "file.header_only"),
        (START[: len(START) // 2], "file.header_only"),
        (START + ":61:\n:86:\n", "file.header_only"),
    ],
)
def test_files_without_movements_are_refused(text: str, code: str) -> None:
    with pytest.raises(LabradorError) as refused:
        read(text)
    assert refused.value.code == code


@pytest.mark.parametrize("size", range(20, len(TWO), 17))
def test_a_file_cut_anywhere_is_read_or_refused(size: int) -> None:
    try:
        found = read(TWO[:size])
    except LabradorError as problem:
        assert problem.code in ("file.truncated", "file.header_only")
    else:
        assert 1 <= len(found.rows) <= 3
