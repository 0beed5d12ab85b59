"""Pages on ledgers that hold almost nothing, and pages that must leave the results as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached, frame

TWELVE = Path(__file__).resolve().parents[1] / "twelve" / "ledger.csv"
PAGES = tuple(screen.file for screen in frame.PAGES)
BROKEN = re.compile(r"\b(?:nan|NaN|NaT|None|inf)\b(?! of)|Something broke")
Rows = list[tuple[str, str, Any]]
LEDGERS: dict[str, Rows] = {
    "one row": [("Acme", "2026-01-10", 100)],
    "one customer": [("Acme", f"2026-{month:02}-10", 100) for month in range(1, 9)],
    "one date": [(f"Firm {n}", "2026-01-10", 100 + n) for n in range(30)],
    "all negative": [(f"Firm {n}", f"2026-{n % 6 + 1:02}-10", -50 - n) for n in range(12)],
    "net zero": [(f"Firm {n}", f"2026-{month:02}-10", 70 if month == 1 else -70) for n in range(6) for month in (1, 2)],
    "all zero": [(f"Firm {n}", f"2026-{n % 6 + 1:02}-10", 0) for n in range(12)],
    "header only": [],
    "all equal": [(f"Firm {n:02}", f"2026-{month:02}-10", 100) for n in range(12) for month in range(1, 9)],
    "four customers": [(f"Firm {n}", f"2026-{month:02}-10", 100 * n + 1) for n in range(4) for month in range(1, 9)],
}


def shown(tab: AppTest) -> list[str]:
    """What a person can read of a page's text."""
    groups = (tab.title, tab.markdown, tab.caption, tab.subheader)
    texts = [str(element.value) for group in groups for element in group]
    texts += [f"{metric.label} {metric.value} {metric.delta}" for metric in tab.metric if metric.delta]
    texts += [f"{metric.label} {metric.value}" for metric in tab.metric]
    return texts + [button.label for button in tab.button]


@pytest.mark.parametrize("name", LEDGERS)
def test_every_page_says_something_sensible(
    name: str,
    visitor: Callable[..., AppTest],
    drop: Callable[..., AppTest],
    show: Callable[..., AppTest],
    csv: Callable[..., bytes],
) -> None:
    tab = drop(visitor().run(), ("ledger.csv", csv(LEDGERS[name])))
    for page in PAGES:
        show(tab, page)
        assert not tab.exception, page
        texts = shown(tab)
        assert len(texts) >= (2 if page == "present" else 3), page  # a presentation has no menu beside it
        assert [text for text in texts if BROKEN.search(text)] == [], page


def test_the_check_sees_a_bare_nan() -> None:
    assert BROKEN.search("Revenue nan") and BROKEN.search("due NaT") and not BROKEN.search("Nancy's Nonesuch Ltd")


def prints(analysis: Any) -> dict[str, int]:
    """A digest of every table of an Analysis."""
    tables = {name: value for name, value in vars(analysis).items() if isinstance(value, pd.DataFrame)}
    return {name: int(pd.util.hash_pandas_object(table.astype(str)).sum()) for name, table in tables.items()}


def test_no_page_changes_the_tables_it_shows(
    visitor: Callable[..., AppTest],
    drop: Callable[..., AppTest],
    show: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[tuple[Any, dict[str, int]]] = []  # of a ledger that no other test has put into the caches
    finish = cached.stages.finish

    def watched(*args: Any) -> Any:
        result = finish(*args)
        made.append((result, prints(result)))
        return result

    monkeypatch.setattr(cached.stages, "finish", watched)
    tab = drop(visitor().run(), ("ledger.csv", TWELVE.read_bytes().replace(b"Larch", b"Lilac")))
    for page in PAGES:
        show(tab, page)
    show(tab, "matrix").button(key="cell_CZ").click().run()
    assert made and all(len(before) >= 6 for _, before in made)
    assert [prints(result) == before for result, before in made] == [True] * len(made)
    made[0][0].customers.loc[0, "revenue"] += 1
    assert prints(made[0][0]) != made[0][1]


@pytest.mark.parametrize(("days", "told"), [(45, False), (46, True)])
def test_a_ledger_that_ended_long_ago_says_so(
    days: int,
    told: bool,
    visitor: Callable[..., AppTest],
    drop: Callable[..., AppTest],
    show: Callable[..., AppTest],
    csv: Callable[..., bytes],
) -> None:
    last = date.today() - timedelta(days=days)
    tab = drop(visitor().run(), ("ledger.csv", csv([("Acme", last.isoformat(), 100)])))
    show(tab, "overview")
    found = [str(caption.value)[:27] for caption in tab.caption if "The ledger ends" in str(caption.value)]
    assert found == (["The ledger ends 46 days ago"] if told else [])


def test_a_moved_threshold_sums_nothing_up_again(
    visitor: Callable[..., AppTest],
    drop: Callable[..., AppTest],
    show: Callable[..., AppTest],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[str] = []
    for name in ("prepare", "finish"):
        stage = getattr(cached.stages, name)
        monkeypatch.setattr(cached.stages, name, lambda *a, name=name, stage=stage: (calls.append(name), stage(*a))[1])
    tab = drop(visitor().run(), ("ledger.csv", TWELVE.read_bytes().replace(b"Larch", b"Lime")))
    show(tab, "matrix")
    assert calls == ["prepare", "finish"]
    tab.number_input(key="set_matrix_abc.limits_0").set_value(70.0).run()
    assert calls == ["prepare", "finish", "finish"]
    tab.selectbox(key="set_matrix_period.grid").set_value("quarter").run()
    assert calls == ["prepare", "finish", "finish", "prepare", "finish"]
