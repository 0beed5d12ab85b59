"""The period grid: week, month, quarter or 30 days counted back, with its partial ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Grid = Literal["week", "month", "quarter", "rolling_30"]


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
