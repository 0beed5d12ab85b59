"""The workbook of 50,000 customers with 30 columns, against plain XlsxWriter writing the same cells without a style."""

from __future__ import annotations

import datetime
import io
import resource

import numpy as np
import pandas as pd
import python_calamine
import xlsxwriter

from segcore.analysis import analyse
from segcore.ledger import Ledger, ReadOptions, SourceFile
from segcore.readers import read
from segcore.words import load
from segcore.workbook import build_in_child, write
from tests.bench import ledger, measure

ROWS, CUSTOMERS, COLUMNS = 400_000, 50_000, 30
Cell = str | float | datetime.date


def with_attributes(plain: Ledger) -> Ledger:
    """The ledger with a manager, a tax number and two attributes, so that the list has its 30 columns."""
    number = np.arange(len(plain.parties))
    parties = plain.parties.assign(
        tax_id=[str(5_000_000_000 + n) for n in number],
        manager=[("Anna Reed", "Tom Vale", "Ines Mora")[n % 3] for n in number],
        industry=[("Hotels", "Offices", "Retail", "Schools")[n % 4] for n in number],
    )
    return Ledger.of(plain.lines, pd.DataFrame(parties), plain.report)


def plain(rows: list[list[Cell]]) -> bytes:
    """The same cells by XlsxWriter alone, in the mode it is fastest and smallest in."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"constant_memory": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(row, column, cell)
            else:
                sheet.write_number(row, column, cell)
    book.close()
    return content.getvalue()


def run() -> None:
    path = ledger.csv(ROWS, CUSTOMERS)
    analysis = analyse(with_attributes(read([SourceFile(path.name, path.read_bytes())], ReadOptions())))
    words = load("en")
    content = write(analysis, words, "Bench")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = [row[:COLUMNS] for row in book.get_sheet_by_name("Customers").to_python()]
    cells = sum(cell != "" for row in rows for cell in row)
    print(f"{len(rows) - 3:,} customers x {len(rows[2])} columns, {len(content) / 1e6:.1f} MB")
    print(f"the peer writes the {cells:,} cells of Customers; ours also holds the other sheets and 24 months of series")
    measured = measure.pairs(lambda: write(analysis, words, "Bench"), lambda: plain(rows), rounds=3)
    measure.report("workbook", "plain XlsxWriter", measured, "1.3 of the processors")
    child = measure.cost(lambda: build_in_child(analysis, "en", "Bench"))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"in a child process: {child.wall:.1f} s, {peak:,.0f} MB")
