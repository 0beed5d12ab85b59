"""Plain tables as programs and people write them: statuses, flags, headers and names, figures worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segcore.ledger import FileOptions, Ledger, ReadOptions

Reading = Callable[..., Ledger]


def left_out(ledger: Ledger) -> dict[str, tuple[int, int]]:
    return {entry.reason: (entry.rows, entry.sum) for entry in ledger.report.excluded}


def totals(ledger: Ledger) -> dict[str, int]:
    """Sum in minor units by customer; every row has its place."""
    report = ledger.report
    assert report.rows_read == report.sales + report.returns + sum(entry.rows for entry in report.excluded)
    names = ledger.parties["customer"]
    found: dict[str, int] = {}
    for line in ledger.lines.itertuples(index=False):
        found[names[line.customer]] = found.get(names[line.customer], 0) + line.amount
    return found


def role_of(ledger: Ledger, header: str) -> str:
    return next(column.role for column in ledger.report.files[0].columns if column.header == header)


ORDERS = """Nr zamówienia;Data;Klient;{header};Suma
1;2026-01-05;Alfa;Zrealizowane;100,00
2;2026-01-13;Beta;{status};60,00
3;2026-01-14;Alfa;Zrealizowane;10,00
"""


@pytest.mark.parametrize(
    "status",
    [
        "Refunded", "Returned", "fully_refunded", "Zwrócone", "Zwrot pieniędzy", "Zwrot", "Возвращён", "Возвращен",
        "Возврат", "Chargeback", "Refund", "Повернено",
    ],
)  # fmt: skip
def test_an_order_whose_money_went_back_is_left_out(status: str, ledger: Reading) -> None:
    text = ORDERS.format(header="Status", status=status)
    found = ledger(text)
    assert totals(found) == {"Alfa": 11000}
    assert left_out(found) == {"reversal": (1, 6000)}
    assert totals(ledger(text, ReadOptions(counted=frozenset({"reversal"})))) == {"Alfa": 11000, "Beta": 6000}


@pytest.mark.parametrize(
    "status",
    [
        "Błąd płatności", "Payment error", "Denied", "Отклонён", "Отказ", "Expired", "Porzucone", "Abandoned", "Error",
        "Nie odebrano", "Невыкуплен", "Wygasłe",
    ],
)  # fmt: skip
def test_a_failed_order_is_left_out(status: str, ledger: Reading) -> None:
    found = ledger(ORDERS.format(header="Status", status=status))
    assert totals(found) == {"Alfa": 11000}
    assert left_out(found) == {"cancelled": (1, 6000)}


@pytest.mark.parametrize("status", ["Częściowo zwrócone", "Partial refund", "Not refunded", "Без возврата"])
def test_an_order_that_went_back_in_part_or_not_is_a_sale(status: str, ledger: Reading) -> None:
    assert totals(ledger(ORDERS.format(header="Status", status=status))) == {"Alfa": 11000, "Beta": 6000}


@pytest.mark.parametrize(("header", "kind"), [("Typ", "Zwrot"), ("Status", "Credit note"), ("Rodzaj", "Возврат")])
def test_a_document_that_gives_money_back_stays_a_return(header: str, kind: str, ledger: Reading) -> None:
    found = ledger(ORDERS.format(header=header, status=kind))
    assert totals(found) == {"Alfa": 11000, "Beta": -6000}
    assert found.report.returns == 1


def test_money_back_in_rows_of_its_own_leaves_the_order_a_sale(ledger: Reading) -> None:
    head = "Order ID,Date,Customer,Status,Total\n1,2026-01-05,Alfa,Paid,100.00\n2,2026-01-13,Beta,Refunded,60.00\n"
    for status in ("Refunded", "Paid"):
        found = ledger(head + f"3,2026-01-14,Beta,{status},-60.00\n")
        assert totals(found) == {"Alfa": 10000, "Beta": 0}
        assert (found.report.sales, found.report.returns) == (2, 1)


FLAGS = """Номер;Дата;Контрагент;Сумма;{header}
1;05.01.2026;Альфа;100,00;{counts}
2;13.01.2026;Бета;50,00;{dropped}
3;14.01.2026;Бета;20,00;{counts}
"""


@pytest.mark.parametrize(
    ("header", "counts", "dropped"),
    [
        ("Проведено", "Да", "Нет"), ("Проведён", "да", "нет"), ("Void", "No", "Yes"), ("Voided", "FALSE", "TRUE"),
        ("Is cancelled", "no", "yes"), ("Czy anulowana", "nie", "tak"), ("Помечен на удаление", "", "Да"),
        ("Posted", "Y", "N"),
    ],
)  # fmt: skip
def test_a_flag_tells_what_does_not_count(header: str, counts: str, dropped: str, ledger: Reading) -> None:
    text = FLAGS.format(header=header, counts=counts, dropped=dropped)
    found = ledger(text)
    assert role_of(found, header) == "status"
    assert totals(found) == {"Альфа": 10000, "Бета": 2000}
    assert left_out(found) == {"cancelled": (1, 5000)}
    assert totals(ledger(text, ReadOptions(counted=frozenset({"cancelled"})))) == {"Альфа": 10000, "Бета": 7000}


@pytest.mark.parametrize("header", ["Проведено по кассе", "Проведена оплата", "Постоянный", "Отправлен"])
def test_other_flags_tell_nothing(header: str, ledger: Reading) -> None:
    found = ledger(FLAGS.format(header=header, counts="Да", dropped="Нет"))
    assert totals(found) == {"Альфа": 10000, "Бета": 7000}


def test_yes_and_no_are_no_customers(ledger: Reading) -> None:
    text = """Номер заказа;Дата;Юридическое лицо;Наименование юридического лица;Сумма
