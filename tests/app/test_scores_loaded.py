"""Scores that colleagues filled in, in tables and in workbooks of ours: whose they are, and segments nobody knows."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.words import load
from segcore.workbook import Decided, read_back, write
from segcore.workspace import Document

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
NAMES = ("Food", "Art")
HOSTILE = "![x](http://evil.example/x.png) <b>"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks are read in this process; that the other one reads them alike is tested with it."""
    monkeypatch.setattr(cached, "read_in_child", read_back)


@pytest.fixture
def tab(visitor: Tab, show: Show) -> AppTest:
    """A scorecard of two segments, from a pasted list."""
    found = show(visitor().run(), "scorecard")
    found.text_area(key="add_segments").set_value("\n".join(NAMES)).run()
    return found.button(key="add_segments_now").click().run()


def rows(tab: AppTest) -> set[tuple[str, str, str, float | None]]:
    found = cached.store().scores.of(tab.query_params["w"])
    return {(row.segment, row.criterion, row.person, row.value) for row in found}


def segments(tab: AppTest) -> list[str]:
    saved = cached.store().load(tab.query_params["w"])
    assert saved is not None
    return [segment.name for segment in saved.document.segments]


def texts(tab: AppTest, raw: bool = False) -> str:
    assert not tab.exception
    shown = "\n".join(str(element.value) for element in (*tab.title, *tab.subheader, *tab.markdown, *tab.caption))
    assert "Something broke" not in shown
    return shown if raw else shown.replace("\\", "")


def blank(names: Iterable[str] = NAMES) -> bytes:
    """The scorecard that is handed out."""
    return write(None, load("en"), "", decided=Decided(Document(segments=tuple(map(Segment, names)))))


def filled(edit: Callable[[Any], None], content: bytes = b"") -> bytes:
    """The blank scorecard after an edit of its sheet Scorecard."""
    book, stream = openpyxl.load_workbook(io.BytesIO(content or blank())), io.BytesIO()
    edit(book["Scorecard"])
    book.save(stream)
    return stream.getvalue()


def upload(tab: AppTest, **files: bytes) -> AppTest:
    """upload(tab, Eve_xlsx=...)"""
    given = [(name.replace("_", "."), content, "application/octet-stream") for name, content in files.items()]
    tab.file_uploader[0].set_value(given).run()
    return tab


def test_tables_are_taken_for_their_people_and_unknown_segments_are_offered(tab: AppTest) -> None:
    named = b"segment,person,growth,value\nfood,Anna,1,\nPets,Tom,2,3\n"
    upload(tab, both_csv=named, Eve_csv=b"segment,growth\nFood,2\n", bad_csv=b"segment,growth\nFood,7\n")
    assert rows(tab) == {("Food", "growth", "Anna", 1.0), ("Food", "growth", "Eve", 2.0)}
    shown = texts(tab)
    assert "7 is no score of Growth for Food" in shown
    assert "both.csv: 3 scores of Anna, Tom" in shown and "Eve.csv: 1 score of Eve" in shown
    assert "1 segment of these files is not in your list: Pets." in shown and segments(tab) == ["Food", "Art"]
    tab.button(key="loaded_add").click().run()
    assert segments(tab) == ["Food", "Art", "Pets"]
    assert {("Pets", "growth", "Tom", 2.0), ("Pets", "value", "Tom", 3.0)} <= rows(tab) and len(rows(tab)) == 4
    assert "not in your list" not in texts(tab)
    tab.button(key="loaded_close").click().run()
    assert "both.csv" not in texts(tab) and "7 is no score" not in texts(tab)


def test_a_table_in_the_words_of_the_pages_and_a_column_nobody_knows(tab: AppTest) -> None:
    upload(tab, stół_csv="Segment;Osoba;Rozwój;Wartość;Wartosc\nFood;Ewa;1;3;2\n".encode())
    assert rows(tab) == {("Food", "growth", "Ewa", 1.0), ("Food", "value", "Ewa", 3.0)}
    assert "Columns that are no criteria were not read: Wartosc." in texts(tab)
    upload(tab, all_csv=b"segment,growth\nArt,2\n")
    assert "not read" not in texts(tab)


