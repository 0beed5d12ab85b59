"""Reports whose shape misleads: years in titles, days across, documents below customers, balances of each month."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, Ledger, ReadOptions, SourceFile
from segcore.readers import read

Lines = list[tuple[str, str, int]]


def lines(*files: SourceFile, order: str | None = None) -> tuple[Ledger, Lines]:
    """The ledger of files, and its lines as (customer, ISO day, minor units) in their order."""
    found = read(list(files), ReadOptions(default=FileOptions(date_order=order)))
    names = found.parties["customer"]
    return found, [(names[one.customer], str(one.day)[:10], one.amount) for one in found.lines.itertuples(index=False)]


def text(content: str) -> SourceFile:
    return SourceFile("report.csv", content.encode())


def book(**sheets: list[list[object]]) -> SourceFile:
    """A workbook of these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return SourceFile("report.xlsx", stream.getvalue())


def codes(found: Ledger) -> list[str]:
    return [warning.code for warning in found.report.warnings]


YEARLESS = "{};;;;\nKlient;Styczeń;Luty;Marzec;Razem\nAlfa;1,5;2;;3,5\nBeta;;5;;5\nRazem;1,5;7;0;8,5\n"
IN_2025 = [("Alfa", "2025-01-01", 150), ("Alfa", "2025-02-01", 200), ("Beta", "2025-02-01", 500)]


@pytest.mark.parametrize(
    "title", ["Sprzedaż 2025", "w roku 2025", "Obroty za 2025 r.", "Sales by customer 2025", "Продажи 2025", "FY 2025"]
)
def test_the_only_year_of_a_title_dates_the_months(title: str) -> None:
    found, read_lines = lines(text(YEARLESS.format(title)))
    assert read_lines == IN_2025
    assert all(control.matches for control in found.report.files[0].controls)


def test_the_name_of_a_sheet_may_hold_the_year() -> None:
    rows: list[list[object]] = [["Klient", "Styczeń", "Luty", "Marzec"], ["Alfa", 1.5, 2, 0], ["Beta", "", 5, ""]]
    assert lines(book(**{"Sprzedaż 2025": rows}))[1] == IN_2025


@pytest.mark.parametrize(
    "content",
    [
        YEARLESS.format("Sprzedaż 2024 i 2025"),
        YEARLESS.format("Sprzedaż 2024/2025"),
        YEARLESS.format("Studio 2000 sp. z o.o."),
        "Sprzedaż 2025;;;\nKlient;Listopad;Grudzień;Styczeń\nAlfa;1;2;3\nBeta;4;;6\n",
        "FY 2025;;;\nKlient;Kwiecień;Maj;Czerwiec\nAlfa;1;2;3\nBeta;4;;6\n",
    ],
)
def test_a_year_that_is_not_certain_is_refused(content: str) -> None:
    with pytest.raises(LabradorError) as caught:
        lines(text(content))
    assert caught.value.code == "file.months_without_year"


def test_a_quarter_between_months_starts_no_new_year() -> None:
    content = "Rok 2025;;;;;\nKlient;Styczeń;Luty;Marzec;I kwartał;Kwiecień\nAlfa;1;2;3;6;4\nBeta;4;;;4;1\n"
    assert [line[1:] for line in lines(text(content))[1]] == [
        ("2025-01-01", 100), ("2025-02-01", 200), ("2025-03-01", 300), ("2025-04-01", 400),
        ("2025-01-01", 400), ("2025-04-01", 100),
    ]  # fmt: skip


ACROSS = "Customer,{}\nAlfa,1,,3\nBeta,,5,\n"
FIRST, SECOND, THIRD = "2026-01-05", "2026-01-06", "2026-01-07"


