"""The lines of a list as rows of records: amounts with their signs, refunds as returns, the name of the customer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from segcore.errors import Notice, notice
from segcore.readers import cells, currencies
from segcore.readers.figures import to_minor
from segcore.readers.grid import Cell, Row, show
from segcore.readers.identity_words import is_nobody
from segcore.readers.lists.listing import REFUNDED, RETURN, Line, Listing, Names
from segcore.readers.records import Records

_NET = ("subtotal", "totalexcludingtax", "lineamount", "nrevenue", "netsales", "суммабезндс")
_UNPAID = re.compile(r"(?:wc-)?(?:pending(?: payment)?|on[- ]hold|unpaid|authorized|partially[_ ]paid)", re.IGNORECASE)


def records(listing: Listing, lines: Sequence[Line], headers: Sequence[str], decimal: str | None) -> Records:
    """Columns with a role first, then all others of the file. lines: one at least."""
    known = lines[0].places
    amount = amount_column(listing, known)
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
            cells_of |= {"date": line.cell(*listing.date), "customer": customer(listing, line), "amount": value}
            if "currency" in main and not cells_of["currency"]:
                cells_of["currency"] = currencies.inside(line.text(*amount))
            rows.append([*(cells_of[role] for role in main), *more])
            reasons.append(reason)
    told = _unpaid(listing, lines, sums)
    basis = "net" if amount and amount[0] in _NET else listing.basis
    return Records((*fields, *((headers[spot], "ignore") for spot in rest)), rows, reasons, basis, warnings=told)


def _unpaid(listing: Listing, lines: Sequence[Line], sums: Sequence[Cell]) -> tuple[Notice, ...]:
    """Orders that are not paid yet are sales all the same; that is told."""
    found = [
        total
        for line, total in zip(lines, sums, strict=True)
        if isinstance(total, Decimal) and _UNPAID.fullmatch(line.text(*listing.paid)) and not listing.judge(line)
    ]
    return (notice("orders_unpaid", rows=len(found), amount=to_minor(sum(found, Decimal(0)))),) if found else ()


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


def amount_column(listing: Listing, places: dict[str, int]) -> Names:
    """The column of amounts: one only, as two are never mixed; () where there is none."""
    return tuple(name for name in listing.amount if name in places)[:1]


def _who(listing: Listing) -> Names:
    return (*listing.customer, *listing.names, *listing.contact)


def customer(listing: Listing, line: Line) -> Cell:
    """The company, else the person, else how he is reached."""
    company = next(filter(_somebody, map(line.cell, listing.customer)), "")
    person = " ".join(filter(_somebody, map(line.text, listing.names)))
    return company or person or line.cell(*listing.contact)


def _somebody(cell: Cell) -> bool:
    text = show(cell)
    return bool(text) and not is_nobody(text)


def money(found: Sequence[Cell], decimal: str | None = None) -> list[Cell]:
    """Exact numbers of a column; a cell that is none stays as it is."""
    exact = cells.decimals(found, decimal, ".")
    return [cell if number is None else number for cell, number in zip(found, exact, strict=True)]
