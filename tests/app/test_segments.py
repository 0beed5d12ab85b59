"""The page of the user's own segments: rules with live figures, order, pasted lists, and all of it without a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached, segments_rule, session
from pages.ui.segments_parameters import edited
from pages.ui.segments_prospects import typed
from pages.ui.segments_words import merged
from segcore.parameters import Parameter
from segcore.rules import All, Between, Is, Not
from segcore.rules import Any as AnyOf
from segcore.segments import Segment
from segcore.store import Score
from segcore.tree import Node

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


def test_its_industry_may_come_from_a_second_file(visitor: Tab, drop: Tab, show: Show, ledger: bytes) -> None:
    """The same with what the ledger does not know: industries from a list, and a segment before it that overlaps."""
    bare = b"\n".join(line.rpartition(b",")[0] for line in ledger.splitlines())
    listed = "\n".join(["Company;Industry", *(f"{firm.upper()};{told[0]}" for firm, told in FIRMS.items())])
    tab = show(drop(visitor().run(), ("ledger.csv", bare)), "portrait")
    key = next(key for key, firm in session_parties(tab).items() if firm == "Haul & Sons")
    decide(show(tab, "segments"), statuses={key: "glad"})
    name(tab, "Heroes")
    condition(tab, "Heroes", "abc")
    choose(tab, "Heroes", "0", "A")
    fields = widget(tab, "selectbox", "Heroes", "_add").options
    assert "My own word" in fields and "Industry" not in fields
    show(tab, "portrait").file_uploader[0].set_value([("firms.csv", listed.encode(), "text/csv")]).run()
    show(tab, "segments")
    condition(tab, "Heroes", "industry")
    choose(tab, "Heroes", "1", "Transport")
    assert "**2 customers · 45.6k · 56%**" in texts(tab), "Haul & Sons and Rapid Freight: 12 × 3,800"
    condition(tab, "Heroes", "own_status")
    choose(tab, "Heroes", "2", "glad")
    condition(tab, "Heroes", "tenure_years")
    widget(tab, "number_input", "Heroes", "3_low").set_value(5).run()
    condition(tab, "Heroes", "trend")
    choose(tab, "Heroes", "4", "growing")
    assert "**1 customer · 24.0k · 30%** · 100% of them in class A" in texts(tab)
    name(tab, "Carriers")
    condition(tab, "Carriers", "industry")
    choose(tab, "Carriers", "0", "Transport")
    assert "**2 customers · 32.4k · 40%**" in texts(tab)
    assert "1 more fits, but belongs to a segment before it" in texts(tab)
    assert tab.caption[1].value.startswith("3 customers without a segment, 1 in two or more.")


def session_parties(tab: AppTest) -> dict[str, str]:
    """Display name of each party by its key."""
    parties = cached.store().ledger(tab.session_state["session"].workspace).parties
    return dict(zip(parties["key"], parties["customer"], strict=True))


THREE = (
    Segment("Carriers", Is("industry", ("Transport",))),
    Segment("Big", All((Is("abc", ("A",)),))),
    Segment("Hospitals"),
)


@pytest.fixture
def three(opened: AppTest) -> AppTest:
    decide(opened, segments=THREE)
    return opened


def row(tab: AppTest, name: str) -> Any:
    return tab.button(key=f"go_own_{session.short_digest(name)}")


def test_a_customer_belongs_to_the_first_segment_that_fits(three: AppTest) -> None:
    """Of 6,770 for one month of both years: 2,000 1,800 1,800 are A (5,600 is 83 %), 900 220 50 are not."""
    tab = three
    assert tab.title[0].value == "3 segments with 4 of 6 customers"
    assert tab.caption[1].value == (
        "2 customers without a segment, 2 in two or more. A customer belongs to the first segment that fits."
    )
    assert row(tab, "Carriers").label.startswith("1. **Carriers** *3 · 56.4k · 69%*")
    assert row(tab, "Big").label.startswith("2. **Big** *1 · 21.6k · 27%*")
    assert row(tab, "Hospitals").label.endswith("a segment without customers]")
    assert list(tab.dataframe[0].value["customer"]) == ["Haul & Sons", "Rapid Freight", "Slow Carriers"]
    assert tab.dataframe[1].value.to_dict("records") == [
        {"name": "Carriers", "customers": 3, "taken": 0, "revenue": "56,400", "share": "69%", "best": "67%"},
        {"name": "Big", "customers": 1, "taken": 2, "revenue": "21,600", "share": "27%", "best": "100%"},
    ]
    pairs = tab.dataframe[-1].value
    assert pairs.to_dict("records") == [{"first": "Carriers", "second": "Big", "both": 2, "part": "67%"}]
    row(tab, "Big").click().run()
    assert list(tab.dataframe[0].value["customer"]) == ["Old Oak Desks"]
    assert "2 more fit, but belong to a segment before it" in texts(tab)


def test_a_higher_priority_takes_the_customers(three: AppTest) -> None:
    tab = three
    row(tab, "Big").click().run()
    tab.button(key=f"own_up_{session.short_digest('Big')}").click().run()
    assert [segment.name for segment in document(tab).segments] == ["Big", "Carriers", "Hospitals"]
    assert row(tab, "Big").label.startswith("1. **Big** *3 ·")
    assert row(tab, "Carriers").label.startswith("2. **Carriers** *1 ·")
    assert tab.button(key=f"own_up_{session.short_digest('Big')}").disabled


def test_scores_and_notes_follow_a_new_name_and_go_with_the_segment(three: AppTest) -> None:
    tab, scores = three, cached.store().scores
    workspace = tab.session_state["session"].workspace
    scores.put(workspace, [Score("Carriers", "growth", "Ann", 3.0)])
    card = document(tab).scorecard.model_copy(update={"pins": {"Carriers": "we know them", "Big": "size"}})
    decide(tab, scorecard=card)
    key = session.short_digest("Carriers")
    tab.text_input(key=f"own_name_{key}").set_value("  Lorries ").run()
    assert [segment.name for segment in document(tab).segments] == ["Lorries", "Big", "Hospitals"]
    assert document(tab).segments[0].rule == THREE[0].rule
    assert scores.of(workspace) == (Score("Lorries", "growth", "Ann", 3.0),)
    assert document(tab).scorecard.pins == {"Lorries": "we know them", "Big": "size"}
    tab.text_input(key=f"own_name_{session.short_digest('Lorries')}").set_value("Big").run()
    assert document(tab).segments[0].name == "Big 2"
    tab.button(key=f"own_delete_{session.short_digest('Big 2')}").click().run()
    assert [segment.name for segment in document(tab).segments] == ["Big", "Hospitals"]
    assert scores.of(workspace) == ()
    assert document(tab).scorecard.pins == {"Big": "size"}


def test_conditions_can_be_negated_grouped_and_removed(opened: AppTest) -> None:
    tab, mine = name(opened, "Mine"), "Mine"
    condition(tab, mine, "industry")
    assert "**0 customers" in texts(tab)  # nothing chosen yet
    choose(tab, mine, "0", "Transport", "")
    widget(tab, "selectbox", mine, "0_not").set_value("not").run()
    assert document(tab).segments[0].rule == All((Not(Is("industry", ("Transport", ""))),))
    assert list(tab.dataframe[0].value["customer"]) == ["Old Oak Desks", "Pine Chairs"]
    tab.button(key=f"rule_{session.short_digest(mine)}_add_group").click().run()
    condition(tab, mine, "revenue", "1")
    widget(tab, "number_input", mine, "1_0_low").set_value(20_000).run()
    condition(tab, mine, "trend", "1")
    choose(tab, mine, "1_1", "growing")
    group = AnyOf((Between("revenue", 20_000.0), Is("trend", ("growing",))))
    assert document(tab).segments[0].rule == All((Not(Is("industry", ("Transport", ""))), group))
    assert list(tab.dataframe[0].value["customer"]) == ["Old Oak Desks", "Pine Chairs"]
    widget(tab, "button", mine, "1_1_remove").click().run()
    assert list(tab.dataframe[0].value["customer"]) == ["Old Oak Desks"]
    tab.segmented_control(key=f"rule_{session.short_digest(mine)}_join").set_value("any").run()
    assert isinstance(document(tab).segments[0].rule, AnyOf)
    for place in ("1", "0"):
        widget(tab, "button", mine, f"{place}_remove").click().run()
    assert document(tab).segments == (Segment(mine),)


def test_a_deeper_rule_is_shown_in_words_and_kept(opened: AppTest) -> None:
    deep = Not(All((Is("abc", ("C",)), AnyOf((Is("industry", ("Transport",)), Between("share", high=0.5))))))
    decide(opened, segments=(Segment("Deep", All((deep, Is("xyz", ("X",))))),))
    assert "not \\(Class\\: C and \\(Industry\\: Transport or Share of revenue\\: at most 50\\%\\)\\)" in texts(opened)
    choose(opened, "Deep", "1", "X", "Y")
    assert document(opened).segments[0].rule == All((deep, Is("xyz", ("X", "Y"))))


def test_a_field_the_ledger_does_not_have_is_named(opened: AppTest) -> None:
    decide(opened, segments=(Segment("North", All((Is("region", ("North",)), Is("abc", ("A",))))),))
    assert not opened.exception
    assert "This ledger knows nothing of: Region. Nobody fits such a condition." in texts(opened)
    assert "**0 customers" in texts(opened)


def test_a_pasted_list_without_a_ledger(visitor: Tab, show: Show) -> None:
    tab = show(visitor().run(), "segments")
    assert tab.title[0].value == "No segments yet: name one, paste a list, or take a finding from Portrait"
    tab.text_area(key="pasted_segments").set_value("Hospitals\nSchools\nB2B 1 > furniture 2\nhospitals")
    tab.button(key="take_segments").click().run()
    assert [segment.name for segment in document(tab).segments] == ["Hospitals", "Schools"]
    assert document(tab).trees == (Node("B2B", 1, (Node("furniture", 2),)),)
    assert tab.title[0].value == "2 segments to choose from"
    condition(tab, "Hospitals", "abc")
    choose(tab, "Hospitals", "0", "A", "B")
    assert document(tab).segments[0].rule == All((Is("abc", ("A", "B")),))
    again = show(visitor(w=tab.session_state["session"].workspace).run(), "segments")
    assert again.title[0].value == "2 segments to choose from"


def test_the_tree_stops_at_mega_value_and_feeds_the_scorecard(visitor: Tab, show: Show) -> None:
    tab = show(visitor().run(), "segments")
    tab.segmented_control(key="segments_view").set_value("tree").run()
    new = "node_new_" + session.short_digest("")
    tab.text_input(key=new).set_value("Creature").run()
    for above, child in (("Creature", "Animal"), ("Creature\nAnimal", "Dog"), ("Creature\nAnimal\nDog", "Labrador")):
        tab.button(key=f"go_slim_{session.short_digest(above)}").click().run()
        tab.text_input(key=f"node_new_{session.short_digest(above)}").set_value(child).run()
    assert document(tab).trees == (Node("Creature", 0, (Node("Animal", 0, (Node("Dog", 0, (Node("Labrador"),)),)),)),)
    dog = "Creature\nAnimal\nDog"
    tab.segmented_control(key=f"node_strength_{session.short_digest(dog)}").set_value(3).run()
    assert "Mega value here: no need to go deeper." in texts(tab)
    assert "Where to stop: **Dog**." in texts(tab)
    below = tab.button(key=f"go_slim_{session.short_digest(dog + chr(10) + 'Labrador')}").label
    assert ":gray[Labrador]" in below and "**Dog**" in tab.button(key=f"go_slim_{session.short_digest(dog)}").label
    tab.text_input(key=f"node_name_{session.short_digest(dog)}").set_value("Dogs").run()
    tab.button(key="tree_to_scorecard").click().run()
    assert document(tab).segments == (Segment("Dogs"),)
    assert tab.button(key="tree_to_scorecard").disabled
    tab.button(key=f"go_slim_{session.short_digest('Creature' + chr(10) + 'Animal')}").click().run()
    tab.button(key=f"node_remove_{session.short_digest('Creature' + chr(10) + 'Animal')}").click().run()
    assert document(tab).trees == (Node("Creature"),)


def test_a_node_shows_the_customers_of_its_segment(three: AppTest) -> None:
    decide(three, trees=(Node("All firms", 1, (Node("carriers", 2), Node("Bakers"))),))
    three.segmented_control(key="segments_view").set_value("tree").run()
    carriers = three.button(key=f"go_slim_{session.short_digest('All firms' + chr(10) + 'carriers')}").label
    assert carriers.endswith("*3 · 56.4k · 69% · A 67%*")
    assert "candidate" in carriers
    bakers = three.button(key=f"go_slim_{session.short_digest('All firms' + chr(10) + 'Bakers')}").label
    assert "*" not in bakers.replace("**", "")


def test_a_node_of_the_tree_has_a_rule_or_takes_over_those_below_it(opened: AppTest) -> None:
    """Of 12 × 6,770 carriers brought 12 × (2,000 + 1,800 + 900), furniture makers 12 × (1,800 + 220)."""
    tab, firms, carriers = opened, "All firms", "All firms\nCarriers"
    decide(tab, trees=(Node(firms, 1, (Node("Carriers", 3), Node("Furniture", rule=Is("industry", ("Furniture",))))),))
    tab.segmented_control(key="segments_view").set_value("tree").run()

    def line(path: str) -> str:
        label: str = tab.button(key=f"go_slim_{session.short_digest(path)}").label
        return label

    assert line(firms).endswith("*2 · 24.2k · 30% · A 50%*"), "the furniture makers alone so far"
    tab.button(key=f"go_slim_{session.short_digest(carriers)}").click().run()
    assert "Nobody can tell yet" in texts(tab)
    key = f"rule_{session.short_digest('tree' + chr(10) + carriers)}"
    tab.selectbox(key=f"{key}__add").set_value("industry").run()
    tab.multiselect(key=f"{key}_0_values").set_value(["Transport"]).run()
    rule = All((Is("industry", ("Transport",)),))
    assert document(tab).trees[0].children[0].rule == rule
    assert line(carriers).endswith("*3 · 56.4k · 69% · A 67%*")
    assert line(firms).endswith("*5 · 80.6k · 99% · A 60%*"), "Tiny Tables is in neither"
    assert document(tab).segments == ()
    tab.button(key="tree_to_scorecard").click().run()
    assert document(tab).segments == (Segment("Carriers", rule),)


def test_own_words_are_merged_by_customer() -> None:
    shown = ("key 1", "key 2", "key 3")
    edits = {0: {"word": " glad\n"}, 1: {"word": None}}
    assert merged({"key 2": "angry", "far": "new"}, shown, edits) == {"key 1": "glad", "far": "new"}


def test_parts_of_a_rule_by_path() -> None:
    a, b, c = Is("abc", ("A",)), Between("share", 0.1), Is("xyz", ("X",))
    rule = All((a, AnyOf((b, c))))
    assert segments_rule.at(rule, (1, 0)) == b
    assert segments_rule.put(rule, (1, 0), None) == All((a, AnyOf((c,))))
    assert segments_rule.put(rule, (0,), Not(a)) == All((Not(a), AnyOf((b, c))))
    assert segments_rule.added(rule, (1,), a) == All((a, AnyOf((b, c, a))))
    assert segments_rule.put(rule, (7,), None) == rule
    assert segments_rule.opened(a) == All((a,))
    assert segments_rule.group(AnyOf((b, Not(c)))) == AnyOf((b, Not(c)))
    assert segments_rule.group(AnyOf((b, All((c,))))) is None


FIVE = ("Worked with us", "Knows us", "Orders similar things", "Has funds", "Resembles our A and B")


def view(tab: AppTest, code: str) -> AppTest:
    return tab.segmented_control(key="segments_view").set_value(code).run()


def test_five_criteria_score_prospects_without_a_ledger(visitor: Tab, show: Show) -> None:
    """Weights 3 1 2 2 2: 28 of 30 is 93.3, 17 of 30 is 56.7; with the third unknown 80 % is known."""
    tab = view(show(visitor().run(), "segments"), "parameters")
    tab.button(key="five_parameters").click().run()
    assert [(one.name, one.weight) for one in document(tab).parameters] == list(
        zip(FIVE, (3.0, 1.0, 2.0, 2.0, 2.0), strict=True)
    )
    tab.text_area(key="pasted_prospects").set_value("Fir\nElm\n\nfir\nOak\nAsh\nYew").run()
    tab.button(key="take_prospects").click().run()
    assert list(document(tab).levels) == ["Fir", "Elm", "Oak", "Ash", "Yew"]
    given = {
        "Fir": (0, 1, 3, 3, 2),
        "Elm": (0, 0, None, 0, 0),
        "Oak": (3, 3, 3, 2, 3),
        "Ash": (3, None, None, None, None),
    }
    levels = {
        who: {name: level for name, level in zip(FIVE, row, strict=True) if level is not None}
        for who, row in given.items()
    }
    decide(tab, levels={**levels, "Yew": {}})
    ranking = tab.dataframe[-1].value
    assert ranking["name"].tolist() == ["Oak", "Fir", "Elm", "Ash", "Yew"]
    assert [round(score, 1) for score in ranking["score"].tolist()[:4]] == [93.3, 56.7, 0.0, 100.0]
    assert ranking["score"].isna().tolist() == [False] * 4 + [True]
    assert ranking["known"].tolist() == ["100%", "100%", "80%", "30%", "0%"]
    assert ranking["note"].tolist() == ["", "", "", "incomplete", "incomplete"]
    tab.selectbox(key="remove_parameter").set_value("Knows us").run()
    assert document(tab).levels["Fir"] == {FIVE[0]: 0, FIVE[2]: 3, FIVE[3]: 3, FIVE[4]: 2}
    tab.selectbox(key="remove_prospect").set_value("Elm").run()
    assert list(document(tab).levels) == ["Fir", "Oak", "Ash", "Yew"]


def test_a_criterion_that_separates_buyers_is_told_from_one_that_does_not(opened: AppTest) -> None:
    """Six customers on the best level of Funds, six strangers on the worst: Fisher 2 of 924, doubled for two tests."""
    tab = opened
    funds, colour = Parameter("Funds", ("no", "yes")), Parameter("Colour", ("red", "blue"))
    strangers = [f"Stranger {n}" for n in range(6)]
    levels = {name.upper(): {"Funds": 1, "Colour": place % 2} for place, name in enumerate(FIRMS)}
    levels |= {name: {"Funds": 0, "Colour": place % 2} for place, name in enumerate(strangers)}
    decide(tab, parameters=(funds, colour), levels=levels)
    view(tab, "parameters")
    said = texts(tab).replace("\\", "")
    assert "**Funds**  \nSeparates: of the best level 100% bought, of the worst 0%; by chance in 0.4%." in said
    assert "**Colour**  \nNot proven: of the best level 50% bought, of the worst 50%; by chance in 100%." in said
    rows = tab.dataframe[-1].value
    assert rows["n"].tolist() == [6, 6, 6, 6]
    assert rows["bought"].tolist() == [0, 6, 3, 3]
    assert rows["between"].tolist()[:2] == ["0% to 39%", "61% to 100%"]


def test_a_rule_can_ask_for_the_score_of_parameters(opened: AppTest) -> None:
    levels = {"HAUL & SONS": {"Funds": 1}, "Tiny Tables": {"Funds": 0}}
    rule = Between("parameter_score", low=60)
    decide(opened, parameters=(Parameter("Funds", ("no", "yes")),), levels=levels, segments=(Segment("Rich", rule),))
    assert list(opened.dataframe[0].value["customer"]) == ["Haul & Sons"]


def test_levels_are_typed_and_taken_back() -> None:
    names, criteria = ("Fir", "Elm"), ("Funds", "Knows us")
    edits = {0: {"1": "3"}, 1: {"0": None, "1": "0"}}
    assert typed({"Fir": {"Funds": 2}, "Elm": {"Funds": 1}}, names, criteria, edits) == {
        "Fir": {"Funds": 2, "Knows us": 3},
        "Elm": {"Knows us": 0},
    }


def test_a_renamed_criterion_keeps_its_levels() -> None:
    mine = (Parameter("Funds", ("no", "yes"), 2.0), Parameter("Size", ("small", "middle", "large")))
    levels = {"Fir": {"Funds": 1, "Size": 2}}
    renamed = edited(mine, levels, {0: {"name": "Money ", "2": "plenty", "weight": 99}})
    assert renamed == (
        (Parameter("Money", ("no", "yes", "plenty"), 10.0), mine[1]),
        {"Fir": {"Money": 1, "Size": 2}},
    )
    refused = {0: {"name": "size"}, 1: {"name": None, "0": "", "1": None}}
    assert edited(mine, levels, refused) == (mine, levels)
