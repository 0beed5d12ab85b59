"""A list with known headers becomes records: lines, documents, signs, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import zip_longest

from segcore.errors import LabradorError
from segcore.readers import cells, currencies
from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.grid import Cell, Row, is_blank, show
from segcore.readers.lists.listing import LAYOUT, REFUNDED, RETURN, Line, Listing, Names, header, places_of
from segcore.readers.records import Records
from segcore.readers.totals import has_label

_NET = ("subtotal", "totalexcludingtax", "lineamount")


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
    lines = [line for line in filled if line.text(*listing.date) or not has_label(line.row)]
    lines = [line for line in lines if listing.judge(line) != LAYOUT]
    if not lines:
        raise LabradorError("file.header_only", file=content.file.name)
    layout = sum(not is_blank(row) for row in rows[:top]) + len(filled) - len(lines)
    lines = documents(lines, listing.once) if listing.once else lines
    found = records(listing.vary(listing, lines), lines, [show(cell) for cell in rows[top]], content.options.decimal)
    return replace(found, layout_rows=layout, header_row=top + 1)


def documents(lines: Sequence[Line], once: Names) -> list[Line]:
    """One line per document: its first, with what only later ones say filled in."""
    found: dict[tuple[str, ...], Line] = {}
    for place, line in enumerate(lines):
        number = tuple(line.text(name) for name in once)
        own = number if any(number) else (str(place), "", "")
        first = found.get(own)
        found[own] = line if first is None else Line(line.places, _merged(first.row, line.row))
    return list(found.values())


def _merged(first: Row, later: Row) -> Row:
    return [one if show(one) else other for one, other in zip_longest(first, later, fillvalue="")]


def records(listing: Listing, lines: Sequence[Line], headers: Sequence[str], decimal: str | None) -> Records:
    """Columns with a role first, then all others of the file. lines: one at least."""
    known = lines[0].places
    amount = tuple(name for name in listing.amount if name in known)[:1]
    columns = [("date", listing.date), ("customer", _who(listing)), ("amount", amount), *listing.roles]
    main = {role: known[name] for role, names in columns if (name := next(filter(known.__contains__, names), None))}
    shown = [line.text(*amount) for line in lines]
    if "currency" not in main and any(map(currencies.inside, shown)):
        main["currency"] = -1
    rest = [spot for spot in range(len(headers)) if spot not in main.values()]
    fields = [(headers[spot] if spot >= 0 else role.capitalize(), role) for role, spot in main.items()]
    rows: list[Row] = []
    reasons: list[str] = []
    sums = money([line.cell(*amount) for line in lines], decimal)
    refunds = money([line.cell(*listing.refund) for line in lines], decimal)
    roles = dict(listing.roles)
    for line, total, refund in zip(lines, sums, refunds, strict=True):
        more = [line.row[spot] if spot < len(line.row) else "" for spot in rest]
        judged = listing.judge(line)
        for value, reason in _movements(total, refund, judged):
            cells_of = {role: line.cell(*roles.get(role, ())) for role in main}
            cells_of |= {"date": line.cell(*listing.date), "customer": _customer(listing, line), "amount": value}
            if "currency" in main and not cells_of["currency"]:
                cells_of["currency"] = currencies.inside(line.text(*amount))
            rows.append([*(cells_of[role] for role in main), *more])
            reasons.append(reason)
    basis = "net" if amount and amount[0] in _NET else listing.basis
    return Records((*fields, *((headers[spot], "ignore") for spot in rest)), rows, reasons, basis)


def _movements(total: Cell, refund: Cell, judged: str) -> Iterable[tuple[Cell, str]]:
    """The sale or return of a line, and what was given back of it: (amount, reason) pairs."""
    known = total if isinstance(total, Decimal) else Decimal(0)
    if judged == RETURN:
        return [(-abs(known) if known else total, "")]
    back = abs(refund) if isinstance(refund, Decimal) else Decimal(0)
    if judged == REFUNDED and not back:
        back = max(known, Decimal(0))
    if judged not in ("", REFUNDED) or not back:
        return [(total, "" if judged == REFUNDED else judged)]
    return [(total, ""), (-back, "")]


def _who(listing: Listing) -> Names:
    return (*listing.customer, *listing.names, *listing.contact)


def _customer(listing: Listing, line: Line) -> Cell:
    """The company, else the person, else how he is reached."""
    person = " ".join(filter(None, (line.text(name) for name in listing.names)))
    return line.cell(*listing.customer) or person or line.cell(*listing.contact)


def money(found: Sequence[Cell], decimal: str | None = None) -> list[Cell]:
    """Exact numbers of a column; a cell that is none stays as it is."""
    exact = cells.decimals(found, decimal, ".")
    return [cell if number is None else number for cell, number in zip(found, exact, strict=True)]
