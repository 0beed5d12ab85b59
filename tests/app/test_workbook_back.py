"""The way back from Excel on the page Report: what will be taken is shown first, one click takes it."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
from streamlit.testing.v1 import AppTest

from pages.ui import cached
from segcore.rules import Is
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.words import load
from segcore.workbook import Decided, write
from segcore.workspace import Document, Scorecard

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
NAMES = ("Bakers", "=1+1", "Schools")


def filled() -> Decided:
    """Three segments, two people's scores, a pin and a note."""
    segments = tuple(Segment(name, Is("abc", ("A",)) if name == "Bakers" else None) for name in NAMES)
    board = Scorecard(pins={"Bakers": "near"}, notes={"Schools": {"value": "ask"}}, weights={"value": 2.0})
    scores = tuple((name, code, person, 2.0) for name in NAMES for code in CRITERIA for person in ("Anna", "Tom"))
    return Decided(Document(segments=segments, scorecard=board, settings={"abc.limits": "0.7,0.9"}), scores)


def upload(tab: AppTest, content: bytes) -> AppTest:
    tab.file_uploader[0].set_value(("book.xlsx", content, "application/octet-stream"))
    return tab.run()


def test_a_workbook_is_shown_and_then_taken(visitor: Tab, show: Show) -> None:
    mine = filled()
    tab = show(visitor().run(), "report")
    assert tab.title[0].value.startswith("Nothing to take away yet")
    tab = upload(tab, write(None, load("en"), "Firm", decided=mine))
    assert not tab.exception
    told = next(text.value for text in tab.markdown if "In this workbook" in text.value)
    assert told.endswith("3 segments · 1 rule · scores of 2 people · 54 scores · 1 chosen · 1 note · 1 setting")
    workspaces = cached.store()
    tab.button(key="take_workbook").click().run()
    assert not tab.exception
    saved = workspaces.load(tab.query_params["w"])
    assert saved is not None
    assert saved.document.segments == mine.document.segments
    assert saved.document.scorecard == mine.document.scorecard
    assert saved.document.settings == mine.document.settings
    rows = workspaces.scores.of(saved.workspace)
    assert {(row.segment, row.criterion, row.person, row.value) for row in rows} == set(mine.scores)
    names = [text.value.strip("*") for text in tab.markdown if text.value.startswith("**")]
    assert names[:4] == ["Top 3", "Segments", "Scorecard", "Settings"]


def test_what_is_broken_is_named_before_anything_is_taken(visitor: Tab, show: Show) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(None, load("en"), "Firm", decided=filled())))
    book["Scorecard"]["C4"] = "heavy"
    content = io.BytesIO()
    book.save(content)
    tab = upload(show(visitor().run(), "report"), content.getvalue())
    assert any("Scorecard" in text.value and "heavy" in text.value for text in tab.markdown)
    assert tab.button(key="take_workbook")


def test_a_foreign_file_is_refused_with_a_sentence(visitor: Tab, show: Show) -> None:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    tab = upload(show(visitor().run(), "report"), content.getvalue())
    assert any("not made by Labrador" in text.value for text in tab.markdown)
    assert not any(button.key == "take_workbook" for button in tab.button)
    tab = upload(show(visitor().run(), "report"), b"no workbook")
    assert not tab.exception and any(":red[" in text.value for text in tab.markdown)