@pytest.mark.parametrize(
    ("heads", "days", "sure"),
    [
        ("05.01.2026,06.01.2026,07.01.2026", (FIRST, SECOND, THIRD), True),
        (f"{FIRST},{SECOND},{THIRD}", (FIRST, SECOND, THIRD), True),
        ("05.01.2026,12.01.2026,19.01.2026", ("2026-01-05", "2026-01-12", "2026-01-19"), True),
        ("1/5/2026,1/12/2026,1/19/2026", ("2026-01-05", "2026-01-12", "2026-01-19"), True),
        ("01.01.2026,01.02.2026,01.03.2026", ("2026-01-01", "2026-02-01", "2026-03-01"), True),
        ("1/1/2026,2/1/2026,3/1/2026", ("2026-01-01", "2026-02-01", "2026-03-01"), False),
        ("05/01/2026,12/01/2026,19/01/2026", ("2026-01-05", "2026-01-12", "2026-01-19"), True),
        ("01/05/2026,03/05/2026,06/05/2026", ("2026-05-01", "2026-05-03", "2026-05-06"), False),
    ],
)
def test_days_across_stay_days(heads: str, days: tuple[str, str, str], sure: bool) -> None:
    found, read_lines = lines(text(ACROSS.format(heads)))
    assert read_lines == [("Alfa", days[0], 100), ("Alfa", days[2], 300), ("Beta", days[1], 500)]
    assert [question.code for question in found.report.questions] == ([] if sure else ["date_order"])


@pytest.mark.parametrize(
    ("order", "days"), [("dmy", ("2026-01-01", "2026-01-03")), ("mdy", ("2026-01-01", "2026-03-01"))]
)
def test_the_answer_about_the_order_holds(order: str, days: tuple[str, str]) -> None:
    found, read_lines = lines(text(ACROSS.format("1/1/2026,2/1/2026,3/1/2026")), order=order)
    assert [day for name, day, _ in read_lines if name == "Alfa"] == list(days)
    assert "ambiguous_dates" not in codes(found)


NO_LEVELS = "Контрагент;Сумма\nАльфа;250\nБрус;150\nДоски;100\nБета;70\nГвозди;70\nИтого;{}\n"


@pytest.mark.parametrize(
    "content",
    [
        "Контрагент;Сумма\nАльфа;200\nРеализация 1 от 14.01.2026 10:11:12;100\nБета;80\n"
        "Реализация 2 от 15.01.2026 9:00:00;70\n",  # the sums do not fit, but documents are no customers
        "Контрагент;Сумма\nДокумент;\nАльфа;200\nДоски;150\nБета;80\nБрус;75\n",  # names of levels below the header
        "Klient;Kwota\nPolska;170\nAlfa;100\nDeski;100\nBeta;70\nBelki;70\nRazem;170\n",  # 510 = 3 x 170
    ],
)
def test_sums_of_nested_rows_are_no_sales(content: str) -> None:
    with pytest.raises(LabradorError) as caught:
        lines(text(content))
    assert (caught.value.code, caught.value.facts) == ("file.grouped", {"file": "report.csv"})


@pytest.mark.parametrize(
    ("content", "total"),
    [
        # 1200 = 3 x 400: totals of equal sections
        ("Klient;Kwota\nAlfa;100\nBeta;300\nRazem;400\nAlfa;150\nBeta;250\nRazem;400\nAlfa;1\nBeta;399\nRazem;400\n",
         120_000),
        ("Документ;Контрагент;Сумма\nРеализация 1 от 14.01.2026;Альфа;150\nРеализация 2 от 15.01.2026;Бета;100\n",
         25_000),
        ("Klient;Kwota\nAlfa;100\nBeta;300\nRazem;390\n", 40_000),
    ],
)  # fmt: skip
def test_a_list_with_totals_stays_a_list(content: str, total: int) -> None:
    found, _ = lines(text(content))
    assert (found.report.files[0].format, found.report.total) == ("csv", total)


SETTLED = (
    "Ведомость по взаиморасчетам с контрагентами;;;;\nПериод: 01.01.2026 - 31.01.2026;;;;\n"
    "Контрагент;Начальный остаток;Приход;Расход;Конечный остаток\nДоговор;;;;\nДокумент движения (регистратор);;;;\n"
    "Ромашка ООО;100;1200;750;550\nДоговор № 1 от 01.01.2025;100;1200;750;550\n"
    "Реализация товаров и услуг 1 от 12.01.2026 10:00:00;;1000;50;\n"
    "Поступление на расчетный счет 5 от 20.01.2026 0:00:00;;;500;\n"
    "Возврат товаров от покупателя 1 от 21.01.2026 9:00:00;;;200;\n"
    "Списание с расчетного счета 2 от 22.01.2026 0:00:00;;200;;\n"
    "Василёк АО;;300;{};\nРеализация товаров и услуг 2 от 13.01.2026 10:00:00;;300;;\n"
    "Приходный кассовый ордер 3 от 14.01.2026 10:00:00;;;300;\nИтого;100;1500;1050;550\n"
)


