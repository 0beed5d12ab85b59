"""What moved since an older result: every customer's cell, revenue, RFM name and action then and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.columns import FORMULA_STARTS

Ints: TypeAlias = npt.NDArray[np.int64]

NOBODY = -1
LETTERS = ("A", "B", "C", "N")
ROSE, FELL, TURNED, SAME, NEW, GONE, UNKNOWN = "rose", "fell", "turned", "same", "new", "gone", "unknown"
KINDS = (ROSE, FELL, NEW, GONE, TURNED, SAME, UNKNOWN)
FACTS = ("cell", "revenue", "rfm_segment", "action")


@dataclass(frozen=True)
class Made:
    """What an older result was made of: its span (None without dates), currency, ledger, and how many customers."""

    first: date | None = None
    last: date | None = None
    currency: str = ""
    ledger: str = ""
    customers: int = 0


@dataclass(frozen=True)
class Then:
    """Customers as an older result lists them: a tuple per column, an entry per customer.

    revenue: minor units, NaN where unknown. cells: as in CUSTOMERS. rfm_segments, actions: codes; a text that no code
    stands for as it is. "" where unknown.
    """

    names: tuple[str, ...]
    tax_ids: tuple[str, ...]
    cells: tuple[str, ...]
    revenue: tuple[float, ...]
    rfm_segments: tuple[str, ...]
    actions: tuple[str, ...]
    made: Made = Made()


def moved(then: Then, customers: pd.DataFrame, place: Ints) -> pd.DataFrame:
    """A row per customer of then or now, most money first (the larger revenue of both), then by name.

    customers: CUSTOMERS of now. place: per customer of then his position in it, NOBODY for none; where two of then are
    one now, their revenue is added up and the larger one's cell counts. Columns: customer, tax_id, position (NOBODY for
    the gone), kind (KINDS), and of FACTS each `NAME_then`, `NAME_now`; revenue in minor units, NaN unknown, texts ""
    unknown. kind: by the ABC letter; `turned` for the same one with another XYZ letter; `unknown` without a letter.
    """
    old = _then(then, place)
    current = _now(customers)
    met = old[old["position"] != NOBODY]
    known = met.groupby("position").first()
    known["revenue_then"] = met.groupby("position")["revenue_then"].sum(min_count=1)
    joined = current.join(known[[f"{name}_then" for name in FACTS]], how="left")
    gone = old[old["position"] == NOBODY].drop_duplicates(["customer", "tax_id"])
    table = pd.concat([joined, gone], ignore_index=True)
    for column in (f"{name}_{when}" for name in FACTS if name != "revenue" for when in ("then", "now")):
        table[column] = table[column].astype(object).where(table[column].notna(), "")
    table["kind"] = _kinds(table, np.r_[current.index.isin(known.index), np.ones(len(gone), dtype=np.bool_)])
    money = table[["revenue_then", "revenue_now"]].max(axis=1).fillna(0.0)
    order = np.lexsort((table["customer"].astype(str).to_numpy(), -money.to_numpy()))
    return table.iloc[order].reset_index(drop=True)


def _then(then: Then, place: Ints) -> pd.DataFrame:
    """The customers of then, the largest first."""
    table = pd.DataFrame(
        {
            "customer": then.names,
            "tax_id": then.tax_ids,
            "position": place,
            "cell_then": then.cells,
            "revenue_then": np.asarray(then.revenue, dtype=np.float64),
            "rfm_segment_then": then.rfm_segments,
            "action_then": then.actions,
        }
    )
    return table.sort_values("revenue_then", ascending=False, kind="stable", na_position="last")


def _now(customers: pd.DataFrame) -> pd.DataFrame:
    texts = {name: customers[name].astype(object).fillna("").astype(str) for name in ("customer", "tax_id")}
    own = {f"{name}_now": customers[name].astype(object).fillna("") for name in FACTS if name != "revenue"}
    revenue = customers["revenue"].to_numpy(dtype=np.float64)
    table = pd.DataFrame({**texts, **own}, index=range(len(customers)))
    return table.assign(revenue_now=revenue, position=np.arange(len(customers)))


def _kinds(table: pd.DataFrame, was: npt.NDArray[np.bool_]) -> Any:
    """was: who is known from then."""
    before, after = _ranks(table["cell_then"]), _ranks(table["cell_now"])
    turned = _second(table["cell_then"]) != _second(table["cell_now"])
    judged = (_second(table["cell_then"]) != "") & (_second(table["cell_now"]) != "")
    gone = table["position"].to_numpy() == NOBODY
    return np.select(
        [gone, ~was, np.isnan(before) | np.isnan(after), after < before, after > before, turned & judged],
        [GONE, NEW, UNKNOWN, ROSE, FELL, TURNED],
        SAME,
    )


def _ranks(cells: pd.Series) -> npt.NDArray[np.float64]:
    """Place of the ABC letter in LETTERS, NaN without one."""
    ranks = cells.str[:1].map({letter: float(rank) for rank, letter in enumerate(LETTERS)})
    return np.asarray(ranks, dtype=np.float64)


def _second(cells: pd.Series) -> npt.NDArray[np.object_]:
    return cells.str[1:2].to_numpy(dtype=object)


def transitions(table: pd.DataFrame) -> pd.DataFrame:
    """How many customers went from which letter to which, and their money (the larger of both, minor units).

    table: of `moved`. Columns then ("" for the new), now ("" for the gone), customers, money; only pairs that exist.
    """
    letters = {name: table[f"cell_{name}"].str[:1].where(table["kind"] != UNKNOWN, "") for name in ("then", "now")}
    money = table[["revenue_then", "revenue_now"]].max(axis=1).fillna(0.0)
    known = pd.DataFrame({**letters, "money": money})[table["kind"] != UNKNOWN]
    found = known.groupby(["then", "now"], sort=True)["money"].agg(customers="size", money="sum")
    return found.reset_index()


def totals(table: pd.DataFrame) -> dict[str, tuple[int, float, float]]:
    """By kind, in the order of KINDS: how many customers, their revenue then and now (minor units)."""
    found = {}
    for kind in KINDS:
        part = table[table["kind"] == kind]
        if len(part):
            found[kind] = (len(part), float(part["revenue_then"].sum()), float(part["revenue_now"].sum()))
    return found


def moved_csv(table: pd.DataFrame) -> str:
    """The table as CSV: codes, money with a point; a text that begins like a formula gets an apostrophe."""
    shown = table.drop(columns="position").copy()
    for name in shown.columns:
        if name.startswith("revenue"):
            shown[name] = (shown[name] / 100).map(lambda amount: f"{amount:.2f}", na_action="ignore")
        else:
            texts = shown[name].astype(str)
            shown[name] = texts.where(~texts.str.startswith(FORMULA_STARTS), "'" + texts)
    order = ["customer", "tax_id", "kind", *(f"{name}_{when}" for name in FACTS for when in ("then", "now"))]
    text: str = shown[order].to_csv(index=False, lineterminator="\n")
    return text
