"""The Clusters page: groups that are there are found, a cloud is refused in words, a group becomes a segment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.session import short_digest
from segcore import cluster_process
from segcore.clusters import judge
from segcore.errors import LabradorError
from segcore.rules import All, Is

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
Csv = Callable[[list[tuple[str, str, Any]]], bytes]
END = date(2025, 12, 28)


def three_kinds() -> list[tuple[str, str, Any]]:
    """40 who buy large every two weeks, 60 who buy small each month, 60 with one or two purchases long ago."""
    random, rows = np.random.default_rng(7), []
    for number in range(160):
        kind = 0 if number < 40 else 1 if number < 100 else 2
        count = (26, 12, 1 + number % 2)[kind]
        last = (random.integers(0, 6), random.integers(10, 25), random.integers(250, 330))[kind]
        amount = (20000, 300, 3000)[kind] * random.uniform(0.8, 1.25)
        days = [END - timedelta(days=int(last + (14, 28, 14)[kind] * turn)) for turn in range(count)]
        rows += [(f"Firm {number:03}", day.isoformat(), f"{amount:.2f}") for day in days]
    return [*rows, ("Firm 000", END.isoformat(), "20000.00")]


def texts(tab: AppTest) -> str:
    return "\n".join(each.value for each in (*tab.markdown, *tab.caption))


def test_three_planted_groups_are_found_and_become_segments(visitor: Tab, drop: Tab, show: Show, csv: Csv) -> None:
    tab = show(drop(visitor().run(), ("sales.csv", csv(three_kinds()))), "clusters")
    assert tab.title[0].value == "Your customers fall into 3 groups"
    shown = texts(tab)
    assert "material/check_circle: Found" in shown
    assert [size for size in ("40 customers", "60 customers") if size in shown] == ["40 customers", "60 customers"]
    assert shown.count("very stable") == 3
    assert "The rule is right for 100% of the customers." in shown
    tab.button(key="cluster_0").click().run()
    assert [button.key for button in tab.button if str(button.key).startswith("cluster_")] == ["cluster_1", "cluster_2"]
    tab.button(key="cluster_2").click().run()
    show(tab, "segments")
    rich, quiet = (segment.name for segment in tab.session_state["session"].document.segments)
    mine = f"rule_{short_digest('Rich ones')}_"
    tab.text_input(key="new_segment").set_value("Rich ones").run()
    tab.selectbox(key=f"{mine}_add").set_value("cluster").run()
    assert sorted(tab.multiselect(key=f"{mine}0_values").options) == sorted([rich, quiet, "not known"])
    tab.multiselect(key=f"{mine}0_values").set_value([rich]).run()
    assert tab.session_state["session"].document.segments[-1].rule == All((Is("cluster", (rich,)),))
    assert "40 more fit, but belong to a segment before it" in texts(tab)
    tab.multiselect(key=f"{mine}0_values").set_value([quiet]).run()
    assert "60 more fit, but belong to a segment before it" in texts(tab)
    tab.multiselect(key=f"{mine}0_values").set_value([""]).run()
    assert "**60 customers ·" in texts(tab), "the group that was not accepted"


def test_too_few_customers_are_told(visitor: Tab, drop: Tab, show: Show, sales: bytes) -> None:
    tab = show(drop(visitor().run(), ("sales.csv", sales)), "clusters")
    assert tab.title[0].value == "12 customers can be compared: groups need at least 50"


def test_the_child_answers_as_the_function_and_tells_its_progress() -> None:
    random = np.random.default_rng(5)
    raw = pd.DataFrame(random.gamma(2.0, 3.0, (90, 3)), columns=["recency", "documents", "document_amount"])
    revenue, told = random.gamma(2.0, 100.0, 90), list[float]()
    child, here = cluster_process.judged(raw, revenue, 2, told.append), judge(raw, revenue, 2)
    assert (child.labels == here.labels).all()
    assert (child.centres == here.centres).all()
    assert (child.silhouette, child.jaccard, child.beaten, child.drawn) == (
        here.silhouette,
        here.jaccard,
        here.beaten,
        here.drawn,
    )
    assert here.beaten < 95
    assert here.drawn < 99
    assert told == sorted(told)
    assert len(told) > 50
    with pytest.raises(LabradorError, match=r"clusters\.failed"):
        cluster_process.judged(raw, revenue, 1000, told.append)
