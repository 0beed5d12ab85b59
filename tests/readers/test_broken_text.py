"""Letters that another program broke are put right, and sound ones left alone."""

from __future__ import annotations

import pytest

from segcore.ledger import FileOptions, ReadOptions, SourceFile
from segcore.readers import read
from segcore.readers.broken_text import repaired

POLISH = "Kontrahent;Data sprzedaży;Wartość netto\nŻółw Łódź;2026-01-05;1000,50\nGęś S.A.;2026-01-06;-20,00\n"
RUSSIAN = "Контрагент;Дата;Сумма\nООО Ёлка;05.01.2026;1 000,50\nАО Ромашка;06.01.2026;-20,00\n"
GERMAN = "Kunde;Datum;Betrag\nMüller GmbH;05.01.2026;1000,50\nJörg Weiß;06.01.2026;20,00\n"
FRENCH = "Client;Date;Amount\nSociété Générale;05.01.2026;1,00\nGarçon à Orléans;06.01.2026;2,00\n"
ONE_BYTE = ("cp1252", "cp1251", "cp1250", "latin1")


def misread(text: str, written: str, read_as: str) -> str:
    """A text as a program shows it that takes its bytes for another encoding; free places stand for themselves."""
    return "".join(bytes([byte]).decode(read_as, "ignore") or chr(byte) for byte in text.encode(written))


@pytest.mark.parametrize(
    ("text", "written", "read_as"),
    [
        *((text, "utf-8", wrong) for text in (POLISH, RUSSIAN, GERMAN) for wrong in ONE_BYTE),
        *((POLISH, "cp1250", wrong) for wrong in ("cp1252", "latin1")),
        *((RUSSIAN, "cp1251", wrong) for wrong in ("cp1252", "latin1")),
    ],
)
def test_broken_letters(text, written, read_as):
    broken = misread(text, written, read_as)
    assert broken != text
    found = read([SourceFile("a.csv", broken.encode())])
    sound = read([SourceFile("a.csv", text.encode())])
    assert found.parties["customer"].tolist() == sound.parties["customer"].tolist()
    assert found.digest == sound.digest
    assert [told.code for told in found.report.warnings] == ["text_repaired"]
    assert not sound.report.warnings


def test_the_words_of_the_field_guide():
    broken = "Tytu³;£ódŸ\nWp³ywy na konto;¿ó³w\n"
    assert repaired(broken.encode()) == "Tytuł;Łódź\nWpływy na konto;żółw\n".encode()
    assert repaired("Ð¡ÑƒÐ¼Ð¼Ð°;1\n".encode()) == "Сумма;1\n".encode()
    assert repaired("РЎСѓРјРјР°;1\n".encode()) == "Сумма;1\n".encode()


@pytest.mark.parametrize(
    "text", [POLISH, RUSSIAN, GERMAN, FRENCH, "Customer;Amount\nPrice £5 m²;1\nÅngström & Ørsted;2\n", "a;b\nx;1\n"]
)
def test_sound_letters_are_left_alone(text):
    assert repaired(text.encode()) is None


def test_an_encoding_the_user_chose_is_taken_as_it_is():
    broken = misread(POLISH, "cp1250", "cp1252").encode()
    options = ReadOptions(default=FileOptions(encoding="utf-8"))
    found = read([SourceFile("a.csv", broken)], options)
    assert set(found.parties["customer"]) == {"¯ó³w £ódŸ", "Gêœ S.A."}
    assert not found.report.warnings


@pytest.mark.parametrize("word", ["ŚWIĘTOKRZYSKIE", "ŁÓDŹ", "ŻÓŁW SP. Z O.O.", "ŚLĄSKIE", "GÓRA ŁYSA"])
@pytest.mark.parametrize("read_as", ["cp1252", "latin1"])
def test_broken_capitals(word, read_as):
    text = f"Kontrahent;Data;Kwota\n{word};2026-01-05;1,50\n"
    assert repaired(misread(text, "cp1250", read_as).encode()) == text.encode()


@pytest.mark.parametrize(
    "word", ["ŒUVRE SOCIALE", "CRÊPERIE ŒIL", "PRICE £ NET", "ESPAÑA SA", "ÆRØ A/S", "FORÊT", "£500", "¥100"]
)
def test_sound_capitals_are_left_alone(word):
    assert repaired(f"Customer;Date;Amount\n{word};2026-01-05;1.50\n".encode()) is None
