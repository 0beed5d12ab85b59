"""Who scores and what is scored: the person, segments added from a list, score files loaded, a blank sheet."""

from __future__ import annotations

import streamlit as st

from pages.ui import scores, scores_loaded, segments_saving, session
from pages.ui.frame import Open
from pages.ui.scores import Board
from segcore import tree
from segcore.errors import LabradorError
from segcore.words import Words

PERSON = "score_person"


def toolbar(page: Open, board: Board) -> str:
    """One line: the person who scores now (the answer), add segments, load scores, a blank sheet."""
    words = page.words
    with st.container(key="tight_tools", horizontal=True, vertical_alignment="bottom"):
        person = _person(words, board)
        with st.popover(words("Segments"), icon=":material/add:"):
            add_form(words)
            _remove(page)
        with st.popover(words("Load scores"), icon=":material/upload_file:", key=f"load_{page.session.grid}"):
            scores_loaded.form(page)
        scores_loaded.blank(words, board.segments, board.scorecard)
    return person


def _person(words: Words, board: Board) -> str:
    people = list(board.people) or [""]
    now = scores.person_name(session.widget(PERSON))
    options = people if now in people or session.widget(PERSON) is None else [*people, now]
    session.set_widget(PERSON, now if now in options else options[0])
    chosen = st.selectbox(
        words("Who scores now"),
        options,
        format_func=lambda name: session.show_name(name) or words("Me"),
        key=PERSON,
        accept_new_options=True,
        help=words("Type a new name to add a person; each person's scores are kept apart."),
        width=220,
        persist_state="session",
    )
    return scores.person_name(chosen)


def add_form(words: Words) -> None:
    """A list of segments, one a line; deeper lines and paths add the narrowest ones."""
    st.text_area(
        words("Segments to add, one a line"),
        key="add_segments",
        placeholder=words("Furniture makers\nHospitals\nOnline shops"),
        height=140,
    )
    st.button(words("Add"), key="add_segments_now", on_click=_add)


def _add() -> None:
    try:
        nodes = tree.parse(session.widget("add_segments") or "")
    except LabradorError as problem:
        session.change(problem=problem)
        return
    names = [" ".join(path[-1:]) for root in nodes for path, node in tree.walk(root) if not node.children]
    segments_saving.add_new(names)
    session.set_widget("add_segments", "")


def _remove(page: Open) -> None:
    """Segments without a rule can be taken away here, with their scores."""
    words = page.words
    cold = [segment.name for segment in page.session.document.segments if segment.rule is None]
    if not cold:
        return
    st.selectbox(
        words("Take away, with its scores"), cold, index=None, key="remove_segment", format_func=session.naming()
    )
    st.button(words("Remove"), key="remove_segment_now", on_click=_removed)


def _removed() -> None:
    name = session.widget("remove_segment")
    if name:
        segments_saving.delete(name)
        session.set_widget("remove_segment", None)
