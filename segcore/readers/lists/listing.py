"""What a list with known headers is: how it is found, what its columns mean, how its lines are judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from segcore.ledger import Basis
from segcore.readers import statuses
from segcore.readers.grid import Cell, Row, show

SEARCHED = 60
RETURN, REFUNDED, LAYOUT = "return", "refunded", "layout"
_UNIT = re.compile(r"[,(]\s*(?:[A-Z]{3}|руб\.?|р\.|тг|грн\.?|zł|[$€£₽₴₸])\s*\)?$")
Names = tuple[str, ...]


@lru_cache(maxsize=8192)
def key(header: str) -> str:
    """A header for comparing, letters and digits only: `order_id`, `Order ID` and `*OrderId` are the same."""
    text = _UNIT.sub("", header.strip()).casefold().replace("ё", "е").replace("№", "no")
    return "".join(filter(str.isalnum, text))


@dataclass(frozen=True)
class Line:
    """One row below the header. places: position by `key` of the header."""

    places: dict[str, int]
    row: Row

    def cell(self, *names: str) -> Cell:
        """The first filled cell of the columns named, "" for none."""
        for name in names:
            place = self.places.get(name)
            if place is not None and place < len(self.row) and show(self.row[place]):
                return self.row[place]
        return ""

    def text(self, *names: str) -> str:
        """The same as a text."""
        return show(self.cell(*names))


def by_status(*names: str) -> Callable[[Line], str]:
    """Judge a line by its status and type columns: cancelled, draft, credit note; a refunded one goes back whole."""
    return lambda line: next(filter(None, (_judged(line.text(name), statuses.is_state(name)) for name in names)), "")


@lru_cache(maxsize=4096)
def _judged(text: str, state: bool) -> str:
    if found := statuses.reason(text):
        return found
    if statuses.is_refunded(text, state):
        return REFUNDED
    return RETURN if statuses.is_return(text, state) else ""


@dataclass(frozen=True)
class Listing:
    """How a list is known and what its columns mean; headers are given as `key` makes them.

    needs: groups of headers, one of each group must be there. never: headers of other lists. amount: the first of
    these columns that is there. date, customer, roles: the first that is filled in the row. names: columns that make
    up the name of a person where no customer is given; contact: what is left then. refund: money given back on the same
    document, a return of its own. paid: the column that tells unpaid orders. once: the columns that number a document
    whose lines repeat it. judge: a reason of ledger.REASONS, "" for a sale, RETURN for a row that is one whatever its
    sign, REFUNDED for a sale that all went back, LAYOUT for a row that is no document. vary: another reading of the
    columns by what the lines say.
    """

    name: str
    title: str
    needs: tuple[Names, ...]
    amount: Names
    customer: Names
    date: Names
    never: Names = ()
    names: Names = ()
    contact: Names = ()
    refund: Names = ()
    once: Names = ()
    paid: Names = ()
    roles: tuple[tuple[str, Names], ...] = ()
    basis: Basis = "unknown"
    judge: Callable[[Line], str] = lambda _: ""
    vary: Callable[[Listing, Sequence[Line]], Listing] = lambda listing, _: listing


def header(listing: Listing, rows: Sequence[Row]) -> int | None:
    """Position of the header row among the first rows."""
    for place, row in enumerate(rows[:SEARCHED]):
        found = {key(show(cell)) for cell in row}
        if all(found.intersection(group) for group in listing.needs) and found.isdisjoint(listing.never):
            return place
    return None


def places_of(row: Row) -> dict[str, int]:
    """Position of every header; the first of equal ones."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        found.setdefault(key(show(cell)), place)
    return found
