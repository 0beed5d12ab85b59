"""What each page shows of an Analysis: figures, cells, positions of customers; picked, never worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from segcore.analysis import Analysis

MONDAY_ROWS = 5


@dataclass(frozen=True)
class Headline:
    """The figures above everything else; money in minor units, shares 0-1.

    best: customers in A, best_share theirs of the positive total. quiet: customers to call now, at_stake their revenue
    of the last 12 months. active: bought within 12 months. change: last 12 months over the 12 before minus 1, None
    where there is no full year before.
    """

    customers: int
    best: int
    best_share: float
    quiet: int
    at_stake: int
    active: int
    new: int
    revenue: int
    change: float | None


@dataclass(frozen=True)
class Task:
    """One line of what to do on Monday: the action, its customers, and the money at stake in minor units: their revenue
    of the last 12 months (all of it in a ledger without dates)."""

    action: str
    customers: int
    revenue: int


@dataclass(frozen=True)
class CellView:
    """One cell of the matrix: customers, value (minor units or counts), share 0-1, the cell's action, how many of
    its customers are to be called now."""

    cell: str
    customers: int
    value: int
    share: float
    action: str
    call_now: int


@dataclass(frozen=True)
class SegmentView:
    """One name of the RFM map: customers, revenue in minor units, share 0-1."""

    segment: str
    customers: int
    value: int
    share: float


def headline(analysis: Analysis) -> Headline:
    """The figures of the overview."""
    customers = analysis.customers
    best = customers["abc"] == "A"
    quiet = customers["action"] == "call_now"
    last, before = int(customers["revenue_last_12m"].sum()), int(customers["revenue_previous_12m"].sum())
    dated = analysis.as_of is not None
    return Headline(
        customers=len(customers),
        best=int(best.sum()),
        best_share=float(customers.loc[best, "share"].sum()),
        quiet=int(quiet.sum()),
        at_stake=int(customers.loc[quiet, "revenue_last_12m"].sum()),
        active=int((customers["recency_days"] <= 365).sum() if dated else (customers["revenue"] > 0).sum()),
        new=int((customers["status"] == "new").sum()),
        revenue=last if dated else int(customers["revenue"].sum()),
        change=last / before - 1 if analysis.two_years and before > 0 else None,
    )


def span(analysis: Analysis) -> tuple[date, date] | None:
    """First and last day of what was analysed; None in a ledger without dates."""
    report, period = analysis.report, analysis.settings.period
    first = period.start or report.stated_from or report.first_date
    last = period.end or analysis.as_of or report.last_date
    return (first, last) if first and last else None


def monday(analysis: Analysis) -> tuple[Task, ...]:
    """The five actions with most money behind them, those to call now always first; actions without customers are
    left out, and so is everything where no action can be given."""
    money = "revenue" if analysis.as_of is None else "revenue_last_12m"
    rows = [
        Task(row["action"], row["customers"], row[money])
        for row in _records(analysis.actions)
        if row["action"] and row["customers"] > 0
    ]
    rows.sort(key=lambda task: (task.action != "call_now", -task.revenue))
    return tuple(rows[:MONDAY_ROWS])


def cells(analysis: Analysis) -> dict[str, CellView]:
    """Every cell of the matrix by its code, in reading order."""
    calls = {row["cell"]: row["customers"] for row in _records(analysis.cell_actions) if row["action"] == "call_now"}
    return {
        row["cell"]: CellView(
            row["cell"], row["customers"], row["value"], row["share"], row["base_action"], calls.get(row["cell"], 0)
        )
        for row in _records(analysis.matrix)
    }


def segments(analysis: Analysis) -> dict[str, SegmentView]:
    """Every name of the RFM map; empty where no names could be given."""
    return {
        row["segment"]: SegmentView(row["segment"], row["customers"], row["value"], row["share"])
        for row in _records(analysis.rfm)
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(table[name].tolist() for name in names), strict=True)]


def pick(analysis: Analysis, column: str = "", code: str = "") -> np.ndarray:
    """Positions of the customers whose `column` holds `code`, largest first; all without a column."""
    if not column:
        return np.arange(len(analysis.customers))
    return np.flatnonzero((analysis.customers[column] == code).to_numpy())


def search(analysis: Analysis, text: str, shown: list[str] | None = None) -> np.ndarray:
    """Positions of the customers whose shown name or tax id contains the text, case aside."""
    wanted = text.strip().casefold()
    if not wanted:
        return np.arange(len(analysis.customers))
    names = pd.Series(analysis.customers["customer"] if shown is None else shown).astype(str).str.casefold()
    found = names.str.contains(wanted, regex=False)
    found |= analysis.customers["tax_id"].astype(str).str.contains(wanted, regex=False)
    return np.flatnonzero(found.to_numpy())


def find_customer(analysis: Analysis, name: str | None) -> int:
    """Position of the customer with this display name; the largest where there is none of it."""
    found = np.flatnonzero((analysis.customers["customer"] == name).to_numpy())
    return int(found[0]) if len(found) else 0


def neighbours(analysis: Analysis, position: int) -> tuple[int | None, int | None]:
    """The next larger and the next smaller customer of the same cell."""
    mates = pick(analysis, "cell", str(analysis.customers["cell"].iloc[position]))
    place = int(np.searchsorted(mates, position))
    before = int(mates[place - 1]) if place > 0 else None
    after = int(mates[place + 1]) if place + 1 < len(mates) else None
    return before, after


def customer_row(analysis: Analysis, position: int) -> dict[str, Any]:
    """One row of CUSTOMERS as plain values."""
    return {str(name): value for name, value in analysis.customers.iloc[position].to_dict().items()}


def longer_gaps(analysis: Analysis, ratio: float) -> float | None:
    """Share of all gaps between purchases, each divided by its customer's own rhythm, that were longer than `ratio`;
    None where there are no gaps. Source: METHOD 4, how often such a silence ended with a purchase."""
    gaps = analysis.gap_ratios
    if not len(gaps) or ratio != ratio:
        return None
    return float(np.count_nonzero(gaps > ratio) / len(gaps))
