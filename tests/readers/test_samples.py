"""The sample files give what was counted by hand from them."""

from __future__ import annotations

from datetime import date

import pytest

from segcore.errors import LabradorError
from segcore.ledger import Excluded, ReadOptions
from segcore.output import inspection
from segcore.readers import inspect, look, read

EXPECTED = {
    "en_us_dollar_parens.csv": {
        "sales": 3, "returns": 1, "total": 1109900, "currency": "USD",
        "first": date(2026, 1, 13), "last": date(2026, 3, 31),
        "customers": {"Acme, Inc.": 109900, "Globex LLC": 1000000},
        "excluded": (), "profit": 278900,
    },
    "pl_libreoffice.ods": {
        "sales": 2, "returns": 0, "total": 30050, "currency": None,
        "first": date(2026, 1, 2), "last": date(2026, 2, 3),
        "customers": {"Alfa Meble": 10050, "Beta": 20000},
        "excluded": (), "profit": 7000,
    },
    "ru_moysklad_shipments.xlsx": {
        "sales": 2, "returns": 0, "total": 1550050, "currency": "RUB",
        "first": date(2026, 1, 12), "last": date(2026, 2, 12),
        "customers": {'АО "Василёк"': 1550050},
        "excluded": (Excluded("cancelled", 1, 10000000),), "profit": 550050,
    },
    "ru_amocrm_deals.xlsx": {
        "sales": 3, "returns": 0, "total": 20500000, "currency": "RUB",
        "first": date(2026, 1, 15), "last": date(2026, 2, 21),
        "customers": {"Ромашка, ООО": 20000000, "Сидоров Семён": 500000},
        "excluded": (Excluded("not_won", 2, 12900000),),
        "profit": None,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_sample(name, sample):
    expected = EXPECTED[name]
    found = read([sample(name)])
    report = found.report
    assert (report.sales, report.returns, report.total) == (expected["sales"], expected["returns"], expected["total"])
    assert (report.currency, report.first_date, report.last_date) == (
        expected["currency"], expected["first"], expected["last"],
    )  # fmt: skip
    totals = found.lines.groupby("customer")["amount"].sum()
    assert {found.parties["customer"][code]: total for code, total in totals.items()} == expected["customers"]
    assert report.excluded == expected["excluded"]
    assert report.rows_read == report.sales + report.returns + sum(e.rows for e in report.excluded)
    if expected["profit"] is not None:
        assert found.lines["profit"].sum() == expected["profit"]


def test_two_currencies_are_refused_and_one_can_be_kept(sample):
    file = sample("pl_invoices_list_utf8.csv")
    with pytest.raises(LabradorError) as refused:
        read([file])
    assert refused.value.code == "ledger.mixed_currencies"
    assert refused.value.facts == {"currencies": ("EUR", "PLN")}
    kept = read([file], ReadOptions(currency="PLN")).report
    assert (kept.sales, kept.returns, kept.total, kept.currency, kept.basis) == (3, 1, 320000, "PLN", "net")
    assert kept.excluded == (Excluded("proforma", 1, 90000), Excluded("no_amount", 1, 0))
    assert kept.rows_read == 6


def test_inspect_of_two_currencies(sample):
    found = inspection(inspect([sample("pl_invoices_list_utf8.csv")]))
    assert found["sum"] is None
    assert found["sum_by_currency"] == {"EUR": "1500.00", "PLN": "3200.00"}
    assert found["currency"] is None
    assert found["customers"] == 3
    assert found["per_customer"] == {
        "ALFA MEBLE SP. Z O.O.": "3000.00", "GAMA-BUD Jan Kowalski": "200.00", "Epsilon GmbH": "1500.00",
    }  # fmt: skip
    assert found["rows"] == {
        "read": 6, "sales": 4, "returns": 1,
        "excluded": {"proforma": {"rows": 1, "sum": "900.00"}}, "layout_rows": 1,
    }  # fmt: skip
    [file] = found["files"]
    assert file["columns"]["amount"] == "Wartość netto"
    assert file["columns"]["customer"] == "Nabywca"
    assert file["columns"]["date"] == "Data sprzedaży"
    assert file["controls"] == [{"name": "Wartość netto", "file": "5600.00", "read": "5600.00", "matches": True}]
    assert (found["first_date"], found["last_date"], found["basis"]) == ("2026-01-04", "2026-02-20", "net")


def test_inspect_names_the_main_customer_column(sample):
    [file] = inspection(read([sample("ru_amocrm_deals.xlsx")]))["files"]
    assert file["columns"]["customer"] == "Компания"
    assert file["sheet"] == "TDSheet"


def test_tax_numbers_and_managers_are_kept(sample):
    parties = read([sample("ru_moysklad_shipments.xlsx")]).parties
    assert parties.to_dict("records") == [
        {"key": "5047012346", "customer": 'АО "Василёк"', "tax_id": "5047012346", "manager": "Анна"}
    ]


def test_look_shows_title_header_and_total(sample):
    report = look(sample("ru_moysklad_shipments.xlsx"))
    assert report.header_row == 3
    assert [row.kind for row in report.preview] == ["title", "header", "data", "data", "data", "total"]
    assert report.preview[1].cells[:3] == ("№", "Время", "Контрагент")
    assert (report.format, report.sheet, report.decimal, report.date_format) == ("xlsx", "TDSheet", ",", "DD.MM.YYYY")
