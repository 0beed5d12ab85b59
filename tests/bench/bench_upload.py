"""From the bytes of a CSV file to the matrix, against DuckDB's bare scan of the same three columns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

from segcore.analysis import analyse
from segcore.ledger import ReadOptions, SourceFile
from segcore.readers import read
from tests.bench import ledger, measure

ROWS = 1_000_000


def to_matrix(path: Path) -> int:
    """Read, compute, and count the customers of the matrix."""
    found = read([SourceFile(path.name, path.read_bytes())], ReadOptions())  # the file itself is let go
    return int(analyse(found).matrix["customers"].sum())


def scan(path: Path) -> object:
    """DuckDB reads the three columns and sums them up, no more."""
    query = "select count(Customer), max(length(Customer)), min(Date), sum(Amount) from read_csv(?)"
    return duckdb.execute(query, [str(path)]).fetchone()


def memory(path: Path) -> None:
    """Print how much this fresh process grew from having everything imported to the matrix."""
    small = ledger.csv(2_000, 50)
    to_matrix(small)
    before = measure.peak_bytes()
    to_matrix(path)
    size = path.stat().st_size
    print(f"{(measure.peak_bytes() - before) / size:.2f}")


def run() -> None:
    for customers, columns, aim in ((50_000, 3, "1.5"), (50_000, 8, "1.5"), (500_000, 3, "2.5")):
        path = ledger.csv(ROWS, customers, columns)
        assert to_matrix(path) == customers
        measured = measure.pairs(lambda path=path: to_matrix(path), lambda path=path: scan(path))
        measure.report(
            f"upload to matrix, {ROWS:,} rows x {columns}, {customers:,} customers", "DuckDB's scan", measured, aim
        )
        command = [sys.executable, "-m", "tests.bench.bench_upload", str(path)]
        grown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        print(f"  peak memory: {grown} times the file of {path.stat().st_size / 1e6:.0f} MB (aim: 2.5)")


if __name__ == "__main__":
    memory(Path(sys.argv[1]))
