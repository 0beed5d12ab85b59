"""Tables of another shape than one sale a row: cross-tabs, grouped reports, turnover sheets; and plain lists beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, Ledger, SourceFile
from segcore.readers import FORMATS, read
from segcore.readers.content import opened
from segcore.readers.shapes import periods

SAMPLES = Path(__file__).parents[1] / "samples"
SHAPES = [known for known in FORMATS if known.family == "shape"]
JAN, FEB, MAR = "2026-01-01", "2026-02-01", "2026-03-01"


def lines(text: str) -> tuple[Ledger, list[tuple[str, str, int]]]:
    """The ledger of a text, and its lines as (customer, ISO day, minor units) in the order of the file."""
    found = read([SourceFile("report.csv", text.encode())])
    names = found.parties["customer"]
    return found, [(names[one.customer], str(one.day)[:10], one.amount) for one in found.lines.itertuples(index=False)]


def sums(found: Ledger) -> dict[str, int]:
    """Sum per customer."""
    names = found.parties["customer"]
    whole: dict[str, int] = {}
    for one in found.lines.itertuples(index=False):
        whole[names[one.customer]] = whole.get(names[one.customer], 0) + one.amount
    return whole


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("Январь 2026 г.", (2026, 1, 1), (2026, 1, 31), ""),
        ("styczeń 2026", (2026, 1, 1), (2026, 1, 31), ""),
        ("sty 26", (2026, 1, 1), (2026, 1, 31), ""),
        ("Jan-26", (2026, 1, 1), (2026, 1, 31), ""),
        ("01.2026", (2026, 1, 1), (2026, 1, 31), ""),
        ("2026-02", (2026, 2, 1), (2026, 2, 28), ""),
        ("01/26", (2026, 1, 1), (2026, 1, 31), ""),
        ("Q1 2026", (2026, 1, 1), (2026, 3, 31), ""),
        ("1Q26", (2026, 1, 1), (2026, 3, 31), ""),
        ("1 квартал 2026 г.", (2026, 1, 1), (2026, 3, 31), ""),
        ("II kw. 2026", (2026, 4, 1), (2026, 6, 30), ""),
        ("1 полугодие 2026", (2026, 1, 1), (2026, 6, 30), ""),
        ("Revenue 2024", (2024, 1, 1), (2024, 12, 31), "revenue"),
        ("2026 Январь Сумма", (2026, 1, 1), (2026, 1, 31), "сумма"),
        ("January - March, 2026", (2026, 1, 1), (2026, 3, 31), ""),
    ],
)
def test_a_header_names_its_span(text: str, first: tuple[int, int, int], last: tuple[int, int, int], rest: str) -> None:
    found, left = periods.span(text)
    assert found is not None
    assert (found.first, found.last, left) == (date(*first), date(*last), rest)


@pytest.mark.parametrize("text", ["Январь", "Q1", "Сумма", "2024/2025", "5.00", "10.50", "Marek", ""])
def test_no_span_without_a_year(text: str) -> None:
    assert periods.span(text)[0] is None


POLISH = (
    "Klient;NIP;styczeń 2026;luty 2026;Razem\nAlfa;;100,00;200,50;300,50\nBeta;;-50,00;;-50,00\n"
    "Razem;;50,00;200,50;250,50\n"
)
ENGLISH = "Customer,1/1/2026,2/1/2026,3/1/2026\nAlfa,1,-,3\nBeta,0,5,6\n"
YEAR_ABOVE = ";2025;2026;;\nКлиент;Декабрь;Январь;Февраль;Итого\nАльфа;2;3;;5\nБета;5;;1;6\nИтого;7;3;1;11\n"
MEASURES = (
    ";Январь 2026;;Февраль 2026;;Итого;\nКлиент;Количество;Сумма;Количество;Сумма;Количество;Сумма\n"
    "Альфа;1;100;2;200;3;300\nБета;4;50;;;4;50\nИтого;5;150;2;200;7;350\n"
)
BESIDE = "Клиент;Товар;2026-01;2026-02\nАльфа;Доски;1;2\n;Брус;3;\nАльфа Итог;;4;2\nБета;Доски;5;5\nОбщий итог;;9;7\n"
BELOW = "Контрагент;янв.26;фев.26\nНоменклатура;;\nАльфа;4;2\nДоски;1;2\nБрус;3;\nБета;5;5\nДоски;5;5\nИтого;9;7\n"
MANAGERS = "Менеджер;янв.26;фев.26\nКонтрагент;;\nИванов;4;2\nАльфа;1;2\nБета;3;\nПетров;5;5\nГамма;5;5\nИтого;9;7\n"
UNTITLED = "Период: 01.11.2025 - 31.01.2026;;;\nКонтрагент;Ноябрь;Декабрь;Январь\nАльфа;1;2;3\nБета;4;;6\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (POLISH, [("Alfa", JAN, 10_000), ("Alfa", FEB, 20_050), ("Beta", JAN, -5_000)]),
        (ENGLISH, [("Alfa", JAN, 100), ("Alfa", MAR, 300), ("Beta", FEB, 500), ("Beta", MAR, 600)]),
        (
            YEAR_ABOVE,
            [("Альфа", "2025-12-01", 200), ("Альфа", JAN, 300), ("Бета", "2025-12-01", 500), ("Бета", FEB, 100)],
        ),
        (MEASURES, [("Альфа", JAN, 10_000), ("Альфа", FEB, 20_000), ("Бета", JAN, 5_000)]),
        (
            BESIDE,
            [("Альфа", JAN, 100), ("Альфа", FEB, 200), ("Альфа", JAN, 300), ("Бета", JAN, 500), ("Бета", FEB, 500)],
        ),
        (
            BELOW,
            [("Альфа", JAN, 100), ("Альфа", FEB, 200), ("Альфа", JAN, 300), ("Бета", JAN, 500), ("Бета", FEB, 500)],
        ),
        (
            MANAGERS,
            [("Альфа", JAN, 100), ("Альфа", FEB, 200), ("Бета", JAN, 300), ("Гамма", JAN, 500), ("Гамма", FEB, 500)],
        ),
        (
            UNTITLED,
            [
                ("Альфа", "2025-11-01", 100), ("Альфа", "2025-12-01", 200), ("Альфа", JAN, 300),
                ("Бета", "2025-11-01", 400), ("Бета", JAN, 600),
            ],
        ),
    ],
)  # fmt: skip
def test_a_cross_tab_has_one_line_per_filled_cell(text: str, expected: list[tuple[str, str, int]]) -> None:
    found, read_lines = lines(text)
    assert found.report.files[0].format == "cross_tab"
    assert read_lines == expected
    assert (found.report.precision, found.report.excluded) == ("month", ())
    assert all(control.matches for control in found.report.files[0].controls)


@pytest.mark.parametrize(("text", "controls"), [(POLISH, 2), (YEAR_ABOVE, 1), (MEASURES, 2), (BESIDE, 1), (ENGLISH, 0)])
def test_its_totals_are_compared(text: str, controls: int) -> None:
    assert len(lines(text)[0].report.files[0].controls) == controls


def test_a_total_that_differs_is_told() -> None:
    found, _ = lines(POLISH.replace("Razem;;50,00;", "Razem;;51,00;"))
    told = [dict(warning.facts) for warning in found.report.warnings if warning.code == "total_differs"]
    assert [(one["stated"], one["read"]) for one in told] == [(25_150, 25_050)]


@pytest.mark.parametrize(
    ("text", "code", "stated"),
    [
        ("Customer;Revenue 2024;Revenue 2025\nAlfa;1000;2000\nBeta;300;0\n", "years_across", date(2025, 12, 31)),
        ("Customer,2024,2025,Total\nAlfa,10,20,30\nBeta,1,2,3\n", "years_across", date(2025, 12, 31)),
        ("Klient;I kwartał 2025;II kwartał 2025\nAlfa;1;2\nBeta;5;\n", "quarters_across", date(2025, 6, 30)),
        ("Klient;sty 26;lut 26\nAlfa;1;2\nBeta;5;\n", "months_across", date(2026, 2, 28)),
    ],
)
def test_how_coarse_it_is_is_told(text: str, code: str, stated: date) -> None:
    found, _ = lines(text)
    assert [warning.code for warning in found.report.warnings] == [code]
    assert found.report.stated_to == stated


def test_months_without_a_year_are_refused() -> None:
    with pytest.raises(LabradorError) as caught:
        lines("Контрагент;Январь;Февраль;Март\nАльфа;1;2;3\nБета;4;5;6\n")
    assert (caught.value.code, caught.value.facts) == ("file.months_without_year", {"file": "report.csv"})


GROUPED = (
    "Контрагент;Выручка\nАльфа;300,00\nРеализация 1 от 14.01.2026 10:11:12;100,00\n"
    "Реализация 2 от 15.01.2026 10:11:12;200,00\nБета;50,00\nРеализация 3 от 16.01.2026 9:00:00;50,00\n"
)
SHARED = (
    "Kontrahent / Dokument;Data;Netto\nAlfa Sp. z o.o.;;300,00\nFV 1/2026;2026-01-14;100,00\n"
    "FV 2/2026;2026-01-15;200,00\n"
    "Beta S.A.;;50,00\nFV 3/2026;2026-01-16;50,00\nRazem;;350,00\n"
)
BLANK = "Customer;Date;Amount\nAlfa;;{}\n;2026-01-05;10.00\n;2026-01-06;20.50\nBeta;;\n;2026-01-07;5.00\nTotal;;35.50\n"
MANAGED = (
    "Менеджер;;\nКонтрагент;Количество;Выручка\nДокумент;;\nИванов И.И.;3;350\nАльфа;2;300\n"
    "Реализация 1 от 14.01.2026 10:11:12;1;100\nРеализация 2 от 15.01.2026 10:11:12;1;200\nБета;1;50\n"
    "Реализация 3 от 16.01.2026 9:00:00;1;50\nПетров П.П.;1;70\nГамма;1;70\nРеализация 4 от 16.02.2026 9:00:00;1;70\n"
    "Итого;4;420\n"
)
CONTRACTS = (
    "Контрагент;Сумма\nДоговор;\nДокумент;\nАльфа;300\nДоговор № 5 от 01.01.2025;300\n"
    "Реализация 1 от 14.01.2026 10:11:12;100\nРеализация 2 от 15.01.2026 10:11:12;200\nБета;50\n"
    "Основной договор;50\nРеализация 3 от 16.01.2026 9:00:00;50\nИтого;350\n"
)
MONTHS_BELOW = (
    "Контрагент;Сумма\nПериод;\nАльфа;3\nЯнварь 2026 г.;1\nФевраль 2026 г.;2\nБета;5\nМарт 2026 г.;5\nИтого;8\n"
)
MONTHS_ABOVE = "Период;Выручка\nКонтрагент;\nЯнварь 2026 г.;6\nАльфа;1\nБета;5\nФевраль 2026 г.;2\nАльфа;2\nИтого;8\n"
THREE = [("{}", "2026-01-14", 10_000), ("{}", "2026-01-15", 20_000), ("{}", "2026-01-16", 5_000)]


def three(*names: str) -> list[tuple[str, str, int]]:
    return [(name, day, amount) for name, (_, day, amount) in zip(names, THREE, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GROUPED, three("Альфа", "Альфа", "Бета")),
        (SHARED, three("Alfa Sp. z o.o.", "Alfa Sp. z o.o.", "Beta S.A.")),
        (CONTRACTS, three("Альфа", "Альфа", "Бета")),
        (MANAGED, [*three("Альфа", "Альфа", "Бета"), ("Гамма", "2026-02-16", 7_000)]),
        (MONTHS_BELOW, [("Альфа", JAN, 100), ("Альфа", FEB, 200), ("Бета", MAR, 500)]),
        (MONTHS_ABOVE, [("Альфа", JAN, 100), ("Бета", JAN, 500), ("Альфа", FEB, 200)]),
        *(
            (
                BLANK.format(own),
                [("Alfa", "2026-01-05", 1000), ("Alfa", "2026-01-06", 2050), ("Beta", "2026-01-07", 500)],
            )
            for own in ("", "30.50")
        ),
    ],
)
def test_rows_below_a_customer_are_his(text: str, expected: list[tuple[str, str, int]]) -> None:
    found, read_lines = lines(text)
    assert found.report.files[0].format == "grouped"
    assert read_lines == expected
    assert len(found.report.files[0].controls) == ("Итого" in text or "Razem" in text or "Total" in text)
    assert all(control.matches for control in found.report.files[0].controls)


PREFIXED = (
    "Lp;Numer;Data;Netto\nKontrahent: Alfa Sp. z o.o., NIP: 526-000-12-46;;;\n1;FS 1/2026;2026-01-14;100,00\n"
    "2;FS 2/2026;2026-01-15;200,00\nRazem Alfa Sp. z o.o.;;;300,00\nKontrahent: Beta S.A.;;;\n"
    "1;FS 3/2026;2026-01-16;50,00\nRazem Beta S.A.;;;50,00\nRazem;;;350,00\n"
)


def test_the_row_of_a_customer_may_hold_his_tax_number() -> None:
    found, read_lines = lines(PREFIXED)
    assert read_lines == three("Alfa Sp. z o.o.", "Alfa Sp. z o.o.", "Beta S.A.")
    assert set(found.parties["tax_id"]) == {"5260001246", ""}


def test_managers_above_customers_stay_with_them() -> None:
    found, _ = lines(MANAGED)
    assert found.parties.set_index("customer")["manager"].to_dict() == {
        "Альфа": "Иванов И.И.",
        "Бета": "Иванов И.И.",
        "Гамма": "Петров П.П.",
    }


TRANSACTIONS = """Big Co
Transaction List by Customer
January 1 - March 31, 2026

