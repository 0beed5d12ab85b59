"""ABC x XYZ as a partition: nine cells and one row N (METHOD 3), counted from the codes alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segcore import actions
from segcore.customer_days import Ints, Reals

GRID = tuple(f"{abc}{xyz}" for abc in "ABC" for xyz in "XYZ")
JUDGED = (*GRID, "N")
UNJUDGED = ("A", "B", "C", "N")


def cell_codes(abc: np.ndarray, xyz: np.ndarray | None) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """Index into JUDGED, or into UNJUDGED where XYZ could not be judged."""
    if xyz is None:
        return abc
    cells: np.ndarray[tuple[int], np.dtype[np.int8]] = abc * np.int8(3)
    cells += xyz
    np.minimum(cells, np.int8(9), out=cells)
    return cells


def cell_names(judged: bool) -> tuple[str, ...]:
    """The cells in reading order."""
    return JUDGED if judged else UNJUDGED


def matrix(cells: np.ndarray, judged: bool, values: Ints | Reals, advised: bool) -> pd.DataFrame:
    """MATRIX: customers, value and share of every cell; N only where somebody is in it.

    values stand in the order of `cells`, negative first to last; advised: False hides the actions (red light).
    """
    names, cells = cell_names(judged), cells.astype(np.intp)
    customers = np.bincount(cells, minlength=len(names))
    sums = np.bincount(cells, weights=values, minlength=len(names))
    positive = sums[:-1].sum()
    share = np.append(sums[:-1] / positive if positive else np.zeros(len(names) - 1), 0.0)
    table = pd.DataFrame(
        {
            "abc": [name[0] for name in names],
            "xyz": [name[1:] for name in names],
            "cell": list(names),
            "customers": customers,
            "value": np.rint(sums).astype(np.int64),
            "share": share,
            "base_action": [actions.base_action(name) if advised else "" for name in names],
        }
    )
    return table if customers[-1] else table[:-1]
