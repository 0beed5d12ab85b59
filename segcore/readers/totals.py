"""Rows that belong to the layout of a table: totals by their label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segcore.readers.grid import BLANKS, Codes, Flags, Ints, Row, show

_ALONE = (
    "итого|всего|общий итог|разом|усього|razem|suma|ogółem|ogolem|łącznie|podsumowanie|suma końcowa|total|totals|"
    "grand total|sub total|subtotal|sum|overall total|summe|gesamt|gesamtsumme"
)
_BEFORE = "итого по|итого за|всего по|всего за|разом за|razem dla|razem za|suma dla|total for|grand total|sum of"
_LABEL = re.compile(rf"(?:(?:{_ALONE})\s*[:.]?|(?:{_BEFORE})\b.*|(?:{_ALONE})\s*:.*)", re.IGNORECASE)
_PART = re.compile(rf"(?:{_ALONE})\s+(?P<behind>.+)|(?P<before>.+)\s+(?:{_ALONE})", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Whether a cell says that its row is a total."""
    return len(text) < 120 and _LABEL.fullmatch(text) is not None


def has_label(row: Row) -> bool:
    return any(isinstance(cell, str) and is_label(show(cell)) for cell in row)


def labels(texts: Any) -> Flags:
    """Which texts of an Arrow array are labels."""
    likely: Flags = pc.match_substring_regex(texts, f"^\\s*(?:{_ALONE}|{_BEFORE})", ignore_case=True).to_numpy(
        zero_copy_only=False
    )
    found = likely.copy()
    for place in np.flatnonzero(likely):
        found[place] = is_label(texts[int(place)].as_py().strip(BLANKS))
    return found


def subtotals(names: Sequence[str], identity: Codes, minor: Ints, undated: Flags, lines: Flags, named: bool) -> Flags:
    """Rows such as `Total Alfa` or `Alfa Total` without a day: the sum of the lines since the last of them.

    names: text per identity; undated: rows that may be subtotals; lines: rows that are no total of the file;
    named: bearing the name of another customer is enough, whatever the sum.
    """
    found = np.zeros(len(minor), dtype=np.bool_)
    if not (undated & lines).any():
        return found
    likely = pc.match_substring_regex(
        pa.array(names, type=pa.string()), rf"^(?:{_ALONE})\s|\s(?:{_ALONE})$", ignore_case=True
    )
    parts = {
        place: match["behind"] or match["before"]
        for place in np.flatnonzero(likely.to_numpy(zero_copy_only=False)).tolist()
        if (match := _PART.fullmatch(names[place]))
    }
    if not parts:
        return found
    candidates = undated & lines & np.isin(identity, list(parts))
    sums = np.cumsum(np.where(lines & ~candidates, minor, 0))
    known = {name.casefold() for name in names}
    before = 0
    for row in np.flatnonzero(candidates):
        whose = parts[int(identity[row])].strip(" :.").casefold()
        if (sums[row] - before == minor[row] != 0) or (named and whose in known):
            found[row] = True
            before = sums[row]
    return found


def ends_a_section(minor: Ints, stated: Ints, lines: Flags, whole: int) -> bool:
    """Whether the last total sums up the lines since the one before it, and not the whole file."""
    if len(stated) < 2 or minor[stated[-1]] == whole:
        return False
    return int(np.where(lines, minor, 0)[stated[-2] : stated[-1]].sum()) == int(minor[stated[-1]])
