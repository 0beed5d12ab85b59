"""The figures behind matrix and RFM from the same CSV file: DuckDB's SQL and polars, at equal values, against ours.

Both peers are told what Labrador finds out by itself: which column is what, the format, the decimal mark, the order of
dates. They do not look who is the same customer, and give no classes.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from segcore.ledger import Ledger, ReadOptions, SourceFile
from segcore.prepare import Prepared, prepare
from segcore.readers import read
from segcore.settings import Settings
from tests.bench import ledger, measure
from tests.bench.bench_upload import ROWS, scan, to_matrix

CUSTOMERS = 50_000
MINOR = 100
LINES = """create temp table lines as
select trim(Customer) as customer, Date as day, cast(Amount as decimal(18, 2)) as amount from read_csv(?)"""
REPEATED = "select count(*) - (select count(*) from (select distinct * from lines)) from lines"
MONTHS = "select customer, date_trunc('month', day) as month, sum(amount) as amount from lines group by all"
DAYS = "create temp table days as select customer, day, sum(amount) as amount from lines group by all"
FACTS = """select customer, sum(amount) * 100 as revenue, count(*) filter (amount > 0) as documents,
min(day) filter (amount > 0) as first, max(day) filter (amount > 0) as last from days group by customer"""
GAPS = """select customer, median(gap) as gap from (
select customer, day - lag(day) over (partition by customer order by day) as gap from days where amount > 0)
where gap is not null group by customer"""
ALONE = "select Customer, date_trunc('month', Date) as month, sum(Amount) as amount from read_csv(?) group by all"

Answers = tuple[int, int, pd.DataFrame]


def by_sql(path: Path) -> Answers:
    """Repeated rows, customer-months, and per customer revenue in minor units, days with a sale, first, last, median
    gap."""
    with duckdb.connect() as base:
        base.execute(LINES, [str(path)])
        repeated = base.execute(REPEATED).fetchone()
        months = base.execute(MONTHS).df()
        base.execute(DAYS)
        facts = base.execute(FACTS).df().merge(base.execute(GAPS).df(), on="customer", how="left")
    return int(repeated[0]) if repeated else 0, len(months), facts


def by_polars(path: Path) -> Answers:
    """As by_sql."""
    cents = (pl.col("Amount") * MINOR).round().cast(pl.Int64)
    lines = pl.read_csv(path, try_parse_dates=True).select(
        customer=pl.col("Customer").str.strip_chars().cast(pl.Categorical), day="Date", amount=cents
    )
    repeated = len(lines) - lines.n_unique()
    months = lines.group_by("customer", pl.col("day").dt.truncate("1mo")).agg(pl.col("amount").sum())
    bought = pl.col("day").filter(pl.col("amount") > 0)
    facts = (
        lines.group_by("customer", "day")
        .agg(pl.col("amount").sum())
        .group_by("customer")
        .agg(
            revenue=pl.col("amount").sum(),
            documents=bought.len(),
            first=bought.min(),
            last=bought.max(),
            gap=bought.sort().diff().dt.total_days().median(),
        )
    )
    return repeated, len(months), facts.to_pandas()


def prepared(path: Path) -> tuple[Ledger, Prepared]:
    """What both are compared with."""
    found = read([SourceFile(path.name, path.read_bytes())], ReadOptions())
    return found, prepare(found, Settings())


def equal(answers: Answers, found: Ledger, own: Prepared) -> int:
    """The number of customers whose figures all equal ours; an AssertionError where one differs."""
    repeated, months, facts = answers
    told = {each.code: dict(each.facts) for each in found.report.warnings}
    assert repeated == told["duplicates_kept"]["rows"]
    assert own.cells is not None and months == len(own.cells.customer)
    facts = facts.set_index(facts["customer"].astype(str)).loc[found.parties["customer"].to_numpy()[own.facts.party]]
    np.testing.assert_array_equal(np.rint(facts["revenue"].to_numpy(float)).astype(np.int64), own.facts.revenue)
    np.testing.assert_array_equal(facts["documents"].to_numpy(), own.facts.documents)
    np.testing.assert_array_equal(facts["gap"].to_numpy(float), own.rhythm.median_gap)
    for name in ("first", "last"):
        day = facts[name].to_numpy().astype("datetime64[D]").astype(np.int64)
        np.testing.assert_array_equal(day[own.facts.documents > 0], getattr(own.facts, name)[own.facts.documents > 0])
    return len(facts)


def run() -> None:
    path = ledger.csv(ROWS, CUSTOMERS)
    found, own = prepared(path)
    compared = min(equal(by_sql(path), found, own), equal(by_polars(path), found, own))
    assert compared == CUSTOMERS
    del found, own
    name = f"upload to matrix, {ROWS:,} rows, figures equal for {compared:,} customers"
    measure.report(name, "DuckDB's SQL", measure.pairs(lambda: to_matrix(path), lambda: by_sql(path)))
    measure.report(name, "polars", measure.pairs(lambda: to_matrix(path), lambda: by_polars(path)))
    for peer, work in (("DuckDB's SQL for them", by_sql), ("polars for them", by_polars)):
        measure.report(peer, "DuckDB's scan", measure.pairs(lambda work=work: work(path), lambda: scan(path)))
    months = measure.pairs(lambda: duckdb.execute(ALONE, [str(path)]).fetchnumpy(), lambda: scan(path))
    measure.report("DuckDB's sums by customer and month, nothing else", "DuckDB's scan", months)
