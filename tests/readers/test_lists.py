"""Exports of shops, payments, CRM and accounting programs: other versions, languages, files than the samples."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest
import xlsxwriter

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, Ledger, ReadOptions, SourceFile
from segcore.output import inspection
from segcore.readers import FORMATS, inspect, look
from segcore.readers.content import opened
from segcore.readers.lists import FORMATS as LISTS
from segcore.readers.lists.listing import key
from segcore.words.formats_where import ALIASES, WHERE

SAMPLES = Path(__file__).parents[1] / "samples"
OWN = {
    "allegro": "pl_allegro_orders.csv",
    "bitrix24": "ru_bitrix24_deals.csv",
    "hubspot": "en_hubspot_deals.csv",
    "paypal": "en_paypal_activity.csv",
    "pipedrive": "en_pipedrive_deals.csv",
    "quickbooks": "en_quickbooks_transactions.csv",
    "salesforce": "en_salesforce_opportunities.csv",
    "shopify": "en_shopify_orders.csv",
    "stripe": "en_stripe_payments.csv",
    "stripe_balance": "en_stripe_balance.csv",
    "stripe_invoices": "en_stripe_invoices.csv",
    "woocommerce": "en_woocommerce_orders.csv",
    "xero": "en_xero_invoices.csv",
    "zoho_books": "en_zoho_books_invoices.csv",
    "zoho_crm": "en_zoho_crm_deals.csv",
}


def ledger(text: str, name: str = "export.csv", options: ReadOptions = ReadOptions()) -> Ledger:
    return inspect([SourceFile(name, text.encode())], options)


def found(text: str, name: str = "export.csv") -> tuple[object, ...]:
    """Format, sales, returns, sum in minor units, what was left out, sum of every customer."""
    read = ledger(text, name)
    report = read.report
    left = {entry.reason: (entry.rows, entry.sum) for entry in report.excluded}
    totals = read.lines.groupby("customer")["amount"].sum()
    each = {read.parties["customer"][place]: int(total) for place, total in totals.items()}
    return report.files[0].format, report.sales, report.returns, report.total, left, each


def figures(file: SourceFile) -> dict[str, object]:
    read = inspection(inspect([file]))
    return {
        name: read[name] for name in ("rows", "sum_by_currency", "per_customer", "first_date", "last_date", "basis")
    }


def rows_of(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((SAMPLES / name).read_text(encoding="utf-8-sig")), delimiter=_mark(name)))


def _mark(name: str) -> str:
    return ";" if name.startswith("ru_") else ","


def written(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


def header_place(rows: list[list[str]]) -> int:
    return max(range(min(6, len(rows))), key=lambda place: (sum(map(bool, rows[place])), -place))


def shuffled(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    places = list(range(width))
    random.Random(7).shuffle(places)
    return [[row[place] if place < len(row) else "" for place in places] for row in rows]


def as_workbook(rows: list[list[str]]) -> bytes:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet("Export")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return book.getvalue()


@pytest.mark.parametrize("name", sorted(set(OWN) - {"allegro"}))
@pytest.mark.parametrize("variant", ["columns", "semicolons", "workbook", "unix"])
def test_the_form_of_the_file_changes_nothing(name, variant):
    rows = rows_of(OWN[name])
    made = {
        "columns": lambda: SourceFile("a.csv", written(shuffled(rows))),
        "semicolons": lambda: SourceFile("a.txt", b"\xef\xbb\xbf" + written(rows, ";")),
        "workbook": lambda: SourceFile("a.xlsx", as_workbook(rows)),
        "unix": lambda: SourceFile("a", written(rows, ",", "\n")),
    }[variant]()
    assert look(made).format == name
    assert figures(made) == figures(SourceFile("x.csv", (SAMPLES / OWN[name]).read_bytes()))


UNNEEDED = (
    "notes", "tags", "phone", "vendor", "probability", "fiscalperiod", "sellermessage", "billingphone", "fulfilledat",
    "pipeline", "leadsource", "tax", "fee", "reference", "planneddate", "customernote",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(OWN) - {"allegro", "stripe_balance"}))
def test_optional_columns_may_be_missing(name):
    rows = rows_of(OWN[name])
    top = header_place(rows)
    unneeded = {place for place, header in enumerate(rows[top]) if key(header) in UNNEEDED}
    fewer = [[cell for place, cell in enumerate(row) if place not in unneeded] for row in rows]
    file = SourceFile("a.csv", written(fewer))
    assert look(file).format == name
    assert figures(file) == figures(SourceFile("x.csv", (SAMPLES / OWN[name]).read_bytes()))


@pytest.mark.parametrize(
    "sample", sorted(path.name for path in SAMPLES.iterdir() if path.suffix not in (".json", ".md"))
)
def test_samples_of_others_are_not_claimed(sample):
    ours = {*OWN.values(), "ru_amocrm_deals.xlsx", "ru_moysklad_returns.csv"}
    content = opened(SourceFile(sample, (SAMPLES / sample).read_bytes()), FileOptions())
    assert [known.name for known in LISTS if known.sniff(content)] == [] if sample not in ours else True


def test_every_list_has_a_sample():
    assert {known.name for known in LISTS} == {*OWN, "amocrm", "moysklad"}
    assert {known.name for known in LISTS} <= {known.name for known in FORMATS}


def test_programs_without_a_format_of_their_own_name_one_there_is():
    assert set(ALIASES.values()) <= {known.name for known in FORMATS} & set(WHERE)
    assert not set(map(str.casefold, ALIASES)) & {known.name for known in LISTS} - {"moysklad"}


SHOPIFY = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,"
    "Billing Name,Billing Company,Shipping Name,Notes,Cancelled at,Refunded Amount\n"
)


def test_shopify_refunds_notes_and_names():
    text = SHOPIFY + (
        '#1,a@a.example,refunded,EUR,90,10,0,100.00,2026-01-05 10:00:00 +0100,1,Chair,Ann Lee,,Ann Lee,"Call first\n'
        'Total: ask, please",,100.00\n'
        "#2,b@b.example,paid,EUR,50,0,0,50.00,2026-01-06 10:00:00 +0100,1,Chair,,,Bo Ray,,,0.00\n"
        "#3,c@c.example,paid,EUR,20,0,0,20.00,2026-01-07 10:00:00 +0100,1,Chair,,,,,,5.50\n"
        "#3,c@c.example,,,,,,,2026-01-07 10:00:00 +0100,7,Total,,,,,,\n"
        "#4,d@d.example,paid,EUR,60,0,0,60.00,2026-01-08 10:00:00 +0100,1,Chair,Di,,,,2026-01-09 10:00:00 +0100,60.00\n"
        "#5,e@e.example,authorized,EUR,30,0,0,30.00,2026-01-09 10:00:00 +0100,1,Chair,Ed,Edison AG,,,,0.00\n"
    )
    assert found(text) == (
        "shopify", 4, 2, 9450, {"cancelled": (1, 6000)},
        {"Ann Lee": 0, "Bo Ray": 5000, "c@c.example": 1450, "Edison AG": 3000},
    )  # fmt: skip
    told = {told.code: dict(told.facts) for told in ledger(text).report.warnings}
    assert told["orders_unpaid"] == {"rows": 1, "amount": 3000}


def test_shopify_customers_are_refused_by_name():
    text = "First Name,Last Name,Email,Default Address Company,Total Spent,Total Orders\nA,B,a@a.example,,9,1\n"
    with pytest.raises(LabradorError) as refused:
        ledger(text)
    assert refused.value.code == "file.customers_list"


def test_currencies_of_a_shop_stay_apart():
    text = SHOPIFY + (
        "#1,a@a.example,paid,EUR,90,10,0,100.00,2026-01-05,1,Chair,Ann,,,,,0.00\n"
        "#2,a@a.example,paid,USD,90,10,0,40.00,2026-01-05,1,Chair,Ann,,,,,0.00\n"
    )
    assert ledger(text).report.sum_by_currency == (("EUR", 10000), ("USD", 4000))


def test_woocommerce_of_other_plugins():
    web_toffee = (
        "order_id,order_number,order_date,paid_date,status,order_total,order_subtotal,tax_total,order_currency,"
        "customer_email,billing_first_name,billing_last_name,billing_company,line_item_1,refunded_total\n"
        "11,11,2026-01-05 10:00:00,,wc-completed,123.00,100.00,23.00,PLN,a@a.example,Anna,Lis,,name:Krzesło,0\n"
        "12,12,2026-01-06 10:00:00,,wc-cancelled,50.00,40.65,9.35,PLN,b@b.example,Jan,Nowak,Nowak Sp. j.,name:Stół,0\n"
        "13,13,2026-01-07 10:00:00,,wc-refunded,60.00,48.78,11.22,PLN,b@b.example,Jan,Nowak,Nowak Sp. j.,name:Stół,\n"
        "14,14,2026-01-08 10:00:00,,wc-pending,70.00,56.91,13.09,PLN,b@b.example,Jan,Nowak,Nowak Sp. j.,name:Stół,0\n"
    )
    assert found(web_toffee) == (
        "woocommerce", 3, 1, 19300, {"cancelled": (1, 5000)}, {"Anna Lis": 12300, "Nowak Sp. j.": 7000},
    )  # fmt: skip
    analytics = (
        "Date,Order #,N. Revenue,Status,Customer,Customer type,Product(s),Items sold,Coupon(s)\n"
        "2026-01-05 10:00:00,21,80.50,completed,Ann Lee,new,1x Chair,1,\n"
        "2026-01-06 10:00:00,22,20.00,failed,Bo Ray,new,1x Chair,1,\n"
        "2026-01-07 10:00:00,21,-10.50,refunded,Ann Lee,returning,1x Chair,1,\n"
    )
    assert found(analytics) == ("woocommerce", 1, 1, 7000, {"cancelled": (1, 2000)}, {"Ann Lee": 7000})
    assert ledger(analytics).report.basis == "net"


def test_allegro_without_the_second_table_and_with_other_columns():
    text = (
        "OrderId,OrderDate,SellerStatus,BuyerLogin,BuyerName,PaymentId,TotalToPayAmount,TotalToPayCurrency,InvoiceTaxId\n"
        '1,"05.01.2026 10:00",SENT,kup1,,p,"1 230,50",PLN,\n'
        '2,"25.01.2026 10:00",NEW,kup2,Ewa Lis,p,"9,50",PLN,\n'
        '3,"26.01.2026 10:00",CANCELLED,kup2,Ewa Lis,p,"100,00",PLN,\n'
    )
    assert found(text) == ("allegro", 2, 0, 124000, {"cancelled": (1, 10000)}, {"kup1": 123050, "Ewa Lis": 950})


STRIPE = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,"
    "Converted Currency,Status,Customer ID,Customer Description,Customer Email\n"
)


def test_stripe_in_several_currencies_counts_in_the_converted_one():
    text = STRIPE + (
        'ch_1,2026-01-05 10:00,"100,00","0,00",eur,"430,00","0,00",pln,Paid,c1,Acme,a@a.example\n'
        'ch_2,2026-01-06 10:00,"50,00","50,00",usd,"200,00","200,00",pln,Refunded,c2,,b@b.example\n'
        'ch_3,2026-01-07 10:00,"70,00","0,00",gbp,,,,Failed,c2,,b@b.example\n'
        'ch_4,2026-01-08 10:00,"10,00","0,00",pln,"10,00","0,00",pln,Paid,c3,,\n'
    )
    assert found(text) == (
        "stripe", 3, 1, 44000, {"cancelled": (1, 0)},
        {"Acme": 43000, "b@b.example": 0, "c3": 1000},
    )  # fmt: skip
    assert ledger(text).report.currency == "PLN"


def test_stripe_in_one_currency_keeps_the_currency_of_the_customer():
    text = STRIPE + (
        "ch_1,2026-01-05 10:00,100.00,10.00,eur,430.00,43.00,pln,Paid,c1,Acme,a@a.example\n"
        "ch_2,2026-01-06 10:00,50.00,0.00,eur,215.00,0.00,pln,Requires payment method,c1,Acme,a@a.example\n"
        "ch_3,2026-01-06 11:00,25.00,0.00,eur,107.50,0.00,pln,Canceled,c1,Acme,a@a.example\n"
    )
    assert found(text) == ("stripe", 1, 1, 9000, {"cancelled": (2, 7500)}, {"Acme": 9000})
    assert ledger(text).report.currency == "EUR"


def test_stripe_balance_without_customers_says_so():
    text = (
        "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description\n"
        "txn_1,charge,ch_1,120.00,3.78,116.22,usd,2026-01-01 14:03,2026-01-03 00:00,Course sale\n"
    )
    with pytest.raises(LabradorError) as refused:
        ledger(text)
    assert refused.value.code == "ledger.no_customer_column"
    chosen = ReadOptions(default=FileOptions(roles=(("Description", "customer"),)))
    assert ledger(text, options=chosen).report.total == 12000


def test_xero_template_with_stars_counts_totals_once():
    text = (
        "*ContactName,EmailAddress,*InvoiceNumber,*InvoiceDate,*DueDate,Total,*Description,*Quantity,*UnitAmount,Currency\n"
        "Acme,,I-1,31/01/2026,28/02/2026,300.00,One,1,100.00,NZD\n"
        "Acme,,I-1,31/01/2026,28/02/2026,300.00,Two,2,100.00,NZD\n"
        "Globex,,I-1,01/02/2026,28/02/2026,50.00,One,1,50.00,NZD\n"
    )
    assert found(text) == ("xero", 2, 0, 35000, {}, {"Acme": 30000, "Globex": 5000})
    assert ledger(text).report.first_date.isoformat() == "2026-01-31"


def test_xero_lines_without_totals_are_added():
    text = (
        "ContactName,InvoiceNumber,InvoiceDate,Quantity,UnitAmount,LineAmount,Type,Status\n"
        "Acme,I-1,31/01/2026,1,100.00,100.00,ACCREC,AUTHORISED\n"
        "Acme,I-1,31/01/2026,2,100.00,200.00,ACCREC,AUTHORISED\n"
        "Acme,C-1,01/02/2026,1,30.00,30.00,ACCRECCREDIT,PAID\n"
        "Acme,I-2,02/02/2026,1,70.00,70.00,ACCREC,DELETED\n"
        "Paper,B-1,02/02/2026,1,70.00,70.00,ACCPAY,PAID\n"
    )
    assert found(text) == (
        "xero", 2, 1, 27000, {"cancelled": (1, 7000), "purchase": (1, 7000)}, {"Acme": 27000},
    )  # fmt: skip
    assert ledger(text).report.basis == "net"


QUICKBOOKS = "Date,Type,No.,Customer,Memo,Total,Status\n"


def test_quickbooks_sales_page_with_a_total_row():
    text = QUICKBOOKS + (
        '13/01/2026,Invoice,1,Acme:Kitchen,,"$1,000.00",Overdue\n'
        '14/01/2026,Credit memo,2,Acme,,"$100.00",Closed\n'
        '15/01/2026,Refund,3,Globex,,"-$20.00",Closed\n'
        '16/01/2026,Sales Receipt,4,Globex,,"$70.00",Voided\n'
        '17/01/2026,Charge,5,Globex,,"$7.00",Open\n'
        ',,,,Total,"$957.00",\n'
    )
    read = ledger(text).report
    assert (read.files[0].format, read.sales, read.returns, read.total) == ("quickbooks", 1, 2, 88000)
    assert read.currency == "USD"
    assert {entry.reason for entry in read.excluded} == {"cancelled", "duplicate"}


def test_a_plain_table_with_a_type_is_no_quickbooks():
    text = "Date,Type,Number,Customer,Amount\n2026-01-13,Retail,1,Acme,10.00\n2026-01-14,Wholesale,2,Acme,20.00\n"
    assert found(text) == ("csv", 2, 0, 3000, {}, {"Acme": 3000})


def test_zoho_books_credit_notes_are_returns():
    text = (
        "Credit Note Date,Credit Note Number,Credit Note Status,Customer Name,Currency Code,SubTotal,Total,Item Name\n"
        "2026-02-01,CN-1,open,Acme,USD,40.00,44.00,Chair\n"
    )
    assert found(text) == ("zoho_books", 0, 1, -4000, {}, {"Acme": -4000})


PIPEDRIVES = {
    "czech": ("Obchod", "ID Název Hodnota Měna_hodnoty Organizace Vlastník Stav Datum_výhry"),
    "english": ("Deal", "ID Title Value Currency_of_Value Organization Owner Status Won_time"),
    "polish": ("Szansa", "ID Tytuł Wartość Waluta Organizacja Właściciel Status Data_wygrania"),
    "german": ("Deal", "ID Titel Wert Währung_von_Wert Organisation Besitzer Status Datum_des_gewonnenen_Deals"),
    "russian": ("Сделка", "ID Название Ценность Валюта_ценности Организация Ответственный Статус Время_выигрыша"),
}
WON = {"czech": "Vyhráno", "english": "Won", "polish": "Wygrana", "german": "Gewonnen", "russian": "Выиграна"}
LOST = {"czech": "Prohra", "english": "Lost", "polish": "Przegrana", "german": "Verloren", "russian": "Проиграна"}


@pytest.mark.parametrize("language", sorted(PIPEDRIVES))
def test_pipedrive_in_other_languages(language):
    prefix, names = PIPEDRIVES[language]
    headers = [f"{prefix} - {name}".replace("_", " ") for name in names.split()]
    text = ",".join(headers) + (
        f"\n1,Chairs,1000,CZK,Acme,Eva,{WON[language]},2026-01-05 10:00:00\n"
        f"2,Desks,500,CZK,Acme,Eva,{LOST[language]},\n"
        f"3,Lamps,200.5,CZK,Globex,Jan,{WON[language]},2026-02-05 10:00:00\n"
    )
    read = found(text)
    assert read == ("pipedrive", 2, 0, 120050, {"not_won": (1, 50000)}, {"Acme": 100000, "Globex": 20050})
    columns = {column.role: column.header for column in ledger(text).report.files[0].columns}
    assert columns["amount"] == headers[2]
    assert ledger(text).report.last_date.isoformat() == "2026-02-05"
    assert ledger(text).report.currency == "CZK"


ORDER = (
    "Typ,Numer,Data wystawienia,Nabywca,Wartość netto\n"
    "Faktura VAT,1,2026-01-05,Acme,100.00\nZamówienie,2,2026-01-06,Acme,40.00\n"
)


def test_an_order_is_no_sale_only_beside_invoices():
    assert found(ORDER)[1:5] == (1, 0, 10000, {"proforma": (1, 4000)})
    assert found(ORDER.replace("Faktura VAT", "Zamówienie"))[1:5] == (2, 0, 14000, {})
    assert found(ORDER.replace("Zamówienie", "Zamówienie zrealizowane"))[1:5] == (2, 0, 14000, {})


def test_kommo_in_english_and_open_deals_without_a_day():
    text = (
        "ID,Lead title,Sale,Lead stage,Pipeline,Responsible user,Created at,Closed at,Company,Main contact\n"
        "1,Chairs,1000,Closed - won,Main,Eve,05.01.2026 10:00:00,15.01.2026 10:00:00,Acme,Ann\n"
        "2,Desks,500,Closed - lost,Main,Eve,05.01.2026 10:00:00,25.01.2026 10:00:00,Acme,Ann\n"
        "3,Rugs,700,Offer,Main,Eve,05.01.2026 10:00:00,not closed,Globex,Bo\n"
    )
    assert found(text) == ("amocrm", 1, 0, 100000, {"not_won": (2, 120000)}, {"Acme": 100000})
    assert ledger(text).report.first_date.isoformat() == "2026-01-15"


def test_bitrix24_saved_as_a_web_page():
    cells = [
        ["ID", "Название сделки", "Стадия сделки", "Сумма", "Валюта", "Компания", "Ответственный", "Дата завершения"],
        ["1", "Окна", "Сделка успешна", "1000.50", "RUB", "ООО Ромашка", "Анна", "15.01.2026"],
        ["2", "Двери", "Сделка провалена", "500", "RUB", "ООО Ромашка", "Анна", "25.01.2026"],
    ]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    text = f'<html><head><meta charset="utf-8"></head><body><table border="1">{table}</table></body></html>'
    assert found(text, "DEAL.xls") == ("bitrix24", 1, 0, 100050, {"not_won": (1, 50000)}, {"ООО Ромашка": 100050})


def test_hubspot_flag_outweighs_the_stage_and_salesforce_has_one_too():
    hubspot = (
        "Record ID,Deal Name,Deal Stage,Amount,Close Date,Is Closed Won,Associated Company (Primary)\n"
        "1,A,Signed,100,2026-01-05,true,Acme\n2,B,Won back later,50,2026-01-06,false,Acme\n"
    )
    assert found(hubspot) == ("hubspot", 1, 0, 10000, {"not_won": (1, 5000)}, {"Acme": 10000})
    salesforce = (
        "Id,Name,StageName,Amount,CloseDate,IsWon,AccountId\n1,A,Signed,100,2026-01-05,true,001A\n"
        "2,B,Closed,50,2026-01-06,false,001A\n"
    )
    assert found(salesforce) == ("salesforce", 1, 0, 10000, {"not_won": (1, 5000)}, {"001A": 10000})


MOYSKLAD = (
    "{title};;;;;;;\n;;;;;;;\n№;Время;Контрагент;ИНН;Организация;Сумма;Валюта;Статус\n"
    '00001;12.01.2026 10:00;АО "Василёк";5047012346;Вектор;10 000,00;руб;\n'
    '00002;12.02.2026 10:00;АО "Василёк";5047012346;Вектор;{last};руб;\n;;;;;15 500,50;;\n'
)


@pytest.mark.parametrize(
    ("title", "name", "sales", "returns", "total", "left"),
    [
        ("Возвраты покупателей", "moysklad", 0, 2, -1550050, {}),
        ("Счета покупателям", "moysklad", 0, 0, 0, {"proforma": (2, 1550050)}),
        ("Приемки", "moysklad", 0, 0, 0, {"purchase": (2, 1550050)}),
        ("Отгрузки", "csv", 2, 0, 1550050, {}),
        ("Заказы покупателей", "csv", 2, 0, 1550050, {}),
    ],
)
def test_the_title_of_a_register_says_what_it_holds(title, name, sales, returns, total, left):
    text = MOYSKLAD.format(title=title, last="5 500,50")
    assert found(text)[:5] == (name, sales, returns, total, left)
    [control] = ledger(text).report.files[0].controls
    assert (control.file, control.matches) == (1550050, True)


def test_a_total_that_differs_is_told():
    text = MOYSKLAD.format(title="Возвраты покупателей", last="5 500,00")
    told = {told.code: dict(told.facts) for told in ledger(text).report.warnings}
    assert told["total_differs"] == {"file": "export.csv", "column": "Сумма", "stated": 1550050, "read": 1550000}


def test_bad_amounts_and_days_of_a_list_are_left_out_by_row():
    text = SHOPIFY + (
        "#1,a@a.example,paid,EUR,90,10,0,abc,2026-01-05,1,Chair,Ann,,,,,0.00\n"
        "#2,a@a.example,paid,EUR,90,10,0,,2026-01-05,1,Chair,Ann,,,,,0.00\n"
        "#3,a@a.example,paid,EUR,90,10,0,7.00,someday,1,Chair,Ann,,,,,0.00\n"
        "#4,a@a.example,paid,EUR,90,10,0,9.00,2026-01-05,1,Chair,Ann,,,,,0.00\n"
    )
    assert found(text)[1:5] == (1, 0, 900, {"no_amount": (1, 0), "unreadable": (2, 700)})


def test_the_user_may_take_another_column():
    text = SHOPIFY + "#1,a@a.example,paid,EUR,90.00,10,0,100.00,2026-01-05,1,Chair,Ann,,,,,0.00\n"
    chosen = ReadOptions(default=FileOptions(roles=(("Subtotal", "amount"),)))
    assert ledger(text, options=chosen).report.total == 9000
    plain = ReadOptions(default=FileOptions(format="csv", roles=(("Email", "customer"), ("Subtotal", "amount"))))
    read = ledger(text, options=plain).report
    assert (read.files[0].format, read.total) == ("csv", 9000)


def test_a_header_alone_is_refused():
    with pytest.raises(LabradorError) as refused:
        ledger(SHOPIFY)
    assert refused.value.code == "file.header_only"


PURCHASES = (
    "{title}Lp;Data;Nr faktury;{party};NIP;Netto;VAT;Brutto\n"
    "1;2026-01-05;F1;Alfa;5252248481;100,00;23,00;123,00\n2;2026-01-06;F2;Beta;7740001454;200,00;46,00;246,00\n"
)


@pytest.mark.parametrize(
    ("title", "party", "name"),
    [
        ("Rejestr zakupów VAT za 01/2026\n", "Dostawca", "a.csv"),
        ("Rejestr zakupów VAT za 01/2026\n", "Kontrahent", "a.csv"),
        ("Ewidencja zakupu\n", "Kontrahent", "a.csv"),
        ("Книга покупок за январь 2026\n", "Продавец", "a.csv"),
        ("", "Dostawca", "a.csv"),
        ("", "Поставщик", "a.csv"),
        ("", "Supplier", "a.csv"),
        ("", "Kontrahent", "rejestr_zakupow_01_2026.csv"),
    ],
)
def test_a_list_of_purchases_is_refused(title, party, name):
    with pytest.raises(LabradorError) as problem:
        found(PURCHASES.format(title=title, party=party), name)
    assert (problem.value.code, problem.value.facts) == ("file.purchases", {"file": name})


@pytest.mark.parametrize(
    ("title", "party", "name"),
    [
        ("", "Kontrahent", "a.csv"),
        ("Rejestr sprzedaży i zakupów VAT za 01/2026\n", "Kontrahent", "a.csv"),
        ("Zestawienie zakupów klientów\n", "Kontrahent", "a.csv"),
        ("Zakupy 2026\n", "Nabywca", "a.csv"),
        ("Rejestr zakupów\n", "Nabywca", "a.csv"),
        ("", "Dostawca;Klient", "a.csv"),
    ],
)
def test_what_customers_bought_is_no_list_of_purchases(title, party, name):
    text = PURCHASES.format(title=title, party=party)
    text = text.replace(";Alfa;", ";Nasza;Alfa;").replace(";Beta;", ";Nasza;Beta;") if ";" in party else text
    assert found(text, name)[3:] == (30000, {}, {"Alfa": 10000, "Beta": 20000})


def test_the_columns_the_user_named_outweigh_the_supplier():
    options = ReadOptions(default=FileOptions(roles=(("Dostawca", "customer"),)))
    read = ledger(PURCHASES.format(title="", party="Dostawca"), options=options)
    assert read.report.total == 30000


DEBTS = (
    "Задолженность покупателей по срокам долга\nНа 31.01.2026\n\nПокупатель;Задолженность;Не просрочено;"
    "от 1 до 7 дней;от 8 до 15 дней;Свыше 15 дней\nАльфа;4000,00;1000,00;3000,00;;\nБета;500,50;;;500,50;\n",
    "Дебиторская задолженность на 31.01.2026\nПокупатель;Менеджер;Остаток\nАльфа;Лис;100,00\nБета;Лис;70,50\n",
    "Kontrahent;Należności razem;Bieżące;1-30 dni;31-60 dni;>60 dni\nAlfa;100,00;50,00;50,00;;\nBeta;70,50;;;70,50;\n",
    "Kontrahent;Należność;Zobowiązanie;Saldo\nAlfa;100,00;;100,00\nBeta;70,00;;70,00\n",
    "A/R Aging Summary\n\n,Current,1 - 30,31 - 60,61 - 90,91 and over,Total\nAcme,10.00,,5.00,,,15.00\n"
    "Globex,,2.00,,,,2.00\n",
    "Customer,Total amount,1-30,31-60,90+\nAcme,10.00,10.00,,\nGlobex,2.00,,2.00,\n",
)


@pytest.mark.parametrize("text", DEBTS)
def test_a_list_of_debts_is_refused(text):
    with pytest.raises(LabradorError) as problem:
        found(text)
    assert problem.value.code == "file.debts"


@pytest.mark.parametrize(
    "text",
    [
        "Numer;Data;Nabywca;Należność\n1;2026-01-05;Alfa;100,00\n",
        "Numer;Data;Nabywca;Kwota;Zaległość\n1;2026-01-05;Alfa;100,00;7,00\n",
        "Продажи и задолженность\nПокупатель;Дата;Сумма;Долг\nAlfa;05.01.2026;100,00;5,00\n",
        "Customer,Date,Amount,1-30,61-90\nAlfa,2026-01-05,100.00,1,2\n",
    ],
)
def test_a_debt_beside_sales_is_no_list_of_debts(text):
    assert found(text)[3:] == (10000, {}, {"Alfa": 10000})


def test_quickbooks_total_under_the_date_and_jobs_of_a_customer():
    text = (
        'Invoice List by Date\nBig Co\n"January - March, 2026"\n\n'
        "Date,Transaction Type,Num,Name,Memo/Description,Due Date,Amount,Open Balance\n"
        '01/05/2026,Invoice,1,Acme,,02/04/2026,"1,000.00",0.00\n'
        "01/13/2026,Invoice,2,Globex:Job,,02/12/2026,200.50,200.50\n"
        "01/14/2026,Invoice,3,Globex:Roof,,02/12/2026,100.00,200.50\n"
        'Total,,,,,,"$1,300.50",$401.00\n'
    )
    assert found(text) == ("quickbooks", 3, 0, 130050, {}, {"Acme": 100000, "Globex": 30050})
    [file] = ledger(text).report.files
    assert [(told.name, told.file, told.read) for told in file.controls] == [("Amount", 130050, 130050)]
    assert "total_differs" not in {told.code for told in ledger(text).report.warnings}
    differing = ledger(text.replace("$1,300.50", "$1,400.50")).report.warnings
    assert "total_differs" in {told.code for told in differing}


PAYPAL = (
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID\n"
    "13/01/2026,10:11:12,CET,Acme,Website Payment,Completed,EUR,100.00,-3.00,97.00,A\n"
    "14/01/2026,10:11:12,CET,{name},{kind},{status},EUR,{gross},0.00,{gross},B\n"
)


@pytest.mark.parametrize(
    ("name", "kind", "status", "gross", "expected"),
    [
        ("Beta", "Mass Pay Payment", "Completed", "20.00", ("sale", 2000)),
        ("Acme", "Payment Refund", "Completed", "-20.00", ("return", -2000)),
        ("Acme", "Chargeback", "Completed", "-20.00", ("return", -2000)),
        ("Acme", "Chargeback Reversal", "Completed", "20.00", ("sale", 2000)),
        ("Acme", "Website Payment", "Partially refunded", "20.00", ("sale", 2000)),
        ("Supplier", "Payment Refund", "Completed", "20.00", ("supplier_refund", 2000)),
        ("Supplier", "PreApproved Payment Bill User Payment", "Completed", "-20.00", ("outgoing", -2000)),
        ("PayPal", "Chargeback Fee", "Completed", "-20.00", ("outgoing", -2000)),
        ("", "General Currency Conversion", "Completed", "20.00", ("own_transfer", 2000)),
        ("My Bank", "Bank Deposit to PP Account", "Completed", "20.00", ("own_transfer", 2000)),
        ("", "Reversal of General Account Hold", "Completed", "20.00", ("pending", 2000)),
        ("Acme", "Mobile Payment", "Pending", "20.00", ("pending", 2000)),
        ("Acme", "Mobile Payment", "Denied", "20.00", ("cancelled", 2000)),
    ],
)
def test_paypal_activity_by_type_and_status(name, kind, status, gross, expected):
    reason, amount = expected
    form, sales, returns, total, left, _ = found(PAYPAL.format(name=name, kind=kind, status=status, gross=gross))
    counted = reason in ("sale", "return")
    assert (form, sales, returns) == ("paypal", 1 + (reason == "sale"), int(reason == "return"))
    assert (total, left) == (10000 + amount * counted, {} if counted else {reason: (1, amount)})
