"""Where the table stands in a file: title rows, header row, column numbers, first row of the body."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from segcore.errors import LabradorError
from segcore.readers import dates, headers
from segcore.readers.date_texts import day_in_title
from segcore.readers.figures import looks_number
from segcore.readers.grid import Row, Source, is_blank, show
from segcore.readers.header_rows import heads, joined
from segcore.readers.totals import has_label

SEARCHED = 60
PROBED = 20
_ESSENTIAL = {"tax_id": "customer", "credit": "amount", "debit": "amount"}
_PERIOD_MARK = r"\s*(?:г\.?|года|r\.?|roku)?\s*(?:-|–|—|по|to|do|until|through|bis)\s*"
_DATE = r"(\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[^\W\d_]{3,}\s+\d{4})"
_PERIOD = re.compile(_DATE + _PERIOD_MARK + _DATE, re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """header: position of the header row, None where there is none. first: position of the first row below it.

    names: unique header per column. preamble: texts of the rows above. width: columns of the table.
    """

    header: int | None
    first: int
    width: int
    names: tuple[str, ...]
    preamble: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Digest of the normalised header row."""
        return hashlib.sha256("\x1f".join(map(headers.normal, self.names)).encode()).hexdigest()[:16]


def find_layout(source: Source, file: str, header_row: int | None) -> Layout:
    """Find the header row. header_row: the user's choice, 1-based.

    Raises LabradorError file.not_a_table (no two columns anywhere) or file.header_only.
    """
    rows = source.head
    width = _width(rows)
    if width < 2:
        raise LabradorError("file.not_a_table", file=file)
    place = header_row - 1 if header_row and header_row <= len(rows) else _header(rows)
    if place is None:
        first, cells = _first_line(rows, width), [""] * width
    else:
        place, first, cells = _whole_header(rows, place)
        width = max(width, _last_filled(cells))
    while first < len(rows) and (is_blank(rows[first]) or _is_numbering(rows[first])):
        first += 1
    if not any(not is_blank(row) and not has_label(row) for row in rows[first:]):
        raise LabradorError("file.header_only", file=file)
    above = tuple(" ".join(filter(None, map(show, row))) for row in rows[: first if place is None else place])
    return Layout(place, first, width, unique_names(cells, width), tuple(filter(None, above)))


def header_of(rows: Sequence[Row]) -> tuple[int, int, list[str]] | None:
    """Position of the header, of the row below it, and the texts of its one or two rows; None without a header."""
    place = _header(rows)
    return None if place is None else _whole_header(rows, place)


def _whole_header(rows: Sequence[Row], place: int) -> tuple[int, int, list[str]]:
    for upper in (place, place - 1):
        if 0 <= upper < len(rows) - 1 and heads(rows[upper], rows[upper + 1]):
            return upper, upper + 2, joined(rows[upper], rows[upper + 1])
    return place, place + 1, [show(cell) for cell in rows[place]]


def _first_line(rows: Sequence[Row], width: int) -> int:
    """The first row of a table without a header: it fills more than half of the columns, most with what they hold."""
    filled = [place for place, row in enumerate(rows) if sum(bool(show(cell)) for cell in row) * 2 > width]
    probed = [_cell_kinds(rows[place], width) for place in filled[:PROBED]]
    common = [Counter(filter(None, column)).most_common(1) for column in zip(*probed, strict=True)]
    usual = [most[0][0] if most else "" for most in common]
    for place, kinds in zip(filled, probed, strict=False):
        pairs = list(zip(kinds, usual, strict=True))
        if sum(kind in ("", expected) for kind, expected in pairs) * 2 > width and ("text", "number") not in pairs:
            return place
    return filled[0] if filled else 0


def _cell_kinds(row: Row, width: int) -> list[str]:
    texts = [show(cell) for cell in row[:width]]
    return [_kind(text) for text in texts] + [""] * (width - len(texts))


def _kind(text: str) -> str:
    if not text:
        return ""
    return "day" if dates.looks_date(text) else "number" if looks_number(text) else "text"


