"""Links to look, score and edit: what each opens, and that no other way of writing is open to it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

from segcore.errors import LabradorError
from segcore.segments import Segment
from segcore.store import ROLES, By, Score, Store
from segcore.workspace import Document, Scorecard

DOCUMENT = Document(segments=(Segment("Mills"),), scorecard=Scorecard(message={"Mills": "secret plan"}))
ANNA = Score("Mills", "value", "Anna", 3)


@pytest.fixture
def work(store):
    """A saved workspace with one score."""
    return store.create(DOCUMENT, scores=[ANNA]).workspace


def refused(call: Callable[[], Any]) -> str:
    with pytest.raises(LabradorError) as met:
        call()
    return met.value.code


def test_a_token_has_128_random_bits_and_is_no_part_of_the_id(store, work):
    made = [store.links.make(work, "look") for _ in range(20)]
    assert {len(link.token) for link in made} == {22}, "22 signs of 6 bits hold 16 bytes"
    assert len({link.token[:8] for link in made}) == 20
    assert all(work not in link.token and link.token not in work for link in made)
    assert [link.token for link in store.links.of(work)] == sorted(
        (link.token for link in made), key=lambda token: next((m.created, m.token) for m in made if m.token == token)
    )


def test_what_each_link_opens(store, work):
    by_role = {role: store.links.make(work, role).token for role in ROLES}
    assert {role: store.links.role(token) for role, token in by_role.items()} == {role: role for role in ROLES}
    assert store.links.role(work) == "own"
    for role in ("look", "edit"):
        found = store.load(by_role[role])
        assert (found.workspace, found.role, found.document) == (by_role[role], role, DOCUMENT)
        assert store.scores.of(by_role[role]) == (ANNA,)
    assert store.load(by_role["score"]) is None, "who scores sees nothing else"
    assert refused(lambda: store.scores.of(by_role["score"])) == "link.score"


def test_who_edits_saves_under_his_link_and_never_learns_the_id(store, work):
    token = store.links.make(work, "edit").token
    saved = store.patch(token, {"ledger_name": "Mine"}, store.load(token).document, By("phone"))
    assert (saved.workspace, saved.document.ledger_name) == (token, "Mine")
    store.patch(token, {"bands": {"size": (1.0,)}}, saved.document, By("phone"))
    undone = store.history.undo(token, "phone")
    assert (undone.workspace, undone.document.bands) == (token, {})
    store.scores.put(token, [Score("Mills", "growth", "Ben", 1)])
    assert store.load(work).document.ledger_name == "Mine"
    assert [score.person for score in store.scores.of(work)] == ["Ben", "Anna"]
    assert work not in repr((saved, undone, store.load(token)))


def writes(store: Store, key: str) -> dict[str, Callable[[], Any]]:
    """Every way to write a workspace, by name of the method, with this key."""
    return {
        "patch": lambda: store.patch(key, {"ledger_name": "x"}, DOCUMENT),
        "delete": lambda: store.delete(key),
        "keep_ledger": lambda: store.keep_ledger(key, None),  # type: ignore[arg-type]
        "drop_ledger": lambda: store.drop_ledger(key),
        "scores.put": lambda: store.scores.put(key, [Score("Mills", "value", "x", 1)]),
        "scores.rename": lambda: store.scores.rename(key, "Mills", "x"),
        "scores.forget": lambda: store.scores.forget(key, "Mills"),
        "history.undo": lambda: store.history.undo(key, "x"),
        "history.redo": lambda: store.history.redo(key, "x"),
        "shelf.rename": lambda: store.shelf.rename(key, "x"),
        "shelf.copy": lambda: store.shelf.copy(key, "x"),
        "shelf.claim": lambda: store.shelf.claim(key, "x"),
        "links.make": lambda: store.links.make(key, "edit"),
        "links.of": lambda: store.links.of(key),
        "links.revoke": lambda: store.links.revoke(key, "x"),
        "workshops.start": lambda: store.workshops.start(key, ("Mills",), ("value",)),
        "workshops.set_state": lambda: store.workshops.set_state(key, "closed"),
        "workshops.given": lambda: store.workshops.given(key),
    }


# reading, and what a link to score is for; each is tested by itself
OPEN = {"load", "ledger", "scores.of", "history.next", "remember", "shelf.touch",
        "workshops.of", "workshops.join", "workshops.vote", "workshops.voter"}  # fmt: skip


@pytest.mark.parametrize("role", ["look", "score"])
def test_every_way_to_write_refuses_a_link_that_is_not_for_it(store, work, role, monkeypatch):
    monkeypatch.setattr("segcore.store.workspaces.pack", lambda _: None)
    token = store.links.make(work, role).token
    before = (store.load(work), store.scores.of(work), store.links.of(work))
    tried = writes(store, token)
    for name, call in tried.items():
        assert refused(call) == f"link.{role}", name
    assert (store.load(work), store.scores.of(work), store.links.of(work)) == before
    parts = {"": store, "scores.": store.scores, "history.": store.history, "shelf.": store.shelf}
    parts |= {"links.": store.links, "workshops.": store.workshops}
    taking = {
        prefix + name
        for prefix, part in parts.items()
        for name, method in inspect.getmembers(part, inspect.ismethod)
        if not name.startswith("_") and "workspace" in inspect.signature(method).parameters
    }
    assert taking == set(tried) | OPEN, "a new way to write must be tried here too"


def test_who_edits_neither_deletes_nor_shares_nor_copies(store, work):
    token = store.links.make(work, "edit").token
    owners = ("delete", "shelf.rename", "shelf.copy", "shelf.claim", "links.make", "links.of", "links.revoke")
    assert {name: refused(writes(store, token)[name]) for name in owners} == dict.fromkeys(owners, "link.edit")
    assert store.load(work) is not None


def test_revoked_unknown_and_deleted_answer_alike(store, work):
    kept, revoked = (store.links.make(work, "edit").token for _ in range(2))
    store.links.revoke(work, revoked)
    other = store.create(Document()).workspace
    gone = store.links.make(other, "edit").token
    foreign = store.links.make(store.create(Document()).workspace, "edit").token
    store.links.revoke(work, foreign)
    assert store.links.role(foreign) == "edit", "another workspace cannot revoke it"
    store.delete(other)
    for token in (revoked, gone, "A" * 22, "", "\0", "é\n"):
        assert (store.links.role(token), store.load(token)) == (None, None), token
        assert refused(lambda token=token: store.patch(token, {"ledger_name": "x"}, DOCUMENT)) == "store.gone"
        assert store.scores.of(token) == ()
    assert store.load(kept) is not None, "the control: this one still opens"


def test_a_link_leads_to_its_workspace_only_and_is_not_remembered_as_own(store, work):
    token = store.links.make(work, "edit").token
    store.remember("phone", token)
    assert store.last_of("phone") is None
    assert store.shelf.known("phone") == ()
    store.remember("phone", work)
    assert store.last_of("phone").workspace == work


def test_work_of_nobody_is_claimed_once(store, work):
    store.shelf.claim(work, "Anna")
    store.shelf.claim(work, "Ben")
    assert store.load(work).owner == "Anna"
