"""The host's screen of a workshop: what is scored, the code that phones scan, who is in and how far they are."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, session, sharing
from pages.ui.frame import Open, head
from pages.ui.parts import section
from segcore.errors import LabradorError
from segcore.scorecard import CRITERIA
from segcore.store import Link, Workshop
from segcore.store.workshops import State
from segcore.words import Words
from segcore.words import criteria as named

SEGMENTS, CRITERIA_KEY = "workshop_segments", "workshop_criteria"
SECONDS, EACH, MINUTE, QR, FEW = 2, 6, 60, 380, 8


def prepare(page: Open) -> None:
    """Before it starts: which segments and criteria, and how long that takes."""
    words = page.words
    head(
        words("Workshop"),
        words("Score your segments together, each on a phone"),
        words("Everybody scores alone and sees nobody else's scores. You reveal them, talk, and agree."),
    )
    names = list(dict.fromkeys(segment.name for segment in page.session.document.segments))
    segments = st.multiselect(
        words("Segments to score"), names, default=names, key=SEGMENTS, format_func=session.naming(),
        placeholder=words("Choose at least one"),
    )  # fmt: skip
    criteria = st.pills(
        words("Criteria"), CRITERIA, selection_mode="multi", default=list(CRITERIA), key=CRITERIA_KEY,
        format_func=lambda code: named.criterion(words, code),
    )  # fmt: skip
    ordered = tuple(code for code in CRITERIA if code in (criteria or ()))
    asked = len(segments) * len(ordered)
    if asked:
        minutes = max(1, round(asked * EACH / MINUTE))
        told = words.plural("{n} score from each person", "{n} scores from each person", asked)
        long = words.plural("about {n} minute", "about {n} minutes", minutes)
        st.caption(f"{told} · {long}")
    st.button(
        words("Start the workshop"), key="workshop_start", type="primary", icon=":material/play_arrow:",
        disabled=not asked, on_click=_start, args=(tuple(segments), ordered),
    )  # fmt: skip


def _start(segments: tuple[str, ...], criteria: tuple[str, ...]) -> None:
    state = session.current()
    try:
        cached.store().workshops.start(state.workspace, segments, criteria)
    except LabradorError as problem:
        session.change(problem=problem)
        return
    if state.role == "own" and sharing.score_link() is None:
        sharing.make("score")


def turn(state: State) -> None:
    """Reveal the scores, open the workshop again, or close it."""
    try:
        cached.store().workshops.set_state(session.current().workspace, state)
    except LabradorError as problem:
        session.change(problem=problem)


def gather(page: Open, workshop: Workshop) -> None:
    """While people score: the code on the left, who is in on the right; it follows by itself."""
    words = page.words
    head(words("Workshop"), words("Scan the code, type your name, score"))
    left, right = st.columns((1, 1.2), gap="large")
    with left:
        _code(words, sharing.score_link())
    with right:
        _people(page, workshop)


def _code(words: Words, link: Link | None) -> None:
    if link is None:
        if session.current().role == "own":
            st.button(words("Make a link"), key="workshop_link", on_click=sharing.make, args=("score",))
        else:
            st.markdown(words("Whoever owns this work has the link to score: ask for it."))
        return
    target = sharing.address(link)
    with st.container(key="workshop_code", gap="small"):
        sharing.picture(words, target, QR)
        st.code(target, language=None, wrap_lines=True)
        sharing.near(words)


def _people(page: Open, workshop: Workshop) -> None:
    words, key = page.words, page.session.workspace

    @st.fragment(run_every=SECONDS)
    def live() -> None:
        store = cached.store().workshops
        given = store.given(key)
        if store.of(key) != workshop:
            st.rerun()
        with section("in", _title(words, given, workshop)):
            pass
        if not given:
            st.caption(words("Nobody is in yet. Names appear here as soon as they are typed."))
        columns = st.columns(2 if len(given) > FEW else 1)
        for place, (name, count) in enumerate(given.items()):
            done = ":green[:material/check_circle:] " if count >= workshop.cells else ""
            far = words("{n} of {m} scored", n=words.number(count), m=words.number(workshop.cells))
            part = min(count / max(workshop.cells, 1), 1.0)
            columns[place % len(columns)].progress(part, text=f"{done}**{session.esc(name)}** · {far}")

    _turns(words)
    live()


def _turns(words: Words) -> None:
    """The two ways on; above the names, so that many names do not push them off the screen."""
    with st.container(horizontal=True, key="workshop_turn"):
        st.button(
            words("Reveal the scores"), key="workshop_reveal", type="primary", icon=":material/visibility:",
            on_click=turn, args=("revealed",),
        )  # fmt: skip
        st.button(
            words("Stop"), key="workshop_stop", type="tertiary", icon=":material/close:", on_click=turn,
            args=("closed",), help=words("What was scored so far goes into the scorecard."),
        )  # fmt: skip


def _title(words: Words, given: dict[str, int], workshop: Workshop) -> str:
    people = words.plural("{n} person is in", "{n} people are in", len(given))
    far = words("{n} of {m} scored", n=words.number(sum(given.values())), m=words.number(len(given) * workshop.cells))
    return f"{people} · {far}" if given else people
