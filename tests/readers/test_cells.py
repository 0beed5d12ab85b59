"""Numbers and days of a column, exact whatever the cells are."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from segcore.readers.cells import days, decimals


def test_the_decimal_mark_is_one_for_the_column() -> None:
    cells = ["1.234", "-1.234,56", "", "x", "12,5 PLN", "(3,00)"]
    expected = [Decimal("1234"), Decimal("-1234.56"), None, None, Decimal("12.5"), Decimal("-3.00")]
    assert decimals(cells) == expected


def test_the_mark_can_be_told() -> None:
    assert decimals(["1,234"], ".") == [Decimal(1234)]
    assert decimals(["1,234"], ",") == [Decimal("1.234")]


def test_spreadsheet_numbers_are_exact() -> None:
    assert decimals([0.1 + 0.2, 7, Decimal("1.005"), None, True]) == [Decimal("0.3"), 7, Decimal("1.005"), None, None]


def test_the_order_of_day_and_month_is_one_for_the_column() -> None:
    assert days(["03/04/2026", "13/04/2026", "", "x"]) == [date(2026, 4, 3), date(2026, 4, 13), None, None]
    assert days(["03/04/2026"], "mdy") == [date(2026, 3, 4)]
    assert days([datetime(2026, 3, 4, 9, 30), date(2026, 3, 5)]) == [date(2026, 3, 4), date(2026, 3, 5)]