,Date,Transaction Type,Num,Posting (Y/N),Memo/Description,Account Full Name,Amount
Smith:Kitchen,,,,,,,
,01/05/2026,Invoice,1,Y,,Accounts Receivable,"1,000.00"
,01/25/2026,Payment,,Y,,Undeposited Funds,"1,000.00"
Total for Smith:Kitchen,,,,,,,"$2,000.00"
Smith:Bath,,,,,,,
,02/05/2026,Sales Receipt,2,Y,,Bank,50.00
,02/06/2026,Estimate,2,N,,Accounts Receivable,500.00
Total for Smith:Bath,,,,,,,$550.00
Acme,,,,,,,
,03/05/2026,Credit Memo,3,Y,,Accounts Receivable,-10.00
Total for Acme,,,,,,,$-10.00
"""
DESKTOP = """,Type,Date,Num,Memo,Name,Item,Qty,Sales Price,Amount,Balance
Abercrombie,,,,,,,,,,
Family Room,,,,,,,,,,
,Invoice,12/15/2025,FC5,x,Abercrombie:Family Room,Framing,6,20.00,120.00,120.00
Total Family Room,,,,,,,6,,120.00,120.00
Total Abercrombie,,,,,,,6,,120.00,120.00
Adams,,,,,,,,,,
,Invoice,12/16/2025,FC6,x,Adams,Framing,1,20.00,20.00,20.00
Total Adams,,,,,,,1,,20.00,20.00
TOTAL,,,,,,,7,,140.00,140.00
"""
SUMMARY = (
    "Company\nSales by Customer Summary\nJanuary - March, 2026\n\n,Jan 2026,Feb 2026,Mar 2026,Total\n"
    "Smith,,,,0.00\n   Kitchen,100.00,,50.00,150.00\n   Bath,10.00,,,10.00\nTotal for Smith,110.00,,50.00,$160.00\n"
    "Acme,,200.00,,200.00\nTOTAL,$110.00,$200.00,$50.00,$360.00\n"
)


def test_quickbooks_transactions_by_customer() -> None:
    found, _ = lines(TRANSACTIONS)
    assert sums(found) == {"Smith": 105_000, "Acme": -1_000}
    excluded = {one.reason: (one.rows, one.sum) for one in found.report.excluded}
    assert excluded == {"proforma": (1, 50_000), "duplicate": (1, 100_000)}
    assert (found.report.currency, found.report.stated_to) == ("USD", date(2026, 3, 31))


@pytest.mark.parametrize(("text", "expected"), [
    (DESKTOP, {"Abercrombie": 12_000, "Adams": 2_000}),
    (SUMMARY, {"Smith": 16_000, "Acme": 20_000}),
])  # fmt: skip
def test_a_job_of_quickbooks_is_its_customers(text: str, expected: dict[str, int]) -> None:
    found, _ = lines(text)
    assert sums(found) == expected
    assert all(control.matches for control in found.report.files[0].controls)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Klient;Kwota\nAlfa;\n;10,00\n;2,50\n", {"Alfa": 1_250}),
        (
            "Контрагент;Количество;Сумма\nНоменклатура;;\nАльфа;3;300\nДоски;1;100\nБрус;2;200\n"
            "Бета;5;50\nДоски;5;50\n",
            {"Альфа": 30_000, "Бета": 5_000},
        ),
        (
            "Менеджер;Выручка\nПокупатель;\nИванов;300\nООО Альфа;100\nООО Бета;200\nПетров;50\n"
            "ООО Гамма;50\nИтого;350\n",
            {"ООО Альфа": 10_000, "ООО Бета": 20_000, "ООО Гамма": 5_000},
        ),
        (
            "Customer,Product,Amount\nAlfa,,300\n,Wood,100\n,Steel,200\nBeta,,7\n,Wood,7\n",
            {"Alfa": 30_000, "Beta": 700},
        ),
    ],
)
def test_without_days_each_customer_is_one_line(text: str, expected: dict[str, int]) -> None:
    found, read_lines = lines(text)
    assert (found.report.files[0].format, found.report.precision) == ("grouped", "none")
    assert (sums(found), len(read_lines)) == (expected, len(expected))


TOP = "ООО Вектор;;;;;;\n{};;;;;;\nВыводимые данные:;БУ (данные бухгалтерского учета);;;;;\n"
HEAD = (
    "Счет;Сальдо на начало периода;;Обороты за период;;Сальдо на конец периода;\n"
    "Контрагенты;Дебет;Кредит;Дебет;Кредит;Дебет;Кредит\n"
)
SHEET = "Оборотно-сальдовая ведомость по счету {} за Январь 2026 г."
BODY = (
    "ООО Альфа;;;200,00;100,00;100,00;\n{}ООО Бета;;;100,00;;100,00;\n{}ООО Гамма;;;;50,00;;50,00\n"
    "Итого;;;300,00;150,00;150,00;\n"
)
OWN = ("Договор № 1 от 01.02.2025;;;200,00;100,00;100,00;\n", "Без договора;;;100,00;;100,00;\n")


@pytest.mark.parametrize(
    ("account", "between", "told"),
    [
        ("62.01", ("", ""), ["no_turnover"]),
        ("62.01", OWN, ["no_turnover"]),
        ("62", ("", ""), ["no_turnover", "turnover_whole_account"]),
    ],
)
def test_a_turnover_sheet_has_one_line_per_customer(account: str, between: tuple[str, str], told: list[str]) -> None:
    text = TOP.format(SHEET.format(account)) + HEAD + f"{account};;;300,00;150,00;150,00;\n" + BODY.format(*between)
    found, read_lines = lines(text)
    assert (sums(found), len(read_lines)) == ({"ООО Альфа": 20_000, "ООО Бета": 10_000}, 2)
    assert [(c.name, c.file, c.read) for c in found.report.files[0].controls] == [(account, 30_000, 30_000)]
    assert [warning.code for warning in found.report.warnings][: len(told)] == told
    assert (found.report.stated_to, found.report.precision, found.report.currency) == (date(2026, 1, 31), "none", "RUB")


def test_figures_of_tax_accounting_are_no_customers() -> None:
    head = HEAD.replace("Счет;", "Счет;Показа-тели;").replace("Контрагенты;", "Контрагенты;;")
    text = (
        TOP.format(SHEET.format("62.01"))
        + head
        + (
            "62.01;БУ;;;300,00;;;\n;НУ;;;290,00;;;\nООО Альфа;БУ;;;200,00;;;\n;НУ;;;190,00;;;\n"
            "ООО Бета;БУ;;;100,00;;;\n;НУ;;;100,00;;;\nИтого;БУ;;;300,00;;;\n"
        )
    )
    assert sums(lines(text)[0]) == {"ООО Альфа": 20_000, "ООО Бета": 10_000}


def test_documents_below_give_days() -> None:
    documents = (
        "Реализация (акт, накладная) 1 от 14.01.2026 10:00:00;;;150,00;;;\n"
        "Реализация (акт, накладная) 2 от 15.01.2026 10:00:00;;;50,00;;;\n"
        "Поступление на расчетный счет 1 от 16.01.2026 0:00:00;;;;100,00;;\n"
    )
    rest = "Реализация (акт, накладная) 3 от 17.01.2026 10:00:00;;;100,00;;;\n"
    text = TOP.format(SHEET.format("62.01")) + HEAD + BODY.format(OWN[0] + documents, OWN[1] + rest)
    assert lines(text)[1] == [
        ("ООО Альфа", "2026-01-14", 15_000),
        ("ООО Альфа", "2026-01-15", 5_000),
        ("ООО Бета", "2026-01-17", 10_000),
    ]


POLISH_SHEET = (
    "Zestawienie obrotów i sald za okres 01.01.2026 - 31.03.2026;;;;;;;\n"
    "Konto;Nazwa;BO Wn;BO Ma;Obroty Wn;Obroty Ma;Saldo Wn;"
    "Saldo Ma\n201;Rozrachunki z odbiorcami;;;300,00;100,00;200,00;\n201-1;Alfa;;;100,00;100,00;;\n"
    "201-2;Beta;;;200,00;;200,00;\n"
    "401;Zużycie;;;50,00;;50,00;\nRazem;;;;350,00;100,00;250,00;\n"
)
SUBKONTO = (
    "Анализ субконто Контрагенты за 1 квартал 2026 г.;;;;;;\nКонтрагенты;Сальдо на начало периода;;Обороты за период;;"
    "Сальдо на конец периода;\nСчет;Дебет;Кредит;Дебет;Кредит;Дебет;Кредит\nАльфа;;;200,00;150,00;;\n"
    "62;;;200,00;150,00;;\n"
    "62.01;;;150,00;100,00;;\n62.02;;;50,00;50,00;;\nБета;;;70,00;;;\n62;;;70,00;;;\n62.01;;;70,00;;;\n"
    "Итого;;;270,00;150,00;;\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(POLISH_SHEET, {"Alfa": 10_000, "Beta": 20_000}), (SUBKONTO, {"Альфа": 15_000, "Бета": 7_000})],
)
def test_other_turnover_sheets(text: str, expected: dict[str, int]) -> None:
    assert sums(lines(text)[0]) == expected


@pytest.mark.parametrize(
    "text",
    [
        TOP.format(SHEET.format("60")) + HEAD + "60;;;300,00;150,00;150,00;\n" + BODY.format("", ""),
        "Big Co,,\nTrial Balance,,\nAs of March 31 2026,,\n,Debit,Credit\nChecking,100.00,\n"
        "Sales,,100.00\nTOTAL,100.00,100.00\n",
    ],
)
def test_turnover_of_other_accounts_is_refused(text: str) -> None:
    with pytest.raises(LabradorError) as caught:
        lines(text)
    assert (caught.value.code, caught.value.facts) == ("file.turnover", {"file": "report.csv"})


PLAIN = [
    "Klient;Ilość;Kwota\nAlfa;2000;2001\nBeta;2001;1999\nGamma;5;6,50\n",
    "Date,Customer,Amount,2024,2025\n2026-01-01,Alfa,10,20,30\n2026-01-02,Beta,1,2,3\n",
    "Customer,Amount,2024,2025\nAlfa,10,20,30\nBeta,1,2,3\n",
    "Customer,Amount,Target 2024,Target 2025\nAlfa,10,20,30\nBeta,1,2,3\n",
    "Date,Due,Customer,Amount\n2026-01-01,2026-02-01,Alfa,10\n2026-01-02,2026-03-01,Beta,1\n",
    "01.02.2026;05.03.2026;Alfa;10,00\n02.02.2026;06.03.2026;Beta;11,00\n",
    "Product,Price 2024,Price 2025\nA,10,20\nB,1,2\n",
    "Customer,Amount\nAlfa,300\nBeta,100\nGamma,200\nDelta,70\n",
    "Customer,Amount\nAlfa,100\nBeta,100\nGamma,200\nDelta,200\n",
    "Customer,Date,Amount\nCustomer 1,,30\nCustomer 2,2026-01-05,10\nCustomer 3,2026-01-06,20\n",
    "Date,Customer,Document,Amount\n2026-01-01,Alfa,Реализация 1 от 01.01.2026 10:00:00,10\n2026-01-02,Beta,x,2\n",
    BLANK.format("") + "Beta;2026-01-08;4.00\n",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_list_is_no_report(text: str) -> None:
    content = opened(SourceFile("list.csv", text.encode()), FileOptions())
    assert [known.name for known in SHAPES if known.sniff(content)] == []


def test_no_other_sample_is_claimed(sample: Callable[[str], SourceFile]) -> None:
    own = {
        "ru_1c_": ("crosstab", "gross_profit", "osv62", "sales_book", "account_card"),
        "en_quickbooks_sales": ("",),
        "pl_crosstab": ("",),
    }
    others = [
        path.name
        for path in sorted(SAMPLES.iterdir())
        if path.suffix not in (".json", ".md")
        and not any(path.name.startswith(start + end) for start, ends in own.items() for end in ends)
    ]
    claimed = {}
    for name in others:
        content = opened(sample(name), FileOptions())
        claimed[name] = [known.name for known in SHAPES if content.kind in known.kinds and known.sniff(content)]
    assert len(claimed) > 20
    assert {name: names for name, names in claimed.items() if names} == {}
