"""Figures of customers as bands: quartiles, or the edges the user gave."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints: TypeAlias = npt.NDArray[np.int64]

BINS = 4


def binned(figures: pd.Series, edges: Sequence[float] | None = None) -> pd.Series:
    """Figures as bands of text: the user's edges, else quartiles; unknown stays unknown.

    A band holds its lower edge and not its upper one, the last one holds both.
    """
    edges = cuts(figures) if edges is None else edges
    return pd.Series(np.array([*bands(edges), ""], dtype=object)[band_codes(figures, edges)], index=figures.index)


def cuts(figures: pd.Series) -> tuple[float, ...]:
    """The distinct quartiles of the known figures."""
    values = pd.to_numeric(figures, errors="coerce")
    found = np.unique(values.quantile(np.linspace(0, 1, BINS + 1)[1:-1]))
    return tuple(found[~np.isnan(found)].tolist())


def bands(edges: Sequence[float]) -> dict[str, tuple[float | None, float | None]]:
    """Every band between these edges by its text: the lowest and the highest figure in it, None where it is open."""
    edges = sorted(set(edges))
    inner = {f"{low:g} – {high:g}": (low, float(np.nextafter(high, -np.inf))) for low, high in pairwise(edges)}
    if not edges:
        return {}
    first, last = edges[0], edges[-1]
    return {f"< {first:g}": (None, float(np.nextafter(first, -np.inf))), **inner, f"≥ {last:g}": (last, None)}


def is_figures(column: pd.Series) -> bool:
    """Whether an attribute holds figures, that become bands."""
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def band_codes(figures: pd.Series, edges: Sequence[float]) -> Ints:
    """Position of each figure's band among `bands(edges)`, -1 where it is unknown."""
    values = pd.to_numeric(figures, errors="coerce").to_numpy(dtype=np.float64)
    place = np.searchsorted(np.unique(edges), values, side="right")
    return np.where(np.isnan(values) | (len(edges) == 0), -1, place).astype(np.int64)
