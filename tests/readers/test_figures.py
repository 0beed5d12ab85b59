"""Numbers: every spelling by hand, and the mark decided by the column."""

from __future__ import annotations

import pyarrow as pa
import pytest

from segcore.readers.figures import figures, shows_points, straight
from segcore.readers.grid import Column


def minor(texts: list[str], fallback: str = ".") -> list[int | None]:
    found = figures(Column(pa.array(texts)), fallback)
    return [
        None if bad or not filled else int(value)
        for value, bad, filled in zip(found.minor, found.bad, found.filled, strict=True)
    ]


SPELLINGS = [
    ("1 234,56", 123456), ("1\u00a0234,56", 123456), ("1\u202f234,56", 123456), ("1\u2009234,56", 123456),
    ("1.234,56", 123456), ("12.345.678,90", 1234567890), ("-5,5", -550), ("\u22127,99", -799), ("100,00-", -10000),
    ("-19,99 PLN", -1999), ("250,50 zł", 25050), ("1 200,00 ₽", 120000), ("300,00 руб.", 30000), ("+2000,00", 200000),
    ("(500,00)", -50000), ("1 500-00", 150000), ("0,5", 50), ("'1 000,25", 100025),
    ("1.500,-", 150000), ("250,--", 25000), ("-20,-", -2000), ("1 234,567", 123457),
]  # fmt: skip
POINTS = [
    ("1,234.56", 123456), ("$1,234.50", 123450), ("($234.50)", -23450), ("$(250.00)", -25000), ("1'234.50", 123450),
    ("-$7.25", -725), ("USD 10.10", 1010), ("€5.05", 505), ("1,234,567.8", 123456780), (".75", 75), ("1e3", 100000),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPELLINGS)
def test_comma_column(text, expected):
    assert minor([text, "3,25"]) == [expected, 325]


@pytest.mark.parametrize(("text", "expected"), POINTS)
def test_point_column(text, expected):
    assert minor([text, "3.25"]) == [expected, 325]


def test_the_mark_belongs_to_the_column_not_to_the_cell():
    assert minor(["1,234", "2,5"]) == [123, 250]
    assert minor(["1,234", "2.5"]) == [123400, 250]
    assert minor(["1.234", "12.345.678"]) == [123400, 1234567800]
    assert minor(["1,50", "2,50", "3.5"]) == [150, 250, None]


@pytest.mark.parametrize("fallback", [".", ","])
def test_three_digits_behind_every_mark_are_thousands_and_asked(fallback):
    commas = figures(Column(pa.array(["12,345", "1,200", "7"])), fallback)
    assert (commas.ambiguous, commas.decimal) == ("1,200", ".")
    assert commas.minor.tolist() == [1234500, 120000, 700]
    points = figures(Column(pa.array(["12.345", "-1.200", "7", ""])), fallback)
    assert (points.ambiguous, points.decimal) == ("-1.200", ",")
    assert points.minor.tolist() == [1234500, -120000, 700, 0]


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize("fallback", [".", ","])
def test_three_digits_behind_spaced_thousands_are_decimals_and_asked(mark, fallback):
    found = figures(Column(pa.array([f"1 234{mark}567", f"12{mark}345", "7"])), fallback)
    assert (found.ambiguous, found.decimal) == (f"1 234{mark}567", mark)
    assert found.minor.tolist() == [123457, 1234, 700]


def test_an_answer_or_another_column_outweighs_the_guess():
    texts = Column(pa.array(["12,345", "1,200"]))
    told = figures(texts, ".", forced=",")
    assert (told.ambiguous, told.minor.tolist()) == ("", [1234, 120])
    assert figures(texts, ",", known=True).minor.tolist() == [1234, 120]
    assert figures(Column(pa.array(["12", "345"])), ",").ambiguous == ""


@pytest.mark.parametrize(("fallback", "expected"), [(".", [None, 350, 123400]), (",", [150, None, 123])])
def test_as_many_proofs_of_either_mark_are_asked(fallback, expected):
    texts = ["1,50", "3.5", "1,234"]
    assert minor(texts, fallback) == expected
    assert figures(Column(pa.array(texts)), fallback).ambiguous == "1,50"
    assert figures(Column(pa.array([*texts, "4.5"])), fallback).ambiguous == ""


