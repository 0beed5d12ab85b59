"""The app without a browser: AppTest on the two-line entry script, each test with a data folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of its own for this test."""
    folder = tmp_path / "data"
    monkeypatch.setenv("LABRADOR_DATA", str(folder))
    cached.store.clear()
    return folder


@pytest.fixture
def visitor() -> Callable[..., AppTest]:
    """visitor(w="…", language="qps"): a new browser tab of the app with this address, not run yet."""

    def open_tab(**address: str) -> AppTest:
        tab = AppTest.from_file(ROOT / "pages" / "ui" / "main.py", default_timeout=60)
        tab.query_params.update(address)
        return tab

    return open_tab


@pytest.fixture
def show() -> Callable[[AppTest, str], AppTest]:
    """show(tab, "matrix"): open a page in this tab and run it."""

    def run(tab: AppTest, page: str) -> AppTest:
        return tab.switch_page(f"../{page}.py").run()

    return run


@pytest.fixture
def drop() -> Callable[..., AppTest]:
    """drop(tab, ("sales.csv", content), …): drop these files on the Ledger page and run it."""

    def run(tab: AppTest, *files: tuple[str, bytes]) -> AppTest:
        tab.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
        return tab.run()

    return run


@pytest.fixture
def csv() -> Callable[..., bytes]:
    """csv(rows): a ledger file of (customer, ISO date, amount) rows."""

    def write(rows: list[tuple[str, str, Any]]) -> bytes:
        lines = ["Customer,Date,Amount", *(f'"{name}",{day},{amount}' for name, day, amount in rows)]
        return "\n".join(lines).encode()

    return write


@pytest.fixture
def sales(csv: Callable[..., bytes]) -> bytes:
    """Twelve customers over fourteen months: customer 1 buys 1,200 a month, customer 12 buys 100 a month."""
    days = [f"{2024 + (month > 12)}-{(month - 1) % 12 + 1:02}-15" for month in range(1, 15)]
    return csv([(f"Customer {n:02}", day, f"{1300 - 100 * n}.00") for day in days for n in range(1, 13)])
