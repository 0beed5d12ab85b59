"""What Undo says it takes back: one short name for every kind of step."""

from __future__ import annotations

import pytest

from segcore.parameters import Parameter
from segcore.rules import Is
from segcore.segments import Segment
from segcore.steps import Mark, Step, differences
from segcore.tree import Node
from segcore.words import load
from segcore.words import sentences as say
from segcore.words.steps import STEPS, described
from segcore.workspace import Document, Reading, Scorecard

IT, FOOD = Segment("IT"), Segment("Food")
BASE = Document(
    segments=(IT, FOOD),
    settings={"abc.limits": "0.7,0.9"},
    scorecard=Scorecard(notes={"IT": {"value": "pays"}}),
    levels={"Alfa": {"knows us": 1}, "Beta": {"knows us": 2}},
    statuses={"alfa": "glad", "beta": "sad"},
)
CASES = [
    ({"settings": {"abc.limits": "0.6,0.9"}}, "threshold “Borders of A and B”"),
    ({"settings": {"abc.limits": "0.6,0.9", "xyz.often": "0.8"}}, "2 thresholds"),
    ({"reading": Reading(currency="EUR")}, "how the files are read"),
    ({"segments": (IT, FOOD, Segment("Cold"))}, "new segment Cold"),
    ({"segments": (IT, Segment("Cold"), Segment("Warm"), FOOD)}, "2 new segments"),
    ({"segments": (IT,)}, "deleted segment Food"),
    ({"segments": ()}, "2 deleted segments"),
    ({"segments": (IT, Segment("Bread"))}, "new name Bread"),
    ({"segments": (IT, Segment("Food", Is("abc", ("A",))))}, "rule of Food"),
    ({"segments": (FOOD, IT)}, "order of the segments"),
    ({"segments": (Segment("one"), Segment("two"), Segment("three"))}, "segments"),
    ({"segments": (IT,), "scorecard": Scorecard()}, "deleted segment Food"),
    ({"trees": (Node("B2B"),)}, "tree of segments"),
    ({"parameters": (Parameter("knows us", ("no", "yes"), 1.0),)}, "parameters"),
    ({"levels": {"Alfa": {"knows us": 2}, "Beta": {"knows us": 2}}}, "answers about Alfa"),
    ({"levels": {}}, "answers about prospects"),
    ({"statuses": {}}, "status of 2 customers"),
    ({"bands": {"size": (10.0, 50.0)}}, "bands of size"),
    ({"scorecard": Scorecard(notes={"IT": {"value": "pays"}}, weights={"value": 2.0})}, "weights"),
    ({"scorecard": Scorecard(notes={"IT": {"value": "pays"}}, gate=False)}, "the gate"),
    ({"scorecard": Scorecard(notes={"IT": {"value": "pays"}}, used="median")}, "mean or median"),
    ({"scorecard": Scorecard(notes={"IT": {"value": "pays"}}, pins={"IT": "home"})}, "choice of the team"),
    ({"scorecard": Scorecard(notes={"IT": {"value": "no"}})}, "note on IT"),
    ({"scorecard": Scorecard(notes={"IT": {"value": "pays"}}, message={"IT": "hi"})}, "message for IT"),
    ({"scorecard": Scorecard(notes={"IT": {"value": "pays"}}, contacts={"IT": 5})}, "contacts in IT"),
    ({"settings": {}, "segments": ()}, "several changes at once"),
]
SCORES = [
    ((Mark(("IT", "buying_time", "Ann"), None, 2.0),), "Buying time of IT, Ann"),
    ((Mark(("IT", "value", "Ann"), 1.0, 2.0), Mark(("IT", "risk", "Ann"), 1.0, None)), "2 scores, Ann"),
    ((Mark(("IT", "value", "Ann"), 1.0, 2.0), Mark(("IT", "risk", "Ben"), 1.0, None)), "2 scores"),
    ((Mark(("IT", "value", ""), 1.0, 2.0),), "Value of IT"),
    ((Mark(("IT", "value", ""), 1.0, 2.0), Mark(("IT", "risk", ""), 1.0, None)), "2 scores"),
]


def step(changes: dict[str, object]) -> Step:
    after = BASE.model_copy(update=changes)
    return Step(differences(BASE.model_dump(mode="json"), after.model_dump(mode="json")))


@pytest.mark.parametrize(("changes", "said"), CASES)
def test_changes_of_the_document(changes: dict[str, object], said: str) -> None:
    assert say.step(load("en"), step(changes)) == said
    assert say.step(load("en"), step(changes).reversed()) != ""


@pytest.mark.parametrize(("marks", "said"), SCORES)
def test_scores(marks: tuple[Mark, ...], said: str) -> None:
    assert say.step(load("en"), Step(marks=marks)) == said


def test_a_segment_with_its_scores_is_named_as_the_segment() -> None:
    done = Step(step({"segments": (IT,)}).changes, (Mark(("Food", "value", "Ann"), 1.0, None),))
    assert say.step(load("en"), done) == "deleted segment Food"


def test_every_name_is_used_and_every_field_of_a_document_has_one() -> None:
    used = {described(load("en"), step(changes))[0] for changes, _ in CASES}
    used |= {described(load("en"), Step(marks=marks))[0] for marks, _ in SCORES}
    assert used == set(STEPS)
