"""The phone of a workshop: a name, then one question after the other; each tap is saved before the next is shown."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.ui import cached, login, session, sidebar
from pages.ui.frame import Open
from pages.ui.trouble import problem_box
from segcore.errors import LabradorError
from segcore.scorecard import CRITERIA, HIGHEST
from segcore.store import Voter, Workshop
from segcore.words import Words
from segcore.words import criteria as named

SECONDS = 3
PLACE, NAME = "n", "voter_name"
ASKED = "voter_asked"


def show(page: Open) -> None:
    """The page as the workshop stands now; it follows by itself."""
    words, key = page.words, page.session.workspace
    with st.container(key="vote"):
        if problem := page.session.problem:
            problem_box(words, problem)
        workshop = cached.store().workshops.of(key) if key else None
        if not key:
            _told(
                words, words("No saved work under this link"), words("Ask for the link again, or scan the code anew.")
            )
        elif workshop is None or workshop.state == "closed":
            follows = words("Leave this page open: it goes on by itself when the host starts.")
            _told(words, words("Nothing to score yet"), follows)
        elif workshop.state == "revealed":
            _told(words, words("The scores are revealed"), words("Look at the screen of the host and talk about them."))
        else:
            _open(page, workshop)
        if key:
            _follow(key, _standing(workshop))


def _told(words: Words, title: str, text: str) -> None:
    st.caption("**Labrador**")
    st.title(title, anchor=False)
    st.markdown(text)
    sidebar.language(words)


def _standing(workshop: Workshop | None) -> Any:
    return workshop and (workshop.number, workshop.state, workshop.segments, workshop.criteria)


def _follow(key: str, shown: Any) -> None:
    @st.fragment(run_every=SECONDS)
    def watch() -> None:
        if _standing(cached.store().workshops.of(key)) != shown:
            st.rerun()

    watch()


def _open(page: Open, workshop: Workshop) -> None:
    voter = cached.store().workshops.voter(page.session.workspace, session.visitor())
    if voter is None or session.widget(ASKED):
        _who(page.words, voter)
        return
    if voter.number != workshop.number:
        cached.store().workshops.join(page.session.workspace, session.visitor(), voter.name)
    cells = [(segment, criterion) for segment in workshop.segments for criterion in workshop.criteria]
    place = _place(cells, voter)
    st.progress(len(voter.scores) / max(len(cells), 1), text=_progress(page.words, len(voter.scores), len(cells)))
    if place < len(cells):
        _ask(page.words, workshop, voter, cells, place)
    else:
        _done(page.words, voter, cells)
    with st.container(key="vote_who", horizontal=True, vertical_alignment="center"):
        st.caption(page.words("You score as {name}. Nobody sees it until the reveal.", name=session.esc(voter.name)))
        st.button(
            page.words("Change name"), key="voter_change", type="tertiary", on_click=session.set_widget,
            args=(ASKED, True),
        )  # fmt: skip


def _progress(words: Words, given: int, asked: int) -> str:
    return words("{n} of {m} scored", n=words.number(given), m=words.number(asked))


def _place(cells: list[tuple[str, str]], voter: Voter) -> int:
    """Where he is: as the address says, else at the first open question; behind the last one when he is through."""
    told = st.query_params.get(PLACE, "")
    if told.isascii() and told.isdigit() and 1 <= int(told) <= len(cells) + 1:
        return int(told) - 1
    return next((place for place, cell in enumerate(cells) if cell not in voter.scores), len(cells))


def _go(place: int) -> None:
    st.query_params[PLACE] = str(place + 1)


def _who(words: Words, voter: Voter | None) -> None:
    st.caption("**Labrador**")
    st.title(words("What is your name?"), anchor=False)
    st.markdown(words("Score by yourself: nobody sees your scores until the host reveals all of them."))
    if session.widget(NAME) is None:
        session.set_widget(NAME, voter.name if voter else login.called())
    st.text_input(words("Your name"), key=NAME, max_chars=60, on_change=_join, placeholder=words("First name"))
    st.button(words("Start"), key="voter_start", type="primary", width="stretch", on_click=_join)
    sidebar.language(words)


def _join() -> None:
    name = session.plain(session.widget(NAME) or "")
    if _tried(lambda: cached.store().workshops.join(session.current().workspace, session.visitor(), name)):
        session.set_widget(ASKED, False)
        st.query_params.pop(PLACE, None)


def _tried(change: Any) -> bool:
    """Whether this could be saved; if not, the page says why."""
    try:
        change()
    except LabradorError as problem:
        session.change(problem=problem)
        return False
    session.change(problem=None)
    return True


def _ask(words: Words, workshop: Workshop, voter: Voter, cells: list[tuple[str, str]], place: int) -> None:
    segment, criterion = cells[place]
    number = workshop.segments.index(segment) + 1
    st.caption(words("Segment {n} of {m}", n=words.number(number), m=words.number(len(workshop.segments))))
    st.title(session.esc(segment), anchor=False)
    st.markdown(f"**{named.criterion(words, criterion)}**  \n{named.question(words, criterion)}")
    given = voter.scores.get((segment, criterion))
    for score in range(int(HIGHEST) + 1):
        mark = ":material/check: " if given == score else ""
        st.button(
            f"{mark}**{score}**\u2003{named.anchor(words, criterion, score)}",
            key=f"vote_score_{score}_{place}",
            type="primary" if given == score else "secondary",
            width="stretch",
            wrap=True,
            on_click=_vote,
            args=(segment, criterion, score, place),
        )
    with st.container(key="vote_steps", horizontal=True, horizontal_alignment="distribute"):
        st.button(
            words("Back"), key="vote_back", icon=":material/arrow_back:", disabled=place == 0, on_click=_go,
            args=(place - 1,),
        )  # fmt: skip
        onward = words("Skip") if given is None else words("Next")
        st.button(onward, key="vote_next", icon=":material/arrow_forward:", icon_position="right", on_click=_go,
                  args=(place + 1,))  # fmt: skip


def _vote(segment: str, criterion: str, score: int, place: int) -> None:
    state = session.current()
    if criterion in CRITERIA and _tried(
        lambda: cached.store().workshops.vote(state.workspace, session.visitor(), segment, criterion, float(score))
    ):
        _go(place + 1)


def _done(words: Words, voter: Voter, cells: list[tuple[str, str]]) -> None:
    left = [place for place, cell in enumerate(cells) if cell not in voter.scores]
    if left:
        st.title(words.plural("{n} question is still open", "{n} questions are still open", len(left)), anchor=False)
        st.button(
            words("Go to the first open one"), key="vote_left", type="primary", width="stretch", on_click=_go,
            args=(left[0],),
        )  # fmt: skip
    else:
        st.title(words("Done. Thank you, {name}", name=session.esc(voter.name)), anchor=False)
        st.markdown(words("All your scores are saved. The host reveals them when everybody is done."))
    st.button(
        words("Go through mine again"), key="vote_again", icon=":material/arrow_back:", width="stretch", on_click=_go,
        args=(0,),
    )  # fmt: skip
