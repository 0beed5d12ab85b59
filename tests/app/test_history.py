"""Undo in the sidebar: it says what it takes back, survives a reload, and never takes somebody else's change along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached, session
from segcore.segments import Segment
from segcore.store import Score
from segcore.workspace import Document, Scorecard

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]


@pytest.fixture
def tab(visitor: Tab, show: Show, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The scorecard of two segments in a browser with a cookie."""
    monkeypatch.setattr(session, "_browser", lambda: "cookie")
    made = cached.store().create(Document(segments=(Segment("IT"), Segment("Food"))))
    return show(visitor(w=made.workspace).run(), "segments")


def saved(tab: AppTest) -> Document:
    return cached.store().load(tab.query_params["w"]).document


def undo(tab: AppTest) -> str:
    """Click it; what it said it would take back."""
    label = str(tab.button(key="undo").label)
    tab.button(key="undo").click().run()
    assert not tab.exception
    return label


def buttons(tab: AppTest) -> list[Any]:
    return [button.key for button in tab.sidebar.button if button.key in ("undo", "redo")]


def texts(tab: AppTest) -> str:
    return "\n".join(element.value for element in tab.markdown)


def test_a_segment_is_added_renamed_deleted_and_it_all_comes_back(tab: AppTest) -> None:
    assert buttons(tab) == [], "nothing was done yet"
    cached.store().scores.put(tab.query_params["w"], [Score("Food", "value", "Ann", 2.0)])
    tab.text_input(key="new_segment").set_value("Carriers").run()
    key = session.short_digest("Food")
    tab.button(key=f"go_own_{key}").click().run()
    tab.text_input(key=f"own_name_{key}").set_value("Bread").run()
    tab.button(key=f"own_delete_{session.short_digest('Bread')}").click().run()
    assert [segment.name for segment in saved(tab).segments] == ["IT", "Carriers"]
    assert cached.store().scores.of(tab.query_params["w"]) == ()
    assert undo(tab) == "Undo: deleted segment Bread"
    assert cached.store().scores.of(tab.query_params["w"]) == (Score("Bread", "value", "Ann", 2.0),)
    assert undo(tab) == "Undo: new name Bread"
    assert cached.store().scores.of(tab.query_params["w"]) == (Score("Food", "value", "Ann", 2.0),)
    assert undo(tab) == "Undo: new segment Carriers"
    assert [segment.name for segment in saved(tab).segments] == ["IT", "Food"]
    assert tab.button(key="undo").disabled
    assert tab.button(key="redo").help == "Redo: new segment Carriers"
    for _ in range(3):
        tab.button(key="redo").click().run()
    assert [segment.name for segment in saved(tab).segments] == ["IT", "Carriers"]
    assert buttons(tab) == ["undo"]


def test_a_threshold_goes_back_on_the_screen_too_and_after_a_reload(tab: AppTest, visitor: Tab, show: Show) -> None:
    show(tab, "method").number_input(key="set_method_abc.limits_0").set_value(70.0).run()
    tab.number_input(key="set_method_abc.limits_0").set_value(60.0).run()
    again = show(visitor(w=tab.query_params["w"]).run(), "method")
    assert again.number_input(key="set_method_abc.limits_0").value == 60.0
    assert undo(again) == "Undo: threshold “Borders of A and B”"
    assert again.number_input(key="set_method_abc.limits_0").value == 70.0
    assert saved(again).settings == {"abc.limits": "0.7,0.95"}
    undo(again)
    assert again.number_input(key="set_method_abc.limits_0").value == 80.0
    assert saved(again).settings == {}


def test_what_somebody_else_changed_since_stays_and_a_sentence_says_so(tab: AppTest) -> None:
    here, store = tab.query_params["w"], cached.store()
    tab.text_input(key="new_segment").set_value("Carriers").run()
    before = saved(tab)
    theirs = (*before.segments, Segment("Bakers"))
    store.patch(here, {"segments": theirs, "scorecard": Scorecard(message={"IT": "from Ben"})}, before)
    undo(tab)
    assert "Somebody changed the same thing since" in texts(tab)
    assert (saved(tab).segments, saved(tab).scorecard.message) == (theirs, {"IT": "from Ben"})
    assert tab.session_state["session"].document.segments == theirs, "and it is shown"
    assert buttons(tab) == []
    tab.run()
    tab.text_input(key="new_segment").set_value("Painters").run()
    assert "Somebody changed" not in texts(tab)
    assert undo(tab) == "Undo: new segment Painters"


def test_pages_and_the_language_are_no_steps(tab: AppTest, show: Show) -> None:
    tab.button(key=f"go_own_{session.short_digest('Food')}").click().run()
    show(tab, "scorecard")
    show(tab, "method")
    assert saved(tab).picked.own == "Food", "the control: it was saved"
    assert buttons(tab) == []
