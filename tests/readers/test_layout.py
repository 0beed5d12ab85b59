"""Where the table stands: title rows, column numbers, totals, empty and repeated headers."""

from __future__ import annotations

from datetime import date

import pytest

from segcore.errors import LabradorError
from segcore.ledger import Control, FileOptions, ReadOptions, SourceFile
from segcore.readers import look, read

TITLES = """Sprzedaż według kontrahentów;;;
Firma Testowa;;;
za okres 01.01.2025 - 31.12.2025;;;
;;;
Lp;Kontrahent;Data sprzedaży;Netto
1;2;3;4
1;Alfa;05.01.2025;100,00
2;Beta;06.01.2025;50,50
;;Razem;150,50
Wygenerowano automatycznie;;;
"""


def test_title_rows_numbering_total_and_footer(ledger):
    found = ledger(TITLES)
    report = found.report
    assert found.lines["amount"].tolist() == [10000, 5050]
    assert (report.rows_read, report.layout_rows) == (2, 5)
    [file] = report.files
    assert file.header_row == 5
    assert file.controls == (Control("Netto", 15050, 15050),)
    assert (report.stated_from, report.stated_to) == (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("above", [0, 1, 20, 57])
def test_the_header_is_found_wherever_it_stands(above, rows):
    text = "".join(f"Отчет, строка {n};;\n" for n in range(above)) + "Клиент;Дата;Сумма\nЁж;01.02.2025;5,50\n"
    assert rows(text) == [("Ёж", "2025-02-01", 550)]


@pytest.mark.parametrize(
    "period",
    ["с 01.02.2025 по 31.03.2025", "Период: 01.02.2025 - 31.03.2025", "from 2025-02-01 to 2025-03-31",
     "za okres od 01.02.2025 do 31.03.2025", "01.02.2025 г. – 31.03.2025 г.", "1 февраля 2025 по 31 марта 2025"],
)  # fmt: skip
def test_stated_period(period, ledger):
    report = ledger(f"Отчет;;\n{period};;\nКлиент;Дата;Сумма\nЁж;05.02.2025;5,50\n").report
    assert (report.stated_from, report.stated_to) == (date(2025, 2, 1), date(2025, 3, 31))


def test_an_unlabelled_last_row_is_a_total_only_if_it_is_the_sum(ledger):
    text = "Customer,Date,Amount\nAcme,2025-01-05,10.00\nBeta,2025-01-06,5.00\n,,{}\n"
    total = ledger(text.format("15.00")).report
    assert (total.rows_read, total.layout_rows, total.total) == (2, 1, 1500)
    other = ledger(text.format("14.99")).report
    assert (other.rows_read, other.layout_rows) == (3, 0)
    assert [(e.reason, e.rows, e.sum) for e in other.excluded] == [("no_customer", 1, 1499)]


def test_a_planted_lost_row_is_noticed_by_the_files_own_total(ledger):
    text = "Customer,Date,Amount\nAcme,2025-01-05,10.00\nBeta,2025-01-06,5.00\nTotal,,15.00\n"
    whole = ledger(text).report
    assert whole.files[0].controls[0].matches
    assert not [told for told in whole.warnings if told.code == "total_differs"]
    lost = ledger(text.replace("Beta,2025-01-06,5.00\n", "")).report
    assert lost.files[0].controls == (Control("Amount", 1500, 1000),)
    assert not lost.files[0].controls[0].matches
    [told] = [told for told in lost.warnings if told.code == "total_differs"]
    assert dict(told.facts) == {"file": "sales.csv", "column": "Amount", "stated": 1500, "read": 1000}


SUBTOTALS = """Customer,Date,Amount
A,2025-01-05,60.00
A,2025-01-06,40.00
Total A,,100.00
B,2025-01-07,150.00
{}
Total,,250.00
"""


@pytest.mark.parametrize("last", ["Total B,,150.00", "B total,,150.00", "Subtotal: B,,150.00", "Total January,,150.00"])
def test_subtotals_are_layout_and_the_control_is_the_last_total(last, ledger):
    report = ledger(SUBTOTALS.format(last)).report
    assert (report.rows_read, report.layout_rows, report.total, report.excluded) == (3, 3, 25000, ())
    assert report.files[0].controls == (Control("Amount", 25000, 25000),)
    assert not [told for told in report.warnings if told.code == "total_differs"]


def test_a_subtotal_alone_is_no_control_total(ledger):
    report = ledger(SUBTOTALS.format("C,2025-01-08,7.00").replace("Total,,250.00\n", "")).report
    assert (report.rows_read, report.layout_rows, report.total) == (4, 1, 25700)
    assert report.files[0].controls == ()


def test_the_total_of_the_last_section_is_no_control_total(ledger):
    text = "Customer,Date,Amount\nA,2025-01-05,60.00\nTotal for A,,60.00\nB,2025-01-07,{}\nTotal for B,,150.00\n"
    report = ledger(text.format("150.00")).report
    assert (report.rows_read, report.layout_rows, report.total, report.files[0].controls) == (2, 2, 21000, ())
    lost = ledger(text.format("149.00")).report
    assert lost.files[0].controls == (Control("Amount", 15000, 20900),)


def test_subtotals_without_dates_need_the_sum(ledger):
    text = "Customer,Amount\nA,60.00\nA,40.00\nTotal A,{}\nB,150.00\n"
    assert ledger(text.format("100.00")).report.total == 25000
    report = ledger(text.format("99.00")).report
    assert (report.rows_read, report.layout_rows, report.total) == (4, 0, 34900)


def test_a_customer_whose_name_begins_with_total_keeps_its_lines(ledger):
    text = "Customer,Date,Amount\nA,2025-01-05,60.00\nTotal Energies,,5.00\nTotal A,2025-01-06,60.00\n"
    report = ledger(text).report
    assert (report.rows_read, report.layout_rows, report.total) == (3, 0, 12000)
    assert [(e.reason, e.rows, e.sum) for e in report.excluded] == [("unreadable", 1, 500)]


def test_a_customer_called_total_is_a_customer(rows):
    text = "Customer,Date,Amount\nTotal,2025-01-05,10.00\nTotalEnergies,2025-01-06,5.00\n"
    assert rows(text) == [("Total", "2025-01-05", 1000), ("TotalEnergies", "2025-01-06", 500)]


def test_repeated_and_empty_headers(ledger):
    text = "Customer,,Date,Amount,Note,Note\nAcme,x,2025-01-05,10.00,a,b\nBeta,y,2025-01-06,5.00,c,d\n"
    [file] = ledger(text).report.files
    assert [column.header for column in file.columns] == ["Customer", "#2", "Date", "Amount", "Note", "Note (2)"]


def test_ragged_rows_are_read(rows):
    text = "Customer,Date,Amount,Note\nAcme,2025-01-05,10.00\nBeta,2025-01-06,5.00,x,y,z,\nGamma,2025-01-07,1.00,ok\n"
    assert [amount for _, _, amount in rows(text)] == [1000, 500, 100]


def test_the_user_can_say_where_the_header_is_and_what_columns_mean():
    text = "a,b,c\nWho,When,How much\nAcme,2025-01-05,10.00\nBeta,2025-01-06,7.00\n"
    roles = (("Who", "customer"), ("When", "date"), ("How much", "amount"))
    options = ReadOptions(default=FileOptions(header_row=2, roles=roles))
    found = read([SourceFile("a.csv", text.encode())], options)
    assert found.lines["amount"].tolist() == [1000, 700]
    assert [(c.header, c.role, c.sure) for c in found.report.files[0].columns] == [
        ("Who", "customer", "sure"), ("When", "date", "sure"), ("How much", "amount", "sure"),
    ]  # fmt: skip


def test_answers_are_found_again_by_fingerprint():
    text = "Customer,Date,Amount,Net amount\nAcme,2025-01-05,10.00,8.00\n"
    file = SourceFile("a.csv", text.encode())
    key = look(file).fingerprint
    answers = FileOptions(roles=(("Amount", "amount"), ("Net amount", "ignore")))
    assert read([file]).report.total == 800
    assert read([file], ReadOptions(by_fingerprint=((key, answers),))).report.total == 1000
    assert read([file], ReadOptions(by_fingerprint=(("other", answers),))).report.total == 800


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file.empty"), ("\n \n", "file.empty"), ("hello world\nno table here\n", "file.not_a_table"),
        ("Customer,Date,Amount\n", "file.header_only"), ("Customer,Date,Amount\nTotal,,0\n", "file.header_only"),
        ("Date,Amount,Balance\n2025-01-05,1.50,3.00\n", "ledger.no_customer_column"),
        ("Customer,Date,Balance\nAcme,2025-01-05,3.00\n", "ledger.no_amount_column"),
    ],
)  # fmt: skip
def test_refusals(text, code, ledger):
    with pytest.raises(LabradorError) as refused:
        ledger(text)
    assert refused.value.code == code
    assert refused.value.facts["file"] == "sales.csv"