1;05.01.2026;да;ООО Ромашка;1000,00
2;13.01.2026;нет;Иванов Иван;700,50
"""
    assert totals(ledger(text)) == {"ООО Ромашка": 100000, "Иванов Иван": 70050}


def test_a_due_date_does_not_hide_the_date(ledger: Reading) -> None:
    text = "Contact,Dated On,Due On,Net Value\nAcme,05 Jan 26,04 Feb 26,100.00\nGlobex,13 Jan 26,12 Feb 26,50.50\n"
    found = ledger(text)
    assert totals(found) == {"Acme": 10000, "Globex": 5050}
    assert (str(found.report.first_date), str(found.report.last_date)) == ("2026-01-05", "2026-01-13")


def test_an_average_is_no_amount(ledger: Reading) -> None:
    text = "Customer,Orders,Average order value,Total spent\nA,3,100.00,300.00\nB,2,50.50,101.00\n"
    assert totals(ledger(text)) == {"A": 30000, "B": 10100}


PROFITS = """Прибыльность по покупателям;;;;;;;;
Период с 01.01.2026 по 31.01.2026;;;;;;;;
;;;;;;;;
Контрагент;{sales};;;Возвраты;;;Прибыль;Рентабельность
;Количество;Средний чек;Сумма;Количество;Средний чек;Сумма;;
ООО Альфа;3;1000,50;3001,50;1;500,00;500,00;1000,00;33
ООО Бета;2;250,00;500,00;0;0,00;0,00;200,00;40
ООО Гамма;1;70,00;70,00;0;0,00;0,00;20,00;40
;6;595,25;3571,50;1;500,00;500,00;1220,00;34
"""


def test_the_average_receipt_of_a_profit_report_is_no_amount(ledger: Reading) -> None:
    found = ledger(PROFITS.format(sales="Продажи"))
    assert role_of(found, "Продажи Сумма") == "amount"
    assert not left_out(found)
    assert [(told.file, told.read) for told in found.report.files[0].controls] == [(357150, 357150)]


@pytest.mark.parametrize("header", ["Сумма с учётом возвратов", "Sales after returns", "Kwota po zwrotach"])
def test_sales_after_returns_are_taken(header: str, ledger: Reading) -> None:
    text = f"Klient;Data;Kwota;{header};Kwota zwrotów\nA;2026-01-05;100,00;90,00;10,00\nB;2026-01-13;50,50;50,50;0,00\n"
    assert totals(ledger(text)) == {"A": 9000, "B": 5050}


def test_first_and_last_name_are_one_name(ledger: Reading) -> None:
    text = """Order;Date;First Name;Last Name;Email;Total
