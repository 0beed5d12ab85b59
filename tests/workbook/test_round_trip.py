"""What the user decided goes into the workbook and comes back equal, with the edits made there; what broke is named."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook.cards import RULES, card

from segcore.errors import LabradorError
from segcore.parameters import Parameter
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.tree import Node
from segcore.words import load
from segcore.words import sentences as say
from segcore.workbook import Decided, Restored, read_back, read_in_child, write
from segcore.workbook.cells import clean
from segcore.workspace import Document, Reading, Scorecard

HOSTILE = (
    "=1+1", "=cmd|'/c calc'!A1", "'quoted", "+1", "-1", "@SUM(A1)", "#REF!", "00123", "1e5", "2026-01-31", "TRUE", "2",
    "🦴 Ltd", "שלום", "\u202egnitekram", "x" * 300, "tab\there", "line\r\nbreak", "_x0041_", "<r>rich</r>", "&amp;",
    "  spaced  ", '"', "a*b?", "~x", "{=1+1}", "N/A", "None",
)  # fmt: skip
NAMES = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=30).map(clean).filter(str.strip))
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=50).map(clean).filter(str.strip))
SCORES = st.sampled_from([0.0, 1.0, 2.0, 3.0, 0.5, 2.75])


def usual(name: str) -> str:
    """A name as the workbook can hold it, and as two names are told apart."""
    return unicodedata.normalize("NFKC", clean(name)).casefold()


@st.composite
def nodes(draw: st.DrawFn, depth: int = 0) -> Node:
    below = draw(st.lists(nodes(depth + 1), max_size=2)) if depth < 3 else []
    return Node(clean(draw(NAMES)), draw(st.integers(0, 3)), tuple(below), draw(st.sampled_from(RULES)))


@st.composite
def workspaces(draw: st.DrawFn) -> Decided:
    """At least three segments, two people who left some scores out, and everything else a user can decide."""
    names = [clean(name) for name in draw(st.lists(NAMES, min_size=3, max_size=6, unique_by=usual))]
    people = [clean(name) for name in draw(st.lists(NAMES, min_size=2, max_size=3, unique_by=usual))]
    places = [(name, code, person) for name in names for person in people for code in CRITERIA]
    given = draw(st.dictionaries(st.sampled_from(places), SCORES, max_size=40))
    some = st.lists(st.sampled_from(names), max_size=3, unique=True)
    parameters = tuple(
        Parameter(clean(name), tuple(map(clean, draw(st.lists(TEXTS, min_size=2, max_size=4)))), 1.5)
        for name in draw(st.lists(NAMES, max_size=2, unique_by=usual))
    )
    board = Scorecard(
        weights=draw(st.dictionaries(st.sampled_from(CRITERIA), st.sampled_from([0.0, 0.1, 2.0]), max_size=8)),
        gate=draw(st.booleans()),
        used=draw(st.sampled_from(["mean", "median"])),
        pins={name: clean(draw(TEXTS | st.just(""))) for name in draw(some)},
        notes={name: {code: clean(draw(TEXTS)) for code in CRITERIA[:2]} for name in draw(some)},
        message={name: clean(draw(TEXTS)) for name in draw(some)},
        contacts={name: draw(st.integers(1, 10**6)) for name in draw(some)},
    )
    document = Document(
        settings={"abc.limits": "0.7,0.9", "as_of": "2026-09-30"},
        reading=Reading(currency="EUR", counted=("zero",), merged=(("=a", "b\tc"),), rates={"USD": "0.9"}),
        ledger_name=draw(NAMES),
        segments=tuple(Segment(name, draw(st.sampled_from(RULES))) for name in names),
        clusters=tuple(Segment(name, RULES[-1]) for name in draw(some)),
        trees=tuple(draw(st.lists(nodes(), max_size=2))),
        parameters=parameters,
        levels={"=Acme": {parameter.name: 1 for parameter in parameters}, "Zed": {}},
        statuses={clean(draw(NAMES)): clean(draw(TEXTS))},
        scorecard=board,
    )
    return Decided(document, tuple(sorted((*place, score) for place, score in given.items())))


def workbook(decided: Decided, language: str = "en") -> bytes:
    return write(None, load(language), "=1+1", decided=decided)


def same(found: Restored, decided: Decided) -> bool:
    return found.document == decided.document and found.scores == decided.rows and found.notices == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workspaces(), st.sampled_from(["en", "qps"]))
def test_everything_decided_comes_back(decided: Decided, language: str) -> None:
    found = read_back(workbook(decided, language))
    assert found.document == decided.document
    assert found.scores == decided.rows
    assert found.notices == ()
    assert list(found.document.scorecard.pins) == list(decided.document.scorecard.pins)


def edited(decided: Decided, edit: Callable[[Any], None]) -> Restored:
    """The workbook after an edit, saved by a program that computes nothing."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(decided)))
    edit(book)
    content = io.BytesIO()
    book.save(content)
    return read_back(content.getvalue())


@pytest.fixture
def two() -> Decided:
    """Three segments scored by two people, with a note, a message and a pin."""
    names = ("Bakers", "Hotels", "Schools")
    scores = [(name, code, person, 2.0) for name in names for code in CRITERIA for person in ("Anna", "Tom")]
    board = Scorecard(
        pins={"Hotels": "near"}, notes={"Hotels": {"value": "why"}}, message={"Hotels": "Sleep well"},
        contacts={"Hotels": 40},
    )  # fmt: skip
    segments = tuple(Segment(name, rule) for name, rule in zip(names, RULES[:3], strict=True))
    return Decided(Document(segments=segments, scorecard=board, trees=(Node("All", 1),)), tuple(sorted(scores)))


