"""The frame of every page: the table of pages, navigation, the guard of each page, its head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NoReturn

import streamlit as st

from pages.ui import builtin, hiding, login, look, opened, session, sidebar, tour
from pages.ui.trouble import problem_box, unexpected
from segcore.analysis import Analysis
from segcore.errors import LabradorError
from segcore.words import LANGUAGES, PSEUDO, Words, load
from segcore.words.markers import mark

Needs = Literal["nothing", "perhaps", "ledger", "dates"]
ROOT = Path(__file__).parents[1]
MARK = Path(__file__).parent / "assets" / "mark.png"


@dataclass(frozen=True)
class Screen:
    """One page: its file in pages/ (and its address), title, icon, group of the menu ("": it is not in the menu), what
    it cannot do without.
    """

    file: str
    title: str
    icon: str
    group: str
    needs: Needs


PAGES = (
    Screen("ledger", mark("Ledger"), ":material/upload_file:", mark("Data"), "nothing"),
    Screen("workspaces", mark("Workspaces"), ":material/folder_open:", mark("Data"), "nothing"),
    Screen("overview", mark("Overview"), ":material/dashboard:", mark("Customers"), "ledger"),
    Screen("matrix", mark("Matrix"), ":material/grid_view:", mark("Customers"), "ledger"),
    Screen("rfm", mark("RFM map"), ":material/space_dashboard:", mark("Customers"), "dates"),
    Screen("customer", mark("Customer"), ":material/person_search:", mark("Customers"), "ledger"),
    Screen("portrait", mark("Portrait"), ":material/face:", mark("Customers"), "ledger"),
    Screen("clusters", mark("Clusters"), ":material/bubble_chart:", mark("Customers"), "dates"),
    Screen("segments", mark("Segments"), ":material/category:", mark("Segments"), "perhaps"),
    Screen("scorecard", mark("Scorecard"), ":material/scoreboard:", mark("Segments"), "perhaps"),
    Screen("top3", mark("Top 3"), ":material/trophy:", mark("Segments"), "perhaps"),
    Screen("workshop", mark("Workshop"), ":material/groups:", mark("Segments"), "nothing"),
    Screen("report", mark("Report"), ":material/download:", mark("Take away"), "perhaps"),
    Screen("method", mark("Method"), ":material/functions:", mark("Take away"), "nothing"),
    Screen("present", mark("Presentation"), ":material/slideshow:", "", "perhaps"),
    Screen("vote", mark("Score"), ":material/how_to_vote:", "", "nothing"),
)
HOME, VOTE, PRESENT = "overview", "vote", "present"


@dataclass(frozen=True)
class Open:
    """What a page works with. `analysis` is there on every page that needs a ledger; `found` is None without one."""

    words: Words
    session: session.Session
    found: Analysis | None

    @property
    def analysis(self) -> Analysis:
        if self.found is None:
            raise LabradorError("ledger.none")
        return self.found

    @staticmethod
    def name(text: str) -> str:
        """A text of a file or of the user as a table, a chart or a file may show it."""
        return session.show_name(text)

    @staticmethod
    def customer(text: str) -> str:
        """A customer's or firm's name as a table, a chart or a file may show it."""
        return session.customer_name(text)


def spoken() -> Words:
    """The words of this tab: the language of the address, else of the workspace."""
    asked = st.query_params.get("language", "")
    saved = session.current().document.language if session.started() else session.browser_language()
    return load(asked if asked in (*LANGUAGES, PSEUDO) else saved)


def _screen(file: str) -> Screen:
    return next(screen for screen in PAGES if screen.file == file)


def place(file: str) -> Any:
    """The page of this file, as Streamlit knows it."""
    screen = _screen(file)
    return st.Page(
        ROOT / f"{file}.py",
        title=spoken()(screen.title),
        icon=screen.icon,
        url_path=file,
    )


def _places() -> list[Any]:
    """Every page, and the bare address: it leads on, so that each page has an address of its own."""
    return [st.Page(ROOT / f"{HOME}.py", url_path="", default=True), *(place(screen.file) for screen in PAGES)]


def address() -> dict[str, str]:
    """The part of the address that goes along to every page: the workspace and the language asked for."""
    asked = {name: st.query_params.get(name, "") for name in ("language", "present", "tour")}
    return {name: text for name, text in {"w": session.current().workspace, **asked}.items() if text}


def go(file: str) -> NoReturn:
    """Open another page, in the same workspace."""
    st.switch_page(place(file), query_params=address())


def navigation() -> Any:
    """Open the Session, draw the frame, and return the page to run."""
    opening = session.start()
    st.set_page_config(page_title="Labrador", page_icon=str(MARK), layout="wide")
    st.html(look.css(st.context.theme.type == "dark"))
    page = st.navigation(_places(), position="hidden")
    file = page.url_path or (HOME if opening.has_ledger else "ledger")
    session.change(page=file)
    if opening.role == "score" and file != VOTE:
        go(VOTE)
    if st.query_params.get("present") and file not in (VOTE, PRESENT):
        go(PRESENT)
    if not page.url_path:
        go(file)
    return page


def run() -> None:
    """One run of the whole app; whatever goes wrong on a page ends in a sentence."""
    try:
        if login.configured() and not login.person():
            _log_in()
            return
        page = navigation()
        if session.current().page == VOTE:
            _sign_address()
            page.run()
            return
        hiding.settle(spoken())
        builtin.show(spoken())
        opened.settle(spoken())
        hiding.settle(spoken())
        _sign_address()
        if session.current().page != PRESENT:
            with st.sidebar:
                sidebar.show(spoken(), PAGES, place, address())
            if stop := tour.bar(spoken()):
                go(stop)
        page.run()
    except LabradorError as problem:
        problem_box(spoken(), problem)
    except Exception as problem:
        unexpected(spoken(), problem)


def _log_in() -> None:
    """The frame around the page that asks to log in, which stands in place of every other."""
    st.set_page_config(page_title="Labrador", page_icon=str(MARK), layout="wide")
    st.html(look.css(st.context.theme.type == "dark"))
    st.navigation(_places(), position="hidden")
    login.ask(spoken())


def _sign_address() -> None:
    workspace = session.current().workspace
    if workspace and st.query_params.get("w") != workspace:
        st.query_params["w"] = workspace


def open_page() -> Open:
    """The first line of each page: its words, Session and Analysis, or the sentence that says what is missing."""
    if not session.started():
        st.switch_page("app.py")
    words, needs = spoken(), _screen(session.current().page).needs
    if needs == "nothing":
        return Open(words, session.current(), None)
    if needs == "perhaps":
        return Open(words, session.current(), opened.perhaps())
    found = opened.analysis()
    if found is None:
        empty(words, words("No ledger yet: drop a file or open a sample; this page fills in a minute."))
    if needs == "dates" and found.as_of is None:
        empty(words, words("This ledger has no dates, so nothing can be said about rhythm: use the matrix."))
    return Open(words, session.current(), found)


def empty(words: Words, sentence: str) -> NoReturn:
    """A page that has nothing to show yet: one sentence and the way out."""
    head(words(_screen(session.current().page).title), sentence)
    way_out(words)
    st.stop()


def way_out(words: Words) -> None:
    """The link from a page that has nothing to show; it leads out of a presentation, too."""
    asked = {name: text for name, text in address().items() if name != "present"}
    st.page_link(place("ledger"), label=words("Open the ledger"), icon=":material/upload_file:", query_params=asked)


def head(
    kicker: str,
    finding: str,
    caption: str | None = None,
    thresholds: tuple[str, Callable[[], None]] | None = None,
) -> None:
    """Kicker, finding, then one line: the caption, and on the right the thresholds in force, which open their form.

    All texts are Markdown (names through esc). thresholds: (label, what draws the form).
    """
    with st.container(key="tight_head", gap=None):
        st.caption(f"**{kicker}**")
        st.title(finding, anchor=False)
    if caption or thresholds:
        with st.container(
            key="head_line", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.caption(caption or "", width="stretch")
            if thresholds:
                with st.popover(thresholds[0], type="tertiary", width="content", key="thresholds"):
                    thresholds[1]()
    if problem := session.current().problem:
        problem_box(spoken(), problem, unsaved=bool(session.current().unsaved))
