"""Which of several columns is meant: ranks of header words within a role, and words that speak against one."""

from __future__ import annotations

import re

NUMBERED = re.compile(r"\b(?:numer|nr|number|no|num|номер|nummer)\b")  # of documents: `1/1/2026` may be one
_OTHERS = r"seller|sprzedaw|wystawc|продав|поставщ|supplier|vendor|dostawc|\bown\b"
UNLIKELY = {
    "amount": re.compile(
        r"saldo|остаток|balance|\bvat\b|ндс|пдв|weight|\bwag[ai]\b|\bвес\b|gewicht|margin|profit|zysk|прибыл|"
        r"commission|prowizj|комисс|koszt|cost|себест|\btax|discount|rabat|скидк|\bprice|цена|cena|preis|\bdue\b|outstanding|"
        r"оплачено|zapłacon|refunded|shipping|долг|задолж|курс|\brate\b|limit|percent|procent|процент|qty|ilość|колич|\bid\b|"
        r"средн|średni|average|\bavg\b|возврат|zwrot|повернен|\brefund|\breturn"
    ),
    "date": re.compile(
        r"\bdue\b|termin|срок|płatno|until|valid|ważn|birth|urodz|рожд|next|update|обновл|изменен|modif|expect|plan|план"
    ),
    "customer": re.compile(
        rf"mail|phone|telefon|телефон|(?<!name and )(?<!& )address|(?<! i )adres|(?<! и )(?<! та )адрес|payment|"
        rf"płatnoś|оплат|\bcity|\btype|\btyp\b|\bтип|group|grup|групп|kateg|categ|since|"
        rf"status|manager|owner|opiekun|segment|count|region|{_OTHERS}"
    ),
    "tax_id": re.compile(_OTHERS),
    "cost": re.compile(r"\bunit|per item|ship|deliver|wysył|dostaw|доставк|versand|cena|цена|preis|\bprice"),
    "profit": re.compile(r"percent|procent|процент|rate"),
    "document": re.compile(
        r"konta|rachunku|telefon|phone|account|zip|postal|type|typ\b|тип|вид|rodzaj|date|data\b|дата"
    ),
    "quantity": re.compile(r"price|cena|цена|amount"),
    "product": re.compile(r"юридическ|контрагент|покупател|клиент|заказчик|customer|client\b|kontrahent|nabywc|klient"),
}
_NET = r"netto|\bnet\b|без ндс|bez vat|\bex(?:cl)?\b|excl|sub ?total|nettobetrag|без пдв|wo vat|before tax"
_GROSS = r"brutto|gross|с ндс|incl|з пдв|zapłaty|ogółem|bruttobetrag|with vat|order total|total to pay"
_PAYMENT = r"^credit$|money in|paid in|uznani|wpływ|кредит|приход|поступлен|зачислен|haben|gutschrift|надходжен"
_PAID_OR_EARNED = rf"{_PAYMENT}|przychód$"
_AFTER_RETURNS = (
    r"\b(?:за вычетом|с учетом|после|минус|after|net of|less|minus|excl\w*|po|bez|без|ohne)"
    r" (?:возврат\w*|zwrot\w*|повернен\w*|refunds?|returns?)\b"
)
_RANKS = {
    "amount": (("lineitem|line item", 4), (_AFTER_RETURNS, -2), (_PAID_OR_EARNED, 3), (_NET, 0), (_GROSS, 2), ("", 1)),
    "date": (
        (
            "sprzeda|\\bsprz\\b|продаж|отгруз|реализ|supply|\\bsale|ship|\\bwon\\b|wygran|close|закрыт|zamkni|dostaw|deliver|liefer|leistung",
            0,
        ),
        ("order|zamówien|заказ", 2),
        ("księgow|posting|value|walut|booking|валют|buchung|valuta|проводк", 3),
        ("payment|paid|оплат|платеж|zapłat|wpływ|поступ", 4),
        ("creat|создан|utworz", 5),
        ("period|month|okres|miesi|период|месяц", 6),
        ("", 1),
    ),
    "customer": (
        ("\\bid\\b|\\bcode\\b|\\bkod\\b|\\bкод\\b|\\bnr\\b|numer|номер|number|\\bno\\b", 6),
        ("contact|kontakt|контакт|billing name|^name$|full name|nazwisko|^фио|nachname", 4),
        ("payer|płatnik|плательщик|bill to|dłużnik", 2),
        ("odbiorc|получател|nadawc|zlecen|payee|sold to|auftraggeber|organiz|организац", 3),
        ("company|firma|компани|podmiot", 1),
        ("", 0),
    ),
    "tax_id": (("regon|кпп|огрн|company number|registration number", 3), ("pesel", 2), ("", 0)),
    "document": (("tytu|symbol|reference|referenc|sygnatur", 2), ("^id$|\\bid\\b", 1), ("", 0)),
    "manager": (("wystawił|автор|seller|employee|pracownik|agent|агент", 1), ("", 0)),
    "region": (("region|регион|wojew|region|област|territor|бизнес", 0), ("", 1)),
    "profit": (("net profit|чистая", 1), ("", 0)),
}
_TAX_TOLD = re.compile(
    r"\b(?:без|bez|ohne|without|excl\w*|ex|exkl|net of|с|z|mit|with|incl\w*|inkl|после|before) (?:учета )?"
    r"(?:ндс|пдв|vat|tax|mwst|ust)\b"
)
FALLBACK = ("nazwa", "наименование", "найменування", "bezeichnung", "name")


def unlikely(role: str, header: str) -> bool:
    """Whether words of a normalised header speak against a role; `bez VAT` does not make an amount a tax, nor
    `after returns` one of returns.
    """
    return role in UNLIKELY and UNLIKELY[role].search(re.sub(_AFTER_RETURNS, "", _TAX_TOLD.sub("", header))) is not None


def preference(role: str, header: str) -> int:
    """Rank of a normalised header within a role, smaller is better."""
    return next((rank for pattern, rank in _RANKS.get(role, (("", 0),)) if re.search(pattern, header)), 0)


def basis(header: str) -> str:
    """What an amount column holds by its normalised header: net, gross, payment or unknown."""
    for name, pattern in (("payment", _PAYMENT), ("net", _NET), ("gross", _GROSS)):
        if re.search(pattern, header):
            return name
    return "unknown"
