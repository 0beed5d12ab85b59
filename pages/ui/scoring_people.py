"""Who scores and what is scored: the person, segments added from a list, score files loaded, a blank sheet."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.ui import cached, scores, segments_saving, session
from pages.ui.frame import Open
from pages.ui.scores import Board
from pages.ui.trouble import problem_box
from segcore import tree
from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers.score_sheet import blank_sheet
from segcore.words import Words

PERSON = "score_person"
LARGEST = 5_000_000


def toolbar(page: Open, board: Board) -> str:
    """One line: the person who scores now (the answer), add segments, load scores, a blank sheet."""
    words = page.words
    with st.container(key="tight_tools", horizontal=True, vertical_alignment="bottom"):
        person = _person(words, board)
        with st.popover(words("Segments"), icon=":material/add:"):
            add_form(words)
            _remove(page)
        with st.popover(words("Load scores"), icon=":material/upload_file:"):
            load_form(page)
        blank(words, board)
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


def load_form(page: Open) -> None:
    """Files that colleagues filled in: their scores are added under their names."""
    words, key = page.words, f"load_scores_{page.session.grid}"
    st.caption(
        words(
            "CSV or Excel: a column named segment, the nine criteria and, for several people, a column person. "
            "Without it the file's name is the person."
        )
    )
    st.file_uploader(
        words("Scores that colleagues filled in"),
        type=["csv", "xlsx", "xls", "ods"],
        accept_multiple_files=True,
        key=key,
        on_change=_load,
        args=(key,),
        label_visibility="collapsed",
    )
    for problem in page.session.refused:
        problem_box(words, problem)


def _load(key: str) -> None:
    taken, refused = [], []
    for file in session.widget(key) or []:
        try:
            if file.size > LARGEST:
                raise LabradorError("file.too_heavy", file=file.name)
            taken.append((file.name, cached.workers().scores(SourceFile(file.name, file.getvalue()))))
        except LabradorError as problem:
            refused.append(problem)
    scores.take_sheets(taken)
    session.change(refused=tuple(refused), grid=session.current().grid + 1)


def blank(words: Words, board: Board) -> None:
    """A sheet with the segments and empty cells, for colleagues to fill in and to be loaded again."""
    st.download_button(
        words("Blank sheet"),
        data=partial(blank_sheet, board.segments),
        file_name="scores.csv",
        mime="text/csv",
        key="blank_scores",
        icon=":material/table:",
        on_click="ignore",
    )
