"""The Workspaces page: new, open, name, copy, delete, export and import; and what stays on the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached, session
from pages.ui import workspace_actions as actions
from segcore import bundle
from segcore.bundle import Bundle
from segcore.segments import Segment
from segcore.store import Score
from segcore.workspace import Document

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tabs of a test are of one browser."""
    monkeypatch.setattr(session, "_browser", lambda: "cookie")


@pytest.fixture
def tab(visitor: Tab, drop: Any, sales: bytes, show: Show) -> AppTest:
    """A workspace with a ledger, a segment and a score, on the page of workspaces."""
    opened = drop(visitor().run(), ("sales.csv", sales))
    here = opened.query_params["w"]
    cached.store().patch(here, {"segments": (Segment("IT"),)}, cached.store().load(here).document)
    cached.store().scores.put(here, [Score("IT", "value", "Ann", 3.0)])
    return show(opened, "workspaces")


def known() -> list[str]:
    return [entry.workspace for entry in cached.store().shelf.known("cookie")]


def key(kind: str, workspace: str) -> str:
    return f"ws_{kind}_{session.short_digest(workspace)}"


def texts(tab: AppTest) -> str:
    return "\n".join(element.value for element in (*tab.caption, *tab.markdown, *tab.title))


def test_the_list_says_what_is_in_each(tab: AppTest) -> None:
    assert tab.title[0].value == "1 workspace of yours on this server"
    assert "sales · Jan 24 – Feb 25 · 1 segment · saved " in texts(tab)
    assert "open here" in texts(tab)
    assert tab.text_input(key=key("name", known()[0])).placeholder == "sales"


def test_a_name_is_typed_and_stands_in_the_sidebar(tab: AppTest) -> None:
    field = key("name", known()[0])
    tab.text_input(key=field).set_value("  Plan\n2026  ").run()
    assert cached.store().load(known()[0]).name == "Plan 2026"
    assert tab.text_input(key=field).value == "Plan 2026"
    assert any(caption.value.startswith("**Plan 2026**  \nsales · ") for caption in tab.sidebar.caption)


def test_a_new_one_is_empty_and_the_first_is_one_click_away(tab: AppTest, show: Show) -> None:
    first = known()[0]
    tab.button(key="ws_new").click().run()
    assert not tab.exception
    assert tab.title[0].value == "Drop your sales ledger and see who matters in a minute"
    assert (len(known()), tab.session_state["session"].has_ledger) == (2, False)
    assert tab.query_params["w"] == known()[0] != first
    show(tab, "workspaces")
    tab.button(key=key("open", first)).click().run()
    assert tab.session_state["session"].workspace == tab.query_params["w"] == first
    assert tab.session_state["session"].document.segments == (Segment("IT"),)
    assert "customers bring" in tab.title[0].value
    assert known()[0] == first, "what was opened last stands first"


def test_a_copy_has_it_all_under_a_name_of_its_own(tab: AppTest) -> None:
    first = known()[0]
    tab.button(key=key("copy", first)).click().run()
    made = next(workspace for workspace in known() if workspace != first)
    store = cached.store()
    assert store.load(made).name == "sales, a copy"
    assert (store.load(made).document, store.scores.of(made)) == (store.load(first).document, store.scores.of(first))
    assert store.ledger(made).digest == store.ledger(first).digest
    assert tab.session_state["session"].workspace == first


def test_deleted_is_gone_and_the_tab_starts_afresh(tab: AppTest, visitor: Tab) -> None:
    first = known()[0]
    tab.button(key=key("delete", first)).click().run()
    assert (known(), cached.store().load(first), cached.store().ledger(first)) == ([], None, None)
    assert not tab.exception
    assert tab.title[0].value == "Nothing is saved yet: a workspace begins with your first change"
    assert (tab.session_state["session"].workspace, "w" in tab.query_params) == ("", False)
    assert visitor(w=first).run().session_state["session"].lost


def test_another_one_is_deleted_without_touching_the_open_one(tab: AppTest) -> None:
    other = cached.store().create(Document(), name="Other").workspace
    cached.store().remember("cookie", other)
    first = tab.session_state["session"].workspace
    tab.run()
    tab.button(key=key("delete", other)).click().run()
    assert (known(), tab.session_state["session"].workspace) == ([first], first)


def test_what_was_exported_is_imported_as_a_new_one(tab: AppTest) -> None:
    first, store = known()[0], cached.store()
    store.shelf.rename(first, "Plan: 2026/27")
    content = actions.exported(first)
    assert actions.file_name("Plan: 2026/27") == "Plan_ 2026_27.labrador"
    tab.file_uploader[0].set_value([("Plan.labrador", content, "application/zip")])
    tab.run()
    assert "1 segment · 1 score · 168 lines of the ledger" in texts(tab)
    tab.button(key="ws_take").click().run()
    assert not tab.exception
    made = tab.session_state["session"].workspace
    assert (made != first, len(known())) == (True, 2)
    assert (store.load(made).name, store.load(made).document) == ("Plan: 2026/27", store.load(first).document)
    assert store.scores.of(made) == store.scores.of(first)
    assert store.ledger(made).digest == store.ledger(first).digest
    assert store.load(first).version == 2, "the first one was not touched"


@pytest.mark.parametrize("how", ["text", "cut", "newer"])
def test_a_file_that_cannot_be_taken_gets_a_sentence(tab: AppTest, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(bundle, "FORMAT", 2 if how == "newer" else 1)
        content = bundle.write(Bundle("x", Document()))
    content = {"text": b"Customer,Amount\nAcme,5\n", "cut": content[:-40], "newer": content}[how]
    tab.file_uploader[0].set_value([("x.labrador", content, "application/zip")])
    tab.run()
    assert not tab.exception
    said = {
        "text": "This is no workspace that can be read",
        "cut": "is cut short",
        "newer": "exported by a newer version of Labrador",
    }[how]
    assert said in texts(tab)
    assert len(known()) == 1


def test_no_data_stays_where_the_switch_is_off(tab: AppTest, drop: Any, sales: bytes, visitor: Tab) -> None:
    here = known()[0]
    assert cached.store().ledger(here) is not None
    tab.toggle(key="keep_ledger").set_value(False).run()
    assert cached.store().ledger(here) is None
    assert "no ledger kept" in texts(tab)
    fresh = visitor(w=cached.store().create(Document()).workspace).run()
    fresh.toggle(key="keep_ledger").set_value(False).run()
    drop(fresh, ("sales.csv", sales))
    assert fresh.title[0].value == "168 lines understood, 0 left out"
    assert cached.store().ledger(fresh.query_params["w"]) is None


def test_how_long_work_is_kept_is_said(tab: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "kept until" not in texts(tab)
    monkeypatch.setenv("LABRADOR_RETENTION_DAYS", "90")
    tab.run()
    assert "kept until" in texts(tab)
    assert "Work not opened for 90 days is deleted." in texts(tab)
    monkeypatch.setenv("LABRADOR_RETENTION_DAYS", "soon")
    tab.run()
    assert "give a whole number of days above 0" in texts(tab)
