"""Presentation and tour: what is on each screen, the keys, and that nobody's own work is touched."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from pages.ui import cached, presenting, tour
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.store import Score

Tab = Callable[..., AppTest]


def keys(tab: AppTest) -> dict[str, str]:
    """The keyboard shortcuts on the page, with the button of each."""
    return {each.proto.shortcut: each.key or "" for each in tab.button if each.proto.shortcut}


def press(tab: AppTest, key: str) -> AppTest:
    return tab.button(key=keys(tab)[key]).click().run()


def slide(tab: AppTest) -> str:
    return tab.subheader[0].value


def test_a_presentation_walks_forwards_backwards_and_to_a_number(
    visitor: Tab, show: Tab, drop: Tab, sales: bytes
) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    tab.query_params["present"] = "1"
    show(tab, "present")
    seen = [slide(tab)]
    while not tab.button(key="present_next").disabled:
        seen.append(slide(press(tab, ("right", "pagedown", "space")[len(seen) % 3])))
        assert not tab.exception
    assert seen[1:3] == ["What to do on Monday", "Who brings the money, and how evenly"]
    assert len(seen) == len(set(seen)) >= 4
    assert slide(press(tab, "pageup")) == seen[-2]
    assert slide(press(tab, "1")) == seen[0]
    assert not tab.sidebar.children or not tab.sidebar.button


def test_a_portrait_of_nothing_certain_shows_what_was_looked_at(visitor: Tab, show: Tab, drop: Tab) -> None:
    """Ten customers bring 80 %: 4 of 10 in the north, as 13 of all 40, which is 1.2 times as often and no proof."""
    regions = ["North"] * 4 + ["South"] * 3 + ["East"] * 3 + ["North"] * 9 + ["South"] * 11 + ["East"] * 10
    amounts = [1000] * 10 + list(range(96, 66, -1))
    rows = [
        f"Customer {n:02},2025-{month:02}-05,{amount},{region}"
        for month in range(1, 13)
        for n, (amount, region) in enumerate(zip(amounts, regions, strict=True))
    ]
    tab = drop(visitor().run(), ("sales.csv", "\n".join(["Customer,Date,Amount,Region", *rows]).encode()))
    tab.query_params["present"] = "portrait"
    show(tab, "present")
    assert slide(tab) == "Nothing you know of them sets your A customers apart"
    shown = [each.value for each in tab.markdown]
    assert any("North" in text and "1.2" in text and "but it may be chance" in text for text in shown)
    assert "4 of 10 against 13 of 40" in shown


def test_the_presentation_shows_the_top_segments_one_by_one_without_a_ledger(visitor: Tab, show: Tab) -> None:
    tab = visitor().run()
    store, state = cached.store(), tab.session_state["session"]
    document = state.document.model_copy(update={"segments": tuple(Segment(name) for name in ("One", "Two", "Three"))})
    scores = [Score(name, code, "", value) for name, value in (("One", 3.0), ("Two", 2.0)) for code in CRITERIA]
    saved = store.create(document, scores=scores)
    tab = visitor(w=saved.workspace, present="1").run()
    show(tab, "present")
    assert slide(tab) == "Segment 1 of 2"
    assert "One" in [each.value for each in tab.subheader]
    assert slide(press(tab, "2")) == "Segment 2 of 2"
    assert "Two" in [each.value for each in tab.subheader]
    assert not [each for each in tab.button if each.label == "Edit"]


def test_an_empty_presentation_names_the_way_out(visitor: Tab, show: Tab) -> None:
    tab = show(visitor().run(), "present")
    assert tab.title[0].value == "Nothing to present yet: open a ledger, or score segments"


def test_the_way_out_of_an_empty_presentation_leads_out(visitor: Tab, show: Tab, drop: Tab) -> None:
    """A ledger that waits for an answer: nothing to present, and the page to answer on is one click away."""
    tab = drop(
        visitor().run(), ("s.csv", b"Customer,Date,What\nAnna,2025-01-05,x\nBob,2025-02-05,y\nCid,2025-02-07,z\n")
    )
    tab.query_params["present"] = "1"
    show(tab, "present")
    assert tab.title[0].value == "Nothing to present yet: open a ledger, or score segments"
    (link,) = [element.proto for element in tab.main if element.type == "page_link"]
    assert (link.page, link.query_string) == ("ledger", f"w={tab.query_params['w']}")


def test_the_tour_has_its_own_workspace_and_leaves_the_users_alone(visitor: Tab, show: Tab) -> None:
    tab = show(visitor().run(), "segments")
    tab.text_input("new_segment").set_value("Mine").run()
    before = tab.session_state["session"]
    assert before.workspace
    mine = cached.store().load(before.workspace)
    show(tab, "ledger")
    tab.button(key="tour_begin").click().run()
    sample = tab.session_state["session"].workspace
    assert sample not in ("", before.workspace)
    assert tab.query_params["tour"] == "1"
    assert cached.store().load(sample).name == "Tour with a sample"
    show(tab, "segments")
    assert tab.button(key="tour_next").label == "Back to the tour"
    tab.button(key="tour_leave").click().run()
    assert tab.session_state["session"].workspace == before.workspace
    assert cached.store().load(sample) is None
    assert cached.store().load(before.workspace) == mine


def test_every_stop_of_the_tour_has_its_sentence_and_something_to_see(visitor: Tab, show: Tab) -> None:
    tab = visitor().run()
    tab.button(key="tour_begin").click().run()
    for number, (page, sentence) in enumerate(tour.STOPS, start=1):
        tab.query_params["tour"] = str(number)
        show(tab, page)
        assert not tab.exception
        assert tab.session_state["session"].page == page
        assert any(sentence in each.value for each in tab.markdown)
        assert tab.button(key="tour_back").disabled == (number == 1)
    assert tab.button(key="tour_next").label == "Start with your own ledger"


def test_a_tour_in_an_address_deletes_nothing(visitor: Tab, show: Tab, drop: Tab, sales: bytes) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    own = tab.session_state["session"].workspace
    tab.query_params["tour"] = "7"
    show(tab, "report")
    tab.button(key="tour_next").click().run()
    assert cached.store().load(own) is not None
    assert "tour" not in tab.query_params


def test_every_screen_has_a_key_of_its_own() -> None:
    assert len({*presenting.NEXT, *presenting.BACK, *presenting.DIGITS, "Esc"}) == 4 + 3 + 9 + 1
