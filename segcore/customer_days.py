"""The one heavy step: ledger lines -> customer-days, defined once for every engine and once fast for whole numbers."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd
from narwhals.typing import IntoFrameT

Ints = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


def customer_days(lines: IntoFrameT) -> IntoFrameT:
    """The heavy step, defined once for every engine (pandas, polars, DuckDB, Spark).

    lines: customer, day, document, amount. Rows of the result, in no order: one per customer and day, with amount
    (net), documents (with a positive net), positive (their sum) and lines (their rows). `fast_customer_days` is the
    same table for whole-number pandas columns.
    """
    frame: Any = nw.from_native(lines)
    positive = nw.col("amount") > 0
    documents = frame.group_by("customer", "day", "document").agg(nw.col("amount").sum(), lines=nw.len())
    marked = documents.with_columns(
        documents=nw.when(positive).then(1).otherwise(0),
        positive=nw.when(positive).then(nw.col("amount")).otherwise(0),
        lines=nw.when(positive).then(nw.col("lines")).otherwise(0),
    )
    result: IntoFrameT = (
        marked.group_by("customer", "day").agg(nw.col("amount", "documents", "positive", "lines").sum()).to_native()
    )
    return result


def run_starts(keys: npt.NDArray[Any]) -> Ints:
    """Positions where a new value begins in an array whose equal values stand together."""
    return np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))[: len(keys)]


def _sorted(key: Ints) -> tuple[Ints, Ints]:
    """The key in ascending order and where each cell stood; sorting key and place as one number is twice as fast."""
    bits = len(key).bit_length()
    if int(key.max()).bit_length() + bits > 63:
        order = np.argsort(key, kind="stable")
        return key[order], order
    packed = key << bits
    packed |= np.arange(len(key))
    packed.sort()
    key = packed >> bits
    packed &= (1 << bits) - 1
    return key, packed


def _all_differ(document: npt.NDArray[np.int32]) -> bool:
    """Whether every line is a document of its own."""
    return bool(document.min() >= 0) and int(np.bincount(document).max()) == 1


def fast_customer_days(
    customer: npt.NDArray[np.int32],
    day: npt.NDArray[np.int32],
    document: npt.NDArray[np.int32],
    amount: Ints,
    extra: dict[str, Reals],
) -> tuple[pd.DataFrame, Ints]:
    """`customer_days` by sorting one whole-number key, and the net amount of each document.

    The table is sorted by customer and day; extras are summed (NaN counts 0).
    """
    first_day = int(day.min())
    span = int(day.max()) - first_day + 1
    pair: Ints = np.multiply(customer, span, dtype=np.int64) + (day - np.int32(first_day))
    numbers = int(document.max()) + 2
    alone = _all_differ(document)
    if numbers > 1 and not alone:
        pair, order = _sorted(np.multiply(pair, numbers, dtype=np.int64) + (document + np.int32(1)))
        starts = run_starts(pair)
        pair = pair[starts] // numbers
        days: Ints | None = run_starts(pair)
    else:
        pair, order = _sorted(pair)
        days = run_starts(pair)
        starts = np.arange(len(pair)) if alone else days
        pair, days = (pair, days) if alone else (pair[days], None)
    amount = amount[order] if alone else np.add.reduceat(amount[order], starts)
    lines = {name: values[order] for name, values in extra.items()}
    rows = np.diff(starts, append=len(order)).astype(np.int32)
    del order
    return _by_day(pair, days, starts, amount, rows, lines, span, first_day), amount


def _by_day(
    pair: Ints,
    days: Ints | None,
    starts: Ints,
    amount: Ints,
    rows: npt.NDArray[np.int32],
    extra: dict[str, Reals],
    span: int,
    first_day: int,
) -> pd.DataFrame:
    """Documents (customer and day, net amount, rows) summed up by customer and day; days None: one a day anyhow."""

    def summed(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return values if days is None else np.add.reduceat(values, days)

    counted = amount > 0
    pair = pair if days is None else pair[days]
    customer = pair // span
    table = {
        "customer": customer.astype(np.int32),
        "day": (pair - customer * span + first_day).astype(np.int32),
        "amount": summed(amount),
        "documents": summed(counted.astype(np.int32)),
        "positive": summed(np.where(counted, amount, 0)),
        "lines": summed(np.where(counted, rows, np.int32(0))),
    }
    begin = starts if days is None else starts[days]
    for name, values in extra.items():
        table[name] = np.add.reduceat(np.nan_to_num(values), begin)
    return pd.DataFrame(table, copy=False)
