"""Dates: every form by hand, and the order decided by the column."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from segcore.readers.dates import dates, looks_date, unlikely
from segcore.readers.grid import Column

FORMS = [
    ("2026-03-04", "2026-03-04"), ("2026/03/04", "2026-03-04"), ("20260304", "2026-03-04"),
    ("2026-03-04 10:11:12", "2026-03-04"), ("2026-03-04T23:59:59+02:00", "2026-03-04"),
    ("2026-03-04T10:11:12.5Z", "2026-03-04"),
    ("04.03.2026", "2026-03-04"), ("4.3.26", "2026-03-04"), ("12.01.2026 10:00", "2026-01-12"),
    ("31-12-2025", "2025-12-31"), ("15 января 2026 г.", "2026-01-15"), ("1 sty 2026", "2026-01-01"),
    ("3 marca 2026", "2026-03-03"),
    ("Jan 5, 2026", "2026-01-05"), ("5-Feb-26", "2026-02-05"), ("5 March 2026", "2026-03-05"), ("46060", "2026-02-07"),
    ("Январь 2026 г.", "2026-01-01"), ("styczeń 2026", "2026-01-01"), ("2026-02", "2026-02-01"),
    ("02.2026", "2026-02-01"),
    ("Q1 2026", "2026-01-01"), ("2026-Q4", "2026-10-01"), ("2 квартал 2026 г.", "2026-04-01"),
    ("III kw. 2026", "2026-07-01"), ("IV квартал 2026 р.", "2026-10-01"), ("1. Quartal 2026", "2026-01-01"),
    ("Реализация 14 от 14.01.2026 10:11:12", "2026-01-14"), ("FV 3/2026 z dnia 2026-02-05", "2026-02-05"),
    ("янв.26", "2026-01-01"), ("sty.26", "2026-01-01"), ("05.sty.26", "2026-01-05"), ("13.лют.2026", "2026-02-13"),
    ("Jan-05-26", "2026-01-05"), ("Feb-14-2026", "2026-02-14"), ("20260105T101112", "2026-01-05"),
    ("20260105T101112Z", "2026-01-05"), ("05.01.2026 пн", "2026-01-05"), ("14.02.2026 (сб)", "2026-02-14"),
    ("2026-01-05, Mon", "2026-01-05"), ("13.01.2026 wtorek", "2026-01-13"), ("05.01.2026 в 10:11", "2026-01-05"),
    ("05.01.2026 o 10:11", "2026-01-05"), ("Jan 5, 2026 at 10:11 AM", "2026-01-05"),
    ("13/01/2026 10:11:12 PST", "2026-01-13"), ("05.01.2026 10:11 MSK", "2026-01-05"),
    ("05.01.2026 10:11:12 (UTC+3)", "2026-01-05"), ("2026-01-05 10:11 GMT+0100", "2026-01-05"),
    ("2026-01-05 10:11 CEST", "2026-01-05"),
    ("5 Jan 05 2026", None), ("Jan-32-26", None), ("янв.2", None), ("05.01.2026 XYZ", None), ("abc.26", None),
    ("20260105T99", None), ("05.01.2026 10:11 ABC", None),
    ("Mariusz 26", None), ("Market 2000", None), ("Marka 2026", None),
    ("31.02.2026", None), ("00.00.0000", None), ("01.01.1900", None), ("soon", None), ("12", None),
    ("2199-01-01", None),
]  # fmt: skip


def days(texts: list[str], order: str = "auto", fallback: str = "dmy") -> list[str | None]:
    found = dates(Column(pa.array(texts)), order, fallback)
    return [None if np.isnat(day) else str(day)[:10] for day in found.days]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_form(text, expected):
    assert days([text]) == [expected]


def test_a_part_above_twelve_proves_the_order_of_the_whole_column():
    assert days(["03/04/2026", "13/04/2026"]) == ["2026-04-03", "2026-04-13"]
    assert days(["03/04/2026", "04/13/2026"]) == ["2026-03-04", "2026-04-13"]
    assert days(["1/13/26", "2/3/26"]) == ["2026-01-13", "2026-02-03"]
    found = dates(Column(pa.array(["03/04/2026", "13/04/2026"])), "auto", "mdy")
    assert (found.ambiguous, found.form) == ("", "DD/MM/YYYY")


def test_an_unproven_order_is_told_with_an_example():
    column = Column(pa.array(["05/05/2026", "03/04/2026"]))
    found = dates(column, "auto", "mdy")
    assert (found.ambiguous, found.form) == ("03/04/2026", "MM/DD/YYYY")
    assert days(["03/04/2026"], "auto", "mdy") == ["2026-03-04"]
    assert days(["03/04/2026"], "dmy", "mdy") == ["2026-04-03"]
    assert dates(column, "mdy", "dmy").ambiguous == ""
    assert dates(Column(pa.array(["05/05/2026"])), "auto", "mdy").ambiguous == ""
    assert dates(Column(pa.array(["03.04.2026"])), "auto", "mdy").ambiguous == ""


def test_one_order_per_column_never_per_cell():
    assert days(["25/01/2026", "26/01/2026", "01/27/2026"]) == ["2026-01-25", "2026-01-26", None]


def test_months_know_no_day():
    assert dates(Column(pa.array(["Январь 2026 г.", "Февраль 2026 г."])), "auto", "dmy").months
    assert not dates(Column(pa.array(["Январь 2026 г.", "01.02.2026"])), "auto", "dmy").months


def test_a_date_inside_a_text_makes_no_column_of_dates():
    assert looks_date("14 stycznia 2026")
    assert not looks_date("Реализация 14 от 14.01.2026")


def test_far_dates_are_found_without_a_clock():
    year = [f"2025-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 11)]

    def far(texts: list[str]) -> int:
        return int(unlikely(np.array(texts, dtype="datetime64[s]")).sum())

    assert far(year) == 0
    assert far([*year, "2027-06-01"]) == 1
    assert far(["2024-01-05", "2024-02-05", "2026-01-10"]) == 0
    assert far(["2024-01-05", "2024-02-05", "2062-01-10"]) == 1
    assert far([f"{start}-06-01" for start in range(2018, 2026)]) == 0


def test_a_column_called_date_that_cannot_be_read_is_named_with_an_example(ledger):
    text = "Customer;Date;Amount\nAlfa;2026-W02;10.00\nBeta;2026-W03;5.00\n"
    told = {warning.code: dict(warning.facts) for warning in ledger(text).report.warnings}
    assert told["dates_unread"] == {"file": "sales.csv", "column": "Date", "example": "2026-W02"}
    assert "no_dates" in told
    for better in (text.replace("-W0", "-01-0"), text.replace("Date", "Week")):
        assert "dates_unread" not in {warning.code for warning in ledger(better).report.warnings}
