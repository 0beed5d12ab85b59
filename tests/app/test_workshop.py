"""A workshop on the pages: the host starts it, people score blind, the reveal, and the score they agree on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached
from pages.ui.workshop_talk import points
from segcore.segments import Segment
from segcore.store import Score, Workshop
from segcore.workspace import Document

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
QUESTIONS = [("Mills", "value"), ("Mills", "risk"), ("Shops", "value"), ("Shops", "risk")]


@pytest.fixture
def work() -> str:
    """Two segments, nothing scored."""
    return cached.store().create(Document(segments=(Segment("Mills"), Segment("Shops")))).workspace


@pytest.fixture
def link(work: str) -> str:
    """The link of an open workshop about Value and Risks."""
    cached.store().workshops.start(work, ("Mills", "Shops"), ("value", "risk"))
    return cached.store().links.make(work, "score").token


def joined(tab: AppTest, name: str) -> AppTest:
    """This person, at the first question."""
    tab.run()
    tab.text_input(key="voter_name").set_value(name).run()
    return tab


def tapped(tab: AppTest, *scores: int | None) -> AppTest:
    """Answer question after question; None skips one."""
    for score in scores:
        place = int(tab.query_params["n"][0]) - 1 if "n" in tab.query_params else 0
        key = "vote_next" if score is None else f"vote_score_{score}_{place}"
        tab.button(key=key).click().run()
    return tab


def said(tab: AppTest) -> str:
    return "\n".join(element.value for kind in (tab.title, tab.markdown, tab.caption) for element in kind)


def test_the_host_chooses_starts_and_gets_the_link_to_score(visitor: Tab, show: Show, work: str) -> None:
    tab = show(visitor(w=work).run(), "workshop")
    assert "18 scores from each person · about 2 minutes" in said(tab)
    tab.multiselect(key="workshop_segments").set_value(["Mills"]).run()
    assert "9 scores from each person · about 1 minute" in said(tab)
    tab.button(key="workshop_start").click().run()
    assert tab.title[0].value == "Scan the code, type your name, score"
    (made,) = cached.store().links.of(work)
    assert tab.code[0].value == f"http://localhost/vote?w={made.token}"
    assert made.role == "score"
    found = cached.store().workshops.of(work)
    assert found is not None
    assert (found.segments, len(found.criteria), found.state) == (("Mills",), 9, "open")


def test_nothing_to_score_before_the_start_and_without_a_segment(visitor: Tab, show: Show, work: str) -> None:
    token = cached.store().links.make(work, "score").token
    phone = visitor(w=token).run()
    assert phone.title[0].value == "Nothing to score yet"
    cached.store().workshops.start(work, ("Mills",), ("value",))
    assert phone.run().title[0].value == "What is your name?"
    empty = show(visitor().run(), "workshop")
    assert "No segments yet: name them first, then score them together." in said(empty)


def test_a_person_scores_skips_goes_back_and_finishes(visitor: Tab, work: str, link: str) -> None:
    tab = joined(visitor(w=link), "  Anna ")
    assert tab.title[0].value == "Mills"
    assert [button.label for button in tab.button if button.key and button.key.startswith("vote_score_")] == [
        "**0**\u2003none",
        "**1**\u2003weak, generic",
        "**2**\u2003strong, one proof",
        "**3**\u2003mega, several proofs: they want to listen",
    ]
    tapped(tab, 3, None, 1)
    assert tab.button(key="vote_next").label == "Skip"
    tab.button(key="vote_back").click().run()
    assert tab.button(key="vote_next").label == "Next"
    assert tab.button(key="vote_score_1_2").label.startswith(":material/check:")
    tapped(tab, 0, 2)
    assert tab.title[0].value == "1 question is still open"
    tab.button(key="vote_left").click().run()
    assert tab.title[0].value == "Mills"
    tapped(tab, 2)
    tapped(tab, None, None)
    assert tab.title[0].value == "Done. Thank you, Anna"
    cached.store().workshops.set_state(work, "revealed")
    given = {(row.segment, row.criterion): row.value for row in cached.store().scores.of(work)}
    assert given == dict(zip(QUESTIONS, (3, 2, 0, 2), strict=True))
    assert tab.run().title[0].value == "The scores are revealed"


def test_nobody_sees_a_score_before_the_reveal_not_even_the_host(
    visitor: Tab, show: Show, work: str, link: str
) -> None:
    anna, other = joined(visitor(w=link), "Anna"), joined(visitor(w=link), "Anna")
    tapped(anna, 3, 3, 3, 3)
    tapped(other, 0)
    host = show(visitor(w=work).run(), "workshop")
    assert "2 people are in · 5 of 8 scored" in [element.value for element in host.subheader]
    scorecard = show(host, "scorecard")
    assert scorecard.title[0].value.startswith("No scores yet")
    assert "Anna" not in said(scorecard)
    assert "Anna 2" in said(other)
    show(host, "workshop").button(key="workshop_reveal").click().run()
    assert host.title[0].value == "1 point to talk about"
    assert "**Mills** · Value · 3 apart" in said(host)
    assert "Anna 2" in said(host)


def test_the_agreed_score_counts_and_a_second_click_takes_it_back(
    visitor: Tab, show: Show, work: str, link: str
) -> None:
    for name, score in (("Anna", 3), ("Ben", 0)):
        tapped(joined(visitor(w=link), name), score)
    host = show(visitor(w=work).run(), "workshop")
    host.button(key="workshop_reveal").click().run()
    host.button(key="agree_0_2").click().run()
    assert host.title[0].value == "Agreed on 1 point that was far apart"
    assert {row.person: row.value for row in cached.store().scores.of(work)} == {"Anna": 2, "Ben": 2}
    host.button(key="agree_0_2").click().run()
    assert host.title[0].value == "1 point to talk about"
    assert {row.person: row.value for row in cached.store().scores.of(work)} == {"Anna": 3, "Ben": 0}
    host.button(key="talk_done").click().run()
    assert host.title[0].value == "Score your segments together, each on a phone"


def test_points_stand_furthest_apart_first() -> None:
    told = [
        (("Mills", "risk", "Anna"), 1.0), (("Mills", "risk", "Ben"), 1.0),
        (("Mills", "value", "Anna"), 1.0), (("Mills", "value", "Ben"), 2.0),
        (("Shops", "value", "Anna"), 0.0), (("Shops", "value", "Ben"), 3.0),
        (("Shops", "risk", "Anna"), 2.0),
    ]  # fmt: skip
    now = [Score(*cell, 2.0 if cell[:2] == ("Shops", "value") else value) for cell, value in told]
    found = points(Workshop(1, ("Shops", "Mills"), ("value", "risk"), "revealed", tuple(told)), now)
    assert [(each.segment, each.criterion, each.spread, each.agreed) for each in found] == [
        ("Shops", "value", 3.0, 2.0),
        ("Mills", "value", 1.0, None),
        ("Shops", "risk", 0.0, 2.0),
        ("Mills", "risk", 0.0, 1.0),
    ]


def test_a_revoked_link_stops_a_phone_at_its_next_tap(visitor: Tab, work: str, link: str) -> None:
    tab = tapped(joined(visitor(w=link), "Anna"), 1)
    cached.store().links.revoke(work, link)
    tapped(tab, 2)
    assert tab.title[0].value == "No saved work under this link"
    assert cached.store().workshops.given(work) == {"Anna": 1}


def test_a_phone_speaks_the_language_of_its_address(visitor: Tab, link: str) -> None:
    tab = visitor(w=link, language="qps").run()
    assert tab.title[0].value.startswith("⟦")
    tab.text_input(key="voter_name").set_value("Anna").run()
    labels = [button.label for button in tab.button]
    assert len(labels) == 7
    assert all("⟦" in label for label in labels)
