"""Text of the ledger stays text: no formula, no link, no error, no markup, no broken file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from segcore.analysis import Analysis
from segcore.ledger import Ledger
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.tree import Node
from segcore.words import load
from segcore.workbook import Decided, write
from segcore.workbook.cells import LONGEST, clean, sheet_names
from segcore.workspace import Document, Scorecard

HOSTILE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com","x")',
    "+1-800-FIRM",
    "-5 degrees Ltd",
    "@SUM(A1)",
    '=WEBSERVICE("http://example.com")',
    "{=1+1}",
    "http://example.com/a",
    "mailto:a@example.com",
    "internal:'To do'!A1",
    "external:c:\\x.xlsx",
    "![x](http://example.com/p.png)",
    "<script>alert(1)</script>",
    "<r>rich</r>",
    "<r><t>x</t></r>",
    "<r>& <b",
    "]]>",
    "&amp; Sons",
    'O\'Neil & Daughters "Ltd"',
    "#REF!",
    "#N/A",
    "TRUE",
    "NA",
    "None",
    "null",
    "00123",
    "1e5",
    "_x0041_ Ltd",
    "Ünïcode 🦴 Ltd",
    "\u202egnitekram\u202c",
    'שלום בע"מ',
    "  spaced  ",
    "a" * 300,
)
FORMULA = re.compile(r"<f[ >/]")
LINK = re.compile(r"<hyperlink")
ERROR = re.compile(r't="e"')
ALLOWED = {"B6", "C6", "D6"}


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def sheets(content: bytes) -> dict[str, str]:
    return {name: text for name, text in parts(content).items() if name.startswith("xl/worksheets/sheet")}


def found(content: bytes) -> list[str]:
    """Everything in the sheets that could run, lead away or shout, outside the three totals of the Summary."""
    bad = []
    for name, text in sheets(content).items():
        for cell in re.findall(r"<c [^>]*>.*?</c>", text):
            place = re.search(r'r="([A-Z]+\d+)"', cell)
            allowed = name == "xl/worksheets/sheet1.xml" and place is not None and place.group(1) in ALLOWED
            if (FORMULA.search(cell) and not allowed) or ERROR.search(cell):
                bad.append(f"{name}: {cell[:80]}")
        bad += [f"{name}: link"] * len(LINK.findall(text))
    return bad + [name for name in parts(content) if "externalLink" in name or "vba" in name.lower()]


@pytest.fixture
def hostile(with_attributes: Callable[..., Ledger]) -> Ledger:
    rows = [
        (name, f"2026-{month:02d}-{1 + place % 27:02d}", 100.0 * (place + 1))
        for place, name in enumerate(HOSTILE)
        for month in range(1, 11)
    ]
    odd = {name: name for name in HOSTILE}
    return with_attributes(rows, None, manager=odd, **{"=1+1": odd, "Phone": odd, "<r>a</r>": odd})


def test_hostile_names_survive_in_every_list(
    hostile: Ledger,
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    opened: Callable[..., Any],
    listed: Callable[..., pd.DataFrame],
) -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 30
    analysis = analysed(hostile)
    book = opened(written(analysis, title="=1+1 [x]:*?/\\ & <r>co</r>"))
    table = listed(book, "Customers")
    assert list(table["Customer"]) == list(analysis.customers["customer"])
    for column in ("=1+1", "Phone", "<r>a</r>", "Manager"):
        assert list(table[column]) == list(analysis.customers["customer"]), column
    listed_names = set(listed(book, "To do")["Customer"]) - {None}
    assert listed_names and listed_names <= set(HOSTILE)
    assert all(cell.data_type == "s" for row in book["Customers"]["B4:B37"] for cell in row)


def test_nothing_in_the_file_runs_leads_away_or_shouts(
    hostile: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes]
) -> None:
    content = written(analysed(hostile), title="=1+1")
    assert len(sheets(content)) >= 8
    assert found(content) == []
    for name, text in parts(content).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(text)


@pytest.mark.parametrize("planted", ["formula", "link", "error"])
def test_the_scan_finds_what_is_planted(
    planted: str, twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes]
) -> None:
    content = written(analysed(twelve))
    assert found(content) == []
    source, target = io.BytesIO(content), io.BytesIO()
    evil = {
        "formula": '<c r="Z99"><f>1+1</f><v>2</v></c>',
        "link": '<hyperlink ref="A1"/>',
        "error": '<c r="Z99" t="e"><v>#REF!</v></c>',
    }[planted]
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b"</row>", evil.encode() + b"</row>", 1) if "sheet3.xml" in name else text)
    assert len(found(target.getvalue())) == 1


def test_what_starts_like_a_formula_carries_the_quote_prefix(
    hostile: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes], opened: Callable[..., Any]
) -> None:
    sheet = opened(written(analysed(hostile)))["Customers"]
    quoted = {cell.value for (cell,) in sheet["B4:B37"] if cell.style and cell._style.quotePrefix}
    assert quoted == {name for name in HOSTILE if name[0] in "=+-@"}
    assert len(quoted) == 7


def test_the_totals_are_formulas_with_their_values_beside_them(
    twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes]
) -> None:
    text = sheets(written(analysed(twelve)))["xl/worksheets/sheet1.xml"]
    stored = dict(re.findall(r'<c r="([BCD]6)"[^>]*><f>[^<]+</f><v>([^<]+)</v>', text))
    assert {place: float(value) for place, value in stored.items()} == {"B6": 100000.0, "C6": 12.0, "D6": 0.4}


def test_cells_hold_what_xml_and_excel_can_carry() -> None:
    assert clean("tab\there\r\nthere") == "tab here  there"
    assert clean("a\x00b\x1f\ud800\uffff") == "a\ufffdb\ufffd\ufffd\ufffd"
    assert clean("x" * 40_000) == "x" * (LONGEST - 1) + "…"
    assert len(clean("🦴" * 20_000).encode("utf-16-le")) // 2 <= LONGEST
    assert clean("x" * LONGEST) == "x" * LONGEST
    assert clean(12) == "12"


def test_a_very_long_or_broken_name_still_gives_a_valid_file(
    make_ledger: Callable[..., Ledger],
    analysed: Callable[..., Analysis],
    written: Callable[..., bytes],
    opened: Callable[..., Any],
    listed: Callable[..., pd.DataFrame],
) -> None:
    names = ["x" * 40_000, "a\x01b", "tab\tname", "half"]
    rows = [
        (name, f"2026-0{month}-05", 10.0 * (4 - place)) for place, name in enumerate(names) for month in range(1, 7)
    ]
    table = listed(opened(written(analysed(make_ledger(rows)))), "Customers")
    assert list(table["Customer"]) == ["x" * (LONGEST - 1) + "…", "a\ufffdb", "tab name", "half"]


def test_sheet_names_are_accepted_by_excel() -> None:
    odd = ["Do: this/that [now]?", "'quoted'", "x" * 40, "x" * 40, "", "HISTORY"]
    names = sheet_names(odd)
    assert names == ["Do  this that  now", "quoted", "x" * 31, "x" * 27 + " 2", "Sheet", "HISTORY"]
    assert all(0 < len(name) <= 31 for name in names)


def test_hostile_segments_and_people_stay_text() -> None:
    """Formulas stand on Top 3 and Scorecard alone, and none of them holds a name."""
    names = [clean(name) for name in HOSTILE if name.strip()]
    scores = tuple((name, code, person, 2.0) for name in names for code in CRITERIA for person in names[:2])
    board = Scorecard(pins=dict.fromkeys(names[:3], names[1]), message=dict.fromkeys(names, names[1]))
    document = Document(segments=tuple(map(Segment, names)), scorecard=board, trees=(Node(names[0]),))
    content = write(None, load("en"), "=1+1", decided=Decided(document, scores))
    texts = list(sheets(content).values())
    formulas = [re.findall(r"<f[^>]*>([^<]*)</f>", text) for text in texts]
    assert [bool(found) for found in formulas] == [True, False, True, False]
    assert sum(map(len, formulas)) > 900
    assert not any(
        name in formula for found in formulas for formula in found for name in ("cmd|", "WEBSERVICE", "script")
    )
    assert not any(LINK.search(text) or ERROR.search(text) for text in texts)
    for name, text in parts(content).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(text)
