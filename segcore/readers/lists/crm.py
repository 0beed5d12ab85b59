"""Deals of CRM programs: the won ones are sales, on the day they were won."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from segcore.readers.content import TABLES, Content
from segcore.readers.format import Format
from segcore.readers.grid import Row, show
from segcore.readers.lists import build
from segcore.readers.lists.listing import SEARCHED, Line, Listing, key, places_of
from segcore.readers.records import Records

_WON = re.compile(
    r"\bwon\b|closedwon|wygran|успе[хш]|выигран|успішн|виграно|gewonnen|výhra|vyhr[aá]|gagn|ganad", re.IGNORECASE
)
_LOST = re.compile(r"не ?успе|неуспе|\blost\b|closedlost|\bnot won\b|не выигран|nie wygran", re.IGNORECASE)
_YES = ("true", "yes", "1", "да", "tak", "ja", "так")
# columns every language names otherwise: how the header of the currency begins, what that of the day won holds
_TRANSLATED = (
    ("currency", re.compile(r"^(?:waluta|währung|měna|mena|валюта|valuta|devise|moneda|currency)", re.IGNORECASE)),
    ("wontime", re.compile(
        r"^(?=.*(?:wygr|gewonn|vyhr|výhr|выигр|вигра|побед|gagn|ganad|\bwon\b))"
        r".*(?:dat|czas|čas|zeit|дата|время|час|heure|fecha|time)", re.IGNORECASE,
    )),
)  # fmt: skip
_PREFIX = re.compile(r"^([^\W\d_][^-–]{1,30}) [-–] \S")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _won(*columns: str) -> Callable[[Line], str]:
    """Judge a deal by its stage; a flag of its own outweighs the name of the stage."""

    def judge(line: Line) -> str:
        flag = line.text("isclosedwon", "iswon").casefold()
        if flag:
            return "" if flag in _YES else "not_won"
        stages = [text for name in columns if (text := line.text(name))]
        lost = any(map(_LOST.search, stages))
        return "" if not lost and any(map(_WON.search, stages)) else "not_won"

    return judge


_STAGES = _words(
    """
    dealstage stage stagename status dealstatus leadstage leadstatus этапсделки этап стадиясделки стадия
    группастадий etap etaptransakcji etapszansysprzedaży dealphase phase stav estado statut статус статуссделки
    стадіяугоди стадія
    """
)
_OWNER = _words(
    """
    dealowner opportunityowner owner ownername responsibleuser responsible responsibleperson ответственный
    ответственныйзасделку właściciel właścicieltransakcji osobaodpowiedzialna vlastník besitzer dealbesitzer
    zuständiger відповідальний
    """
)
_COMPANY = _words(
    """
    associatedcompany associatedcompanyprimary primaryassociatedcompany associatedcompanynames accountname account
    organization organizationname company companyname компания компаниянаименование компанияназваниекомпании
    организация компанія firma organizacja powiązanafirma organizace organisation unternehmen
    zugeordnetesunternehmen клиент
    """
)
_CONTACT = _words(
    """
    associatedcontact associatedcontactnames primaryassociatedcontact associatedcontacts primarycontact contactname
    contact contactperson maincontact person основнойконтакт контакт контактноелицо контактнеобличчя kontakt
    osobakontaktowa kontaktníosoba kontaktperson osoba
    """
)
_CLOSED = _words(
    """
    wontime dealclosedon closedon closedate closeddate closingdate closedat actualclosedate closetime датазакрытия
    датазакрытиясделки датазавершения предполагаемаядатазакрытия закрыта datazamknięcia datawygrania czaswygrania
    datumvýhry uzavřenodne gewonnenam abschlussdatum датазавершення датавыигрыша времявыигрыша czaswygranej
    datawygranej datumdesgewonnenendeals dealabgeschlossenam expectedclosedate
    estimatedclosedate
    """
)
_CREATED = _words(
    """
    createdate createddate createdtime createdat createdon created addtime dealcreated датасоздания
    датасозданиясделки создано создана datautworzenia utworzono датастворення erstelltam dealerstellt сделкасоздана
    vytvořeno
    """
)
_AMOUNT = _words(
    """
    amount value dealvalue сумма бюджет sale price budget kwota wartość betrag wert hodnota сума стоимость ценность
    total opportunity valor valeur
    """
)
_CURRENCY = _words(
    """
    currency currencyofvalue dealcurrencycode dealcurrency amountcurrency opportunitycurrency currencyisocode валюта
    waluta walutawartości währung měna měnahodnoty
    """
)
_NUMBER = ("recordid", "id", "dealid", "opportunityid", "opportunityid18", "leadid", "idсделки")


def _deals(name: str, title: str, needs: tuple[tuple[str, ...], ...], never: tuple[str, ...] = ()) -> Listing:
    roles = (
        ("document", _NUMBER),
        ("manager", _OWNER),
        ("currency", _CURRENCY),
        ("tax_id", ("инн", "nip", "taxid", "vatid")),
        ("industry", ("industry", "отрасль", "branża", "сфера")),
    )
    return Listing(
        name,
        title,
        needs,
        _AMOUNT,
        _COMPANY,
        (*_CLOSED, *_CREATED),
        never,
        contact=(*_CONTACT, "accountid"),
        roles=roles,
        judge=_won(*_STAGES),
    )


HUBSPOT = _deals(
    "hubspot", "HubSpot deals",
    (
        ("dealname", "nazwatransakcji", "названиесделки"), ("dealstage", "etaptransakcji", "dealphase", "этапсделки"),
        ("amount", "kwota", "betrag", "сумма"), ("closedate", "datazamknięcia", "abschlussdatum", "датазакрытия"),
    ),
    ("бюджет", "accountname", "responsible", "responsibleperson"),
)  # fmt: skip
AMOCRM = _deals(
    "amocrm", "amoCRM and Kommo leads",
    (
        ("названиесделки", "leadtitle", "leadname", "сделка", "название"), ("бюджет", "бюджетсделки", "sale", "budget"),
        ("этапсделки", "этап", "leadstage", "stage", "статуссделки", "leadstatus"),
    ),
)  # fmt: skip
BITRIX24 = _deals(
    "bitrix24", "Bitrix24 deals",
    (
        ("названиесделки", "название", "dealname", "name", "nazwa", "назваугоди", "назва"),
        ("стадиясделки", "стадия", "dealstage", "stage", "etap", "стадіяугоди", "стадія"),
        ("сумма", "amount", "total", "kwota", "сума"),
        ("ответственный", "responsible", "responsibleperson", "osobaodpowiedzialna", "відповідальний"),
    ),
    ("бюджет",),
)  # fmt: skip
SALESFORCE = _deals(
    "salesforce", "Salesforce opportunities",
    (
        ("opportunityname", "name"), ("stage", "stagename"), ("amount",), ("closedate",),
        ("accountname", "accountid", "opportunityowner", "account"),
    ),
    ("dealname",),
)  # fmt: skip
ZOHO_CRM = _deals(
    "zoho_crm", "Zoho CRM deals", (("dealname", "potentialname"), ("stage",), ("amount",), ("closingdate",))
)
_STATUS = ("status", "stav", "estado", "statut", "статус", "stan", "состояние", "état")
PIPEDRIVE = replace(
    _deals("pipedrive", "Pipedrive deals", (_AMOUNT, _STATUS, (*_CLOSED, *_CREATED))), judge=_won(*_STATUS)
)


def bare(row: Row) -> list[str]:
    """Headers of Pipedrive without the prefix of its deals: `Deal - Value`, `Obchod - Hodnota`; [] for other lists."""
    texts = [show(cell) for cell in row]
    prefixes = Counter(found[1] for text in texts if (found := _PREFIX.match(text)))
    for prefix, count in prefixes.most_common():
        names = [re.sub(rf"^{re.escape(prefix)} [-–] ", "", text) for text in texts]
        if count >= 3 and all(set(map(key, names)).intersection(group) for group in PIPEDRIVE.needs):
            return names
    return texts if not prefixes and {"wontime", "losttime", "status", "value"} <= set(map(key, texts)) else []


def _pipedrive(content: Content) -> bool:
    return any(map(bare, content.first_rows[:SEARCHED]))


def _read_pipedrive(content: Content) -> Records:
    rows = content.rows()
    top, names = next((place, found) for place, row in enumerate(rows) if (found := bare(row)))
    return build.of_rows(PIPEDRIVE, rows, top, content, _translated(names))


def _translated(names: list[str]) -> dict[str, int]:
    """Position of every header, of the currency and of the day won also under their English names."""
    places = places_of(names)
    for name, pattern in _TRANSLATED:
        for place, header in enumerate(names):
            if pattern.match(header):
                places.setdefault(name, place)
    return places


FORMATS = (
    *map(build.table_format, (HUBSPOT, AMOCRM, BITRIX24, SALESFORCE, ZOHO_CRM)),
    Format("pipedrive", PIPEDRIVE.title, "list", ("csv", "xlsx"), TABLES, _pipedrive, _read_pipedrive),
)
