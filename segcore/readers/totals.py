"""Rows that belong to the layout of a table: totals by their label."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow.compute as pc

from segcore.readers.grid import BLANKS, Flags, Row, show

_ALONE = (
    "итого|всего|общий итог|разом|усього|razem|suma|ogółem|ogolem|łącznie|podsumowanie|suma końcowa|total|totals|"
    "grand total|sub total|subtotal|sum|overall total|summe|gesamt|gesamtsumme"
)
_BEFORE = "итого по|итого за|всего по|всего за|разом за|razem dla|razem za|suma dla|total for|grand total|sum of"
_LABEL = re.compile(rf"(?:(?:{_ALONE})\s*[:.]?|(?:{_BEFORE})\b.*|(?:{_ALONE})\s*:.*)", re.IGNORECASE)


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
