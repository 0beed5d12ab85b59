"""Sale, return or left out, row by row."""

from __future__ import annotations

import numpy as np
import pytest

from segcore.errors import LabradorError
from segcore.ledger import Excluded, ReadOptions, SourceFile
from segcore.readers import read


def left_out(report) -> dict[str, tuple[int, int]]:
    return {entry.reason: (entry.rows, entry.sum) for entry in report.excluded}


def balanced(report) -> bool:
    rows = report.rows_read == report.sales + report.returns + sum(entry.rows for entry in report.excluded)
    return rows and report.total == sum(total for _, total in report.sum_by_currency)


MESSY = """Customer,Date,Invoice No,Status,Amount
Acme,2025-01-05,1,Paid,100.00
Acme,2025-01-06,2,Cancelled,70.00
Beta,2025-01-07,3,Draft,60.00
,2025-01-08,4,Paid,50.00
Beta,2025-01-09,5,Paid,
Beta,2025-01-10,6,Paid,0.00
Beta,2025-01-11,7,Paid,n/a
Beta,someday,8,Paid,30.00
Beta,,9,Paid,20.00
Beta,2025-01-12,10,Paid,-10.00
Beta,2025-01-13,11,Credit note,5.00
Beta,2025-01-13,11,Credit note,5.00
NA,2025-01-14,12,Void,1.00
None,2025-01-14,13,Paid,2.00
null,2025-01-15,00014,Paid,3.00
NA,2025-01-15,15,Paid,4.00
"""


def test_every_row_has_its_place(ledger):
    found = ledger(MESSY)
    report = found.report
    assert left_out(report) == {
        "cancelled": (2, 7100), "proforma": (1, 6000), "no_customer": (1, 5000), "no_amount": (1, 0), "zero": (1, 0),
        "unreadable": (3, 5000), "duplicate": (1, -500),
    }  # fmt: skip
    assert (report.rows_read, report.sales, report.returns) == (16, 4, 2)
    assert (report.sales_sum, report.returns_sum) == (10900, -1500)
    assert balanced(report)
    assert found.parties["customer"].tolist() == ["Acme", "Beta", "NA", "None", "null"]


@pytest.mark.parametrize(
    ("head", "mark"), [("Customer;Date;Amount", "."), ("Klient;Data;Kwota", ","), ("Клиент;Дата;Сумма", ",")]
)
def test_bad_amounts_are_refused_by_row_and_not_the_file(head, mark, ledger):
    cells = ["abc", "n/a", "#REF!", "", f"12{mark}50"]
    lines = [f"C{place};2025-01-0{place + 1};{cell}" for place, cell in enumerate(cells)]
    report = ledger("\n".join([head, *lines, ""])).report
    assert left_out(report) == {"no_amount": (1, 0), "unreadable": (3, 0)}
    assert (report.rows_read, report.sales, report.total) == (5, 1, 1250)
    [column] = [column for column in report.files[0].columns if column.role == "amount"]
    assert (column.header, column.sure) == (head.split(";")[2], "question")


def test_a_column_called_amount_needs_a_number_and_gives_way_to_numbers(ledger):
    with pytest.raises(LabradorError) as refused:
        ledger("Customer;Date;Amount\nA;2025-01-05;abc\nB;2025-01-06;n/a\n")
    assert refused.value.code == "ledger.no_amount_column"
    better = ledger("Customer;Date;Amount;Net amount\nA;2025-01-05;abc;1.50\nB;2025-01-06;7;2.50\n").report
    assert (better.total, better.sales) == (400, 2)
    named = ledger("Customer;Date;Amount;Weight\nA;2025-01-05;abc;1.50\nB;2025-01-06;7;2.50\n").report
    assert (named.total, named.sales) == (700, 1)


def test_counted_reasons_come_back(ledger):
    report = ledger(MESSY, ReadOptions(counted=frozenset({"cancelled", "proforma", "duplicate", "zero"}))).report
    assert left_out(report) == {
        "no_customer": (1, 5000), "no_amount": (1, 0), "zero": (1, 0), "unreadable": (3, 5000),
    }  # fmt: skip
    assert (report.rows_read, report.sales, report.returns) == (16, 7, 3)
    assert report.total == 10900 - 1500 + 7100 + 6000 - 500
    assert balanced(report)


def test_dropped_repeats_are_told(ledger):
    [told] = [told for told in ledger(MESSY).report.warnings if told.code == "duplicates_dropped"]
    assert dict(told.facts) == {"file": "sales.csv", "rows": 1}


