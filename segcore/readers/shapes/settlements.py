"""1C Ведомость по взаиморасчетам: documents below customers, what each added to the debt and what it took off.

What adds to a customer's debt was shipped to him; what takes off was paid, or was sent back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from segcore.errors import LabradorError
from segcore.readers import headers
from segcore.readers.content import Content
from segcore.readers.grid import Cell, Row, show
from segcore.readers.records import Records
from segcore.readers.shapes import balance, groups, periods, sheet
from segcore.readers.shapes.levels import is_level
from segcore.readers.table import Layout, find_layout

_OPENING, _CLOSING = re.compile(r"начальн|на начало", re.I), re.compile(r"конечн|на конец", re.I)
_ADDED = re.compile(r"приход|увелич|начислен|отгру", re.IGNORECASE)
_TAKEN = re.compile(r"расход|уменьш|оплачен|погаш", re.IGNORECASE)
_OTHERS = re.compile(r"поставщик|подотч[её]т|сотрудник|комитент", re.IGNORECASE)
_CONTRACT, _DOCUMENT = re.compile(r"договор|объект расч", re.I), re.compile(r"документ|регистратор", re.I)
_PURCHASE = re.compile(r"поступление (?:товар|услуг|\(акт)|приобретение|возврат товаров поставщику", re.IGNORECASE)
_BACK = re.compile(r"возврат|корректировка (?:реализации|отгрузки)", re.IGNORECASE)
_PAID_OUT = re.compile(r"списание|расходный касс|выдача|плат[её]жн|возврат (?:оплат|ден|дс|аванс)", re.IGNORECASE)
_MOVED = re.compile(r"корректировка (?:долга|задолж)|вза[иi]мозач|ввод|перенос|переоценк|курсов", re.IGNORECASE)
_PAID_IN = re.compile(r"поступление|приходн|оплат|плат[её]ж|эквайр", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A document: its customer, its words, its day, its amount and the reason it is left out for, "" for none."""

    customer: str
    label: str
    day: str
    amount: Decimal
    reason: str


@dataclass(frozen=True)
class Settlements:
    """What was found. added: column of what adds to the debt; figures: what its total says and what was read."""

    layout: Layout
    added: int
    lines: tuple[Line, ...]
    figures: tuple[tuple[str, Decimal, Decimal], ...]
    rows: int


def find(content: Content) -> Settlements | None:
    """The documents of such a report whose sums fit, None for any other file."""
    if content.grid is None or len(content.first_rows) < 3:
        return None
    try:
        layout = find_layout(content.grid, content.file.name, content.options.header_row)
    except LabradorError:
        return None
    places = _columns(layout.names)
    if layout.header is None or places is None or any(map(_OTHERS.search, layout.preamble)):
        return None
    rows, first = content.first_rows, layout.first
    words = [*filter(None, rows[layout.header][: places[0]])]
    while first < len(rows) and (cells := [*filter(None, rows[first])]) and len(cells) < 3 and _are_levels(cells):
        words, first = [*words, *cells], first + 1
    if not _fit(words):
        return None
    body = [row for row in content.rows()[first:] if sheet.filled(row)]
    return _documents(content, layout, places, body)


def _columns(names: Sequence[str]) -> tuple[int, int, int] | None:
    """The columns of the opening balance, and between it and the closing one of what is added and taken off."""
    opening = [place for place, name in enumerate(names) if _OPENING.search(name)]
    closing = [place for place, name in enumerate(names) if _CLOSING.search(name)]
    if len(opening) != 1 or len(closing) != 1:
        return None
    between = range(opening[0] + 1, closing[0])
    added = [place for place in between if _ADDED.search(names[place])]
    taken = [place for place in between if _TAKEN.search(names[place])]
    return (opening[0], added[0], taken[0]) if len(between) == 2 and len(added) == len(taken) == 1 else None


def _are_levels(cells: Sequence[str]) -> bool:
    return all(is_level(cell) or _DOCUMENT.match(cell) or _CONTRACT.match(cell) for cell in cells)


def _fit(words: Sequence[str]) -> bool:
    """Whether the levels are a customer and, below him, contracts and documents."""
    if not words or headers.matches(words[0]).get("customer") != headers.EXACT:
        return False
    return all(_CONTRACT.match(word) or _DOCUMENT.match(word) for word in words[1:])


def _documents(
    content: Content, layout: Layout, places: tuple[int, int, int], body: Sequence[Row]
) -> Settlements | None:
    found = sheet.numbers(body, places[1:], content.options.decimal, layout.names)
    lines: list[Line] = []
    own: list[tuple[Decimal, Decimal]] = []
    below: list[list[Decimal]] = []
    total: tuple[str, Decimal] | None = None
    name = ""
    for row, added, taken in zip(body, found[places[1]], found[places[2]], strict=True):
        label = next((text for cell in row[: places[0]] if (text := show(cell))), "")
        if sheet.is_total(label):
            total = (label, added)
        elif (day := groups.inside(label)) and name:
            below[-1] = [below[-1][0] + added, below[-1][1] + taken]
            lines.append(Line(name, label, day, *judged(label, added, taken)))
        elif not label or day:
            return None
        elif not (name and balance.is_contract(label)):
            name = label
            own.append((added, taken))
            below.append([Decimal(0), Decimal(0)])
    if not lines or any(list(one) != sums for one, sums in zip(own, below, strict=True)):
        return None
    read = sum((one[0] for one in below), Decimal(0))
    return Settlements(layout, places[1], tuple(lines), ((*total, read),) if total else (), len(body))


def judged(label: str, added: Decimal, taken: Decimal) -> tuple[Decimal, str]:
    """The amount of a document and the reason it is no sale for."""
    if _PURCHASE.match(label):
        return added - taken, "purchase"
    if _MOVED.match(label):
        return added - taken, "duplicate"
    if _PAID_OUT.match(label):
        return -added or taken, "outgoing" if added else "duplicate"
    if _BACK.match(label):
        return added - taken, ""
    if added and not _PAID_IN.match(label):
        return added, ""  # what it takes off too is the advance it uses up
    return taken - added, "duplicate"


def records(content: Content, found: Settlements) -> Records:
    """One row per document."""
    names, titles = found.layout.names, found.layout.preamble
    currency = sheet.currency((*titles, content.sheet), names, [line.label for line in found.lines[:50]])
    controls, differing = sheet.compared(content.file.name, found.figures)
    fields = [(names[0], "customer"), (names[found.added], "amount"), ("Document", "document"), ("Date", "date")]
    rows: list[list[Cell]] = [[line.customer, line.amount, line.label, line.day] for line in found.lines]
    return Records(
        fields=(*fields, *([("Currency", "currency")] if currency else [])),
        rows=[[*row, *([currency] if currency else [])] for row in rows],
        reasons=[line.reason for line in found.lines],
        basis="gross",
        controls=controls,
        warnings=tuple(differing),
        stated=periods.stated(titles),
        layout_rows=len(titles) + found.rows - len(rows),
        header_row=(found.layout.header or 0) + 1,
    )
