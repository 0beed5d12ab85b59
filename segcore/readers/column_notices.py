"""What is worth telling of how the columns of a file were found."""

from __future__ import annotations

from segcore.errors import Notice, notice
from segcore.readers import headers
from segcore.readers.date_texts import looks_date
from segcore.readers.excel_table import SheetSource
from segcore.readers.opened import Opened


def of_columns(opened: Opened) -> list[Notice]:
    """Notices headerless, dates_unread, amount_computed, multiplied, formulas_unread, each with the fact `file`."""
    told, names, file = [], opened.layout.names, opened.name
    if opened.records is None and opened.layout.header is None and not opened.choices.roles:
        told.append(notice("headerless", file=file))
    told += _unread_dates(opened)
    if opened.roles.times:
        price, quantity = (names[opened.roles.by_role[role]] for role in ("amount", "quantity"))
        told.append(notice("amount_computed", file=file, price=price, quantity=quantity))
    if opened.factor > 1:
        column = names[opened.roles.by_role["amount"]]
        told.append(notice("multiplied", file=file, column=column, factor=opened.factor))
    rows = formulas(opened)
    if rows:
        told.append(notice("formulas_unread", file=file, rows=rows))
    return told


def _unread_dates(opened: Opened) -> list[Notice]:
    """Where no column is the date: the one that is called so and holds texts that are no dates, with one of them."""
    if opened.records is not None or opened.roles.get("date") is not None:
        return []
    for place, (name, seen) in enumerate(zip(opened.layout.names, opened.profiles, strict=True)):
        called = headers.matches(name).get("date") == headers.EXACT and place not in opened.roles.given
        example = next((text for text in seen.values if not looks_date(text)), "") if called else ""
        if example:
            return [notice("dates_unread", file=opened.name, column=name, example=example)]
    return []


def formulas(opened: Opened) -> int:
    """Rows with a formula without a result where amounts stand or seem to."""
    if not isinstance(opened.source, SheetSource):
        return 0
    named = {place for place, name in enumerate(opened.layout.names) if "amount" in headers.matches(name)}
    places = {opened.roles.get(role) for role in ("amount", "credit", "debit")}
    return opened.source.formulas(opened.layout.first, named | {place for place in places if place is not None})