1;2026-01-05;Jan;Kowalski;a@b.c;100.00
2;2026-01-13;Anna;Lis;d@b.c;50.00
3;2026-02-13;Anna;Nowak;e@b.c;25.50
4;2026-02-14;Anna;;e@b.c;1.00
5;2026-02-15;;;e@b.c;2.00
"""
    found = ledger(text)
    assert totals(found) == {"Jan Kowalski": 10000, "Anna Lis": 5000, "Anna Nowak": 2550, "Anna": 100}
    assert left_out(found) == {"no_customer": (1, 200)}
    assert [role_of(found, header) for header in ("First Name", "Last Name")] == ["customer", "customer"]


@pytest.mark.parametrize(
    "header",
    [
        "Imię;Nazwisko", "Имя;Фамилия", "Vorname;Nachname", "Imię kupującego;Nazwisko kupującego",
        "billing_first_name;billing_last_name", "Ім'я;Прізвище",
    ],
)  # fmt: skip
def test_names_in_two_columns_in_other_languages(header: str, ledger: Reading) -> None:
    text = f"Data;{header};Suma\n2026-01-05;Jan;Lis;100,00\n2026-01-13;Anna;Lis;50,50\n2026-01-14;Jan;Nowak;1,00\n"
    assert totals(ledger(text)) == {"Jan Lis": 10000, "Anna Lis": 5050, "Jan Nowak": 100}


def test_a_patronymic_stands_between(ledger: Reading) -> None:
    text = "Дата;Фамилия;Имя;Отчество;Сумма\n05.01.2026;Лис;Иван;Петрович;10,00\n06.01.2026;Лис;Иван;Ильич;5,00\n"
    assert totals(ledger(text)) == {"Иван Петрович Лис": 1000, "Иван Ильич Лис": 500}


def test_a_person_stands_in_where_the_company_is_missing(ledger: Reading) -> None:
    text = """Date,Company,First Name,Last Name,Total
2026-01-05,Acme,Jan,Lis,100.00
2026-01-13,,Anna,Lis,50.50
2026-01-14,Acme,Ewa,Nowak,1.00
"""
    assert totals(ledger(text)) == {"Acme": 10100, "Anna Lis": 5050}


def test_a_whole_name_comes_before_its_parts(ledger: Reading) -> None:
    text = "Date,Full Name,First Name,Last Name,Total\n2026-01-05,Dr Jan Lis,Jan,Lis,10.00\n2026-01-06,,Jan,Lis,1.00\n"
    assert totals(ledger(text)) == {"Dr Jan Lis": 1000}


def test_the_name_of_a_seller_or_a_place_of_delivery_is_no_customer(ledger: Reading) -> None:
    text = "Data;Klient;Imię handlowca;Nazwisko handlowca;Suma\n2026-01-05;Alfa;Jan;Lis;1,50\n2026-01-06;;A;Lis;2,50\n"
    assert totals(ledger(text)) == {"Alfa": 150}


def test_the_user_may_take_one_part_of_the_name_alone(ledger: Reading) -> None:
    text = "Date,First Name,Last Name,Total\n2026-01-05,Jan,Lis,10.00\n2026-01-06,Anna,Lis,1.00\n"
    chosen = FileOptions(roles=(("Last Name", "customer"), ("First Name", "ignore")))
    assert totals(ledger(text, ReadOptions(default=chosen))) == {"Lis": 1100}
    company = FileOptions(roles=(("Date", "customer"),))
    assert totals(ledger(text, ReadOptions(default=company))) == {"2026-01-05": 1000, "2026-01-06": 100}
    both = FileOptions(roles=(("Last Name", "customer"), ("First Name", "customer")))
    assert totals(ledger(text, ReadOptions(default=both))) == {"Jan Lis": 1000, "Anna Lis": 100}


@pytest.mark.parametrize(
    ("header", "total"),
    [("Klient ref;Kiedy", "Razem"), ("Nabywca usługi;Dnia", "Suma"), ("Кому;Когда", "Всего"), ("ФИО;День", "Итого")],
)
def test_a_header_may_say_total(header: str, total: str, ledger: Reading) -> None:
    rows = "Alfa;2026-01-05;100,00\nBeta;2026-01-13;50,50\nAlfa;2026-02-13;7,00\n"
    found = ledger(f"{header};{total}\n{rows}{total};;157,50\n")
    assert role_of(found, total) == "amount"
    assert totals(found) == {"Alfa": 10700, "Beta": 5050}
    assert [told.matches for told in found.report.files[0].controls] == [True]


def test_invoices_with_total_and_two_amounts(ledger: Reading) -> None:
    text = """Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Tax Excluded,Total,Status
