"""One customer, many spellings; two valid tax numbers never one customer."""

from __future__ import annotations

import random

import pytest

from segcore.ledger import Ledger, Pair, ReadOptions, SourceFile
from segcore.readers import read, taxids
from segcore.readers.names import normalise


def parties(rows: list[str], header: str = "Customer,Tax ID,Date,Amount") -> list[tuple[str, str, str]]:
    text = header + "\n" + "\n".join(rows) + "\n"
    found = read([SourceFile("a.csv", text.encode())]).parties
    return list(found[["key", "customer", "tax_id"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (["ООО Ромашка", "Ромашка, ООО", "ооо «ромашка»", 'Общество с ограниченной ответственностью "РОМАШКА"',
          "ООО\u00a0Ромашка", "Рома\u200bшка ООО"], "ромашка"),
        (["ООО Ёлка", "Елка"], "елка"),
        (["Alfa Sp. z o.o.", "ALFA SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ", "Alfa sp. z o. o.", "„Alfa” sp.z o.o.",
          "Alfa spółka z o.o."], "alfa"),
        (["Beta sp. z o.o. sp. k.", "Beta Sp.k."], "beta"),
        (["Acme, Inc.", "ACME LTD", "Acme LLC", "acme"], "acme"),
        (["Weiß GmbH & Co. KG", "WEISS"], "weiss"),
        (["ИП Иванов И.И.", "Иванов И. И."], "иванов и и"),
        (["ТОВ «Калина»", "Калина"], "калина"),
        (["ТОО Степь", 'Товарищество с ограниченной ответственностью "Степь"', "Степь ЖШС"], "степь"),
        (["ПрАТ Степ", "Приватне акціонерне товариство «Степ»"], "степ"),
        (["Weiß AG", "Weiß Aktiengesellschaft"], "weiss"),
    ],
)  # fmt: skip
def test_spellings_of_one_customer(spellings, key):
    assert set(normalise(spellings)) == {key}


def test_different_customers_stay_different():
    names = ["Вектор", "Вектор-М", "Ромашка Плюс", "Ромашка", "ООО", "Alfa 1", "Alfa 2", "Spa Wellness", "Wellness"]
    assert len(set(normalise(names))) == len(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5252248481", "5252248481"), ("PL 525-224-84-81", "5252248481"), ("7707083893/773601001", "7707083893"),
        ("500100732259", "500100732259"), ("DE129273398", "DE129273398"), ("5252248482", ""), ("0000000000", ""),
        ("brak", ""), ("-", ""), ("", ""), ("7707083894", ""), ("PLN", ""), ("ATU12345678", "ATU12345678"),
    ],
)  # fmt: skip
def test_tax_numbers(text, expected):
    # 5252248481: 6*5+5*2+7*5+2*2+3*2+4*4+5*8+6*4+7*8 = 221 = 20*11+1, the check digit is 1
    assert taxids.valid(text) == expected


def test_the_tax_number_is_the_customer_and_names_without_one_join_it():
    found = parties([
        "Alfa Meble,5252248481,2025-01-05,1.50", "ALFA MEBLE SP. Z O.O.,PL5252248481,2025-02-05,1.50",
        "Nowa Nazwa,525-224-84-81,2025-03-05,1.50", "alfa meble,,2025-01-07,1.50",
    ])  # fmt: skip
    assert found == [("5252248481", "Nowa Nazwa", "5252248481")]


def test_two_valid_numbers_are_never_joined_and_names_stay_unique():
    found = parties([
        "Alfa,5252248481,2025-01-05,1.50", "Alfa,6340152462,2025-01-06,1.50", "Alfa,,2025-01-07,1.50",
    ])  # fmt: skip
    assert found == [
        ("5252248481", "Alfa (NIP 5252248481)", "5252248481"), ("6340152462", "Alfa (NIP 6340152462)", "6340152462"),
        ("alfa", "Alfa (alfa)", ""),
    ]  # fmt: skip


def test_the_name_shown_is_the_most_frequent_of_the_latest_month():
    rows = ["Acme Ltd,,2025-01-05,1.50"] * 5 + [
        "ACME,,2025-03-01,1.50", "Acme Inc,,2025-03-02,1.50", "Acme Inc,,2025-03-09,1.50", "ACME,,2025-03-20,1.50",
        "Acme Inc,,2025-03-21,1.50",
    ]  # fmt: skip
    text = "Customer,Tax ID,Date,Amount\n" + "\n".join(rows) + "\n"
    report = read([SourceFile("a.csv", text.encode())]).report
    assert report.joined == (("Acme Inc", ("ACME", "Acme Ltd")),)


def test_lookalikes_are_suggested_and_not_joined():
    text = "Customer,Date,Amount\nHurtownia Kowalski,2025-01-05,1.50\nHurtownia Kowalsky,2025-01-06,1.50\n"
    found = read([SourceFile("a.csv", text.encode())])
    assert len(found.parties) == 2
    [told] = [told for told in found.report.warnings if told.code == "lookalikes"]
    assert dict(told.facts) == {"first": "Hurtownia Kowalski", "second": "Hurtownia Kowalsky"}


ATTRIBUTES = """Customer,Date,Invoice No,Amount,Sales Rep,Industry,Customer since,E-mail,Comment,Own company
Acme,2025-01-05,1,1.50,Ann,steel,2020-02-01,a@acme.example,first,We
Acme,2025-02-05,2,1.50,Bob,steel,2020-02-01,a@acme.example,second,We
Acme,2025-02-05,3,1.50,Al,,2020-02-01,a@acme.example,third,We
Beta,2025-01-06,4,1.50,Ann,wood,,b@beta.example,fourth,We
Beta,2025-03-06,5,1.50,,wood,,b@beta.example,fifth,We
"""