def test_two_equal_lines_of_one_document_are_real(ledger):
    text = """Customer,Date,Invoice No,Product,Amount
Acme,2025-01-05,1,Nails,10.00
Acme,2025-01-05,1,Nails,10.00
Acme,2025-01-05,1,Screws,5.00
"""
    report = ledger(text).report
    assert (report.sales, report.total, report.excluded) == (3, 2500, ())
    assert [(told.code, dict(told.facts)["rows"]) for told in report.warnings] == [("duplicates_kept", 1)]


def test_without_document_numbers_repeats_are_kept(ledger):
    report = ledger("Customer,Date,Amount\nAcme,2025-01-05,10.00\nAcme,2025-01-05,10.00\n").report
    assert (report.sales, report.excluded) == (2, ())
    assert [told.code for told in report.warnings] == ["duplicates_kept"]


def test_overlapping_files_count_once():
    header = "Customer,Date,Invoice No,Amount\n"
    january = (
        header + "Acme,2025-01-05,1,10.00\nAcme,2025-01-31,2,20.00\nAcme,2025-01-31,2,20.00\nBeta,2025-01-31,3,1.00\n"
    )
    february = (
        header
        + "Beta,2025-01-31,3,1.00\nAcme,2025-01-31,2,20.00\nAcme,2025-01-31,2,20.00\nAcme,2025-01-31,2,20.00\n"
        + "Beta,2025-02-01,4,7.00\n"
    )
    keep = ReadOptions(counted=frozenset({"duplicate"}))
    files = [SourceFile("a.csv", january.encode()), SourceFile("b.csv", february.encode())]
    assert read(files, keep).report.total == 1000 + 6000 + 200 + 6000 + 700 - 2000 - 100 + 100
    alone = read(files[:1]).report
    assert (alone.sales, alone.total) == (3, 3100)
    both = read(files).report
    assert (both.sales, both.total) == (4, 3800)
    assert left_out(both) == {"duplicate": (5, 2000 + 100 + 2000 + 2000 + 2000)}
    assert balanced(both)


def test_money_out_of_a_statement_is_left_out(ledger):
    header = "Kontrahent;Data operacji;Uznania;Obciążenia\n"
    text = header + "Alfa;2025-01-05;100,00;\nBeta;2025-01-06;;-40,00\nGama;2025-01-07;0,00;15,00\n"
    report = ledger(text).report
    assert (report.sales, report.total, report.basis) == (1, 10000, "payment")
    assert left_out(report) == {"outgoing": (2, -5500)}


def test_net_before_gross_and_never_vat_balance_price_or_percent(ledger):
    header = "Customer,Date,Balance,VAT,Price,Margin %,Gross amount,Net amount\n"
    text = header + "Acme,2025-01-05,900.5,2.3,1.5,20.5,12.3,10.0\n"
    found = ledger(text)
    assert (found.report.total, found.report.basis) == (1000, "net")
    gross = ledger(text.replace("Net amount", "Tax base rate")).report
    assert (gross.total, gross.basis) == (1230, "gross")
    assert "profit" not in found.lines


def test_net_and_payments_are_not_added():
    files = [
        SourceFile("a.csv", b"Kontrahent;Data;Kwota netto\nAlfa;2025-01-05;100,00\n"),
        SourceFile("b.csv", "Kontrahent;Data;Uznania;Obciążenia\nAlfa;2025-01-05;100,00;\n".encode()),
    ]
    with pytest.raises(LabradorError) as refused:
        read(files)
    assert (refused.value.code, refused.value.facts["bases"]) == ("ledger.mixed_basis", ("net", "payment"))


def test_a_file_without_dates_is_not_read_beside_one_with_dates():
    dated = SourceFile("a.csv", b"Customer,Date,Amount\nAcme,2025-01-05,100.00\nBeta,2025-03-05,50.00\n")
    undated = SourceFile("b.csv", b"Customer,When,Amount\nAcme,x4,7.50\nBeta,x5,2.50\n")
    for files in ([dated, undated], [undated, dated]):
        with pytest.raises(LabradorError) as refused:
            read(files)
        assert (refused.value.code, refused.value.facts["file"]) == ("ledger.no_date_column", "b.csv")
    assert (read([undated]).report.precision, read([undated, undated]).report.precision) == ("none", "none")
    later = SourceFile("b.csv", b"Customer,When,Amount\nAcme,2025-02-05,7.50\n")
    assert read([dated, later]).report.total == 15750


def test_profit_is_its_column_or_amount_less_cost(ledger):
    with_cost = ledger("Customer,Date,Amount,Cost\nAcme,2025-01-05,10.00,7.50\nAcme,2025-01-06,5.00,\n")
    assert with_cost.lines["profit"].tolist()[0] == 250
    assert np.isnan(with_cost.lines["profit"].tolist()[1])
    both = ledger("Customer,Date,Amount,Cost,Profit\nAcme,2025-01-05,10.00,7.50,2.00\n")
    assert both.lines["profit"].tolist() == [200]
    assert "profit" not in ledger("Customer,Date,Amount,Unit cost\nAcme,2025-01-05,10.00,7.50\n").lines