def essentials(rows: Sequence[Row]) -> int:
    """How many of customer, day and amount the best header among the rows names."""
    best = 0
    for row in rows:
        if _can_head(row):
            roles = {_ESSENTIAL.get(role, role) for role in _known(row)}
            best = max(best, len(roles & {"customer", "date", "amount"}))
    return best


def unique_names(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Headers as they stand; empty ones become `#3`, a second `Waluta` becomes `Waluta (2)`."""
    seen: Counter[str] = Counter()
    names = []
    for place in range(width):
        name = " ".join(cells[place].split()) if place < len(cells) else ""
        name = name or f"#{place + 1}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def stated_period(preamble: Sequence[str]) -> tuple[date | None, date | None]:
    """The period a title row states: `za okres 01.01.2025 - 31.12.2025`, `с 01.01.2025 по 31.03.2025`."""
    for text in preamble:
        found = _PERIOD.search(text)
        if found:
            start, end = day_in_title(found[1]), day_in_title(found[2])
            if start and end and start <= end:
                return start, end
    return None, None


def _width(rows: Sequence[Row]) -> int:
    """The most common number of cells up to the last filled one; the widest among the common ones."""
    widths = Counter(_last_filled(row) for row in rows if not is_blank(row))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0
    return max(width for width, count in wide.items() if count >= max(1, 0.1 * sum(wide.values())))


def _last_filled(row: Row) -> int:
    return next((place + 1 for place in range(len(row) - 1, -1, -1) if show(row[place])), 0)


def _is_numbering(row: Row) -> bool:
    """A row `1 2 3 ... 13б 14` under the header."""
    cells = [show(cell) for cell in row if show(cell)]
    if len(cells) < 3 or not all(re.fullmatch(r"\d{1,2}[а-яa-z]?", cell) for cell in cells):
        return False
    numbers = [int(re.sub(r"\D", "", cell)) for cell in cells]
    return numbers[0] == 1 and all(0 <= b - a <= 1 for a, b in pairwise(numbers))


def _header(rows: Sequence[Row]) -> int | None:
    """The row of the first 60 whose words name most roles, else the one above the first homogeneous rows."""
    candidates = [place for place in range(min(SEARCHED, len(rows))) if _can_head(rows[place])]
    known = {place: len(_known(rows[place])) for place in candidates}
    best = max(candidates, key=lambda place: (known[place], -place), default=None)
    if best is not None and known[best] >= 2:
        return best
    scored = {place: _guess(rows, place) for place in candidates[:10]}
    best = max(scored, key=lambda place: (scored[place], -place), default=None)
    return best if best is not None and scored[best] > 0 else None


def _can_head(row: Row) -> bool:
    """Words and hardly a value; beside two known words a year, a month or a day may head a column. A row with a label
    of totals and a number is a total.
    """
    texts = [show(cell) for cell in row if show(cell)]
    known = len(_known(row))
    if len(texts) < 2 or (has_label(row) and known < 3 and any(map(looks_number, texts))):
        return False
    values = sum(looks_number(text) or dates.looks_date(text) for text in texts)
    return values <= 0.3 * len(texts) or known >= 2


def _known(row: Row) -> set[str]:
    known: set[str] = set()
    for cell in row:
        known.update(role for role, _ in headers.dictionary().get(headers.normal(show(cell)), ())[:1])
    return known


def _guess(rows: Sequence[Row], place: int) -> float:
    """Words of the dictionary anywhere in the cells, and columns of numbers or dates below texts."""
    words = sum(headers.names_role(show(cell)) for cell in rows[place] if show(cell))
    below = [row for row in rows[place + 1 : place + 1 + PROBED] if not is_blank(row)]
    columns = 0
    for column, cell in enumerate(rows[place]):
        values = [show(row[column]) for row in below if column < len(row) and show(row[column])]
        if values and show(cell):
            if _kind(show(cell)) != "text":
                return 0
            columns += sum(looks_number(text) or dates.looks_date(text) for text in values) >= 0.8 * len(values)
    return (words + columns) if columns else 0
