"""Parquet files and folders of them, against the same ledger as CSV, pandas and duckdb."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segcore.cli import main
from segcore.errors import LabradorError
from segcore.ledger import FileOptions, Ledger, ReadOptions, SourceFile
from segcore.readers import look, read
from segcore.readers.parquet_folder import one_file

ROWS = {
    "Customer": ["Acme", "Globex", "Acme", None, "Globex", "Acme"],
    "Date": [date(2026, 1, 5), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 2), None, date(2026, 3, 9)],
    "Invoice No": [1, 2, 3, 4, 5, 6],
    "Amount": ["100.50", "2000.00", "-0.50", "7.00", "8.00", None],
}
CENTS = pa.decimal128(12, 2)


def packed(table: pa.Table, **options: object) -> SourceFile:
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return SourceFile("sales.parquet", sink.getvalue())


def amounts(kind: pa.DataType) -> pa.Array:
    exact = [None if text is None else Decimal(text) for text in ROWS["Amount"]]
    if pa.types.is_decimal(kind):
        return pa.array(exact).cast(kind)
    return pa.array([None if number is None else float(number) for number in exact], type=kind)


def counted(ledger: Ledger) -> tuple[object, ...]:
    report = ledger.report
    left = {entry.reason: (entry.rows, entry.sum) for entry in report.excluded}
    return report.sales, report.returns, report.total, left, report.first_date, report.last_date


KNOWN = (
    2, 1, 210000, {"no_customer": (1, 700), "no_amount": (1, 0), "unreadable": (1, 800)},
    date(2026, 1, 5), date(2026, 2, 1),
)  # fmt: skip
DAYS = pa.array(ROWS["Date"], type=pa.date32())
NAMES = pa.array(ROWS["Customer"], type=pa.string())


@pytest.mark.parametrize(
    ("names", "days", "money"),
    [
        (NAMES, DAYS, amounts(pa.float64())),
        (NAMES.dictionary_encode(), DAYS.cast(pa.timestamp("ns")), amounts(CENTS)),
        (NAMES.cast(pa.large_string()), DAYS.cast(pa.timestamp("us", "UTC")), amounts(pa.decimal128(30, 6))),
        (NAMES, DAYS.cast(pa.date64()), pa.array(ROWS["Amount"], type=pa.string())),
        (NAMES, pa.array([str(day or "") for day in ROWS["Date"]]), amounts(pa.float32()).cast(pa.float64())),
    ],
)
def test_types_of_columns(names, days, money):
    table = pa.table({"Customer": names, "Date": days, "Invoice No": ROWS["Invoice No"], "Amount": money})
    assert counted(read([packed(table)])) == KNOWN


def test_whole_numbers_and_codes_as_numbers():
    table = pa.table(
        {
            "Customer code": pa.array([7, 8, 7], type=pa.int64()),
            "Date": pa.array([datetime(2026, 1, 1, 23, 59), datetime(2026, 1, 2), datetime(2026, 1, 3, 0, 1)]),
            "Amount": pa.array([100, 250, -40], type=pa.int32()),
            "Paid": [True, False, None],
        }
    )
    found = read([packed(table)])
    assert (found.report.sales, found.report.returns, found.report.total) == (2, 1, 31000)
    assert found.parties["customer"].tolist() == ["7", "8"]
    assert found.report.last_date == date(2026, 1, 3)


def test_a_moment_is_the_day_of_its_own_clock():
    late = datetime(2026, 1, 31, 23, 30, tzinfo=ZoneInfo("America/New_York"))
    days = pa.array([late, late], type=pa.timestamp("us", "America/New_York"))
    found = read([packed(pa.table({"Customer": ["A", "B"], "Date": days, "Amount": [1.5, 2.5]}))])
    assert (found.report.first_date, found.report.last_date) == (date(2026, 1, 31), date(2026, 1, 31))


def test_the_index_of_pandas_is_no_column():
    frame = pd.DataFrame({"Customer": ["A", "B"], "Date": ["2026-01-01", "2026-01-02"], "Amount": [1.5, np.nan]})
    report = look(packed(pa.Table.from_pandas(frame.iloc[::-1])))
    assert [column.header for column in report.columns] == ["Customer", "Date", "Amount"]
    assert (report.format, report.header_row, report.encoding) == ("parquet", 1, None)


def test_roles_and_marks_the_user_chose():
    table = pa.table({"Who": ["A", "B"], "Date": [date(2026, 1, 1)] * 2, "Net": [1.25, 2.5], "Gross": [2.5, 5.0]})
    own = FileOptions(roles=(("Who", "customer"), ("Gross", "amount")), decimal=",")
    assert read([packed(table)], ReadOptions(default=own)).report.total == 750


def test_a_first_row_of_small_numbers_is_data():
    table = pa.table({"Customer": [1, 2], "Amount": [2, 5], "Quantity": [3, 4], "Date": [date(2026, 1, 1)] * 2})
    assert read([packed(table)]).report.total == 700


@pytest.mark.parametrize(
    ("table", "code", "facts"),
    [
        (pa.table({"Customer": ["A"], "Lines": [[1, 2]]}), "file.nested", {"column": "Lines"}),
        (pa.table({"Customer": ["A"], "Who": [{"name": "A"}]}), "file.nested", {"column": "Who"}),
        (pa.table({"Customer": ["A"], "Scan": [b"\xff"]}), "file.nested", {"column": "Scan"}),
        (pa.table({"Customer": pa.array([], type=pa.string())}), "file.header_only", {}),
    ],
)
def test_refusals(table, code, facts):
    with pytest.raises(LabradorError) as refused:
        read([packed(table)])
    assert refused.value.code == code
    assert dict(refused.value.facts) == {"file": "sales.parquet", **facts}


def test_broken_files_are_refused():
    whole = packed(pa.table(dict(ROWS))).content
    for broken in (whole[:-20], whole[:40] + b"\0" * 60 + whole[100:], whole[:-30] + b"\7" * 22 + whole[-8:]):
        with pytest.raises(LabradorError) as refused:
            read([SourceFile("sales.parquet", broken)])
        assert refused.value.code == "file.truncated"


LINES = st.lists(
    st.tuples(
        st.sampled_from(["Acme Ltd", "Beta, Inc", "Żółw Sp. z o.o.", "ООО Ромашка", "Delta", ""]),
        st.dates(date(2025, 1, 1), date(2026, 6, 30)),
        st.integers(-50_000, 500_000).map(lambda cents: Decimal(cents) / 100),
        st.sampled_from(["North", "South"]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(lines=LINES, groups=st.integers(1, 7))
@example(lines=[("Acme Ltd", date(2025, 1, 1), Decimal("1180.3"), "North")], groups=1)
def test_parquet_and_csv_give_one_digest(lines, groups):
    if not any(name and amount for name, _, amount, _ in lines):
        return
    frame = pd.DataFrame(lines, columns=["Customer", "Date", "Amount", "Region"])
    frame["Invoice No"] = [f"INV-{place}" for place in range(len(frame))]
    kinds = {"Amount": CENTS}
    table = pa.table({name: pa.array(frame[name].tolist(), type=kinds.get(name)) for name in frame})
    as_csv = SourceFile("sales.csv", frame.to_csv(index=False, float_format="%.2f").encode())
    ours = read([packed(table, row_group_size=groups)])
    assert ours.digest == read([as_csv]).digest
    sold = duckdb.sql("select sum(Amount) from frame where Customer <> '' and Amount <> 0").fetchall()[0]
    assert ours.report.total == int(sold[0] * 100)


def partitioned(folder: Path) -> Path:
    january = pa.table({"Customer": ["A", "B", "B"], "Amount": [1.0, 2.0, 2.0], "Shop": ["x", "y", "y"]})
    february = pa.table({"Amount": [4.0, 2.0], "Customer": ["A", "B"]})
    for month, table in (("2026-01", january), ("2026-02", february)):
        (folder / f"month={month}").mkdir(parents=True)
        pq.write_table(table, folder / f"month={month}" / "part-0.parquet")
    (folder / "_SUCCESS").write_text("")
    return folder


def test_a_folder_is_one_file(tmp_path, capsys):
    folder = partitioned(tmp_path / "sales")
    assert main(["inspect", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [file["name"] for file in found["files"]] == ["sales"]
    assert found["files"][0]["columns"]["date"] == "month"
    assert (found["rows"]["sales"], found["sum"]) == (5, "11.00")  # the two equal rows of January are two sales
    assert found["per_customer"] == {"A": "5.00", "B": "6.00"}
    assert (found["first_date"], found["last_date"]) == ("2026-01", "2026-02")
    theirs = duckdb.sql(f"select sum(Amount), count(*) from read_parquet('{folder}/*/*.parquet', union_by_name=true)")
    assert theirs.fetchall()[0] == (11.0, 5)


def test_a_folder_keeps_the_order_of_its_parts(tmp_path):
    for place in (10, 2, 1):
        pq.write_table(pa.table({"Customer": [f"C{place}"], "Amount": [place]}), tmp_path / f"p{place:02}.parquet")
    joined = pq.read_table(io.BytesIO(one_file(tmp_path).content))
    assert joined["Customer"].to_pylist() == ["C1", "C2", "C10"]


def test_folders_that_cannot_be_read(tmp_path):
    with pytest.raises(LabradorError) as refused:
        one_file(tmp_path)
    assert refused.value.code == "file.folder"
    pq.write_table(pa.table({"Amount": [1.5]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"Amount": [[1.5]]}), tmp_path / "b.parquet")
    with pytest.raises(LabradorError) as refused:
        one_file(tmp_path)
    assert refused.value.code == "file.truncated"
