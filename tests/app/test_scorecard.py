"""The scorecard and the top 3: no ledger needed, scores kept per person, ranks, the gate, choices, evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from pages.ui import cached
from segcore.scorecard import CRITERIA
from segcore.store import Score
from segcore.workspace import Document

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
FIVE = {  # METHOD 8; the totals 19, 20, 16, 18, 13
    "Furniture": (2, 2, 2, 3, 1, 3, 3, 2, 1),
    "E-com": (3, 2, 1, 3, 2, 2, 1, 3, 3),
    "Food": (1, 2, 2, 2, 2, 1, 2, 2, 2),
    "IT": (3, 1, 0, 1, 2, 3, 2, 3, 3),
    "Medical": (2, 2, 1, 2, 0, 0, 3, 1, 2),
}


def document(tab: AppTest) -> Document:
    saved = cached.store().load(tab.query_params["w"])
    assert saved is not None
    return saved.document


def texts(tab: AppTest) -> str:
    assert not tab.exception and "broke" not in str([mark.value for mark in tab.markdown])
    return "\n".join(str(element.value) for element in (*tab.title, *tab.subheader, *tab.markdown, *tab.caption))


def put(tab: AppTest, person: str, given: dict[str, tuple[float | None, ...]]) -> AppTest:
    """Scores as if typed in another tab."""
    rows = [
        Score(name, code, person, value)
        for name, values in given.items()
        for code, value in zip(CRITERIA, values, strict=True)
    ]
    cached.store().scores.put(tab.query_params["w"], rows)
    return tab.run()


def listed(visitor: Tab, show: Show, names: list[str], **address: str) -> AppTest:
    """A tab whose scorecard has these segments."""
    tab = show(visitor(**address).run(), "scorecard")
    tab.text_area(key="add_segments").set_value("\n".join(names)).run()
    return tab.button(key="add_segments_now").click().run()


def grid(tab: AppTest) -> Any:
    tables = [table.value for table in tab.dataframe]
    return next(table for table in tables if "total" in table)


def test_without_a_ledger_a_pasted_list_fills_the_scorecard(visitor: Tab, show: Show) -> None:
    tab = listed(visitor, show, list(FIVE))
    assert [segment.name for segment in document(tab).segments] == list(FIVE)
    assert tab.title[0].value == "No scores yet: give the first segment nine digits"
    put(tab, "", FIVE)
    assert tab.title[0].value == "Top 3 now: E\\-com, Furniture, Food"
    assert list(grid(tab)["total"]) == ["19", "20", "16", "18", "13"]
    assert list(grid(tab)["rank"]) == ["2", "1", "3", "–", "4"]
