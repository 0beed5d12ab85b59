"""Several currencies: by rates into one, row by row, half to even; without a rate left out; never added silently."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import numpy as np
import pytest

from segcore.errors import LabradorError
from segcore.ledger import Excluded, FileOptions, ReadOptions, SourceFile
from segcore.readers import read
from segcore.readers.rates import converted

TEXT = """Customer,Date,Amount,Currency,Profit
Acme,2025-01-05,100.00,PLN,10.00
Acme,2025-01-06,10.05,EUR,2.00
Beta,2025-01-07,-0.30,EUR,-0.10
Gamma,2025-01-08,7.00,USD,1.00
"""


def file(text: str = TEXT, name: str = "a.csv") -> SourceFile:
    return SourceFile(name, text.encode())


def test_rates_convert_row_by_row() -> None:
    found = read([file()], ReadOptions(currency="PLN", rates=(("EUR", "4.2650"), ("USD", "3.9"))))
    # 10.05 * 4.265 = 42.86325, -0.30 * 4.265 = -1.2795, 7 * 3.9 = 27.30
    assert sorted(found.lines["amount"]) == [-128, 2730, 4286, 10000]
    assert sorted(found.lines["profit"]) == pytest.approx([-42.65, 390.0, 853.0, 1000.0])
    assert (found.report.total, found.report.currency, found.report.excluded) == (16888, "PLN", ())
    told = [dict(told.facts) for told in found.report.warnings if told.code == "converted"]
    assert told == [
        {"currency": "EUR", "rate": "4.2650", "into": "PLN", "rows": 2, "amount": 4158},
        {"currency": "USD", "rate": "3.9", "into": "PLN", "rows": 1, "amount": 2730},
    ]


def test_a_currency_without_a_rate_is_left_out() -> None:
    report = read([file()], ReadOptions(currency="PLN", rates=(("EUR", "4"),))).report
    assert report.excluded == (Excluded("no_amount", 1, 0),)
    assert report.total == 10000 + 4020 - 120
    assert [(e.row, e.customer, e.amount) for e in report.excluded[0].examples] == [(5, "Gamma", 700)]


def test_without_an_answer_nothing_is_added() -> None:
    with pytest.raises(LabradorError) as refused:
        read([file()])
    assert refused.value.facts["currencies"] == ("EUR", "PLN", "USD")


def test_next_months_file_in_the_other_currency_alone() -> None:
    text = "Customer,Date,Amount,Currency\nAcme,2025-02-05,10.00,EUR\n"
    assert read([file(text)], ReadOptions(currency="PLN", rates=(("EUR", "4.25"),))).report.total == 4250
    alone = read([file(text)], ReadOptions(currency="PLN")).report
    assert (alone.total, alone.currency) == (1000, "EUR")


def test_two_files_of_one_currency_each() -> None:
    one = file("Customer,Date,Amount,Currency\nAcme,2025-02-05,10.00,EUR\n")
    two = file("Customer,Date,Amount,Currency\nAcme,2025-02-06,20.00,PLN\n", "b.csv")
    bare = file("Customer,Date,Amount\nAcme,2025-02-07,5.00\n", "c.csv")
    assert read([one, two], ReadOptions(currency="EUR")).report.total == 1000
    assert read([one, two], ReadOptions(currency="PLN", rates=(("EUR", "4.2"),))).report.total == 6200
    assert read([two, bare], ReadOptions(currency="PLN", rates=(("?", "1"),))).report.total == 2500
    assert read([two, bare], ReadOptions(currency="PLN")).report.excluded == (Excluded("no_amount", 1, 0),)


@pytest.mark.parametrize("rate", ["1", "0.5", "4.2650", "0.00001234", "123456.789", "3"])
def test_conversion_equals_decimal_arithmetic(rate: str) -> None:
    amounts = [0, 1, -1, 5, -5, 15, 25, -15, 99999, 10**9 + 1, -(10**12) - 7]
    wanted = [int((Decimal(a) * Decimal(rate)).quantize(Decimal(1), ROUND_HALF_EVEN)) for a in amounts]
    assert converted(np.array(amounts, dtype=np.int64), Decimal(rate)).tolist() == wanted


def test_a_rate_the_file_names_is_offered() -> None:
    content = (Path(__file__).parents[1] / "samples" / "pl_ksef_fa3.zip").read_bytes()
    with pytest.raises(LabradorError) as refused:
        read([SourceFile("pl_ksef_fa3.zip", content)])
    assert refused.value.facts == {"currencies": ("EUR", "PLN"), "rates": ("EUR PLN 4.2650",)}
    report = read([SourceFile("a.zip", content)], ReadOptions(currency="PLN", rates=(("EUR", "4.2650"),))).report
    assert report.total == 1550000 + 853000, "15,500 PLN and 2,000 EUR at 4.2650"


CONVERTED = (
    "Numer;Data;Nabywca;Wartość netto;Waluta;Kurs;{header}\n"
    "1;2026-01-05;Alfa;1000,00;PLN;1,0;1000,00\n2;2026-01-12;Müller;500,00;EUR;4,25;2125,00\n"
    "3;2026-02-20;Müller;100,00;EUR;4,30;430,00\n"
)


@pytest.mark.parametrize("header", ["Wartość netto PLN", "Wartość netto (PLN)", "Wartość netto w zł"])
def test_a_column_the_file_converted_is_in_the_currency_of_its_header(header: str) -> None:
    options = ReadOptions(default=FileOptions(roles=((header, "amount"),)))
    report = read([file(CONVERTED.format(header=header))], options).report
    # 1,000.00 + 2,125.00 + 430.00, nothing left out and nothing to choose
    assert (report.total, report.currency, report.excluded) == (355500, "PLN", ())


def test_a_currency_in_another_header_says_nothing_of_the_rows() -> None:
    options = ReadOptions(default=FileOptions(roles=(("Razem PLN", "amount"),)))
    with pytest.raises(LabradorError) as refused:
        read([file(CONVERTED.format(header="Razem PLN"))], options)
    assert refused.value.code == "ledger.mixed_currencies"
