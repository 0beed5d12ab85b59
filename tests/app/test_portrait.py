"""The Portrait page on a ledger whose answer is known: 6 of 20 customers in A, five of them in construction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import portrait_list
from segcore.customer_attributes import Described
from segcore.ledger import SourceFile
from segcore.readers.customer_list import match, read_customer_list
from segcore.readers.worker import Workers
from tests.segments.twenty import BEST, OTHERS

Tab = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
NAMES = [f"Firm {number:02}" for number in range(1, 21)]
AMOUNTS = [1000] * 6 + [100] * 14


def ledger(attributes: bool) -> bytes:
    """Twenty customers, twelve equal months each: the six of 1,000 a month bring 81 %, so they are A."""
    head = "Customer,Date,Amount" + (",Industry,Size" if attributes else "")
    rows = [head]
    for name, amount, (industry, size) in zip(NAMES, AMOUNTS, BEST + OTHERS, strict=True):
        tail = f",{industry},{size}" if attributes else ""
        rows += [f"{name},2025-{month:02}-10,{amount}.00{tail}" for month in range(1, 13)]
    return "\n".join(rows).encode()


@pytest.fixture
def opened(visitor: Tab, drop: Tab, show: Show) -> Callable[[bool], AppTest]:
    """opened(with attributes): a tab with this ledger on the Portrait page."""
    return lambda attributes: show(drop(visitor().run(), ("sales.csv", ledger(attributes))), "portrait")


def texts(tab: AppTest) -> str:
    return "\n".join(each.value for each in (*tab.markdown, *tab.caption))


def test_the_twenty_customers(opened: Callable[[bool], AppTest]) -> None:
    tab = opened(True)
    assert tab.title[0].value == "83% of your A customers: Industry: construction; 35% of all"
    shown = texts(tab)
    assert "6 A customers: a hint, not a law." in shown
    assert "5 of 6 against 7 of 20 · 2.4\u00a0× as often as among all" in shown
    assert "4 of 6 against 6 of 20 · but it may be chance" in shown
    assert [button.key for button in tab.button if str(button.key).startswith("segment_")] == [
        "segment_u_0",
        "segment_u_1",
        "segment_d_0",
    ]


def test_one_click_makes_a_segment_once(opened: Callable[[bool], AppTest], show: Show) -> None:
    tab = opened(True)
    tab.button(key="segment_d_0").click().run()
    assert "segment_d_0" not in [button.key for button in tab.button]
    assert "segment_u_1" in [button.key for button in tab.button]
    show(tab, "segments")
    assert "construction" in texts(tab) + " ".join(str(one.label) for one in (*tab.button, *tab.text_input))


def test_without_attributes_the_page_asks_for_a_list(opened: Callable[[bool], AppTest]) -> None:
    tab = opened(False)
    assert tab.title[0].value == "Nothing is known of your customers but their purchases"
    assert len(tab.file_uploader) == 1
    assert [button.label for button in tab.get("download_button")] == ["Download a list to fill in"]


def test_a_second_file_brings_the_attributes_and_stays(opened: Callable[[bool], AppTest], show: Show) -> None:
    tab = opened(False)
    rows = [
        f"{name.upper()} Ltd;{industry};{size}" for name, (industry, size) in zip(NAMES, BEST + OTHERS, strict=True)
    ]
    content = "\n".join(["Customer;Industry;Size", *rows, "Firm 01;services;small", "Unknown GmbH;retail;big"])
    tab.file_uploader[0].set_value([("more.csv", content.encode(), "text/csv")]).run()
    assert tab.title[0].value == "83% of your A customers: Industry: construction; 35% of all"
    shown = texts(tab)
    assert "0 rows found by tax number, 21 by name, 1 belong to no customer of the ledger" in shown
    assert "1 row is about a customer who has one already" in shown
    assert "Unknown GmbH" in shown
    show(show(tab, "matrix"), "portrait")
    assert tab.title[0].value.startswith("83% of your A customers")
    tab.button(key="list_remove").click().run()
    assert tab.title[0].value == "Nothing is known of your customers but their purchases"


def test_a_refused_list_says_why(opened: Callable[[bool], AppTest]) -> None:
    tab = opened(False)
    tab.file_uploader[0].set_value([("odd.csv", b"a;b\n1;2\n3;4\n", "text/csv")]).run()
    assert "odd.csv has no column of names or tax numbers" in texts(tab).replace("\\", "")


def test_rows_are_matched_by_tax_number_then_by_name() -> None:
    file = SourceFile(
        "list.csv",
        "Firma;NIP;Branża;Pracownicy;Uwagi\nABC Sp. z o.o.;525-23-44-078;produkcja;12;x1\nFoo S.A.;;usługi;1 200;x2\n"
        "Bar;;usługi;;x3\nABC;7740001454;usługi;3;x4\nTwin;;produkcja;5;x5\n".encode(),
    )
    found = read_customer_list(file)
    assert found.names == ("ABC Sp. z o.o.", "Foo S.A.", "Bar", "ABC", "Twin")
    assert found.tax_ids == ("5252344078", "", "", "7740001454", "")
    assert found.columns[0] == Described("industry", ("produkcja", "usługi", "usługi", "usługi", "produkcja"))
    assert "Uwagi" not in {each.name for each in found.columns}
    matched = match(
        found,
        ["FOO", "ABC", "Old bar", "Twin sp. z o.o.", "TWIN"],
        ["", "5252344078", "", "", ""],
        {"Old bar": ("Bar",)},
    )
    assert matched.place.tolist() == [1, 0, 2, -1, -1], (
        "a second valid number is another firm; a shared name is nobody's"
    )
    assert (matched.by_tax, matched.by_name, matched.doubles) == (1, 2, 0)
    assert matched.unmatched == ("ABC", "Twin")
    assert matched.without.tolist() == [3, 4]


def test_one_known_header_and_values_of_ones_own_are_enough() -> None:
    found = read_customer_list(SourceFile("own.csv", b"\nCustomer;Colour\nAlfa;red\nBeta;red\nGamma;blue\n"))
    assert (found.names, found.columns) == (("Alfa", "Beta", "Gamma"), (Described("Colour", ("red", "red", "blue")),))
    short = read_customer_list(SourceFile("own.csv", b"Company;Industry;Phone\nAlfa;hotels;a1\nBeta;shops;b2\n"))
    assert short.columns == (Described("industry", ("hotels", "shops")),), "a phone each is no attribute"


def test_a_list_is_read_in_a_process_of_its_own() -> None:
    workers = Workers(1)
    file = SourceFile("list.csv", b"Customer,Industry\nA,x\nB,x\n")
    try:
        assert workers.customers(file) == read_customer_list(file)
    finally:
        workers.close()


@pytest.mark.parametrize(
    ("text", "edges"),
    [("10, 50; 200", (10.0, 50.0, 200.0)), ("50 10, 10", (10.0, 5010.0)), ("abc", ()), ("inf, nan, 3", (3.0,))],
)
def test_typed_edges(text: str, edges: tuple[float, ...]) -> None:
    assert portrait_list.parsed(text) == edges
