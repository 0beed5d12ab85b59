"""analyse(ledger, settings) -> Analysis: the one place where the stages meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from segcore import actions
from segcore.classify.abc_class import abc_counts
from segcore.classify.rfm_class import SEGMENTS, RfmEdges
from segcore.concentration import Concentration, concentration
from segcore.customer_days import Ints, Reals
from segcore.customer_table import customer_table
from segcore.errors import Notice, notice
from segcore.judge import Judged, Letters, judge, letters, usable
from segcore.ledger import Ledger, ReadReport
from segcore.lights import Light
from segcore.matrix import cell_names, matrix
from segcore.moves import Move, customer_moves
from segcore.periods import PeriodGrid
from segcore.prepare import Prepared, prepare
from segcore.settings import Settings

PARTY_COLUMNS = ("key", "customer", "tax_id", "manager", "customer_since")
LARGE_TIE = 0.1


@dataclass(frozen=True)
class Analysis:
    """Everything computed from one ledger under one set of settings; tables as in segcore.columns.

    customers: CUSTOMERS, sorted by ABC value descending, then key; index 0..n-1; codes are ordered categories.
    attributes: same index, one column per attribute of the ledger (industry, region, size, ...). series: SERIES.
    matrix: MATRIX, in reading order (nine cells A..C x X..Z, then N if anybody is there; A, B, C, N where XYZ could
    not be judged). cell_actions: CELL_ACTIONS. actions: ACTIONS. rfm: RFM_MAP (ten rows, none where nobody has a
    segment). value: the ABC value in use. total: sum of revenue; positive_total: sum of positive values (minor units,
    or counts). report: the ledger's, lines after as_of counted out. gap_ratios: ratio of every completed gap to
    its customer's typical gap.
    key_order: place of each row among the keys. since: day the customer is known since (days since 1970, facts.NO_DAY
    unknown), as customers. as_of is None in a ledger without dates. two_years: Prepared.two_years.
    rfm_edges: where the scores change.
    """

    settings: Settings
    report: ReadReport
    ledger_digest: str
    as_of: date | None
    two_years: bool
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
    gap_ratios: Reals
    key_order: Ints
    since: Ints

    def moves(self, position: int) -> tuple[Move, ...]:
        """What would move each letter of one customer (position in `customers`): ABC, XYZ, RFM."""
        row = self.customers.iloc[position].to_dict()
        scoring = "" if self.rfm_edges is None else self.rfm_edges.scoring
        recency = np.empty(len(self.customers))
        recency[self.key_order] = self.customers["recency_days"].to_numpy(dtype=np.float64)
        return customer_moves(row, self.settings, scoring, recency, int(self.key_order[position]))


def rethreshold(prepared: Prepared, settings: Settings) -> tuple[Letters, pd.DataFrame]:
    """Letters of every customer and the MATRIX under moved thresholds: comparing and counting only."""
    found = letters(prepared, settings)
    return found, matrix(found.cells, found.xyz is not None, prepared.values, prepared.advised)


def analyse(ledger: Ledger, settings: Settings = Settings()) -> Analysis:
    """Compute everything. Raises LabradorError `ledger.no_rows` for a ledger without a kept line."""
    return finish(prepare(ledger, settings), settings)


def finish(prepared: Prepared, settings: Settings) -> Analysis:
    """Apply the thresholds to a prepared ledger (`prepare` under the same structural settings)."""
    abc, told = usable(prepared, settings.abc)
    applied = replace(settings, abc=abc)
    judged = judge(prepared, applied)
    customers = customer_table(prepared, judged, applied)
    parties = prepared.ledger.parties
    chosen = [name for name in parties.columns if name not in PARTY_COLUMNS]
    found = judged.letters
    return Analysis(
        settings=settings,
        report=prepared.ledger.report,
        ledger_digest=prepared.ledger.digest,
        as_of=prepared.facts.as_of,
        two_years=prepared.two_years,
        grid=prepared.grid,
        customers=customers,
        attributes=parties[chosen].iloc[prepared.facts.party].reset_index(drop=True),
        series=_series(prepared),
        matrix=matrix(found.cells, found.xyz is not None, prepared.values, prepared.advised),
        cell_actions=_cell_actions(customers, judged),
        actions=_actions(customers),
        rfm=_rfm_map(prepared),
        rfm_edges=prepared.rfm.edges if prepared.rfm else None,
        concentration=concentration(prepared.base),
        lights=prepared.lights,
        notices=(*prepared.notices, *told, *_about_abc(prepared, applied)),
        value=prepared.value,
        total=int(prepared.facts.revenue.sum()),
        positive_total=int(prepared.base.total),
        gap_ratios=prepared.rhythm.completed,
        key_order=prepared.base.order,
        since=prepared.facts.since,
    )


def _series(prepared: Prepared) -> pd.DataFrame:
    cells = prepared.cells
    if cells is None:
        none = np.zeros(0, dtype=np.int64)
        return pd.DataFrame({"customer": none, "period": none, "amount": none})
    return pd.DataFrame({"customer": cells.customer, "period": cells.period, "amount": cells.raw}, copy=False)


def _counted(codes: np.ndarray, size: int, weights: Ints) -> Ints:
    """Sums of whole numbers per code."""
    return np.rint(np.bincount(codes, weights=weights, minlength=size)).astype(np.int64)


def _cell_actions(customers: pd.DataFrame, judged: Judged) -> pd.DataFrame:
    cells, names = judged.letters.cells.astype(np.int64), cell_names(judged.letters.xyz is not None)
    actions_of = [*actions.codes(), ""]
    both = cells * len(actions_of) + customers["action"].cat.codes.to_numpy()
    size = len(names) * len(actions_of)
    count = np.bincount(both, minlength=size)
    met = np.flatnonzero(count)
    return pd.DataFrame(
        {
            "cell": [names[place // len(actions_of)] for place in met],
            "action": [actions_of[place % len(actions_of)] for place in met],
            "customers": count[met],
            "revenue": _counted(both, size, customers["revenue"].to_numpy())[met],
        }
    )


def _actions(customers: pd.DataFrame) -> pd.DataFrame:
    names = actions.codes()
    codes = customers["action"].cat.codes.to_numpy().astype(np.int64)
    sums = {
        name: _counted(codes, len(names) + 1, customers[name].to_numpy()) for name in ("revenue", "revenue_last_12m")
    }
    count = np.bincount(codes, minlength=len(names) + 1)
    met = np.flatnonzero(count[: len(names)])
    table: dict[str, Any] = {"action": [names[place] for place in met], "customers": count[met]}
    return pd.DataFrame(table | {name: values[met] for name, values in sums.items()})


def _rfm_map(prepared: Prepared) -> pd.DataFrame:
    rfm = prepared.rfm
    if rfm is None or (rfm.segment < 0).any():
        return pd.DataFrame({"segment": [], "customers": [], "value": [], "share": []})
    revenue = prepared.facts.revenue[prepared.scored]
    value = _counted(rfm.segment, len(SEGMENTS), revenue)
    positive = int(prepared.facts.revenue[prepared.facts.revenue > 0].sum())
    count = np.bincount(rfm.segment, minlength=len(SEGMENTS))
    return pd.DataFrame(
        {"segment": SEGMENTS, "customers": count, "value": value, "share": value / positive if positive else 0.0}
    )


def _about_abc(prepared: Prepared, settings: Settings) -> list[Notice]:
    base = prepared.base
    first, second = abc_counts(base, settings.abc)
    told = []
    if base.positive and not first:
        told.append(notice("no_a_customer"))
    if base.positive > 1 and first == base.positive:
        told.append(notice("no_concentration"))
    elif settings.abc.ties == "together":
        loose = abc_counts(base, replace(settings.abc, ties="order"))
        moved = max((together - apart for together, apart in zip((first, second), loose, strict=True)), default=0)
        if moved > LARGE_TIE * base.positive:
            told.append(notice("large_tie", customers=moved))
    return told
