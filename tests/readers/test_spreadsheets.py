"""Spreadsheets: typed cells, cells stored as text beside them, sheets, title rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, ReadOptions, ReadReport, SourceFile
from segcore.readers import look, read
from tests.readers import xlsb_maker


def book(**sheets: list[list[Any]]) -> SourceFile:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    store = io.BytesIO()
    made.save(store)
    return SourceFile("book.xlsx", store.getvalue())


HEADER = ["Customer", "Date", "Invoice No", "Amount"]


def test_numbers_and_ids_as_they_are_stored():
    rows = [HEADER, [123, date(2025, 1, 5), 7, 10.5], ["00123", datetime(2025, 1, 6, 10, 30), "0007", 0.1 + 0.2],
            ["NA", "2025-01-07", 8.0, "1 234,56"], [True, 45665, "x", -3]]  # fmt: skip
    found = read([book(Data=rows)])
    assert found.parties["customer"].tolist() == ["00123", "123", "NA", "TRUE"]
    assert found.lines["amount"].tolist() == [1050, 30, 123456, -300]
    assert [str(day)[:10] for day in found.lines["day"]] == ["2025-01-05", "2025-01-06", "2025-01-07", "2025-01-08"]
    assert found.report.warnings == ()


def test_tax_numbers_stored_as_numbers():
    rows = [["Kontrahent", "NIP", "Data", "Netto"], ["Alfa", 5252248481, date(2025, 1, 5), 1.5]]
    assert read([book(Dane=rows)]).parties["tax_id"].tolist() == ["5252248481"]


def test_the_sheet_with_the_table_is_taken_and_another_can_be_chosen():
    big = [HEADER, *([f"Acme {n}", date(2025, 1, 5), n, 1.5] for n in range(9))]
    small = [HEADER, ["Beta", date(2025, 1, 5), 1, 2.5]]
    file = book(Notes=[["Read me"], ["please"]], First=small, Second=big)
    report = look(file)
    assert (report.sheet, report.sheets) == ("Second", ("Notes", "First", "Second"))
    assert read([file], ReadOptions(default=FileOptions(sheet="First"))).report.total == 250


def test_title_rows_blank_rows_and_a_sum_below():
    rows = [["Sales 2025"], [], [None, *HEADER], [None, "Acme", date(2025, 1, 5), 1, 10], [],
            [None, "Beta", date(2025, 1, 6), 2, 5.25], [None, None, None, None, 15.25]]  # fmt: skip
    report = read([book(Data=rows)]).report
    assert (report.rows_read, report.layout_rows, report.total) == (2, 2, 1525)
    assert report.files[0].header_row == 3
    assert report.files[0].controls[0].matches


def test_long_fractions_of_a_spreadsheet_are_rounded_and_told():
    report = read(
        [book(Data=[HEADER, ["Acme", date(2025, 1, 5), 1, 81.30081300813], ["Acme", date(2025, 1, 6), 2, 1]])]
    )
    assert report.report.total == 8230
    assert [told.code for told in report.report.warnings] == ["amounts_rounded"]


def test_dates_of_1900_are_unreadable():
    rows = [
        HEADER,
        ["Acme", datetime(1900, 1, 1), 1, 5],
        ["Acme", date(2025, 1, 5), 2, 7],
        ["Acme", date(2025, 2, 5), 3, 7],
    ]
    report = read([book(Data=rows)]).report
    assert [(entry.reason, entry.rows, entry.sum) for entry in report.excluded] == [("unreadable", 1, 500)]
    assert [told.code for told in report.warnings] == ["dates_unlikely"]


def changed(file: SourceFile, change: Callable[[str, bytes], tuple[str, bytes]]) -> SourceFile:
    """A workbook with its members renamed or rewritten."""
    store = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file.content)) as packed, zipfile.ZipFile(store, "w") as made:
        for name in packed.namelist():
            made.writestr(*change(name, packed.read(name)))
    return SourceFile(file.name, store.getvalue())


ROWS = [HEADER, ["Alfa", date(2025, 1, 5), 1, 10.5], ["Beta", date(2025, 2, 6), 2, 4]]


def test_shared_strings_in_capitals():
    def capitals(name: str, content: bytes) -> tuple[str, bytes]:
        return name.replace("sharedStrings", "SharedStrings"), content

    store = io.BytesIO()
    with xlsxwriter.Workbook(store) as made:
        sheet = made.add_worksheet()
        for place, row in enumerate([["Klient", "Data", "Netto"], ["Żółw", "2025-01-05", 10.5]]):
            sheet.write_row(place, 0, row)
    plain = SourceFile("a.xlsx", store.getvalue())
    odd = changed(plain, capitals)
    with zipfile.ZipFile(io.BytesIO(odd.content)) as packed:
        assert "xl/SharedStrings.xml" in packed.namelist()
    assert read([odd]).digest == read([plain]).digest


def test_dates_counted_from_1904():
    # 44197 days after 1904-01-01 are 2025-01-02; from 1899-12-30 they would be 2021-01-01
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    for row in ROWS:
        made.active.append(row)
    store = io.BytesIO()
    made.save(store)
    file = SourceFile("mac.xlsx", store.getvalue())
    with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
        assert b'date1904="1"' in packed.read("xl/workbook.xml")
    assert [str(day)[:10] for day in read([file]).lines["day"]] == ["2025-01-05", "2025-02-06"]


def test_errors_in_cells_are_unreadable():
    rows = [*ROWS, ["Gamma", date(2025, 2, 7), 3, "#N/A"], ["Delta", date(2025, 2, 8), 4, "#REF!"],
            ["Epsilon", date(2025, 2, 9), 5, None]]  # fmt: skip
    report = read([book(Data=rows)]).report
    assert [(entry.reason, entry.rows, entry.sum) for entry in report.excluded] == [
        ("no_amount", 1, 0), ("unreadable", 2, 0),
    ]  # fmt: skip
    assert (report.sales, report.total, report.warnings) == (2, 1450, ())


def test_formulas_without_a_result_are_told():
    rows = [*ROWS, ["Gamma", date(2025, 2, 7), 3, "=1+2"], ["Delta", date(2025, 2, 8), 4, None]]
    report = read([book(Data=rows)]).report
    assert [(entry.reason, entry.rows) for entry in report.excluded] == [("no_amount", 1), ("unreadable", 1)]
    [told] = report.warnings
    assert (told.code, dict(told.facts)) == ("formulas_unread", {"file": "book.xlsx", "rows": 1})


def test_formulas_without_any_result_are_refused():
    rows = [HEADER, *(["Alfa", date(2025, 1, 5), number, f"={number}*2"] for number in range(1, 5))]
    with pytest.raises(LabradorError) as refused:
        read([book(Data=rows)])
    assert (refused.value.code, refused.value.facts) == ("ledger.formulas", {"file": "book.xlsx", "rows": 4})


def test_formulas_with_a_result_are_numbers_and_empty_texts_are_blank():
    def computed(name: str, content: bytes) -> tuple[str, bytes]:
        content = content.replace(b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>").replace(
            b"<f>1+2</f><v/>", b"<f>1+2</f><v>3</v>"
        )
        return name, re.sub(rb'<c r="D5"[^>]*>.*?</c>', b'<c r="D5" t="str"><f>IF(1,"")</f><v></v></c>', content)

    rows = [*ROWS, ["Gamma", date(2025, 2, 7), 3, "=1+2"], ["Delta", date(2025, 2, 8), 4, 0]]
    report = read([changed(book(Data=rows), computed)]).report
    assert (report.total, report.warnings) == (1750, ())
    assert [(entry.reason, entry.rows) for entry in report.excluded] == [("no_amount", 1)]


JANUARY = [["Alfa", date(2025, 1, 5), 1, 10], ["Beta", date(2025, 1, 6), 2, 20], [None, None, "Razem", 30]]
FEBRUARY = [["Alfa", date(2025, 2, 5), 3, 5]]
MONTHS = {"Styczeń": [["Luty nic"], HEADER, *JANUARY], "Luty": [HEADER, *FEBRUARY]}


def joined_names(report: ReadReport) -> list[object]:
    return [dict(told.facts)["sheets"] for told in report.warnings if told.code == "sheets_joined"]


@pytest.mark.parametrize(
    ("sheets", "total", "names"),
    [
        (MONTHS, 3500, ["Styczeń, Luty"]),
        ({"Warszawa": [HEADER, *JANUARY], "Kraków": [HEADER, *FEBRUARY]}, 3500, ["Warszawa, Kraków"]),
        ({**MONTHS, "Uwagi": [["Tekst"], ["inny"]]}, 3500, ["Styczeń, Luty"]),
        ({**MONTHS, "Rok": [HEADER, *JANUARY, *FEBRUARY]}, 3500, []),
        ({"Styczeń": MONTHS["Styczeń"], "Kopia": MONTHS["Styczeń"]}, 3000, []),
        ({"Sprzedaż": [HEADER, *JANUARY], "Zakupy": [HEADER, *FEBRUARY]}, 3000, []),
        ({"Sprzedaż": [HEADER, *JANUARY], "Notes": [["a", "b"], ["c", "d"]], "Reszta": [HEADER, *FEBRUARY]}, 3000, []),
        ({"Styczeń": [HEADER, *JANUARY], "Luty": [[*HEADER, "Note"], *FEBRUARY]}, 3000, []),
    ],
)  # fmt: skip
def test_sheets_of_one_table(sheets, total, names):
    report = read([book(**sheets)]).report
    assert (report.total, joined_names(report)) == (total, names)
    assert report.excluded == ()


def test_one_of_the_sheets_of_a_table_can_be_chosen():
    file = book(**MONTHS)
    report = read([file], ReadOptions(default=FileOptions(sheet="Luty"))).report
    assert (report.total, joined_names(report), report.files[0].sheets) == (500, [], ("Styczeń", "Luty"))


def test_names_of_sheets_are_the_only_months():
    short = [["Klient", "Netto"], ["Alfa", 10], ["Beta", 20], ["Razem", 30]]
    dated = read([book(**{"Styczeń 2025": short, "Luty 2025": short[:2]})])
    days = [str(day)[:7] for day in dated.lines["day"]]
    assert list(zip(days, dated.lines["amount"].tolist(), strict=True)) == [
        ("2025-01", 1000), ("2025-01", 2000), ("2025-02", 1000),
    ]  # fmt: skip
    assert (dated.report.precision, dated.report.excluded) == ("month", ())
    titles = [["Sprzedaż 2025"]]
    titled = read([book(**{"Styczeń": titles + short, "Luty": [*titles, *short[:2], ["Gama", 1]]})])
    assert (str(titled.report.first_date), str(titled.report.last_date)) == ("2025-01-01", "2025-02-01")


def test_hidden_sheets_are_not_read():
    made = openpyxl.load_workbook(
        io.BytesIO(book(**{"Dane": ROWS, "Kopia": [*ROWS, *ROWS[1:], ["X", date(2025, 1, 1), 9, 99]]}).content)
    )
    made["Kopia"].sheet_state = "hidden"
    store = io.BytesIO()
    made.save(store)
    report = read([SourceFile("a.xlsx", store.getvalue())]).report
    assert (report.total, report.files[0].sheets) == (1450, ("Dane",))


CSV = """Sales ledger 2026
Customer,Invoice date,Invoice No,Net amount,Note
Acme Ltd,2026-01-05,1001,1200.50,
Żółw Sp. z o.o.,2026-01-16,1002,80.00,first order
Acme Ltd,2026-02-02,1003,-100.25,returned
Globex LLC,2026-03-31,1004,19.99,
Total,,,1200.24,
"""


def test_a_binary_workbook_is_the_ledger_of_its_csv(sample):
    made = SourceFile("a.xlsb", xlsb_maker.workbook(xlsb_maker.LEDGER))
    assert made.content == sample("en_sales.xlsb").content
    binary, text = read([made]), read([SourceFile("a.csv", CSV.encode())])
    assert (binary.report.files[0].format, binary.report.total, binary.report.warnings) == ("xlsb", 120024, ())
    assert binary.report.files[0].controls[0].matches
    assert binary.digest == text.digest
    other = read([SourceFile("a.csv", CSV.replace("19.99", "19.98").encode())])
    assert other.digest != binary.digest
