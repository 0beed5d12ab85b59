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


def csv(rows: int, customers: int) -> Path:
    """The path of the ledger as CSV."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"ledger-{rows}-{customers}.csv"
    if not path.exists():
        text = table(rows, customers).to_csv(index=False, date_format="%Y-%m-%d", float_format="%.2f")
        path.write_text(text, "utf-8", newline="\n")
    return path
