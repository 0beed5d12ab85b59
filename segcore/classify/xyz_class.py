"""XYZ: who buys regularly, and how sure the letter is (METHOD 3)."""

from __future__ import annotations

import numpy as np

from segcore.customer_days import Ints, Reals
from segcore.series import SeriesFacts
from segcore.settings import EPS, XyzSettings

LETTERS = ("X", "Y", "Z")
KINDS = ("regular", "erratic", "intermittent", "lumpy", "single")
CONFIDENCES = ("firm", "borderline", "provisional")
MIN_PERIODS = {"week": 6, "month": 6, "rolling_30": 6, "quarter": 3}
MIN_DAYS = 180
Codes = np.ndarray[tuple[int], np.dtype[np.int8]]


def two_part_codes(active: Ints, share: Reals, c: Reals, settings: XyzSettings) -> Codes:
    """0 X, 1 Y, 2 Z from active periods, their share and the CV of the active amounts (NaN: too few to tell)."""
    rare = share < settings.rare - EPS
    rare |= active < max(2, settings.min_active)
    often = share >= settings.often - EPS
    often &= c <= settings.steady + EPS
    often &= ~rare
    codes: Codes = rare.view(np.int8) + np.int8(1)
    codes -= often.view(np.int8)
    return codes


def classic_codes(cv: Reals, settings: XyzSettings) -> Codes:
    """0 X, 1 Y, 2 Z from the CV of the whole series (NaN is Z)."""
    eps = EPS if settings.rule == "at_most" else -EPS
    low, high = settings.limits
    below = cv <= high + eps if settings.rule == "at_most" else cv < high + eps
    well = cv <= low + eps if settings.rule == "at_most" else cv < low + eps
    return (2 - below.astype(np.int8) - well).astype(np.int8)


def xyz_codes(series: SeriesFacts, settings: XyzSettings) -> Codes:
    """The letter of every customer."""
    if settings.method == "classic":
        return classic_codes(series.cv, settings)
    return two_part_codes(series.active, series.share, series.c, settings)


def kind_codes(series: SeriesFacts, settings: XyzSettings) -> Codes:
    """Index into KINDS, by how often and how evenly, whatever the method."""
    single = (series.active < max(2, settings.min_active)) | (series.share < settings.rare - EPS)
    seldom = series.share < settings.often - EPS
    uneven = ~(series.c <= settings.steady + EPS)
    kind = np.where(seldom, np.where(uneven, 3, 2), np.where(uneven, 1, 0))
    return np.where(single, 4, kind).astype(np.int8)


def confidence_codes(
    series: SeriesFacts, codes: Codes, age_days: Reals, grid_kind: str, settings: XyzSettings
) -> Codes:
    """Index into CONFIDENCES. age_days: days from the first purchase to as_of (NaN: none, provisional)."""
    provisional = (series.observed < MIN_PERIODS[grid_kind]) | ~(age_days >= MIN_DAYS)
    n, m = series.periods, series.active
    left_out = ((m - 1, series.low, m > 0), (m - 1, series.high, m > 0), (m, series.zero, n > m))
    changes = np.zeros(len(codes), dtype=bool)
    for active, spread, possible in left_out:
        if settings.method == "classic":
            trial = classic_codes(spread, settings)
        else:
            trial = two_part_codes(active, active / np.maximum(n - 1, 1), spread, settings)
        changes |= possible & (trial != codes)
    return np.where(provisional, 2, changes.astype(np.int8)).astype(np.int8)
