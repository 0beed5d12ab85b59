"""A list with known headers becomes records: lines, documents, signs, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import zip_longest

from segcore.errors import LabradorError, notice
from segcore.ledger import Control
from segcore.readers.content import TABLES, Content
from segcore.readers.figures import to_minor
from segcore.readers.format import Format
from segcore.readers.grid import Row, is_blank, show
from segcore.readers.lists.listing import LAYOUT, Line, Listing, header, places_of
from segcore.readers.lists.rows import amount_column, customer, money, records
from segcore.readers.records import Records
from segcore.readers.totals import has_label, is_label


def table_format(listing: Listing) -> Format:
    """The format of a list."""
    return Format(
        listing.name, listing.title, "list", ("csv", "xlsx"), TABLES, partial(claims, listing), partial(read, listing)
    )


def claims(listing: Listing, content: Content) -> bool:
    """Whether one of the first rows is the header of this list."""
    return header(listing, content.first_rows) is not None


def read(listing: Listing, content: Content) -> Records:
    """The rows of a list as records; every column of the file stays, those without a role as `ignore`.

    Raises LabradorError file.header_only.
    """
    rows = content.rows()
    top = header(listing, rows) or 0
    return of_rows(listing, rows, top, content, places_of(rows[top]))


def of_rows(listing: Listing, rows: Sequence[Row], top: int, content: Content, places: dict[str, int]) -> Records:
    """As `read`, of rows whose header stands at `top`. places: of the columns, by `key` of their headers."""
    filled = [Line(places, row) for row in rows[top + 1 :] if not is_blank(row)]
    totals = [line for line in filled if _is_total(listing, line)]
    sums = set(map(id, totals))
    lines = [line for line in filled if id(line) not in sums and listing.judge(line) != LAYOUT]
    if not lines:
        raise LabradorError("file.header_only", file=content.file.name)
    layout = sum(not is_blank(row) for row in rows[:top]) + len(filled) - len(lines)
    lines = documents(listing, lines) if listing.once else lines
    listing = listing.vary(listing, lines)
    headers = [show(cell) for cell in rows[top]]
    found = records(listing, lines, headers, content.options.decimal)
    controls = _controls(listing, lines, totals, headers, content.options.decimal)
    warnings = [
        notice("total_differs", file=content.file.name, column=told.name, stated=told.file, read=told.read)
        for told in controls
        if not told.matches
    ]
    return replace(
        found, layout_rows=layout, header_row=top + 1, controls=controls, warnings=(*found.warnings, *warnings)
    )


def _is_total(listing: Listing, line: Line) -> bool:
    """A row that calls itself so and has no day, or one of nobody and no document, without a day or an amount."""
    day, amount = line.text(*listing.date), line.text(*amount_column(listing, line.places))
    if is_label(day) or (not day and has_label(line.row)):
        return True
    named = customer(listing, line) or line.text(*dict(listing.roles).get("document", ()))
    return not named and not (day and amount)


def _controls(
    listing: Listing, lines: Sequence[Line], totals: Sequence[Line], headers: Sequence[str], decimal: str | None
) -> tuple[Control, ...]:
    """The last total of the file beside the sum of its lines."""
    amount = amount_column(listing, lines[0].places)
    sums = money([line.cell(*amount) for line in (*lines, *totals)], decimal)
    stated = [total for total in sums[len(lines) :] if isinstance(total, Decimal)]
    if not stated:
        return ()
    read = sum((total for total in sums[: len(lines)] if isinstance(total, Decimal)), Decimal(0))
    return (Control(headers[lines[0].places[amount[0]]], to_minor(stated[-1]), to_minor(read)),)


def documents(listing: Listing, lines: Sequence[Line]) -> list[Line]:
    """One line per document: its first, with what only later ones say filled in; money given back stays apart."""
    found: dict[tuple[object, ...], Line] = {}
    for place, line in enumerate(lines):
        number = tuple(line.text(name) for name in listing.once)
        back = line.text(*amount_column(listing, line.places)).startswith(("-", "\u2212", "("))
        own = (*number, back) if any(number) else (str(place),)
        first = found.get(own)
        found[own] = line if first is None else Line(line.places, _merged(first.row, line.row))
    return list(found.values())


def _merged(first: Row, later: Row) -> Row:
    return [one if show(one) else other for one, other in zip_longest(first, later, fillvalue="")]
