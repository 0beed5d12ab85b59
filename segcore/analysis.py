"""analyse(ledger, settings) -> Analysis: the one place where the stages meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from segcore.concentration import Concentration
from segcore.errors import Notice
from segcore.ledger import Ledger, ReadReport
from segcore.lights import Light
from segcore.periods import PeriodGrid
from segcore.settings import Settings


@dataclass(frozen=True)
class RfmEdges:
    """Where the scores change. Each tuple has one edge per score above 1, ascending by score (2, 3, 4, 5).

    r: most days that still give the score; f: least count; m: least money in minor units. scoring: the rule used.
    """

    scoring: str
    r: tuple[float, ...]
    f: tuple[float, ...]
    m: tuple[float, ...]


@dataclass(frozen=True)
class Analysis:
    """Everything computed from one ledger under one set of settings; tables as in segcore.columns.

    customers: CUSTOMERS, sorted by ABC value descending, then key; index 0..n-1. attributes: same index, one column
    per attribute of the ledger (industry, region, size, ...). series: SERIES. matrix: MATRIX, in reading order (nine
    cells A..C x X..Z, then N if anybody is there; A, B, C, N where XYZ could not be judged). cell_actions:
    CELL_ACTIONS. actions: ACTIONS. rfm: RFM_MAP (ten rows, or none when rfm_segment is empty for all).
    value: the ABC value in use. total, positive_total: sum of revenue, of positive values (minor units, or counts).
    report: the ledger's, lines after as_of counted out. gap_survival: for the sorted ratios gap / own typical gap of
    all completed gaps. as_of is None in a ledger without dates.
    """

    settings: Settings
    report: ReadReport
    ledger_digest: str
    as_of: date | None
    grid: PeriodGrid
    customers: pd.DataFrame
    attributes: pd.DataFrame
    series: pd.DataFrame
    matrix: pd.DataFrame
    cell_actions: pd.DataFrame
    actions: pd.DataFrame
    rfm: pd.DataFrame
    rfm_edges: RfmEdges | None
    concentration: Concentration
    lights: tuple[Light, ...]
    notices: tuple[Notice, ...]
    value: str
    total: int
    positive_total: int


def analyse(ledger: Ledger, settings: Settings = Settings()) -> Analysis:
    """Compute everything. Raises LabradorError `ledger.no_rows` for a ledger without a kept line."""
    raise NotImplementedError
