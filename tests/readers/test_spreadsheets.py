"""Spreadsheets: typed cells, cells stored as text beside them, sheets, title rows."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl

from segcore.ledger import FileOptions, ReadOptions, SourceFile
from segcore.readers import look, read


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
