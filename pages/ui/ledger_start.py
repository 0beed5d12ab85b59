"""Where a ledger comes in: the uploader, what was refused, three samples."""

from __future__ import annotations

import streamlit as st

from pages.ui import opened, pictures, session, tour
from pages.ui.frame import Open, go
from pages.ui.parts import dark, section
from pages.ui.trouble import problem_box
from segcore.ledger import SourceFile
from segcore.words.markers import mark

SAMPLES = (
    (
        "en_b2b_services.csv",
        mark("Business services"),
        mark("Britain, CSV: one giant, and five good customers who fell silent."),
    ),
    (
        "pl_furniture_maker.xlsx",
        mark("Furniture maker"),
        mark("Poland, Excel: title rows, tax numbers, one-off projects."),
    ),
    (
        "ru_freight.csv",
        mark("Freight company"),
        mark("Russia, CSV: farms with a season, names in several spellings."),
    ),
)


def uploader(page: Open, key: str = "drop") -> None:
    """The uploader; it starts empty after each drop, so that the same file can be dropped again."""
    name = f"{key}_{page.session.edition}"
    st.file_uploader(
        page.words("Drop files here"),
        accept_multiple_files=True,
        key=name,
        on_change=_take,
        args=(name,),
        label_visibility="collapsed",
    )


def _take(name: str) -> None:
    opened.drop([SourceFile(file.name, file.getvalue()) for file in session.widget(name) or []])


def refusals(page: Open) -> None:
    """Files that were not taken, each with the reason."""
    for problem in page.session.refused:
        problem_box(page.words, problem)


def lost_link(page: Open) -> None:
    """A link that leads to no saved work says so; nothing is created for it."""
    if page.session.lost:
        st.markdown(
            f":orange[:material/help:] {page.words('No saved work under this link: it may have been deleted.')}"
        )


def results(page: Open) -> None:
    """What comes out, in three pictures."""
    words = page.words
    told = (
        ("matrix", words("Who brings the money"), words("ABC-XYZ: nine cells, and what to do in each.")),
        ("names", words("Who is leaving"), words("RFM: ten names, from champions to hibernating.")),
        ("top", words("Where to go next"), words("Your top 3 segments for three months, and how sure that is.")),
    )
    with st.container(key="results"):
        for column, (picture, name, line) in zip(st.columns(len(told), gap="medium"), told, strict=True):
            with column.container(key=f"tight_result_{picture}", gap="xsmall"):
                st.html(pictures.PICTURES[picture](dark()))
                st.markdown(f"**{name}**")
                st.caption(line)


def samples(page: Open) -> None:
    """Three ledgers to look round with, the one in the language of the page first."""
    words = page.words
    with section("samples", words("Or look round with a sample")):
        icon = ":material/play_circle:"
        if st.button(words("Take the 90-second tour"), key="tour_begin", icon=icon, type="tertiary"):
            tour.begin(words)
            go(tour.STOPS[0][0])
    own = sorted(SAMPLES, key=lambda sample: not sample[0].startswith(words.language))
    for column, (file, name, story) in zip(st.columns(len(SAMPLES)), own, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{words(name)}**")
            st.caption(words(story))
            st.button(words("Open"), key=f"sample_{file}", on_click=_open_sample, args=(file,))


def _open_sample(file: str) -> None:
    opened.drop([SourceFile(file, (tour.DATA / file).read_bytes())])
