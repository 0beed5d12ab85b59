"""Tables that are known but not read yet: refused by name, because a plausible wrong sum is worse than none."""

from __future__ import annotations

import re

from segcore.errors import LabradorError
from segcore.readers.dates import parse
from segcore.readers.grid import show
from segcore.readers.opened import Opened
from segcore.readers.totals import has_label

_DATED = re.compile(r"\b(?:от|from|z dnia|dated)\s+\d{1,2}\.\d{1,2}\.\d{4}")
_TURNOVER = re.compile(r"оборотно-сальдовая|zestawienie obrotów i sald|trial balance", re.IGNORECASE)
MONTHS_ACROSS = 2
DATED_SHARE = 1 / 3


def refuse_unread(opened: Opened) -> None:
    """Raise file.cross_tab, file.grouped or file.turnover for a table of that shape.

    A user who has said himself what its columns mean is taken at his word.
    """
    if opened.choices.roles:
        return
    undated = opened.roles.get("date") is None
    if any(map(_TURNOVER.search, opened.layout.preamble)):
        raise LabradorError("file.turnover", file=opened.name)
    if undated and _months_across(opened):
        raise LabradorError("file.cross_tab", file=opened.name)
    if (undated and _documents_among_customers(opened)) or _customers_alone(opened):
        raise LabradorError("file.grouped", file=opened.name)


def _months_across(opened: Opened) -> bool:
    """A row of the head holds several months: the header itself, or one above it."""
    rows = opened.source.head[: opened.layout.first + 1]
    return any(sum(parse(show(cell)).form == "YYYY-MM" for cell in row) >= MONTHS_ACROSS for row in rows)


def _documents_among_customers(opened: Opened) -> bool:
    rows = opened.source.head[opened.layout.first :]
    return any(
        sum(bool(_DATED.search(show(row[place]))) for row in rows if place < len(row)) > len(rows) * DATED_SHARE
        for place in opened.roles.customers
    )


def _customers_alone(opened: Opened) -> bool:
    """Customers stand in rows of their own above lines that name none; no line names its customer."""
    roles = opened.roles
    needed = [place for role in ("amount", "date") if (place := roles.get(role)) is not None]
    if roles.get("amount") is None or roles.get("tax_id") is not None:
        return False
    kinds = set()
    for row in opened.source.head[opened.layout.first :]:
        cells = dict(enumerate(map(show, row)))
        named = any(cells.get(place) for place in roles.customers)
        line = all(cells.get(place) for place in needed)
        if (named or line) and not has_label(row):
            kinds.add((named, line))
    return kinds == {(True, False), (False, True)}
