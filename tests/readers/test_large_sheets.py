"""Large workbooks are read without an object per cell, and give what the sure way gives."""

from __future__ import annotations

import io
import random
from datetime import datetime, time, timedelta

import pytest
import xlsxwriter

from segcore.ledger import FileOptions, ReadOptions, SourceFile
from segcore.readers import excel_table, read
from segcore.readers.large_sheet import LargeSheet

HEADER = ("Date", "Customer", "Tax id", "Invoice", "Net amount", "Region", "Paid")
ODD = {
    "plain": [],
    "blank rows": [(None,) * 7, ("", " ", None, "", None, "", None)],
    "blank cells": [
        (None, "Acme", None, "X1", 5, None, None),
        (datetime(2025, 3, 1), None, "", "X2", 7, "North", True),
    ],
    "texts among numbers": [
        (datetime(2025, 3, 1), "Acme", "", "X1", "five", "", None),
        ("2025-03-02", "Acme", "", 123, "1234.56", 7, False),
        (datetime(2025, 3, 3, 14, 30), 77, "", 123.0, 0.125, "", None),
    ],
    "totals in the middle": [("Total", None, None, None, 100, None, None), (None, None, None, None, 100, None, None)],
    "numbers of every size": [
        (datetime(2025, 3, 1), "Acme", "", "X1", value, "", None)
        for value in (0.1 + 0.2, 1e-7, 123456789.01, -0.5, 1e15, 2.005)
    ],
}


def book(odd, titles=2, rows=3000, more=None):
    chosen, store = random.Random(5), io.BytesIO()
    with xlsxwriter.Workbook(store, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet("Sales")
        listed = [("Sales report",)] * titles + [HEADER]
        start = datetime.combine(datetime(2024, 4, 1), time())
        for number in range(rows):
            who = chosen.randrange(200)
            day, amount = start + timedelta(days=number % 700), round(chosen.lognormvariate(5, 1), 2)
            listed.append((day, f"Customer {who}", f"{who:010d}", f"FV/{number}", amount, f"R{who % 7}", True))
        listed[2000:2000] = odd
        for place, row in enumerate([*listed, ("Total", None, None, None, 1.0)]):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(place, column, cell)
        for name in more or ():
            workbook.add_worksheet(name).write(0, 0, "note")
    return SourceFile("a.xlsx", store.getvalue())


@pytest.mark.parametrize("odd", ODD)
def test_the_large_way_equals_the_sure_way(odd, monkeypatch):
    file = book(ODD[odd])
    sure = read([file])
    ways = []
    monkeypatch.setattr(excel_table, "LARGE_FROM", 0)
    for name in ("fast_body", "_rows"):
        plain = getattr(LargeSheet, name)

        def counted(self, *given, plain=plain, name=name):
            ways.append(name)
            return plain(self, *given)

        monkeypatch.setattr(LargeSheet, name, counted)
    large = read([file])
    assert {"fast_body", "_rows"} <= set(ways)
    assert large.report.rows_read == sure.report.rows_read >= 3000
    assert large.report.excluded == sure.report.excluded
    assert large.digest == sure.digest


def test_a_chosen_sheet_and_several_sheets(monkeypatch):
    monkeypatch.setattr(excel_table, "LARGE_FROM", 0)
    several = book([], more=("Notes", "Empty"))
    assert read([several]).report.files[0].sheet == "Sales"
    chosen = ReadOptions(default=FileOptions(sheet="Sales"))
    assert read([several], chosen).digest == read([several]).digest
