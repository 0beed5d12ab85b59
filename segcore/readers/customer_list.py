"""A list of customers or companies, a row each, and which customers of the ledger its rows are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.analysis import Analysis
from segcore.columns import FORMULA_STARTS
from segcore.customer_attributes import NOBODY, CustomerList, Described, Ints, Match, ambiguous, joined, spelled
from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.readers import headers, taxids
from segcore.readers.content import opened
from segcore.readers.grid import Row, is_blank, show
from segcore.readers.names import normalise
from segcore.readers.table import find_layout

Flags: TypeAlias = npt.NDArray[np.bool_]

MOST_ROWS, MOST_COLUMNS = 100_000, 30
LONGEST = 60
NAMED = ("manager", "region", "industry", "size")
TAX_COLUMN = 0.5


def read_customer_list(file: SourceFile) -> CustomerList:
    """The rows of a CSV or Excel file with a column of names or tax numbers; every other column that describes is an
    attribute: texts of at most 60 letters that more than one row shares, figures, and industry, region, size, manager.

    Raises LabradorError list.no_customer_column, list.no_attributes, list.too_long (limit), and the file.* codes.
    """
    content = opened(file, FileOptions())
    if content.grid is None:
        raise LabradorError("file.not_a_table", file=file.name)
    layout = find_layout(content.grid, file.name, None)
    if layout.header is None:
        layout = find_layout(content.grid, file.name, _header(content.grid.head))
    rows = [row for row in content.rows()[layout.first :] if not is_blank(row)]
    if len(rows) > MOST_ROWS:
        raise LabradorError("list.too_long", file=file.name, limit=MOST_ROWS)
    columns = [_column(rows, place) for place in range(layout.width)]
    name, tax = _identity(layout.names, columns)
    if name is None and tax is None:
        raise LabradorError("list.no_customer_column", file=file.name)
    blank = [""] * len(rows)
    names = blank if name is None else columns[name]
    numbers = blank if tax is None else [taxids.valid(text) for text in columns[tax]]
    kept = [place for place in range(len(rows)) if names[place] or numbers[place]]
    found = _attributes(layout.names, columns, {name, tax})
    if not found:
        raise LabradorError("list.no_attributes", file=file.name)
    return CustomerList(
        file.name,
        sha256(file.content).hexdigest(),
        tuple(names[place] or numbers[place] for place in kept),
        tuple(numbers[place] for place in kept),
        tuple(Described(title, tuple(texts[place] for place in kept)) for title, texts in found.items()),
    )


def _header(rows: Sequence[Row]) -> int | None:
    """The first row, from 1, with a column of names or tax numbers; the other columns may be called anything."""
    for place, row in enumerate(rows, 1):
        roles = [headers.matches(show(cell)) for cell in row]
        if any(found.get(role) == headers.EXACT for found in roles for role in ("customer", "tax_id")):
            return place
    return None


def _column(rows: Sequence[Row], place: int) -> list[str]:
    return [show(row[place]) if place < len(row) else "" for row in rows]


def _identity(names: Sequence[str], columns: Sequence[Sequence[str]]) -> tuple[int | None, int | None]:
    """The columns of the name and of the tax number, by header; a tax column without a known header by its numbers."""
    roles = [headers.matches(name) for name in names]
    name = _best(roles, "customer")
    tax = _best([{} if place == name else found for place, found in enumerate(roles)], "tax_id")
    if tax is None:
        valid = [sum(bool(taxids.valid(text)) for text in column[:200]) for column in columns]
        best = max(range(len(columns)), key=valid.__getitem__)
        tax = best if best != name and valid[best] > TAX_COLUMN * len(columns[best][:200]) else None
    return name, tax


def _best(roles: Sequence[Mapping[str, int]], wanted: str) -> int | None:
    ranked = [(found[wanted], -place) for place, found in enumerate(roles) if wanted in found]
    return -max(ranked)[1] if ranked else None


def _attributes(names: Sequence[str], columns: Sequence[list[str]], taken: set[int | None]) -> dict[str, list[str]]:
    """Columns that describe, under the role their header names, else under the header."""
    found: dict[str, list[str]] = {}
    for place, (name, texts) in enumerate(zip(names, columns, strict=True)):
        role = next((role for role in NAMED if headers.matches(name).get(role, 0) == headers.EXACT), name)
        if place not in taken and _describes(texts, role in NAMED) and len(found) < MOST_COLUMNS:
            found[role if role not in found else name] = texts
    return found


def _describes(texts: Sequence[str], named: bool) -> bool:
    """named: its header says what it is; in a short list every company may have an industry of its own."""
    known = [text for text in texts if text]
    if not known or max(map(len, known)) > LONGEST:
        return False
    figures = all(
        text.replace(" ", "").replace("\u00a0", "").replace(",", ".", 1).replace(".", "", 1).isdecimal()
        for text in known
    )
    shared = named or len({text.casefold() for text in known}) < len(known)
    return shared or (figures and not any(map(taxids.valid, known[:20])))


def who(
    names: Sequence[str],
    tax_ids: Sequence[str],
    customers: Sequence[str],
    customer_taxes: Sequence[str],
    spellings: Mapping[str, Sequence[str]],
) -> tuple[Ints, Flags]:
    """Which customer each row is, NOBODY for none: by valid tax number, else by the one customer that bears the name;
    and whether it was the number. names, tax_ids: per row.

    spellings: further names of customers, by name. Two valid tax numbers are never one.
    """
    by_tax = {tax: place for place, tax in enumerate(customer_taxes) if tax}
    called = [(name, place) for place, name in enumerate(customers)]
    called += [(other, place) for place, name in enumerate(customers) for other in spellings.get(name, ())]
    plain = list(
        dict.fromkeys(zip(normalise([name for name, _ in called]), (place for _, place in called), strict=True))
    )
    shared = ambiguous([name for name, _ in plain])
    by_name = {name: place for name, place in plain if name and name not in shared}
    place, by_number = np.full(len(names), NOBODY, dtype=np.int64), np.zeros(len(names), dtype=np.bool_)
    for row, (name, tax) in enumerate(zip(normalise(names), tax_ids, strict=True)):
        by_number[row] = tax in by_tax
        found = by_tax[tax] if by_number[row] else by_name.get(name, NOBODY)
        if by_number[row] or (found != NOBODY and not (tax and customer_taxes[found])):
            place[row] = found
    return place, by_number


def match(
    listed: CustomerList, names: Sequence[str], tax_ids: Sequence[str], spellings: Mapping[str, Sequence[str]]
) -> Match:
    """Which customer each row of a list is, by `who`. names, tax_ids: per customer."""
    place, by_number = who(listed.names, listed.tax_ids, names, tax_ids, spellings)
    met = place[place != NOBODY]
    unmatched = tuple(name for name, found in zip(listed.names, place.tolist(), strict=True) if found == NOBODY)
    without = np.setdiff1d(np.arange(len(names)), met)
    by_tax = int(by_number.sum())
    return Match(place, by_tax, len(met) - by_tax, unmatched, len(met) - len(np.unique(met)), without)


def attach(analysis: Analysis, listed: CustomerList | None) -> tuple[Analysis, Match | None]:
    """The analysis with the attributes of the list, and who is who. A manager the ledger does not know goes into
    `customers`; everything else into `attributes`.
    """
    customers, attributes = analysis.customers, analysis.attributes
    if listed is None:
        return replace(analysis, attributes=spelled(attributes)), None
    names, taxes = customers["customer"].astype(str).tolist(), customers["tax_id"].astype(str).tolist()
    found = match(listed, names, taxes, dict(analysis.report.joined))
    table = spelled(joined(attributes.assign(manager=customers["manager"].astype(str)), listed, found.place))
    customers = customers.assign(manager=table.pop("manager"))
    return replace(analysis, customers=customers, attributes=table), found


def blank_list(customers: pd.DataFrame, header: Sequence[str]) -> bytes:
    """A CSV of all customers, largest first: name, tax number, and empty columns for the rest of the header."""
    table = pd.DataFrame("", index=customers.index, columns=list(header))
    names = customers["customer"].astype(str)
    table[header[0]] = names.where(~names.str.startswith(FORMULA_STARTS), "'" + names)
    table[header[1]] = customers["tax_id"].astype(str)
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
