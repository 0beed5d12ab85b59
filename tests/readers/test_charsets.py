"""Every encoding and delimiter gives the same ledger."""

from __future__ import annotations

import pytest

from segcore.ledger import SourceFile
from segcore.readers import charsets, look, read

POLISH = "Kontrahent;Data sprzedaży;Kwota netto\nŻółw Sp. z o.o.;2026-01-05;1 000,50\nGęś S.A.;2026-01-06;-20,00\n"
RUSSIAN = "Контрагент;Дата;Сумма\nООО Ёлка;05.01.2026;1 000,50\nАО Ромашка;06.01.2026;-20,00\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16", "utf-16-le", "utf-16-be"])
def test_polish(encoding):
    found = read([SourceFile("a.csv", POLISH.encode(encoding))])
    assert found.parties["customer"].tolist() == ["Gęś S.A.", "Żółw Sp. z o.o."]
    assert found.lines["amount"].tolist() == [100050, -2000]
    assert found.report.files[0].encoding == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"])
def test_russian(encoding):
    found = read([SourceFile("a.csv", RUSSIAN.encode(encoding))])
    assert found.parties["customer"].tolist() == ["ООО Ёлка", "АО Ромашка"]
    assert found.report.files[0].encoding == encoding


@pytest.mark.parametrize("encoding", ["iso8859-2", "cp852", "mac_latin2", "cp1250"])
def test_other_polish_encodings(encoding):
    found = read([SourceFile("a.csv", POLISH.encode(encoding))])
    assert found.parties["customer"].tolist() == ["Gęś S.A.", "Żółw Sp. z o.o."]


@pytest.mark.parametrize("encoding", ["koi8-r", "mac_cyrillic", "cp866", "cp1251"])
@pytest.mark.parametrize("text", [RUSSIAN, RUSSIAN.upper(), RUSSIAN.lower().replace("ё", "е")])
def test_other_russian_encodings(encoding, text):
    assert text.encode(encoding).decode(charsets.detect(text.encode(encoding))) == text


def test_accents_among_latin_letters_are_no_russian():
    text = "Client;Montant\nSociété Générale;1,00\nCafé à l'été;2,00\nGarçon & Fils;2,00\n"
    assert charsets.detect(text.encode("cp1252")) == "cp1252"


def test_western():
    text = (
        "Kunde;Datum;Betrag\nMüller GmbH;05.01.2026;1.000,50\nJörg Weiß;06.01.2026;20,00\nRené Äpfel;07.01.2026;1,00\n"
    )
    assert charsets.detect(text.encode("cp1252")) in ("cp1252", "cp1250")
    found = read([SourceFile("a.csv", text.encode("cp1252"))])
    assert sorted(found.parties["customer"]) == ["Jörg Weiß", "Müller GmbH", "René Äpfel"]


@pytest.mark.parametrize(("mark", "name"), [(";", "csv"), ("\t", "tsv"), ("|", "csv")])
def test_delimiters(mark, name):
    report = look(SourceFile("a.txt", POLISH.replace(";", mark).encode()))
    assert (report.delimiter, report.format) == (mark, name)


def test_comma_with_quoted_names_and_lines():
    text = (
        'Customer,Date,Amount,Note\n"Smith, Jones & Co",2026-01-05,10.50,"two\nlines"\n"A ""B"" C",2026-01-06,1.25,x\n'
    )
    found = read([SourceFile("a.csv", text.encode())])
    assert found.parties["customer"].tolist() == ['A "B" C', "Smith, Jones & Co"]
    assert found.lines["amount"].tolist() == [1050, 125]


def test_decimal_commas_do_not_make_the_delimiter():
    text = "Klient;Kwota\n" + "".join(f"Firma {n};{n},50\n" for n in range(1, 9))
    report = look(SourceFile("a.csv", text.encode()))
    assert report.delimiter == ";"


def test_old_mac_line_ends():
    found = read([SourceFile("a.csv", b"Customer,Date,Amount\rAcme,2026-01-05,1.50\rBeta,2026-01-06,2.50\r")])
    assert found.lines["amount"].tolist() == [150, 250]


def test_control_characters_are_taken_out_once(rows):
    lines = "".join(f"Acme Holding {n},2025-01-05,1.00\n" for n in range(20))
    text = f"Customer,Date,Amount\n{lines}"
    text += "Be\x00ta,2025-01-06,5\x07.25\nBeta,2025-01-07,1.00\nGam\vma\x7f,2025-01-08,2.00\n"
    assert rows(text)[20:] == [
        ("Beta", "2025-01-06", 525), ("Beta", "2025-01-07", 100), ("Gam ma", "2025-01-08", 200),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp1250", "cp1251", "cp1252"])
def test_a_no_break_space_between_digits_is_no_letter(encoding):
    """In cp866 the byte of the no-break space is the letter а, and nothing else here is beyond ASCII."""
    text = "Customer;Date;Amount\nAlfa;05.01.2026;1\u00a0000,00\nBeta;06.01.2026;12\u00a0345\u00a0678,90\n"
    assert charsets.to_utf8(text.encode(encoding), charsets.detect(text.encode(encoding)), "a.csv").decode() == text
    assert charsets.detect("Альфа;1а000\nБета".encode("cp866")) == "cp866"
