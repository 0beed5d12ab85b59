"""Cross-tabs: customers down, months (quarters, years, days) across; each filled cell becomes a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from segcore.errors import LabradorError, Notice, notice
from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.grid import Cell, Row, show
from segcore.readers.records import Records
from segcore.readers.shapes import across, periods, sheet
from segcore.readers.shapes.across import Across
from segcore.readers.shapes.families import Line, parted, within_totals
from segcore.readers.shapes.levels import columns_by_role, is_level, levels_of


def claims(content: Content) -> bool:
    return _head(content) is not None


def _head(content: Content) -> Across | None:
    """See across.find; the name of one sheet says nothing of others joined to it."""
    alone = content.grid is not None and not any(told.code == "sheets_joined" for told in content.grid.warnings)
    return across.find(content.first_rows, content.sheet if alone else "", content.options.date_order)


def read(content: Content) -> Records:
    """Raises LabradorError file.months_without_year, file.grouped; file.not_a_table for a file that is no cross-tab."""
    head = _head(content)
    if head is None or head.yearless:
        raise LabradorError("file.months_without_year" if head else "file.not_a_table", file=content.file.name)
    body = [row for row in content.rows()[head.first :] if sheet.filled(row)]
    return _Body(content, head, body).records()


@dataclass(frozen=True)
class _Total:
    """A total row: its label, the position of the row in the body, and whether it is one of a customer."""

    label: str
    number: int
    part: bool


class _Body:
    """The rows below the header: numbers, lines, totals."""

    def __init__(self, content: Content, head: Across, body: Sequence[Row]) -> None:
        self.file, self.head, self.body = content.file.name, head, body
        self.roles = columns_by_role(head.describing, [[show(cell) for cell in row] for row in body[:200]])
        self.money = [measure for measure in head.measures if measure.role == "amount"]
        self.others = [measure for measure in head.measures if measure.role != "amount"]
        self.names = [" ".join(words) for _, words in head.columns]
        places = [*(measure.place for measure in self.money), *(place for place, _ in head.totals)]
        self.numbers = sheet.numbers(body, places, content.options.decimal, self.names)
        titles = (*head.titles, content.sheet)
        self.currency = sheet.currency(titles, self.names, (text for row in body[:50] for text in sheet.filled(row)))
        self.totals: list[_Total] = []
        self.lines = list(self._lines())

    def _lines(self) -> Iterator[Line]:
        """The rows that are no totals, each with the words that hold for it."""
        names = {_at(row, place).casefold() for row in self.body for place in self.roles} - {""}
        above: dict[int, str] = {}
        sums = [Decimal(0)] * len(self.money)
        for number, row in enumerate(self.body):
            words = {place: _at(row, place) for place in self.roles}
            amounts = self._amounts(number)
            label = next((text for text in [*words.values(), *sheet.filled(row)[:1]] if _is_total(text, names)), None)
            if label is None and not any(words.values()) and (amounts == sums or not any(amounts)):
                label = ""
            if label is not None:
                self.totals.append(_Total(label, number, (sheet.total_of(label) or "").casefold() in names))
                continue
            sums = [a + b for a, b in zip(sums, amounts, strict=True)]
            above = self._held(words, above)
            yield Line(number, above, amounts)

    def _amounts(self, number: int) -> list[Decimal]:
        return [self.numbers[measure.place][number] for measure in self.money]

    def _held(self, words: dict[int, str], above: dict[int, str]) -> dict[int, str]:
        """A row without its customer is of the one above it, as what stands left of him is."""
        own = next((place for place, role in self.roles.items() if role == "customer"), max(self.roles))
        holds = not words[own] and any(words.values())
        return {place: text or (above.get(place, "") if holds or place < own else "") for place, text in words.items()}

    def records(self) -> Records:
        """The lines with their cells turned into rows."""
        totals = [(total.number, total.label) for total in self.totals]
        own = next((place for place, role in self.roles.items() if role == "customer"), None)
        lines, level = self.lines, None
        if own is not None:
            lines = within_totals(lines, own, totals)
            if "product" not in self.roles.values():
                words = dict(self.head.describing)[own]
                if sum(map(is_level, words)) > 2:  # sums of sums
                    raise LabradorError("file.grouped", file=self.file)
                lines, level = parted(lines, own, levels_of(words))
        rows = [row for line in lines for row in self._rows(line, level is not None)]
        controls, differing = sheet.compared(self.file, sheet.counted_once(self.file, self._controls(lines)))
        return Records(
            fields=self._fields(level),
            rows=rows,
            reasons=[""] * len(rows),
            basis=sheet.basis_of(self.money[0].name),
            controls=controls,
            warnings=(*self._told(), *differing),
            stated=self._stated(),
            layout_rows=len(self.head.titles) + len(self.body) - len(lines),
            header_row=self.head.top + 1,
            decimal=None,
        )

    def _fields(self, level: str | None) -> tuple[tuple[str, str], ...]:
        known = dict(self.head.columns)
        fields = [(" ".join(known[place]), role) for place, role in self.roles.items()]
        fields += [("", level)] if level else []
        fields.append((" … ".join(self.head.ends), "date"))
        amount = next((label for _, label in self.head.totals), "")
        fields.append((self.money[0].name or amount, "amount"))
        fields += {measure.role: (measure.name, measure.role) for measure in self.others}.values()
        fields += [("Currency", "currency")] if self.currency else []
        return tuple((header or f"#{place}", role) for place, (header, role) in enumerate(fields, 1))

    def _rows(self, line: Line, below: bool) -> Iterator[Row]:
        """One row per filled cell: words, date, amount, other measures, currency."""
        row, currency = self.body[line.number], self.currency
        words: list[Cell] = [line.words[place] for place in self.roles]
        words += [line.below] if below else []
        for measure, amount in zip(self.money, line.amounts, strict=True):
            text = _at(row, measure.place)
            if amount == 0 and (sheet.empty(text) or sheet.is_number(text)):
                continue
            found = {other.role: row[other.place] for other in self.others if other.span == measure.span}
            rest = [found.get(role, "") for role in dict.fromkeys(other.role for other in self.others)]
            yield [*words, measure.span.cell, row[measure.place], *rest, *([currency] if currency else [])]

    def _controls(self, lines: Sequence[Line]) -> list[tuple[str, Decimal, Decimal]]:
        """The last total row and the total column beside what was read."""
        read = sum((amount for line in lines for amount in line.amounts), Decimal(0))
        whole = [total for total in self.totals if any(self._amounts(total.number)) and not total.part]
        found = [(total.label or "Σ", sum(self._amounts(total.number), Decimal(0)), read) for total in whole[-1:]]
        for place, label in self.head.totals[:1]:
            found.append((label, sum((self.numbers[place][line.number] for line in lines), Decimal(0)), read))
        return found

    def _told(self) -> list[Notice]:
        """How coarse the dates are, and in which order their days and months are read where they do not tell."""
        kind = max((measure.span for measure in self.money), key=lambda span: span.fineness).kind
        found = []
        if kind == "month":
            found.append(notice("months_across", file=self.file))
        elif kind == "quarter":
            found.append(notice("quarters_across", file=self.file))
        elif kind != "day":
            found.append(notice("years_across", file=self.file))
        if self.head.unsure:
            facts = {"column": " … ".join(self.head.ends), "example": self.head.unsure}
            found.append(notice("ambiguous_dates", file=self.file, order=self.head.order, **facts))
        return found

    def _stated(self) -> tuple[date | None, date | None]:
        told = periods.stated(self.head.titles)
        spans = [measure.span for measure in self.money]
        return told if told != (None, None) else (min(spans).first, max(span.last for span in spans))


def _at(row: Row, place: int) -> str:
    return show(row[place]) if place < len(row) else ""


def _is_total(text: str, names: set[str]) -> bool:
    """A total, or one that bears the name of a customer (`Alfa Total`)."""
    if sheet.is_total(text):
        return True
    return (sheet.total_of(text) or "").casefold() in names


FORMAT = Format("cross_tab", "Cross-tab", "shape", ("xlsx", "xls", "csv"), TABLES, claims, read)
