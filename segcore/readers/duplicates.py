"""Rows that stand twice: within one file, and in files that overlap (METHOD 10 #23)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from segcore.readers.grid import Flags, Seals
from segcore.seals import row_seals

PARTS = 2


def repeats(sealed: Seals) -> Flags:
    """Which rows repeat an earlier one."""
    found = shared(sealed)
    if found.any():
        places = np.flatnonzero(found)
        found[places] = pd.Series(sealed[places]).duplicated().to_numpy()
    return found


def shared(sealed: Seals) -> Flags:
    """Which rows have an equal, earlier or later."""
    twice = np.concatenate([_twice(sealed[part]) for part in _parts(sealed)])
    if not len(twice):
        return np.zeros(len(sealed), dtype=np.bool_)
    likely = np.zeros(1 << 16, dtype=np.bool_)
    likely[twice.astype(np.uint16)] = True
    found: Flags = likely[sealed.astype(np.uint16)]
    places = np.flatnonzero(found)
    found[places] = np.isin(sealed[places], twice)
    return found


def _parts(sealed: Seals) -> Iterator[Flags]:
    """The rows in parts, equal ones in the same: sorting one part at a time needs less memory."""
    lowest = sealed.view(np.uint8)[::8] & (PARTS - 1)
    yield from (lowest == part for part in range(PARTS))


def _twice(sealed: Seals) -> Seals:
    """What stands more than once, each time once."""
    sealed.sort()
    return np.unique(sealed[1:][sealed[1:] == sealed[:-1]])


def within(lines: Sequence[Any], numbered: bool, documents: Sequence[Any], free: Flags) -> tuple[Flags, bool]:
    """Rows of one file equal to an earlier one in all of `lines`, and whether they are surely the same row twice.

    numbered: the file numbers its documents; documents: what one document is (customer, number, day). The rows surely
    are the same where documents are numbered and each stands in one row once the repeats are gone. Only `free` rows are
    looked at.
    """
    again = np.zeros(len(free), dtype=np.bool_)
    sealed = row_seals(documents if numbered else lines)
    if not free.all():
        sealed = sealed[free]
    if not numbered:
        again[free] = repeats(sealed)
        return again, False
    several = np.flatnonzero(free)[shared(sealed)]
    if not len(several):
        return again, False
    again[several] = repeats(row_seals([np.asarray(column)[several] for column in lines]))
    return again, bool(again.any()) and not repeats(row_seals(documents)[np.flatnonzero(free & ~again)]).any()
