"""Report: what the Excel holds, its download, and the way back from it."""

from __future__ import annotations

import streamlit as st

from pages.ui import older, printing, workbooks
from pages.ui.frame import Open, head, open_page
from pages.ui.parts import download_customers, section


def sheets(page: Open) -> list[tuple[str, str]]:
    """Each sheet of this workbook and what it holds."""
    words, mine, ledger = page.words, workbooks.decided(page), page.found is not None
    rows = [
        (
            ledger,
            words("Summary"),
            words("One page to print: the finding, the matrix with its actions, the curve, what to do first"),
        ),
        (
            ledger,
            words("To do"),
            words("Whom to call or write to, by manager and money, with room for owner, date and result"),
        ),
        (
            mine.has_top,
            words("Top 3"),
            words("To show to the team: why them, who they are, what to say, what is unsure"),
        ),
        (ledger, words("Customers"), words("One row each, largest first: cell, action, rhythm, status, why here")),
        (
            ledger,
            words("ABC-XYZ"),
            words("The matrix in figures, and how many customers of each cell have which action"),
        ),
        (
            ledger and bool(len(page.analysis.rfm)),
            words("RFM"),
            words("The ten names with customers and revenue, and where the scores begin"),
        ),
        (mine.has_segments, words("Segments"), words("Your rules with their customers, the tree, parameters")),
        (
            mine.has_scorecard,
            words("Scorecard"),
            words("Computes by itself: change a score and the top 3 follows; one page for the wall"),
        ),
        (True, words("Settings"), words("Every threshold that made this result")),
        (ledger, words("Ledger report"), words("What was read, what was left out, and why")),
    ]
    return [(name, line) for used, name, line in rows if used]


def contents(page: Open) -> None:
    """The sheets, one line each."""
    words = page.words
    with section("sheets", words("What the workbook holds")):
        workbooks.download(page)
    with st.container(key="box_sheets"):
        for number, (name, line) in enumerate(sheets(page)):
            with st.container(key=f"tight_row_{number}", horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{name}**", width=150)
                st.caption(line, width="stretch")


def finding(page: Open) -> str:
    """What there is to take away."""
    words = page.words
    if page.found is None:
        count = len(page.session.document.segments)
        if not count:
            return words("Nothing to take away yet: open a ledger, name segments, or load a workbook back")
        return words.plural(
            "{n} segment, with all that was decided, in one Excel file",
            "{n} segments, with all that was decided, in one Excel file",
            count,
        )
    return words.plural(
        "{n} customer, ranked, with the action and the reason, in one Excel file",
        "{n} customers, ranked, with the action and the reason, in one Excel file",
        len(page.analysis.customers),
    )


page = open_page()
head(
    page.words("Report"),
    finding(page),
    page.words("Formulas keep their values, so previews and phones show the numbers too."),
)
if page.found is not None or page.session.document.segments:
    contents(page)
if page.found is not None:
    with section("csv", page.words("For other programs")):
        download_customers(page)
    st.caption(
        page.words(
            "The customer table as CSV: the columns of the command line, decimal points, ISO dates. Texts that a "
            "spreadsheet could take for a formula begin with an apostrophe."
        )
    )
if page.found is not None or page.session.document.segments:
    with section("page", page.words("One page to print or send")):
        printing.download(page)
    st.caption(
        page.words(
            "The whole analysis as one file for the browser: it prints on A4, holds no script and asks nothing of any "
            "server."
        )
    )
with section("back", page.words("Load a workbook back")):
    pass
workbooks.load_back(page)
older.show(page)
