"""What every test may use, and the promise that nothing is skipped where CI is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from segcore.ledger import Ledger, ReadReport

CI = bool(os.environ.get("CI"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With several workers: a file's tests on one worker, the browser tests on two, each with one server for most."""
    from xdist.scheduler import LoadScopeScheduling

    files = sorted(path.name for path in (Path(__file__).parent / "browser").glob("test_*.py"))

    class TwoBrowsers(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::")[0]
            return f"browser {files.index(Path(file).name) % 2}" if file.startswith("tests/browser/") else file

    return TwoBrowsers(config, log)


os.environ.setdefault("LABRADOR_STRICT_WORDS", "1")  # a code without a sentence fails instead of passing in silence


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI set a skipped test is a failed one: a missing browser must never look like success."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and with CI set nothing may be: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice; the test skips (with CI set: fails) where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("no LibreOffice on this machine")
    return found


Row = tuple[str, str, float]


@pytest.fixture
def make_ledger() -> Callable[..., Ledger]:
    """make_ledger([("Acme", "2025-01-31", 120.5), ...], documents=[...], profit=[...]): a Ledger from plain rows."""

    def make(rows: Sequence[Row], documents: Sequence[str] | None = None, **more: Sequence[float]) -> Ledger:
        names = sorted({name for name, _, _ in rows})
        place = {name: position for position, name in enumerate(names)}
        texts = list(documents) if documents else []
        known = {text: position for position, text in enumerate(sorted(set(texts)))}
        amounts = [round(amount * 100) for _, _, amount in rows]
        days = pd.Series(pd.to_datetime([day for _, day, _ in rows])).astype("datetime64[s]")
        lines = pd.DataFrame(
            {
                "customer": pd.Series([place[name] for name, _, _ in rows], dtype="int32"),
                "day": days,
                "amount": pd.Series(amounts, dtype="int64"),
                "document": pd.Series([known[text] for text in texts] or [-1] * len(rows), dtype="int32"),
            }
        )
        for name, values in more.items():
            scale = 100 if name == "profit" else 1
            lines[name] = [value * scale for value in values]
        parties = pd.DataFrame({"key": names, "customer": names, "tax_id": [""] * len(names)})
        return Ledger.of(lines, parties, _report(amounts, days))

    return make


def _report(amounts: list[int], days: pd.Series) -> ReadReport:
    sales, returns = [a for a in amounts if a > 0], [a for a in amounts if a < 0]
    return ReadReport(
        files=(),
        rows_read=len(amounts),
        sales=len(sales),
        returns=len(returns),
        sales_sum=sum(sales),
        returns_sum=sum(returns),
        excluded=(),
        layout_rows=0,
        sum_by_currency=(("EUR", sum(amounts)),),
        currency="EUR",
        basis="net",
        precision="day",
        first_date=days.min().date() if len(days) else None,
        last_date=days.max().date() if len(days) else None,
    )
