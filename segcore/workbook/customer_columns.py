"""The columns of the Customers sheet: codes as words, money in whole units, days as dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from xlsxwriter.format import Format

from segcore.ledger import ROLES
from segcore.shapes import recent_periods
from segcore.words import sentences as say
from segcore.workbook.job import MINOR, Job
from segcore.workbook.sheet import Block, numbers
from segcore.workbook.styles import COUNT, DAY, LETTERS, MONEY, MONTH, MUTED, SHARE

EPOCH = np.datetime64("1899-12-30", "D")


@dataclass(frozen=True)
class Col:
    """One column: its code, header, width and cells. Attributes of the ledger have the code `attribute:HEADER`."""

    code: str
    head: str
    width: float
    block: Block
    right: bool = False


def customer_columns(job: Job) -> list[Col]:
    """All columns in order; those the ledger has nothing for are left out."""
    return _Columns(job).all()


class _Columns:
    def __init__(self, job: Job) -> None:
        self.job, self.w = job, job.w
        self.table = job.analysis.customers.head(job.written)

    @cached_property
    def muted(self) -> Format:
        return self.job.style.text(font_color=MUTED)

    def all(self) -> list[Col]:
        w, job = self.w, self.job
        ranks = Block(np.arange(1, len(self.table) + 1), job.style.number(COUNT))
        columns = [
            Col("rank", w("Rank"), 6.5, ranks, right=True),
            self.words("customer", w("Customer"), 34),
            self.cell(),
            self.action(),
            self.money("revenue", job.with_unit(w("Revenue")), 14),
            self.figure("share", w("Share"), 8.5, SHARE),
            self.figure("cumulative_share", w("Cumulative"), 12, "0.0%_0_0"),
        ]
        if job.analysis.grid.labels:
            columns += [
                self.series(),
                self.day("last_date", w("Last purchase")),
                self.figure("recency_days", w("Silent, days"), 8),
                self.figure("typical_gap_days", w("Every, days"), 8),
            ]
        columns += [
            self.words("status", w("Status"), 12, lambda code: say.status_name(w, code)),
            self.words("confidence", w("Sure?"), 12, lambda code: say.confidence_name(w, code), self.muted),
            self.why(),
        ]
        return columns + [column for column in self.details() if _filled(column.block)] + self.attributes()

    def details(self) -> list[Col]:
        """What a seller may want to sort by, right of the explanation."""
        w, job, muted = self.w, self.job, self.muted
        return [
            self.words("manager", w("Manager"), 20, style=muted),
            self.words("tax_id", w("Tax number"), 15, style=muted),
            self.money("profit", job.with_unit(w("Profit")), 14),
            self.figure("documents", w("Documents"), 11),
            self.money("average_document", w("Average document"), 12),
            self.day("first_date", w("First purchase")),
            self.money("revenue_last_12m", w("Last 12 months"), 14),
            self.money("revenue_previous_12m", w("12 months before"), 14),
            self.words("trend", w("Trend"), 11, lambda code: say.trend_name(w, code), muted),
            self.words("xyz_kind", w("How they buy"), 22, lambda code: say.kind_name(w, code), muted),
            self.figure("active_periods", w("Periods with purchases"), 12),
            self.figure("periods", w("Periods since first"), 12),
            self.money("to_next_class", w("Missing to the better letter"), 15),
            self.words("rfm_segment", w("RFM segment"), 16, lambda code: say.rfm_name(w, code), muted),
            self.figure("r", "R", 5),
            self.figure("f", "F", 5),
            self.figure("m", "M", 5),
        ]

    def attributes(self) -> list[Col]:
        """Every attribute of the ledger under its own header."""
        table = self.job.analysis.attributes.head(self.job.written)
        known = {"manager", "tax_id"}
        style = self.muted
        return [
            Col(
                f"attribute:{name}",
                self.header(str(name)),
                20,
                Block(texts(table[name]), style, quoted=self.quoted(style)),
            )
            for name in table.columns
            if name not in known
        ]

    def header(self, name: str) -> str:
        return say.role_name(self.w, name) if name in ROLES else name

    def quoted(self, style: Format) -> Format:
        return self.job.style.quoted(style)

    def words(
        self, code: str, head: str, width: float, name: Callable[[str], str] | None = None, style: Format | None = None
    ) -> Col:
        look = style or self.job.style.text()
        values = texts(self.table[code])
        if name is None:
            return Col(code, head, width, Block(values, look, quoted=self.quoted(look)))
        named = {value: name(value) if value else "" for value in set(values)}
        return Col(code, head, width, Block([named[value] for value in values], look))

    def figure(self, code: str, head: str, width: float, pattern: str = COUNT, scale: int = 1) -> Col:
        block = Block(numbers(self.table[code], scale), self.job.style.number(pattern))
        return Col(code, head, width, block, right=True)

    def money(self, code: str, head: str, width: float) -> Col:
        return self.figure(code, head, width, MONEY, MINOR)

    def day(self, code: str, head: str) -> Col:
        pattern = MONTH if self.job.analysis.report.precision == "month" else DAY
        days = self.table[code].to_numpy().astype("datetime64[D]")
        serial = np.where(np.isnat(days), np.nan, (days - EPOCH).astype(np.float64))
        return Col(code, head, 13, Block(serial, self.job.style.number(pattern)), right=True)

    def cell(self) -> Col:
        codes = texts(self.table["cell"])
        looks = {
            letter: self.job.style.cell(bold=True, align="center", bg_color=fill, font_color=ink)
            for letter, (fill, ink) in LETTERS.items()
        }
        return Col("cell", self.w("Cell"), 6.5, Block(codes, looks, [code[0] for code in codes]))

    def action(self) -> Col:
        codes = texts(self.table["action"])
        looks = {code: self.job.style.chip(code) for code in set(codes)}
        named = {code: say.action_name(self.w, code) for code in looks}
        return Col("action", self.w("Action"), 20, Block([named[code] for code in codes], looks, codes))

    def series(self) -> Col:
        count = len(recent_periods(self.job.analysis))
        head = {
            "month": lambda: self.w.plural("{n} month", "{n} months", count),
            "week": lambda: self.w.plural("{n} week", "{n} weeks", count),
            "quarter": lambda: self.w.plural("{n} quarter", "{n} quarters", count),
            "rolling_30": lambda: self.w("{n} × 30 days", n=count),
        }[self.job.analysis.grid.kind]()
        empty = np.full(len(self.table), np.nan)
        return Col("series", head, 22, Block(empty, self.job.style.cell()))

    def why(self) -> Col:
        sentences = say.whys(self.w, self.job.analysis)[: len(self.table)]
        return Col("why", self.w("Why here"), 66, Block(sentences, self.muted))


def texts(values: pd.Series) -> list[str]:
    """A column as plain text; what is missing is empty."""
    return ["" if value is None or value != value else str(value) for value in values.tolist()]


def _filled(block: Block) -> bool:
    values: Sequence[str] | np.ndarray = block.values
    return bool(np.isfinite(values).any()) if isinstance(values, np.ndarray) else any(values)
