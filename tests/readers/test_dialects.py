"""Plain tables in their dialects: every variant of one small ledger gives the same rows, to the cent."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segcore.ledger import SourceFile
from segcore.readers import read

ALFA, BETA = "Alfa Sp. z o.o.", "Beta S.A."
NAMES = (ALFA, BETA, ALFA)
DAYS = ("2026-01-05", "2026-02-14", "2026-03-31")
EXPECTED = [(ALFA, "2026-01-05", 123456), (BETA, "2026-02-14", -5005), (ALFA, "2026-03-31", 700)]


def lines(text: str, encoding: str = "utf-8") -> list[tuple[str, str, int]]:
    """(customer, day, minor units) of every line that counts."""
    found = read([SourceFile("a.csv", text.encode(encoding))])
    names = found.parties["customer"]
    return [(names[row.customer], str(row.day)[:10], row.amount) for row in found.lines.itertuples(index=False)]


def table(
    header: str,
    amounts: tuple[str, str, str],
    dates: tuple[str, str, str] = ("2026-01-05", "2026-02-14", "2026-03-31"),
    names: tuple[str, str, str] = (ALFA, BETA, ALFA),
) -> str:
    rows = [";".join(cells) for cells in zip(names, dates, amounts, strict=True)]
    return "\n".join([header, *rows, ""])


PLAIN = ("1234,56", "-50,05", "7,00")
HEADERS = [
    "Customer;Date;Amount", "Client name;Invoice date;Total amount", "CUSTOMER_NAME;ORDER_DATE;NET_AMOUNT",
    "customerName;orderDate;netAmount", "Custmer;Invoice Date;Amount", "Account;Date of sale;Revenue",
    "Kontrahent;Data sprzedaży;Wartość netto", "Nazwa klienta;Data wyst.;Netto", "Kontrahnet;Data;Kwota",
    "Nabywca;Data faktury;Netto PLN", "Klient;Data transakcji;Sprzedaż (zł)", "Nazwa odbiorcy;Data dok.;Wart. netto",
    "Контрагент;Дата;Сумма", "Покупатель;Дата отгрузки;Сумма без НДС, руб.", "Клиент;Дата продажи;Выручка, руб",
    "Контргент;Дата документа;Сумма", "Заказчик;Период;Сумма (₽)", "Наименование клиента;Дата реализации;Стоимость",
    "Покупець;Дата документа;Сума без ПДВ", "Клієнт;Дата продажу;Сума, грн", "Замовник;Дата;Виручка",
    "Kunde;Rechnungsdatum;Nettobetrag", "Kundenname;Datum;Umsatz netto", "Auftraggeber;Belegdatum;Betrag (EUR)",
    "Firma;Datum;Netto", "Debitor;Belegdatum;Umsatz in EUR",
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_header_words(header):
    assert lines(table(header, PLAIN)) == EXPECTED


AMOUNTS = """
1 234,56|-50,05|7
1\u00a0234,56|\u221250,05|7,00
1\u202f234,56|–50,05|7,0
1\u2009234,56|(50,05)|7,00
1.234,56|50,05-|+7,00
1,234.56|(50.05)|7.00
1'234.56|-50.05|7.00
1’234.56|- 50.05|7
$1,234.56|$(50.05)|$7.00
1 234,56 zł|-50,05 zł|7,00 zł
1 234-56|-50-05|7-00
PLN 1234.56|PLN -50.05|PLN 7.00
1234,56PLN|-50,05PLN|7,00PLN
€ 1.234,56|-€ 50,05|€ 7,00
1 234,56 руб.|-50,05 руб.|7 р.
+1234.56|-50.05|+7.00
1234,5600|-50,0500|7,0000
1.23456E+3|-50.05|7.00
1.23456e3|-5.005e1|7e0
'1234,56|'-50,05|'7,00
1 234,56 | -50,05|\u00207,00\u0020
1_234,56|-50,05|7,00
1 234.56 ₽|-50.05 ₽|7.00 ₽
zł1,234.56|-zł50.05|zł7.00
1234,56 USD|(50,05) USD|7,00 USD
$ 1,234.56|-$50.05|$7
""".strip("\n").splitlines()


@pytest.mark.parametrize("amounts", AMOUNTS)
def test_amounts(amounts):
    assert lines(table("Customer;Date;Amount", tuple(amounts.split("|")))) == EXPECTED


DATES = """
2026-01-05 | 2026-02-14 | 2026-03-31
2026/01/05 | 2026/02/14 | 2026/03/31
2026.01.05 | 2026.02.14 | 2026.03.31
20260105 | 20260214 | 20260331
05.01.2026 | 14.02.2026 | 31.03.2026
5.1.2026 | 14.2.2026 | 31.3.2026
05.01.26 | 14.02.26 | 31.03.26
05-01-2026 | 14-02-2026 | 31-03-2026
5/1/2026 | 14/2/2026 | 31/3/2026
1/5/2026 | 2/14/2026 | 3/31/2026
01/05/26 | 02/14/26 | 03/31/26
05 01 2026 | 14 02 2026 | 31 03 2026
05.01.2026 10:11 | 14.02.2026 00:00:00 | 31.03.2026 23:59:59
05.01.2026, 10:11 | 14.02.2026, 9:05 | 31.03.2026, 1:00
2026-01-05T10:11:12Z | 2026-02-14T10:11:12+01:00 | 2026-03-31T00:00:00.000Z
2026-01-05 10:11:12 UTC | 2026-02-14 10:11:12 UTC | 2026-03-31 10:11:12 UTC
2026-01-05 10:11:12 +0200 | 2026-02-14 10:11:12 +0200 | 2026-03-31 10:11:12 +0200
1/5/2026 3:04 PM | 2/14/2026 11:59 AM | 3/31/2026 12:00 AM
Jan 5, 2026 | Feb 14, 2026 | Mar 31, 2026
January 5th, 2026 | February 14, 2026 | March 31st, 2026
5 January 2026 | 14 Feb 2026 | 31 March 2026
05-Jan-26 | 14-Feb-26 | 31-Mar-26
05-Jan-2026 | 14-FEB-2026 | 31-mar-2026
Mon, 5 Jan 2026 | Sat, 14 Feb 2026 | Tue, 31 Mar 2026
Monday, January 5, 2026 | Saturday, February 14, 2026 | Tuesday, March 31, 2026
5 stycznia 2026 | 14 lutego 2026 | 31 marca 2026
5 stycznia 2026 r. | 14 lutego 2026 r. | 31 marca 2026r.
05-sty-26 | 14-lut-26 | 31-mar-26
5 sty 2026 | 14 lut 2026 | 31 mar 2026
pon., 5 stycznia 2026 | sobota, 14 lutego 2026 | wt., 31 marca 2026
5 января 2026 г. | 14 февраля 2026 г. | 31 марта 2026 г.
5 янв. 2026 г. | 14 февр. 2026 г. | 31 мар. 2026 г.
05 янв 2026 | 14 фев 2026 | 31 мар 2026
«05» января 2026 г. | «14» февраля 2026 г. | «31» марта 2026 г.
05.01.2026 г. | 14.02.2026 г. | 31.03.2026 г.
5 янв. 2026 г., 10:11 | 14 февр. 2026 г., 10:11 | 31 мар. 2026 г., 10:11
5 січня 2026 р. | 14 лютого 2026 р. | 31 березня 2026 р.
5. Januar 2026 | 14. Februar 2026 | 31. März 2026
5. Jän. 2026 | 14. Feb. 2026 | 31. Mrz. 2026
Montag, 5. Januar 2026 | Samstag, 14. Februar 2026 | Dienstag, 31. März 2026
46027 | 46067 | 46112
46027,5 | 46067,25 | 46112,0
2026-01-05 | 14.02.2026 | 31 Mar 2026
05.01.2026 | 46067 | 2026-03-31
'05.01.2026 | '14.02.2026 | '31.03.2026
20260105101112 | 20260214101112 | 20260331000000
2026-01-05-10.11.12 | 2026-02-14-10.11.12 | 2026-03-31-10.11.12
2026-1-5 | 2026-2-14 | 2026-3-31
05.01.2026 | 14.02.2026r. | 31.03.2026 roku
05/Jan/2026 | 14/Feb/2026 | 31/Mar/2026
20260105 10:11 | 20260214 10:11 | 20260331 10:11
""".strip().splitlines()


@pytest.mark.parametrize("dates", DATES)
def test_dates(dates):
    for header in ("Customer;Date;Amount", "Klient;Data;Kwota"):
        assert lines(table(header, PLAIN, tuple(dates.split(" | ")))) == EXPECTED


# invoice lists as accounting programs call their columns; {d} a day, {n} net, {g} gross, {c} customer, {t} tax number
LISTS = """
wFirma | Lp;Typ dokumentu;Numer dokumentu;Data wystawienia;Data sprzedaży;Kontrahent;NIP kontrahenta;Netto;Stawka VAT;VAT;Brutto;Waluta;Kategoria księgowa;Opis | 1;Faktura;FV 1/2026;2026-02-28;{d};{c};{t};{n};23%;1,00;{g};PLN;Sprzedaż;
iFirma | Numer faktury;Data wystawienia;Data sprzedaży;Termin płatności;Nazwa kontrahenta;NIP;Wartość netto;Wartość VAT;Wartość brutto;Waluta;Zapłacono;Status | F/{i};2026-02-28;{d};2026-04-01;{c};{t};{n};1,00;{g};PLN;{g};Opłacona
Fakturownia | Numer;Typ;Data wystawienia;Data sprzedaży;Termin płatności;Nabywca;NIP nabywcy;Wartość netto;Wartość VAT;Wartość brutto;Waluta;Status;Opłacono | {i};Faktura VAT;2026-02-28;{d};2026-04-01;{c};{t};{n};1,00;{g};PLN;opłacona;{g}
Comarch Optima | Numer dokumentu;Data wyst.;Data sprz.;Kod kontrahenta;Nazwa kontrahenta;NIP kontrahenta;Netto;VAT;Brutto;Waluta;Stan | FA/{i};2026-02-28;{d};K{i};{c};{t};{n};1,00;{g};PLN;Zatwierdzony
Symfonia | Lp.;Nr dokumentu;Data wystawienia;Data sprzedaży;Kontrahent;NIP;Wart. netto;Wart. VAT;Wart. brutto;Do zapłaty | {i};FVS {i};2026-02-28;{d};{c};{t};{n};1,00;{g};{g}
Subiekt | Numer;Data wyst.;Odbiorca;NIP odbiorcy;Wartość netto;Wartość VAT;Wartość brutto;Kategoria | FS {i};{d};{c};{t};{n};1,00;{g};Sprzedaż
enova | Numer pełny;Data dokumentu;Kontrahent - nazwa;Kontrahent NIP;Netto;VAT;Razem brutto;Opiekun | FV/{i};{d};{c};{t};{n};1,00;{g};Anna
Xero | *ContactName;EmailAddress;*InvoiceNumber;Reference;*InvoiceDate;*DueDate;Total;TaxTotal;InvoiceAmountPaid;SubTotal;Currency;Type;Status | {c};a@b.pl;INV-{i};;{d};2026-04-01;{g};1,00;0,00;{n};PLN;Sales invoice;Paid
Zoho | Invoice Date;Invoice ID;Invoice Number;Invoice Status;Customer Name;VAT Reg. No.;Due Date;Currency Code;Exchange Rate;SubTotal;Total;Balance | {d};9000{i};INV-{i};Closed;{c};{t};2026-04-01;PLN;1,00;{n};{g};0,00
SAP | Billing Document;Bill. Date;Sold-to party;Name 1;Billing Type;Net Value;Tax amount;Doc. Currency;Created on | 90000{i};{d};100{i};{c};F2;{n};1,00;PLN;2026-04-01
SAP DE | Fakturanummer;Fakturadatum;Debitor;Name 1;USt-IdNr.;Nettowert;Steuerbetrag;Währung | 90000{i};{d};100{i};{c};{t};{n};1,00;PLN
1C | №;Дата;Контрагент;ИНН;Сумма без НДС;НДС;Сумма с НДС;Валюта;Менеджер;Организация | {i};{d};{c};{t};{n};1,00;{g};PLN;Анна;ООО Своя
МойСклад | №;Время;Со склада;Контрагент;ИНН;Организация;Сумма без НДС;Сумма НДС;Сумма;Валюта;Оплачено;Статус;Комментарий | {i};{d} 10:00;Основной;{c};{t};ООО Своя;{n};1,00;{g};PLN;{g};Отгружен;
QuickBooks | Date;Transaction type;Num;Customer full name;Product/Service full name;Quantity;Sales price;Amount;Balance | {d};Invoice;{i};{c};Service;1,00;{n};{n};{g}
FreshBooks | Client Name;Invoice #;Date Issued;Invoice Status;Date Paid;Item Name;Rate;Quantity;Line Subtotal;Tax 1 Amount;Line Total;Currency | {c};{i};{d};paid;2026-04-01;Work;{n};1,00;{n};1,00;{g};PLN
""".strip().splitlines()  # noqa: E501


@pytest.mark.parametrize("listed", LISTS)
def test_lists_of_accounting_programs(listed):
    _, header, pattern = (part.strip() for part in listed.split(" | "))
    taxes, gross = ("5252248481", "7740001454", "5252248481"), ("1518,51", "-61,56", "8,61")
    rows = [
        pattern.format(i=number, c=name, t=tax, d=day, n=net, g=whole)
        for number, (name, tax, day, net, whole) in enumerate(zip(NAMES, taxes, DAYS, PLAIN, gross, strict=True), 1)
    ]
    assert lines("\n".join([header, *rows, ""])) == EXPECTED


WORDS = {
    "en": ("Customer;Invoice date;Amount", "Total"), "pl": ("Kontrahent;Data sprzedaży;Kwota netto", "Razem"),
    "ru": ("Контрагент;Дата;Сумма", "Итого"), "de": ("Kunde;Rechnungsdatum;Betrag", "Summe"),
}  # fmt: skip
STYLES = {"1234,56": (",", ""), "1 234,56": (",", "\u00a0"), "1.234,56": (",", "."), "1,234.56": (".", ",")}
FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y %H:%M", "%Y/%m/%d", "%Y%m%d")
ENTRY = st.tuples(
    st.sampled_from(["Alfa", "Beta S.A.", 'Gamma "X", Ltd', "Delta; Co"]),
    st.dates(date(2025, 1, 1), date(2025, 12, 31)),
    st.integers(-999_999_99, 999_999_99).filter(bool),
)


def amount(minor: int, style: str) -> str:
    mark, group = STYLES[style]
    whole = f"{abs(minor) // 100:,}".replace(",", group)
    return f"{'-' * (minor < 0)}{whole}{mark}{abs(minor) % 100:02d}"


@settings(max_examples=40, deadline=None)
@given(
    entries=st.lists(ENTRY, min_size=3, max_size=12),
    tongue=st.sampled_from(sorted(WORDS)),
    style=st.sampled_from(sorted(STYLES)),
    form=st.sampled_from(FORMS),
    delimiter=st.sampled_from([";", "\t", "|", ","]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    titles=st.integers(0, 40),
    total=st.booleans(),
)
def test_a_random_ledger_in_a_random_dialect(entries, tongue, style, form, delimiter, encoding, titles, total):
    header, word = WORDS[tongue]
    store = io.StringIO()
    writer = csv.writer(store, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["Report", "", ""]] * titles)
    writer.writerow(header.split(";"))
    writer.writerows([name, day.strftime(form), amount(minor, style)] for name, day, minor in entries)
    if total:
        writer.writerow([word, "", amount(sum(minor for *_, minor in entries), style)])
    found = read([SourceFile("a.csv", store.getvalue().encode(encoding))])
    names = found.parties["customer"]
    rows = [(names[row.customer], str(row.day)[:10], row.amount) for row in found.lines.itertuples(index=False)]
    assert rows == [(name, day.isoformat(), minor) for name, day, minor in entries]
    assert (found.report.rows_read, found.report.excluded) == (len(entries), ())


ODD_LAYOUTS = {
    "a line of facts": "12345678901234567890123456;01-01-2026;31-03-2026;PLN\n{0}{1}{2}",
    "an account and a year": "Umsatzliste;2026\n{0}{1}{2}",
    "a place, a day, a currency": "Stan na;31.12.2026;PLN;Bank\n{0}{1}{2}",
}
LINES = (
    "Alfa Sp. z o.o.;05.01.2026;FV 1;1234,56\n",
    "Beta S.A.;14.02.2026;FV 2;-50,05\n",
    "Alfa Sp. z o.o.;31.03.2026;FV 3;7,00\n",
)


@pytest.mark.parametrize("name", ODD_LAYOUTS)
def test_a_line_of_facts_is_no_header(name):
    assert lines(ODD_LAYOUTS[name].format(*LINES)) == EXPECTED


FIRST, SECOND, THIRD = (f"{name};{day};{amount}" for name, day, amount in zip(NAMES, DAYS, PLAIN, strict=True))
HEAD = "Klient;Data;Kwota"
ODD = {
    "a line for Excel": ["sep=;", HEAD, FIRST, SECOND, THIRD],
    "a quoted line for Excel": ['"sep=;"', HEAD, FIRST, SECOND, THIRD],
    "an inch sign": [HEAD, FIRST, SECOND, THIRD + ';rura 1/2" miedziana'],
    "delimiters behind": [HEAD + ";;", FIRST + ";;", SECOND + ";;", THIRD + ";;"],
    "ragged rows": [HEAD + ";Uwagi", FIRST, SECOND + ";x;y;z", THIRD + ";"],
    "the total first": [HEAD, "Razem;;1191,51", FIRST, SECOND, THIRD],
    "the header on every page": [HEAD, FIRST, HEAD, SECOND, HEAD, THIRD],
    "blank rows between": ["", HEAD, "", FIRST, ";;", " ; ; ", SECOND, "", THIRD, ";;"],
    "dashes between": [HEAD, "---;---;---", FIRST, SECOND, THIRD],
    "quotes around everything": ['"' + line.replace(";", '";"') + '"' for line in (HEAD, FIRST, SECOND, THIRD)],
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_odd_lines(name, end):
    assert lines(end.join([*ODD[name], ""])) == EXPECTED
