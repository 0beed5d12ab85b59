"""The only user of st.cache_*: one line per stage, keyed by digests; nothing of one session in a cache others share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import streamlit as st

from segcore import analysis as stages
from segcore import likeness, workbook
from segcore.analysis import Analysis
from segcore.bundle import Bundle
from segcore.customer_attributes import CustomerList, Match
from segcore.errors import LabradorError
from segcore.evidence import Evidence
from segcore.ledger import FileReport, Ledger, ReadOptions, SourceFile
from segcore.lookalike import Resemblance
from segcore.portrait import Portrait
from segcore.prepare import Prepared
from segcore.readers.customer_list import attach
from segcore.readers.gate import admit
from segcore.readers.memory import resident
from segcore.readers.worker import Limits, Workers
from segcore.robustness import Certainty
from segcore.robustness import certainty as judged
from segcore.scorecard import ScoreRules, Sheet
from segcore.settings import Settings
from segcore.store import Store, database_url
from segcore.veil import Veil
from segcore.veiled import veiled as hidden
from segcore.workbook import Restored

Known = dict[str, tuple[Evidence, ...]]
# the widest workbook of ours, 50,000 customers in 13 MB, takes 50 s of a processor and 1.1 GB
read_in_child: Final = partial(workbook.read_in_child, limits=Limits(bytes_a_second=200_000), resident=resident)


@st.cache_resource(max_entries=1, show_spinner=False)
def store() -> Store:
    """The database of this server; it holds no session's data in memory."""
    return Store.open(database_url())


@st.cache_resource(max_entries=1, show_spinner=False, on_release=Workers.close)
def workers() -> Workers:
    """The processes that read files, for every session; they keep nothing of a file."""
    return Workers()


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def looked(key: str, _file: SourceFile, _options: ReadOptions) -> FileReport:  # noqa: ARG001
    """How one file is understood; key: digest of the file and the options."""
    return workers().look(_file, _options)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def ledger(key: str, _files: tuple[SourceFile, ...], _options: ReadOptions) -> Ledger:  # noqa: ARG001
    """The files as one ledger; key: digests of the files and the options."""
    return workers().read(_files, _options)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def kept_ledger(workspace: str, digest: str) -> Ledger | None:  # noqa: ARG001
    """The cleaned ledger of a saved workspace."""
    return store().ledger(workspace)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def prepared(ledger_digest: str, structure: str, _ledger: Ledger, _settings: Settings) -> Prepared:  # noqa: ARG001
    """The ledger summed up; structure: the settings no threshold belongs to."""
    return stages.prepare(_ledger, _settings)


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def analysis(ledger_digest: str, settings_key: str, _prepared: Prepared, _settings: Settings) -> Analysis:  # noqa: ARG001
    """Everything computed from one ledger under one set of settings; a moved threshold only compares and counts."""
    return stages.finish(_prepared, _settings)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def attached(key: str, _analysis: Analysis, _list: CustomerList | None) -> tuple[Analysis, Match | None]:  # noqa: ARG001
    """The analysis with the attributes of a list of customers; key: digest of the ledger, the settings and the list."""
    return attach(_analysis, _list)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def attributes(key: str, _analysis: Analysis) -> Any:  # noqa: ARG001
    """What is known of each customer beside his purchases; key: digest of the ledger, the settings and the list."""
    return likeness.attributes(_analysis)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def companies(key: str, _file: SourceFile) -> CustomerList:  # noqa: ARG001
    """A list of companies; key: digest of its file."""
    return workers().customers(_file)


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def portrait(key: str, _made: Callable[[], Portrait]) -> Portrait:  # noqa: ARG001
    """What unites and distinguishes some customers; key: digest of the attributes, the bands and the target."""
    return _made()


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def alike(key: str, _made: Callable[[], Resemblance | None]) -> Resemblance | None:  # noqa: ARG001
    """What makes a customer resemble the best ones; key: digest of the attributes and the bands."""
    return _made()


@st.cache_resource(scope="session", max_entries=1, show_spinner=False)
def grouped() -> dict[str, Any]:
    """What this session computed of groups of customers, by digest; a progress bar is drawn while it is computed."""
    return {}


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def certainty(key: str, _sheet: Sheet, _rules: ScoreRules) -> Certainty:  # noqa: ARG001
    """How sure the ranking of a scorecard is; key: digest of its scores and rules."""
    return judged(_sheet, _rules)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def evidence(key: str, _found: Callable[[], Known]) -> Known:  # noqa: ARG001
    """What the ledger suggests for the scores of segments; key: digest of all of it."""
    return _found()


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def restored(key: str, _file: SourceFile) -> Restored | LabradorError:  # noqa: ARG001
    """What a workbook of ours holds, or why it is refused; the gate stands before it. key: digest of the file."""
    try:
        return read_in_child(_file.content) if admit(_file) == "xlsx" else LabradorError("workbook.unreadable")
    except LabradorError as problem:
        return problem.with_traceback(None)  # its frames hold the file


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def compared(key: str, _made: Callable[[], Any]) -> Any:  # noqa: ARG001
    """What moved since an older workbook; key: digest of both."""
    return _made()


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def veil(key: str, _made: Callable[[], Veil]) -> Veil:  # noqa: ARG001
    """The code names of a workspace; key: digest of all they stand for."""
    return _made()


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def veiled(key: str, _analysis: Analysis, _veil: Veil) -> Analysis:  # noqa: ARG001
    """The analysis with code names; key: that of the analysis and the seal of the veil."""
    return hidden(_analysis, _veil)


@st.cache_resource(scope="session", max_entries=1, show_spinner=False)
def bundle(key: str, _file: SourceFile) -> Bundle:  # noqa: ARG001
    """A workspace that comes as one file; key: digest of the file."""
    return workers().bundle(_file)
