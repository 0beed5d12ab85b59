"""Large Excel files as a ledger: against fastexcel's bare read of the same sheet, and openpyxl's."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import fastexcel
import openpyxl
import xlsxwriter

from segcore.ledger import SourceFile
from segcore.readers import read
from tests.bench import ledger, measure

HEADER = ("Date", "Customer", "Tax id", "Invoice", "Net amount", "Region", "Manager", "Product")


def workbook(rows: int) -> Path:
    """The path of a sheet of eight columns, made once."""
    ledger.FOLDER.mkdir(exist_ok=True)
    path = ledger.FOLDER / f"sheet-{rows}.xlsx"
    if path.exists():
        return path
    chosen, first = random.Random(ledger.SEED), datetime(2024, 4, 1)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Sales")
        sheet.write_row(0, 0, HEADER)
        for place in range(1, rows + 1):
            who = chosen.randrange(rows // 20)
            sheet.write_datetime(place, 0, first + timedelta(days=place * 730 // rows))
            texts = (f"Customer {who:06d} Ltd", f"{who:010d}", f"FV/{place}")
            for column, text in enumerate(texts, start=1):
                sheet.write_string(place, column, text)
            sheet.write_number(place, 4, round(chosen.lognormvariate(5, 1), 2))
            more = (f"Region {who % 12}", f"Manager {who % 9}", f"Product {chosen.randrange(300)}")
            for column, text in enumerate(more, start=5):
                sheet.write_string(place, column, text)
    return path


def to_ledger(path: Path) -> int:
    """Read the sheet as a ledger; its rows."""
    return read([SourceFile(path.name, path.read_bytes())]).report.rows_read


def bare(path: Path) -> int:
    """fastexcel's own read into Arrow columns."""
    rows: int = fastexcel.read_excel(path.read_bytes()).load_sheet(0).to_arrow().num_rows
    return rows


def slow(path: Path) -> int:
    """openpyxl's own read of the rows."""
    book = openpyxl.load_workbook(path, read_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def run() -> None:
    for rows, peer, name, aim, rounds in (
        (100_000, bare, "fastexcel's bare read", "1.3", 5),
        (100_000, slow, "openpyxl's bare read", "0.2", 1),
        (1_000_000, bare, "fastexcel's bare read", "1.3", 2),
    ):
        path = workbook(rows)
        assert to_ledger(path) == rows
        measured = measure.pairs(lambda p=path: to_ledger(p), lambda p=path, f=peer: f(p), rounds)
        measure.report(f"sheet of {rows:,} rows x {len(HEADER)} columns to ledger", name, measured, aim)
    command = [sys.executable, "-m", "tests.bench.bench_xlsx", str(workbook(1_000_000))]
    peak = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    print(f"  peak memory of the whole process at 1,000,000 rows: {peak / 2**20:,.0f} MiB (aim: 1,024)")


if __name__ == "__main__":
    to_ledger(Path(sys.argv[1]))
    print(measure.peak_bytes())
