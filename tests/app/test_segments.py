"""The page of the user's own segments: rules with live figures, order, pasted lists, and all of it without a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached, session
from segcore.rules import All, Between, Is, Not
from segcore.rules import Any as AnyOf
from segcore.segments import Segment
from segcore.store import Score

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
# industry, customer since, what is bought each month of 2024 and of 2025, in two purchases
FIRMS = {
    "Haul & Sons": ("Transport", 2016, 900, 1100),  # A, growing, 9 years
    "Rapid Freight": ("Transport", 2022, 800, 1000),  # A, growing, under 4 years
    "Old Oak Desks": ("Furniture", 2010, 1000, 800),  # A, falling
    "Slow Carriers": ("Transport", 2015, 500, 400),  # falling
    "Pine Chairs": ("Furniture", 2019, 100, 120),
    "Tiny Tables": ("", 2021, 30, 20),
}


@pytest.fixture
def ledger() -> bytes:
    lines = ["Customer,Date,Amount,Customer since,Industry"]
    for name, (industry, since, before, last) in FIRMS.items():
        for year, amount in ((2024, before), (2025, last)):
            days = [f"{year}-{month:02}-{day}" for month in range(1, 13) for day in ("02", "28")]
            lines += [f"{name},{day},{amount // 2}.00,{since}-01-10,{industry}" for day in days]
    return "\n".join(lines).encode()


@pytest.fixture
def opened(visitor: Tab, drop: Tab, show: Show, ledger: bytes) -> AppTest:
    return show(drop(visitor().run(), ("ledger.csv", ledger)), "segments")


def document(tab: AppTest) -> Any:
    return tab.session_state["session"].document


def decide(tab: AppTest, **changes: Any) -> None:
    """Change what is saved, as another page would, and show it."""
    state = tab.session_state["session"]
    cached.store().patch(state.workspace, changes, state.document)
    tab.session_state["session"] = replace(state, document=state.document.patched(changes))
    tab.run()


def name(tab: AppTest, text: str) -> AppTest:
    """Add a segment of this name."""
    tab.text_input(key="new_segment").set_value(text).run()
    return tab


def widget(tab: AppTest, kind: str, segment: str, end: str) -> Any:
    """A widget of the builder: of the open segment, by the end of its key."""
    return getattr(tab, kind)(key=f"rule_{session.short_digest(segment)}_{end}")


def condition(tab: AppTest, segment: str, field: str, path: str = "") -> None:
    widget(tab, "selectbox", segment, f"{path}_add").set_value(field).run()


def choose(tab: AppTest, segment: str, path: str, *values: str) -> None:
    widget(tab, "multiselect", segment, f"{path}_values").set_value(list(values)).run()


def texts(tab: AppTest) -> str:
    return "\n".join(str(one.value) for group in (tab.title, tab.markdown, tab.caption, tab.subheader) for one in group)


def test_the_first_segment_of_the_article_can_be_built(opened: AppTest) -> None:
    """A, with us more than five years, growing, glad, from transport."""
    tab, heroes = opened, "Heroes"
    key = next(key for key, firm in session_parties(tab).items() if firm == "Haul & Sons")
    decide(tab, statuses={key: "glad"})
    name(tab, heroes)
    for place, (field, value) in enumerate((("abc", "A"), ("trend", "growing"), ("own_status", "glad"))):
        condition(tab, heroes, field)
        choose(tab, heroes, str(place), value)
    condition(tab, heroes, "industry")
    choose(tab, heroes, "3", "Transport")
    condition(tab, heroes, "tenure_years")
    widget(tab, "number_input", heroes, "4_low").set_value(5).run()
    assert not tab.exception
    assert document(tab).segments == (
        Segment(
            heroes,
            All(
                (
                    Is("abc", ("A",)),
                    Is("trend", ("growing",)),
                    Is("own_status", ("glad",)),
                    Is("industry", ("Transport",)),
                    Between("tenure_years", 5.0),
                )
            ),
        ),
    )
    assert tab.title[0].value == "1 segment with 1 of 6 customers"
    # 12 × (900 + 1,100) of 12 × (3,330 + 3,440)
    assert "**1 customer · 24.0k · 30%** · 100% of them in class A" in texts(tab)
    assert list(tab.dataframe[0].value["customer"]) == ["Haul & Sons"]


def session_parties(tab: AppTest) -> dict[str, str]:
    """Display name of each party by its key."""
    parties = cached.store().ledger(tab.session_state["session"].workspace).parties
    return dict(zip(parties["key"], parties["customer"], strict=True))
