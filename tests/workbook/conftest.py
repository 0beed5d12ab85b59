"""Ledgers with attributes, analyses of them, and workbooks read back cell by cell."""

from __future__ import annotations

import csv
import io
import random
import warnings
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from segcore.analysis import Analysis, analyse
from segcore.ledger import Ledger
from segcore.settings import Settings
from segcore.words import load
from segcore.workbook import write

TWELVE = Path(__file__).resolve().parents[1] / "twelve" / "ledger.csv"
Sale = tuple[str, str, float]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """openpyxl says that it does not know sparklines and solid data bars; the tests of XML look at those."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported.*")
        yield


@pytest.fixture
def with_attributes(make_ledger: Callable[..., Ledger]) -> Callable[..., Ledger]:
    """with_attributes(rows, manager={...}, industry={...}): a ledger whose parties have these columns by name."""

    def make(rows: list[Sale], documents: list[str] | None = None, **columns: dict[str, str]) -> Ledger:
        plain = make_ledger(rows, documents)
        parties = plain.parties.copy()
        for column, values in columns.items():
            parties[column] = [values.get(name, "") for name in parties["customer"]]
        return Ledger.of(plain.lines, parties, plain.report)

    return make


@pytest.fixture
def twelve(with_attributes: Callable[..., Ledger]) -> Ledger:
    """The ledger worked out by hand in tests/twelve, with its managers."""
    with TWELVE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    rows = [(line["Customer"], line["Date"], float(Decimal(line["Net amount"]))) for line in lines]
    managers = {line["Customer"]: line["Account Manager"] for line in lines}
    return with_attributes(rows, [line["Invoice"] for line in lines], manager=managers)


@pytest.fixture
def sixty(with_attributes: Callable[..., Ledger]) -> Ledger:
    """Sixty customers over two years: large and small, often and rarely, silent and new, with returns and contacts."""
    dice = random.Random(7)
    start, rows = date(2024, 11, 1), []
    names = [f"Customer {number:02d}" for number in range(60)]
    for number, name in enumerate(names):
        size, chance = 10 ** dice.uniform(2, 5), dice.choice([0.1, 0.4, 0.9, 1.0])
        last = 24 if number % 5 else 15
        months = [month for month in range(last) if dice.random() < chance] or [dice.randrange(24)]
        for month in months:
            day = start + timedelta(days=30 * month + dice.randrange(28))
            rows.append((name, day.isoformat(), round(size * dice.uniform(0.7, 1.3), 2)))
    rows += [(names[0], "2026-10-30", -10_000_000.5), (names[9], "2026-10-20", -1.25)]
    some = {name: ("Anna Reed", "Tom Vale", "")[place % 3] for place, name in enumerate(names)}
    mails = {name: f"{name.replace(' ', '.')}@example.com" for name in names}
    return with_attributes(rows, None, manager=some, industry=dict.fromkeys(names, "Hotels"), **{"E-mail": mails})


@pytest.fixture
def analysed() -> Callable[..., Analysis]:
    """analysed(ledger, **{"abc.limits": "0.7,0.95"})"""

    def make(ledger: Ledger, **values: object) -> Analysis:
        return analyse(ledger, Settings().with_values(values))

    return make


@pytest.fixture
def written() -> Callable[..., bytes]:
    """written(analysis, language="en", title="North Furniture"): the workbook."""

    def make(analysis: Analysis, language: str = "en", title: str = "North Furniture", **more: Any) -> bytes:
        return write(analysis, load(language), title, **more)

    return make


@pytest.fixture
def opened() -> Callable[[bytes], openpyxl.Workbook]:
    """The workbook as openpyxl sees it, formulas by the values stored beside them."""

    def make(content: bytes) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True)

    return make


@pytest.fixture
def listed() -> Callable[[openpyxl.Workbook, str], pd.DataFrame]:
    """A long list of the workbook (Customers, To do) as a table by its headers, which stand in row 3."""

    def make(book: openpyxl.Workbook, sheet: str) -> pd.DataFrame:
        heads, *rows = list(book[sheet].iter_rows(min_row=3, values_only=True))
        return pd.DataFrame(rows, columns=list(heads), dtype=object)

    return make
