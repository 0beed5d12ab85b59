"""Shapes that are known but not read yet are refused by name; ordinary tables and the user's word are not."""

from __future__ import annotations

import pytest

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, ReadOptions, SourceFile
from segcore.readers import read

TURNOVER = (
    "Оборотно-сальдовая ведомость по счету 62 за 2025 г.;;\nКонтрагент;Дебет;Кредит\nАльфа;100,00;100,00\nБета;5,00;0\n"
)
PLAIN = "Date,Customer,Amount,Balance\n2026-01-02,Alfa,100.00,100.00\n2026-01-03,Beta,50.00,150.00\n"


@pytest.mark.parametrize(("text", "code"), [(TURNOVER, "turnover")])
def test_a_known_shape_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(LabradorError) as caught:
        read([SourceFile("report.csv", text.encode())])
    assert (caught.value.code, caught.value.facts) == (f"file.{code}", {"file": "report.csv"})


HEADS = "Customer;Date;Amount\nAlfa;;{}\n;2026-01-05;10.00\n;2026-01-06;20.50\nBeta;;\n;2026-01-07;5.00\nTotal;;35.50\n"


@pytest.mark.parametrize("text", ["Klient;Kwota\nAlfa;\n;10,00\n;2,50\n"])
def test_lines_below_a_customer_alone_in_his_row_are_refused(text: str) -> None:
    with pytest.raises(LabradorError) as caught:
        read([SourceFile("report.csv", text.encode())])
    assert (caught.value.code, caught.value.facts) == ("file.grouped", {"file": "report.csv"})


def test_one_line_that_names_its_customer_makes_it_a_list() -> None:
    report = read([SourceFile("sales.csv", (HEADS.format("") + "Beta;2026-01-08;4.00\n").encode())]).report
    assert (report.sales, report.total) == (1, 400)


def test_a_sales_list_with_a_balance_column_is_read() -> None:
    assert read([SourceFile("sales.csv", PLAIN.encode())]).report.total == 15_000


def test_who_says_what_the_columns_mean_is_taken_at_his_word() -> None:
    told = FileOptions(format="csv", roles=(("Контрагент", "customer"), ("Дебет", "amount")))
    ledger = read([SourceFile("report.csv", TURNOVER.encode())], ReadOptions(default=told))
    assert (ledger.report.sales, ledger.report.total) == (2, 10_500)