def test_attributes_are_the_latest_value_of_the_customer():
    found = read([SourceFile("a.csv", ATTRIBUTES.encode())]).parties
    assert found.columns.tolist() == ["key", "customer", "tax_id", "customer_since", "manager", "industry", "E-mail"]
    assert found["manager"].tolist() == ["Al", "Ann"]
    assert found["industry"].tolist() == ["steel", "wood"]
    assert found["E-mail"].tolist() == ["a@acme.example", "b@beta.example"]
    assert [str(day)[:10] for day in found["customer_since"]] == ["2020-02-01", "NaT"]


def test_the_order_of_rows_does_not_matter():
    head, *rows = (ATTRIBUTES + "ACME LTD,2025-03-01,6,-2.50,Zed,steel,,,x,We\n").splitlines()
    whole = read([SourceFile("a.csv", "\n".join([head, *rows]).encode())])
    assert whole.report.rows_read == 6
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        other = read([SourceFile("a.csv", "\n".join([head, *rows]).encode())])
        assert other.digest == whole.digest
        assert other.parties.equals(whole.parties)
    changed = read([SourceFile("a.csv", "\n".join([head, *rows]).replace("-2.50", "-2.51").encode())])
    assert changed.digest != whole.digest


def reading(names: list[str], merged: tuple[tuple[str, str], ...] = (), header: str = "Customer,Date,Amount") -> Ledger:
    lines = [f"{name},2025-01-{day:02},1.50" for day, name in enumerate(names, 5)]
    return read([SourceFile("a.csv", "\n".join([header, *lines]).encode())], ReadOptions(merged=merged))


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["Müller GmbH", "Mueller GmbH", "MULLER"], ["mueller"]),
        (["Wytwórnia Łąka", "WYTWORNIA LAKA SP. Z O.O."], ["wytwornia laka"]),
        (["Bär", "Baer", "Bar"], ["baer"]),
        (["Baer", "Bar"], ["baer", "bar"]),
        (["Йод", "Иод"], ["иод", "йод"]),
    ],
)
def test_letters_that_other_programs_write_plainly(names, keys):
    assert reading(names).parties["key"].tolist() == keys


@pytest.mark.parametrize(
    ("first", "second", "suggested"),
    [
        ("Hurtownia Kowalski", "Hurtownia Kowalsky", True),  # one letter of eighteen: 2 * 17 / 36 = 94
        ("ООО Вектор", "ООО Вектор-М", False),  # вектор, вектор м: 2 * 6 / 14 = 86
        ("Nowak Transport Jan", "Jan Nowak Transport", True),  # the same words
        ("Иванов И.И.", "ИП Иванов Иван Иванович", True),
        ("Иванов И.П.", "Иванов Иван Иванович", False),
        ("J. Kowalski", "Jan Kowalski", True),
        ("Kowalski", "Jan Kowalski", False),
        ("Sklep nr 12", "Sklep nr 13", False),
    ],
)
def test_what_may_be_one_customer(first, second, suggested):
    found = reading([first, second])
    assert len(found.parties) == 2
    assert [set(pair.names) for pair in found.report.pairs] == ([{first, second}] if suggested else [])
    assert [told.code for told in found.report.warnings] == (["lookalikes"] if suggested else [])


def test_a_ticked_pair_is_one_customer_and_parts_again():
    names = ["Hurtownia Kowalski", "Hurtownia Kowalsky", "Beta"]
    [pair] = reading(names).report.pairs
    joined = reading(names, (pair.keys,))
    assert joined.parties["key"].tolist() == ["beta", "hurtownia kowalski"]
    assert joined.lines.groupby("customer")["amount"].sum().tolist() == [150, 300]
    assert joined.report.pairs == (Pair(pair.keys, pair.names, joined=True),)
    assert reading(names, (("hurtownia kowalski", "gone"),)).report == reading(names).report


def test_a_chain_of_ticks_never_joins_two_tax_numbers():
    names = ["Alfa Meble,5252248481", "Alfa Mebel,", "Alfa Mebelki,6340152462"]
    header = "Customer,Tax ID,Date,Amount"
    found = reading(names, (("5252248481", "alfa mebel"), ("alfa mebel", "6340152462")), header)
    assert found.parties["key"].tolist() == ["5252248481", "6340152462"]
    assert [pair.joined for pair in found.report.pairs] == [True]
    [told] = [told for told in found.report.warnings if told.code == "two_tax_numbers"]
    assert dict(told.facts) == {"first": "Alfa Mebel", "second": "Alfa Mebelki"}
    two = reading(["Alfa,5252248481", "Alfa,6340152462"], (("5252248481", "6340152462"),), header)
    assert len(two.parties) == 2


def test_the_group_takes_the_tax_number_and_its_order_does_not_matter():
    names = ["Alfa Mebel,", "Alfa Meble,5252248481", "Alfa Meblex,"]
    pairs = (("alfa mebel", "alfa meblex"), ("alfa meblex", "5252248481"))
    for merged in (pairs, pairs[::-1]):
        found = reading(names, merged, "Customer,Tax ID,Date,Amount")
        assert found.parties[["key", "tax_id"]].to_numpy().tolist() == [["5252248481", "5252248481"]]