def test_currency_comes_from_column_cell_header_or_title(ledger):
    column = ledger("Customer,Date,Amount,Currency\nAcme,2025-01-05,10.00,EUR\nBeta,2025-01-05,10.00,\n").report
    cell = ledger("Customer,Date,Amount\nAcme,2025-01-05,£10.00\nBeta,2025-01-05,5.00\n").report
    header = ledger("Customer,Date,Amount (USD)\nAcme,2025-01-05,10.00\n").report
    title = ledger("Raport sprzedaży w PLN;;\nKlient;Data;Kwota\nAlfa;05.01.2025;10,00\n").report
    none = ledger("Customer,Date,Amount\nAcme,2025-01-05,10.00\n").report
    assert [r.currency for r in (column, cell, header, title, none)] == ["EUR", "GBP", "USD", "PLN", None]
    assert none.sum_by_currency == (("", 1000),)


def test_currencies_in_cells_are_never_added_silently(ledger):
    text = "Customer,Date,Amount\nAcme,2025-01-05,$10.00\nBeta,2025-01-05,€5.00\n"
    with pytest.raises(LabradorError) as refused:
        ledger(text)
    assert refused.value.facts == {"currencies": ("EUR", "USD")}
    report = ledger(text, ReadOptions(currency="EUR")).report
    assert (report.total, report.currency, report.excluded) == (500, "EUR", (Excluded("no_amount", 1, 0),))


def test_rounding_and_ambiguity_are_told(ledger):
    rounded = ledger("Customer,Date,Amount\nAcme,2025-01-05,10.005\nAcme,2025-01-06,1.25\n").report
    assert rounded.total == 1125
    assert [(told.code, dict(told.facts)["rows"]) for told in rounded.warnings] == [("amounts_rounded", 1)]
    asked = ledger('Customer,Date,Amount\nAcme,05/06/2025,"12,345"\nBeta,05/07/2025,"1,200"\n').report
    assert [(q.code, q.options, dict(q.facts)) for q in asked.questions] == [
        ("date_order", ("dmy", "mdy"), {"column": "Date", "example": "05/06/2025"}),
        ("decimal", (",", "."), {"column": "Amount", "example": "1,200"}),
    ]  # fmt: skip
    assert [told.code for told in asked.warnings] == ["ambiguous_dates", "ambiguous_decimal"]
    assert (asked.total, str(asked.first_date)) == (1354500, "2025-05-06")
    answered = ledger("Customer,Date,Amount\nAcme,05/06/2025,1.50\n", ReadOptions(date_order="dmy")).report
    assert (str(answered.first_date), answered.questions) == ("2025-06-05", ())


def test_polish_dates_are_day_first_by_default(ledger):
    assert str(ledger("Klient;Data;Kwota\nAlfa;05/06/2025;1,50\n").report.first_date) == "2025-06-05"


def test_nothing_sold_is_a_ledger_with_a_warning(ledger):
    found = ledger("Customer,Date,Status,Amount\nAcme,2025-01-05,Cancelled,10.00\n")
    assert (len(found.lines), len(found.parties), found.report.sum_by_currency) == (0, 0, (("", 0),))
    assert "no_sales" in [told.code for told in found.report.warnings]


def test_won_deals_only(rows):
    header = "Deal - Organization,Deal - Status,Deal - Value,Deal - Won time\n"
    text = header + "Acme,Won,100,2025-01-05\nBeta,Lost,50,\nGamma,Open,70,\n"
    assert rows(text) == [("Acme", "2025-01-05", 10000)]


@pytest.mark.parametrize(
    ("header", "flags", "cancelled"),
    [
        ("Проведен", ("Да", "Нет"), {"cancelled": (1, 5000)}),
        ("Пометка удаления", ("Нет", "Да"), {"cancelled": (1, 5000)}),
        ("Anulowana", ("Nie", "Tak"), {"cancelled": (1, 5000)}),
        ("Оплачено", ("Да", "Нет"), {}),
    ],
)
def test_a_flag_speaks_through_its_header(header, flags, cancelled):
    rows = (f"12.01.2026;1;Альфа;100,00;{flags[0]}", f"13.01.2026;2;Бета;50,00;{flags[1]}")
    text = "\n".join((f"Дата;Номер;Контрагент;Сумма;{header}", *rows))
    assert left_out(read([SourceFile("list.csv", text.encode())]).report) == cancelled
