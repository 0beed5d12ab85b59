"""The scorecard: no ledger needed, scores kept per person, ranks, the gate, choices, how sure, evidence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached, scores
from segcore.customer_attributes import CustomerList, Described
from segcore.rules import Between, Is
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.store import Score
from segcore.workspace import Document, Scorecard

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
Given = dict[str, tuple[float | None, ...]]
FIVE: Given = {  # METHOD 8; the totals are 19, 20, 16, 18, 13
    "Furniture": (2, 2, 2, 3, 1, 3, 3, 2, 1),
    "Shops": (3, 2, 1, 3, 2, 2, 1, 3, 3),
    "Food": (1, 2, 2, 2, 2, 1, 2, 2, 2),
    "Software": (3, 1, 0, 1, 2, 3, 2, 3, 3),
    "Medical": (2, 2, 1, 2, 0, 0, 3, 1, 2),
}


def document(tab: AppTest) -> Document:
    saved = cached.store().load(tab.query_params["w"])
    assert saved is not None
    return saved.document


def rows(tab: AppTest) -> set[tuple[str, str, str, float | None]]:
    found = cached.store().scores.of(tab.query_params["w"])
    return {(row.segment, row.criterion, row.person, row.value) for row in found}


def texts(tab: AppTest, raw: bool = False) -> str:
    """What stands on the page; raw: with the marks that keep names from being Markdown."""
    assert not tab.exception
    shown = "\n".join(str(element.value) for element in (*tab.title, *tab.subheader, *tab.markdown, *tab.caption))
    assert "Something broke" not in shown
    return shown if raw else shown.replace("\\", "")


def put(tab: AppTest, person: str, given: Given) -> AppTest:
    """Scores as if typed in another tab."""
    typed = [
        Score(name, code, person, value)
        for name, values in given.items()
        for code, value in zip(CRITERIA, values, strict=True)
    ]
    cached.store().scores.put(tab.query_params["w"], typed)
    return tab.run()


@pytest.fixture
def listed(visitor: Tab, show: Show) -> Tab:
    """listed(["Food", …], language="qps"): a tab whose scorecard has these segments, from a pasted list."""

    def open_tab(names: Any = tuple(FIVE), **address: str) -> AppTest:
        tab = show(visitor(**address).run(), "scorecard")
        tab.text_area(key="add_segments").set_value("\n".join(names)).run()
        return tab.button(key="add_segments_now").click().run()

    return open_tab


def grid(tab: AppTest) -> dict[str, list[str]]:
    """The columns of the grid, as it shows them: scores by criterion, total, rank."""
    rows = json.loads(tab.get("bidi_component")[0].proto.json)["rows"]
    scores = {code: [row["scores"][place] for row in rows] for place, code in enumerate(CRITERIA)}
    return {**scores, "total": [row["total"] for row in rows], "rank": [row["rank"] for row in rows]}


def boxes(tab: AppTest) -> list[str]:
    found = [caption.value for caption in tab.caption]
    return [text for text in found if text.startswith(("Rank ", "Free", "Below"))][:3]


def test_without_a_ledger_a_pasted_list_fills_the_scorecard(listed: Tab) -> None:
    tab = listed()
    assert [segment.name for segment in document(tab).segments] == list(FIVE)
    assert tab.title[0].value == "No scores yet: give the first segment nine digits"
    assert boxes(tab) == ["Free: score more segments"] * 3
    put(tab, "", FIVE)
    assert tab.title[0].value == "Top 3 now: Shops, Furniture, Food"
    assert grid(tab)["total"] == ["19", "20", "16", "18", "13"]
    assert grid(tab)["rank"] == ["2", "1", "3", "–", "4"]
    assert [text[:18] for text in boxes(tab)] == ["Rank 1 · 20 of 27 ", "Rank 2 · 19 of 27 ", "Rank 3 · 16 of 27 "]


def test_the_gate_says_why_and_one_click_lifts_it(listed: Tab) -> None:
    tab = put(listed(), "", FIVE)
    assert "**Software** 18 of 27. Value is 1 (weak, generic)" in texts(tab)
    tab.toggle(key="gate_line").set_value(False).run()
    assert document(tab).scorecard.gate is False
    assert tab.title[0].value == "Top 3 now: Shops, Furniture, Software"
    assert "Below the line" not in texts(tab)
    tab.toggle(key="gate_line").set_value(True).run()
    assert tab.title[0].value == "Top 3 now: Shops, Furniture, Food"


def test_missing_scores_show_what_they_can_make_of_the_total(listed: Tab, show: Show) -> None:
    some: Given = {
        "Bakers": (2, 2, None, 3, 1, None, 3, 2, 1),  # METHOD 8: 14 over seven, 18 of 27, between 14 and 20
        "Zoos": (2,) * 9,
        "Clubs": (1,) * 3 + (2,) + (1,) * 5,
        "Farms": (None,) * 9,
    }
    tab = put(listed(tuple(some)), "", some)
    shown = texts(tab)
    assert "Bakers: 18 of 27 now, at least 14, at most 20; not scored: Competition, Risks." in shown
    assert "Zoos: 18" not in shown and "Farms: " not in shown
    found = boxes(tab)
    assert any(text.startswith("Rank 1 · 18 of 27 (14 to 20)") for text in found)
    assert any(text.startswith("Rank 2 · 18 of 27") and "(" not in text for text in found)
    show(tab, "top3")
    assert "18 of 27 (14 to 20)" in texts(tab)


def test_the_exact_sentence_comes_first_then_the_versions(listed: Tab) -> None:
    shown = texts(put(listed(), "", FIVE))
    exact = "No single score changed by one point moves Shops out of the top 3."
    assert exact in shown and "in the place of Shops" not in shown
    # Food 16 against Medical 13: only its Value, at the gate, or the Value of Software can take its place
    assert "One point less for Food in Value puts Medical in the place of Food." in shown
    assert "One point more for Software in Value puts Software in the place of Food." in shown
    assert shown.count("in the place of Food") == 2
    assert "In 99 of 100 versions of your scores and weights Shops stays in the top 3." in shown
    assert "each score may be off by one in 2 of 5 cases" in shown


def test_three_above_the_line_are_not_called_sure(listed: Tab) -> None:
    three = {name: FIVE[name] for name in ("Furniture", "Shops", "Food", "Software")}
    shown = texts(put(listed(), "", three))
    assert "so none of them can lose its place" in shown
    assert "of 100" not in shown
    assert "One point less for Food in Value puts" not in shown, "nobody stands behind Food"
    assert "One point less for Food in Value takes Food out of the top 3." in shown
    assert "of 100" in texts(put(listed(), "", FIVE)), "the control: a fourth stands above the line"


def test_weights_count_and_not_all_of_them_can_be_nothing(listed: Tab) -> None:
    tab = put(listed(["Food", "Shops"]), "", {name: FIVE[name] for name in ("Food", "Shops")})
    for code in CRITERIA[1:]:
        tab.number_input(key=f"weight_{code}").set_value(0.0).run()
    assert grid(tab)["total"] == ["9", "27"], "growth alone: 1 and 3, times 9"
    tab.number_input(key="weight_growth").set_value(0.0).run()
    assert "not all of them 0" in texts(tab)
    assert document(tab).scorecard.weights.get("growth", 1.0) == 1.0


def test_a_missing_score_that_decides_is_asked_for(listed: Tab) -> None:
    open_one = {**FIVE, "Medical": (2, 2, None, 2, 2, 2, 2, 2, None)}  # 18 of 14 and 20, beside Food's 16
    shown = texts(put(listed(), "", open_one))
    assert "Score Competition, Segment size for Medical to decide who is in the top 3." in shown
    full = texts(put(listed(), "", FIVE))
    assert "to decide who is in the top 3" not in full, "the control: nothing is missing"


def test_a_segment_without_value_is_named_below_the_line(listed: Tab) -> None:
    tab = put(listed(["Food"]), "", {"Food": (3, 3, 3, None, 3, 3, 3, 3, 3)})
    assert tab.title[0].value == "No segment stands above the line yet"
    assert "**Food** 27 of 27 (24 to 27). Value is not scored yet" in texts(tab)


def test_equal_totals_are_said_to_be_tied(listed: Tab) -> None:
    same = (2, 2, 2, 2, 2, 2, 2, 2, 2)
    tab = put(listed(["Food", "Shops", "Art"]), "", {"Food": same, "Shops": same, "Art": (*same[:8], 1)})
    assert grid(tab)["rank"] == ["1 =", "2 =", "3"]
    assert "Tied: Food, Shops." in texts(tab)


def test_two_people_agree_on_the_mean_and_their_spread_is_shown(listed: Tab) -> None:
    tab = listed(["Food"])
    put(tab, "Anna", {"Food": (3, 2, 2, 3, 2, 2, 2, 2, 2)})
    put(tab, "Tom", {"Food": (1, 2, 2, 2, 2, 2, 2, 2, 2)})
    assert "Food, Growth: Anna 3, Tom 1" in texts(tab)
    assert "Food, Value" not in texts(tab), "the control: one point apart"
    assert grid(tab)["total"] == ["18.5"], "growth 2, value 2.5, seven times 2"
    assert tab.selectbox(key="score_person").options == ["Anna", "Tom", "Me"]
    put(tab, "Eve", {"Food": (3, 2, 2, 2, 2, 2, 2, 2, 2)})
    tab.segmented_control(key="used_scores").set_value("median").run()
    assert document(tab).scorecard.used == "median"
    assert grid(tab)["total"] == ["19"], "the medians are 3, 2, 2, 2 and five times 2"


def test_a_new_person_has_an_empty_grid_and_the_others_keep_their_scores(listed: Tab, visitor: Tab, show: Show) -> None:
    tab = put(listed(["Food"]), "Anna", {"Food": (3, 2, 2, 3, 2, 2, 2, 2, 2)})
    anna = show(visitor(w=tab.query_params["w"]).run(), "scorecard")
    assert anna.selectbox(key="score_person").value == "Anna"
    assert grid(anna)["growth"] == ["3"]
    eve = visitor(w=tab.query_params["w"]).run()
    eve.session_state["score_person"] = "Eve"
    assert grid(show(eve, "scorecard"))["growth"] == [""]
    assert eve.selectbox(key="score_person").options == ["Anna", "Eve"]
    assert ("Food", "growth", "Anna", 3.0) in rows(tab)


def test_the_team_may_choose_others_with_a_reason_and_is_only_warned(listed: Tab) -> None:
    tab = put(listed(), "", FIVE)
    tab.multiselect(key="chosen_segments").set_value(["Medical"]).run()
    assert tab.title[0].value == "Chosen: Medical"
    assert "One segment is few" in texts(tab)
    reason = next(field for field in tab.text_input if str(field.key).startswith("pin_"))
    reason.set_value("Our first customers").run()
    assert document(tab).scorecard.pins == {"Medical": "Our first customers"}
    tab.multiselect(key="chosen_segments").set_value(["Medical", "Shops"]).run()
    assert "with two or three" not in texts(tab), "the control: two are fine"
    assert document(tab).scorecard.pins == {"Medical": "Our first customers", "Shops": ""}
    tab.button(key="unpin").click().run()
    assert tab.title[0].value == "Top 3 now: Shops, Furniture, Food"


def test_the_anchors_of_the_criterion_in_view_are_always_there(listed: Tab) -> None:
    tab = listed(["Food"])
    tab.segmented_control(key="criterion_seen").set_value("competition").run()
    shown = texts(tab)
    anchors = ("every rival attacks", "most rivals", "one or two rivals", "almost no rivals")
    assert all(f"**{score}** = {anchor}" in shown for score, anchor in enumerate(anchors))
    assert "↔ turned round" in shown
    tab.segmented_control(key="criterion_seen").set_value("growth").run()
    assert "↔ turned round" not in texts(tab), "the control: growth is not reversed"


def test_hostile_names_stay_texts(listed: Tab) -> None:
    hostile = "![x](http://evil.example/x.png) <b>"
    tab = put(listed([hostile, "Food"]), "![y](http://evil.example)", {hostile: (3,) * 9, "Food": (2,) * 9})
    shown = texts(tab, raw=True)
    assert "![" not in shown and "<b>" not in shown and "http://" not in shown
    assert "evil" in shown


def test_the_ledger_suggests_and_a_click_takes_it(
    visitor: Tab, drop: Callable[..., AppTest], show: Show, sales: bytes
) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    store, workspace = cached.store(), tab.query_params["w"]
    before = document(tab)
    store.patch(workspace, {"segments": (Segment("Large", Between("revenue", 9000.0)),)}, before)
    tab = show(visitor(w=workspace).run(), "scorecard")
    contacts = next(field for field in tab.number_input if str(field.key).startswith("contacts_"))
    contacts.set_value(2).run()
    shown = texts(tab)
    # customers 1 to 6 bought for 16,800 down to 9,800, customer 7 for 8,400: six firms, three times two
    assert "**Segment size: 2, 3 to 10 times what we can contact** At least 6 firms" in shown
    tab.button(key="take_segment_size").click().run()
    assert rows(tab) == {("Large", "segment_size", "", 2.0)}
    assert "as you scored it" in texts(tab)
    tab.button(key="take_all").click().run()
    assert ("Large", "condition", "", 3.0) in rows(tab), "all of them buy in their rhythm"


def test_what_the_ledger_suggests_follows_the_list_of_customers(
    visitor: Tab, drop: Callable[..., AppTest], show: Show, sales: bytes
) -> None:
    """Six firms of trade in one list, seven in the next; without a list nobody knows of trade."""
    workspace = drop(visitor().run(), ("sales.csv", sales)).query_params["w"]
    store = cached.store()
    trade = {"segments": (Segment("Trade", Is("industry", ("trade",))),), "scorecard": Scorecard(contacts={"Trade": 1})}

    def suggested(firms: int) -> str:
        names = tuple(f"Customer {n:02}" for n in range(1, 13))
        texts_of = tuple("trade" if n <= firms else "crafts" for n in range(1, 13))
        listed = CustomerList(f"{firms}.csv", str(firms), names, ("",) * 12, (Described("industry", texts_of),))
        store.patch(workspace, {**trade, "customer_list": listed}, store.load(workspace).document)
        return texts(show(visitor(w=workspace).run(), "scorecard"))

    assert "At least 6 firms" in suggested(6)
    assert "At least 7 firms" in suggested(7)


def test_what_is_typed_is_taken_by_row_and_anything_else_is_not() -> None:
    before = {("Food", "growth"): 1.0, ("Art", "value"): 2.0}
    after = scores.edited(("Art", "Food"), [[0, 3, None], [0, 5, 3], [1, 0, 7]], before)
    assert after == {("Food", "growth"): 3.0, ("Art", "risk"): 3.0}
    assert before == {("Food", "growth"): 1.0, ("Art", "value"): 2.0}
    strange = [[5, 0, 1], [0, 9, 1], [-1, 0, 1], [0, 0, "two"], [0, 0, True], [0, 0, float("nan")], [0, 0], "x", None]
    assert scores.edited(("Art", "Food"), strange, before) == before
    changed = {(row.segment, row.criterion, row.value) for row in scores.changes("Anna", before, after)}
    assert changed == {("Food", "growth", 3.0), ("Art", "value", None), ("Art", "risk", 3.0)}
    assert scores.changes("Anna", before, before) == []


def test_in_the_pseudo_language_only_the_names_are_left(listed: Tab) -> None:
    tab = put(listed(language="qps"), "", FIVE)
    texts(tab)
    shown = [element.value for group in (tab.title, tab.subheader, tab.caption, tab.markdown) for element in group]
    assert len(shown) > 20
    assert [text for text in shown if text.strip("*").replace("\\", "") not in FIVE and "⟦" not in text] == []
