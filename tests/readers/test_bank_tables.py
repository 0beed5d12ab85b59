"""Bank statements as tables: every bank by its header words, any other by proof; lists of invoices stay tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, ReadOptions, ReadReport, SourceFile
from segcore.output import inspection
from segcore.readers import inspect, read
from segcore.readers.banks.tables import FORMATS
from segcore.readers.content import opened


class Found(NamedTuple):
    """format, sales (name: sum), left out (reason: rows, sum), currency."""

    format: str
    sales: dict[str, str]
    left_out: dict[str, tuple[int, str]]
    currency: str | None


def statement(name: str) -> str:
    return (Path(__file__).parent / "statements" / f"{name}.csv").read_text(encoding="utf-8")


def found(text: str, encoding: str = "utf-8", name: str = "file.csv") -> Found:
    return _found(SourceFile(name, text.encode(encoding)))


def reported(text: str) -> ReadReport:
    return inspect([SourceFile("file.csv", text.encode())]).report


def _found(file: SourceFile) -> Found:
    told = inspection(inspect([file]))
    excluded = {reason: (e["rows"], e["sum"]) for reason, e in told["rows"]["excluded"].items()}
    return Found(told["files"][0]["format"], told["per_customer"], excluded, told["currency"])


def workbook(rows: Sequence[Sequence[object]]) -> SourceFile:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return SourceFile("file.xlsx", held.getvalue())


def test_the_newer_mbank_list_has_the_party_in_the_description() -> None:
    text = statement("mbank_list")
    expected = Found(
        "mbank",
        {"ALFA MEBLE": "30996.00", "BETA LOGISTYKA": "230.00"},
        {"outgoing": (1, "-3000.00"), "pending": (1, "-45.90")},
        "PLN",
    )
    assert found(text) == expected
    assert found(text.replace("\n", "\r\n"), "cp1250") == expected
    report = reported(text).files[0]
    assert (report.stated_from, report.stated_to) == (date(2026, 3, 1), date(2026, 3, 31))
    assert [(c.name, c.file, c.read) for c in report.controls] == [
        ("Wpływy", 3_122_600, 3_122_600),
        ("Wydatki", -304_590, -304_590),
    ]


@pytest.mark.parametrize("language", ["de", "pl"])
def test_revolut_in_other_languages(language: str) -> None:
    text = statement(f"revolut_{language}")
    expected = Found("revolut", {"ALFA MEBLE": "12.34"}, {"pending": (1, "-5.00")}, "PLN")
    assert found(text) == expected
    assert found(text.replace(",", ";")) == expected


def test_amounts_without_signs_take_them_from_the_balance_or_the_type() -> None:
    text = statement("pko_unsigned")
    expected = Found("pko", {"ALFA": "1000.00", "BETA": "200.00"}, {"outgoing": (1, "-300.00")}, "PLN")
    assert found(text) == expected
    silent = text.replace("+900.00", "+1.00").replace("+1200.00", "+1.00").replace("+1000.00", "+1.00")
    assert found(silent) == expected


OTHERS = {
    "alior": ({"ALFA GMBH": "430.00"}, {"outgoing": (1, "-300.00"), "own_transfer": (1, "50.00")}, "PLN"),
    "bnp": ({"ALFA SP. Z O.O.": "1230.00"}, {"outgoing": (1, "-100.00")}, "PLN"),
    "nest": ({"ALFA": "700.00"}, {"outgoing": (1, "-20.00")}, "PLN"),
    "tochka": ({'ООО "Вектор"': "150000.00", 'ООО "Гамма"': "30000.00"}, {"outgoing": (1, "-20000.00")}, "RUB"),
    "alfa": ({'ООО "Вектор"': "150000.00"}, {"outgoing": (1, "-20000.50")}, "RUB"),
    "mono": ({"Іван Петренко": "500.00"}, {"outgoing": (1, "-200.50")}, "UAH"),
    "dkb": ({"Alfa AG": "1255.00"}, {"outgoing": (1, "-23.45"), "pending": (1, "55.00")}, "EUR"),
    "deutsche": ({"Alfa AG": "1190.00"}, {"outgoing": (1, "-50.00")}, "EUR"),
    "wise": ({"ALFA LTD": "1000.00", "BETA GMBH": "250.00"}, {"outgoing": (1, "-20.50")}, "EUR"),
    "chase": ({"ALFA INC": "1500.00", "BETA LLC": "1000.00"}, {"outgoing": (1, "-100.00")}, None),
    "barclays": ({"ALFA LTD": "500.00", "BETA LTD": "70.00"}, {"outgoing": (1, "-20.00")}, None),
    "headerless": ({"ALFA SP. Z O.O.": "1000.00", "GAMA": "300.00"}, {"outgoing": (1, "-200.00")}, None),
}


@pytest.mark.parametrize("bank", sorted(OTHERS))
def test_a_bank_that_is_not_named_is_recognised_by_proof(bank: str) -> None:
    sales, left_out, currency = OTHERS[bank]
    assert found(statement(bank)) == Found("bank_table", sales, left_out, currency)


DIALECTS = {
    "aval": Found("privatbank", {'ТОВ "Альфа"': "12500.00"}, {"outgoing": (1, "-300.00")}, "UAH"),
    "barclays2": Found("bank_table", {"ALFA LTD INV 5": "500.00"}, {"outgoing": (1, "-20.00")}, None),
    "boa": Found("bank_table", {"ALFA INC DES:PAYMENT": "500.00"}, {"outgoing": (1, "-20.00")}, None),
    "comdirect": Found("bank_table", {"Alfa AG": "1000.00"}, {"outgoing": (1, "-50.00")}, "EUR"),
    "ing_de": Found("bank_table", {"Alfa AG": "500.00"}, {"outgoing": (1, "-50.00")}, "EUR"),
    "modul": Found(
        "bank_table",
        {'ООО "Вектор"': "150000.00"},
        {"outgoing": (1, "-20000.00"), "cancelled": (1, "-100.00")},
        "RUB",
    ),
    "n26": Found("bank_table", {"Alfa GmbH": "500.00"}, {"outgoing": (1, "-5.50")}, "EUR"),
    "pko_single_desc": Found("pko", {"BETA LOGISTYKA S.A.": "1845.00"}, {"outgoing": (1, "-90.34")}, "PLN"),
    "privat_xls": Found("bank_table", {'ТОВ "Альфа"': "12500.00"}, {"outgoing": (1, "-300.00")}, "UAH"),
    "revolut_biz": Found("revolut", {"ALFA LTD": "500.00"}, {"outgoing": (1, "-20.00")}, "GBP"),
    "sberkarta": Found("card_ru", {"П. Иван": "1000.00"}, {"outgoing": (1, "-200.00")}, None),
    "sparkasse_mt940": Found("sparkasse", {"Alfa GmbH": "1234.56"}, {"pending": (1, "-89.00")}, "EUR"),
    "two_row": Found("bank_table", {'ООО "Вектор"': "150000.00"}, {"outgoing": (1, "-20000.00")}, "RUB"),
    "vtb": Found("bank_table", {'ООО "Вектор"': "150000.00"}, {"outgoing": (1, "-20000.00")}, "RUB"),
}
STATED = {
    "boa": [("Total credits", 50_000), ("Total debits", -2_000), ("Ending balance as of 01/31/2026", 148_000)],
    "comdirect": [("Neuer Kontostand", 123_456)],
    "vtb": [("Дебет", 2_000_000), ("Кредит", 15_000_000), ("Исходящий остаток", 13_100_000)],
}


@pytest.mark.parametrize("bank", sorted(DIALECTS))
def test_other_dialects(bank: str) -> None:
    assert found(statement(bank)) == DIALECTS[bank]


@pytest.mark.parametrize("bank", sorted({*DIALECTS, *OTHERS} - {"headerless"}))
def test_as_a_spreadsheet_it_is_the_same(bank: str) -> None:
    text = statement(bank)
    content = opened(SourceFile("file.csv", text.encode()), FileOptions())
    assert _found(workbook(content.rows())) == found(text)


@pytest.mark.parametrize("bank", sorted(STATED))
def test_stated_sums_are_compared(bank: str) -> None:
    controls = reported(statement(bank)).files[0].controls
    assert [(c.name, c.file) for c in controls] == STATED[bank]
    assert all(c.matches for c in controls)


def test_a_page_of_mbank_is_read_as_its_table() -> None:
    rows = [line.rstrip(";").replace("#", "").split(";") for line in statement("mbank_list").splitlines()[11:]]
    cells = ["".join(f"<td>{cell.strip(chr(34))}</td>" for cell in row) for row in rows]
    page = "<html><body><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></body></html>"
    assert _found(SourceFile("m.html", page.encode())) == found(statement("mbank_list"))


@pytest.mark.parametrize("bank", ["alior", "nest", "tochka", "alfa"])
def test_a_statement_is_the_same_in_windows_letters_with_other_line_ends(bank: str) -> None:
    sales, left_out, currency = OTHERS[bank]
    encoding = "cp1251" if bank in ("tochka", "alfa") else "cp1250"
    assert found(statement(bank).replace("\n", "\r\n"), encoding) == Found("bank_table", sales, left_out, currency)


@pytest.mark.parametrize("bank", ["nest", "wise", "barclays"])
def test_the_order_of_rows_and_columns_is_free(bank: str) -> None:
    sales, left_out, _ = OTHERS[bank]
    delimiter = ";" if bank == "nest" else ","
    rows = [line.split(delimiter) for line in statement(bank).splitlines()]
    turned = "\n".join("\t".join([*row[::-1], "x"]) for row in [rows[0], *rows[:0:-1]])
    known = found(turned)
    assert (known.sales, known.left_out) == (sales, left_out)


def test_a_spreadsheet_gives_the_same() -> None:
    rows: list[Sequence[object]] = [
        ["Data księgowania", "Nadawca/Odbiorca", "Rachunek źródłowy", "Rachunek docelowy", "Tytułem", "Kwota operacji"],
        [date(2026, 1, 14), "ALFA", "1" * 26, "2" * 26, "FV 1", 50.25],
        [date(2026, 1, 15), "HURTOWNIA", "2" * 26, "3" * 26, "FV 2", -1540],
    ]
    expected = Found("pekao", {"ALFA": "50.25"}, {"outgoing": (1, "-1540.00")}, None)
    assert _found(workbook(rows)) == expected


def test_hundreds_of_rows_keep_every_cent() -> None:
    lines, balance = ["Date,Description,Amount,Balance"], Decimal(0)
    for number in range(1, 401):
        amount = Decimal(number) / 100 * (-1 if number % 5 == 0 else 1)
        balance += amount
        lines.append(f"2026-{number // 34 + 1:02d}-{number % 28 + 1:02d},Party {number % 7},{amount},{balance}")
    known = reported("\n".join(lines))
    # 1 + … + 400 = 80 200; the multiples of five among them 5 * (1 + … + 80) = 16 200
    assert (known.sales, known.sales_sum, known.files[0].format) == (320, 64_000, "bank_table")
    assert [(e.reason, e.rows, e.sum) for e in known.excluded] == [("outgoing", 80, -16_200)]
    assert [(c.file, c.read) for c in known.files[0].controls] == [(47_800, 47_800)]


def test_a_missing_row_shows_in_the_balance() -> None:
    control = reported(statement("wise").replace("CARD-1", "\nCARD-1")).files[0].controls
    assert [(c.file, c.read) for c in control] == [(122_950, 122_950)]
    rows = [
        *statement("barclays").splitlines()[:3],
        "10/02/2026,GAMA,,5.00,1485.00",
        "15/02/2026,DELTA,,6.00,1493.00",
        "16/02/2026,EPS,,7.00,1500.00",
    ]
    control = reported("\n".join(rows)).files[0].controls
    assert [(c.file, c.read) for c in control] == [(150_000, 149_800)]


LISTS = ("quickbooks", "xero", "fakturownia", "moysklad", "running", "settlement", "sales", "headerless")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_invoices_is_no_statement(name: str) -> None:
    known = inspection(inspect([SourceFile("list.csv", statement(f"list_{name}").encode())]))["files"][0]["format"]
    assert known in ("csv", "quickbooks", "xero")


@pytest.mark.parametrize(("name", "code"), [("pl_elixir_orders.pli", "payment_orders"), ("de_datev_extf.csv", "datev")])
def test_orders_and_bookings_are_refused_by_name(name: str, code: str, sample: Callable[[str], SourceFile]) -> None:
    with pytest.raises(LabradorError) as caught:
        read([sample(name)])
    assert (caught.value.code, caught.value.facts) == (f"file.{code}", {"file": name})


def test_a_personal_card_is_read_with_a_warning(sample: Callable[[str], SourceFile]) -> None:
    report = inspect([sample("ru_tbank_card_cp1251.csv")]).report
    assert "personal_statement" in [warning.code for warning in report.warnings]
    other = inspect([sample("ru_tbank_business.csv")]).report
    assert "personal_statement" not in [warning.code for warning in other.warnings]


def test_the_footer_of_a_sber_statement_is_compared(sample: Callable[[str], SourceFile]) -> None:
    report = inspect([sample("ru_sber_business.xlsx")]).report.files[0]
    assert (report.stated_from, report.stated_to) == (date(2026, 1, 12), date(2026, 2, 28))
    assert [(c.name, c.file, c.read) for c in report.controls] == [
        ("Сумма по дебету", 4_650_050, 4_650_050),
        ("Сумма по кредиту", 25_000_025, 25_000_025),
        ("Исходящий остаток", 20_449_975, 20_449_975),
    ]


def test_a_statement_can_be_read_as_a_plain_table() -> None:
    told = FileOptions(format="csv", roles=(("Description", "customer"),))
    report = read([SourceFile("b.csv", statement("chase").encode())], ReadOptions(default=told)).report
    assert (report.files[0].format, report.sales, report.returns, report.total) == ("csv", 2, 1, 240_000)


def test_an_order_of_day_and_month_nothing_proves_is_told() -> None:
    codes = [warning.code for warning in reported(statement("chase")).warnings]
    assert "ambiguous_dates" in codes
    proven = [warning.code for warning in reported(statement("barclays")).warnings]
    assert "ambiguous_dates" not in proven


def test_the_order_the_user_chose_is_kept() -> None:
    file = SourceFile("c.csv", statement("chase").encode())
    assert inspect([file]).report.last_date == date(2026, 3, 4)
    told = inspect([file], ReadOptions(default=FileOptions(date_order="dmy"))).report
    assert (told.last_date, [w.code for w in told.warnings if w.code == "ambiguous_dates"]) == (date(2026, 4, 3), [])


def test_exchanges_and_top_ups_of_the_owner_are_no_sales() -> None:
    head = "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
    rows = (
        "EXCHANGE,Current,2026-01-02,2026-01-02,Exchanged to EUR,100.00,0.00,EUR,COMPLETED,100.00\n"
        "TOPUP,Current,2026-01-03,2026-01-03,Top-up by *1234,50.00,0.00,EUR,COMPLETED,150.00\n"
        "TOPUP,Current,2026-01-04,2026-01-04,Payment from Alfa,25.00,0.00,EUR,COMPLETED,175.00\n"
    )
    assert found(head + rows) == Found("revolut", {"Alfa": "25.00"}, {"own_transfer": (2, "150.00")}, "EUR")


def test_a_ledger_card_of_1c_is_no_statement() -> None:
    text = (
        "Карточка счета 62 за 2026 г.;;;;;;\nДата;Документ;Аналитика Дт;Аналитика Кт;Дебет;Кредит;Текущее сальдо\n"
        "05.01.2026;Реализация 1;Альфа;Товары;100,00;;100,00\n06.01.2026;Поступление 2;Банк;Альфа;;60,00;40,00\n"
        "07.01.2026;Реализация 3;Альфа;Товары;20,00;;60,00\n"
    )
    content = opened(SourceFile("card.csv", text.encode()), FileOptions())
    assert not [known.name for known in FORMATS if known.sniff(content)]


@pytest.mark.parametrize(("header", "came", "went"), [("Wn/Ma", "Ma", "Wn"), ("Credit/Debit", "CR", "DR")])
def test_a_column_of_sides_proves_a_statement(header: str, came: str, went: str) -> None:
    text = (
        f"Date,Payer,Amount,{header},Currency\n"
        f"2026-01-05,Alfa,100.00,{came},GBP\n2026-01-06,Rent,50.00,{went},GBP\n2026-02-05,Alfa,10.00,{came},GBP\n"
    )
    assert found(text) == Found("bank_table", {"Alfa": "110.00"}, {"outgoing": (1, "-50.00")}, "GBP")


KASPI = """Выписка по счету;;;;;;;
ТОО Своя;;;;;;;
Период с 01.01.2026 по 31.01.2026;;;;;;;
№ док;Дата операции;Дебет;Кредит;{party};{account};КНП;Назначение платежа
1;05.01.2026 10:11;;200 000,00;ТОО Альфа БИН/ИИН 050140001234;KZ99722S000000000001;710;Оплата по счету 1
2;13.01.2026 10:11;1 000,00;;АО Kaspi Bank БИН/ИИН 971240001315;KZ81722S000000000002;840;Комиссия
3;14.01.2026 10:11;;100 000,00;ИП Иванов БИН/ИИН 800101300123;KZ98722S000000000003;710;Оплата
"""
SALES_KZ = {"ИП Иванов": "100000.00", "ТОО Альфа": "200000.00"}


@pytest.mark.parametrize(
    "party",
    ["Наименование бенефициара / отправителя денег", "Отправитель", "Наименование отправителя", "Получатель/Плательщик",
     "Кто"],
)  # fmt: skip
def test_the_party_is_never_the_purpose_where_a_column_bears_names(party: str) -> None:
    read = found(KASPI.format(party=party, account="ИИК бенефициара / отправителя денег"))
    assert read[:3] == ("bank_table", SALES_KZ, {"outgoing": (1, "-1000.00")})


def test_neither_a_bank_nor_the_own_name_is_the_party_by_content() -> None:
    text = (
        "Дата операции;Дебет;Кредит;Банк;Владелец счета;Назначение платежа\n"
        "05.01.2026;;200,00;ПАО Сбербанк;ООО Своя;Оплата от Альфы\n"
        "13.01.2026;10,00;;АО Тбанк;ООО Наша;Комиссия\n"
        "14.01.2026;;100,00;ПАО ВТБ;ООО Своя;Оплата от Беты\n"
    )
    assert found(text).sales == {"Оплата от Альфы": "200.00", "Оплата от Беты": "100.00"}
