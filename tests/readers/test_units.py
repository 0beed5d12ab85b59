"""Amounts in thousands: told by the header or a title, multiplied to the cent, and said."""

from __future__ import annotations

import pytest

from segcore.readers.units import factor

THOUSANDS = [
    "Выручка, тыс. руб.", "Сумма, тыс.", "Продажи в тысячах рублей", "Сума, тис. грн", "Wartość [tys. zł]",
    "Obrót w tys. zł", "Obrót kPLN", "Umsatz (T€)", "TEUR", "Umsatz in Tsd. €", "Umsatz in Tausend Euro",
    "Revenue (in thousands)", "Revenue ($000)", "Net (£'000)", "Revenue, k€", "Sales USD k",
    "Revenue (thousands of USD)",
]  # fmt: skip
ONES = [
    "Количество, тыс. шт.", "Amount", "Kwota PLN", "Betrag (EUR)", "Umsatz in EUR", "Amount, $", "Market USD",
    "Клиенты с оборотом свыше 100 тыс. руб.", "Customers with over 5 thousand USD", "Tysiączny", "Budget EUR",
]  # fmt: skip


@pytest.mark.parametrize("header", THOUSANDS)
def test_thousands_are_told(header):
    assert factor(header) == factor("Amount", [header]) == 1000


@pytest.mark.parametrize("header", ["Wartość (mln zł)", "Umsatz Mio. €", "Выручка, млн руб.", "Revenue in millions"])
def test_millions_are_told(header):
    assert factor(header) == 1_000_000


@pytest.mark.parametrize("header", ONES)
def test_other_words_are_no_thousands(header):
    assert factor(header) == factor("Amount", [header]) == 1


def test_a_header_with_a_currency_of_its_own_outweighs_the_title():
    assert factor("Kwota [zł]", ["Sprzedaż w tys. zł"]) == 1


def test_thousands_are_multiplied_and_told(ledger):
    text = "Klient;Data;Wartość (tys. zł);Zysk (tys. zł)\nAlfa;2026-01-05;12,34567;1,5\nBeta;2026-01-06;-3;0,25\n{}"
    found = ledger(text.format("Razem;;9,34567;1,75\n"))
    assert found.lines["amount"].tolist() == [1234567, -300000]
    assert found.lines["profit"].tolist() == [150000, 25000]
    assert (found.report.currency, found.report.files[0].controls[0].matches) == ("PLN", True)
    [told] = found.report.warnings
    assert (told.code, dict(told.facts)) == (
        "multiplied", {"file": "sales.csv", "column": "Wartość (tys. zł)", "factor": 1000},
    )  # fmt: skip
    plain = ledger(text.replace("tys. ", "").format(""))
    assert (plain.report.total, plain.report.warnings) == (935, (plain.report.warnings[0],))
    assert plain.report.warnings[0].code == "amounts_rounded"