def test_mutual_settlements_count_what_was_shipped() -> None:
    found, read_lines = lines(text(SETTLED.format("300")))
    assert read_lines == [
        ("Ромашка ООО", "2026-01-12", 100_000),
        ("Ромашка ООО", "2026-01-21", -20_000),
        ("Василёк АО", "2026-01-13", 30_000),
    ]
    assert (found.report.sales, found.report.returns, found.report.currency) == (2, 1, "RUB")
    excluded = {one.reason: (one.rows, one.sum) for one in found.report.excluded}
    assert excluded == {"duplicate": (2, 80_000), "outgoing": (1, -20_000)}
    assert [(one.file, one.read) for one in found.report.files[0].controls] == [(150_000, 150_000)]


@pytest.mark.parametrize(
    "content",
    [
        SETTLED.format("299"),
        SETTLED.format("300").replace("с контрагентами", "с поставщиками"),
        SETTLED.format("300").replace("Контрагент;", "Номенклатура;"),
    ],
)
def test_other_movements_are_no_sales(content: str) -> None:
    with pytest.raises(LabradorError) as caught:
        lines(text(content))
    assert caught.value.code in ("file.grouped", "ledger.no_customer_column")


def turnover(month: str, debit: int, **customers: int) -> list[list[object]]:
    names = [[name, "", "", amount, "", amount, ""] for name, amount in customers.items()]
    sums = ["", "", debit, "", debit, ""]
    return [
        [f"Оборотно-сальдовая ведомость по счету 62.01 за {month} 2026 г.", *[""] * 6],
        ["Счет", "Сальдо на начало периода", "", "Обороты за период", "", "Сальдо на конец периода", ""],
        ["Контрагенты", "Дебет", "Кредит", "Дебет", "Кредит", "Дебет", "Кредит"],
        ["62.01", *sums],
        *names,
        ["Итого", *sums],
    ]


def test_turnover_of_several_sheets_is_compared_with_all_of_them() -> None:
    january, february = turnover("Январь", 300, Альфа=200, Бета=100), turnover("Февраль", 70, Альфа=50, Гамма=20)
    found, read_lines = lines(book(Январь=january, Февраль=february))
    assert [(name, amount) for name, _, amount in read_lines] == [
        ("Альфа", 20_000), ("Бета", 10_000), ("Альфа", 5_000), ("Гамма", 2_000),
    ]  # fmt: skip
    assert [(one.file, one.read) for one in found.report.files[0].controls] == [(37_000, 37_000)]
    assert "total_differs" not in codes(found)


def test_turnover_of_several_files_is_dated_by_the_month_of_each() -> None:
    january, february = turnover("Январь", 300, Альфа=200, Бета=100), turnover("Февраль", 70, Альфа=50, Гамма=20)
    files = [replace(book(Лист=rows), name=f"{place}.xlsx") for place, rows in enumerate((january, february))]
    both, read_lines = lines(*files)
    assert sorted((name, day[:7], amount) for name, day, amount in read_lines) == [
        ("Альфа", "2026-01", 20_000), ("Альфа", "2026-02", 5_000), ("Бета", "2026-01", 10_000),
        ("Гамма", "2026-02", 2_000),
    ]  # fmt: skip
    assert (both.report.precision, both.report.stated_to) == ("month", date(2026, 2, 28))
    assert [told for told in codes(both) if told in ("no_dates", "months_of_files")] == ["months_of_files"]
    one, _ = lines(files[0])
    assert (one.report.precision, one.report.first_date) == ("none", None), "one month alone says nothing of when"
    quarter = turnover("1 квартал", 300, Альфа=200, Бета=100)
    assert lines(files[1], book(Лист=quarter))[0].report.precision == "none"


