"""Columns of a list of customers: codes as words, money in whole units, days as dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from xlsxwriter.format import Format

from segcore.words import sentences as say
from segcore.workbook.job import MINOR, Job
from segcore.workbook.sheet import Block, numbers
from segcore.workbook.styles import COUNT, DAY, HEAD_LINE, LETTERS, MONEY, MONTH, MUTED

EPOCH = np.datetime64("1899-12-30", "D")


@dataclass(frozen=True)
class Col:
    """One column: its code, header, width and cells. Attributes of the ledger have the code `attribute:HEADER`."""

    code: str
    head: str
    width: float
    block: Block
    right: bool = False


class Columns:
    """Makes columns from a table of customers (CUSTOMERS); rows where `starts` is true have a line above them."""

    def __init__(self, job: Job, table: pd.DataFrame, starts: Sequence[bool] = ()) -> None:
        self.job, self.w, self.table = job, job.w, table
        self.muted = job.style.text(font_color=MUTED)
        self.lines = ["^" if start else "" for start in starts] or [""] * len(table)
        self.lined = any(starts)

    def block(
        self,
        values: Sequence[str] | np.ndarray,
        look: Format | Mapping[str, Format],
        codes: Sequence[str] = (),
        foreign: bool = False,
    ) -> Block:
        """Cells of one look, or of one look per code. foreign: the text comes from the ledger."""
        style = self.job.style
        quoted = partial(style.varied, quote_prefix=True) if foreign else None
        if not self.lined:
            return Block(values, look, codes, quoted)
        plain = look if isinstance(look, Mapping) else {"": look}
        above = {f"{code}^": style.varied(own, top=1, top_color=HEAD_LINE) for code, own in plain.items()}
        marks = [code + line for code, line in zip(codes or [""] * len(values), self.lines, strict=True)]
        return Block(values, {**plain, **above}, marks, quoted)

    def words(
        self, code: str, head: str, width: float, name: Callable[[str], str] | None = None, style: Format | None = None
    ) -> Col:
        """Text of the ledger as it stands there, or a code by its name."""
        values = texts(self.table[code])
        if name is not None:
            named = {value: name(value) if value else "" for value in set(values)}
            values = [named[value] for value in values]
        return Col(code, head, width, self.block(values, style or self.job.style.text(), foreign=name is None))

    def customer(self) -> Col:
        """The customer's name."""
        return self.words("customer", self.w("Customer"), fitting(texts(self.table["customer"]), 34))

    def figure(self, code: str, head: str, width: float, pattern: str = COUNT, scale: int = 1) -> Col:
        """A number; empty where unknown."""
        block = self.block(numbers(self.table[code], scale), self.job.style.number(pattern))
        return Col(code, head, width, block, right=True)

    def rhythm(self) -> Col:
        """The typical gap in days; empty after a single purchase, which has no rhythm of its own."""
        days = self.table["typical_gap_days"].where(self.table["purchase_days"] > 1)
        block = self.block(numbers(days, 1), self.job.style.number(COUNT))
        return Col("typical_gap_days", self.w("Every, days"), 8, block, right=True)

    def money(self, code: str, head: str, width: float = 14) -> Col:
        """Minor units as whole units."""
        return self.figure(code, head, width, MONEY, MINOR)

    def day(self, code: str, head: str) -> Col:
        """A date as the spreadsheet counts days."""
        pattern = MONTH if self.job.analysis.report.precision == "month" else DAY
        days = self.table[code].to_numpy().astype("datetime64[D]")
        serial = np.where(np.isnat(days), np.nan, (days - EPOCH).astype(np.float64))
        return Col(code, head, 13, self.block(serial, self.job.style.number(pattern)), right=True)

    def cell(self) -> Col:
        """The cell on the colour of its ABC letter."""
        codes = texts(self.table["cell"])
        looks = {
            letter: self.job.style.cell(bold=True, align="center", bg_color=fill, font_color=ink)
            for letter, (fill, ink) in LETTERS.items()
        }
        return Col("cell", self.w("Cell"), 8, self.block(codes, looks, [code[0] for code in codes]))

    def action(self) -> Col:
        """The action in its colour."""
        codes = texts(self.table["action"])
        looks = {code: self.job.style.chip(code) for code in dict.fromkeys(codes)}
        named = {code: say.action_name(self.w, code) for code in looks}
        return Col("action", self.w("Action"), 20, self.block([named[code] for code in codes], looks, codes))


def fitting(values: Sequence[str], least: float, most: float = 48) -> float:
    """A column width in which nearly all of these texts stand whole."""
    sizes = np.array([len(text) for text in values] or [0])
    return float(min(max(least, np.quantile(sizes, 0.99) + 2), most))


def texts(values: pd.Series) -> list[str]:
    """A column as plain text; what is missing is empty."""
    return ["" if value is None or value != value else str(value) for value in values.tolist()]
