"""A bank statement in a table file becomes records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from segcore.errors import LabradorError, Notice, notice
from segcore.readers.banks import rules
from segcore.readers.banks.statement import Statement
from segcore.readers.banks.tables.controls import controls
from segcore.readers.banks.tables.entries import Found, find
from segcore.readers.banks.tables.preamble import stated
from segcore.readers.banks.tables.shape import Shape, shape
from segcore.readers.content import Content
from segcore.readers.grid import is_blank
from segcore.readers.records import Records

_HEADERS = (
    ("date", ("day",)),
    ("customer", ("party", "payer", "payee")),
    ("tax_id", ("tax_id", "payer_tax")),
    ("amount", ("local", "amount", "credit")),
    ("currency", ("own_currency", "currency")),
    ("document", ("reference",)),
    ("purpose", ("purpose",)),
    ("kind", ("kind",)),
)
_ROUBLES = ("810", "643")


def read(content: Content) -> Records:
    """Raises LabradorError file.not_a_table where the file is no statement (chosen by hand), file.header_only."""
    known = shape(content)
    if known is None:
        raise LabradorError("file.not_a_table", file=content.file.name)
    rows = content.rows()
    body = rows[known.first :]
    found = find(known, body, content.options)
    if not found.entries:
        raise LabradorError("file.header_only", file=content.file.name)
    taken = set(found.places)
    below = [row for place, row in enumerate(body) if place not in taken and not is_blank(row)]
    above = [row for row in rows[: known.first if known.header is None else known.header] if not is_blank(row)]
    told = stated(above, below)
    accounts = told.accounts | found.accounts
    currency = told.currency or _roubles(accounts) or _roubles({entry.account for entry in found.entries})
    return rules.records(
        Statement(
            entries=[entry if entry.currency else replace(entry, currency=currency) for entry in found.entries],
            accounts=accounts,
            names=told.names | found.names,
            tax_ids=found.tax_ids,
            controls=controls(known, found, told),
            warnings=_warnings(known, found, content.file.name),
            stated=told.period,
            layout_rows=len(above) + len(below),
            header_row=None if known.header is None else known.header + 1,
            headers=_headers(known),
        )
    )


def _roubles(accounts: Iterable[str]) -> str:
    """RUB where a Russian account says so by its sixth to eighth digit."""
    return "RUB" if any(len(number) == 20 and number[5:8] in _ROUBLES for number in accounts) else ""


def _warnings(known: Shape, found: Found, file: str) -> tuple[Notice, ...]:
    told = []
    if "mcc" in known.columns:
        told.append(notice("personal_statement", file=file))
    if not known.names:
        told.append(notice("columns_by_content", file=file))
    order, example = found.guessed
    if example:
        column = dict(_headers(known)).get("date", "Date")
        told.append(notice("ambiguous_dates", file=file, order=order, column=column, example=example))
    return tuple(told)


def _headers(known: Shape) -> tuple[tuple[str, str], ...]:
    """What the file calls the columns of rules.FIELDS."""
    if not known.names:
        return ()
    found = {
        name: known.names[places[0]]
        for name, roles in _HEADERS
        if (places := next((known.columns[role] for role in roles if role in known.columns), ()))
    }
    return tuple((name, " ".join(header.split())) for name, header in found.items() if header)
