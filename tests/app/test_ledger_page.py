"""The Ledger page and what must survive: upload twice, edit and leave, language in between, reload, restart."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import cached
from segcore.store import Store
from segcore.workspace import Document

START = "Drop your sales ledger and see who matters in a minute"
Tab = Callable[..., AppTest]
Drop = Callable[..., AppTest]
Show = Callable[[AppTest, str], AppTest]
Csv = Callable[..., bytes]


def headline(tab: AppTest) -> str:
    assert not tab.exception
    return str(tab.title[0].value)


def texts(tab: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*tab.markdown, *tab.caption))


def workspaces(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "labrador.sqlite3")) as connection:
        return int(connection.execute("SELECT count(*) FROM workspace").fetchone()[0])


def document(tab: AppTest) -> Document:
    saved = cached.store().load(tab.query_params["w"])
    assert saved is not None
    return saved.document


def test_a_first_visit_shows_the_uploader_and_saves_nothing(visitor: Tab, data_folder: Path) -> None:
    tab = visitor().run()
    assert headline(tab) == START
    assert len(tab.file_uploader) == 1
    assert [button.label for button in tab.button] == ["Take the 90-second tour", "Open", "Open", "Open"]
    assert "w" not in tab.query_params
    assert workspaces(data_folder) == 0


def test_an_unknown_link_says_so_and_saves_nothing(visitor: Tab, show: Show, data_folder: Path) -> None:
    tab = show(visitor(w="nobody-has-this-id").run(), "ledger")
    assert "No saved work under this link" in texts(tab)
    assert headline(tab) == START
    assert workspaces(data_folder) == 0


@pytest.mark.parametrize("page", ["overview", "matrix", "rfm", "customer"])
def test_a_page_that_needs_a_ledger_says_how_to_get_one(visitor: Tab, show: Show, page: str) -> None:
    tab = show(visitor().run(), page)
    assert headline(tab) == "No ledger yet: drop a file or open a sample; this page fills in a minute."
    assert "Open the ledger" in [link.label for link in tab.page_link]


def test_a_dropped_file_is_understood_and_saved(visitor: Tab, drop: Drop, sales: bytes, data_folder: Path) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    assert headline(tab) == "168 lines understood, 0 left out"
    figures = [(metric.label, metric.value, metric.delta) for metric in tab.metric]
    assert figures == [
        ("Sales", "168", "109k"),
        ("Returns", "0", "0"),
        ("Left out", "0", "0"),
        ("Sum read", "109k", "the file states no total"),
    ]
    assert workspaces(data_folder) == 1
    assert document(tab).ledger_name == "sales"
    kept = cached.store().ledger(tab.query_params["w"])
    assert kept is not None
    assert int(kept.lines["amount"].sum()) == 14 * 7800 * 100
    assert "sales · Jan 24 – Feb 25" in texts(tab)
    assert "Show the matrix" in [button.label for button in tab.button]


def test_the_same_file_counts_once_and_a_second_one_adds(visitor: Tab, drop: Drop, sales: bytes, csv: Csv) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    assert headline(drop(tab, ("sales.csv", sales))) == "168 lines understood, 0 left out"
    more = csv([("Customer 13", "2025-02-20", "50.00"), ("Customer 01", "2025-02-21", "7.50")])
    tab = drop(tab, ("more.csv", more))
    assert headline(tab) == "170 lines understood, 0 left out"
    tab.button(key="remove_0").click().run()
    assert headline(tab) == "2 lines understood, 0 left out"
    tab.button(key="remove_0").click().run()
    assert headline(tab) == START
    assert cached.store().ledger(tab.query_params["w"]) is None


def test_a_refused_file_loses_nothing(visitor: Tab, drop: Drop, sales: bytes) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    tab = drop(tab, ("offer.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"))
    assert headline(tab) == "168 lines understood, 0 left out"
    assert r"offer\.pdf was not read\: it is a PDF\." in texts(tab)
    tab.run()
    assert headline(tab) == "168 lines understood, 0 left out"


def test_a_question_is_asked_answered_and_the_answer_stays(visitor: Tab, drop: Drop, csv: Csv) -> None:
    rows = [(f"Customer {n}", f"0{1 + n % 9}/0{1 + n % 7}/2025", "10.00") for n in range(1, 40)]
    tab = drop(visitor().run(), ("sales.csv", csv(rows)))
    assert headline(tab) == "39 lines understood, 0 left out. 1 question before the matrix"
    answers = [button for button in tab.button if str(button.key).startswith("answer_")]
    assert [button.label.split(" ", 3)[-1] for button in answers] == ["day first", "month first"]
    answers[1].click().run()
    assert headline(tab) == "39 lines understood, 0 left out"
    assert [mapped.date_order for mapped in document(tab).reading.files.values()] == ["mdy"]
    again = visitor(w=tab.query_params["w"]).run()
    assert not again.exception
    assert document(again).reading == document(tab).reading


def test_several_currencies_are_a_question_with_equal_answers(visitor: Tab, drop: Drop) -> None:
    rows = [f"Customer {n},2025-01-{n + 10},10.00,{'EUR' if n % 2 else 'PLN'}" for n in range(1, 11)]
    tab = drop(visitor().run(), ("sales.csv", "\n".join(["Customer,Date,Amount,Currency", *rows]).encode()))
    assert headline(tab) == "This ledger needs one choice of yours before it can be read"
    answers = [button for button in tab.button if str(button.key).startswith("answer_")]
    assert [button.label for button in answers] == ["Only EUR", "Only PLN", "Convert"]
    answers[0].click().run()
    assert headline(tab) == "5 lines understood, 5 left out"
    assert document(tab).reading.currency == "EUR"


def test_an_option_is_changed_and_changed_back(visitor: Tab, drop: Drop) -> None:
    rows = [f"Firma Łódź {n};2025-01-{n + 10};{n}0,00" for n in range(1, 10)]
    tab = drop(visitor().run(), ("sales.csv", "\n".join(["Klient;Data;Netto", *rows]).encode("cp1250")))
    assert headline(tab) == "9 lines understood, 0 left out"
    encoding = next(box for box in tab.selectbox if box.label == "Encoding")
    assert encoding.value == "cp1250"
    encoding.set_value("cp1251").run()
    assert headline(tab) == "9 lines understood, 0 left out"
    kept = cached.store().ledger(tab.query_params["w"])
    assert kept is not None
    assert (
        kept.parties["customer"].iloc[0] == "Firma ЈуdџŸ 1".replace("Ÿ", "")
        or "Łódź" not in kept.parties["customer"].iloc[0]
    )
    next(button for button in tab.button if button.label == "Find everything out again").click().run()
    kept = cached.store().ledger(tab.query_params["w"])
    assert kept is not None
    assert kept.parties["customer"].iloc[0] == "Firma Łódź 1"
    assert document(tab).reading.files == {}


def test_the_mapping_is_remembered_for_files_with_that_header(visitor: Tab, drop: Drop, sales: bytes) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    row = next(box for box in tab.number_input if box.label == "Header row")
    assert row.value == 1
    row.set_value(2).run()
    assert next(box for box in tab.number_input if box.label == "Header row").value == 2
    tab.button(key="remove_0").click().run()
    tab = drop(tab, ("the same again.csv", sales))
    assert next(box for box in tab.number_input if box.label == "Header row").value == 2


def test_reload_and_restart_find_the_same_work(visitor: Tab, drop: Drop, show: Show, sales: bytes) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    cached.store.clear()
    again = show(visitor(w=tab.query_params["w"]).run(), "ledger")
    assert headline(again) == "168 lines understood, 0 left out"
    assert "drop the file again to change how it was read" in texts(again)
    assert again.query_params["w"] == tab.query_params["w"]
    wider = drop(again, ("sales.csv", sales))
    assert headline(wider) == "168 lines understood, 0 left out"
    assert "drop the file again" not in texts(wider)


def test_another_page_reads_what_was_dropped_when_the_ledger_page_was_left_at_once(
    visitor: Tab, show: Show, sales: bytes
) -> None:
    tab = visitor().run()
    tab.file_uploader[0].set_value([("sales.csv", sales, "text/csv")])
    assert "of the money" in headline(show(tab, "matrix"))
    assert headline(show(tab, "ledger")) == "168 lines understood, 0 left out"


def test_the_language_switches_in_the_middle_and_nothing_is_lost(visitor: Tab, drop: Drop, sales: bytes) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    tab.query_params["language"] = "qps"
    tab.run()
    assert "168" in headline(tab)
    assert headline(tab).startswith("⟦")
    assert tab.query_params["w"]
    del tab.query_params["language"]
    tab.run()
    assert headline(tab) == "168 lines understood, 0 left out"


def test_every_text_of_the_page_is_translated(visitor: Tab, drop: Drop, sales: bytes) -> None:
    tab = drop(visitor(language="qps").run(), ("sales.csv", sales))
    said = [*tab.title, *tab.subheader, *(caption for caption in tab.main.caption)]
    plain = [str(element.value) for element in said if "⟦" not in str(element.value)]
    assert plain == []
    assert len(said) >= 6
    assert [button.label for button in tab.main.button if "⟦" not in button.label] == []


def test_data_is_kept_only_where_the_user_lets_it(visitor: Tab, drop: Drop, sales: bytes) -> None:
    tab = drop(visitor().run(), ("sales.csv", sales))
    tab.toggle(key="keep_ledger").set_value(False).run()
    assert cached.store().ledger(tab.query_params["w"]) is None
    assert headline(tab) == "168 lines understood, 0 left out"
    tab.toggle(key="keep_ledger").set_value(True).run()
    assert cached.store().ledger(tab.query_params["w"]) is not None


def test_of_two_tabs_one_wins_and_the_other_keeps_what_it_typed(visitor: Tab, drop: Drop, csv: Csv) -> None:
    rows = [(f"Customer {n}", f"0{1 + n % 9}/0{1 + n % 7}/2025", "10.00") for n in range(1, 40)]
    tab = drop(visitor().run(), ("sales.csv", csv(rows)))
    before = document(tab)
    theirs = before.reading.model_copy(update={"currency": "EUR"})
    cached.store().patch(tab.query_params["w"], {"reading": theirs}, before)
    answers = [button for button in tab.button if str(button.key).startswith("answer_")]
    answers[1].click().run()
    assert "Somebody changed the same thing meanwhile" in texts(tab)
    assert document(tab).reading == theirs
    assert headline(tab) == "39 lines understood, 0 left out"
    tab.button(key="problem_mine").click().run()
    assert [mapped.date_order for mapped in document(tab).reading.files.values()] == ["mdy"]
    assert "Somebody changed" not in texts(tab)


def test_a_fault_of_ours_is_one_sentence_and_the_log_holds_no_name(
    visitor: Tab, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    canary = "Kanarek 4711"

    def broken(_store: Any, _workspace: str) -> None:
        raise ValueError(canary)

    monkeypatch.setattr(Store, "load", broken)
    tab = visitor(w="anything").run()
    assert not tab.exception
    assert "Something broke on our side" in texts(tab)
    assert canary not in texts(tab)
    assert any("ValueError" in record.getMessage() for record in caplog.records), "the control: the fault is logged"
    assert canary not in caplog.text


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_sample_opens_with_one_click_and_leads_on_without_a_question(visitor: Tab, position: int) -> None:
    tab = visitor().run()
    tab.button[position + 1].click().run()
    assert re.fullmatch(r"[\d,]{5} lines understood, \d\d left out", headline(tab))
    assert not [button for button in tab.button if str(button.key).startswith("answer_")]
    tab.button(key="onward").click().run()
    assert "of the money" in headline(tab)
