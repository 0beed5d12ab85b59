"""How the money is spread over the customers (METHOD 2, concentration panel)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from segcore.classify.abc_class import AbcBase, gini
from segcore.settings import EPS

MAJOR_SHARE = 0.10
RED_SHARE = 0.25
PARETO_SHARE = 0.80


@dataclass(frozen=True)
class Concentration:
    """Over positive values only; shares 0-1, NaN where there is no positive value.

    for_80_percent: the least number of largest customers that bring 80 %. gini is uncorrected, gini_corrected is
    gini * n / (n - 1). major: customers with at least 10 %. red: whether one has at least 25 %.
    """

    customers: int
    top1: float
    top5: float
    top10: float
    for_80_percent: int
    gini: float
    gini_corrected: float
    hhi: float
    effective_customers: float
    major: int
    red: bool


def concentration(base: AbcBase) -> Concentration:
    """The panel of figures for values already sorted and accumulated."""
    n, share = base.positive, base.share
    if not n:
        nan = float("nan")
        return Concentration(0, nan, nan, nan, 0, nan, nan, nan, nan, 0, False)
    raw = gini(base.values)
    hhi = float((share**2).sum())
    return Concentration(
        customers=n,
        top1=float(share[0]),
        top5=float(share[:5].sum()),
        top10=float(share[:10].sum()),
        for_80_percent=1 + int(np.searchsorted(base.before + share, PARETO_SHARE - EPS)),
        gini=raw,
        gini_corrected=raw * n / (n - 1) if n > 1 else 0.0,
        hhi=hhi,
        effective_customers=1 / hhi,
        major=int((share >= MAJOR_SHARE - EPS).sum()),
        red=bool(share[0] >= RED_SHARE - EPS),
    )
