"""The Ledger: clean lines, the parties they belong to, and the report of how the files were read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import pandas as pd

from segcore.errors import Notice
from segcore.seals import content_seal

Basis = Literal["net", "gross", "payment", "unknown"]
Precision = Literal["day", "month", "none"]
Sureness = Literal["sure", "question", "skipped"]
RowKind = Literal["title", "header", "data", "total"]

ROLES = (
    "customer", "tax_id", "date", "amount", "debit", "credit", "currency", "document", "product", "quantity",
    "profit", "cost", "customer_since", "status", "manager", "region", "industry", "size",
)  # fmt: skip
OTHER_ROLES = ("attribute", "ignore")
REASONS = (
    "own_transfer", "loan", "tax_refund", "supplier_refund", "interest", "acquiring", "cash_deposit", "outgoing",
    "outgoing_refund", "purchase", "duplicate", "cancelled", "not_won", "proforma", "pending", "reversal", "advance",
    "retail_summary", "no_customer", "no_amount", "zero", "after_as_of", "unreadable",
)  # fmt: skip
FINAL_REASONS = ("no_customer", "no_amount", "zero", "after_as_of", "unreadable")  # such rows cannot count after all


@dataclass(frozen=True)
class SourceFile:
    """One uploaded file: its name (never trusted for its format) and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class FileOptions:
    """What the user decided about one file; an empty field means: find it out.

    roles: (header, role) pairs, role one of ROLES or OTHER_ROLES; a header that is not named is guessed.
    header_row: 1-based row of the file. decimal: the decimal mark of its amounts, `.` or `,`. format: name of the
    format it is to be read as (`csv`: as a plain table). date_order: dmy or mdy.
    """

    roles: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    decimal: str | None = None
    format: str | None = None
    date_order: str | None = None


@dataclass(frozen=True)
class ReadOptions:
    """How files are to be read. `by_fingerprint` answers for files with that header; `default` for all others.

    date_order: auto, dmy or mdy. currency: the one that counts. counted: reasons whose rows count after all.
    rates: (currency, what one unit is worth in `currency`); one without a rate is left out. merged: pairs of party keys
    that are one customer, in the order they were joined.
    """

    date_order: str = "auto"
    currency: str | None = None
    counted: frozenset[str] = frozenset()
    default: FileOptions = FileOptions()
    by_fingerprint: tuple[tuple[str, FileOptions], ...] = ()
    rates: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ColumnReport:
    """One column of a file as it was understood: header, role, three example values, how sure."""

    header: str
    role: str
    examples: tuple[str, ...]
    sure: Sureness


@dataclass(frozen=True)
class PreviewRow:
    """One of the first (or last) rows of the file as it stands there; `number` is its 1-based row."""

    number: int
    kind: RowKind
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Control:
    """A figure the file states about itself (its total row, say) beside the one that was read, in minor units."""

    name: str
    file: int
    read: int

    @property
    def matches(self) -> bool:
        return self.file == self.read


@dataclass(frozen=True)
class Question:
    """Something only the user can decide.

    code `date_order` has options dmy, mdy; `decimal` has `,` and `.`; `currency` the currencies met.
    file: name of the file it is about. facts: what the sentence needs (column, example).
    """

    code: str
    file: str
    options: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FileReport:
    """What was found in one file. `fingerprint` is a digest of its normalised header row."""

    name: str
    format: str
    size: int
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int | None
    fingerprint: str
    columns: tuple[ColumnReport, ...]
    preview: tuple[PreviewRow, ...]
    decimal: str | None
    date_format: str | None
    stated_from: date | None = None
    stated_to: date | None = None
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True)
class Example:
    """One row that was left out. row: its 1-based row of the file, 0 where that is not known. amount: minor units."""

    file: str
    row: int
    day: date | None
    customer: str
    amount: int


@dataclass(frozen=True)
class Excluded:
    """Rows left out for one reason (one of REASONS): how many, their sum in minor units (sign as in the file), and
    the first of them (only to look at).
    """

    reason: str
    rows: int
    sum: int
    examples: tuple[Example, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Pair:
    """Two customers that may be one: their party keys, their names, and whether the user joined them."""

    keys: tuple[str, str]
    names: tuple[str, str]
    joined: bool


@dataclass(frozen=True)
class ReadReport:
    """How the files became a ledger. rows_read = sales + returns + rows of `excluded`; sums in minor units.

    sum_by_currency: sales + returns per currency; one entry (key "" when unknown) unless currencies are mixed.
    joined: (display name, other spellings) of customers written in several ways. pairs: look-alikes, for the user to
    decide, and those he joined.
    """

    files: tuple[FileReport, ...]
    rows_read: int
    sales: int
    returns: int
    sales_sum: int
    returns_sum: int
    excluded: tuple[Excluded, ...]
    layout_rows: int
    sum_by_currency: tuple[tuple[str, int], ...]
    currency: str | None
    basis: Basis
    precision: Precision
    first_date: date | None
    last_date: date | None
    stated_from: date | None = None
    stated_to: date | None = None
    joined: tuple[tuple[str, tuple[str, ...]], ...] = ()
    warnings: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @property
    def total(self) -> int:
        return self.sales_sum + self.returns_sum


@dataclass(frozen=True)
class Ledger:
    """Clean lines and the parties they belong to; columns as columns.LINES and columns.PARTIES.

    lines.customer is the position of the customer in `parties`, which is sorted by key. The digest depends on the
    content alone, never on the order of the rows.
    """

    lines: pd.DataFrame
    parties: pd.DataFrame
    report: ReadReport
    digest: str

    @staticmethod
    def of(lines: pd.DataFrame, parties: pd.DataFrame, report: ReadReport) -> Ledger:
        """Build a ledger and its digest."""
        told = repr((report.stated_from, report.stated_to, report.currency, report.precision))
        return Ledger(lines, parties, report, content_seal(lines, parties, told))

    def until(self, as_of: date) -> Ledger:
        """The ledger without the lines after `as_of`; they move to the reason `after_as_of`."""
        if self.report.last_date is None or self.report.last_date <= as_of:
            return self
        late = (self.lines["day"] > pd.Timestamp(as_of)).to_numpy()
        amounts, kept, report = self.lines["amount"].to_numpy()[late], self.lines[~late], self.report
        sold, back, whole = amounts[amounts > 0], amounts[amounts < 0], int(amounts.sum())
        days = (kept["day"].min().date(), kept["day"].max().date()) if len(kept) else (None, None)
        changed = replace(
            report,
            sales=report.sales - len(sold),
            returns=report.returns - len(back),
            sales_sum=report.sales_sum - int(sold.sum()),
            returns_sum=report.returns_sum - int(back.sum()),
            excluded=(*report.excluded, Excluded("after_as_of", int(late.sum()), whole)),
            sum_by_currency=((report.sum_by_currency[0][0], report.total - whole),),
            first_date=days[0],
            last_date=days[1],
        )
        return Ledger.of(kept, self.parties, changed)
