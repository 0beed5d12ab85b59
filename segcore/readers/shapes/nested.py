"""Reports of nested rows no reader of shapes could take apart: read as a list, their sums would count as sales too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from segcore.errors import LabradorError
from segcore.readers.content import Content
from segcore.readers.contents import SAMPLE, profile
from segcore.readers.dates import looks_date
from segcore.readers.grid import HEAD_ROWS
from segcore.readers.roles import guess
from segcore.readers.shapes import groups, sheet
from segcore.readers.shapes.levels import is_level
from segcore.readers.table import find_layout

_FEWEST = 4


def is_nested(content: Content) -> bool:
    """Whether the customers of the plain table are partly documents or months, whether names of levels stand below its
    header, or whether its rows without days come to a multiple of their own total.
    """
    if content.grid is None or len(content.first_rows) < 3:
        return False
    try:
        layout = find_layout(content.grid, content.file.name, content.options.header_row)
    except LabradorError:
        return False
    body = [row for row in content.first_rows[layout.first :] if any(row)]
    if layout.header is None or not body:
        return False
    profiles = [profile(body[:SAMPLE], column) for column in range(layout.width)]
    roles = guess(layout.names, profiles, (), layout.preamble)
    money = next((place for role in ("amount", "credit") if (place := roles.get(role)) is not None), None)
    if money is None or not roles.customers:
        return False
    lines = [row for row in body if not _sums_up(row)]
    if lines and _names_levels(lines[0], roles.customers[0]):
        return True
    owned = [row for row in lines if any(row[place] for place in roles.customers if place < len(row))]
    if _are_mixed([next(row[c] for c in roles.customers if c < len(row) and row[c]) for row in owned]):
        return True
    dated = all(any(map(looks_date, row)) for row in lines)
    whole = len(content.first_rows) < HEAD_ROWS
    if not whole or dated:
        return False
    known = set(map(id, owned))
    amounts = sheet.numbers(body, [money], content.options.decimal, layout.names)[money]
    return _is_multiple(amounts, [_sums_up(row) for row in body], [id(row) in known for row in body])


def _names_levels(row: Sequence[str], own: int) -> bool:
    """Whether a row holds nothing but one or two names of levels (`Документ`), one where customers stand."""
    cells = [cell for cell in row if cell]
    return 0 < len(cells) <= 2 and own < len(row) and bool(row[own]) and all(map(is_level, cells))


def _are_mixed(names: Sequence[str]) -> bool:
    """Whether many customers are documents with their day, or months, and others are neither."""
    found = sum(bool(groups.inside(name) or groups.month(name)) for name in names)
    return 1 < found < len(names) and found >= 0.2 * len(names)


def _sums_up(row: Sequence[str]) -> bool:
    return any(sheet.is_total(cell) or sheet.total_of(cell) for cell in row)


def _is_multiple(amounts: Sequence[Decimal], sums: Sequence[bool], owned: Sequence[bool]) -> bool:
    """Whether the rows of customers above the last total come to twice as much as it says, or more times."""
    totals = [place for place, is_sum in enumerate(sums) if is_sum]
    if not totals or totals[-1] < _FEWEST:
        return False
    stated = amounts[totals[-1]]
    if len(totals) > 1 and sum(amounts[totals[-2] + 1 : totals[-1]]) == stated:
        return False  # the total of a section
    return sheet.is_multiple(sum((amounts[at] for at in range(totals[-1]) if owned[at]), Decimal(0)), stated)
