"""The rules all banks share: what an entry of a statement is, by its words, its parties and its accounts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from segcore import data
from segcore.ledger import REASONS, Control
from segcore.readers.banks import party, rules
from segcore.readers.banks.statement import Balance, Entry, Statement, closing_balances

DAY = date(2026, 3, 4)
RU, OWN_RU = "40702810100000000001", "40702810900000000002"


def entry(party: str = "Meble Lipa", amount: str = "100.00", **more: Any) -> Entry:
    return Entry(DAY, Decimal(amount), "PLN", party, **more)


def reason(found: Entry, **more: Any) -> str:
    return rules.records(Statement([found], **more)).reasons[0]


SAID = [
    ("own_transfer", "PRZELEW ŚRODKÓW WŁASNYCH"),
    ("own_transfer", "Przelew wlasny"),
    ("own_transfer", "Перевод собственных средств между счетами, НДС не облагается"),
    ("own_transfer", "Пополнение расчётного счета"),
    ("own_transfer", "Переказ власних коштів"),
    ("own_transfer", "Internal transfer to current account"),
    ("own_transfer", "Umbuchung"),
    ("interest", "KAPITALIZACJA ODSETEK"),
    ("interest", "Odsetki od lokaty"),
    ("interest", "Выплата процентов на остаток по счету"),
    ("interest", "Кэшбэк за октябрь"),
    ("interest", "Возврат комиссии за обслуживание"),
    ("interest", "ZWROT PROWIZJI ZA PRZELEW"),
    ("interest", "Interest 2026-03"),
    ("interest", "Habenzinsen I. Quartal"),
    ("loan", "Uruchomienie kredytu obrotowego"),
    ("loan", "POŻYCZKA OD WSPÓLNIKA"),
    ("loan", "Предоставление займа по договору процентного займа № 1"),
    ("loan", "Выдача по кредитному договору 12"),
    ("loan", "Взнос в уставный капитал"),
    ("loan", "Поворотна фінансова допомога"),
    ("loan", "Shareholder loan"),
    ("loan", "Dotacja z urzędu pracy"),
    ("loan", "Gesellschafterdarlehen"),
    ("supplier_refund", "Zwrot nadpłaty"),
    ("supplier_refund", "ZWROT ZA FV 12/2026"),
    ("supplier_refund", "Возврат излишне перечисленных средств по п/п 41"),
    ("supplier_refund", "Ошибочно перечисленные средства"),
    ("supplier_refund", "Повернення помилково сплачених коштів"),
    ("supplier_refund", "Refund for order 7"),
    ("supplier_refund", "Erstattung Gutschrift"),
    ("cash_deposit", "Wpłata gotówkowa"),
    ("cash_deposit", "WPLATOMAT 12 KRAKOW"),
    ("cash_deposit", "Взнос наличных через АДМ"),
    ("cash_deposit", "Торговая выручка, символ 02"),
    ("cash_deposit", "Внесення готівки"),
    ("cash_deposit", "Bareinzahlung"),
    ("acquiring", "Зачисление средств по терминалам эквайринга. Мерчант №123456"),
    ("acquiring", "Возмещение по операциям СБП за 03.03.2026"),
    ("acquiring", "Rozliczenie transakcji kartowych"),
]


@pytest.mark.parametrize(("expected", "purpose"), SAID)
def test_words_of_the_purpose(expected: str, purpose: str) -> None:
    assert reason(entry(purpose=purpose)) == expected
    assert reason(entry(kind=purpose)) == expected
    assert reason(entry(purpose="FV 1/2026")) == ""


@pytest.mark.parametrize(
    ("party", "purpose"),
    [
        ("Kredyt Inkaso Nowa SA", "FV 7/2026"),
        ("Pośrednik Sp. z o.o.", "doradztwo kredytowe marzec"),
        ("Meble Lipa", "Faktura 5, kredyt kupiecki 30 dni"),
        ("Social Media Ltd", "Pinterest campaign"),
        ("Interest Group Ltd", "Invoice 8"),
        ("Tory Kolejowe SA", "opłata za zwrotnicę nr 4"),
        ("Payuk Sp. z o.o.", "za montaż"),
        ("Szkło Sp. z o.o.", "opakowania zwrotne"),
        ("Meble Lipa", "FV 12/2026 wraz z odsetkami"),
        ('ООО "Тара"', "Оплата за возвратную тару"),
        ('ООО "Ромашка"', "Оплата по счету 5 из собственных средств"),
        ('ООО "Ромашка"', "Оплата по счету 9 за настройку эквайринга"),
        ('ООО "Взаимность"', "Оплата по договору 3"),
        ('ООО "Ромашка"', "Оплата по счету 6, товар возврату не подлежит, без возврата"),
        ('ООО "Ромашка"', "Аванс, товар не подлежит возврату"),
        ('ООО "Мерчандайз"', "Услуги мерчандайзинга"),
        ("Zuska Nowak", "FV 2"),
        ("Dom Skarbowy Lipa", "FV 3"),
        ("Grantham Ltd", "consulting"),
        ("Toys R Us Ltd", "order 4"),
        ("Filter AG", "Einlagefilter, Rechnung 4"),
    ],
)
def test_words_inside_other_words_say_nothing(party: str, purpose: str) -> None:
    assert reason(entry(party, purpose=purpose)) == ""


@pytest.mark.parametrize(
    ("expected", "party"),
    [
        ("tax_refund", "PIERWSZY URZĄD SKARBOWY WARSZAWA"),
        ("tax_refund", "II US KRAKOW"),
        ("tax_refund", "ZUS"),
        ("tax_refund", "Zaklad Ubezpieczen Spolecznych"),
        ("tax_refund", "Казначейство России (ФНС России)"),
        ("tax_refund", "ОСФР по г. Москве"),
        ("tax_refund", "ГУ ДПС у м. Києві"),
        ("tax_refund", "Finanzamt Mitte"),
        ("acquiring", "PayU S.A."),
        ("acquiring", "PAYPRO SA"),
        ("acquiring", "Stripe Technology Europe Ltd"),
        ("acquiring", 'НКО "ЮМани"'),
        ("interest", "Interest paid"),
        ("", "Meble Lipa"),
    ],
)
def test_names_of_payers(expected: str, party: str) -> None:
    assert reason(entry(party)) == expected


@pytest.mark.parametrize(
    ("expected", "account", "party"),
    [
        ("", "40702810100000000001", 'ООО "Ромашка"'),
        ("", "40817810100000000001", "Иванов Иван Иванович"),
        ("", "40802810100000000001", "ИП Петров П. П."),
        ("tax_refund", "03100643000000018500", "Получатель платежей"),
        ("tax_refund", "40101810000000000001", "УФК по области"),
        ("", "03224643450000007300", "УФК по г. Москве (ГБУ Школа № 5, л/с 2007)"),
        ("tax_refund", "03224643450000007300", "УФК по г. Москве (ИФНС № 5)"),
        ("interest", "47423810000000000001", "ПАО Сбербанк"),
        ("interest", "70601810000000000001", "ПАО Сбербанк"),
        ("interest", "30232810000000000001", "АО Альфа-Банк"),
        ("", "30111810000000000001", "ТОО Алтын"),
        ("", "60311810000000000001", 'ООО "Ромашка"'),
        ("", "30 1234", "ПАО Сбербанк"),
    ],
)
def test_russian_accounts(expected: str, account: str, party: str) -> None:
    assert reason(entry(party, account=account, purpose="Перечисление")) == expected


def test_a_bank_that_pays_an_invoice_is_a_customer() -> None:
    assert reason(entry("АО Альфа-Банк", account="60312810000000000001", purpose="Оплата по счету 5")) == ""
    assert reason(entry("АО Альфа-Банк", account="60312810000000000001", purpose="Перечисление")) == "interest"


def test_own_accounts_numbers_and_names() -> None:
    two = frozenset({RU, OWN_RU})
    assert reason(entry(account=OWN_RU, own=RU), accounts=two) == "own_transfer"
    assert reason(entry(account=RU, own=RU), accounts=two) == "", "an account that pays itself names nobody"
    assert reason(entry(account="40702810500000000003", own=RU), accounts=two) == ""
    assert reason(entry(account="12 1140 2004", own="1"), accounts=frozenset({"PL1211402004"})) == "own_transfer"
    assert reason(entry("Вектор", tax_id="7722123452"), tax_ids=frozenset({"7722123452"})) == "own_transfer"
    assert reason(entry("Вектор", tax_id="7706123455"), tax_ids=frozenset({"7722123452"})) == ""
    assert reason(entry("ВЕКТОР, ООО"), names=frozenset({'ООО "Вектор"'})) == "own_transfer"
    assert reason(entry("Вектор-М"), names=frozenset({'ООО "Вектор"'})) == ""


def test_what_the_reader_knows_comes_first_and_money_out_second() -> None:
    assert reason(entry(reason="pending", purpose="Zwrot")) == "pending"
    assert reason(entry(amount="-5", purpose="Odsetki od kredytu")) == "outgoing"
    assert reason(entry(amount="5", purpose="Odsetki od kredytu")) == "interest", "interest goes before loans"


def test_money_back_to_a_customer() -> None:
    found = rules.records(
        Statement(
            [
                entry("ALFA SP. Z O.O.", "500.00", purpose="FV 1"),
                entry("Alfa spółka z ograniczoną odpowiedzialnością", "-120.50", purpose="Zwrot nadpłaty FV 1"),
                entry("Alfa Sp. z o.o.", "-30.00", purpose="Zakup papieru"),
                entry("Dostawca SA", "-40.00", purpose="Zwrot nadpłaty"),
            ]
        )
    )
    assert list(found.reasons) == ["", "outgoing_refund", "outgoing", "outgoing"]
    told = {warning.code: dict(warning.facts) for warning in found.warnings}
    assert told["refunds_paid"] == {"rows": 1, "amount": 12050}


def test_a_refund_to_somebody_who_never_paid_is_no_return() -> None:
    paid = [entry("Dostawca SA", "40.00", purpose="Zwrot"), entry("Dostawca SA", "-40.00", purpose="Zwrot")]
    assert list(rules.records(Statement(paid)).reasons) == ["supplier_refund", "outgoing"]


def test_markets_are_customers_with_a_warning() -> None:
    found = rules.records(
        Statement([entry('ООО "Вайлдберриз"', purpose="Перечисление за товар"), entry("Allegro Sp. z o.o.")])
    )
    assert list(found.reasons) == ["", ""]
    told = {warning.code: dict(warning.facts) for warning in found.warnings}
    assert told["marketplaces"] == {"names": ("Allegro Sp. z o.o.", 'ООО "Вайлдберриз"')}
    alone = rules.records(Statement([entry("Озоновый слой")]))
    assert [warning.code for warning in alone.warnings] == ["payments"]


@pytest.mark.parametrize(
    ("raw", "name", "number"),
    [
        ("ALFA MEBLE SP. Z O.O.  UL. LIPOWA 1 00-001 WARSZAWA", "ALFA MEBLE SP. Z O.O.", ""),
        ("ALFA MEBLE SP. Z O.O. 00-001 WARSZAWA UL. LIPOWA 1", "ALFA MEBLE SP. Z O.O.", ""),
        ("DELTA SP. Z O.O. SP. K. LIPOWA 1 00-001 WARSZAWA", "DELTA SP. Z O.O. SP. K.", ""),
        ("JAN NOWAK  UL. NIJAKA 1 M 2 31-234 KRAKOW", "JAN NOWAK", ""),
        ("JAN NOWAK  DĄBROWA 12  05-123 DĄBROWA", "JAN NOWAK", ""),
        ("OD: JAN NOWAK", "JAN NOWAK", ""),
        ("BETA  LOGISTYKA S.A.", "BETA LOGISTYKA S.A.", ""),
        ("ULAN SP. Z O.O.", "ULAN SP. Z O.O.", ""),
        ("ALPINA PLUS", "ALPINA PLUS", ""),
        ('ИНН 7706123455 ООО "Ромашка"', 'ООО "Ромашка"', "7706123455"),
        ('7706123455, ООО "Ромашка"', 'ООО "Ромашка"', "7706123455"),
        ('ИНН 7706123455/770601001 ООО "Ромашка"', 'ООО "Ромашка"', "7706123455"),
        ('ИНН 7706123455 КПП 770601001 ООО "Ромашка"', 'ООО "Ромашка"', "7706123455"),
        ("771812345660 ИП Петров Пётр", "ИП Петров Пётр", "771812345660"),
        ("ИВАНОВ ИВАН ИВАНОВИЧ//г Москва, ул Мира, 1//", "ИВАНОВ ИВАН ИВАНОВИЧ", ""),
        ("ПАО СБЕРБАНК//ИВАНОВ ИВАН ИВАНОВИЧ//1071234//МОСКВА", "ИВАНОВ ИВАН ИВАНОВИЧ", ""),
        ("УФК//ОТДЕЛ 5//", "УФК", ""),
        ("1000 Drobiazgów", "1000 Drobiazgów", ""),
        ("7706123455", "7706123455", ""),
        ("\u02d9", "", ""),
        ("UL. LIPOWA 1", "UL. LIPOWA 1", ""),
    ],
)
def test_names_as_banks_write_them(raw: str, name: str, number: str) -> None:
    found = party.clean(entry(raw))
    assert (found.party, found.tax_id) == (name, number)


def mpp(name: str, number: str, amount: str = "100") -> Entry:
    return entry(name, amount, purpose=f"/VAT/23,00/IDC/{number}/INV/FV 1/TXT/")


def test_split_payments_tell_payers_apart_and_never_by_the_number_of_the_owner() -> None:
    several = [mpp("Alfa", "5260250274"), mpp("ALFA SP. Z O.O.", "5260250274"), mpp("Beta", "9512033444")]
    found, own = party.split_payments(several)
    assert ([e.tax_id for e in found], own) == (["5260250274", "5260250274", "9512033444"], set())
    shared = [mpp("Alfa", "5260250274"), mpp("Gama", "5260250274"), mpp("Beta", "9512033444")]
    found, own = party.split_payments(shared)
    assert ([e.tax_id for e in found], own) == (["", "", "9512033444"], {"5260250274"})
    assert rules.records(Statement(shared)).reasons == ["", "", ""]
    alone, own = party.split_payments([mpp("Alfa", "5260250274"), mpp("Beta", "9512033444", "-5")])
    assert ([e.tax_id for e in alone], own) == (["", ""], set())


def test_closing_balances_of_statements_that_continue_one_another() -> None:
    def day(opening: str, closing: str, moved: str, account: str = "1") -> Balance:
        return Balance(account, "PLN", Decimal(opening), Decimal(closing), Decimal(moved))

    chained = [day("10", "15.50", "5.50"), day("15.50", "12", "-3.50"), day("0", "7", "6.99", "2")]
    assert closing_balances(chained) == (
        Control("closing balance 1", 1200, 1200),
        Control("closing balance 2", 700, 699),
    )
    broken = [day("10", "15", "5"), day("16", "17", "1")]
    assert closing_balances(broken) == (
        Control("closing balance 1", 1500, 1500),
        Control("closing balance 1", 1700, 1700),
    )
    assert closing_balances([Balance("1", "PLN", None, Decimal(5), Decimal(5))]) == ()


def test_a_balance_that_differs_is_told() -> None:
    wrong = Statement([entry()], controls=(Control("closing balance 1", 700, 699),))
    told = {warning.code: dict(warning.facts) for warning in rules.records(wrong).warnings}
    assert told["balance_differs"] == {"name": "closing balance 1", "stated": 700, "read": 699}


def test_every_rule_of_the_table_is_known() -> None:
    helpers = {"marketplace", "sale", "bank"}
    assert set(data.bank_words()) - helpers <= set(REASONS)
    for rule, fields in data.bank_words().items():
        for field, listed in fields.items():
            assert len(set(listed)) == len(listed), (rule, field)