@pytest.fixture
def one(two: Decided) -> Decided:
    """The same with one person."""
    return Decided(two.document, tuple(row for row in two.scores if row[2] == "Anna"))


def test_an_untouched_workbook_comes_back(two: Decided, one: Decided) -> None:
    assert same(edited(two, lambda _: None), two)
    assert same(edited(one, lambda _: None), one)
    assert same(read_in_child(workbook(two)), two)


def test_a_planted_loss_is_found(two: Decided) -> None:
    for lost in ("notes", "pins", "message", "contacts"):
        board = two.document.scorecard.model_copy(update={lost: {}})
        assert not same(
            read_back(workbook(Decided(two.document.model_copy(update={"scorecard": board}), two.scores))), two
        )
    assert not same(read_back(workbook(Decided(two.document, two.scores[:-1]))), two)


def test_a_renamed_segment_takes_everything_along(one: Decided) -> None:
    for sheet, cell in (("Segments", "B6"), ("Scorecard", "B7")):

        def rename(book: Any, sheet: str = sheet, cell: str = cell) -> None:
            book[sheet][cell] = "Inns"

        found = edited(one, rename)
        board = found.document.scorecard
        assert [segment.name for segment in found.document.segments] == ["Bakers", "Inns", "Schools"]
        assert found.document.segments[1].rule == RULES[1]
        assert (board.pins, board.message, board.contacts) == ({"Inns": "near"}, {"Inns": "Sleep well"}, {"Inns": 40})
        assert board.notes == {"Inns": {"value": "why"}}
        assert {row[0] for row in found.scores} == {"Bakers", "Inns", "Schools"} and len(found.scores) == 27


def test_edits_of_scores_weights_gate_and_pins_are_taken(one: Decided) -> None:
    def edit(book: Any) -> None:
        card, top = book["Scorecard"], book["Top 3"]
        card["C6"], card["D6"], card["E6"] = 3, None, "1,5"
        card["C4"], card["C3"], card["F3"] = 4, 0, "Zoe"
        card["B9"], card["F9"] = "Clinics", 1
        top["E6"], top["F6"] = "schools", "they asked"
        book["Segments"]["A5"] = 9

    found = edited(one, edit)
    board, scores = found.document.scorecard, {row[:2]: row[3] for row in found.scores}
    assert (scores["Bakers", "growth"], scores["Bakers", "competition"]) == (3.0, 1.5)
    assert ("Bakers", "condition") not in scores and scores["Clinics", "value"] == 1.0
    assert {row[2] for row in found.scores} == {"Zoe"}
    assert (board.weights, board.gate) == ({"growth": 4.0}, False)
    assert board.pins == {"Hotels": "near", "Schools": "they asked"}
    assert [segment.name for segment in found.document.segments] == ["Hotels", "Schools", "Bakers", "Clinics"]
    assert found.notices == ()


def test_what_cannot_be_taken_is_named_and_the_rest_taken(two: Decided) -> None:
    def spoil(book: Any) -> None:
        card = book["Scorecard"]
        first = int(book.defined_names["labrador_people"].attr_text.split("$")[2].rstrip(":"))
        card["C6"] = 3  # typed over the mean
        card.cell(first, 3).value, card.cell(first, 4).value = 7, "good"
        card["D4"], card["C3"] = -1, 5
        book["Segments"]["K7"], book["Segments"]["H5"] = "{broken", 2.5
        book["Top 3"]["E6"] = "Nobody"
        book["Settings"]["G4"] = "no such value"

    found = edited(two, spoil)
    told = sorted((met.code, dict(met.facts).get("cell", "")) for met in found.notices)
    assert [code for code, _ in told] == sorted(
        ["workbook_agreed", "workbook_gate", "workbook_number", "workbook_rule", "workbook_score", "workbook_score",
         "workbook_setting", "workbook_unknown_segment", "workbook_weight"]
    )  # fmt: skip
    assert ("workbook_agreed", "Scorecard!C6") in told and ("workbook_weight", "Scorecard!D4") in told
    assert len(found.scores) == len(two.rows) - 2
    assert found.document.segments[2] == Segment("Schools") and found.document.segments[1] == two.document.segments[1]
    assert all(say.notice(load("en"), met) for met in found.notices)


def test_a_missing_sheet_is_named(two: Decided) -> None:
    def drop(book: Any) -> None:
        del book["Top 3"]

    found = edited(two, drop)
    assert [dict(met.facts)["part"] for met in found.notices] == ["pins"]
    assert found.scores == two.rows and found.document.scorecard.pins == {}


def test_sheets_may_be_moved(two: Decided) -> None:
    def move(book: Any) -> None:
        book.move_sheet("Settings", -3)
        book.move_sheet("Top 3", 2)

    assert same(edited(two, move), two)


def test_sheets_that_were_not_used_are_left_out(two: Decided) -> None:
    def names(decided: Decided) -> list[str]:
        return list(openpyxl.load_workbook(io.BytesIO(workbook(decided))).sheetnames)

    assert names(two) == ["Top 3", "Segments", "Scorecard", "Settings"]
    assert names(Decided(Document(segments=two.document.segments))) == ["Segments", "Scorecard", "Settings"]
    assert names(Decided(Document(trees=two.document.trees))) == ["Segments", "Settings"]
    assert names(Decided()) == ["Settings"]


def test_the_child_refuses_what_is_no_workbook_of_ours() -> None:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    for bad, code in ((b"no zip", "workbook.unreadable"), (content.getvalue(), "workbook.foreign")):
        with pytest.raises(LabradorError) as refused:
            read_in_child(bad)
        assert refused.value.code == code
    assert same(read_in_child(workbook(card(3))), card(3))