def test_whole_thousands_keep_their_size_in_any_language(ledger):
    for head in ("Customer;Date;Amount", "Klient;Data;Kwota", "Клиент;Дата;Сумма"):
        for text in ("1.234", "1,234"):
            found = ledger(f"{head}\nAlfa;2025-01-05;{text}\nBeta;2025-01-06;7\n")
            assert found.report.total == 124100
            assert [told.code for told in found.report.warnings] == ["ambiguous_decimal"]
            assert [(asked.code, dict(asked.facts)["example"]) for asked in found.report.questions] == [
                ("decimal", text)
            ]


def test_no_number_is_invented():
    texts = ["inf", "nan", "NaN", "abc", "12abc", "1.2.3", "--5", "1,23,4", "=1+1", "0x10", "1e99", "12%", "-"]
    assert minor([*texts, "5.25"]) == [None] * len(texts) + [525]


def test_more_than_two_decimals_round_half_even_and_are_counted():
    found = figures(Column(pa.array(["0.125", "0.135", "2.345", "1.10", "1.2350000"])), ".")
    assert found.minor.tolist() == [12, 14, 234, 110, 124]
    assert found.rounded == 4


def test_blank_cells_are_neither_numbers_nor_bad():
    found = figures(Column(pa.array(["", "5.25", ""])), ".")
    assert found.filled.tolist() == [False, True, False]
    assert not found.bad.any()


@pytest.mark.parametrize(
    "texts",
    [
        ["1.10", "-2.255", "", "1000000.00"],
        ["1 234,56", "-7,5", "12 000 000,01", "5"],
        ["1,234.56", "-7.5", "12,000,000.01", "5"],
    ],
)
def test_the_fast_way_equals_the_sure_way(texts):
    fast = figures(Column(pa.array(texts)), ".")
    packed = pa.array(texts).dictionary_encode()
    sure = figures(Column(packed.dictionary, packed.indices.to_numpy()), ".")
    assert fast.plain and not sure.plain
    assert fast.minor.tolist() == sure.minor.tolist()
    assert fast.values.tolist() == sure.values.tolist()
    assert (fast.rounded, fast.decimal) == (sure.rounded, sure.decimal)


@pytest.mark.parametrize("texts", [["1.10", "-2.25", "1000000.00"], ["0.01", "", "89999999999999.99", "-0.00", "7"]])
def test_numbers_without_texts_equal_those_with(texts):
    bare = straight(pa.array([text or None for text in texts]).cast(pa.float64()))
    full = figures(Column(pa.array(texts)), ".")
    assert bare is not None
    assert bare.minor.tolist() == full.minor.tolist()
    assert bare.filled.tolist() == full.filled.tolist()
    assert not bare.bad.any()
    assert (bare.rounded, bare.decimal, bare.plain) == (full.rounded, full.decimal, full.plain)


@pytest.mark.parametrize("number", [0.125, float("nan"), float("inf"), 9e13, -9e13])
def test_numbers_only_a_text_can_tell(number):
    assert straight(pa.array([1.5, number])) is None


def test_a_decimal_point_is_proven_by_the_first_cells():
    assert shows_points(["1", "", "-2.50"])
    assert not shows_points(["1", "2"])
    assert not shows_points(["1.50", "1.500"])
    assert not shows_points(["1.50", "1,5"])
    assert not shows_points([])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1,23,456.50", "10,000.00", "5,000.00"], [12345650, 1000000, 500000]),
        (["12,34,567", "1,23,45,678", "-1,00,000"], [123456700, 1234567800, -10000000]),
        (["1,23,456", "7"], [12345600, 700]),
        (["1,23,456.50", "1,23,45", "123,45,678.00", "1,234,56.00"], [12345650, None, None, None]),
        (["5,25", "6,75", "1,23,456"], [525, 675, None]),
    ],
)
def test_thousands_may_be_grouped_as_in_india(texts, expected):
    assert minor(texts) == expected


def test_a_list_with_lakhs_adds_up(ledger):
    text = 'Customer,Date,Amount\nA,2026-01-05,"1,23,456.50"\nB,2026-01-13,"10,000.00"\nA,2026-02-13,"5,000.00"\n'
    assert ledger(text).report.total == 13845650  # 123,456.50 + 10,000.00 + 5,000.00
