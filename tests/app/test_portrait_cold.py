"""A cold list of companies on the page Portrait: ranked by how they resemble the best; silent where nothing tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
HOSTILE = "![x](http://evil.example/x.png) <b>"
BEST = ("construction", "north")
OTHERS = ("retail", "south")


def ledger(telling: bool) -> bytes:
    """Forty customers over a year: twenty large, twenty small. telling: whether their industry differs."""
    rows = ["Customer,Date,Amount,Industry,Region"]
    for number in range(40):
        large = number < 20
        industry, region = (BEST if large else OTHERS) if telling else (("odd", "even")[number % 2], "all")
        amount = 1000 if large else 10
        rows += [f"Firm {number:02},2025-{month:02}-10,{amount}.00,{industry},{region}" for month in range(1, 13)]
    return "\n".join(rows).encode()


@pytest.fixture
def opened(visitor: Tab, drop: Tab, show: Show) -> Callable[[bool], AppTest]:
    """opened(telling): the Portrait of this ledger."""
    return lambda telling: show(drop(visitor().run(), ("sales.csv", ledger(telling))), "portrait")


def texts(tab: AppTest, raw: bool = False) -> str:
    assert not tab.exception
    shown = "\n".join(str(each.value) for each in (*tab.title, *tab.markdown, *tab.caption))
    assert "Something broke" not in shown
    return shown if raw else shown.replace("\\", "")


def upload(tab: AppTest, name: str, content: str | bytes) -> AppTest:
    data = content.encode() if isinstance(content, str) else content
    tab.file_uploader(key="cold_list").set_value([(name, data, "text/csv")]).run()
    return tab


def ranked(tab: AppTest) -> Any:
    return next((table.value for table in tab.dataframe if "points" in table.value and "abc" not in table.value), None)


def test_the_companies_are_ranked_and_what_is_known_is_said(opened: Callable[[bool], AppTest]) -> None:
    tab = opened(True)
    rows = ["Unlike;retail;south;2", "Alike;Construction;north;3", f"{HOSTILE};construction;south;4", "Blank;;;5"]
    upload(tab, "cold.csv", "\n".join(["Company;Industry;Region;Postcode", *rows]))
    found = ranked(tab)
    # twenty with construction and north against twenty without: ln(21/22) - ln(1/22) = 3.04 each, and -3.04 the others
    assert found["customer"].tolist() == ["Alike", HOSTILE, "Unlike"], "nothing is known of the one without values"
    assert found["points"].tolist() == ["6.1", "0.0", "−6.1"]
    assert [level[0] for level in found["level"]] == ["3", "0", "0"]
    shown = texts(tab)
    assert "1 company is like your best." in shown
    assert "with the columns Region, Industry" in shown
    assert "![" not in texts(tab, raw=True)


def test_where_nothing_tells_there_is_no_list_to_drop(opened: Callable[[bool], AppTest]) -> None:
    tab = opened(False)
    assert not any(each.key == "cold_list" for each in tab.file_uploader)
    assert "Look-alikes are switched off: on your data they do no better than chance" in texts(tab)
    assert any(each.key == "cold_list" for each in opened(True).file_uploader), "the control: here they do"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("odd.csv", "a;b\n1;2\n3;4\n", "odd.csv has no column of names or tax numbers"),
        ("other.csv", "Company;Colour\nA;red\nB;red\n", "None of these columns is known of your customers too"),
        ("broken.xlsx", b"PK\x03\x04 no workbook", "broken.xlsx"),
        ("empty.csv", "", "empty.csv"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(
    opened: Callable[[bool], AppTest], name: str, content: str | bytes, told: str
) -> None:
    tab = upload(opened(True), name, content)
    assert told in texts(tab) and ranked(tab) is None
