"""1CClientBankExchange in its dialects: direction, own accounts, quirks of banks, Kazakhstan, broken files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from segcore.errors import LabradorError
from segcore.ledger import FileOptions, SourceFile
from segcore.output import inspection
from segcore.readers import inspect
from segcore.readers.content import opened
from segcore.readers.records import Records, RecordSource
from segcore.readers.registry import open_file

OWN, SECOND, ALFA, BETA = (f"407028101000000{n:05}" for n in (1, 2, 11, 12))
HEAD = (
    "1CClientBankExchange\nВерсияФормата=1.03\nКодировка=Windows\nДатаНачала=01.01.2026\nДатаКонца=31.01.2026\n"
    f"РасчСчет={OWN}\n"
)


def document(number: str, amount: str, payer: str, receiver: str, **more: str) -> str:
    keys = {
        "Номер": number, "Дата": "12.01.2026", "Сумма": amount, "ПлательщикСчет": payer, "ПолучательСчет": receiver,
        "Плательщик1": "ООО Альфа", "Получатель1": "ООО Свой", "НазначениеПлатежа": "Оплата по договору", **more,
    }  # fmt: skip
    lines = "\n".join(f"{key}={value}" for key, value in keys.items() if value)
    return f"СекцияДокумент=Платежное поручение\n{lines}\nКонецДокумента\n"


def records(text: str, encoding: str = "cp1251") -> Records:
    source = open_file(SourceFile("kl_to_1c.txt", text.encode(encoding)), FileOptions())
    assert isinstance(source, RecordSource)
    assert source.format == "bank_1c"
    return source.records


def cell(found: Records, row: int, role: str) -> object:
    return found.rows[row][[name for _, name in found.fields].index(role)]


ONE = HEAD + document("7", "1500.50", ALFA, OWN, ПлательщикИНН="7706123455") + "КонецФайла\n"


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_any_encoding_whatever_the_file_says(encoding: str, newline: str) -> None:
    found = records(ONE.replace("\n", newline), encoding)
    assert found.rows == [
        (date(2026, 1, 12), "ООО Альфа", "7706123455", Decimal("1500.50"), "RUB", "7", "Оплата по договору",
         "Платежное поручение")
    ]  # fmt: skip
    assert list(found.reasons) == [""]
    assert found.stated == (date(2026, 1, 1), date(2026, 1, 31))


def test_direction_is_by_the_own_account_wherever_it_is_named() -> None:
    incoming = document("1", "10", ALFA, OWN)
    outgoing = document("2", "4", OWN, BETA)
    bare = "1CClientBankExchange\nВерсияФормата=1.02\n"
    for head in (HEAD, f"{bare}СекцияРасчСчет\nРасчСчет={OWN}\nКонецРасчСчет\n", bare):
        found = records(head + incoming + outgoing)
        assert [cell(found, row, "amount") for row in (0, 1)] == [Decimal(10), Decimal(-4)], head
        assert list(found.reasons) == ["", "outgoing"]


def test_the_own_account_may_stand_behind_the_correspondent_account() -> None:
    found = records(HEAD + document("2", "4", "30101810400000000225", BETA, ПлательщикРасчСчет=OWN))
    assert list(found.reasons) == ["outgoing"]
    found = records(HEAD + document("2", "4", "30101810400000000225", OWN, ПлательщикРасчСчет=ALFA))
    assert list(found.reasons) == [""]


def test_dates_of_money_in_and_out_where_no_account_tells() -> None:
    unknown = HEAD.replace(OWN, "40702810100000099999")
    came = document("1", "10", ALFA, BETA, ДатаПоступило="14.01.2026")
    went = document("2", "4", BETA, ALFA, ДатаСписано="15.01.2026")
    neither = document("3", "5", SECOND, "40702810100000000013")
    found = records(unknown + came + went + neither)
    assert list(found.reasons) == ["", "outgoing", "unreadable"]
    assert [cell(found, row, "date") for row in range(3)] == [date(2026, 1, 14), date(2026, 1, 15), date(2026, 1, 12)]


def test_the_owner_is_learnt_from_his_documents() -> None:
    out = document("2", "4", OWN, BETA, Плательщик1='ООО "Свой"', ПлательщикИНН="7722123452", Получатель1="ООО Бета")
    other = "40702810100000077777"
    by_number = document("3", "9", other, OWN, Плательщик1="Филиал", ПлательщикИНН="7722123452")
    by_name = document("4", "9", other, OWN, Плательщик1="СВОЙ ООО", Получатель1="ООО Свой")
    assert list(records(HEAD + out + by_number + by_name).reasons) == ["outgoing", "own_transfer", "own_transfer"]
    assert list(records(HEAD + out + document("5", "9", ALFA, OWN)).reasons) == ["outgoing", ""]


def test_transfers_between_two_own_accounts_are_counted_once_a_side() -> None:
    def section(account: str, opening: str, closing: str) -> str:
        balances = f"НачальныйОстаток={opening}\nКонечныйОстаток={closing}"
        return f"СекцияРасчСчет\nРасчСчет={account}\n{balances}\nКонецРасчСчет\n"

    head = HEAD + f"РасчСчет={SECOND}\n" + section(OWN, "0", "50") + section(SECOND, "100", "50")
    once = records(head + document("1", "50", SECOND, OWN, Плательщик1="ООО Свой"))
    twice = records(head + 2 * document("1", "50", SECOND, OWN, Плательщик1="ООО Свой"))
    assert list(once.reasons) == ["own_transfer"]
    assert list(twice.reasons) == ["own_transfer", "outgoing"]
    for found in (once, twice):
        assert [(control.file, control.read) for control in found.controls] == [(5000, 5000), (5000, 5000)]


@pytest.mark.parametrize(
    ("text", "amount"), [("1,5", "1.5"), ("1 234,56", "1234.56"), ("1500-00", "1500.00"), ("15000.00 ", "15000.00")]
)
def test_amounts(text: str, amount: str) -> None:
    assert cell(records(HEAD + document("1", text, ALFA, OWN)), 0, "amount") == Decimal(amount)


@pytest.mark.parametrize(
    ("keys", "name", "number"),
    [
        ({"Плательщик1": "", "Плательщик": 'ИНН 7706123455 ООО "Ромашка"'}, 'ООО "Ромашка"', "7706123455"),
        ({"Плательщик1": "", "Плательщик": "7706123455, ООО Ромашка"}, "ООО Ромашка", "7706123455"),
        ({"Плательщик1": "ООО Ромашка", "Плательщик": "ИНН 7706123455 что-то"}, "ООО Ромашка", ""),
        ({"Плательщик1": "Иванов Иван//г Москва//", "ПлательщикИНН": "0"}, "Иванов Иван", "0"),
    ],
)
def test_names(keys: dict[str, str], name: str, number: str) -> None:
    found = records(HEAD + document("1", "5", ALFA, OWN, **keys))
    assert (cell(found, 0, "customer"), cell(found, 0, "tax_id")) == (name, number)


def test_stated_totals_of_days_and_of_the_whole() -> None:
    def section(start: str, end: str, opening: str, came: str, went: str, closing: str) -> str:
        return (
            f"СекцияРасчСчет\nДатаНачала={start}\nДатаКонца={end}\nРасчСчет={OWN}\nНачальныйОстаток={opening}\n"
            f"ВсегоПоступило={came}\nВсегоСписано={went}\nКонечныйОстаток={closing}\nКонецРасчСчет\n"
        )

    days = section("12.01.2026", "12.01.2026", "1", "10,5", "0", "11.5") + section(
        "13.01.2026", "13.01.2026", "11.5", "0", "4", "7.50"
    )
    whole = section("01.01.2026", "31.01.2026", "1", "10.50", "4", "7.50")
    moves = document("1", "10.5", ALFA, OWN) + document("2", "4", OWN, BETA, ДатаСписано="13.01.2026")
    for sections in (days, whole, whole + days, days + days):
        controls = records(HEAD + sections + moves).controls
        assert [(c.name.split()[0], c.file, c.read) for c in controls] == [
            ("ВсегоПоступило", 1050, 1050), ("ВсегоСписано", 400, 400), ("closing", 750, 750)
        ]  # fmt: skip
    wrong = records(HEAD + whole + document("1", "10.5", ALFA, OWN)).controls
    assert [(c.file, c.read) for c in wrong] == [(1050, 1050), (400, 0), (750, 1150)]


KAZAKH = """1CClientBankExchange
ВерсияФормата=2.00
ДатаНачала=01.06.2026
ДатаКонца=30.06.2026
РасчСчет=KZ79722S000001674774
СЕКЦИЯРАСЧСЧЕТ
РасчСчет=KZ79722S000001674774
НачальныйОстаток=100.00
ВсегоПоступило=700.50
ВсегоСписано=40
КонечныйОстаток=760.50
КОНЕЦРАСЧСЧЕТ
СекцияДокумент=выписка
НОМЕРДОКУМЕНТА=1
ДатаДокумента=29.06.2026
ДатаОперации=30.06.2026
СуммаПриход=700.50
ПлательщикНаименование=ТОО "Алтын"
ПлательщикБИН_ИИН=181140004063
ПлательщикИИК=KZ22722C000024901213
ПолучательНаименование=ТОО "Свой"
ПолучательИИК=KZ79722S000001674774
НазначениеПлатежа=Оплата по счету 5
КонецДокумента
СекцияДокумент=выписка
НомерДокумента=2
ДатаОперации=30.06.2026
СуммаРасход=40.00
ПлательщикНаименование=ТОО "Свой"
ПлательщикИИК=KZ79722S000001674774
ПолучательНаименование=ТОО "Поставщик"
НазначениеПлатежа=За аренду
КонецДокумента
КонецФайла
"""


def test_the_dialect_of_kazakhstan() -> None:
    found = records(KAZAKH)
    assert list(found.reasons) == ["", "outgoing"]
    assert found.rows[0][:6] == (date(2026, 6, 30), 'ТОО "Алтын"', "181140004063", Decimal("700.50"), "KZT", "1")
    assert [control.matches for control in found.controls] == [True, True, True]
    assert records(KAZAKH.upper().replace("1CCLIENTBANKEXCHANGE", "1CClientBankExchange")).reasons == found.reasons


def test_a_line_of_the_statement_that_repeats_its_order_counts_once() -> None:
    order = KAZAKH[KAZAKH.index("СекцияДокумент") : KAZAKH.index("КонецДокумента") + 15]
    full = order.replace("=выписка", "=ПлатежноеПоручение").replace("СуммаПриход", "Сумма")
    bare = "СекцияДокумент=Выписка\nНомерДокумента=1\nСуммаПриход=700.50\nКонецДокумента\n"
    for text in (order + full, full + order, full + bare, full):
        assert list(records(HEAD.replace(OWN, "KZ79722S000001674774") + text).reasons) == [""], text
    other = full.replace("НОМЕРДОКУМЕНТА=1", "НОМЕРДОКУМЕНТА=9")
    assert list(records(HEAD.replace(OWN, "KZ79722S000001674774") + order + other).reasons) == ["", ""]


def test_currencies_by_account_and_by_document() -> None:
    dollars = OWN.replace("810", "840", 1)
    assert cell(records(HEAD.replace(OWN, dollars) + document("1", "5", ALFA, dollars)), 0, "currency") == "USD"
    assert cell(records(HEAD + document("1", "5", ALFA, OWN, Валюта="810")), 0, "currency") == "RUB"
    assert cell(records(HEAD + document("1", "5", ALFA, OWN, Валюта="EUR")), 0, "currency") == "EUR"


def test_purposes_in_pieces_and_over_several_lines() -> None:
    pieces = {"НазначениеПлатежа": "", "НазначениеПлатежа1": "Оплата", "НазначениеПлатежа2": "по счету 5"}
    assert cell(records(HEAD + document("1", "5", ALFA, OWN, **pieces)), 0, "ignore") == "Оплата по счету 5"
    broken = document("1", "5", ALFA, OWN, НазначениеПлатежа="Возврат\nза товар, сумма 5\nв т.ч. НДС = 1")
    found = records(HEAD + broken)
    assert cell(found, 0, "ignore") == "Возврат за товар, сумма 5 в т.ч. НДС = 1"
    assert list(found.reasons) == ["supplier_refund"]


def test_the_same_document_twice_is_a_duplicate() -> None:
    ledger = inspect([SourceFile("a.txt", (HEAD + 2 * document("1", "5", ALFA, OWN)).encode("cp1251"))])
    assert inspection(ledger)["rows"]["excluded"] == {"duplicate": {"rows": 1, "sum": "5.00"}}


@pytest.mark.parametrize("size", range(0, len(ONE), 40))
def test_a_file_cut_anywhere_is_read_or_refused(size: int) -> None:
    cut = SourceFile("kl_to_1c.txt", (b"1CClientBankExchange" + ONE.encode("cp1251")[20:size]))
    try:
        found = opened(cut, FileOptions())
        records_read = open_file(cut, FileOptions())
    except LabradorError as problem:
        assert problem.code == "file.header_only"
        assert "СекцияДокумент=" not in ONE[:size]
    else:
        assert found.kind == "bank_1c"
        assert isinstance(records_read, RecordSource)
        assert len(records_read.records.rows) == 1


def test_two_files_tell_once_what_is_true_of_both() -> None:
    files = [SourceFile(name, (HEAD + document(name, "5", ALFA, OWN)).encode("cp1251")) for name in ("1", "2")]
    found = inspection(inspect(files))
    assert [warning["code"] for warning in found["warnings"]] == ["payments"]
    assert found["sum"] == "10.00"
