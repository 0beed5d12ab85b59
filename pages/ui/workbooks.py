"""The workbook of the open workspace: its download, and one that is loaded back."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from pages.ui import cached, hiding, scores, segments_fields, session
from pages.ui.frame import Open
from pages.ui.trouble import problem_box
from segcore import workbook
from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.store import Score
from segcore.veil import replaced
from segcore.veiled import decisions
from segcore.words import Words
from segcore.words import sentences as say
from segcore.workbook import Decided, Restored

LARGEST = 20_000_000  # more than any of ours, and than can be read within the memory of one process
OF_THE_LEDGER = ("reading", "ledger_name")  # taken only where none is open


def decided(page: Open) -> Decided:
    """What the user decided, as the workbook takes it."""
    document = page.session.document
    rows = tuple(
        (row.segment, row.criterion, row.person, row.value) for row in scores.stored() if row.value is not None
    )
    ledger = segments_fields.found(page) if document.segments else None
    first = tuple(ledger.membership.first.tolist()) if ledger else ()
    if page.session.veil:
        return Decided(decisions(document, page.session.veil), replaced(rows, page.session.veil.text), first)
    return Decided(document, rows, first)


def download(page: Open) -> None:
    """The one primary button: the workbook, built in a child process on the click."""
    words, found, language = page.words, page.found, page.words.language
    title, mine = hiding.ledger_name(words), decided(page)
    st.download_button(
        words("Download Excel"),
        data=lambda: workbook.build_in_child(found, language, title, session.plain, decided=mine),
        file_name="labrador.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="download_excel",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )


def load_back(page: Open) -> None:
    """The uploader, what a workbook holds, and the click that takes it."""
    words, key = page.words, f"load_workbook_{page.session.grid}"
    told = words(
        "Segments, scores, notes, weights and settings come back as they stand there, changes made in Excel too."
    )
    with st.container(key="tight_back", gap=None):
        st.caption(told)
        if page.found is not None:
            st.caption(words("The customers of an older workbook stand beside those of this ledger: what moved since."))
    given = st.file_uploader(words("A workbook of Labrador"), type=["xlsx"], key=key, label_visibility="collapsed")
    if given is None:
        return
    file = SourceFile(given.name, given.getvalue())
    try:
        found = _read(file)
    except LabradorError as problem:
        problem_box(words, problem)
        return
    if found.document.hide_names:
        problem_box(words, LabradorError("workbook.names_hidden"))
        return
    session.change(older=(given.name, session.digest(file), found))
    st.markdown(f"**{words('In this workbook')}**  \n{_told(words, found)}")
    for met in found.notices:
        st.markdown(f":orange[:material/warning:] {session.esc(say.notice(words, met))}")
    st.caption(words("It takes the place of your segments and settings; scores of people who are not in it stay."))
    st.button(words("Take this workbook"), key="take_workbook", type="primary", on_click=take, args=(found,))


def _read(file: SourceFile) -> Restored:
    if len(file.content) > LARGEST:
        raise LabradorError("file.too_heavy", file=file.name)
    return opened(file)


def opened(file: SourceFile) -> Restored:
    """What a workbook of ours holds. Raises LabradorError where it is none, at each run the one of the first."""
    found = cached.restored(session.digest(file), file)
    if isinstance(found, LabradorError):
        raise found.with_traceback(None)
    return found


def _told(words: Words, found: Restored) -> str:
    """What will be taken, in one line."""
    document, board = found.document, found.document.scorecard
    people = Counter(person for _, _, person, _ in found.scores)
    rules = sum(segment.rule is not None for segment in document.segments)
    notes = sum(map(len, board.notes.values()))
    lines = [
        (len(document.segments), words.plural("{n} segment", "{n} segments", len(document.segments))),
        (rules, words.plural("{n} rule", "{n} rules", rules)),
        (len(people), words.plural("scores of {n} person", "scores of {n} people", len(people))),
        (len(found.scores), words.plural("{n} score", "{n} scores", len(found.scores))),
        (len(board.pins), words.plural("{n} chosen", "{n} chosen", len(board.pins))),
        (notes, words.plural("{n} note", "{n} notes", notes)),
        (len(document.trees), words.plural("{n} tree", "{n} trees", len(document.trees))),
        (len(document.parameters), words.plural("{n} parameter", "{n} parameters", len(document.parameters))),
        (len(document.settings), words.plural("{n} setting", "{n} settings", len(document.settings))),
    ]
    return " · ".join(text for count, text in lines if count) or words("nothing was decided yet")


def take(found: Restored) -> None:
    """Make what was read back the work of this tab."""
    before = session.current().document
    left = ("hide_names", *workbook.HERE_ONLY, *(OF_THE_LEDGER if session.current().has_ledger else ()))
    fields = {name: getattr(found.document, name) for name in type(before).model_fields if name not in left}
    session.patch(**{**fields, "settings": {**dict.fromkeys(before.settings), **found.document.settings}})
    given = {row[:3]: row[3] for row in found.scores}
    people = {person for _, _, person in given}
    gone = [
        Score(row.segment, row.criterion, row.person, None)
        for row in scores.stored()
        if row.person in people and (row.segment, row.criterion, row.person) not in given
    ]
    scores.save([*gone, *(Score(*key, value) for key, value in given.items())], joined=True)
    session.change(grid=session.current().grid + 1)
