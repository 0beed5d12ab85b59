"""Recency, frequency and money per customer, against rfm_summary of pymc-marketing, at equal values."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
import types
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from segcore.customer_days import fast_customer_days, run_starts
from tests.bench import ledger, measure

ROWS, CUSTOMERS = 1_000_000, 50_000
PEER = "pymc-marketing==0.19.2"


def ours(sales: pd.DataFrame) -> pd.DataFrame:
    """customer, frequency (days with a purchase), recency (days to the last date), monetary_value (mean per day)."""
    customer, names = pd.factorize(sales["Customer"], sort=True)
    day = sales["Date"].to_numpy().astype("datetime64[D]").astype(np.int32)
    amount = np.rint(sales["Amount"].to_numpy() * 100).astype(np.int64)
    none = np.full(len(sales), -1, dtype=np.int32)
    days, _ = fast_customer_days(customer.astype(np.int32), day, none, amount, {})
    starts = run_starts(days["customer"].to_numpy())
    frequency = np.diff(np.append(starts, len(days)))
    last = days["day"].to_numpy()[starts + frequency - 1]
    money = np.add.reduceat(days["amount"].to_numpy(), starts) / 100 / frequency
    return pd.DataFrame(
        {"customer": names, "frequency": frequency, "recency": day.max() - last, "monetary_value": money}
    )


def peer() -> Any:
    """Their module alone (it needs xarray only for functions that are not called here); None where pip has it not."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", PEER]
        if subprocess.run([*command, "-d", folder], capture_output=True, check=False).returncode:
            return None
        wheel = next(Path(folder).glob("*.whl"))
        path = Path(zipfile.ZipFile(wheel).extract("pymc_marketing/clv/utils.py", folder))
        placeholder = types.ModuleType("xarray")
        placeholder.DataArray = object  # type: ignore[attr-defined]
        sys.modules.setdefault("xarray", placeholder)
        spec = importlib.util.spec_from_file_location("peer_utils", path)
        if spec is None or spec.loader is None:
            return None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


def run() -> None:
    module = peer()
    if module is None:
        print(f"RFM facts: peer not available ({PEER} could not be downloaded), nothing compared")
        return
    sales = ledger.table(ROWS, CUSTOMERS)
    sales["Amount"] = sales["Amount"].abs()

    def theirs() -> pd.DataFrame:
        return module.rfm_summary(sales, "Customer", "Date", "Amount", include_first_transaction=True)

    own, other = ours(sales), theirs().sort_values("customer_id").reset_index(drop=True)
    assert list(own["customer"]) == list(other["customer_id"])
    for name in ("frequency", "recency", "monetary_value"):
        np.testing.assert_allclose(own[name].to_numpy(float), other[name].to_numpy(float), rtol=1e-9)
    assert len(own) == CUSTOMERS
    measured = measure.pairs(lambda: ours(sales), theirs, rounds=3)
    measure.report(f"RFM facts, {ROWS:,} rows, equal for {len(own):,} customers", "rfm_summary", measured, "0.25")
