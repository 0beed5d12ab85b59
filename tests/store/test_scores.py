"""Scores are rows of their own: two people never overwrite each other."""

from __future__ import annotations

import pytest

from segcore.errors import LabradorError
from segcore.parameters import Parameter
from segcore.rules import All, Any, Between, Is, Not
from segcore.segments import Segment
from segcore.store import Score
from segcore.tree import Node
from segcore.workspace import Document, Scorecard


def test_scores_of_two_people(store):
    one, other = (store.create(Document()).workspace for _ in range(2))
    store.scores.put(one, [Score("IT", "value", "Anna", 3), Score("IT", "growth", "Anna", 1.0)])
    store.scores.put(one, [Score("IT", "value", "Ben", 1)])
    store.scores.put(one, [Score("IT", "value", "Anna", 2)])
    assert store.scores.of(one) == (
        Score("IT", "growth", "Anna", 1), Score("IT", "value", "Anna", 2), Score("IT", "value", "Ben", 1),
    )  # fmt: skip
    assert store.scores.of(other) == ()
    store.scores.put(one, [Score("IT", "value", "Ben", None)])
    assert [score.person for score in store.scores.of(one)] == ["Anna", "Anna"]


def test_renamed_and_forgotten(store):
    here = store.create(Document()).workspace
    store.scores.put(here, [Score("IT", "value", "Anna", 3), Score("Food", "value", "Anna", 1)])
    store.scores.rename(here, "IT", "Software")
    store.scores.rename(here, "nothing", "Food")
    assert [(score.segment, score.value) for score in store.scores.of(here)] == [("Food", 1), ("Software", 3)]
    store.scores.rename(here, "Software", "Food")
    assert [(score.segment, score.value) for score in store.scores.of(here)] == [("Food", 3)]
    store.scores.forget(here, "Food")
    assert store.scores.of(here) == ()


def test_a_deleted_workspace_takes_no_scores_and_leaves_none(store):
    here = store.create(Document()).workspace
    store.scores.put(here, [Score("IT", "value", "Anna", 3)])
    store.delete(here)
    assert store.scores.of(here) == ()
    with pytest.raises(LabradorError) as refused:
        store.scores.put(here, [Score("IT", "value", "Anna", 3)])
    assert refused.value.code == "store.gone"


def test_what_was_decided_about_segments_comes_back(store):
    rule = All((Is("abc", ("A",)), Not(Any((Between("tenure_years", low=5.0),)))))
    document = Document(
        segments=(Segment("Transport", rule), Segment("Cold")),
        trees=(Node("B2B", 1, (Node("production", 3),)),),
        parameters=(Parameter("knows us", ("no", "compares", "yes"), 2.0),),
        levels={"Alfa": {"knows us": 2}},
        statuses={"alfa": "glad"},
        scorecard=Scorecard(
            weights={"value": 3.0}, gate=False, pins={"Cold": "our home market"}, contacts={"Cold": 40}
        ),
    )
    saved = store.create(document)
    assert store.load(saved.workspace).document == document
    assert document.scorecard.rules().weights == (1, 1, 1, 3, 1, 1, 1, 1, 1)
    assert document.scorecard.rules().gate is None