def test_unknown_segments_may_be_left_out(tab: AppTest) -> None:
    upload(tab, Tom_csv=b"segment,growth\nPets,2\n")
    tab.button(key="loaded_drop").click().run()
    assert (rows(tab), segments(tab)) == (set(), ["Food", "Art"])
    assert "not in your list" not in texts(tab)


def test_the_blank_scorecard_filled_in_by_hand_comes_back(tab: AppTest) -> None:
    def eve(sheet: Any) -> None:
        for column in range(3, 12):
            sheet.cell(6, column).value = 2
        sheet["C7"], sheet["D7"] = 3, "1,5"
        sheet["E7"] = "good"  # no score
        sheet["B8"], sheet["C8"] = "Zoos", 1  # a row of its own, below

    upload(tab, Eve_xlsx=filled(eve))
    expected = {("Food", code, "Eve", 2.0) for code in CRITERIA}
    expected |= {("Art", "growth", "Eve", 3.0), ("Art", "condition", "Eve", 1.5)}
    assert rows(tab) == expected
    shown = texts(tab)
    assert "Eve.xlsx: 12 scores of Eve" in shown and "Scorecard!E7" in shown and "good" in shown
    assert "not in your list: Zoos." in shown


def test_several_workbooks_and_two_of_one_name(tab: AppTest) -> None:
    def by(person: str, score: int) -> bytes:
        def edit(sheet: Any) -> None:
            sheet["F3"], sheet["C6"] = person, score

        return filled(edit)

    upload(tab, one_xlsx=by("Anna", 1), two_xlsx=by("Tom", 2), three_xlsx=by("Anna", 3))
    assert rows(tab) == {
        ("Food", "growth", "Anna", 1.0),
        ("Food", "growth", "Tom", 2.0),
        ("Food", "growth", "Anna (three.xlsx)", 3.0),
    }


def test_a_workbook_of_several_people_gives_each_his_own(tab: AppTest) -> None:
    given = tuple((name, "value", person, 2.0) for name in NAMES for person in ("Anna", "Tom"))
    content = write(None, load("pl"), "", decided=Decided(Document(segments=tuple(map(Segment, NAMES))), given))
    upload(tab, team_xlsx=content)
    assert rows(tab) == set(given)


def test_without_the_other_sheets_the_scores_are_still_there(tab: AppTest) -> None:
    def alone(sheet: Any) -> None:
        sheet["B6"], sheet["C6"] = "#REF!", 3  # what Excel leaves of a name that stood on the sheet Segments
        del sheet.parent["Segments"]

    upload(tab, Eve_xlsx=filled(alone))
    assert rows(tab) == {("Food", "growth", "Eve", 3.0)}


def test_the_first_files_bring_their_segments(visitor: Tab, show: Show) -> None:
    fresh = show(visitor().run(), "scorecard")
    upload(fresh, Eve_xlsx=filled(lambda sheet: sheet.cell(6, 3, 3)))
    assert segments(fresh) == ["Food", "Art"] and rows(fresh) == {("Food", "growth", "Eve", 3.0)}


def test_hostile_names_stay_texts(tab: AppTest) -> None:
    def edit(sheet: Any) -> None:
        sheet["F3"], sheet["C6"] = HOSTILE, 1

    upload(tab, x_xlsx=filled(edit, blank([HOSTILE])))
    assert "![" not in texts(tab, raw=True) and "<b>" not in texts(tab, raw=True) and "evil" in texts(tab)
    tab.button(key="loaded_add").click().run()
    assert "![" not in texts(tab, raw=True) and rows(tab) == {(HOSTILE, "growth", HOSTILE, 1.0)}


def test_broken_files_are_refused_with_a_sentence(tab: AppTest) -> None:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    upload(tab, empty_xlsx=content.getvalue(), broken_xlsx=b"PK no zip", own_xlsx=blank())
    shown = texts(tab)
    assert "empty.xlsx" in shown and "broken.xlsx" in shown and "own.xlsx holds no scores." in shown
    assert rows(tab) == set()
