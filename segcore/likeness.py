"""Portrait and look-alikes of one ledger: its attributes, who is in the target, who resembles the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore import portrait as portraits
from segcore.analysis import Analysis
from segcore.bands import binned, cuts, is_figures
from segcore.customer_attributes import CustomerList, figured
from segcore.lookalike import Resemblance, resemblance
from segcore.portrait import FEW, Portrait

Flags: TypeAlias = npt.NDArray[np.bool_]
LEAST, MORE = 3, 5
Edges: TypeAlias = Mapping[str, Sequence[float]]


def attributes(analysis: Analysis) -> pd.DataFrame:
    """One row per customer, the index of `customers`; the manager too. Figures as figures; columns nothing is known of,
    and texts that hardly any customers share (names, addresses), are left out.
    """
    table = analysis.attributes.assign(manager=analysis.customers["manager"].astype(str).to_numpy())
    table = figured(table.set_index(analysis.customers.index))
    return table[[name for name in table.columns if _tells(table[name])]]


def _tells(column: pd.Series) -> bool:
    if is_figures(column):
        return bool(column.notna().any())
    known = column.astype(object)
    known = known[known.notna() & (known.astype(str).str.strip() != "")]
    return len(known) > 0 and int(known.value_counts().iloc[0]) >= (LEAST if len(column) < FEW else MORE)


def edges(table: pd.DataFrame, chosen: Edges) -> dict[str, tuple[float, ...]]:
    """Where the bands of each attribute of figures begin: the user's edges, else quartiles."""
    return {
        str(name): tuple(chosen.get(str(name)) or cuts(table[name]))
        for name in table.columns
        if is_figures(table[name])
    }


def portrait(analysis: Analysis, table: pd.DataFrame, column: str, codes: Sequence[str], bands: Edges) -> Portrait:
    """What unites and distinguishes the customers whose letter in `column` is one of `codes`, among those with positive
    value. table: of `attributes`.
    """
    customers = analysis.customers
    base = (customers["abc"] != "N").to_numpy()
    target = customers[column].isin(codes).to_numpy()[base]
    revenue = customers["revenue"].to_numpy(dtype=np.float64)[base]
    return portraits.portrait(table[base], target, revenue, bands)


def best(analysis: Analysis) -> Flags:
    """Who is in A or B."""
    found: Flags = analysis.customers["abc"].isin(["A", "B"]).to_numpy()
    return found


def alike(analysis: Analysis, table: pd.DataFrame, bands: Edges) -> Resemblance | None:
    """How much each value of each attribute speaks for A and B, and whether that knows anything."""
    return resemblance(_banded(table, bands), best(analysis)) if len(table.columns) else None


def ranked(found: Resemblance, table: pd.DataFrame, bands: Edges) -> pd.DataFrame:
    """level (0 to 3) and points of each row, the most alike first; index: of the table. Rows of which none of the
    attributes is known are left out.
    """
    banded = _banded(table, bands)
    known = np.zeros(len(table), dtype=np.bool_)
    for name in found.points.by_value:
        if name in banded:
            known |= (banded[name].notna() & (banded[name].astype(str).str.strip() != "")).to_numpy()
    result = pd.DataFrame({"level": found.levels(banded), "points": found.points.of(banded)}, index=table.index)
    return result[known].sort_values("points", ascending=False, kind="stable")


def cold(listed: CustomerList, known: pd.DataFrame) -> pd.DataFrame:
    """The attributes of a list of companies that the customers have too, under the names they have there."""
    names = {str(name).casefold(): str(name) for name in known.columns}
    table = pd.DataFrame(
        {names[each.name.casefold()]: list(each.texts) for each in listed.columns if each.name.casefold() in names},
        index=range(len(listed.names)),
    )
    for name in table.columns:
        if is_figures(known[name]):
            table[name] = pd.to_numeric(
                table[name].str.replace(r"\s", "", regex=True).str.replace(",", "."), errors="coerce"
            )
    return table


def _banded(table: pd.DataFrame, bands: Edges) -> pd.DataFrame:
    """The same attributes as texts only, under the same names."""
    return pd.DataFrame(
        {name: binned(table[name], bands[str(name)]) if str(name) in bands else table[name] for name in table.columns},
        index=table.index,
    )
