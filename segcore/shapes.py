"""Tables behind lists and charts: an Analysis shaped row by row for the screen, never worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from segcore.analysis import Analysis

RECENT_PERIODS = {"month": 24, "quarter": 12, "week": 52, "rolling_30": 24}
USUAL = (0.2, 0.8)
MAJOR = 100


@dataclass(frozen=True)
class CustomerSeries:
    """One customer's purchases by period. table: label, start (day), amount (major units), complete (flag).

    usual: the 20th and 80th percentile and the median of the periods with purchases, in minor units; None below three
    of them. due: the day the next purchase was expected, only if it has passed by more than half a rhythm.
    """

    table: pd.DataFrame
    usual: tuple[float, float, float] | None
    due: date | None


def recent_periods(analysis: Analysis) -> range:
    """The positions of the last periods a small chart shows (24 months, 12 quarters, 52 weeks)."""
    count = len(analysis.grid.labels)
    return range(max(0, count - RECENT_PERIODS[analysis.grid.kind]), count)


def customer_table(analysis: Analysis, positions: np.ndarray) -> pd.DataFrame:
    """Rows of the customer list, in the order of `positions`, indexed by them.

    customer, cell, action, status (codes), revenue (major units), share, silent and rhythm (days, NaN where
    unknown; one purchase has no rhythm), scores (`5 · 4 · 3` for R, F and M, empty where not scored), series (revenue
    of the recent periods in major units, never below zero).
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
            "rhythm": rows["typical_gap_days"].where(rows["purchase_days"] > 1),
            "status": rows["status"].astype(str),
            "scores": [
                " · ".join(f"{score:.0f}" for score in row) if row[0] == row[0] else ""
                for row in zip(rows["r"].tolist(), rows["f"].tolist(), rows["m"].tolist(), strict=True)
            ],
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
