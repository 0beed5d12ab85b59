"""The period grid: week, month, quarter or 30 days counted back, with its partial ends (METHOD 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt

from segcore.settings import PeriodSettings

Grid = Literal["week", "month", "quarter", "rolling_30"]
Ints = npt.NDArray[np.int64]
ROLLING_DAYS = 30
SPARSE_GAP_DAYS = 45.0
TWO_YEARS = 24  # months
LONG_GAP_DAYS = 135.0
MIN_QUARTERS = 6


@dataclass(frozen=True)
class PeriodGrid:
    """Periods of the window in time order. labels as in CONTRACT (`2025-01`, `2025-Q1`, `2025-W03`, `2025-01-30`).

    starts: first day of each period. complete: False for a partial first or last period (kept in totals, dropped
    from XYZ). All empty in a ledger without dates.
    """

    kind: Grid
    labels: tuple[str, ...]
    starts: tuple[date, ...]
    complete: tuple[bool, ...]

    @property
    def dropped(self) -> tuple[str, ...]:
        return tuple(label for label, whole in zip(self.labels, self.complete, strict=True) if not whole)

    @property
    def kept(self) -> tuple[str, ...]:
        return tuple(label for label, whole in zip(self.labels, self.complete, strict=True) if whole)

    def of(self, days: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """Position of the period each day (days since 1970) lies in."""
        starts = np.array(self.starts, dtype="datetime64[D]").astype(np.int64)
        if not len(days):
            return np.zeros(0, dtype=np.int32)
        first, last = int(days.min()), int(days.max())
        table = (np.searchsorted(starts, np.arange(first, last + 1), side="right") - 1).astype(np.int32)
        found: npt.NDArray[np.int32] = table[days - np.int32(first)]
        return found


@dataclass(frozen=True)
class Window:
    """First and last day (inclusive), and whether a person or the file stated them exactly."""

    start: date
    end: date
    start_stated: bool
    end_stated: bool


def _start_of(kind: Grid, day: date, as_of: date) -> date:
    if kind == "week":
        return day - timedelta(days=day.weekday())
    if kind == "month":
        return day.replace(day=1)
    if kind == "quarter":
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return as_of - timedelta(days=ROLLING_DAYS * ((as_of - day).days // ROLLING_DAYS + 1) - 1)


def _next(kind: Grid, start: date) -> date:
    if kind in ("week", "rolling_30"):
        return start + timedelta(days=7 if kind == "week" else ROLLING_DAYS)
    months = start.year * 12 + start.month - 1 + (1 if kind == "month" else 3)
    return date(months // 12, months % 12 + 1, 1)


def _label(kind: Grid, start: date) -> str:
    if kind == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"
    if kind == "month":
        return f"{start:%Y-%m}"
    return f"{start.year}-Q{(start.month + 2) // 3}" if kind == "quarter" else start.isoformat()


def _tolerance(kind: Grid, days: int) -> int:
    """METHOD 1: 5 days for a month, 10 for a quarter, 2 for a week."""
    return {"week": days * 2 // 5, "quarter": days * 2}.get(kind, days)


def make_grid(kind: Grid, window: Window, as_of: date, tolerance_days: int) -> PeriodGrid:
    """The periods that cover the window, each with whether it is complete."""
    end = as_of if kind == "rolling_30" else window.end
    starts = [_start_of(kind, window.start, as_of)]
    while (following := _next(kind, starts[-1])) <= end:
        starts.append(following)
    slack = _tolerance(kind, tolerance_days)
    late = (window.start - starts[0]).days
    early = (_next(kind, starts[-1]) - timedelta(days=1) - end).days
    complete = [True] * len(starts)
    complete[0] = late <= (0 if window.start_stated else slack)
    complete[-1] = complete[-1] and early <= (0 if window.end_stated else slack)
    return PeriodGrid(kind, tuple(_label(kind, s) for s in starts), tuple(starts), tuple(complete))


NO_GRID = PeriodGrid("month", (), (), ())


def choose_grid(settings: PeriodSettings, window: Window, as_of: date, gap_days: float | None) -> PeriodGrid:
    """The grid asked for, or by the portfolio's typical gap (None: no customer with three documents)."""
    if settings.grid != "auto":
        return make_grid(settings.grid, window, as_of, settings.tolerance_days)  # type: ignore[arg-type]
    if gap_days is not None and gap_days > SPARSE_GAP_DAYS:
        quarters = make_grid("quarter", window, as_of, settings.tolerance_days)
        if len(quarters.kept) >= MIN_QUARTERS:
            return quarters
    return make_grid("month", window, as_of, settings.tolerance_days)


def years_before(day: date, years: int) -> date:
    """The same day some years before; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def two_years(window: Window | None, as_of: date | None, months: int | None) -> bool:
    """Whether both spans of 12 months before as_of lie in the window, or it has 24 complete months."""
    if window is None or as_of is None:
        return False
    return window.start <= years_before(as_of, 2) + timedelta(1) or (months or 0) >= TWO_YEARS
