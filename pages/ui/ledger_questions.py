"""What only the user can decide, each question with its reason and its equal answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.ui import hiding, ledger_change, mapping, opened, session
from pages.ui.frame import Open
from pages.ui.trouble import problem_box
from segcore.errors import LabradorError
from segcore.ledger import ColumnReport, FileReport, Question
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.markers import mark

MISSING = {
    "ledger.no_customer_column": ("customer", mark("Which column names the customer?")),
    "ledger.no_amount_column": ("amount", mark("Which column holds the amount?")),
    "ledger.no_date_column": ("date", mark("Which column holds the date?")),
}
BASES = {
    "net": mark("Net amounts"),
    "gross": mark("Gross amounts"),
    "payment": mark("Payments"),
    "unknown": mark("Not said"),
}
UNKNOWN = "?"


def asked(page: Open, questions: tuple[Question, ...], files: list[FileReport]) -> None:
    """What the files themselves cannot tell."""
    for number, question in enumerate(questions):
        with _box(
            f"{question.code}_{number}",
            say.question(page.words, question),
            say.question_reason(page.words, question),
        ):
            _answers(
                [
                    (f"answer_{number}_{place}", say.question_option(page.words, question, option), option)
                    for place, option in enumerate(question.options)
                ],
                question,
                files,
                disabled=not page.session.files,
            )


def problems(page: Open, problem: LabradorError | None, files: list[FileReport]) -> None:
    """What stops a file, or all of them: a question where one answer mends it, else the sentence."""
    met = [*opened.set_aside().values()]
    if problem and all(problem.code != other.code or problem.facts != other.facts for other in met):
        met.append(problem)
    for number, trouble in enumerate(met):
        if trouble.code == "ledger.mixed_currencies":
            _currencies(page, trouble)
        elif trouble.code == "ledger.mixed_basis":
            _bases(page, trouble)
        elif trouble.code in MISSING and _named(trouble, files):
            _column(page, number, trouble, files)
        else:
            problem_box(page.words, trouble)


@contextmanager
def _box(key: str, question: str, reason: str) -> Iterator[None]:
    with st.container(key=f"question_{key}", gap="xsmall"):
        st.markdown(f":orange[:material/help:] **{session.esc(question)}**")
        if reason:
            st.caption(session.esc(reason))
        yield


def _answers(
    options: list[tuple[str, str, str]], question: Question, files: list[FileReport], disabled: bool = False
) -> None:
    with st.container(horizontal=True):
        for key, label, option in options:
            st.button(session.esc(label), key=key, on_click=_answer, args=(question, option, files), disabled=disabled)


def _answer(question: Question, option: str, files: list[FileReport]) -> None:
    reading = ledger_change.now()
    for file in files:
        if file.name == question.file:
            reading = mapping.with_option(reading, file.fingerprint, **{question.code: option})
    ledger_change.change(reading)


def _named(problem: LabradorError, files: list[FileReport]) -> FileReport | None:
    return next((file for file in files if file.name == problem.facts.get("file") and file.columns), None)


def _column(page: Open, number: int, problem: LabradorError, files: list[FileReport]) -> None:
    """A role no column was found for: choose the column."""
    role, question = MISSING[problem.code]
    file = _named(problem, files)
    if file is None:
        return
    with _box(f"role_{number}", say.error(page.words, problem), ""):
        key = f"answer_role_{number}_{file.fingerprint}"
        shown = [_shown(column) for column in hiding.shown(file).columns]
        st.selectbox(
            page.words(question),
            range(len(file.columns)),
            index=None,
            format_func=lambda place: shown[place],
            placeholder=page.words("Choose a column"),
            key=key,
            on_change=_set_role,
            args=(file, role, key),
            width=480,
        )


def _shown(column: ColumnReport) -> str:
    examples = ", ".join(text for text in column.examples if text)
    return session.show_name(f"{column.header}: {examples}" if examples else column.header)


def _set_role(file: FileReport, role: str, key: str) -> None:
    edits = {str(session.widget(key)): {"role": role}}
    ledger_change.change(mapping.with_roles(ledger_change.now(), file.fingerprint, file.columns, edits))


def _bases(page: Open, problem: LabradorError) -> None:
    """Amounts of several kinds: keep the files of one of them."""
    words, facts = page.words, problem.facts
    names, kinds = facts.get("files"), facts.get("kinds")
    if not isinstance(names, tuple) or not isinstance(kinds, tuple):
        return
    with (
        _box("basis", say.error(words, problem), words("Choose the files to keep; the others are taken out.")),
        st.container(horizontal=True),
    ):
        for kind in dict.fromkeys(kind for kind in kinds if kind != "unknown"):
            kept = [name for name, own in zip(names, kinds, strict=True) if own in (kind, "unknown")]
            label = f"{words(BASES[kind])}: {words.listed(kept)}"
            st.button(session.esc(label), key=f"answer_basis_{kind}", on_click=opened.keep_only, args=(tuple(kept),))


def _currencies(page: Open, problem: LabradorError) -> None:
    """Several currencies: count one of them alone, or give rates."""
    words, met = page.words, problem.facts.get("currencies")
    named = tuple(name for name in met if name != UNKNOWN) if isinstance(met, tuple) else ()
    files = ", ".join(file.name for file in page.session.files)
    question = Question("currency", files, named)
    with _box("currency", say.question(words, question), say.question_reason(words, question)):
        with st.container(horizontal=True):
            for place, name in enumerate(named):
                label = words("Only {currency}", currency=session.esc(name))
                st.button(label, key=f"answer_currency_{place}", on_click=_count, args=(name, {}))
        own = problem.facts.get("rates")
        _rates(words, met if isinstance(met, tuple) else (), named, own if isinstance(own, tuple) else ())


def _rates(words: Words, met: tuple[str, ...], named: tuple[str, ...], own: tuple[str, ...]) -> None:
    """A rate for every other currency; what the files name themselves (`EUR PLN 4.2650`) stands there already."""
    known = ledger_change.now()
    stated = {(one, into): rate for one, into, rate in map(str.split, own)}
    usual = next((into for _, into in stated if into in named), named[0] if named else "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = named.index(usual) if usual else 0
        label = words("Or everything in")
        into = st.selectbox(label, named, place, session.show_name, key="rates_into", width=160)
        rates = {}
        for name in met:
            if name != into:
                unit = words("Where none is named") if name == UNKNOWN else f"1 {session.esc(name)} ="
                given = float(known.rates.get(name) or stated.get((name, into), "1" if name == UNKNOWN else "0"))
                rates[name] = st.number_input(
                    unit, min_value=0.0, value=given, step=0.01, format="%.4f", key=f"rate_{name}_{into}", width=160
                )
        st.button(
            words("Convert"),
            key="answer_rates",
            on_click=_count,
            args=(into, rates),
            disabled=not all(rate > 0 for rate in rates.values()),
        )


def _count(currency: str, rates: dict[str, float]) -> None:
    ledger_change.change(mapping.with_currency(ledger_change.now(), currency, rates))
