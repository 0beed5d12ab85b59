"""Report: what the Excel holds, and the download."""

from __future__ import annotations

import streamlit as st

from pages.ui.frame import Open, head, open_page
from pages.ui.parts import download, download_customers, section
from segcore.words import Words


def sheets(words: Words, with_rfm: bool) -> list[tuple[str, str]]:
    """Each sheet and what it holds."""
    rows = [
        (
            words("Summary"),
            words("One page to print: the finding, the matrix with its actions, the curve, what to do first"),
        ),
        (words("To do"), words("Whom to call or write to, by manager and money, with room for owner, date and result")),
        (words("Customers"), words("One row each, largest first: cell, action, rhythm, status, why here")),
        (words("ABC-XYZ"), words("The matrix in figures, and how many customers of each cell have which action")),
        (words("RFM"), words("The ten names with customers and revenue, and where the scores begin")),
        (words("Settings"), words("Every threshold that made this result")),
        (words("Ledger report"), words("What was read, what was left out, and why")),
    ]
    return rows if with_rfm else [row for row in rows if row[0] != words("RFM")]


def contents(page: Open) -> None:
    """The sheets, one line each."""
    words = page.words
    with section("sheets", words("What the workbook holds")):
        download(page)
    with st.container(key="box_sheets"):
        for number, (name, line) in enumerate(sheets(words, bool(len(page.analysis.rfm)))):
            with st.container(key=f"tight_row_{number}", horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{name}**", width=150)
                st.caption(line, width="stretch")


page = open_page()
count = len(page.analysis.customers)
head(
    page.words("Report"),
    page.words.plural(
        "{n} customer, ranked, with the action and the reason, in one Excel file",
        "{n} customers, ranked, with the action and the reason, in one Excel file",
        count,
    ),
    page.words("Formulas keep their values, so previews and phones show the numbers too."),
)
contents(page)
with section("csv", page.words("For other programs")):
    download_customers(page)
st.caption(
    page.words(
        "The customer table as CSV: the columns of the command line, decimal points, ISO dates. Texts that a "
        "spreadsheet could take for a formula begin with an apostrophe."
    )
)
