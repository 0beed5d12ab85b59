"""The ledger of the benchmarks: seeded, shaped like B2B sales, made once and kept in .bench/."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(".bench")
SEED = 20260401
DAYS = 730
FIRST = np.datetime64("2024-04-01")


def table(rows: int, customers: int) -> pd.DataFrame:
    """Date, Customer, Amount: few customers buy most (lognormal weights), 2 % of the lines are returns."""
    random = np.random.default_rng([SEED, rows, customers])
    weight = random.lognormal(0.0, 1.3, customers)
    who = random.choice(customers, size=rows, p=weight / weight.sum())
    who[:customers] = np.arange(customers)
    names = np.array([f"Customer {number:06d} Trading Ltd" for number in range(customers)])
    amounts = np.round(random.lognormal(5.0, 1.0, rows) * random.lognormal(0.0, 0.5, customers)[who], 2) + 0.01
    amounts[random.random(rows) < 0.02] *= -1
    days = FIRST + np.sort(random.integers(0, DAYS, rows))
    return pd.DataFrame({"Date": days, "Customer": names[who], "Amount": np.round(amounts, 2)})


def wider(found: pd.DataFrame) -> pd.DataFrame:
    """The same as an accounting program exports it: a number of its own for every document, product, quantity, manager
    and region."""
    random, rows = np.random.default_rng([SEED, len(found)]), len(found)
    manager = pd.factorize(found["Customer"])[0] % 7
    return pd.DataFrame(
        {
            "Document": [f"FV/{number:07d}/2026" for number in range(rows)],
            **found,
            "Product": [f"Product {number:04d}" for number in random.integers(0, 2000, rows)],
            "Quantity": random.integers(1, 50, rows),
            "Manager": [f"Manager {number}" for number in manager],
            "Region": [f"Region {number % 3}" for number in manager],
        }
    )


def csv(rows: int, customers: int, columns: int = 3) -> Path:
    """The path of the ledger as CSV, of 3 or of 8 columns."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / (f"ledger-{rows}-{customers}.csv" if columns == 3 else f"ledger-{rows}-{customers}-{columns}.csv")
    if not path.exists():
        found = table(rows, customers)
        text = (found if columns == 3 else wider(found)).to_csv(
            index=False, date_format="%Y-%m-%d", float_format="%.2f"
        )
        path.write_text(text, "utf-8", newline="\n")
    return path
