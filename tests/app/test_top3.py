"""The top 3 as the team sees it: why them, who or where, what to say, how many, what is unsure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.ui import cached, session
from segcore.rules import Between
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.store import Score
from segcore.workspace import Document, Scorecard

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
FIVE = {  # METHOD 8; the totals are 19, 20, 16, 18, 13
    "Furniture": (2, 2, 2, 3, 1, 3, 3, 2, 1),
    "Shops": (3, 2, 1, 3, 2, 2, 1, 3, 3),
    "Food": (1, 2, 2, 2, 2, 1, 2, 2, 2),
    "Software": (3, 1, 0, 1, 2, 3, 2, 3, 3),
    "Medical": (2, 2, 1, 2, 0, 0, 3, 1, 2),
}


def texts(tab: AppTest) -> str:
    assert not tab.exception
    shown = "\n".join(str(element.value) for element in (*tab.title, *tab.subheader, *tab.markdown, *tab.caption))
    assert "Something broke" not in shown
    return shown.replace("\\", "")


def score(workspace: str, given: dict[str, tuple[int, ...]]) -> None:
    typed = [
        Score(name, code, "", float(value))
        for name, values in given.items()
        for code, value in zip(CRITERIA, values, strict=True)
    ]
    cached.store().scores.put(workspace, typed)


@pytest.fixture
def team(visitor: Tab, show: Show) -> Tab:
    """team(pins={…}, language="qps"): the top 3 of the five segments, without a ledger."""

    def open_tab(language: str = "", **decided: object) -> AppTest:
        made = Document(segments=tuple(Segment(name) for name in FIVE), scorecard=Scorecard.model_validate(decided))
        workspace = cached.store().create(made).workspace
        score(workspace, FIVE)
        address = {"w": workspace, **({"language": language} if language else {})}
        return show(visitor(**address).run(), "top3")

    return open_tab


def names(tab: AppTest) -> list[str]:
    return [str(heading.value).replace("\\", "") for heading in tab.subheader]


def test_without_scores_the_page_says_what_to_do(visitor: Tab, show: Show) -> None:
    tab = show(visitor().run(), "top3")
    assert tab.title[0].value == "No segments yet: name the ones you could go for"
    workspace = cached.store().create(Document(segments=(Segment("Food"),))).workspace
    tab = show(visitor(w=workspace).run(), "top3")
    assert tab.title[0].value == "No scores yet: the top 3 is full from the third segment"
    score(workspace, {"Food": (3, 3, 3, 1, 3, 3, 3, 3, 3)})
    assert tab.run().title[0].value == "No segment stands above the line yet"
    score(workspace, {"Food": (3, 3, 3, 2, 3, 3, 3, 3, 3)})
    assert tab.run().title[0].value == "The next three months: Food"
    assert "One segment is few" in texts(tab)


def test_the_three_stand_with_why_and_how_sure(team: Tab) -> None:
    tab = team()
    assert tab.title[0].value == "The next three months: Shops, Furniture, Food"
    assert names(tab) == ["Shops", "Furniture", "Food"]
    shown = texts(tab)
    assert "Rank 2 · 19 of 27" in shown
    assert "Value: mega, several proofs: they want to listen  \nRisks: none" in shown
    assert "No single score changed by one point moves Furniture out of the top 3." in shown
    assert "One point less for Food in Value puts Medical in the place of Food." in shown
    assert "99 of 100: sure" in shown and "likely" in shown
    assert "Software" not in names(tab)


def test_what_the_team_chose_stands_there_with_its_reason(team: Tab) -> None:
    tab = team(pins={"Software": "We know them", "Shops": ""})
    assert names(tab) == ["Software", "Shops"]
    shown = texts(tab)
    assert "Chosen by the team." in shown and "We know them" in shown
    assert "Value is 1 (weak, generic)" in shown, "why the points would not propose it"


def test_the_message_the_place_and_the_number_are_written_here(team: Tab) -> None:
    tab = team()
    assert texts(tab).count("Not written yet.") == 6
    for prefix, value in (("top_message_", "Half the delivery time"), ("top_where_", "The trade fair in May")):
        next(field for field in tab.text_area if str(field.key).startswith(prefix)).set_value(value).run()
    next(field for field in tab.number_input if str(field.key).startswith("top_contacts_")).set_value(40).run()
    shown = texts(tab)
    assert "Half the delivery time" in shown and "The trade fair in May" in shown and "40 firms in 3 months" in shown
    saved = cached.store().load(tab.query_params["w"])
    assert saved is not None
    assert saved.document.scorecard.message == {"Shops": "Half the delivery time"}
    assert saved.document.scorecard.notes == {"Shops": {"reach": "The trade fair in May"}}
    assert saved.document.scorecard.contacts == {"Shops": 40}


def test_a_segment_of_the_ledger_shows_its_customers(
    visitor: Tab, drop: Callable[..., AppTest], show: Show, sales: bytes
) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    workspace = tab.query_params["w"]
    before = cached.store().load(workspace)
    assert before is not None
    large = Segment("Large", Between("revenue", 9000.0))
    cached.store().patch(workspace, {"segments": (large, Segment("Food"))}, before.document)
    score(workspace, {"Large": (2,) * 9, "Food": (2,) * 9})
    shown = texts(show(visitor(w=workspace).run(), "top3"))
    # 14 months: customer 1 for 1,200 a month, customer 6 for 700: 14 times 5,700
    assert "6 customers, 79.8k" in shown
    assert "Customer 01 ·\u00a016.8k" in shown and "Customer 05 ·\u00a011.2k" in shown
    assert "Customer 06" not in shown and "and 1 more" in shown
    assert shown.count("No customers there yet") == 1, "Food alone is cold"


def test_in_the_pseudo_language_only_the_names_are_left(team: Tab) -> None:
    tab = team(language="qps")
    texts(tab)
    shown = [str(element.value) for group in (tab.title, tab.caption, tab.markdown) for element in group]
    assert len(shown) > 20
    assert [text for text in shown if "⟦" not in text] == []


def test_the_page_to_print_says_why_them(
    visitor: Tab, show: Show, drop: Tab, sales: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, str] = {}

    def taken(_label: str, data: object, **options: object) -> bool:
        if options["file_name"] == "labrador.html" and callable(data):
            files["page"] = data().decode()
        return False

    monkeypatch.setattr(st, "download_button", taken)
    tab = drop(visitor().run(), ("sales.csv", sales))
    state = tab.session_state["session"]
    decided = {
        "segments": tuple(Segment(name) for name in FIVE),
        "scorecard": Scorecard(pins={"Furniture": "They asked for us", "Shops": "", "Food": ""}),
    }
    saved = cached.store().patch(state.workspace, decided, state.document)
    score(state.workspace, FIVE)
    tab.session_state["session"] = session.replace(state, document=saved.document)
    show(tab.run(), "report")
    assert "They asked for us" in files["page"]
    assert "Value: mega, several proofs: they want to listen · Risks: none" in files["page"]