MONTHS_THEN_DOCUMENTS = (
    "Месяц;Сумма\nКонтрагент;\nДокумент;\nЯнварь 2026;300\nАльфа;200\n"
    "Реализация 1 от 14.01.2026 10:11:12;300\nВозврат 1 от 20.01.2026 10:11:12;-100\nБета;100\n"
    "Реализация 2 от 15.01.2026 10:11:12;100\nФевраль 2026;50\nАльфа;50\nРеализация 3 от 16.02.2026 9:00:00;50\n"
    "Итого;350\n"
)
CUSTOMERS_THEN_MONTHS = (
    "Контрагент;Сумма\nПериод;\nДокумент;\nАльфа;250\nЯнварь 2026;200\nРеализация 1 от 14.01.2026 10:11:12;300\n"
    "Возврат 1 от 20.01.2026 10:11:12;-100\nФевраль 2026;50\nРеализация 3 от 16.02.2026 9:00:00;50\n"
    "Бета;100\nЯнварь 2026;100\nРеализация 2 от 15.01.2026 10:11:12;100\nИтого;350\n"
)
DOCUMENTS_THEN_ITEMS = (
    "Контрагент;Сумма\nДокумент;\nНоменклатура;\nАльфа;250\nРеализация 1 от 14.01.2026 10:11:12;150\nДоски;100\n"
    "Брус;50\nРеализация 2 от 15.01.2026 10:11:12;100\nДоски;100\nБета;70\nРеализация 3 от 16.01.2026 10:11:12;70\n"
    "Брус;70\nИтого;320\n"
)
MANAGERS_THEN_ITEMS = (
    "Менеджер;Количество;Выручка\nКонтрагент;;\nНоменклатура;;\nИванов И.И.;5;250\nАльфа;3;150\nДоски;2;100\n"
    "Брус;1;50\nБета;2;100\nДоски;2;100\nПетров П.П.;1;70\nГамма;1;70\nБрус;1;70\nИтого;6;320\n"
)
OF_MONTHS = [
    ("Альфа", "2026-01-14", 30_000), ("Альфа", "2026-01-20", -10_000), ("Бета", "2026-01-15", 10_000),
    ("Альфа", "2026-02-16", 5_000),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (MONTHS_THEN_DOCUMENTS, OF_MONTHS),
        (CUSTOMERS_THEN_MONTHS, [*OF_MONTHS[:2], OF_MONTHS[3], OF_MONTHS[2]]),
        (
            DOCUMENTS_THEN_ITEMS,
            [
                ("Альфа", "2026-01-14", 10_000), ("Альфа", "2026-01-14", 5_000), ("Альфа", "2026-01-15", 10_000),
                ("Бета", "2026-01-16", 7_000),
            ],
        ),
        (
            MANAGERS_THEN_ITEMS,
            [("Альфа", "NaT", 10_000), ("Альфа", "NaT", 5_000), ("Бета", "NaT", 10_000), ("Гамма", "NaT", 7_000)],
        ),
    ],
)  # fmt: skip
def test_of_three_levels_the_deepest_counts(content: str, expected: Lines) -> None:
    found, read_lines = lines(text(content))
    total = sum(amount for _, _, amount in expected)
    assert read_lines == expected
    assert [(one.file, one.read) for one in found.report.files[0].controls] == [(total, total)]
    assert found.report.excluded == ()


def test_what_stands_above_a_customer_stays_with_him() -> None:
    parties = lines(text(MANAGERS_THEN_ITEMS))[0].parties.set_index("customer")
    assert parties["manager"].to_dict() == {"Альфа": "Иванов И.И.", "Бета": "Иванов И.И.", "Гамма": "Петров П.П."}


@pytest.mark.parametrize(
    "content",
    [
        DOCUMENTS_THEN_ITEMS.replace("Доски;100", "Доски;101"),
        CUSTOMERS_THEN_MONTHS.replace("Февраль 2026;50", "Февраль 2026;60"),
        # 0 may close the first manager's customer or be a customer's own item
        "Менеджер;Сумма\nКонтрагент;\nНоменклатура;\nИванов;5\nАльфа;5\nДоски;5\nБрус;0\nБета;0\nДоски;0\n",
        "Менеджер;январь 2026;февраль 2026\nКонтрагент;;\nНоменклатура;;\nИванов;3;2\nАльфа;3;2\nДоски;1;2\nБрус;2;\n"
        "Петров;5;5\nБета;5;5\nДоски;5;5\n",
    ],
)
def test_levels_that_are_not_certain_are_refused(content: str) -> None:
    with pytest.raises(LabradorError) as caught:
        lines(text(content))
    assert caught.value.code in ("file.grouped", "ledger.no_customer_column")
