"""The first rows that were left out for each reason, as a person finds them in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from segcore.ledger import Example
from segcore.readers.grid import is_blank
from segcore.readers.opened import Opened

if TYPE_CHECKING:
    from segcore.readers.assemble import Gathered

MOST = 5


def row_numbers(opened: Opened, rows: int) -> tuple[int, ...]:
    """The 1-based row of the file of every row of the body; empty for a long file and for records."""
    source = opened.source
    if opened.records is not None or source.tail:
        return ()
    head = enumerate(source.head[opened.layout.first :], opened.layout.first + 1)
    numbers = tuple(number for number, row in head if not is_blank(row))
    return numbers if len(numbers) == rows else ()


def of_reason(found: Gathered, reason: int) -> tuple[Example, ...]:
    """The first rows with this reason code."""
    starts = np.cumsum([0, *(len(part.amount) for part in found.parts)])
    shown = []
    for row in np.flatnonzero(found.reasons == reason)[:MOST].tolist():
        number = int(np.searchsorted(starts, row, side="right")) - 1
        part, place = found.parts[number], row - int(starts[number])
        who = int(part.identity[place])
        day = None if np.isnat(found.day[row]) else found.day[row].astype("datetime64[D]").item()
        name = part.names[who] or part.taxes[who]
        shown.append(Example(part.name, _number(part.numbers, part.skipped, place), day, name, int(part.amount[place])))
    return tuple(shown)


def _number(numbers: tuple[int, ...], skipped: np.ndarray, place: int) -> int:
    """Row of the file of a ledger row: layout rows above it are passed over."""
    if not numbers:
        return 0
    above = int(np.searchsorted(skipped - np.arange(len(skipped)), place, side="right"))
    return numbers[place + above]
