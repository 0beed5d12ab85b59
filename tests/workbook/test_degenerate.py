"""Whatever the ledger, the file is valid and says what it can: one customer, no dates, only returns, nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from segcore.analysis import Analysis
from segcore.ledger import Ledger
from segcore.workbook import read_back

LEDGERS: dict[str, list[tuple[str, str, float]]] = {
    "one row": [("Acme", "2026-01-05", 10.0)],
    "one customer": [("Acme", f"2026-{month:02d}-05", 10.0) for month in range(1, 13)],
    "all negative": [("Acme", "2026-01-05", -10.0), ("Bolt", "2026-03-05", -20.0)],
    "sums to zero": [("Acme", "2026-01-05", 10.0), ("Acme", "2026-02-05", -10.0)],
    "one date": [(f"Firm {number}", "2026-01-05", 10.0 + number) for number in range(30)],
    "two months": [(f"Firm {n}", f"2026-0{m}-05", 10.0 + n) for n in range(30) for m in (1, 2)],
}


@pytest.mark.parametrize("rows", LEDGERS.values(), ids=LEDGERS.keys())
def test_a_degenerate_ledger_gives_a_valid_workbook(
    rows: Sequence[tuple[str, str, float]],
    make_ledger: Callable[..., Ledger],
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    opened: Callable[..., Any],
    listed: Callable[..., pd.DataFrame],
) -> None:
    analysis = analysed(make_ledger(rows))
    content = written(analysis)
    table = listed(opened(content), "Customers")
    assert list(table["Customer"]) == list(analysis.customers["customer"])
    assert read_back(content).settings == analysis.settings
    texts = [cell.value for sheet in opened(content) for row in sheet for cell in row]
    assert not [text for text in texts if isinstance(text, str) and ("nan" in text.lower().split() or "None" in text)]


def test_a_ledger_without_dates_has_no_empty_columns_of_dates(
    make_ledger: Callable[..., Ledger],
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    opened: Callable[..., Any],
    listed: Callable[..., pd.DataFrame],
) -> None:
    dated = make_ledger([(f"Firm {number:02d}", "2026-01-05", 1000.0 - number) for number in range(20)])
    lines = dated.lines.assign(day=pd.Series([pd.NaT] * 20, dtype="datetime64[s]"))
    report = replace(dated.report, precision="none", first_date=None, last_date=None)
    book = opened(written(analysed(Ledger.of(lines, dated.parties, report))))
    table = listed(book, "Customers")
    assert list(table["Customer"]) == [f"Firm {number:02d}" for number in range(20)]
    assert table["Cell"][0] == "A"
    assert not {"Last purchase", "First purchase", "Silent, days", "24 months"} & set(table.columns)
    assert "RFM" not in book.sheetnames
    assert "no dates" in book["Summary"]["B3"].value
    assert book["To do"]["A4"].value == "Nobody asks for a seller's time."


def test_beyond_fifty_thousand_the_rest_is_named(
    sixty: Ledger,
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    opened: Callable[..., Any],
    listed: Callable[..., pd.DataFrame],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("segcore.workbook.job.MOST_CUSTOMERS", 25)
    book = opened(written(analysed(sixty)))
    assert len(listed(book, "Customers")) == 25
    assert "the largest 25 are listed; the CSV of all customers has the rest" in book["Customers"]["A2"].value
    assert book["Summary"]["C6"].value == 60
