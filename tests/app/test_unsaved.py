"""A change that could not be saved: whatever is done next, it is there until it is saved or given up."""

from __future__ import annotations

from typing import Any

import pytest

from pages.ui import cached, history, session
from segcore.errors import LabradorError
from segcore.segments import Segment
from segcore.store import Score, Store


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    """A visitor with a workspace that holds one segment."""
    box: dict[str, Any] = {}
    monkeypatch.setattr(session.st, "session_state", box)
    monkeypatch.setattr(session, "_browser", lambda: "me")
    session.put(session.Session())
    session.patch(segments=(Segment("Mine"),))
    return cached.store()


def names(document: Any) -> list[str]:
    return [segment.name for segment in document.segments]


def stored(store: Store) -> Any:
    found = store.load(session.current().workspace)
    assert found
    return found.document


def met() -> str:
    """Code of what the last change met."""
    problem = session.current().problem
    return problem.code if problem else ""


def conflict(store: Store) -> None:
    """Somebody else adds a segment, then this visitor adds another."""
    here = session.current()
    store.patch(here.workspace, {"segments": (Segment("Mine"), Segment("Theirs"))}, here.document)
    session.patch(segments=(Segment("Mine"), Segment("An hour of work")))
    assert met() == "store.conflict"


def test_a_click_after_a_conflict_loses_nothing(store: Store) -> None:
    conflict(store)
    session.pick(cell="AX")
    session.patch(settings={"abc.ties": "order"})
    session.patch(settings={"rfm.bins": "4"})
    here = session.current()
    assert names(here.document) == ["Mine", "An hour of work"]
    assert met() == "store.conflict"
    assert names(stored(store)) == ["Mine", "Theirs"]
    session.save_again()
    assert (met(), session.current().unsaved) == ("", None)
    saved = stored(store)
    assert names(saved) == ["Mine", "An hour of work"]
    assert saved.picked.cell == "AX"
    assert saved.settings == {"abc.ties": "order", "rfm.bins": "4"}


def test_what_stands_there_is_taken_instead(store: Store) -> None:
    conflict(store)
    session.pick(cell="AX")
    session.take_saved()
    here = session.current()
    assert (met(), here.unsaved, names(here.document)) == ("", None, ["Mine", "Theirs"])


def test_scores_that_are_saved_leave_the_choice(store: Store) -> None:
    conflict(store)
    here = session.current()
    assert history.save_scores(lambda scores, by: scores.put(here.workspace, [Score("Mine", "growth", "", 2.0)], by))
    assert met() == "store.conflict"
    assert names(session.current().document) == ["Mine", "An hour of work"]


def test_what_a_full_disk_refused_is_saved_with_the_next_change(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise LabradorError("store.not_saved")

    with monkeypatch.context() as moment:
        moment.setattr(Store, "patch", full)
        session.patch(segments=(Segment("Typed while the disk was full"),))
        assert met() == "store.not_saved"
    assert names(stored(store)) == ["Mine"], "the control: it was not saved"
    session.patch(settings={"abc.ties": "order"})
    assert names(stored(store)) == ["Typed while the disk was full"]
    assert stored(store).settings == {"abc.ties": "order"}
    assert (met(), session.current().unsaved) == ("", None)
