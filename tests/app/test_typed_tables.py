"""Tables typed into on the Segments page: what somebody else saved meanwhile stands, and nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from pages.ui import cached
from pages.ui.segments_parameters import edited
from segcore.parameters import Parameter
from segcore.store import By

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
FOUR = ("no", "rarely", "sometimes", "regularly")
MINE = (Parameter("Orders", FOUR), Parameter("Funds", ("no", "yes")))
FIRMS: dict[str, dict[str, int]] = {"Fir": {}, "Elm": {}, "Oak": {}}


class Desk:
    """A browser at the Segments page: with each run it sends all cells typed into the tables that still stand there."""

    def __init__(self, tab: AppTest, view: str) -> None:
        self.tab, self.held = tab, dict[str, dict[str, dict[str, Any]]]()
        self.look(view)

    def look(self, view: str) -> None:
        self.tab.segmented_control(key="segments_view").set_value(view)
        self.run()

    def run(self) -> None:
        states = self.tab._tree.get_widget_states()
        for table, cells in self.held.items():
            text = json.dumps({"edited_rows": cells, "added_rows": [], "deleted_rows": []})
            states.widgets.append(WidgetState(id=table, string_value=text))
        self.tab._run(states)
        assert not self.tab.exception
        shown = {table.proto.id for table in self.tab.data_editor}
        self.held = {table: cells for table, cells in self.held.items() if table in shown}

    def table(self, begins: str) -> Any:
        return next(table for table in self.tab.data_editor if table.key.startswith(begins))

    def type(self, begins: str, row: int, column: str, value: Any) -> None:
        self.held.setdefault(self.table(begins).proto.id, {}).setdefault(str(row), {})[column] = value
        self.run()

    def column(self, begins: str, column: str) -> list[Any]:
        """What the person sees: what was typed lies over what is saved."""
        table = self.table(begins)
        seen = [None if value != value else value for value in table.value[column].tolist()]
        for row, cells in self.held.get(table.proto.id, {}).items():
            seen[int(row)] = cells.get(column, seen[int(row)])
        return seen


def document(tab: AppTest) -> Any:
    return tab.session_state["session"].document


def saved(tab: AppTest) -> Any:
    return cached.store().load(tab.session_state["session"].workspace).document


def undo(desk: Desk) -> None:
    desk.tab.button(key="undo").click()
    desk.run()


def elsewhere(tab: AppTest, **changes: Any) -> None:
    """Somebody else saves this in another browser; this tab does not know."""
    workspace = tab.session_state["session"].workspace
    cached.store().patch(workspace, changes, saved(tab), By("somebody else"))


@pytest.fixture
def desk(visitor: Tab, show: Show) -> Desk:
    """Three prospects and two criteria, nothing typed yet."""
    tab = show(visitor().run(), "segments")
    tab.text_input(key="new_segment").set_value("Mine").run()
    state = tab.session_state["session"]
    given = {"parameters": MINE, "levels": FIRMS}
    result = cached.store().patch(state.workspace, given, state.document)
    tab.session_state["session"] = replace(state, document=result.document)
    return Desk(tab, "parameters")


def test_a_level_somebody_else_set_is_not_overwritten_by_one_typed_before(desk: Desk) -> None:
    for row in (2, 0):
        desk.type("levels", row, "0", "1")
    elsewhere(desk.tab, levels={**saved(desk.tab).levels, "Fir": {"Orders": 3}})
    desk.type("levels", 1, "0", "2")
    assert saved(desk.tab).levels == {"Fir": {"Orders": 3}, "Elm": {"Orders": 2}, "Oak": {"Orders": 1}}
    assert desk.column("levels", "0") == ["3", "2", "1"], "the cell typed before shows what is saved now"
    desk.type("levels", 2, "0", "2")
    assert saved(desk.tab).levels == {"Fir": {"Orders": 3}, "Elm": {"Orders": 2}, "Oak": {"Orders": 2}}
    desk.type("levels", 0, "0", "1")
    assert saved(desk.tab).levels["Fir"] == {"Orders": 1}, "typed again it counts"
    assert document(desk.tab).levels == saved(desk.tab).levels


def test_the_same_figure_typed_again_after_a_look_elsewhere_counts(desk: Desk) -> None:
    desk.type("levels", 0, "0", "1")
    desk.look("rules")
    elsewhere(desk.tab, levels={**saved(desk.tab).levels, "Fir": {"Orders": 3}})
    desk.look("parameters")
    desk.type("levels", 1, "1", "1")
    assert desk.column("levels", "0") == ["3", None, None]
    desk.type("levels", 0, "0", "1")
    assert saved(desk.tab).levels == {"Fir": {"Orders": 1}, "Elm": {"Funds": 1}, "Oak": {}}


def test_cells_typed_down_a_column_are_all_kept_in_one_table(desk: Desk) -> None:
    """The table stays the same one from the first cell on: the cursor and what is being typed stay with it."""
    tables = {desk.table("levels").proto.id}
    for column in ("0", "1"):
        for row in range(3):
            desk.type("levels", row, column, str(row % 2))
            tables.add(desk.table("levels").proto.id)
    desk.type("levels", 1, "0", None)
    desk.type("levels", 1, "0", "3")
    desk.type("levels", 1, "0", None)
    tables.add(desk.table("levels").proto.id)
    zero, one = {"Orders": 0, "Funds": 0}, {"Funds": 1}
    assert saved(desk.tab).levels == {"Fir": zero, "Elm": one, "Oak": zero}
    assert len(tables) == 1


def test_prospects_in_another_order_keep_what_was_typed(desk: Desk) -> None:
    desk.type("levels", 0, "0", "1")
    levels = saved(desk.tab).levels
    elsewhere(desk.tab, levels={name: levels[name] for name in ("Elm", "Oak")})
    elsewhere(desk.tab, levels={name: levels[name] for name in ("Elm", "Oak", "Fir")})
    desk.type("levels", 2, "1", "1")  # on this screen Oak is the third as yet
    assert desk.column("levels", "name") == ["Elm", "Oak", "Fir"]
    desk.type("levels", 0, "0", "2")
    desk.type("levels", 2, "1", "0")
    after = {"Elm": {"Orders": 2}, "Oak": {"Funds": 1}, "Fir": {"Orders": 1, "Funds": 0}}
    assert saved(desk.tab).levels == after


def test_what_was_typed_stays_in_its_workspace(desk: Desk) -> None:
    """A copy has the same prospects and criteria: the cells typed in the first are none of its own."""
    tab, store = desk.tab, cached.store()
    first = tab.session_state["session"].workspace
    second = store.create(saved(tab)).workspace
    for number, workspace in enumerate((second, first, second)):
        desk.type("levels", 0, "0", str(number))
        tab.session_state["session"] = replace(
            tab.session_state["session"], workspace=workspace, document=store.load(workspace).document
        )
        desk.run()
    desk.type("levels", 1, "0", "3")
    assert store.load(first).document.levels["Fir"] == {"Orders": 2}
    assert store.load(second).document.levels == {"Fir": {"Orders": 1}, "Elm": {"Orders": 3}, "Oak": {}}


def test_a_word_somebody_else_typed_is_not_overwritten(visitor: Tab, drop: Tab, show: Show, sales: bytes) -> None:
    desk = Desk(show(drop(visitor().run(), ("sales.csv", sales)), "segments"), "words")
    tables = {desk.table("own_words").proto.id}
    desk.type("own_words", 0, "word", " glad ")
    key = next(iter(saved(desk.tab).statuses))
    tables.add(desk.table("own_words").proto.id)
    assert len(tables) == 1, "a space typed too much costs nobody the cursor"
    elsewhere(desk.tab, statuses={key: "angry"})
    for row, word in ((1, "new"), (2, "old"), (3, "far")):
        desk.type("own_words", row, "word", word)
    assert list(saved(desk.tab).statuses.values()) == ["angry", "new", "old", "far"]
    assert desk.column("own_words", "word")[:5] == ["angry", "new", "old", "far", ""]
    desk.tab.text_input(key="words_search").set_value("Customer 02")
    desk.run()
    assert desk.column("own_words", "word") == ["new"]
    desk.type("own_words", 0, "word", "newer")
    desk.tab.text_input(key="words_search").set_value("")
    desk.run()
    desk.type("own_words", 0, "word", "glad")
    desk.type("own_words", 3, "word", None)
    assert list(saved(desk.tab).statuses.values()) == ["glad", "newer", "old"]


def test_the_words_of_a_level_are_not_overwritten_either(desk: Desk) -> None:
    desk.type("criteria", 0, "0", "never")
    theirs = Parameter("Orders", ("not once", *FOUR[1:]))
    elsewhere(desk.tab, parameters=(theirs, MINE[1]))
    desk.type("levels", 0, "1", "1")
    desk.type("criteria", 1, "weight", 2.0)
    desk.type("criteria", 1, "1", "plenty")
    assert saved(desk.tab).parameters == (theirs, Parameter("Funds", ("no", "plenty"), 2.0))
    assert desk.column("criteria", "0") == ["not once", "no"]


def test_a_level_taken_out_takes_its_marks_along_and_the_others_stay_what_they_were(desk: Desk) -> None:
    """Of no, rarely, sometimes, regularly the second goes: 2 and 3 are 1 and 2 from then on. One undo takes it back."""
    for row, level in enumerate(("3", "2", "1")):
        desk.type("levels", row, "0", level)
    before = saved(desk.tab).levels
    desk.type("criteria", 0, "1", "")
    after = {"Fir": {"Orders": 2}, "Elm": {"Orders": 1}, "Oak": {}}
    assert saved(desk.tab).parameters[0].levels == ("no", "sometimes", "regularly")
    assert saved(desk.tab).levels == after
    assert [desk.column("criteria", str(level))[0] for level in range(4)] == ["no", "sometimes", "regularly", ""]
    desk.type("criteria", 0, "weight", 3.0)
    desk.type("criteria", 0, "3", "always")
    assert saved(desk.tab).parameters[0] == Parameter("Orders", ("no", "sometimes", "regularly", "always"), 3.0)
    assert saved(desk.tab).levels == after
    for _ in range(2):
        undo(desk)
    assert saved(desk.tab).levels == after, "the two edits after it"
    undo(desk)
    assert (saved(desk.tab).levels, saved(desk.tab).parameters) == (before, MINE)


def test_a_word_that_cannot_go_is_shown_again(desk: Desk) -> None:
    desk.type("criteria", 1, "0", "")
    assert saved(desk.tab).parameters == MINE
    assert desk.column("criteria", "0") == ["no", "no"]


def test_marks_follow_the_words_of_their_level() -> None:
    orders, typed = (Parameter("Orders", FOUR),), {who: {"Orders": level} for level, who in enumerate("abcd")}

    def after(**cells: Any) -> tuple[tuple[str, ...], dict[str, int]]:
        mine, levels = edited(orders, typed, {0: cells})
        return mine[0].levels, {who: given["Orders"] for who, given in levels.items() if given}

    everyone = {"a": 0, "b": 1, "c": 2, "d": 3}
    assert after(**{"1": "seldom"}) == (("no", "seldom", *FOUR[2:]), everyone)
    assert after(**{"1": None}) == (("no", *FOUR[2:]), {"a": 0, "c": 1, "d": 2})
    assert after(**{"0": "", "2": " "}) == (("rarely", "regularly"), {"b": 0, "d": 1})
    assert after(**{"3": ""}) == (FOUR[:3], {"a": 0, "b": 1, "c": 2})
    assert after(**{"0": "", "1": "", "2": ""}) == (FOUR, everyone), "one level is none: not taken over"
    short = (Parameter("Funds", ("no", "yes")),)
    assert edited(short, {"a": {"Funds": 1}}, {0: {"2": "plenty"}})[1] == {"a": {"Funds": 1}}
    assert edited(short, {"a": {"Funds": 1}}, {0: {"name": "Money", "0": "", "3": "plenty"}}) == (
        (Parameter("Money", ("yes", "plenty")),),
        {"a": {"Money": 0}},
    )
