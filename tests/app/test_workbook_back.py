"""The way back from Excel on the page Report: what will be taken is shown first, one click takes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached
from segcore.errors import LabradorError
from segcore.readers.memory import resident
from segcore.readers.worker import Limits
from segcore.rules import Is
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.words import load
from segcore.workbook import Decided, Restored, read_back, write
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


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is handed to the process that reads workbooks; it is read here."""
    given: list[bytes] = []

    def read(content: bytes) -> Restored:
        given.append(content)
        return read_back(content)

    monkeypatch.setattr(cached, "read_in_child", read)
    return given


def with_doctype(content: bytes) -> bytes:
    """A workbook that a parser of XML can be led astray by."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            member = old.read(name)
            if name == "xl/workbook.xml":
                head, _, rest = member.partition(b"?>")
                member = head + b'?><!DOCTYPE a [<!ENTITY b "c">]>' + rest
            new.writestr(name, member)
    return sink.getvalue()


@pytest.mark.parametrize("page", ["report", "scorecard"])
def test_the_gate_stands_before_every_workbook(visitor: Tab, show: Show, handed: list[bytes], page: str) -> None:
    tab = show(visitor().run(), "scorecard")
    tab.text_area(key="add_segments").set_value("Bakers").run()
    tab.button(key="add_segments_now").click().run()
    content = write(None, load("en"), f"Firm of {page}", decided=filled())
    tab = upload_to(show(tab, page), with_doctype(content))
    assert not tab.exception and handed == []
    assert any("holds a DOCTYPE" in text.value for text in tab.markdown)
    upload_to(tab, content)
    assert handed == [content], "the control: it is only the gate that kept it out"


def upload_to(tab: AppTest, content: bytes) -> AppTest:
    """Drop it on the page's uploader of workbooks, of one file or of several."""
    field = next(each for each in tab.file_uploader if each.key and each.key.startswith("load_"))
    file = ("book.xlsx", content, "application/octet-stream")
    field.set_value([file] if field.proto.multiple_files else file)
    return tab.run()


def test_a_refusal_is_kept_like_an_answer(visitor: Tab, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bytes] = []

    def refuse(content: bytes) -> Restored:
        tried.append(content)
        raise LabradorError("workbook.foreign")

    monkeypatch.setattr(cached, "read_in_child", refuse)
    content = write(None, load("en"), "A firm", decided=filled())
    tab = upload(show(visitor().run(), "report"), content)
    for _ in range(3):
        assert not tab.exception and any("not made by Labrador" in text.value for text in tab.markdown)
        tab.run()
    assert tried == [content]
    other = write(None, load("en"), "Another firm", decided=filled())
    upload(tab, other)
    assert tried == [content, other], "the control: another file is read"


def test_the_limits_are_those_of_every_reader() -> None:
    """A workbook of 50,000 customers, 13 MB, takes 50 s here: a large one may take longer, a small one may not."""
    bound = cached.read_in_child.keywords
    assert bound["resident"] is resident
    assert (bound["limits"].memory, bound["limits"].seconds) == (Limits().memory, Limits().seconds) == (1536 << 20, 20)
    assert 13_000_000 / bound["limits"].bytes_a_second < 100
