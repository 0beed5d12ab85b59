"""Registers of МойСклад whose title says that their rows are no sales: returns, invoices, purchases.

Its shipments and orders are plain tables. Lists of purchases or of debts, of any program, are refused here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from segcore.errors import LabradorError
from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.grid import show
from segcore.readers.lists import build, debts, purchases
from segcore.readers.lists.listing import RETURN, Listing, by_status, header
from segcore.readers.records import Records

_STATUS = by_status("статус")
_TITLES = (
    ("purchase", re.compile(r"при[её]мк|поставщик", re.IGNORECASE)),
    (RETURN, re.compile(r"возврат\w* покупател", re.IGNORECASE)),
    ("proforma", re.compile(r"сч[её]та? покупател", re.IGNORECASE)),
)
MOYSKLAD = Listing(
    name="moysklad",
    title="МойСклад registers",
    needs=(("no", "номер"), ("время", "дата"), ("контрагент",), ("организация",), ("сумма", "суммабезндс")),
    amount=("суммабезндс", "сумма"),
    customer=("контрагент",),
    date=("время", "дата"),
    roles=(
        ("document", ("no", "номер")),
        ("tax_id", ("инн",)),
        ("currency", ("валюта",)),
        ("manager", ("владелецсотрудник", "сотрудник")),
    ),
)


def _kind(content: Content) -> str:
    """What the title, the sheet or the name of the file says of all rows; "" where they are sales."""
    rows = content.first_rows
    top = header(MOYSKLAD, rows)
    if top is None:
        return ""
    above = " ".join(filter(None, (show(cell) for row in rows[:top] for cell in row)))
    sheet = content.grid.sheet if content.grid else None
    for text in (above, sheet or "", content.file.name):
        for kind, pattern in _TITLES:
            if pattern.search(text):
                return kind
    return ""


def _claims(content: Content) -> bool:
    return bool(_kind(content)) or purchases.listed(content) or debts.listed(content)


def _read(content: Content) -> Records:
    """Raises LabradorError file.purchases or file.debts for a list of these that is none of МойСклад."""
    kind = _kind(content)
    if not kind:
        raise LabradorError("file.debts" if debts.listed(content) else "file.purchases", file=content.file.name)
    return build.read(replace(MOYSKLAD, judge=lambda line: _STATUS(line) or kind), content)


FORMATS = (Format("moysklad", MOYSKLAD.title, "list", ("xlsx", "xls"), TABLES, _claims, _read),)
