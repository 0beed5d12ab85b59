"""The import doctor: a state per file, one answer for each question, what a change does and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.ui import cached
from segcore.workspace import Document

Tab = Callable[..., AppTest]
Drop = Callable[..., AppTest]
SAMPLES = Path(__file__).parents[1] / "samples"
BANK = "Date,Description,Counterparty,Amount,Balance,Currency\n"


def headline(tab: AppTest) -> str:
    assert not tab.exception
    return str(tab.title[0].value)


def texts(tab: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*tab.markdown, *tab.caption))


def answers(tab: AppTest) -> list[str]:
    return [button.label for button in tab.button if str(button.key).startswith("answer_")]


def document(tab: AppTest) -> Document:
    saved = cached.store().load(tab.query_params["w"])
    assert saved is not None
    return saved.document


def bank(month: int) -> bytes:
    """Four payments of a month, the balance agreeing, every date readable both ways."""
    rows, balance = [], 1000
    for day, name in enumerate(("Nordwind GmbH", "Baltic Trade", "Kowalski Transport", "Delta"), 1):
        balance += 100 * day
        rows.append(f"0{month}/0{day + 2}/2026,Invoice {day},{name},{100 * day}.00,{balance}.00,EUR")
    return (BANK + "\n".join(rows) + "\n").encode()


def test_next_months_statement_asks_nothing(visitor: Tab, drop: Drop) -> None:
    tab = drop(visitor().run(), ("march.csv", bank(3)))
    assert headline(tab).endswith("1 question before the matrix")
    assert "Is 03/04/2026 3 Apr 2026 or 4 Mar 2026?" in texts(tab).replace("\\", "")
    assert any("One answer needed" in str(mark.value) for mark in tab.markdown)
    assert [label.replace("\\", "") for label in answers(tab)] == ["3 Apr 2026: day first", "4 Mar 2026: month first"]
    tab.button(key="answer_0_1").click().run()
    assert headline(tab) == "4 lines understood, 0 left out"
    assert [mapped.date_order for mapped in document(tab).reading.files.values()] == ["mdy"]
    cached.store.clear()
    later = drop(visitor(w=tab.query_params["w"]).run().switch_page("../ledger.py").run(), ("april.csv", bank(4)))
    assert headline(later) == "4 lines understood, 0 left out"
    assert answers(later) == []
    assert "Show the matrix" in [button.label for button in later.button]
    stranger = drop(visitor().run(), ("april.csv", bank(4)))
    assert len(answers(stranger)) == 2, "the control: another workspace is asked"


def test_rates_make_one_ledger_and_undo_asks_again(visitor: Tab, drop: Drop) -> None:
    rows = [f"Customer {n},2025-01-{n + 10},10.00,{'EUR' if n % 2 else 'PLN'}" for n in range(1, 11)]
    tab = drop(visitor().run(), ("sales.csv", "\n".join(["Customer,Date,Amount,Currency", *rows]).encode()))
    assert answers(tab) == ["Only EUR", "Only PLN", "Convert"]
    assert tab.button(key="answer_rates").disabled
    tab.selectbox(key="rates_into").set_value("PLN").run()
    tab.number_input(key="rate_EUR_PLN").set_value(4.265).run()
    tab.button(key="answer_rates").click().run()
    assert headline(tab) == "10 lines understood, 0 left out"
    assert document(tab).reading.rates == {"EUR": "4.265"}
    assert [metric.value for metric in tab.metric][-1] == "263", "5 * 10 + 5 * 42.65 = 263.25"
    assert r"5 lines in EUR were converted at 4\.265\: 213\.25 PLN\." in texts(tab)
    again = next(button for button in tab.button if button.label == "Ask for the currency again")
    again.click().run()
    assert answers(tab)[:2] == ["Only EUR", "Only PLN"]


def test_one_file_waits_for_an_answer_and_the_others_work(visitor: Tab, drop: Drop, sales: bytes) -> None:
    odd = b"X1;X2;X3;X4\nAAA Firma;BBB;12.01.2026;100,50\nCCC Firma;DDD;13.01.2026;10,50\nEEE;DDD;14.01.2026;10,50\n"
    tab = drop(visitor().run(), ("sales.csv", sales), ("odd.csv", odd))
    assert headline(tab) == "168 lines understood, 0 left out. 1 question before the matrix"
    assert r"No column of odd\.csv looks like a customer" in texts(tab)
    states = [str(mark.value) for mark in tab.markdown if "badge" in str(mark.value)]
    assert ["Understood" in state for state in states[:2]] == [True, False]
    column = next(box for box in tab.selectbox if box.label == "Which column names the customer?")
    column.set_value(0).run()
    assert headline(tab) == "171 lines understood, 0 left out"
    assert [mapped.roles for mapped in document(tab).reading.files.values()] == [{"X1": "customer"}]


def test_net_and_paid_amounts_are_never_added(visitor: Tab, drop: Drop) -> None:
    invoices = b"Customer,Date,Net amount\nAcme,2026-01-05,100.00\nBeta,2026-01-06,50.00\n"
    tab = drop(
        visitor().run(),
        ("invoices.csv", invoices),
        ("bank.csv", (BANK + "2026-01-20,x,Acme,123.00,1123.00,EUR\n2026-01-21,y,Beta,61.50,1184.50,EUR\n").encode()),
    )
    assert "never to be added" in texts(tab)
    assert len(answers(tab)) == 2
    tab.button(key="answer_basis_net").click().run()
    assert headline(tab) == "2 lines understood, 0 left out"
    assert [str(mark.value) for mark in tab.markdown if "bank" in str(mark.value)] == []


def test_a_file_without_dates_beside_one_with_dates_asks_for_its_column(visitor: Tab, drop: Drop) -> None:
    dated = b"Customer,Date,Amount\nAcme,2026-01-05,100.00\nBeta,2026-01-06,50.00\n"
    unclear = b"Customer,Code,Amount\nAcme,46060,10.00\nBeta,46061,5.00\n"
    tab = drop(visitor().run(), ("sales.csv", dated), ("more.csv", unclear))
    assert r"more\.csv has no dates and another file does" in texts(tab)
    column = next(box for box in tab.selectbox if box.label == "Which column holds the date?")
    assert "Code: 46060, 46061" in column.options
    column.set_value(1).run()
    assert headline(tab) == "4 lines understood, 0 left out"
    assert tab.metric[-1].value == "165"


def test_control_figures_are_compared(visitor: Tab, drop: Drop) -> None:
    table = "Customer,Date,Amount\nAcme,2026-01-05,100.00\nBeta,2026-01-06,50.00\nTotal,,{}\n"
    right = drop(visitor().run(), ("right.csv", table.format("150.00").encode()))
    assert r"Amount: 150.00, matches the file's own total" in texts(right)
    wrong = drop(visitor().run(), ("wrong.csv", table.format("151.00").encode()))
    assert "the file says 151.00, read were 150.00, a difference of −1.00" in texts(wrong)


def test_another_format_shows_what_it_changes_and_the_way_back(visitor: Tab, drop: Drop) -> None:
    content = (SAMPLES / "pl_mbank_cp1250.csv").read_bytes()
    tab = drop(visitor().run(), ("mbank.csv", content))
    assert headline(tab) == "4 lines understood, 6 left out"
    chosen = next(box for box in tab.selectbox if box.label == "Read as")
    assert chosen.value == "mbank"
    chosen.set_value("csv").run()
    assert "Lines counted: 4 →" in texts(tab)
    tab.button(key="undo_reading").click().run()
    assert headline(tab) == "4 lines understood, 6 left out"
    assert "Lines counted" not in texts(tab)


def test_what_was_left_out_shows_its_first_rows(visitor: Tab, drop: Drop) -> None:
    rows = ["Acme,2026-01-05,100.00,paid", "Beta,2026-01-06,50.00,cancelled", ",2026-01-07,7.00,paid"]
    tab = drop(visitor().run(), ("sales.csv", "\n".join(["Customer,Date,Amount,Status", *rows]).encode()))
    shown = next(box for box in tab.selectbox if box.label == "Their first rows")
    assert shown.options == ["Cancelled or failed", "No customer"]
    assert tab.dataframe[-1].value.iloc[0].tolist() == ["3", "6 Jan 2026", "Beta", "50.00"]
    shown.set_value("no_customer").run()
    assert tab.dataframe[-1].value.iloc[0].tolist() == ["4", "7 Jan 2026", "", "7.00"]


def test_any_ending_may_be_dropped(visitor: Tab) -> None:
    tab = visitor().run()
    assert list(tab.file_uploader[0].proto.type) == []


def test_a_rate_the_file_names_stands_there_already(visitor: Tab, drop: Drop) -> None:
    tab = drop(visitor().run(), ("ksef.zip", (SAMPLES / "pl_ksef_fa3.zip").read_bytes()))
    assert tab.selectbox(key="rates_into").value == "PLN"
    assert tab.number_input(key="rate_EUR_PLN").value == 4.265
    tab.button(key="answer_rates").click().run()
    assert [metric.value for metric in tab.metric][-1] == "24.0k", "15,500 and 2,000 at 4.265 are 24,030"
