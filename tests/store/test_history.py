"""Steps: each is taken back and brought again exactly, by whom it belongs to, and never over somebody else's change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.engine import URL

from segcore.errors import LabradorError
from segcore.rules import Is
from segcore.segments import Segment
from segcore.store import By, Score, Store, file_url
from segcore.store.database import open_database, reading
from segcore.workspace import Document, Picked, Scorecard

ANNA, BEN = By("anna"), By("ben")


def put(store: Store, workspace: str, by: By | None = ANNA, **changes: Any) -> int:
    """Change fields on the newest document; the number of the step."""
    return store.patch(workspace, changes, store.load(workspace).document, by).step


def values(store: Store, workspace: str) -> dict[str, str]:
    return store.load(workspace).document.settings


def test_steps_are_taken_back_one_by_one_and_brought_again(store: Store) -> None:
    here = store.create(Document()).workspace
    put(store, here, settings={"abc.limits": "0.7,0.9"})
    put(store, here, settings={"abc.limits": "0.6,0.9"})
    put(store, here, segments=(Segment("IT", Is("abc", ("A",))),))
    assert store.history.undo(here, "anna").document.segments == ()
    assert store.history.undo(here, "anna").document.settings == {"abc.limits": "0.7,0.9"}
    assert store.history.undo(here, "anna").document == Document()
    assert store.history.undo(here, "anna").document == Document(), "there is nothing more to take back"
    assert store.history.next(here, "anna")[0] is None
    store.history.redo(here, "anna")
    store.history.redo(here, "anna")
    again = store.history.redo(here, "anna")
    assert again.document.settings == {"abc.limits": "0.6,0.9"}
    assert again.document.segments == (Segment("IT", Is("abc", ("A",))),)
    assert store.load(here) == again
    assert again.version == 10, "four saves, three steps back, three again; nothing is saved where nothing is there"


def test_the_first_save_of_a_workspace_is_a_step_too(store: Store) -> None:
    here = store.create(Document(settings={"abc.limits": "0.7,0.9"}), ANNA).workspace
    assert store.history.undo(here, "anna").document == Document()


def test_scores_are_steps_also_where_a_segment_is_renamed_or_deleted(store: Store) -> None:
    here = store.create(Document(segments=(Segment("IT"), Segment("Food")))).workspace
    store.scores.put(here, [Score("IT", "value", "Anna", 3), Score("Food", "value", "Anna", 1)], ANNA)
    store.scores.put(here, [Score("IT", "value", "Anna", 2)], ANNA)
    step = put(store, here, segments=(Segment("Software"), Segment("Food")))
    store.scores.rename(here, "IT", "Software", By("anna", step))
    step = put(store, here, segments=(Segment("Software"),))
    store.scores.forget(here, "Food", By("anna", step))
    seen = []
    for _ in range(4):
        seen.append([(score.segment, score.value) for score in store.scores.of(here)])
        store.history.undo(here, "anna")
    assert seen == [
        [("Software", 2.0)],
        [("Food", 1.0), ("Software", 2.0)],
        [("Food", 1.0), ("IT", 2.0)],
        [("Food", 1.0), ("IT", 3.0)],
    ]
    assert store.scores.of(here) == ()
    assert [segment.name for segment in store.load(here).document.segments] == ["IT", "Food"]
    for _ in range(4):
        store.history.redo(here, "anna")
    assert store.scores.of(here) == (Score("Software", "value", "Anna", 2.0),)
    assert [segment.name for segment in store.load(here).document.segments] == ["Software"]


def test_what_is_open_on_the_pages_the_language_and_the_files_are_no_steps(store: Store) -> None:
    here = store.create(Document()).workspace
    assert put(store, here, picked=Picked(cell="AX"), language="pl", ledger_name="Sales") == 0
    assert store.history.next(here, "anna") == (None, None)
    assert put(store, here, settings={"abc.limits": "0.7,0.9"}) == 1
    put(store, here, picked=Picked(cell="BX"))
    saved = store.history.undo(here, "anna")
    assert (saved.document.settings, saved.document.picked.cell, saved.document.ledger_name) == ({}, "BX", "Sales")


def test_everybody_takes_back_his_own(store: Store) -> None:
    here = store.create(Document()).workspace
    put(store, here, ANNA, settings={"abc.limits": "0.7,0.9"})
    put(store, here, BEN, settings={"xyz.often": "0.8"})
    store.scores.put(here, [Score("IT", "value", "Ben", 3)], BEN)
    assert store.history.undo(here, "anna").document.settings == {"xyz.often": "0.8"}
    assert len(store.scores.of(here)) == 1
    store.history.undo(here, "ben")
    assert (values(store, here), store.scores.of(here)) == ({"xyz.often": "0.8"}, ())
    assert store.history.next(here, "anna")[0] is None
    assert store.history.next(here, "a third") == (None, None)


@pytest.mark.parametrize("what", ["setting", "score", "note"])
def test_a_change_of_somebody_else_to_the_same_is_never_lost(store: Store, what: str) -> None:
    def change(by: By, value: int) -> None:
        if what == "setting":
            put(store, here, by, settings={"abc.limits": f"0.{value},0.9"})
        elif what == "note":
            put(store, here, by, scorecard=Scorecard(notes={"IT": {"value": f"{value}"}}))
        else:
            store.scores.put(here, [Score("IT", "value", "the team", value - 5)], by)

    here = store.create(Document()).workspace
    change(BEN, 5)
    change(ANNA, 6)
    change(BEN, 7)
    before, scores = store.load(here), store.scores.of(here)
    with pytest.raises(LabradorError) as met:
        store.history.undo(here, "anna")
    assert met.value.code == "store.changed_since"
    assert (store.load(here), store.scores.of(here)) == (before, scores)
    assert store.history.next(here, "anna") == (None, None), "the step that can be taken back no more is forgotten"
    store.history.undo(here, "ben")
    assert store.load(here) != before or store.scores.of(here) != scores, "the control: his own he may take back"


def test_a_change_of_somebody_else_to_another_part_stays(store: Store) -> None:
    here = store.create(Document(scorecard=Scorecard(notes={"IT": {"value": "wants to pay"}}))).workspace
    put(store, here, ANNA, scorecard=Scorecard(notes={"IT": {"value": "pays"}}))
    before = store.load(here).document
    theirs = Scorecard(notes={"IT": {"value": "pays", "reach": "knows us"}}, weights={"value": 2.0})
    store.patch(here, {"scorecard": theirs}, before, BEN)
    mine = Scorecard(notes={"IT": {"value": "pays"}}, gate=False)
    merged = store.patch(here, {"scorecard": mine}, before, ANNA).document.scorecard
    assert merged == Scorecard(notes={"IT": {"value": "pays", "reach": "knows us"}}, weights={"value": 2.0}, gate=False)
    store.history.undo(here, "anna")
    left = store.history.undo(here, "anna").document.scorecard
    assert left == Scorecard(notes={"IT": {"value": "wants to pay", "reach": "knows us"}}, weights={"value": 2.0})


def test_after_a_new_step_nothing_is_brought_again(store: Store) -> None:
    here = store.create(Document()).workspace
    put(store, here, settings={"abc.limits": "0.7,0.9"})
    store.history.undo(here, "anna")
    assert store.history.next(here, "anna")[1] is not None
    put(store, here, settings={"xyz.often": "0.8"})
    assert store.history.next(here, "anna")[1] is None
    assert store.history.redo(here, "anna").document.settings == {"xyz.often": "0.8"}


def test_the_last_hundred_steps_are_kept(store: Store, url: URL) -> None:
    here = store.create(Document()).workspace
    put(store, here, BEN, settings={"xyz.often": "0.8"})
    for number in range(1, 106):
        put(store, here, settings={"rfm.recent": None, "abc.limits": f"0.{number + 100},0.9"})
    engine = open_database(url)
    with reading(engine) as connection:
        kept = connection.execute(text("SELECT visitor, count(*) FROM step GROUP BY visitor ORDER BY 1")).all()
    engine.dispose()
    assert [tuple(row) for row in kept] == [("anna", 100), ("ben", 1)]
    for _ in range(100):
        store.history.undo(here, "anna")
    assert store.history.next(here, "anna")[0] is None
    assert values(store, here)["abc.limits"] == "0.105,0.9"


def test_a_step_of_a_deleted_workspace_is_gone_with_it(store: Store) -> None:
    here = store.create(Document()).workspace
    put(store, here, settings={"abc.limits": "0.7,0.9"})
    store.delete(here)
    with pytest.raises(LabradorError) as met:
        store.history.undo(here, "anna")
    assert met.value.code == "store.gone"
    assert store.history.next(here, "anna") == (None, None)


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("limits"), st.integers(50, 80)),
        st.tuples(st.just("default"), st.just(0)),
        st.tuples(st.just("segment"), st.integers(0, 3)),
        st.tuples(st.just("note"), st.integers(0, 3)),
        st.tuples(st.just("score"), st.integers(0, 3)),
        st.tuples(st.just("unscore"), st.integers(0, 3)),
        st.tuples(st.just("rename"), st.integers(0, 3)),
    ),
    max_size=7,
)


def act(store: Store, here: str, what: str, number: int) -> None:
    """One action of a person, as the pages make it."""
    document = store.load(here).document
    if what == "limits":
        put(store, here, settings={"abc.limits": f"0.{number},0.9"})
    elif what == "default":
        put(store, here, settings={"abc.limits": None})
    elif what == "segment":
        put(store, here, segments=(*document.segments, Segment(f"S{number}")))
    elif what == "note":
        notes = {"notes": {f"S{number}": {"value": f"{len(document.segments)}"}}}
        put(store, here, scorecard=document.scorecard.model_copy(update=notes))
    elif what == "rename":
        named = tuple(Segment("new", one.rule) if one.name == f"S{number}" else one for one in document.segments)
        step = put(store, here, segments=named)
        store.scores.rename(here, f"S{number}", "new", By("anna", step))
    else:
        store.scores.put(here, [Score(f"S{number}", "value", "Anna", None if what == "unscore" else number)], ANNA)


@given(ACTIONS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_work_is_taken_back_to_the_start_and_brought_again_to_the_end(
    tmp_path_factory: pytest.TempPathFactory, actions: list[tuple[str, int]]
) -> None:
    store = Store.open(file_url(tmp_path_factory.getbasetemp() / "history.sqlite3"))
    here = store.create(Document()).workspace
    for what, number in actions:
        act(store, here, what, number)
    end, scores = store.load(here).document, store.scores.of(here)
    for _ in actions:
        store.history.undo(here, "anna")
    assert (store.load(here).document, store.scores.of(here)) == (Document(), ())
    for _ in actions:
        store.history.redo(here, "anna")
    assert (store.load(here).document, store.scores.of(here)) == (end, scores)
    store.close()
