"""Scores that colleagues filled in: tables and workbooks of ours, what was taken of them; a blank one to hand out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isnan

import streamlit as st

from pages.ui import cached, hiding, scores, segments_saving, session, workbooks
from pages.ui.frame import Open
from pages.ui.trouble import problem_box
from segcore import workbook
from segcore.errors import LabradorError, Notice, notice
from segcore.ledger import SourceFile
from segcore.scorecard import CRITERIA, Sheet
from segcore.segments import Segment
from segcore.store import Score
from segcore.words import Words
from segcore.words import sentences as say
from segcore.workbook import Decided
from segcore.workspace import Document, Scorecard

LARGEST = 20_000_000
LISTED = 8
KEPT = "scores_loaded"
NOT_OURS = ("workbook.foreign", "workbook.unreadable")


@dataclass(frozen=True)
class Loaded:
    """One file. segments: all it names. scores: by person; one without a name is called like the file. notices: what
    was not taken.
    """

    file: str
    segments: tuple[str, ...]
    scores: tuple[Score, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def people(self) -> list[str]:
        return list(dict.fromkeys(score.person for score in self.scores))


@dataclass(frozen=True)
class Outcome:
    """What the last files gave. waiting: scores of segments that are not there, until they are added or left out.
    refused: why files were not taken.
    """

    files: tuple[Loaded, ...] = ()
    waiting: tuple[Score, ...] = ()
    refused: tuple[LabradorError, ...] = ()

    @property
    def unknown(self) -> list[str]:
        return list(dict.fromkeys(score.segment for score in self.waiting))


def form(page: Open) -> None:
    """The uploader."""
    words, key = page.words, f"load_scores_{page.session.grid}"
    st.caption(
        words(
            "Workbooks of Labrador, filled in; or tables with a column named segment, the nine criteria by their names "
            "and, for several people, a column person. Without a name the file's name is the person."
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


def outcome(words: Words) -> None:
    """What the last files gave and what could not be read; segments that are not there are offered."""
    found = session.widget(KEPT)
    if not isinstance(found, Outcome) or found == Outcome():
        return
    for problem in found.refused:
        problem_box(words, problem)
    with st.container(key="tight_loaded", gap="xsmall"):
        for each in found.files:
            st.markdown(f":green[:material/check:] {_told(words, each)}")
            for met in each.notices:
                st.markdown(f":orange[:material/warning:] {session.esc(say.notice(words, met))}")
        if found.unknown:
            _offer(words, found.unknown)
        else:
            st.button(words("Close"), key="loaded_close", type="tertiary", on_click=_keep, args=(Outcome(),))


def _offer(words: Words, unknown: list[str]) -> None:
    """Segments nobody knows here: add them, or leave them out."""
    told = words.plural(
        "{n} segment of these files is not in your list: {names}.",
        "{n} segments of these files are not in your list: {names}.",
        len(unknown),
        names=words.listed([session.esc(name) for name in unknown], LISTED),
    )
    st.markdown(f":orange[:material/help:] {told}")
    with st.container(horizontal=True):
        st.button(words("Add with their scores"), key="loaded_add", on_click=_add_waiting)
        st.button(words("Leave out"), key="loaded_drop", type="tertiary", on_click=_keep, args=(Outcome(),))


def _told(words: Words, each: Loaded) -> str:
    if not each.scores:
        return words("{file} holds no scores.", file=session.esc(each.file))
    people = words.listed([session.esc(name) for name in each.people], LISTED)
    return words.plural(
        "{file}: {n} score of {people}",
        "{file}: {n} scores of {people}",
        len(each.scores),
        file=session.esc(each.file),
        people=people,
    )


def _keep(found: Outcome) -> None:
    session.set_widget(KEPT, found)


def _load(key: str) -> None:
    files, refused = list[Loaded](), []
    for file in session.widget(key) or []:
        try:
            if file.size > LARGEST:
                raise LabradorError("file.too_heavy", file=file.name)
            files.append(_read(SourceFile(file.name, file.getvalue())))
        except LabradorError as problem:
            refused.append(problem)
    _take(tuple(_apart(files)), tuple(refused))
    session.change(grid=session.current().grid + 1)


def _read(file: SourceFile) -> Loaded:
    """The scores of a workbook of ours, else of a table."""
    own = scores.person_name(file.name.rsplit(".", 1)[0])
    if file.name.lower().endswith(".xlsx"):
        try:
            found = workbooks.opened(file)
        except LabradorError as problem:
            if problem.code not in NOT_OURS:
                raise
        else:
            if found.document.hide_names:
                raise LabradorError("workbook.names_hidden")
            rows = [Score(name, code, scores.person_name(who) or own, value) for name, code, who, value in found.scores]
            return Loaded(file.name, tuple(each.name for each in found.document.segments), tuple(rows), found.notices)
    table = cached.workers().scores(file)
    told = (notice("score_columns_unused", columns=table.unused),) if table.unused else ()
    return Loaded(file.name, table.sheet.segments, tuple(_rows(table.sheet, own)), told)


def _rows(given: Sheet, own: str) -> Iterable[Score]:
    for place, segment in enumerate(given.segments):
        for number, person in enumerate(given.persons):
            for code, value in zip(CRITERIA, given.scores[place, number].tolist(), strict=True):
                if not isnan(value):
                    yield Score(segment, code, scores.person_name(person) or own, value)


def _apart(files: Sequence[Loaded]) -> Iterable[Loaded]:
    """Two files of one person: the later one goes under the name with the file's, so that none is lost."""
    taken = set[str]()
    for each in files:
        other = {name: scores.person_name(f"{name} ({each.file})") for name in each.people if name in taken}
        rows = tuple(replace(score, person=other.get(score.person, score.person)) for score in each.scores)
        taken |= {score.person for score in rows}
        yield replace(each, scores=rows)


def _take(files: tuple[Loaded, ...], refused: tuple[LabradorError, ...]) -> None:
    """Save what is about segments that are there; empty cells take nothing away. Without any segment all are added."""
    rows = [score for each in files for score in each.scores]
    first = not session.current().document.segments
    if first:
        segments_saving.add_new([name for each in files for name in each.segments])
    known, waiting = _split(rows)
    scores.save(known, joined=first)
    _keep(Outcome(files, tuple(waiting), refused))


def _split(rows: Iterable[Score]) -> tuple[list[Score], list[Score]]:
    """The scores of segments that are there, by the names these have, and the others."""
    segments = session.current().document.segments
    names = {segments_saving.tidy(segment.name).casefold(): segment.name for segment in segments}
    known, unknown = list[Score](), list[Score]()
    for score in rows:
        name = names.get(segments_saving.tidy(score.segment).casefold())
        known.append(replace(score, segment=name)) if name else unknown.append(score)
    return known, unknown


def _add_waiting() -> None:
    found = session.widget(KEPT)
    segments_saving.add_new(found.unknown)
    known, _ = _split(found.waiting)
    scores.save(known, joined=True)
    _keep(replace(found, waiting=()))


def blank(words: Words, names: Sequence[str], rules: Scorecard) -> None:
    """A scorecard with these segments and empty cells: to print, or to be filled in by colleagues and loaded again."""
    card = Scorecard(weights=rules.weights, gate=rules.gate)
    empty = Decided(Document(segments=tuple(Segment(session.show_name(name)) for name in names), scorecard=card))
    language, title = words.language, hiding.ledger_name(words)
    st.download_button(
        words("Blank scorecard"),
        data=lambda: workbook.build_in_child(None, language, title, decided=empty),
        file_name="scorecard.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="blank_scores",
        icon=":material/table:",
        on_click="ignore",
    )