def test_look_answers_where_read_refuses():
    report = look(SourceFile("a.csv", b"Customer,Date,Balance\nAcme,2025-01-05,3.00\n"))
    assert [(c.header, c.role) for c in report.columns] == [
        ("Customer", "customer"), ("Date", "date"), ("Balance", "ignore"),
    ]  # fmt: skip
    assert report.columns[0].examples == ("Acme",)


@pytest.mark.parametrize(
    ("head", "places"),
    [
        ("Customer;Amount;2024", (0, 1)), ("Customer;Jan 2025;Amount", (0, 2)), ("2024;Клиент;Сумма", (1, 2)),
        ("Kontrahent;01.2025;Kwota;02.03.2025", (0, 2)),
    ],
)  # fmt: skip
def test_a_year_or_a_month_may_head_a_column(head, places, ledger):
    lines = []
    for name, amount in (("Alfa", "10,50"), ("Beta", "4,25")):
        cells = ["7,00"] * len(head.split(";"))
        cells[places[0]], cells[places[1]] = name, amount
        lines.append(";".join(cells))
    found = ledger("\n".join([head, *lines, ""]))
    assert found.report.files[0].header_row == 1
    assert found.parties["customer"].tolist() == ["Alfa", "Beta"]
    assert found.lines["amount"].tolist() == [1050, 425]


