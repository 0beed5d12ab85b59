"""Small tables for screens: what each page shows of an Analysis, picked and shaped, never worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from segcore.analysis import Analysis

RECENT_PERIODS = {"month": 24, "quarter": 12, "week": 52, "rolling_30": 24}
MONDAY_ROWS = 5
USUAL = (0.2, 0.8)
MAJOR = 100
TWO_YEARS = timedelta(days=2 * 365 - 31)


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
    """One line of what to do on Monday: the action, its customers and their revenue in minor units."""

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


@dataclass(frozen=True)
class CustomerSeries:
    """One customer's purchases by period. table: label, start (day), amount (major units), complete (flag).

    usual: the 20th and 80th percentile and the median of the periods with purchases, in minor units; None below three
    of them. due: the day the next purchase was expected, only if it has passed by more than half a rhythm.
    """

    table: pd.DataFrame
    usual: tuple[float, float, float] | None
    due: date | None


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
        change=last / before - 1 if _two_years(analysis) and before > 0 else None,
    )


def _two_years(analysis: Analysis) -> bool:
    first = analysis.report.first_date
    return analysis.as_of is not None and first is not None and analysis.as_of - first >= TWO_YEARS


def monday(analysis: Analysis) -> tuple[Task, ...]:
    """The five actions with most money behind them, those to call now always first; actions without customers are
    left out, and so is everything where no action can be given."""
    rows = [
        Task(row["action"], row["customers"], row["revenue"])
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


def search(analysis: Analysis, text: str, shown: pd.Series | None = None) -> np.ndarray:
    """Positions of the customers whose shown name or tax id contains the text, case aside."""
    wanted = text.strip().casefold()
    if not wanted:
        return np.arange(len(analysis.customers))
    names = (analysis.customers["customer"] if shown is None else shown).astype(str).str.casefold()
    found = names.str.contains(wanted, regex=False)
    found |= analysis.customers["tax_id"].astype(str).str.contains(wanted, regex=False)
    return np.flatnonzero(found.to_numpy())


def recent_periods(analysis: Analysis) -> range:
    """The positions of the last periods a small chart shows (24 months, 12 quarters, 52 weeks)."""
    count = len(analysis.grid.labels)
    return range(max(0, count - RECENT_PERIODS[analysis.grid.kind]), count)


def customer_table(analysis: Analysis, positions: np.ndarray) -> pd.DataFrame:
    """Rows of the customer list, in the order of `positions`, indexed by them.

    customer, cell, action, status, rfm_segment (codes), revenue (major units), share, silent and rhythm (days, NaN
    where unknown), series (revenue of the recent periods in major units, never below zero).
    """
    rows = analysis.customers.iloc[positions]
    return pd.DataFrame(
        {
            "customer": rows["customer"].astype(str),
            "cell": rows["cell"].astype(str),
            "action": rows["action"].astype(str),
            "revenue": rows["revenue"] / MAJOR,
            "share": rows["share"],
            "series": _series_lists(analysis, positions),
            "silent": rows["recency_days"],
            "rhythm": rows["typical_gap_days"],
            "status": rows["status"].astype(str),
            "rfm_segment": rows["rfm_segment"].astype(str),
        },
        index=pd.Index(positions, name="position"),
    )


def _series_lists(analysis: Analysis, positions: np.ndarray) -> list[list[float]]:
    recent = recent_periods(analysis)
    place = np.full(len(analysis.customers), -1, dtype=np.int64)
    place[positions] = np.arange(len(positions))
    rows = place[analysis.series["customer"].to_numpy()]
    columns = analysis.series["period"].to_numpy() - recent.start
    kept = (rows >= 0) & (columns >= 0)
    table = np.zeros((len(positions), len(recent)))
    np.add.at(table, (rows[kept], columns[kept]), analysis.series["amount"].to_numpy()[kept] / MAJOR)
    lists: list[list[float]] = np.maximum(table, 0.0).tolist()
    return lists


def customer_series(analysis: Analysis, position: int) -> CustomerSeries:
    """One customer's recent periods with the band of his usual period."""
    grid = analysis.grid
    own = analysis.series[analysis.series["customer"] == position]
    amounts = np.zeros(len(grid.labels))
    np.add.at(amounts, own["period"].to_numpy(), own["amount"].to_numpy().astype(float))
    bought = amounts[amounts > 0]
    usual = None
    if len(bought) >= 3:
        low, high = np.quantile(bought, USUAL)
        usual = (float(low), float(high), float(np.median(bought)))
    recent = recent_periods(analysis)
    table = pd.DataFrame(
        {
            "label": [grid.labels[i] for i in recent],
            "start": [grid.starts[i] for i in recent],
            "amount": amounts[recent.start : recent.stop] / MAJOR,
            "complete": [grid.complete[i] for i in recent],
        }
    )
    return CustomerSeries(table, usual, _due(analysis, position))


def _due(analysis: Analysis, position: int) -> date | None:
    row = analysis.customers.iloc[position]
    if pd.isna(row["last_date"]) or pd.isna(row["overdue_ratio"]):
        return None
    if row["overdue_ratio"] <= analysis.settings.rhythm.slipping:
        return None
    due: date = (row["last_date"] + timedelta(days=round(row["typical_gap_days"]))).date()
    return due


def pareto_table(analysis: Analysis, most: int = 400) -> pd.DataFrame:
    """The curve of the positive customers, largest first, in at most `most` + 3 steps.

    from_rank, rank (customers left of the step and up to its end), value (mean of the step, ABC value), abc,
    cumulative (share up to rank). Steps never cross a border between classes.
    """
    rows = analysis.customers[analysis.customers["abc"] != "N"]
    count = len(rows)
    share, letters = rows["share"].to_numpy(), rows["abc"].to_numpy()
    ends = np.unique(np.linspace(1, max(count, 1), min(count, most)).round().astype(int)) if count else np.arange(0)
    borders = np.flatnonzero(letters[1:] != letters[:-1]) + 1
    ends = np.union1d(ends, borders).astype(int)
    starts = np.concatenate([[0], ends[:-1]]).astype(int)
    cumulative = np.cumsum(share)
    before = np.concatenate([[0.0], cumulative])[starts]
    until = cumulative[ends - 1] if count else cumulative
    return pd.DataFrame(
        {
            "from_rank": starts[: len(ends)],
            "rank": ends,
            "value": (until - before[: len(ends)])
            * analysis.positive_total
            / np.maximum(ends - starts[: len(ends)], 1),
            "abc": letters[ends - 1] if count else letters,
            "cumulative": until,
        }
    )
