"""Links on the pages: who looks changes nothing, who scores sees one page, a revoked link answers as an unknown one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached, segments_saving, session, sharing
from pages.ui.frame import PAGES
from segcore.segments import Segment
from segcore.store import ROLES, Score
from segcore.workspace import Document

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
LOOKING = "This link is for looking"


def address(tab: AppTest) -> str:
    """The key in the address of this tab."""
    found = tab.query_params["w"]
    return str(found if isinstance(found, str) else found[0])


@pytest.fixture
def work(visitor: Tab, drop: Tab, sales: bytes) -> str:
    """Saved work: the ledger of twelve customers."""
    return address(drop(visitor().run(), ("sales.csv", sales)))


@pytest.fixture
def small() -> str:
    """Saved work without a ledger: two segments, two scores."""
    scores = [Score("Mills", "value", "Anna", 3), Score("Shops", "value", "Anna", 1)]
    return cached.store().create(Document(segments=(Segment("Mills"), Segment("Shops"))), scores=scores).workspace


@pytest.fixture
def links(work: str) -> dict[str, str]:
    """A token of each role for it."""
    return tokens(work)


def tokens(workspace: str) -> dict[str, str]:
    return {role: cached.store().links.make(workspace, role).token for role in ROLES}


def stands(work: str) -> Any:
    """All that is saved."""
    store = cached.store()
    return store.load(work), store.scores.of(work), store.links.of(work), store.workshops.of(work)


def said(tab: AppTest) -> str:
    """Every text on the page."""
    kinds = (tab.markdown, tab.caption, tab.title, tab.subheader)
    return "\n".join(element.value for kind in kinds for element in kind)


def test_who_looks_sees_every_page_under_his_own_address(
    visitor: Tab, show: Show, work: str, links: dict[str, str]
) -> None:
    tab = visitor(w=links["look"]).run()
    seen = 0
    for screen in PAGES:
        if screen.file not in ("workshop", "workspaces", "vote", "overview"):
            show(tab, screen.file)
            assert not tab.exception
            assert "not there" not in said(tab)
            assert address(tab) == links["look"]
            assert work not in repr(tab.main) + repr(tab.sidebar), screen.file
            seen += 1
    assert seen >= 10
    assert show(tab, "report").get("download_button")
    assert "You look at shared work: nothing you do here is saved." in said(tab)
    assert not [button for button in tab.button if button.key == "share"]


def test_who_looks_picks_for_himself_alone(visitor: Tab, show: Show, work: str, links: dict[str, str]) -> None:
    before = stands(work)
    tab = show(visitor(w=links["look"]).run(), "matrix")
    tab.button(key="cell_AX").click().run()
    assert tab.subheader[0].value.startswith("AX: ")
    assert show(show(tab, "rfm"), "matrix").subheader[0].value.startswith("AX: "), "it stays while he looks"
    assert stands(work) == before
    own = show(visitor(w=work).run(), "matrix")
    own.button(key="cell_AX").click().run()
    assert stands(work)[0].document.picked.cell == "AX", "the control: the owner's pick is saved"


def test_a_threshold_moved_by_who_looks_is_refused_and_stays(
    visitor: Tab, show: Show, work: str, links: dict[str, str]
) -> None:
    before = stands(work)
    tab = show(visitor(w=links["look"]).run(), "matrix")
    tab.number_input(key="set_matrix_abc.limits_0").set_value(70.0).run()
    assert any(LOOKING in text.value for text in tab.markdown)
    assert tab.session_state["session"].document == before[0].document
    assert stands(work) == before


CHANGES: dict[str, Callable[[], Any]] = {
    "document": lambda: session.patch(ledger_name="x"),
    "settings": lambda: session.patch(settings={"rfm.bins": "4"}),
    "picked with more": lambda: session.patch(picked={"cell": "AX"}, ledger_name="x"),
    "again": session.save_again,
    "segment": lambda: segments_saving.add("New"),
    "rename": lambda: segments_saving.rename("Mills", "Sawmills"),
    "delete": lambda: segments_saving.delete("Mills"),
    "forget": session.forget_ledger,
    "share": lambda: sharing.make("edit"),
}


@pytest.mark.parametrize("change", list(CHANGES))
@pytest.mark.parametrize("role", ["look", "score"])
def test_every_way_to_change_something_is_refused_in_one_place(
    small: str, role: str, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same calls the pages' buttons make, by a session of this link: not one reaches the store."""
    box: dict[str, Any] = {}
    monkeypatch.setattr(session.st, "session_state", box)
    monkeypatch.setattr(session, "_browser", lambda: "guest")
    document = cached.store().load(small).document  # type: ignore[union-attr]
    session.put(session.Session(tokens(small)[role], document, role=role, kept="x"))
    before = stands(small)
    try:
        CHANGES[change]()
    except Exception as problem:
        session.change(problem=problem)
    assert stands(small) == before
    assert change == "again" or session.current().problem.code == f"link.{role}"
    session.put(session.Session(small, document, kept="x"))
    CHANGES[change]()
    assert change in ("again", "forget") or stands(small) != before, "the control: the owner's change is saved"