def test_one_known_word_beside_a_value_heads_nothing(ledger):
    found = ledger("Customer;10.50;2025-01-05\nBeta;5.25;2025-01-06\nBeta;1.00;2025-01-07\n")
    assert found.report.files[0].header_row is None
    assert found.lines["amount"].tolist() == [1050, 525, 100]


def test_no_dates_is_a_ledger_with_a_warning(ledger):
    report = ledger("Customer,Amount\nAcme,10.00\nBeta,5.00\n").report
    assert (report.precision, report.first_date, report.total) == ("none", None, 1500)
    assert [told.code for told in report.warnings] == ["no_dates"]


def test_a_table_without_a_header_is_read_by_its_content(ledger):
    found = ledger("Acme Ltd,2025-01-05,10.50\nBeta Inc,2025-01-06,5.25\nAcme Ltd,2025-01-07,1.00\n")
    assert found.lines["amount"].tolist() == [1050, 525, 100]
    [file] = found.report.files
    assert file.header_row is None
    assert [(c.header, c.role, c.sure) for c in file.columns] == [
        ("#1", "customer", "question"), ("#2", "date", "question"), ("#3", "amount", "question"),
    ]  # fmt: skip


TWO_ROWS = [
    ("Klient;Data;Wartość;;Uwagi\n;;netto;brutto;\n", ["Klient", "Data", "Wartość netto", "Wartość brutto", "Uwagi"]),
    ("Klient;Data;Sprzedaż;;Uwagi\nKlient;Data;Netto;Brutto;Uwagi\n",
     ["Klient", "Data", "Sprzedaż Netto", "Sprzedaż Brutto", "Uwagi"]),
    ("Dokument;;Kwota;;Nabywca\nNumer;Data;netto;VAT;\n",
     ["Dokument Numer", "Dokument Data", "Kwota netto", "Kwota VAT", "Nabywca"]),
    ("Raport sprzedaży;;;;\n;;;;\nKontrahent;;Wartość;;Data\nNazwa;NIP;netto;brutto;\n1;2;3;4;5\n",
     ["Kontrahent Nazwa", "Kontrahent NIP", "Wartość netto", "Wartość brutto", "Data"]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "names"), TWO_ROWS)
