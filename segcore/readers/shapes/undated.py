"""Grouped reports without days: products below customers (or customers below managers); each customer is one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from segcore.errors import LabradorError
from segcore.readers import headers
from segcore.readers.content import Content
from segcore.readers.contents import SAMPLE, profile
from segcore.readers.dates import looks_date
from segcore.readers.grid import HEAD_ROWS, Row, show
from segcore.readers.records import Records
from segcore.readers.roles import guess
from segcore.readers.shapes import outline, periods, sheet
from segcore.readers.shapes.levels import is_level, levels_of
from segcore.readers.table import Layout, find_layout

MOST_WORDS_COLUMNS, FEWEST_ROWS = 2, 4


@dataclass(frozen=True)
class Undated:
    """What was found: the layout, the column of names and the one of money, (customer, amount) pairs, the total row.

    rows: how many rows the body has.
    """

    layout: Layout
    label: int
    money: int
    customers: tuple[tuple[str, Decimal], ...]
    total: tuple[str, Decimal] | None
    rows: int


def find(content: Content) -> Undated | None:
    """The customers of such a report, None for any other file."""
    grid = content.grid
    if grid is None or len(content.first_rows) < FEWEST_ROWS:
        return None
    try:
        layout = find_layout(grid, content.file.name, content.options.header_row)
    except LabradorError:
        return None
    head = [row for row in content.first_rows[layout.first :] if any(row)]
    if layout.header is None or not head or any(map(looks_date, (cell for row in head[:50] for cell in row))):
        return None
    worded = [c for c in range(layout.width) if any(any(map(str.isalpha, row[c])) for row in head[:50] if c < len(row))]
    if not worded or len(worded) > MOST_WORDS_COLUMNS:
        return None
    profiles = [profile(head[:SAMPLE], column) for column in range(layout.width)]
    roles = guess(layout.names, profiles, [(layout.names[worded[0]], "ignore")])
    money = roles.get("amount")
    if money is None or any("customer" in headers.matches(layout.names[place]) for place in roles.customers):
        return None
    return _parted(content, layout, worded, money)


def _parted(content: Content, layout: Layout, worded: Sequence[int], money: int) -> Undated | None:
    label = worded[0]
    top = content.first_rows[layout.first :]
    told = any(not row[label] for row in top if any(row) and label < len(row)) or all(
        map(is_level, filter(None, top[0]))
    )
    if len(content.first_rows) >= HEAD_ROWS and not told:
        return None  # a long list: to look for sums in it would take its time
    body = [row for row in content.rows()[layout.first :] if sheet.filled(row)]
    words = [_at(content.first_rows[layout.header or 0], label)]
    while body and (texts := sheet.filled(body[0])) and len(texts) < 3 and all(map(is_level, texts)):
        words += texts
        body = body[1:]
    amounts = sheet.numbers(body, [money], content.options.decimal, layout.names)[money]
    lines: list[tuple[str, Decimal]] = []
    total: tuple[str, Decimal] | None = None
    for row, amount in zip(body, amounts, strict=True):
        names = [text for place in worded if (text := _at(row, place))]
        if any(map(sheet.is_total, names)):
            total = (names[0], amount) if amount else total
        else:
            lines.append((_at(row, label), amount))
    if lines and not lines[-1][0] and lines[-1][1] == sum(amount for name, amount in lines[:-1] if not name):
        total = ("Σ", lines.pop()[1])
    levels = levels_of(words)
    found = _below_blank(lines) if any(not name for name, _ in lines) else _by_sums(lines, levels)
    return Undated(layout, label, money, tuple(found), total, len(body)) if found else None


def _below_blank(lines: Sequence[tuple[str, Decimal]]) -> list[tuple[str, Decimal]]:
    """Customers alone in their rows above rows that name none."""
    found: list[tuple[str, Decimal, list[Decimal]]] = []
    for name, amount in lines:
        if name:
            found.append((name, amount, []))
        elif not found:
            return []
        elif amount:
            found[-1][2].append(amount)
    fitting = all(below and amount in (0, sum(below)) for _, amount, below in found)
    return [(name, sum(below, Decimal(0))) for name, _, below in found] if fitting else []


def _by_sums(lines: Sequence[tuple[str, Decimal]], levels: Sequence[str]) -> list[tuple[str, Decimal]]:
    """Customers and what stands below them told apart by their sums."""
    parts = outline.groups([(amount,) for _, amount in lines])
    if parts is None or (len(levels) < 2 and (len(parts) < 2 or len(lines) < len(parts) * 2 + 1)):
        return []
    heads = [lines[part[0]] for part in parts]
    rest = [lines[place] for part in parts for place in part[1:]]
    if "customer" in levels[:2] and len(levels) > 1:
        first = levels[0] == "customer"
    else:
        first = outline.named([name for name, _ in heads]) >= outline.named([name for name, _ in rest])
    return heads if first else rest


def records(content: Content, found: Undated) -> Records:
    """One row per customer."""
    names = found.layout.names
    cells = [name for name, _ in found.customers[:50]]
    currency = sheet.currency(
        (*found.layout.preamble, content.sheet), names, [*cells, *sheet.filled(content.rows()[-1])]
    )
    read = sum((amount for _, amount in found.customers), Decimal(0))
    figures = sheet.counted_once(content.file.name, [(*found.total, read)] if found.total else [])
    controls, differing = sheet.compared(content.file.name, figures)
    fields = [(names[found.label], "customer"), (names[found.money], "amount")]
    rows: list[Row] = [[name, amount] for name, amount in found.customers]
    if currency:
        fields.append(("Currency", "currency"))
        rows = [[*row, currency] for row in rows]
    return Records(
        fields=tuple(fields),
        rows=rows,
        reasons=[""] * len(rows),
        basis=sheet.basis_of(names[found.money]),
        controls=controls,
        warnings=tuple(differing),
        stated=periods.stated(found.layout.preamble),
        layout_rows=len(found.layout.preamble) + found.rows - len(rows),
        header_row=(found.layout.header or 0) + 1,
    )


def _at(row: Row, place: int) -> str:
    return show(row[place]) if place < len(row) else ""
