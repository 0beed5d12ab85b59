"""What every sheet of one workbook shares: the analysis, the words, the formats, the sheets' names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname

from segcore.analysis import Analysis
from segcore.columns import MONEY_VALUES
from segcore.errors import LabradorError
from segcore.settings import Settings
from segcore.views import span
from segcore.words import Words
from segcore.workbook.cells import clean, dangerous, for_footer, sheet_names, shielded
from segcore.workbook.decided import NAMES, Decided
from segcore.workbook.sheet import TableSheet
from segcore.workbook.styles import MONEY, MUTED, Styles

MOST_CUSTOMERS: Final = 50_000
MINOR: Final = 100
A4: Final = 9


@dataclass(frozen=True)
class Job:
    """One workbook in the making. title: the firm's or ledger's name; names: internal sheet name -> shown name.

    found: None in a workbook without a ledger, whose sheets ask for no `analysis`.
    """

    found: Analysis | None
    decided: Decided
    w: Words
    title: str
    book: Workbook
    style: Styles
    names: dict[str, str]

    @property
    def analysis(self) -> Analysis:
        if self.found is None:
            raise LabradorError("ledger.none")
        return self.found

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.found.settings if self.found else self.decided.document.chosen()

    @property
    def written(self) -> int:
        """How many customers have a row of their own."""
        return min(len(self.analysis.customers), MOST_CUSTOMERS)

    @property
    def scale(self) -> int:
        """Minor units of the ABC value: 100 for money, 1 for counts."""
        return MINOR if self.analysis.value in MONEY_VALUES else 1

    def sheet(self, name: str, widths: Sequence[float]) -> TableSheet:
        """Add the sheet: no gridlines, A4 landscape one page wide, footer with firm and page."""
        sheet: TableSheet = self.book.add_worksheet(self.names[name], TableSheet)
        sheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.style())
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        pages = self.w("{n} of {m}", n="&P", m="&N")
        sheet.set_footer(f"&L&8Labrador · {for_footer(self.title)}&R&8{pages}")
        return sheet

    def reference(self, name: str, cells: str) -> str:
        """A reference to cells of another sheet."""
        return f"{quote_sheetname(self.names[name])}!{cells}"

    def with_unit(self, label: str) -> str:
        """The label with the ledger's currency: `Revenue, EUR`."""
        currency = self.found.report.currency if self.found else None
        return f"{label}, {currency}" if currency else label

    def value_label(self) -> str:
        """What the ABC letters are made of, with its unit."""
        return {
            "revenue": lambda: self.with_unit(self.w("Revenue")),
            "profit": lambda: self.with_unit(self.w("Profit")),
            "documents": lambda: self.w("Documents"),
            "quantity": lambda: self.w("Quantity"),
        }[self.analysis.value]()

    def basis(self) -> str:
        """What the figures are: net revenue, gross revenue, payments, with the currency."""
        name = {
            "net": lambda: self.w("net revenue"),
            "gross": lambda: self.w("gross revenue"),
            "payment": lambda: self.w("payments received"),
            "unknown": lambda: self.w("revenue"),
        }[self.analysis.report.basis]()
        currency = self.analysis.report.currency
        return self.w("{what} in {currency}", what=name, currency=currency) if currency else name

    def period(self) -> str:
        """The span in words; says so where there are no dates."""
        found = span(self.analysis)
        return self.w.span(*found) if found else self.w("no dates")

    def text(self, sheet: TableSheet, row: int, column: int, text: object, style: Format) -> None:
        """Write text as text, whatever it holds."""
        plain = clean(text)
        if plain == "":
            sheet.write_blank(row, column, None, style)
        else:
            chosen = self.style.varied(style, quote_prefix=True) if dangerous(plain) else style
            sheet.write_string(row, column, shielded(plain), chosen)

    def heading(self, sheet: TableSheet, text: str, note: str, column: int = 0) -> None:
        """Title in row 1 and the line below it."""
        sheet.set_row(0, 30)
        self.text(sheet, 0, column, text, self.style(font_size=16, bold=True))
        self.text(sheet, 1, column, note, self.style(font_color=MUTED))

    def title_of(self, sheet: TableSheet, row: int, text: str, note: str = "", column: int = 0) -> int:
        """The title of a part within a sheet, and the line below it; returns the next row."""
        self.text(sheet, row, column, text, self.style(font_size=13, bold=True))
        if note:
            self.text(sheet, row + 1, column, note, self.style(font_color=MUTED))
        return row + (2 if note else 1)

    def named(self, name: str, sheet: str, area: str) -> None:
        """Give an area (absolute, as xl_range_abs writes it) a name by which it is read back."""
        self.book.define_name(NAMES + name, "=" + self.reference(sheet, area))

    def table(
        self, sheet: TableSheet, row: int, column: int, heads: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> int:
        """A small table. A cell is a number or text (with a plain format), or (value, format). Returns the next row."""
        for place, text in enumerate(heads):
            right = any(isinstance(_value(cells[place]), int | float | date) for cells in rows)
            aligned = {"align": "right"} if right else {"align": "left", "indent": 1}
            self.text(sheet, row, column + place, text, self.style.head(**aligned))
        for line, cells in enumerate(rows, row + 1):
            for place, cell in enumerate(cells, column):
                self._put(sheet, line, place, cell)
        return row + 1 + len(rows)

    def _put(self, sheet: TableSheet, row: int, column: int, cell: Any) -> None:
        value = _value(cell)
        chosen = cell[1] if isinstance(cell, tuple) else None
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, chosen)
        elif isinstance(value, str):
            self.text(sheet, row, column, value, chosen or self.style.text())
        elif value is None or value != value:
            sheet.write_blank(row, column, None, chosen or self.style.text())
        else:
            sheet.write_number(row, column, value, chosen or self.style.number(MONEY))


def _value(cell: Any) -> Any:
    return cell[0] if isinstance(cell, tuple) else cell


def new_job(
    analysis: Analysis | None, decided: Decided, w: Words, title: str, book: Workbook, sheets: Sequence[str]
) -> Job:
    """A Job whose sheets are named in the language of the words."""
    shown = {
        "Summary": w("Summary"),
        "To do": w("To do"),
        "Top 3": w("Top 3"),
        "Customers": w("Customers"),
        "ABC-XYZ": w("ABC-XYZ"),
        "RFM": w("RFM"),
        "Segments": w("Segments"),
        "Scorecard": w("Scorecard"),
        "Settings": w("Settings"),
        "Ledger report": w("Ledger report"),
        "Series": w("Series"),
        "Pareto": w("Pareto"),
    }
    names = sheet_names(shown[name] for name in sheets)
    return Job(analysis, decided, w, title, book, Styles(book), dict(zip(sheets, names, strict=True)))
