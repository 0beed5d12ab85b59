"""The printable page: complete, self-contained, and deaf to whatever a name holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from segcore import printed
from segcore.analysis import Analysis, analyse
from segcore.ledger import Ledger, ReadOptions, SourceFile
from segcore.printed.drawings import pareto
from segcore.printed.markup import plain, tag
from segcore.readers import read
from segcore.words import LANGUAGES, load

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</style><b>bold</b>",
    "<!-- open", "&lt;b&gt;", "{name} {0}", "</title><iframe src=http://evil.example>", "a\u202egnp.exe",
    "<svg/onload=1>",
)  # fmt: skip
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "div", "h1", "h2", "p", "span", "b", "section", "table",
    "thead", "tbody", "tr", "th", "td", "svg", "text", "rect", "line", "circle", "polyline", "footer",
}  # fmt: skip


class Reader(HTMLParser):
    """Every element, attribute and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def analysed(names: tuple[str, ...]) -> Analysis:
    """The first name buys 1,200 in each of fourteen months, each later one 100 less."""
    rows = ["Customer,Date,Amount"]
    for month in range(14):
        for place, name in enumerate(names):
            quoted = name.replace('"', '""')
            rows.append(f'"{quoted}",{2024 + month // 12}-{month % 12 + 1:02}-15,{1200 - 100 * place}.00')
    ledger: Ledger = read((SourceFile(f"{names[0]}.csv", "\n".join(rows).encode()),), ReadOptions())
    return analyse(ledger)


def parsed(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def hostile() -> Analysis:
    return analysed(HOSTILE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_become_neither_elements_nor_attributes(hostile: Analysis, language: str) -> None:
    table = printed.Table(HOSTILE[0], HOSTILE[1], (HOSTILE[2],), ((HOSTILE[3],),))
    found = parsed(printed.page(hostile, load(language), HOSTILE[7], [table]))
    assert set(found.elements) <= ELEMENTS
    assert len(found.elements) > 200
    assert not [name for name, _ in found.attributes if name.startswith("on") or name in ("src", "href")]
    text = "".join(found.texts)
    assert [name for name in HOSTILE if plain(name) not in text] == []
    assert "evil.example" in text, "the control: the names are there, as text"


def test_nothing_is_fetched_and_the_policy_forbids_it(hostile: Analysis) -> None:
    page = printed.page(hostile, load("en"), "Ledger")
    found = parsed(page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style and "url(" not in style[1] and "@import" not in style[1]
    policy = next(value for _, value in found.attributes if "default-src" in value)
    assert policy.startswith("default-src 'none'")
    assert "script" not in found.elements


def test_it_says_what_the_ledger_says() -> None:
    names = tuple(f"Firm {letter}" for letter in "ABCDEFGHIJKL")
    found = parsed(printed.page(analysed(names), load("en"), "Ledger of ours"))
    text = "\n".join(found.texts)
    assert "Ledger of ours" in text
    for heading in (
        "What to do first",
        "Where the money sits",
        "Matrix",
        "RFM map",
        "Thresholds",
        "The largest customers",
    ):
        assert heading in text
    assert "109,200.00" in text, "14 months of 1,200 + 1,100 + … + 100 = 7,800"
    assert [name for name in names if name not in found.texts] == []
    assert found.elements.count("svg") == 2 + len(names), "the curve, sales by month, and a small one per customer"


def test_without_a_ledger_it_holds_what_was_decided() -> None:
    table = printed.Table("Top 3", "Chosen by the team.", ("Segment", "Points"), (("Hospitals", "21 of 27"),), (1,))
    found = parsed(printed.page(None, load("en"), "Plan", [table]))
    assert [text for text in found.texts if text in ("Plan", "Top 3", "Hospitals", "21 of 27")] == [
        "Plan", "Top 3", "Hospitals", "21 of 27",
    ]  # fmt: skip


def test_the_curve_ends_at_the_whole() -> None:
    table = pd.DataFrame(
        {"from_rank": [0, 1], "rank": [1, 2], "value": [80.0, 20.0], "abc": ["A", "B"], "cumulative": [0.8, 1.0]}
    )
    drawn = pareto(table, load("en"))
    assert 'points="0,200.0 360.0,57.6 720.0,22.0"' in drawn, "200 - 178 x 0.8 = 57.6"
    assert ">A · 1<" in drawn and ">B · 1<" in drawn and ">80%<" in drawn


def test_texts_are_escaped_and_markup_is_not() -> None:
    assert tag("p", "a < b", tag("b", '"x"')) == "<p>a &lt; b<b>&quot;x&quot;</b></p>"
    assert tag("p", class_="x", title='" onload="1') == '<p class="x" title="&quot; onload=&quot;1"></p>'
