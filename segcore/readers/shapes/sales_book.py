"""Книга продаж: the Russian VAT register of sales, whose columns are known by the row of their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from segcore.errors import LabradorError, notice
from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.grid import Cell, Row, show
from segcore.readers.records import Records
from segcore.readers.shapes import periods, sheet

SEARCHED, FEWEST = 60, 8
_NUMBER = re.compile(r"\d{1,2}[абвг]?")
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d")
_NET, _VAT, _GROSS = re.compile(r"14[а-г]?|15|16|19"), re.compile(r"17[а-г]?|18"), "13б"
_REASONS = {"02": "advance", "06": "purchase", "18": "purchase", "21": "purchase", "33": "advance"}


@dataclass(frozen=True)
class Head:
    """place: position of the row of numbers; columns: position of each column by its number (`13б`)."""

    place: int
    columns: dict[str, int]
    titles: tuple[str, ...]


def find(rows: Sequence[Sequence[str]]) -> Head | None:
    """The row of column numbers of a sales book among the first rows (texts), None where there is none."""
    for place, row in enumerate(rows[:SEARCHED]):
        cells = [cell.casefold().translate(str.maketrans("abc", "абс")) for cell in row]
        columns = {cell: column for column, cell in reversed(list(enumerate(cells))) if _NUMBER.fullmatch(cell)}
        if len(columns) >= FEWEST and {"1", "2", "3", "7", _GROSS} <= set(columns):
            return Head(place, columns, tuple(" ".join(filter(None, one)) for one in rows[:place] if any(one)))
    return None


def claims(content: Content) -> bool:
    return find(content.first_rows) is not None


def read(content: Content) -> Records:
    """One row per invoice; net of VAT. Raises LabradorError file.not_a_table for a file that is no sales book."""
    head = find(content.first_rows)
    if head is None:
        raise LabradorError("file.not_a_table", file=content.file.name)
    body = [row for row in content.rows()[head.place + 1 :] if sheet.filled(row)]
    return _Book(content, head, body).records()


class _Book:
    """The rows below the numbers, with what each is worth."""

    def __init__(self, content: Content, head: Head, body: Sequence[Row]) -> None:
        self.file, self.head, self.body = content.file.name, head, body
        self.net = [place for number, place in head.columns.items() if _NET.fullmatch(number)]
        self.vat = [place for number, place in head.columns.items() if _VAT.fullmatch(number)]
        self.gross = head.columns[_GROSS]
        places = [*self.net, *self.vat, self.gross]
        self.numbers = sheet.numbers(body, places, content.options.decimal, ("Покупатель",))

    def records(self) -> Records:
        invoices = [number for number, row in enumerate(self.body) if self._is_invoice(row)]
        controls, differing = sheet.compared(self.file, self._controls(invoices))
        return Records(
            fields=(
                ("Покупатель", "customer"), ("ИНН/КПП", "tax_id"), ("Дата счета-фактуры", "date"),
                ("Номер и дата счета-фактуры", "document"), ("Стоимость без НДС", "amount"),
                ("Код вида операции", "ignore"), ("Валюта", "currency"),
            ),
            rows=[self._row(number) for number in invoices],
            reasons=[self._reason(self.body[number]) for number in invoices],
            basis="net",
            controls=controls,
            warnings=(notice("sales_book_decreases", file=self.file), *differing),
            stated=periods.stated(self.head.titles),
            layout_rows=len(self.head.titles) + 1 + len(self.body) - len(invoices),
            header_row=self.head.place + 1,
        )  # fmt: skip

    def _at(self, row: Row, number: str) -> str:
        place = self.head.columns.get(number, len(row))
        return show(row[place]) if place < len(row) else ""

    def _is_invoice(self, row: Row) -> bool:
        """Invoices have a number and day; names of buyers above them and totals have none."""
        return not any(map(sheet.is_total, sheet.filled(row)[:2])) and bool(_DAY.search(self._at(row, "3")))

    def _row(self, number: int) -> list[Cell]:
        row = self.body[number]
        document, correction = self._at(row, "3"), self._at(row, "5")
        day = _DAY.search(correction) or _DAY.search(document)
        return [
            self._at(row, "7"), self._at(row, "8").partition("/")[0].strip(), day[0] if day else "",
            " ".join((correction or document).split()), self._worth(number), self._at(row, "2"), "RUB",
        ]  # fmt: skip

    def _worth(self, number: int) -> Decimal:
        """The sums without VAT, of all rates; where there are none, the whole less the VAT."""
        net = sum((self.numbers[place][number] for place in self.net), Decimal(0))
        vat = sum((self.numbers[place][number] for place in self.vat), Decimal(0))
        return net or self.numbers[self.gross][number] - vat

    def _reason(self, row: Row) -> str:
        """What the code of the operation says: an advance comes again when it is shipped, other codes are no sales."""
        codes = [code.zfill(2) for code in re.findall(r"\d{1,2}", self._at(row, "2"))]
        if "26" in codes and not self._at(row, "7"):
            return "retail_summary"
        reasons = [_REASONS.get(code, "") for code in codes]
        return reasons[0] if reasons and all(reasons) else ""

    def _controls(self, invoices: Sequence[int]) -> list[tuple[str, Decimal, Decimal]]:
        """The last total of the sums without VAT beside those of the invoices."""
        last = next((n for n in reversed(range(len(self.body))) if self._is_whole(self.body[n])), None)
        if last is None or not any(self.numbers[place][last] for place in self.net):
            return []
        stated, read = (
            sum((self.numbers[place][number] for place in self.net for number in chosen), Decimal(0))
            for chosen in ([last], invoices)
        )
        return [(next(filter(sheet.is_total, sheet.filled(self.body[last]))), stated, read)]

    def _is_whole(self, row: Row) -> bool:
        return any(sheet.is_total(text) and "покупател" not in text.casefold() for text in sheet.filled(row)[:2])


FORMAT = Format("sales_book", "Книга продаж", "shape", ("xlsx", "xls"), TABLES, claims, read)
