"""Rows that stand twice: within one file, and in files that overlap (METHOD 10 #23)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.readers.grid import Codes, Flags
from segcore.seals import row_seals

Seals = npt.NDArray[np.uint64]


def repeats(sealed: Seals) -> Flags:
    """Which rows repeat an earlier one."""
    found = shared(sealed)
    if found.any():
        places = np.flatnonzero(found)
        found[places] = pd.Series(sealed[places]).duplicated().to_numpy()
    return found


def shared(sealed: Seals) -> Flags:
    """Which rows have an equal, earlier or later."""
    ordered = np.sort(sealed)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    del ordered
    if not len(twice):
        return np.zeros(len(sealed), dtype=np.bool_)
    likely = np.zeros(1 << 16, dtype=np.bool_)
    likely[twice.astype(np.uint16)] = True
    found: Flags = likely[sealed.astype(np.uint16)]
    places = np.flatnonzero(found)
    found[places] = np.isin(sealed[places], twice)
    return found


def within(lines: Sequence[Any], document: Codes | None, documents: Sequence[Any], free: Flags) -> tuple[Flags, bool]:
    """Rows of one file equal to an earlier one in all of `lines`, and whether they are surely the same row twice.

    documents: what one document is (customer, number, day). They surely are where the file numbers its documents and
    each stands in one row once the repeats are gone. Only `free` rows with a document number, where there are numbers,
    are looked at.
    """
    usable = free if document is None else free & (document >= 0)
    again = np.zeros(len(free), dtype=np.bool_)
    sealed = row_seals(lines if document is None else documents)
    if not usable.all():
        sealed = sealed[usable]
    if document is None:
        again[usable] = repeats(sealed)
        return again, False
    several = np.flatnonzero(usable)[shared(sealed)]
    if not len(several):
        return again, False
    again[several] = repeats(row_seals([np.asarray(column)[several] for column in lines]))
    return again, bool(again.any()) and not repeats(row_seals(documents)[np.flatnonzero(usable & ~again)]).any()
