"""What is worth telling of how the columns of a file were found."""

from __future__ import annotations

from segcore.errors import Notice, notice
from segcore.readers.opened import Opened


def of_columns(opened: Opened) -> list[Notice]:
    """Notices headerless, amount_computed and multiplied, each with the fact `file`."""
    told, names, file = [], opened.layout.names, opened.name
    if opened.records is None and opened.layout.header is None and not opened.choices.roles:
        told.append(notice("headerless", file=file))
    if opened.roles.times:
        price, quantity = (names[opened.roles.by_role[role]] for role in ("amount", "quantity"))
        told.append(notice("amount_computed", file=file, price=price, quantity=quantity))
    if opened.factor > 1:
        column = names[opened.roles.by_role["amount"]]
        told.append(notice("multiplied", file=file, column=column, factor=opened.factor))
    return told
