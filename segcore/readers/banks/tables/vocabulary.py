"""What the columns of a bank statement are called, in five languages: patterns per role, most telling first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from segcore.readers.grid import BLANKS

LONGEST = 100
_TWINS = str.maketrans("aceiopxyё", "асеіорхуе")
_CYRILLIC = re.compile(r"[а-яёіїєґ]")
_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_UNIT = re.compile(r"(?:,|\bin\b|\bw\b|\bв\b)\s*(?:[a-z]{3}|zł|€|руб\.?|грн\.?)$")
_MARKS = re.compile(r"[#*:\"'«»„”“_.\-–—№?’]+")

PATTERNS: Mapping[str, str] = {
    "day": (
        r"data(?: i (?:czas|godzina))?(?: (?:zaksięgowania|księgowania|ksiegowania|operacji|transakcji|rozliczenia|"
        r"realizacji|wykonania|zrealizowania|zakończenia|zlecenia))?(?: (?:operacji|transakcji))?|"
        r"дата(?: (?:и время|і час|та час))?(?: (?:проводки|операции|проведения|транзакции|совершения|зачисления|"
        r"исполнения|поступления|списания/зачисления|операції|проведення|транзакції|проводки))?"
        r"(?: (?:операции|операції))?|"
        r"buchungs(?:tag|datum)|buchung|datum|datum des abschlusses|"
        r"(?:(?:booking|posting|posted|post|transaction|trans|completed|completion|processing|processed|operation|"
        r"payment|effective|settlement|entry) )?date(?: (?:and )?time)?|date completed|datetime"
    ),
    "value": (
        r"data (?:waluty|rozpoczęcia|odrzucenia)|дата (?:валютирования|документа|платежа|обработки|начала)|"
        r"дата документу|valuta(?:datum)?|wertstellung(?:s?datum)?|wert|datum des beginns|value date|"
        r"started date|date started|created (?:on|date)"
    ),
    "local": r"kwota w walucie rachunku|kwota w walucie konta|сумма (?:платежа|(?:операции )?в валюте счета)|"
    r"сума в валюті (?:картки|рахунку)",
    "amount": (
        r"kwota(?: (?:operacji|transakcji|przelewu|zaksięgowana))?|wartość(?: (?:operacji|transakcji))?|"
        r"сумма(?: (?:операции|проводки|транзакции))?|сума(?: (?:операції|транзакції|платежу))?|"
        r"betrag|umsatz|amount|transaction amount|value"
    ),
    "debit": (
        r"obciążeni[ae]|obciazenia|wypłaty|wydatki|wydatek|rozchód|rozchody|debet|wychodzące|"
        r"(?:сумма |оборот(?:ы)? )?(?:по )?дебету?|списани[ея]|расход|сумма списани[яй]|сумма дебет|"
        r"видаток|видатки|списання|soll|belastung|ausgang|lastschriften?|"
        r"debits?|debit amount|money out|paid out|withdrawals?|withdrawal amount|payments? out|outgoing"
    ),
    "credit": (
        r"uznani[ae]|wpływy|wpływ|wpłaty|przychód|przychody|przychodzące|"
        r"(?:сумма |оборот(?:ы)? )?(?:по )?кредиту?|поступлени[ея]|приход|зачислени[ея]|"
        r"сумма (?:зачисления|поступления)|сумма кредит|надходження|зарахування|прибуток|haben|"
        r"gutschrift(?:en)?|eingang|credits?|credit amount|money in|paid in|deposits?|deposit amount|"
        r"payments? in|incoming"
    ),
    "block": r"kwota blokady/zwolnienie blokady|kwota blokady",
    "balance": (
        r"saldo(?: (?:po (?:operacji|transakcji|księgowaniu)|końcowe|rachunku|księgowe|nach buchung))?|"
        r"(?:текущий |исходящий )?остаток(?: (?:после операции|на счете|по счету|денежных средств))?|"
        r"(?:текущее )?сальдо|баланс|залишок(?: (?:після операції|на рахунку))?|kontostand|saldo nach buchung|"
        r"(?:running |account |closing |ledger |available )?balance(?: after(?: transaction)?)?|running bal"
    ),
    "party": (
        r"(?:#)?nadawca/odbiorca|odbiorca/nadawca|odbiorca/zleceniodawca|zleceniodawca/odbiorca|kontrahent|"
        r"(?:dane|nazwa|nazwa i adres) (?:kontrahenta|nadawcy/odbiorcy|odbiorcy/nadawcy)|strona operacji|"
        r"(?:наименование |название )?(?:контрагента?|корр(?:еспондента?)?)|реквизиты корреспондента наименование|"
        r"(?:найменування |назва |ім'я |імя )?(?:контрагента?|кореспондента?)|"
        r"name zahlungsbeteiligter|(?:beguenstigter|begünstigter)/(?:zahlungspflichtiger|auftraggeber)|"
        r"auftraggeber/(?:empfänger|empfaenger|begünstigter|beguenstigter)|empfänger/(?:auftraggeber|zahlungspflichtiger)|"
        r"zahlungsempfänger/(?:in|auftraggeber)|gegenpartei|zahlungspartner|name|partner name|"
        r"counter ?party(?: name)?|beneficiary/(?:payer|remitter|ordering party)|payer/payee|payee/payer|"
        r"merchant name|other party|(?:наименование )?(?:бенефициара?|получател[ья])/(?:отправител[ья]|плательщика?)"
        r"(?: денег)?|(?:наименование )?(?:отправител[ья]|плательщика?)/(?:бенефициара?|получател[ья])(?: денег)?"
    ),
    "payer": (
        r"(?:nazwa |dane )?(?:nadawca|nadawcy|zleceniodawca|zleceniodawcy)|"
        r"(?:наименование |название )?(?:плательщика?|отправител[ья])(?: денег)?|"
        r"(?:найменування |назва )?платника?|zahlungspflichtiger|auftraggeber|(?:payer|sender|from|remitter)(?: name)?|"
        r"счет дебет|счет дебета?"
    ),
    "payee": (
        r"(?:nazwa |dane )?(?:odbiorca|odbiorcy|beneficjent|beneficjenta)|"
        r"(?:наименование |название )?(?:получател[ья]|бенефициара?)|"
        r"(?:найменування |назва )?(?:отримувача?|одержувача?)|zahlungsempfänger(?:in)?|empfänger|"
        r"(?:payee|recipient|beneficiary|receiver|to)(?: name)?|счет кредита?|счет кредит"
    ),
    "account": (
        r"numer konta|na konto/z konta|(?:numer |nr )?rachun(?:ek|ku) (?:kontrahenta|nadawcy/odbiorcy|odbiorcy/nadawcy|"
        r"przeciwstawnego)|nr rachunku|rachunek przeciwstawny|(?:numer |nr )konta (?:kontrahenta|nadawcy/odbiorcy)|"
        r"(?:номер )?счета? (?:контрагента|корр(?:еспондента)?)|реквизиты корреспондента счет|"
        r"(?:иик|номер счета|счет) (?:бенефициара|получателя)/(?:отправителя|плательщика)(?: денег)?|"
        r"рахунок (?:кореспондента|контрагента)|iban (?:кореспондента|контрагента)|"
        r"iban zahlungsbeteiligter|kontonummer/iban|iban|partner iban|gegenkonto|konto nr|"
        r"counter ?party (?:account|iban)(?: number)?|beneficiary account(?: number)?|payee account number"
    ),
    "payer_account": (
        r"(?:numer |nr )?rachun(?:ek|ku) (?:nadawcy|źródłowy|zleceniodawcy|obciążany)|rachunek obciążany|"
        r"(?:номер )?счета? (?:плательщика|отправителя)|рахунок платника|(?:payer|from|sender) account(?: number)?"
    ),
    "payee_account": (
        r"(?:numer |nr )?rachun(?:ek|ku) (?:odbiorcy|docelowy|uznawany)|"
        r"(?:номер )?счета? получателя|рахунок (?:отримувача|одержувача)|(?:to|recipient) account(?: number)?"
    ),
    "own": (
        r"numer rachunku/karty|numer rachunku|rachunek|konto|auftragskonto|iban auftragskonto|"
        r"номер счета|счет|рахунок(?: клієнта)?|account(?: number)?|own account"
    ),
    "tax_id": (
        r"nip(?: kontrahenta)?|инн(?:/кпп)?(?: (?:контрагента|корр(?:еспондента)?))?|реквизиты корреспондента инн|"
        r"(?:код )?(?:єдрпоу|едрпоу)(?:/іпн)? (?:кореспондента|контрагента)|код (?:контрагента|кореспондента)|"
        r"(?:бин|иин|бин/иин|иин/бин)(?: контрагента)?"
    ),
    "payer_tax": r"nip (?:nadawcy|zleceniodawcy)|(?:инн|иин/бин|бин/иин)(?:/кпп)? плательщика|(?:код )?єдрпоу платника",
    "payee_tax": r"nip odbiorcy|(?:инн|иин/бин|бин/иин)(?:/кпп)? получателя|(?:код )?єдрпоу (?:отримувача|одержувача)",
    "own_tax": r"(?:код )?єдрпоу(?: клієнта)?|едрпоу|инн клиента",
    "purpose": (
        r"tytuł(?:em| operacji| przelewu| płatności| transakcji)?|opis(?: (?:transakcji|operacji))?|"
        r"szczegóły(?: (?:transakcji|operacji))?|"
        r"назначение(?: платежа)?|описание(?: операции)?|содержание операции|основание|"
        r"призначення(?: платежу)?|деталі операції|опис операції|"
        r"verwendungszweck|vorgang/verwendungszweck|beschreibung|"
        r"(?:transaction |payment )?(?:description|details|reference|narrative)|memo|particulars|text|message|"
        r"buchungstext"
    ),
    "kind": (
        r"(?:typ|rodzaj)(?: (?:transakcji|operacji))?|opis operacji|(?:тип|вид)(?: (?:операции|операції|проводки))?|"
        r"во|buchungstext|umsatzart|umsatztyp|vorgang|art|(?:transaction |payment )?type|subcategory"
    ),
    "reference": (
        r"nr transakcji|(?:numer|nr) (?:referencyjny|operacji)|referencje?|(?:номер |n )?док(?:умента?)?|"
        r"номер (?:документа|платежа|операции|документу|операції)|документ|референс|id операции|"
        r"kundenreferenz|transaction id|transferwise id|reference number|ref|id|number|check number|check or slip"
    ),
    "own_currency": (
        r"waluta (?:rachunku|konta)|валюта (?:счета|платежа)|валюта (?:рахунку|картки)|(?:payment|account) currency"
    ),
    "currency": (
        r"(?:kod )?waluta(?: (?:operacji|transakcji))?|(?:код )?валют[аы](?: (?:операции|операції))?|"
        r"w(?:ae|ä)hrung|currency(?: code)?|ccy"
    ),
    "state": r"state|status|stan|статус|состояние|info",
    "fee": r"opłata|fee|gebühr|комиссия",
    "mcc": r"mcc|номер карты",
}
_COMPILED = {role: re.compile(pattern) for role, pattern in PATTERNS.items()}
VETO = re.compile(
    r"(?:numer |nr )?faktur[ay]?|(?:numer|nr) dokumentu sprzedaży|nabywca|nazwa nabywcy|klient|netto|brutto|vat|"
    r"kwota (?:netto|brutto|vat)|termin płatności|do zapłaty|zapłacono|"
    r"invoice(?: .*)?|.* invoice|due date|amount due|balance due|customer(?: .*)?|client(?: .*)?|qty|"
    r"quantity|split|num|gross|net|tax|.*lineitem.*|order(?: .*)?|"
    r"покупатель|клиент|заказчик|счет фактура|оплачено|аналитика.*|количество|срок оплаты|"
    r"номенклатура|показатель|kunde|rechnung.*|rechnungsnummer|ilość|towar"
)
TELLING = re.compile(
    r"data (?:księgowania|waluty)|tytułem|opis operacji|kwota operacji|saldo po (?:operacji|transakcji)|"
    r"(?:rachunek|numer rachunku|nazwa) (?:nadawcy|odbiorcy|źródłowy|docelowy)|nadawca/odbiorca|"
    r"назначение платежа|сумма по (?:дебету|кредиту)|дата (?:проводки|валютирования)|остаток после операции|mcc|"
    r"(?:инн|счет|наименование) (?:плательщика|получателя|корреспондента)|номер карты|"
    r"призначення платежу|.* кореспондента|залишок після операції|"
    r"verwendungszweck|buchungs(?:tag|text|datum)|valuta(?:datum)?|wertstellung.*|saldo nach buchung|"
    r"post(?:ing)? date|subcategory|completed date|payment reference|running bal(?:ance)?|money (?:in|out)|"
    r"wn/ma|ma/wn|s/h|h/s|soll/haben|(?:debit|dr|d)/(?:credit|cr|c)|(?:credit|cr|c)/(?:debit|dr|d)|"
    r"(?:дебет|дт)/(?:кредит|кт)|(?:кредит|кт)/(?:дебет|дт)|"
    r"paid (?:in|out)|check or slip|counter ?party.*|transferwise id|value date|booking date"
)


@lru_cache(maxsize=8192)
def normal(header: str) -> str:
    """A header for comparing: casefold, no signs, units and brackets, Cyrillic letters where Latin twins slipped in."""
    text = " ".join(_INSIDE.sub(" ", header.strip(BLANKS).casefold()).split())
    text = " ".join(_MARKS.sub(" ", _UNIT.sub("", text.replace("*", ""))).split())
    text = re.sub(r"\s*/\s*", "/", text)
    return _WORD.sub(_one_alphabet, text) if _CYRILLIC.search(text) else text


def _one_alphabet(word: re.Match[str]) -> str:
    text = word[0]
    return text.translate(_TWINS) if text == "i" or _CYRILLIC.search(text) else text


@lru_cache(maxsize=8192)
def roles_of(header: str) -> tuple[str, ...]:
    """Roles a header may have, in the order of PATTERNS."""
    text = normal(header) if len(header) <= LONGEST else ""
    return tuple(role for role, pattern in _COMPILED.items() if text and pattern.fullmatch(text))


def assign(headers: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Places per role. A header that may have several roles takes one no other header has."""
    found: dict[str, list[int]] = {}
    several = {place: roles for place, header in enumerate(headers) if (roles := roles_of(header))}
    for place, roles in sorted(several.items(), key=lambda pair: (len(pair[1]) > 1, pair[0])):
        found.setdefault(next((role for role in roles if role not in found), roles[0]), []).append(place)
    return {role: tuple(sorted(places)) for role, places in found.items()}
