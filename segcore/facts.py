"""Customer-days -> CustomerFacts, one row per customer."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.customer_days import Ints, Reals, fast_customer_days, run_starts
from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.periods import Window, years_before
from segcore.settings import Settings

EPOCH = date(1970, 1, 1)
NO_DAY = np.iinfo(np.int32).min


@dataclass(frozen=True)
class CustomerFacts:
    """One row per customer with a line in the window, in the order of Ledger.parties; arrays of equal length.

    party: position in Ledger.parties. first, last: days since 1970 of positive documents, NO_DAY without one.
    since: customer_since, else first; told: whether the file says it. last_year, year_before: net revenue of the
    12 months that end at as_of and a year before it. profit_missing: share of |amount| whose profit is unknown (1
    without the column).
    """

    party: Ints
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
    told: npt.NDArray[np.bool_]
    last_year: Ints
    year_before: Ints

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
    stated = ledger.report.stated_from
    if stated and first < day_number(stated):
        stated = None  # the file holds earlier lines than the period it names
    start = settings.period.start or stated
    end = settings.period.end or ledger.report.stated_to
    as_of = settings.as_of
    if end and as_of and as_of < end:
        end = as_of
    lowest, highest = EPOCH + pd.Timedelta(days=first), EPOCH + pd.Timedelta(days=last)
    if ledger.report.precision == "month" and not as_of and highest.day == 1:
        highest = highest.replace(day=monthrange(highest.year, highest.month)[1])  # a figure of June is all of June
    return Window(start or lowest, end or highest, start is not None, end is not None)


def build_facts(ledger: Ledger, settings: Settings) -> tuple[CustomerFacts, pd.DataFrame, Ints]:
    """Cut the window and sum up: the facts, the customer-days they came from, and the net amount of every document.

    Customer-days: customer (position in the facts), day, amount, documents; positive only for refunds = drop. Raises
    LabradorError `ledger.no_rows` where no line is left.
    """
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
) -> tuple[CustomerFacts, pd.DataFrame, Ints]:
    codes = lines["customer"].to_numpy()
    present = np.bincount(codes, minlength=len(ledger.parties)) > 0
    party = np.flatnonzero(present)
    customer = (np.cumsum(present) - 1).astype(np.int32)[codes]
    amount = lines["amount"].to_numpy()
    extra = {name: lines[name].to_numpy(dtype=np.float64) for name in ("profit", "quantity") if name in lines}
    days, documents = fast_customer_days(customer, day, lines["document"].to_numpy(), amount, extra)
    starts = run_starts(days["customer"].to_numpy())
    sums = {name: _summed(days[name].to_numpy(), starts) for name in days.columns[2:]}
    needed = ["customer", "day", "amount", "documents", *(["positive"] if settings.refunds == "drop" else [])]
    days = pd.DataFrame({name: days[name].to_numpy() for name in needed}, copy=False)
    bought = days["documents"].to_numpy() > 0
    who, when = days["customer"].to_numpy()[bought], days["day"].to_numpy()[bought]
    first, last = _ends(who, when, len(party), dated)
    as_of = find_as_of(ledger, settings)
    since, told = _since(ledger, party, first)
    facts = CustomerFacts(
        party=party, dated=dated, window=window, as_of=as_of, outside=outside,
        revenue=sums["amount"], profit=sums.get("profit"), quantity=sums.get("quantity"),
        profit_missing=_missing(amount, extra.get("profit")), documents=sums["documents"], lines=sums["lines"],
        positive=sums["positive"],
        purchase_days=np.bincount(who, minlength=len(party)),
        first=first, last=last, since=since, told=told,
        last_year=_year(days, as_of, 0, starts), year_before=_year(days, as_of, 1, starts),
    )  # fmt: skip
    return facts, days, documents


def _year(days: pd.DataFrame, as_of: date | None, back: int, starts: Ints) -> Ints:
    """Net revenue of the 12 months that end `back` years before as_of; starts: of each customer's days."""
    if as_of is None:
        return np.zeros(len(starts), dtype=np.int64)
    day = days["day"].to_numpy()
    inside = (day > day_number(years_before(as_of, back + 1))) & (day <= day_number(years_before(as_of, back)))
    return _summed(days["amount"].to_numpy() * inside, starts)


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


def _since(ledger: Ledger, party: Ints, first: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
    if "customer_since" not in ledger.parties:
        return first, np.zeros(len(party), dtype=bool)
    known = ledger.parties["customer_since"].to_numpy()[party]
    empty = np.isnat(known)
    since = np.where(empty, NO_DAY, known.astype("datetime64[D]").astype(np.int64))
    told = ~empty & (first != NO_DAY) & (since <= first)
    return np.where(told, since, first), told
