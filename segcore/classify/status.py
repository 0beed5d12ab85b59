"""Status from dates and the customer's own rhythm (METHOD 4): first rule that fits."""

from __future__ import annotations

import numpy as np

from segcore.customer_days import Ints, Reals
from segcore.settings import EPS, RhythmSettings, StatusSettings

STATUSES = ("potential", "new", "occasional", "regular", "key", "lost")
POTENTIAL, NEW, OCCASIONAL, REGULAR, KEY, LOST = range(6)
FEW_DOCUMENTS = 3
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


def status_codes(
    documents: Ints,
    recency: Reals,
    overdue: Reals,
    age_days: Reals,
    known_age: Flags,
    key: Flags,
    settings: StatusSettings,
    rhythm: RhythmSettings,
) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """Index into STATUSES. known_age: the ledger starts early enough to tell that the first purchase is the first."""
    few = documents < FEW_DOCUMENTS
    late = np.where(few, recency > settings.lost_single_days, overdue > rhythm.lost + EPS)
    rules = [
        (documents == 0, POTENTIAL),
        ((recency > settings.lost_days) & late, LOST),
        ((age_days <= settings.new_days) & known_age, NEW),
        (key, KEY),
        (few, OCCASIONAL),
    ]
    return np.select([rule for rule, _ in rules], [code for _, code in rules], REGULAR).astype(np.int8)


def slipping_flags(overdue: Reals, status: np.ndarray, rhythm: RhythmSettings) -> Flags:
    """Later than the own rhythm allows, and not lost."""
    late: Flags = (overdue > rhythm.slipping + EPS) & (status != LOST)
    return late
