"""1C Карточка счета 62: entries of the account of customers by day; those against revenue are sales."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from segcore.errors import LabradorError
from segcore.readers.content import TABLES, Content
from segcore.readers.dates import looks_date
from segcore.readers.format import Format
from segcore.readers.grid import Cell, Row, show
from segcore.readers.records import Records
from segcore.readers.shapes import periods, sheet

SEARCHED = 40
_OWN, _REVENUE = re.compile(r"62(?:\.(?![023]2)\w+)?"), re.compile(r"9[01](?:\.\w+)*")


@dataclass(frozen=True)
class Head:
    """place: position of the header; columns of: day, document, analytics and account of debit and of credit."""

    place: int
    titles: tuple[str, ...]
    day: int
    document: int
    about: tuple[int, int]
    accounts: tuple[int, int]


def find(rows: Sequence[Sequence[str]]) -> Head | None:
    """The header of an account card among the first rows (texts), None where there is none."""
    for place, row in enumerate(rows[:SEARCHED]):
        names = {" ".join(cell.casefold().split()): column for column, cell in reversed(list(enumerate(row))) if cell}
        wanted = ("период", "документ", "аналитика дт", "аналитика кт", "дебет", "кредит")
        if all(name in names for name in wanted):
            day, document, debit, credit, owed, paid = (names[name] for name in wanted)
            titles = tuple(" ".join(filter(None, one)) for one in rows[:place] if any(one))
            return Head(place, titles, day, document, (debit, credit), (owed, paid))
    return None


def claims(content: Content) -> bool:
    return find(content.first_rows) is not None


def read(content: Content) -> Records:
    """One row per entry: shipments count, payments are left out.

    Raises LabradorError file.turnover for other accounts.
    """
    head = find(content.first_rows)
    body = [] if head is None else [row for row in content.rows()[head.place + 1 :] if sheet.filled(row)]
    entries = [] if head is None else [row for row in body if looks_date(_at(row, head.day))]
    if head is None or not any(_side(row, head) is not None for row in entries):
        raise LabradorError("file.turnover", file=content.file.name)
    sums = [place + 1 for place in head.accounts]
    numbers = sheet.numbers(entries, sums, content.options.decimal, ("Контрагент",))
    rows: list[list[Cell]] = []
    for number, row in enumerate(entries):
        owed, paid = (numbers[place][number] for place in sums)
        side = _side(row, head)
        about = _text(row, head.about[int(not owed) if side is None else side])
        document = " ".join(_text(row, head.document).split("\n")[0].split())
        amount = -paid if side == 1 else owed or paid
        rows.append([about.split("\n")[0].strip(), row[head.day], document, amount, "RUB"])
    return Records(
        fields=(
            ("Контрагент", "customer"), ("Период", "date"), ("Документ", "document"), ("Дебет", "amount"),
            ("Валюта", "currency"),
        ),
        rows=rows,
        reasons=["duplicate" if _side(row, head) is None else "" for row in entries],
        basis="gross",
        stated=periods.stated(head.titles),
        layout_rows=len(head.titles) + 1 + len(body) - len(entries),
        header_row=head.place + 1,
    )  # fmt: skip


def _side(row: Row, head: Head) -> int | None:
    """0 where the customer owes more for revenue, 1 where revenue is taken back, None for payments and offsets."""
    debit, credit = (_at(row, place) for place in head.accounts)
    if _OWN.fullmatch(debit) and _REVENUE.fullmatch(credit):
        return 0
    return 1 if _REVENUE.fullmatch(debit) and _OWN.fullmatch(credit) else None


def _at(row: Row, place: int) -> str:
    return show(row[place]) if place < len(row) else ""


def _text(row: Row, place: int) -> str:
    """A cell with its line ends."""
    cell = row[place] if place < len(row) else ""
    return cell.strip() if isinstance(cell, str) else show(cell)


FORMAT = Format("account_card", "Карточка счета 62", "shape", ("xlsx", "xls"), TABLES, claims, read)
