"""Ledger -> customer-days, the one heavy step -> CustomerFacts, one row per customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd
from narwhals.typing import IntoFrameT

from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.periods import Window
from segcore.settings import Settings

Ints = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
EPOCH = date(1970, 1, 1)
NO_DAY = np.iinfo(np.int32).min


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
    packed = np.sort((key << bits) | np.arange(len(key)))
    return packed >> bits, packed & ((1 << bits) - 1)


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
    rows = np.diff(np.append(starts, len(order))).astype(np.int32)
    lines = {name: values[order] for name, values in extra.items()}
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


@dataclass(frozen=True)
class CustomerFacts:
    """One row per customer with a line in the window, in the order of Ledger.parties; arrays of equal length.

    party: position in Ledger.parties. days: customer-days (customer = position here). first, last: days since 1970 of
    positive documents, NO_DAY without one. since: customer_since, else first. document_median: median positive
    document in minor units. missing: share of |amount| whose profit is unknown (1 without the column).
    """

    party: Ints
    days: pd.DataFrame
    dated: bool
    window: Window | None
    as_of: date | None
    outside: int
    revenue: Ints
    profit: Reals | None
    quantity: Reals | None
    profit_missing: float
    documents: Ints
    lines: Ints
    positive: Ints
    purchase_days: Ints
    first: Ints
    last: Ints
    since: Ints
    document_median: float

    def __len__(self) -> int:
        return len(self.party)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def find_as_of(ledger: Ledger, settings: Settings) -> date | None:
    """METHOD 1: a date given, else the end of the window asked for or stated by the file, else the last date."""
    report = ledger.report
    if report.precision == "none":
        return None
    return settings.as_of or settings.period.end or report.stated_to or report.last_date


def _window(ledger: Ledger, settings: Settings, first: int, last: int) -> Window:
    start = settings.period.start or ledger.report.stated_from
    end = settings.period.end or ledger.report.stated_to
    as_of = settings.as_of
    if end and as_of and as_of < end:
        end = as_of
    lowest, highest = EPOCH + pd.Timedelta(days=first), EPOCH + pd.Timedelta(days=last)
    return Window(start or lowest, end or highest, start is not None, end is not None)


def build_facts(ledger: Ledger, settings: Settings) -> CustomerFacts:
    """Cut the window and sum up. Raises LabradorError `ledger.no_rows` where no line is left."""
    lines = ledger.lines
    if not len(lines):
        raise LabradorError("ledger.no_rows")
    dated = ledger.report.precision != "none"
    day = (
        lines["day"].to_numpy().astype("datetime64[D]").astype(np.int64).astype(np.int32)
        if dated
        else np.zeros(len(lines), dtype=np.int32)
    )
    inside = _inside(settings, day) if dated else None
    if inside is not None:
        lines, day = lines[inside], day[inside]
    if not len(lines):
        raise LabradorError("ledger.no_rows")
    window = _window(ledger, settings, int(day.min()), int(day.max())) if dated else None
    return _sum_up(ledger, lines, day, dated, window, settings, 0 if inside is None else int((~inside).sum()))


def _inside(settings: Settings, day: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_] | None:
    start, end = settings.period.start, settings.period.end
    if start is None and end is None:
        return None
    low = NO_DAY if start is None else day_number(start)
    high = np.iinfo(np.int32).max if end is None else day_number(end)
    return (day >= low) & (day <= high)


def _sum_up(
    ledger: Ledger,
    lines: pd.DataFrame,
    day: npt.NDArray[np.int32],
    dated: bool,
    window: Window | None,
    settings: Settings,
    outside: int,
) -> CustomerFacts:
    codes = lines["customer"].to_numpy()
    present = np.bincount(codes, minlength=len(ledger.parties)) > 0
    party = np.flatnonzero(present)
    customer = (np.cumsum(present) - 1).astype(np.int32)[codes]
    amount = lines["amount"].to_numpy()
    extra = {name: lines[name].to_numpy(dtype=np.float64) for name in ("profit", "quantity") if name in lines}
    days, documents = fast_customer_days(customer, day, lines["document"].to_numpy(), amount, extra)
    starts = run_starts(days["customer"].to_numpy())
    sums = {name: _summed(days[name].to_numpy(), starts) for name in days.columns[2:]}
    bought = days["documents"].to_numpy() > 0
    who, when = days["customer"].to_numpy()[bought], days["day"].to_numpy()[bought]
    first, last = _ends(who, when, len(party), dated)
    return CustomerFacts(
        party=party, days=days, dated=dated, window=window, as_of=find_as_of(ledger, settings), outside=outside,
        revenue=sums["amount"], profit=sums.get("profit"), quantity=sums.get("quantity"),
        profit_missing=_missing(amount, extra.get("profit")), documents=sums["documents"], lines=sums["lines"],
        positive=sums["positive"],
        purchase_days=np.bincount(who, minlength=len(party)),
        first=first, last=last, since=_since(ledger, party, first),
        document_median=float(np.median(documents[documents > 0])) if (documents > 0).any() else 0.0,
    )  # fmt: skip


def _missing(amount: Ints, profit: Reals | None) -> float:
    if profit is None:
        return 1.0
    size = np.abs(amount)
    return float(size[np.isnan(profit)].sum() / max(1, size.sum()))


def _summed(values: npt.NDArray[Any], starts: Ints) -> npt.NDArray[Any]:
    return np.add.reduceat(values, starts, dtype=None if values.dtype == np.float64 else np.int64)


def _ends(who: npt.NDArray[np.int32], day: npt.NDArray[np.int32], customers: int, dated: bool) -> tuple[Ints, Ints]:
    """First and last day with a purchase per customer; `who` is sorted, then `day`."""
    first = np.full(customers, NO_DAY, dtype=np.int64)
    last = first.copy()
    if dated and len(who):
        starts = run_starts(who)
        first[who[starts]] = day[starts]
        last[who[starts]] = day[np.append(starts[1:], len(who)) - 1]
    return first, last


def _since(ledger: Ledger, party: Ints, first: Ints) -> Ints:
    if "customer_since" not in ledger.parties:
        return first
    known = ledger.parties["customer_since"].to_numpy()[party]
    empty = np.isnat(known)
    since = np.where(empty, NO_DAY, known.astype("datetime64[D]").astype(np.int64))
    return np.where(empty | (first == NO_DAY), first, np.minimum(since, first))