def test_a_file_dropped_by_who_looks_is_not_taken(visitor: Tab, show: Show, drop: Tab, links: dict[str, str]) -> None:
    tab = drop(show(visitor(w=links["look"]).run(), "ledger"), ("other.csv", b"Customer,Date,Amount\nX,2024-01-01,5"))
    assert LOOKING in said(tab)
    assert tab.session_state["session"].files == ()


def test_who_edits_saves_for_everybody(visitor: Tab, show: Show, work: str, links: dict[str, str]) -> None:
    tab = show(visitor(w=links["edit"]).run(), "matrix")
    tab.number_input(key="set_matrix_abc.limits_0").set_value(70.0).run()
    assert stands(work)[0].document.settings
    assert address(tab) == links["edit"]
    assert tab.session_state["session"].workspace == links["edit"], "not even the server's session holds the id"
    looking = show(visitor(w=links["look"]).run(), "matrix")
    assert looking.number_input(key="set_matrix_abc.limits_0").value == 70.0


def test_who_looks_sees_what_is_saved_meanwhile(visitor: Tab, show: Show, work: str, links: dict[str, str]) -> None:
    looking = show(visitor(w=links["look"]).run(), "matrix")
    owner = show(visitor(w=work).run(), "matrix")
    owner.number_input(key="set_matrix_abc.limits_0").set_value(70.0).run()
    assert looking.run().number_input(key="set_matrix_abc.limits_0").value == 70.0


def test_who_scores_sees_one_page(visitor: Tab, show: Show, links: dict[str, str]) -> None:
    tab = visitor(w=links["score"]).run()
    for page in ("ledger", "matrix", "scorecard", "report", "workshop"):
        show(tab, page)
        assert tab.title[0].value == "Nothing to score yet"
        assert len(tab.sidebar) == 0
        assert not tab.dataframe
        assert "Customer 01" not in repr(tab.main)


def test_a_revoked_link_answers_like_an_unknown_one_at_once(
    visitor: Tab, show: Show, work: str, links: dict[str, str]
) -> None:
    tabs = {role: show(visitor(w=links[role]).run(), "ledger") for role in ("look", "edit")}
    for role, tab in tabs.items():
        assert "168 lines" in said(tab)
        cached.store().links.revoke(work, links[role])
        unknown = show(visitor(w="A" * 22).run(), "ledger")
        assert said(tab.run()).replace(links[role], "") == said(unknown), role
        assert "168 lines" not in said(tab)


def test_links_are_made_shown_and_revoked_in_the_sidebar(visitor: Tab, small: str) -> None:
    tab = visitor(w=small).run()
    tab.button(key="share").click().run()
    assert "Anyone with this link sees every page and can download, but changes nothing." in said(tab)
    assert [code.value for code in tab.code] == []
    tab.button(key="make_look").click().run()
    tab.button(key="share").click().run()
    (made,) = cached.store().links.of(small)
    assert [code.value for code in tab.code] == [f"http://localhost/?w={made.token}"]
    assert small not in tab.code[0].value
    tab.button(key="revoke_look").click().run()
    assert cached.store().links.of(small) == ()


@pytest.mark.parametrize(
    ("url", "headers", "base"),
    [
        ("https://labrador.firm.example/matrix", {}, "https://labrador.firm.example"),
        ("http://10.0.0.5:8501/", {"Host": "internal"}, "http://10.0.0.5:8501"),
        (None, {"Host": "internal:8501"}, "http://internal:8501"),
        (None, {"X-Forwarded-Host": "a.example", "X-Forwarded-Proto": "https", "Host": "b"}, "https://a.example"),
    ],
)
def test_the_address_of_a_link_is_the_one_the_browser_knows(
    monkeypatch: pytest.MonkeyPatch, url: str | None, headers: dict[str, str], base: str
) -> None:
    class Context:
        pass

    context = Context()
    context.url, context.headers = url, headers  # type: ignore[attr-defined]
    monkeypatch.setattr(sharing.st, "context", context)
    assert sharing.base() == base


@pytest.mark.parametrize(
    ("origin", "here"),
    [
        ("http://127.0.0.1:8501", True),
        ("http://localhost", True),
        ("http://[::1]:80", True),
        ("http://10.0.0.5:8501", False),
        ("https://labrador.example", False),
    ],
)
def test_a_link_no_phone_can_open_is_told(origin: str, here: bool) -> None:
    assert sharing._on_this_machine(origin) is here
