"""Reports of three nested levels and more, named below each other in the header: only the deepest rows are lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from segcore.errors import LabradorError, notice
from segcore.readers import headers
from segcore.readers.content import Content
from segcore.readers.contents import SAMPLE, profile
from segcore.readers.grid import Cell, Row, show
from segcore.readers.identity_words import is_nobody
from segcore.readers.records import Records
from segcore.readers.roles import Roles, guess
from segcore.readers.shapes import groups, periods, sheet
from segcore.readers.shapes.levels import is_level, role_of
from segcore.readers.shapes.tree import Tree
from segcore.readers.table import Layout, find_layout

_DOCUMENT = re.compile(r"документ|регистратор|dokument|document", re.IGNORECASE)
_MONTH = re.compile(r"месяц|период|miesiąc|okres|month|period", re.IGNORECASE)
_FIGURES = ("quantity", "amount", "cost", "profit")


@dataclass(frozen=True)
class Leveled:
    """What was found. kinds: of the levels (customer, document, month, or another role). lines: the deepest rows, each
    with the labels from the outermost level to its own. total: of all, where a row states it. rows: of the body.
    """

    layout: Layout
    roles: Roles
    kinds: tuple[str, ...]
    lines: tuple[tuple[tuple[str, ...], Row, Decimal], ...]
    total: tuple[str, Decimal] | None
    rows: int


def find(content: Content) -> Leveled | None:
    """The lines of such a report; None for any other file, and where its sums fit in no way or in several."""
    if content.grid is None or len(content.first_rows) < 5:
        return None
    try:
        layout = find_layout(content.grid, content.file.name, content.options.header_row)
    except LabradorError:
        return None
    rows, first = content.first_rows, layout.first
    if layout.header is None or not rows[layout.header][0]:
        return None
    words = [rows[layout.header][0]]
    while first < len(rows) and [*filter(None, rows[first])] == rows[first][:1] and is_level(rows[first][0]):
        words, first = [*words, rows[first][0]], first + 1
    kinds = tuple(map(_kind, words))
    if len(kinds) < 3 or kinds.count("customer") != 1 or (kinds[-1] == "document" and "month" not in kinds):
        return None
    head = [row for row in rows[first:] if any(row)]
    profiles = [profile(head[:SAMPLE], column) for column in range(layout.width)]
    roles = guess(layout.names, profiles, [(layout.names[0], "ignore")])
    money = roles.get("amount")
    if money is None or roles.customers or any(any(map(str.isalpha, cell)) for row in head for cell in row[1:]):
        return None
    return _read(content, layout, first, kinds, roles, money)


def _kind(word: str) -> str:
    if headers.matches(word).get("customer") == headers.EXACT:
        return "customer"
    return "document" if _DOCUMENT.match(word) else "month" if _MONTH.match(word) else role_of(word)


def _read(
    content: Content, layout: Layout, first: int, kinds: tuple[str, ...], roles: Roles, money: int
) -> Leveled | None:
    body = [row for row in content.rows()[first:] if sheet.filled(row)]
    labels = [show(row[0]) if row else "" for row in body]
    amounts = sheet.numbers(body, [money], content.options.decimal, layout.names)[money]
    total = (labels.pop(), amounts[-1]) if labels and sheet.is_total(labels[-1]) else None
    amounts = amounts[: len(labels)]
    if not labels or not all(labels) or any(map(sheet.is_total, labels)):
        return None
    levels = Tree(amounts, [_allowed(label, kinds) for label in labels], len(kinds)).levels()
    if levels is None:
        return None
    tops = sum((amount for amount, level in zip(amounts, levels, strict=True) if level == 0), Decimal(0))
    if total is not None and total[1] != tops:
        return None
    path: list[str] = []
    lines = []
    for row, label, amount, level in zip(body, labels, amounts, levels, strict=False):
        path = [*path[:level], label]
        if level == len(kinds) - 1:
            lines.append((tuple(path), row, amount))
    return Leveled(layout, roles, kinds, tuple(lines), total, len(body))


def _allowed(label: str, kinds: Sequence[str]) -> frozenset[int]:
    """The levels a row may stand on: documents and months say what they are, and nothing else stands there."""
    own = "month" if groups.month(label) else "document" if groups.inside(label) else ""
    told = (own,) if own in kinds else set(kinds) - {"document", "month"}
    return frozenset(level for level, kind in enumerate(kinds) if kind in told)


def records(content: Content, found: Leveled) -> Records:
    """One row per line of the deepest level."""
    names, titles, kinds = found.layout.names, found.layout.preamble, found.kinds
    said = [kind for kind in ("manager", "product", "document", "region") if kind in kinds]
    dated = [kind for kind in ("document", "month") if kind in kinds][:1]
    figures = [(role, place) for role in _FIGURES if (place := found.roles.get(role)) is not None]
    labels = [label for path, _, _ in found.lines[:50] for label in path]
    currency = sheet.currency((*titles, content.sheet), names, labels)
    fields = [("Customer", "customer"), *((kind.capitalize(), kind) for kind in said)]
    fields += [("Date", "date")] if dated else []
    fields += [(names[place], role) for role, place in figures] + ([("Currency", "currency")] if currency else [])
    rows: list[list[Cell]] = []
    for path, row, _ in found.lines:
        named = dict(zip(kinds, path, strict=True))
        own = "" if is_nobody(named["customer"]) else groups.customer(named["customer"])[0]
        words: list[Cell] = [own, *(named[kind] for kind in said)]
        words += [groups.inside(named[kind]) or groups.month(named[kind]) for kind in dated]
        rows.append([*words, *(row[place] if place < len(row) else "" for _, place in figures)])
        rows[-1] += [currency] if currency else []
    read = sum((amount for _, _, amount in found.lines), Decimal(0))
    controls, differing = sheet.compared(content.file.name, [(*found.total, read)] if found.total else [])
    months = [notice("months_across", file=content.file.name)] if dated == ["month"] else []
    return Records(
        fields=tuple(fields),
        rows=rows,
        reasons=[""] * len(rows),
        basis=sheet.basis_of(names[found.roles.by_role["amount"]]),
        controls=controls,
        warnings=(*months, *differing),
        stated=periods.stated(titles),
        layout_rows=len(titles) + found.rows - len(rows),
        header_row=(found.layout.header or 0) + 1,
        decimal=None,
    )
