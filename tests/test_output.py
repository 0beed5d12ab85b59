"""Documents and tables for other programs: exact money, unrounded reals, nulls, dates, hostile names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest

from segcore import output
from segcore.analysis import analyse
from segcore.columns import CUSTOMERS, names
from segcore.ledger import Ledger

HOSTILE = ("=1+1", "+48 573", "-5 Ltd", "@SUM(A1)", "\ttab", "\rreturn")
ROWS = [
    ("Acme, \"Best\" Ltd", "2025-01-15", 100.10),
    ("Acme, \"Best\" Ltd", "2025-02-15", 200.25),
    ("=1+1", "2025-02-20", 50.0),
    ("Żółw & Вятка", "2025-03-01", 33.33),
    ("Gone", "2025-03-02", 10.0),
    ("Gone", "2025-03-09", -10.0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("minor", "text"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (60600050, "606000.50"),
        (-123, "-1.23"),
        (9007199254740993, "90071992547409.93"),
    ],
)
def test_money_is_exact(minor: int, text: str) -> None:
    assert output.money(minor) == text


def customers(make_ledger: Callable[..., Ledger]) -> pd.DataFrame:
    return analyse(make_ledger(ROWS)).customers


def read_csv(table: pd.DataFrame) -> tuple[list[dict[str, str]], int]:
    text, guarded = output.customers_csv(table)
    return list(csv.DictReader(io.StringIO(text, newline=""))), guarded


def test_the_csv_has_the_columns_of_the_contract_and_reads_back(make_ledger: Callable[..., Ledger]) -> None:
    rows, guarded = read_csv(customers(make_ledger))
    assert list(rows[0]) == names(CUSTOMERS)
    assert [row["customer"] for row in rows] == ['Acme, "Best" Ltd', "'=1+1", "Żółw & Вятка", "Gone"]
    assert [row["revenue"] for row in rows] == ["300.35", "50.00", "33.33", "0.00"]
    assert guarded == 1
    assert [row["first_date"] for row in rows] == ["2025-01-15", "2025-02-20", "2025-03-01", "2025-03-02"]
    assert rows[0]["average_document"] == "150.175"
    assert Decimal(rows[0]["share"]) == Decimal(repr(30035 / 38368))
    assert {row["silent"] for row in rows} <= {"true", "false"}
    assert rows[3]["abc"] == "N"
    assert rows[3]["share"] == rows[3]["cumulative_share"] == rows[3]["profit"] == rows[3]["to_next_class"] == ""


def test_every_hostile_beginning_is_guarded_and_nothing_else(make_ledger: Callable[..., Ledger]) -> None:
    plain = ("A=1", "1-2", "'quoted", " =spaced", "NA", "None", "00123")
    table = customers(make_ledger)
    many = pd.concat([table.iloc[[0]]] * (len(HOSTILE) + len(plain)), ignore_index=True)
    many["customer"] = [*HOSTILE, *plain]
    rows, guarded = read_csv(many)
    assert guarded == len(HOSTILE) == 6
    assert [row["customer"] for row in rows] == [f"'{name}" for name in HOSTILE] + list(plain)


def test_parquet_keeps_the_types(make_ledger: Callable[..., Ledger]) -> None:
    content, guarded = output.customers_file(customers(make_ledger), ".parquet")
    table = pyarrow.parquet.read_table(io.BytesIO(content))
    assert guarded == 0
    assert table.column_names == names(CUSTOMERS)
    rows = table.to_pylist()
    assert rows[0]["revenue"] == Decimal("300.35")
    assert rows[1]["customer"] == "=1+1"
    assert rows[0]["last_date"] == date(2025, 2, 15)
    assert rows[0]["average_document"] == pytest.approx(150.175, rel=1e-15)
    assert rows[0]["silent"] is False
    assert rows[3]["share"] is None
    assert rows[3]["tax_id"] is None


def test_the_analysis_document_has_exactly_the_keys_of_the_contract(make_ledger: Callable[..., Ledger]) -> None:
    document = json.loads(output.to_json(output.analysis_document(analyse(make_ledger(ROWS)))))
    assert list(document) == [
        "ledger", "settings", "as_of", "periods", "matrix", "rfm", "concentration", "lights"
    ]  # fmt: skip
    assert "per_customer" not in document["ledger"]
    assert document["as_of"] == "2025-03-09"
    assert document["periods"] == {
        "grid": "month", "first": "2025-01", "last": "2025-03", "complete": 1, "dropped": ["2025-01", "2025-03"]
    }  # fmt: skip
    assert list(document["matrix"][0]) == ["abc", "xyz", "customers", "value", "share", "base_action", "actions"]
    assert sum(cell["customers"] for cell in document["matrix"]) == 4
    assert sum(Decimal(cell["value"]) for cell in document["matrix"]) == Decimal("383.68")
    assert list(document["concentration"]) == ["top1", "top10", "gini", "hhi", "effective_customers"]
    assert document["concentration"]["top1"] == 30035 / 38368
    assert [light["analysis"] for light in document["lights"]] == ["abc", "xyz", "rfm"]
    assert document["settings"]["abc.limits"] == [0.8, 0.95]


def test_a_count_is_not_written_as_money(make_ledger: Callable[..., Ledger]) -> None:
    from segcore.settings import Settings

    counted = analyse(make_ledger(ROWS), Settings().with_values({"abc.value": "documents"}))
    document = output.analysis_document(counted)
    assert sum(int(cell["value"]) for cell in document["matrix"]) == 5


def test_inspection_names_every_customer_and_his_total(make_ledger: Callable[..., Ledger]) -> None:
    document = output.inspection(make_ledger(ROWS))
    keys = list(document)
    assert keys[keys.index("customers") + 1] == "per_customer"
    assert document["customers"] == 4
    assert document["per_customer"] == {
        'Acme, "Best" Ltd': "300.35", "=1+1": "50.00", "Żółw & Вятка": "33.33", "Gone": "0.00"
    }  # fmt: skip
    assert document["sum"] == "383.68"
    assert (document["first_date"], document["last_date"]) == ("2025-01-15", "2025-03-09")


def test_not_a_number_never_reaches_a_document() -> None:
    with pytest.raises(ValueError, match="JSON"):
        output.to_json({"share": float("nan")})
    assert json.loads(output.to_json({"day": date(2025, 1, 2), "n": np.int64(3)})) == {"day": "2025-01-02", "n": 3}


def test_a_refusal_carries_code_facts_and_message() -> None:
    from segcore.errors import LabradorError

    document: Any = output.refusal(LabradorError("file.empty", file="a.csv"), "a.csv is empty.")
    assert document == {"error": {"code": "file.empty", "facts": {"file": "a.csv"}, "message": "a.csv is empty."}}


def test_money_among_the_facts_of_a_warning_is_exact_text(make_ledger: Callable[..., Ledger]) -> None:
    rows = [("Acme", "2025-01-15", 100.10), ("Gone", "2025-02-15", -12.5)]
    warnings = output.analysis_document(analyse(make_ledger(rows)))["ledger"]["warnings"]
    told = {warning["code"]: warning["facts"] for warning in warnings}
    assert told["refunds_unmatched"] == {"amount": "12.50", "customers": 1}
    assert told["only_refunds"] == {"customers": 1}
