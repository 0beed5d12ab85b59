"""One file as rows of a ledger: every row judged, nothing merged with other files yet."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from segcore.errors import LabradorError, Notice, notice
from segcore.ledger import Control, FileReport, Question, ReadOptions
from segcore.readers import dates, duplicates, examples, headers, money, rules, units
from segcore.readers.attributes import Attribute, attributes
from segcore.readers.beside import begun
from segcore.readers.column_notices import formulas, of_columns
from segcore.readers.figures import figures
from segcore.readers.grid import Body, Codes, Days, Flags, Ints, Reals, Seals, everywhere, give_back, lean
from segcore.readers.identity import identities
from segcore.readers.layout_rows import Rows, layout_rows
from segcore.readers.names import normalise
from segcore.readers.opened import Opened
from segcore.readers.persons import joined

PROFIT_ROLES = ("quantity", "profit", "cost")


@dataclass(frozen=True)
class Part:
    """One file. Arrays are parallel to its ledger rows; reasons: 0 for sales and returns, else rules.CODE.

    names, taxes: texts of the identities `identity` points to; plain: the names as `normalise` gives them. document: a
    number per row, equal where the texts are; numbered: which rows have one. skipped: positions of the layout rows
    among the rows of the body. numbers: row of the file of each of these, where known.
    """

    name: str
    report: FileReport
    names: list[str]
    plain: Future[list[str]]
    taxes: list[str]
    identity: Codes
    day: Days
    amount: Ints
    document: Seals | None
    numbered: Flags
    quantity: Reals | None
    profit: Reals | None
    currency: money.Currencies
    currencies: list[str]
    reasons: rules.Reasons
    layout_rows: int
    basis: str
    dated: bool
    months: bool
    attributes: list[Attribute] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    skipped: Codes = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    numbers: tuple[int, ...] = ()


def read_part(opened: Opened, options: ReadOptions) -> Part:
    """Judge every row of one file.

    Raises LabradorError ledger.no_customer_column, ledger.no_amount_column (fact `file`), ledger.formulas (file, rows).
    """
    roles = opened.roles
    if not roles.customers and roles.get("tax_id") is None:
        raise LabradorError("ledger.no_customer_column", file=opened.name)
    if roles.get("amount") is None and roles.get("credit") is None:
        if rows := formulas(opened):
            raise LabradorError("ledger.formulas", file=opened.name, rows=rows)
        raise LabradorError("ledger.no_amount_column", file=opened.name)
    reading = _Reading(opened, options)
    give_back()
    part = reading.part()
    give_back()
    return part


class _Reading:
    """The steps of one file in order; each adds what the next ones need."""

    def __init__(self, opened: Opened, options: ReadOptions) -> None:
        self.opened, self.options, self.roles = opened, options, opened.roles
        self.warnings: list[Notice] = [*opened.source.warnings, *of_columns(opened)]
        self.questions = [_asked(told) for told in self.warnings if told.code == "ambiguous_dates"]
        self.names = opened.layout.names
        body = joined(opened.body(), self.roles.persons)
        tongue = headers.language(self.names)
        comma = "." if tongue in ("en", "") else ","
        self.money = money.amounts(body, self.roles, self.names, comma, opened.decimal, opened.titles)
        self.identity, self.people, self.taxes = identities(body, self.roles)
        self.plain = begun(normalise, self.people)
        self.currency, self.currencies = money.currency_of(
            body, self.roles, self.money, self.names[self.money.column], opened.layout.preamble
        )
        self.day, self.undated, self.blank_day, self.months, self.form = self._days(body, tongue)
        named = np.array([bool(a or b) for a, b in zip(self.people, self.taxes, strict=True)], dtype=np.bool_)
        self.customer = everywhere(True, body.rows) if named.all() else named[self.identity]
        layout, self.controls = self._layout(body)
        self.layout = lean(layout)
        self.body = body

    def _days(self, body: Body, tongue: str) -> tuple[Days, Flags, Flags, bool, str | None]:
        place = self.roles.get("date")
        if place is None:
            none = np.full(body.rows, np.datetime64("NaT", "s"))
            return none, everywhere(False, body.rows), everywhere(True, body.rows), False, None
        guess = "mdy" if self._american(tongue) else "dmy"
        split = [None if p is None else body.columns[p] for p in self.roles.date_parts]
        column = dates.together(split, self.roles.year) if any(split) else body.columns[place]
        found = dates.dates(column, self.opened.choices.date_order or self.options.date_order, guess)
        if found.ambiguous:
            facts = {"column": self.names[place], "example": found.ambiguous}
            self.questions.append(Question("date_order", self.opened.name, ("dmy", "mdy"), tuple(facts.items())))
            self.warnings.append(notice("ambiguous_dates", file=self.opened.name, order=guess, **facts))
        if found.far:
            self.warnings.append(notice("dates_unlikely", file=self.opened.name, rows=found.far))
        return found.days, lean(~found.filled | found.bad), lean(~found.filled), found.months, found.form or None

    def _american(self, tongue: str) -> bool:
        known = {name for name in self.currencies if name}
        return known == {"USD"} or (tongue == "en" and known <= {"USD"})

    def _layout(self, body: Body) -> tuple[Flags, tuple[Control, ...]]:
        records = self.opened.records
        if records is not None:
            return np.zeros(body.rows, dtype=np.bool_), records.controls
        rows = Rows(
            self.money.figures, self.money.column, self.people, self.identity, self.customer, self.undated,
            self.blank_day,
        )  # fmt: skip
        layout, controls = layout_rows(body, self.roles, self.names, rows)
        for control in controls:
            if not control.matches:
                told = notice(
                    "total_differs", file=self.opened.name, column=control.name, stated=control.file, read=control.read
                )
                self.warnings.append(told)
        return layout, controls

    def part(self) -> Part:
        body, keep, found = self.body, lean(~self.layout), self.money.figures
        speech = self._spoken(body)
        flip = lean(speech.returns & (found.minor > 0))
        minor = np.where(flip, -found.minor, found.minor) if flip.any() else found.minor
        facts = rules.Facts(
            customer=self.customer,
            filled=found.filled,
            bad=found.bad,
            amount=minor,
            undated=self.undated & (self.roles.get("date") is not None),
            outgoing=self.money.outgoing,
            spoken=speech,
        )
        reasons = rules.judge(facts, self.options.counted)
        document, numbered = self._documents()
        self._duplicates(reasons, document, numbered, minor)
        self._tell()
        quantity, profit = self._extras(minor, flip)
        whole = bool(keep.all())

        def rows(values: Any) -> Any:
            return values if values is None or whole else values[keep]

        return Part(
            self.opened.name, self._report(), self.people, self.plain, self.taxes, rows(self.identity), rows(self.day),
            rows(minor), rows(document), rows(numbered), rows(quantity), rows(profit), rows(self.currency),
            self.currencies, rows(reasons), int(self.layout.sum()) + self.opened.above, self._basis(),
            self.roles.get("date") is not None, self.months,
            [found.only(keep) for found in attributes(body, self.roles, self.names)], self.warnings, self.questions,
            np.flatnonzero(self.layout).astype(np.int32), examples.row_numbers(self.opened, body.rows),
        )  # fmt: skip

    def _spoken(self, body: Body) -> rules.Spoken:
        """What the reader of the format says of each row, else its status columns."""
        if self.opened.records is not None:
            return rules.told(self.opened.records.reasons)
        return rules.spoken([(self.names[place], body.columns[place]) for place in self.roles.statuses], body.rows)

    def _basis(self) -> str:
        records = self.opened.records
        return records.basis if records else self.money.basis

    def _documents(self) -> tuple[Seals | None, Flags]:
        place = self.roles.get("document")
        if place is None:
            return None, everywhere(False, self.body.rows)
        return self.body.columns[place].sealed()

    def _duplicates(self, reasons: rules.Reasons, document: Seals | None, numbered: Flags, minor: Ints) -> None:
        free = (reasons == 0) & ~self.layout & (numbered | (document is None))
        numbers = [] if document is None else [document]
        rows = [minor, self.identity, *numbers, *self._rest()]
        again, surely = duplicates.within(rows, document is not None, [self.identity, self.day, *numbers], free)
        count = int(again.sum())
        if not count:
            return
        dropped = surely and "duplicate" not in self.options.counted
        if dropped:
            reasons[again] = rules.CODE["duplicate"]
        code = "duplicates_dropped" if dropped else "duplicates_kept"
        self.warnings.append(notice(code, file=self.opened.name, rows=count))

    def _rest(self) -> list[Codes]:
        """Columns that tell two lines of one document apart; of records all of them."""
        if self.opened.records is not None:
            return [self.body.columns[place].packed()[0] for place in sorted(self.body.columns)]
        places = [self.roles.get(role) for role in ("date", "product", "quantity")]
        return [self.body.columns[p].packed()[0] for p in places if p is not None and p in self.body.columns]

    def _tell(self) -> None:
        found = self.money.figures
        column = self.names[self.money.column]
        if found.rounded:
            self.warnings.append(notice("amounts_rounded", file=self.opened.name, rows=found.rounded))
        if found.ambiguous:
            facts = {"column": column, "example": found.ambiguous}
            self.questions.append(Question("decimal", self.opened.name, (",", "."), tuple(facts.items())))
            told = notice("ambiguous_decimal", file=self.opened.name, mark=found.decimal, **facts)
            self.warnings.append(told)

    def _extras(self, minor: Ints, flip: Flags) -> tuple[Reals | None, Reals | None]:
        """Quantity, and profit from its own column or as amount less cost."""
        known = {}
        for role in PROFIT_ROLES:
            place = self.roles.get(role)
            if place is not None:
                factor = 1 if role == "quantity" else units.factor(self.names[place], self.opened.titles)
                found = figures(self.body.columns[place], self.money.figures.decimal, known=True, factor=factor)
                usable = found.filled & ~found.bad
                values = found.values if role == "quantity" else found.minor.astype(np.float64)
                signed = np.where(flip & (values > 0), -values, values) if role != "cost" else values
                known[role] = np.where(usable, signed, np.nan)
        profit = known.get("profit")
        if profit is None and "cost" in known:
            cost = known["cost"]
            profit = minor - np.where((minor < 0) & flip & (cost > 0), -cost, cost)
        return known.get("quantity"), profit

    def _report(self) -> FileReport:
        return self.opened.report(self.money.figures.decimal, self.form, self.controls)


def _asked(told: Notice) -> Question:
    """The order of dates a reader of a format could not tell, as a question."""
    facts = {name: str(fact) for name, fact in told.facts}
    return Question("date_order", facts.pop("file"), ("dmy", "mdy"), tuple(facts.items()))
