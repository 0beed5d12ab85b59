"""Turnover of customers' accounts: 1C ОСВ 62 and Анализ субконто, Polish Zestawienie obrotów i sald.

The debit turnover of the account of customers is what was shipped to each; its credit is what was paid and is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from segcore.errors import LabradorError, Notice, notice
from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.grid import Cell, Row, show
from segcore.readers.records import Records
from segcore.readers.shapes import balance, groups, outline, periods, sheet
from segcore.readers.shapes.balance import Head

_CUSTOMERS = re.compile(r"(?:62|36[12]?|1210|20[013])(?![\d])")
_ADVANCES = re.compile(r"62\.[023]2(?!\d)")
_SHIPMENTS = re.compile(r"62\.\w+")


@dataclass(frozen=True)
class _Line:
    """A row: its customer, the account it stands under, what it is (name, account, leaf), its turnovers, its label."""

    row: Row
    account: str
    kind: str
    label: str
    debit: Decimal
    credit: Decimal
    customer: str = ""


def claims(content: Content) -> bool:
    return balance.find(content.first_rows) is not None


def read(content: Content) -> Records:
    """Raises LabradorError file.turnover where the account is none of customers, or names none."""
    head = balance.find(content.first_rows)
    if head is None:
        raise LabradorError("file.turnover", file=content.file.name)
    found = _Book(content, head)
    if not any(line.debit or line.credit for line in found.lines):
        raise LabradorError("file.turnover", file=content.file.name)
    return found.records()


class _Book:
    """The rows below the header as lines of counted accounts."""

    def __init__(self, content: Content, head: Head) -> None:
        self.file, self.head = content.file.name, head
        self.body = [row for row in content.rows()[head.first :] if sheet.filled(row)]
        places = [head.debit, *([head.credit] if head.credit is not None else [])]
        numbers = sheet.numbers(self.body, places, content.options.decimal, head.names)
        self.debits = numbers[head.debit]
        self.credits = numbers[head.credit] if head.credit is not None else [Decimal(0)] * len(self.body)
        self.total: tuple[str, Decimal] | None = None
        self.every = list(self._every())
        self.lines = self._counted()

    def _every(self) -> Iterator[_Line]:
        """All rows but totals, each with its account and the names above it."""
        account, customer, first = self.head.account, "", ""
        for row, debit, credit in zip(self.body, self.debits, self.credits, strict=True):
            words = [text for cell in row[: self.head.label + 1] if (text := show(cell))]
            words, sign = balance.signed(words)
            if not words or sign or any(map(sheet.is_total, words)):
                self.total = (words[0], debit) if words else self.total
                continue
            number, label = balance.parted(words)
            kind = "leaf" if balance.is_document(label) or balance.is_month(label) else "name" if label else "account"
            account, first = number or account, first or kind
            if kind == first == "account":
                customer = ""  # the account of the next sheet, or the next account
            if kind == "name" and not (customer and balance.is_contract(label)):
                customer = label
            yield _Line(row, account, kind, label, debit, credit, customer)

    def _counted(self) -> list[_Line]:
        """Documents or months where they hold the turnover, else accounts below customers, else customers."""
        counted = [line for line in self.every if _counts(line.account)]
        leaves = [line for line in counted if line.kind == "leaf"]
        if any(line.debit for line in leaves):
            return self._owned(leaves)
        first = next((line.kind for line in self.every), "")
        if first == "name" and any(line.kind == "account" and line.customer for line in self.every):
            return self._owned([line for line in counted if line.kind == "account" and _deepest(line, self.every)])
        names = [line for line in counted if line.kind == "name"]
        return self._owned(self._customers(self._leaf_accounts(names)))

    def _leaf_accounts(self, names: Sequence[_Line]) -> list[_Line]:
        """Accounts named in the row of the customer: those that no other account belongs to."""
        own = {line.account for line in names}
        if not all(balance.parted([show(cell) for cell in line.row[: self.head.label + 1]])[0] for line in names):
            return list(names)
        return [
            line for line in names if not any(other != line.account and other.startswith(line.account) for other in own)
        ]

    def _customers(self, names: list[_Line]) -> list[_Line]:
        """The rows of customers without those of their contracts."""
        if any(balance.is_contract(line.label) for line in names):
            return [line for line in names if not balance.is_contract(line.label)]
        if len(self.head.levels) < 2:
            return names
        found = []
        for account in dict.fromkeys(line.account for line in names):
            section = [line for line in names if line.account == account]
            parts = outline.groups([(line.debit, line.credit) for line in section])
            found += [section[part[0]] for part in parts] if parts else section
        return found

    def _owned(self, lines: list[_Line]) -> list[_Line]:
        return [replace(line, customer=line.customer or line.label) for line in lines]

    def records(self) -> Records:
        """One row per customer (document, month) with shipments."""
        lines = [line for line in self.lines if line.debit]
        dated = any(line.kind == "leaf" for line in lines)
        currency = sheet.currency(
            self.head.titles, self.head.names, (show(cell) for row in self.body for cell in row[:2])
        )
        fields = [
            (self.head.names[self.head.label] or "Customer", "customer"),
            (self.head.names[self.head.debit], "amount"),
        ]
        fields += [("Document", "document"), ("Date", "date")] if dated else []
        fields += [("Currency", "currency")] if currency else []
        rows = []
        for line in lines:
            row: list[Cell] = [line.customer, line.debit]
            row += [line.label, groups.inside(line.label) or groups.month(line.label)] if dated else []
            rows.append([*row, *([currency] if currency else [])])
        controls, differing = sheet.compared(self.file, self._controls())
        return Records(
            fields=tuple(fields),
            rows=rows,
            reasons=[""] * len(rows),
            basis="gross",
            controls=controls,
            warnings=(*self._told(0 if dated else len(self.lines) - len(lines)), *differing),
            stated=periods.stated(self.head.titles),
            layout_rows=len(self.head.titles) + len(self.body) - len(rows),
            header_row=self.head.top + 1,
        )

    def _controls(self) -> list[tuple[str, Decimal, Decimal]]:
        """The turnover the counted accounts state of themselves, else the total row."""
        read = sum((line.debit for line in self.lines), Decimal(0))
        stated = [line for line in self.every if line.kind == "account" and _counts(line.account) and not line.customer]
        stated = [line for line in stated if _deepest(line, self.every)]
        if stated:
            names = ", ".join(dict.fromkeys(line.account for line in stated))
            return [(names, sum((line.debit for line in stated), Decimal(0)), read)]
        whole = all(_counts(line.account) for line in self.every)
        return [(self.total[0], self.total[1], read)] if self.total and whole else []

    def _told(self, silent: int) -> list[Notice]:
        found = [notice("no_turnover", file=self.file, rows=silent)] if silent else []
        parts = any(_SHIPMENTS.match(line.account) for line in self.every)
        if not parts and _CUSTOMERS.match(self.head.account or "") and self.head.account.startswith("62"):
            found.append(notice("turnover_whole_account", file=self.file))
        return found


def _counts(account: str) -> bool:
    """Whether the debit of an account is sales: an account of customers, and not the one of their advances."""
    return _CUSTOMERS.match(account) is not None and not _ADVANCES.match(account)


def _deepest(line: _Line, every: Sequence[_Line]) -> bool:
    """Whether no other account belongs to the one of this row."""
    parts = {other.account for other in every if other.kind == "account" and other.account != line.account}
    return not any(part.startswith(line.account) for part in parts)


FORMAT = Format("turnover", "Turnover of customers", "shape", ("xlsx", "xls", "csv"), TABLES, claims, read)