def test_headers_in_two_rows(head, names, ledger):
    cells = {"Klient": "Alfa", "Nabywca": "Alfa", "Kontrahent Nazwa": "Alfa", "netto": "10,50", "brutto": "12,92"}

    def cell(name: str) -> str:
        last = name.split()[-1]
        return cells.get(name) or cells.get(last.casefold()) or ("2026-01-05" if last == "Data" else "x")

    lines = [";".join(map(cell, names)).replace("10,50", amount) for amount in ("10,50", "20,25")]
    found = ledger("\n".join([head + lines[0], lines[1], ""]))
    [file] = found.report.files
    assert [column.header for column in file.columns] == names
    assert (found.lines["amount"].tolist(), found.report.basis) == ([1050, 2025], "net")
    assert (found.report.sales, found.report.excluded) == (2, ())


def test_a_customer_alone_under_the_header_is_no_second_header(ledger):
    text = "Klient;Data;Kwota\nAlfa;2026-01-05;1,50\nBeta;;\n"
    assert [column.header for column in ledger(text).report.files[0].columns] == ["Klient", "Data", "Kwota"]


def test_a_table_without_a_header_is_told(ledger):
    text = "Alfa Sp. z o.o.;05.01.2026;FV 1;10,50\nBeta S.A.;06.01.2026;FV 2;5,25\n"
    found = ledger(text)
    assert found.lines["amount"].tolist() == [1050, 525]
    assert [told.code for told in found.report.warnings] == ["headerless"]


def test_pages_footnotes_and_blank_rows(ledger):
    text = (
        "Klient;Data;Kwota\nAlfa;05.01.2026;10,00\n;;\nKlient;Data;Kwota\n1;2;3\nBeta;06.01.2026;5,50\n"
        "Razem;;15,50\n* ceny bez podatku;;\nDokument wydrukowano z systemu bez podpisu.;;\n"
    )
    report = ledger(text).report
    assert (report.rows_read, report.total, report.excluded) == (2, 1550, ())
    assert report.files[0].controls == (Control("Kwota", 1550, 1550),)


def test_a_last_total_that_bears_a_day(ledger):
    text = "Klient;Data;Kwota\nAlfa;05.01.2026;10,00\nBeta;06.01.2026;5,50\nRazem;31.01.2026;{}\n"
    assert ledger(text.format("15,50")).report.total == 1550
    assert ledger(text.format("15,00")).report.total == 3050


PRICED = """Klient;Data;Towar;Ilość;Cena netto
Alfa;05.01.2026;X;3;10,15
Beta;06.01.2026;Y;2,5;4,333
Alfa;07.01.2026;X;-1;10,15
"""


def test_quantity_times_price_where_there_is_no_amount(ledger):
    # 3 x 10.15 = 30.45; 2.5 x 4.333 = 10.8325; -1 x 10.15
    found = ledger(PRICED)
    assert found.lines["amount"].tolist() == [3045, 1083, -1015]
    [told] = [told for told in found.report.warnings if told.code == "amount_computed"]
    assert dict(told.facts) == {"file": "sales.csv", "price": "Cena netto", "quantity": "Ilość"}
    whole = ledger(PRICED.replace("Towar", "Wartość").replace(";X;", ";30,00;").replace(";Y;", ";11,00;"))
    assert whole.report.total == 7100
    assert not [told for told in whole.report.warnings if told.code == "amount_computed"]


@pytest.mark.parametrize(
    ("text", "first", "precision"),
    [
        ("Klient;Rok;Miesiąc;Dzień;Kwota\nAlfa;2026;1;5;1,50\nBeta;2026;12;31;2,50\n", date(2026, 1, 5), "day"),
        ("Klient;Rok;Miesiąc;Kwota\nAlfa;2025;grudzień;1,50\nBeta;2026;styczeń;2,50\n", date(2025, 12, 1), "month"),
        ("Продажи за 2026 год;;\nКлиент;Месяц;Сумма\nАз;Январь;1,50\nБук;Февраль;2,50\n", date(2026, 1, 1), "month"),
        ("Customer,Document,Amount\nAcme,Invoice 1 from 05.01.2026,1.50\nBeta,Invoice 2 from 06.01.2026,2.50\n",
         date(2026, 1, 5), "day"),
    ],
)  # fmt: skip
def test_dates_in_parts_and_inside_texts(text, first, precision, ledger):
    report = ledger(text).report
    assert (report.total, report.first_date, report.precision, report.sales) == (400, first, precision, 2)
