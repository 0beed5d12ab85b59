"""Headers in two rows: merged cells above, their parts below."""

from __future__ import annotations

from collections.abc import Sequence

from segcore.readers.date_texts import looks_date
from segcore.readers.figures import looks_number
from segcore.readers.grid import Row, show
from segcore.readers.totals import is_label

LONGEST = 60


def heads(upper: Row, lower: Row) -> bool:
    """Whether two rows are one header: words only; every part below stands under a merged cell or none, and some
    cell above has no part.
    """
    above, below = _texts(upper, lower)
    parts = [place for place, text in enumerate(below) if text and text != above[place]]
    whole = sum(bool(text) and below[place] in ("", text) for place, text in enumerate(above))
    if len(parts) < 2 or not whole or sum(map(bool, above)) < 2 or not all(_is_word(below[place]) for place in parts):
        return False
    return all(_under(above, below, place) for place in parts)


def joined(upper: Row, lower: Row) -> list[str]:
    """The header of every column: `Amount` over `net | gross` gives `Amount net | Amount gross`."""
    above, below = _texts(upper, lower)
    names, head = [], ""
    for over, part in zip(above, below, strict=True):
        head = over or (head if part else "")
        names.append(f"{head} {part}".strip() if part != over else over)
        if not part:
            head = ""
    return names


def _texts(upper: Row, lower: Row) -> tuple[list[str], list[str]]:
    width = max(len(upper), len(lower))
    above, below = ([*map(show, row), *[""] * (width - len(row))] for row in (upper, lower))
    return [over if not _repeated(above, below, place) else "" for place, over in enumerate(above)], below


def _repeated(above: Sequence[str], below: Sequence[str], place: int) -> bool:
    """A merged cell that was written again over each of its parts."""
    if not place or not below[place - 1] or below[place] in ("", above[place]):
        return False
    return above[place] == above[place - 1]


def _is_word(text: str) -> bool:
    return len(text) <= LONGEST and not (looks_number(text) or looks_date(text) or is_label(text))


def _under(above: Sequence[str], below: Sequence[str], place: int) -> bool:
    """A part under the first cell of a merged one, or under an empty cell to the right of one."""
    if not above[place]:
        return any(above[:place])
    return place + 1 < len(above) and not above[place + 1] and bool(below[place + 1])
