"""One definition of the heavy step gives one result: on pandas, polars and DuckDB, and on the fast path."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

from segcore.customer_days import customer_days, fast_customer_days

COLUMNS = ["customer", "day", "amount", "documents", "positive", "lines"]
Table = list[tuple[int, ...]]

# customer, day, document, amount: two lines of one document, a document taken back whole, one without a number
SMALL = [(0, 10, 1, 500), (0, 10, 1, 250), (0, 10, 2, 900), (0, 10, 2, -900), (0, 11, 2, 40), (1, 10, -1, -70)]
WORKED = [(0, 10, 750, 1, 750, 2), (0, 11, 40, 1, 40, 1), (1, 10, -70, 0, 0, 0)]


def frame(rows: Any) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["customer", "day", "document", "amount"])
    return table.astype({"customer": "int32", "day": "int32", "document": "int32", "amount": "int64"})


def sorted_rows(table: pd.DataFrame) -> Table:
    return sorted(tuple(int(cell) for cell in row) for row in table[COLUMNS].to_numpy())


def on(engine: str, lines: pd.DataFrame) -> Table:
    if engine == "fast":
        arrays = (lines[name].to_numpy() for name in ("customer", "day", "document", "amount"))
        return sorted_rows(fast_customer_days(*arrays, {})[0])
    if engine == "pandas":
        return sorted_rows(customer_days(lines))
    if engine == "polars":
        return sorted_rows(customer_days(pl.from_pandas(lines)).to_pandas())
    return sorted_rows(customer_days(duckdb.from_df(lines)).df())


def many(seed: int, rows: int = 20_000, largest_document: int = 60) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    amounts = random.choice([-500, -100, 100, 250, 500, 12_345], rows)
    columns = (random.integers(0, 300, rows), random.integers(19_000, 19_400, rows))
    documents = random.integers(-1, largest_document, rows)
    return frame(np.column_stack([*columns, documents, amounts]))


@pytest.mark.parametrize("engine", ["fast", "pandas", "polars", "duckdb"])
def test_worked_by_hand(engine: str) -> None:
    assert on(engine, frame(SMALL)) == WORKED


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_engine_gives_the_table_of_the_fast_path(engine: str, seed: int) -> None:
    lines = many(seed)
    fast = on("fast", lines)
    assert len(fast) > 15_000
    assert on(engine, lines) == fast
    lines.loc[777, "amount"] += 1
    assert on(engine, lines) != fast


def test_numbers_too_large_to_sort_as_one_are_sorted_all_the_same() -> None:
    lines = many(3, rows=5_000)
    lines.loc[lines["document"] == 7, "document"] = np.iinfo(np.int32).max - 2
    lines.loc[0, "customer"] = 2_000_000
    assert on("fast", lines) == on("polars", lines)


def test_the_order_of_the_rows_does_not_matter() -> None:
    lines = many(4)
    assert on("fast", lines.sample(frac=1, random_state=5)) == on("fast", lines)
