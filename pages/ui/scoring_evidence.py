"""One segment closely: what the ledger suggests beside the team's scores, a note, how many firms can be contacted."""

from __future__ import annotations

import streamlit as st

from pages.ui import cached, scores, segments_fields, session
from pages.ui.frame import Open
from pages.ui.parts import section
from pages.ui.scores import Board
from segcore.evidence import Evidence, of_segments
from segcore.scorecard import CRITERIA
from segcore.store import Score
from segcore.words import Words, verdicts
from segcore.words import criteria as named

SEEN = "segment_seen"
Known = dict[str, tuple[Evidence, ...]]


def known(page: Open) -> Known:
    """What the ledger knows of each segment with a rule."""
    document, found = page.session.document, page.found
    if found is None or found.as_of is None or not any(segment.rule for segment in document.segments):
        return {}
    contacts, segments = document.scorecard.contacts, document.segments
    asked = (
        segments,
        contacts,
        document.list_digest,
        document.statuses,
        document.parameters,
        document.levels,
        document.clusters,
    )
    key = session.short_digest(repr((found.ledger_digest, found.settings, asked, document.levels, document.clusters)))
    return cached.evidence(
        key, lambda: of_segments(segments, segments_fields.found(page).table, contacts, found.two_years)
    )


def closer(page: Open, board: Board, found: Known, person: str) -> None:
    """The segment in view: evidence with one click each, a note per criterion, contacts."""
    words = page.words
    if session.widget(SEEN) not in board.segments:
        session.set_widget(SEEN, board.segments[0])
    with section("closer", words("One segment closely")):
        _fill(words, board, found, person)
    left, right = st.columns((1.2, 1), gap="large")
    with left:
        segment = str(st.selectbox(words("Segment"), board.segments, key=SEEN, format_func=session.naming()))
        _suggestions(words, board, segment, found.get(segment, ()), person)
    with right:
        _contacts(words, board, segment)
        _note(words, board, segment)


def _suggestions(words: Words, board: Board, segment: str, found: tuple[Evidence, ...], person: str) -> None:
    cells = board.cells(person)
    if not found:
        st.caption(
            words("The ledger knows nothing here: it needs a rule with five customers and ten documents or more.")
        )
        return
    with st.container(key="box_evidence"):
        for each in found:
            with st.container(key=f"tight_row_{each.criterion}", horizontal=True, vertical_alignment="center"):
                st.markdown(_evidence_text(words, each), width="stretch")
                own = cells.get((segment, each.criterion))
                if each.score is None:
                    continue
                if own == each.score:
                    st.caption(words("as you scored it"))
                    continue
                st.button(
                    words("Take {n}", n=words.number(each.score)),
                    key=f"take_{each.criterion}",
                    on_click=take,
                    args=([(segment, each)], person),
                )


def _evidence_text(words: Words, found: Evidence) -> str:
    told = session.esc(verdicts.evidence(words, found))
    if found.score is None:
        return told
    meaning = f"{words.number(found.score)}, {named.anchor(words, found.criterion, found.score)}"
    return f"**{named.criterion(words, found.criterion)}: {meaning}** {told}"


def _fill(words: Words, board: Board, found: Known, person: str) -> None:
    """One click takes every suggestion for a cell that this person left empty."""
    cells = board.cells(person)
    fresh = [
        (segment, each)
        for segment, suggestions in found.items()
        for each in suggestions
        if each.score is not None and (segment, each.criterion) not in cells
    ]
    if fresh:
        st.button(
            words.plural("Take {n} suggestion for empty cells", "Take {n} suggestions for empty cells", len(fresh)),
            key="take_all",
            type="tertiary",
            icon=":material/playlist_add_check:",
            on_click=take,
            args=(fresh, person),
        )


def take(found: list[tuple[str, Evidence]], person: str) -> None:
    """Accept suggestions as this person's scores."""
    scores.save([Score(segment, each.criterion, person, float(each.score or 0)) for segment, each in found])


def _contacts(words: Words, board: Board, segment: str) -> None:
    key = f"contacts_{session.short_digest(segment)}"
    session.set_widget(key, board.scorecard.contacts.get(segment))
    st.number_input(
        words("Firms there that you can contact in 3 months"),
        min_value=0, max_value=1_000_000, step=1, value=None, key=key,
        on_change=scores.keep_contacts, args=(segment, key),
        help=words("The size of a segment is measured by it: 3 is more than ten times as many firms."),
    )  # fmt: skip


def _note(words: Words, board: Board, segment: str) -> None:
    code = str(session.widget("criterion_seen") or CRITERIA[0])
    key = f"note_{session.short_digest(segment)}_{code}"
    session.set_text(key, board.scorecard.notes.get(segment, {}).get(code, ""))
    st.text_area(
        words("Note on {criterion}", criterion=named.criterion(words, code)),
        key=key,
        on_change=scores.keep_note,
        args=(segment, code, key),
        height=96,
    )
