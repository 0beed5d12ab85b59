"""Every sample gives what expected.json says of it, and belongs to its own reader and to no other."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from segcore.ledger import FileOptions, SourceFile
from segcore.output import inspection
from segcore.readers import ENDINGS, FORMATS, inspect
from segcore.readers.content import opened

SAMPLES = Path(__file__).parents[1] / "samples"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
FORMAT_OF = {
    "de_camt053_v4_prefix.xml": "camt",
    "de_datev_extf.csv": "datev",
    "de_mt940_question.sta": "mt940",
    "de_sparkasse_camt_latin1.csv": "sparkasse",
    "de_volksbank.csv": "volksbank",
    "en_hubspot_deals.csv": "hubspot",
    "en_paypal_activity.csv": "paypal",
    "en_pipedrive_deals.csv": "pipedrive",
    "en_quickbooks_sales_by_customer_detail.csv": "grouped",
    "en_quickbooks_transactions.csv": "quickbooks",
    "en_revolut.csv": "revolut",
    "en_sales.parquet": "parquet",
    "en_sales.xlsb": "xlsb",
    "en_salesforce_opportunities.csv": "salesforce",
    "en_shopify_orders.csv": "shopify",
    "en_stripe_balance.csv": "stripe_balance",
    "en_stripe_invoices.csv": "stripe_invoices",
    "en_stripe_payments.csv": "stripe",
    "en_us_dollar_parens.csv": "csv",
    "en_woocommerce_orders.csv": "woocommerce",
    "en_xero_invoices.csv": "xero",
    "en_zoho_books_invoices.csv": "zoho_books",
    "en_zoho_crm_deals.csv": "zoho_crm",
    "kz_1c_statement.txt": "bank_1c",
    "pl_allegro_orders.csv": "allegro",
    "pl_broken_letters.csv": "csv",
    "pl_camt053_batch.xml": "camt",
    "pl_crosstab_quarters.csv": "cross_tab",
    "pl_elixir_orders.pli": "elixir",
    "pl_ing_cp1250.csv": "ing_pl",
    "pl_jpk_fa4.xml": "jpk_fa",
    "pl_jpk_v7m2.xml": "jpk_v7",
    "pl_jpk_v7m3.xml": "jpk_v7",
    "pl_jpk_wb.xml": "jpk_wb",
    "pl_ksef_fa3.zip": "ksef",
    "pl_libreoffice.ods": "ods",
    "pl_libreoffice.xls": "xls",
    "pl_mbank_cp1250.csv": "mbank",
    "pl_millennium_bom.csv": "millennium",
    "pl_mt940_tilde_cp1250.sta": "mt940",
    "pl_optima_register.xml": "optima",
    "pl_pekao.csv": "pekao",
    "pl_pko_ipko_cp1250.csv": "pko",
    "pl_revolut_localised.csv": "revolut",
    "pl_santander_noheader.csv": "santander_pl",
    "pl_subiekt_edi.epp": "epp",
    "real_camt053_v2_multi.xml": "camt",
    "real_camt053_v8.xml": "camt",
    "real_ksef_fa3.xml": "ksef",
    "real_mbank_collect.sta": "mt940",
    "real_mbank_collect_newline.sta": "mt940",
    "real_ofx_checking.ofx": "ofx",
    "real_ofx_suncorp.ofx": "ofx",
    "real_quicken.qif": "qif",
    "ru_1c_account_card.xlsx": "account_card",
    "ru_1c_crosstab_months.xlsx": "cross_tab",
    "ru_1c_dos_cp866.txt": "bank_1c",
    "ru_1c_gross_profit_grouped.xlsx": "grouped",
    "ru_1c_kl_to_1c_cp1251.txt": "bank_1c",
    "ru_1c_osv62_cp1251.csv": "turnover",
    "ru_1c_osv62_xlsx.xlsx": "turnover",
    "ru_1c_sales_book.xlsx": "sales_book",
    "ru_amocrm_deals.xlsx": "amocrm",
    "ru_bank_page.xls": "bank_table",
    "ru_bitrix24_deals.csv": "bitrix24",
    "ru_excel_unicode_utf16.txt": "tsv",
    "ru_html_table.xls": "html",
    "ru_moysklad_returns.csv": "moysklad",
    "ru_moysklad_shipments.xlsx": "xlsx",
    "ru_sber_business.xlsx": "sber",
    "ru_shared_strings.xlsx": "xlsx",
    "ru_tbank_business.csv": "bank_table",
    "ru_tbank_card_cp1251.csv": "card_ru",
    "ru_upd_501_ukd.zip": "upd",
    "ru_upd_503.zip": "upd",
    "ua_privatbank_cp1251.csv": "privatbank",
}


def file(name: str) -> SourceFile:
    return SourceFile(name, (SAMPLES / name).read_bytes())


def compared(expected: dict[str, Any]) -> dict[str, Any]:
    """The figures of expected.json that a file states, in the words of `inspect --json`."""
    found: dict[str, Any] = {}
    for theirs, ours in (("sale_rows", "sales"), ("return_rows", "returns"), ("distinct_customers", "customers")):
        if theirs in expected:
            found[ours] = expected[theirs]
    for name in ("first_date", "last_date"):
        if name in expected:
            found[name] = expected[name]
    if expected.get("sum") is not None:
        found["sum"] = Decimal(expected["sum"])
    if "sum_by_currency" in expected:
        found["sum_by_currency"] = {name: Decimal(total) for name, total in expected["sum_by_currency"].items()}
    if "per_customer" in expected:
        found["per_customer"] = sorted(map(Decimal, expected["per_customer"].values()))
    if "excluded" in expected:
        found["excluded"] = {name: (e["rows"], Decimal(e["sum"])) for name, e in expected["excluded"].items()}
    if "currency" in expected:
        found["currency"] = None if "+" in expected["currency"] else expected["currency"] or None
    return found


def ours(found: dict[str, Any]) -> dict[str, Any]:
    rows = found["rows"]
    return {
        "sales": rows["sales"],
        "returns": rows["returns"],
        "customers": found["customers"],
        "first_date": found["first_date"],
        "last_date": found["last_date"],
        "sum": None if found["sum"] is None else Decimal(found["sum"]),
        "sum_by_currency": {name: Decimal(total) for name, total in found["sum_by_currency"].items()},
        "per_customer": sorted(map(Decimal, found["per_customer"].values())),
        "excluded": {name: (e["rows"], Decimal(e["sum"])) for name, e in rows["excluded"].items()},
        "currency": found["currency"],
    }


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_sample_gives_what_was_counted(name: str) -> None:
    found = inspection(inspect([file(name)]))
    expected = compared(EXPECTED[name])
    assert len(expected) >= 3
    read = ours(found)
    assert {field: read[field] for field in expected} == expected
    rows = found["rows"]
    assert rows["read"] == rows["sales"] + rows["returns"] + sum(e["rows"] for e in rows["excluded"].values())


@pytest.mark.parametrize("name", sorted(FORMAT_OF))
def test_sample_belongs_to_one_reader(name: str) -> None:
    content = opened(file(name), FileOptions())
    assert [known.name for known in FORMATS if known.sniff(content)] == [FORMAT_OF[name]]


def test_the_registry() -> None:
    names = [known.name for known in FORMATS]
    assert len(set(names)) == len(names)
    assert set(names) == set(FORMAT_OF.values())
    assert len(set(ENDINGS)) == len(ENDINGS)
    assert {known.family for known in FORMATS} <= {"table", "bank", "invoice", "list", "shape"}