INV/1,Acme,2026-01-05,2026-02-05,1000.0,1150.0,Posted
INV/2,Globex,2026-01-13,2026-02-13,200.0,230.0,Posted
/,Acme,,,500.0,575.0,Draft
"""
    found = ledger(text)
    assert found.report.files[0].header_row == 1
    assert totals(found) == {"Acme": 115000, "Globex": 23000}


KINDS = """Номер;{header};Дата;Контрагент;Сумма
1;{invoice};05.01.2026;Альфа;100,00
2;{kind};13.01.2026;Альфа;60,00
3;{invoice};14.01.2026;Бета;10,00
"""


@pytest.mark.parametrize(
    ("invoice", "kind", "reason"),
    [
        ("Invoice", "Payment", "duplicate"), ("Invoice", "Receipt", "duplicate"), ("Invoice", "Deposit", "duplicate"),
        ("Invoice", "Journal", "duplicate"), ("Invoice", "Bill", "purchase"), ("Invoice", "Bill payment", "outgoing"),
        ("Faktura", "Wpłata", "duplicate"), ("Faktura", "KP", "duplicate"), ("Faktura", "Zapłata", "duplicate"),
        ("Faktura VAT", "Faktura kosztowa", "purchase"), ("FS", "PZ", "purchase"), ("FS", "WZ", "duplicate"),
        ("FS", "ZK", "proforma"), ("FS", "FZ", "purchase"),
        ("Реализация товаров и услуг", "Поступление на расчетный счет", "duplicate"),
        ("Реализация товаров и услуг", "Приходный кассовый ордер", "duplicate"),
        ("Реализация", "Оплата", "duplicate"), ("Реализация", "Взаимозачёт", "duplicate"),
        ("Реализация", "Списание с расчетного счета", "outgoing"), ("Реализация", "Заказ клиента", "proforma"),
        ("Реализация", "Приобретение товаров и услуг", "purchase"), ("Реализация", "Возврат поставщику", "purchase"),
    ],
)  # fmt: skip
def test_only_invoices_are_sales_beside_other_documents(invoice: str, kind: str, reason: str, ledger: Reading) -> None:
    text = KINDS.format(header="Вид документа", invoice=invoice, kind=kind)
    found = ledger(text)
    assert totals(found) == {"Альфа": 10000, "Бета": 1000}
    assert left_out(found) == {reason: (1, 6000)}
    assert totals(ledger(text, ReadOptions(counted=frozenset({reason})))) == {"Альфа": 16000, "Бета": 1000}


@pytest.mark.parametrize(
    ("header", "invoice", "kind"),
    [
        ("Type", "Proforma invoice", "Payment"), ("Type", "Purchase invoice", "Payment"), ("Type", "Order", "Payment"),
        ("Status", "Invoiced", "Payment"), ("Type", "Invoice", "Sales Receipt"), ("Typ", "FS", "PA"),
    ],
)  # fmt: skip
def test_payments_and_receipts_are_sales_where_no_invoice_stands_beside(
    header: str, invoice: str, kind: str, ledger: Reading
) -> None:
    assert totals(ledger(KINDS.format(header=header, invoice=invoice, kind=kind)))["Альфа"] >= 6000


DOUBLED = """Nr;Data;Sprzedawca;{seller};Nabywca;{buyer};Kwota;{amount};{amount}
{below};;Nazwa;NIP;Nazwa;NIP;{parts}
1/26;05.01.2026;Kowalex;5260001246;Alfa;5252248481;100,00;23,00;123,00
2/26;13.01.2026;Kowalex;5260001246;Beta;7740001454;200,50;46,12;246,62
3/26;02.02.2026;Kowalex;5260001246;Alfa;5252248481;-10,00;-2,30;-12,30
"""


@pytest.mark.parametrize(
    ("seller", "buyer", "amount"), [("", "", "Kwota"), ("Sprzedawca", "Nabywca", "Kwota"), ("", "", "")]
)
@pytest.mark.parametrize(
    ("parts", "chosen"), [("netto;VAT;brutto", "Kwota netto"), ("brutto;VAT;netto", "Kwota netto")]
)
def test_a_merged_header_may_be_repeated_over_its_parts(
    seller: str, buyer: str, amount: str, parts: str, chosen: str, ledger: Reading
) -> None:
    found = ledger(DOUBLED.format(seller=seller, buyer=buyer, amount=amount, parts=parts, below=""))
    assert role_of(found, chosen) == "amount"
    sums = {"Alfa": 9000, "Beta": 20050} if parts.startswith("netto") else {"Alfa": 11070, "Beta": 24662}
    assert totals(found) == sums
    assert not left_out(found)


def test_equal_headers_with_nothing_below_stay_one_row(ledger: Reading) -> None:
    text = "Klient;Data;Kwota;Uwagi;Uwagi\nAlfa;2026-01-05;10,00;a;b\nBeta;2026-01-06;5,00;c;d\n"
    assert totals(ledger(text)) == {"Alfa": 1000, "Beta": 500}


def test_revenue_in_polish_is_no_payment(ledger: Reading) -> None:
    found = ledger("Klient;Data;Przychód\nAlfa;2026-01-05;10,00\nBeta;2026-01-06;5,00\n")
    assert (totals(found), found.report.basis) == ({"Alfa": 1000, "Beta": 500}, "unknown")


def test_money_shipped_is_no_quantity(ledger: Reading) -> None:
    text = """№;Время;Контрагент;Сумма;Выставлено счетов;Отгружено;Статус
1;05.01.2026 10:11;Ромашка;12000,50;12000,50;12000,50;Доставлен
2;13.01.2026 10:11;Василёк;1500,00;0,00;700,00;Собран
"""
    found = ledger(text)
    assert role_of(found, "Отгружено") != "quantity"
    assert totals(found) == {"Ромашка": 1200050, "Василёк": 150000}
    plain = ledger(text.replace("Выставлено счетов", "Заметка").replace("700,00", "1500,00"))
    assert role_of(plain, "Отгружено") != "quantity"


def test_pieces_shipped_are_a_quantity(ledger: Reading) -> None:
    text = "Дата;Контрагент;Отгружено;Сумма\n05.01.2026;Ромашка;3;300,00\n06.01.2026;Бета;1;100,00\n"
    found = ledger(text)
    assert role_of(found, "Отгружено") == "quantity"
    chosen = FileOptions(roles=(("Отгружено", "quantity"),))
    assert role_of(ledger(text, ReadOptions(default=chosen)), "Отгружено") == "quantity"
