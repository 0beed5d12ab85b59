"""Workshops: many people score at once, blind until the reveal, and not one score is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from segcore.errors import LabradorError
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.store import Score, Voter, Workshop
from segcore.workspace import Document

MILLS, SHOPS = "Mills", "Shops"


@pytest.fixture
def work(store):
    """A workspace of two segments, one score of the owner, an open workshop on Value and Growth."""
    document = Document(segments=(Segment(MILLS), Segment(SHOPS)))
    made = store.create(document, scores=[Score(MILLS, "value", "Owner", 1)]).workspace
    store.workshops.start(made, (MILLS, SHOPS), ("value", "growth"))
    return made


def refused(call):
    with pytest.raises(LabradorError) as met:
        call()
    return met.value.code


def people(store, work):
    return sorted({score.person for score in store.scores.of(work)})


def test_scores_stay_unseen_until_the_reveal(store, work):
    guest = store.links.make(work, "score").token
    assert store.workshops.join(guest, "phone a", "  Anna ") == "Anna"
    store.workshops.vote(guest, "phone a", MILLS, "value", 3)
    store.workshops.vote(guest, "phone a", MILLS, "growth", 0)
    assert store.workshops.voter(guest, "phone a") == Voter("Anna", 1, {(MILLS, "value"): 3, (MILLS, "growth"): 0})
    assert people(store, work) == ["Owner"]
    assert store.workshops.given(work) == {"Anna": 2}
    copied = store.shelf.copy(work, "copy")
    assert people(store, copied) == ["Owner"], "a copy does not show them either"
    store.workshops.set_state(work, "revealed")
    assert people(store, work) == ["Anna", "Owner"]
    said = (((MILLS, "growth", "Anna"), 0), ((MILLS, "value", "Anna"), 3), ((MILLS, "value", "Owner"), 1))
    store.scores.put(work, [Score(MILLS, "value", "Anna", 2)])
    assert store.workshops.of(work).said == said, "what was said stays, whatever is agreed"
    assert refused(lambda: store.workshops.vote(guest, "phone a", MILLS, "value", 1)) == "workshop.none"
    assert store.workshops.voter(guest, "phone a").scores[MILLS, "value"] == 2
    store.workshops.set_state(work, "open")
    assert people(store, work) == ["Owner"], "opened again, they are hidden again"


def test_two_of_one_name_are_told_apart_and_a_browser_comes_back_as_the_same(store, work):
    joined = [store.workshops.join(work, browser, name) for browser, name in
              [("a", "Anna"), ("b", "anna"), ("a", "Anna"), ("c", "OWNER"), ("d", "Anna")]]  # fmt: skip
    assert joined == ["Anna", "anna 2", "Anna", "OWNER 2", "Anna 3"]
    store.workshops.vote(work, "b", SHOPS, "growth", 2)
    assert store.workshops.join(work, "b", "Bea") == "Bea"
    assert store.workshops.voter(work, "b").scores == {(SHOPS, "growth"): 2}
    assert store.workshops.given(work) == {"Anna": 0, "Anna 3": 0, "Bea": 1, "OWNER 2": 0}
    for name, browser in [("  ", "e"), ("Eve", "")]:
        assert refused(lambda n=name, b=browser: store.workshops.join(work, b, n)) == "workshop.no_name"
    assert store.workshops.join(work, "f", "x" * 200) == "x" * 60


def test_only_what_is_asked_for_is_taken(store, work):
    store.workshops.join(work, "a", "Anna")
    for segment, criterion in [("Banks", "value"), (MILLS, "risk"), ("", "")]:
        assert refused(lambda s=segment, c=criterion: store.workshops.vote(work, "a", s, c, 1)) == "workshop.none"
    assert refused(lambda: store.workshops.vote(work, "b", MILLS, "value", 1)) == "workshop.no_name"
    store.workshops.vote(work, "a", MILLS, "value", 2)
    store.workshops.vote(work, "a", MILLS, "value", None)
    assert store.workshops.given(work) == {"Anna": 0}
    quiet = store.create(Document()).workspace
    assert store.workshops.of(quiet) is None
    assert store.workshops.given(quiet) == {}
    assert refused(lambda: store.workshops.join(quiet, "a", "Anna")) == "workshop.none"
    assert refused(lambda: store.workshops.set_state(quiet, "open")) == "workshop.none"


def test_a_second_workshop_starts_with_nobody_in_and_what_was_revealed_stays_seen(store, work):
    store.workshops.join(work, "a", "Anna")
    store.workshops.vote(work, "a", MILLS, "value", 3)
    store.workshops.set_state(work, "revealed")
    assert store.workshops.start(work, (MILLS,), ("risk",)) == Workshop(2, (MILLS,), ("risk",), "open")
    assert people(store, work) == ["Anna", "Owner"]
    assert store.workshops.given(work) == {}
    assert store.workshops.voter(work, "a") == Voter("Anna", 1, {})
    store.workshops.join(work, "a", "Anna")
    assert store.workshops.given(work) == {"Anna": 0}


def test_a_renamed_segment_keeps_its_votes_and_a_deleted_one_leaves(store, work):
    store.workshops.join(work, "a", "Anna")
    store.workshops.vote(work, "a", MILLS, "value", 3)
    store.scores.rename(work, MILLS, "Sawmills")
    assert store.workshops.of(work).segments == ("Sawmills", SHOPS)
    assert store.workshops.voter(work, "a").scores == {("Sawmills", "value"): 3}
    store.scores.forget(work, SHOPS)
    assert store.workshops.of(work).segments == ("Sawmills",)


def test_many_people_at_once_lose_nothing(store):
    """Twelve threads: six phones vote, six others write scores as rows; every one of 108 + 108 scores is there."""
    work = store.create(Document(segments=(Segment(MILLS), Segment(SHOPS)))).workspace
    store.workshops.start(work, (MILLS, SHOPS), CRITERIA)
    cells = [(segment, criterion) for segment in (MILLS, SHOPS) for criterion in CRITERIA]

    def phone(number):
        name = store.workshops.join(work, f"phone {number}", "Guest")
        for place, (segment, criterion) in enumerate(cells):
            store.workshops.vote(work, f"phone {number}", segment, criterion, (place + number) % 4)
        return name, {cell: (place + number) % 4 for place, cell in enumerate(cells)}

    def desk(number):
        for place, (segment, criterion) in enumerate(cells):
            store.scores.put(work, [Score(segment, criterion, f"Desk {number}", (place * number) % 4)])
        return f"Desk {number}", {cell: (place * number) % 4 for place, cell in enumerate(cells)}

    with ThreadPoolExecutor(12) as pool:
        waiting = [pool.submit(work_of, number) for number in range(6) for work_of in (phone, desk)]
        told = dict(each.result() for each in waiting)
    store.workshops.set_state(work, "revealed")
    found = {}
    for score in store.scores.of(work):
        found.setdefault(score.person, {})[score.segment, score.criterion] = score.value
    assert sorted(told) == [f"Desk {n}" for n in range(6)] + ["Guest", *(f"Guest {n}" for n in range(2, 7))]
    assert found == told
    assert sum(len(each) for each in found.values()) == 216
