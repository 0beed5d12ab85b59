"""What the words of a status or document type column mean for a row."""

from __future__ import annotations

import re
from collections.abc import Iterable

_REASONS = (
    ("proforma", "pro[- ]?forma|про-?форма|сч[её]т на оплату|\\boffer\\b|oferta|\\bquote|\\bquotation|\\bestimate\\b|"
     "\\bdraft\\b|szkic|черновик|коммерческое предложение|angebot|entwurf|кошторис"),
    ("cancelled", "ан+улир|отмен|не провед|пометка удаления|удал[её]н|anulow|cancel|\\bvoid|\\bfailed\\b|"
     "\\bdeleted\\b|storniert|скасован|\\bdeclined|\\brejected|odrzucon|wycofan|usuni[eę]t|не ?действ|\\bdenied\\b|"
     "^(?:error|błąd|ошибка)$|payment error|błąd płatno|ошибка (?:оплаты|платежа)|платеж не прош|отклон[её]н|\\bотказ|"
     "відхилен|відмов|\\bexpired\\b|wygas[łl]|\\babandoned\\b|porzucon|брошен|nieudan|will[ _]not[ _]deliver|"
     "nie ?odebran|не ?выкуплен|abgelehnt|fehlgeschlagen|abgelaufen"),
    ("pending", "\\bblokada\\b|zablokowan|\\bauthori[sz]ed only\\b"),
    ("purchase", "faktura zakup|purchase (?:invoice|order)|поступление товар|закупка|eingangsrechnung|^k?fz$|"
     "faktura koszt|(?:vendor|supplier|purchase) (?:bill|invoice|credit)|приобретение (?:товар|услуг)|"
     "поступление \\(акт|поставщику|(?:to|do) (?:supplier|vendor|dostawcy)|постачальнику"),
)  # fmt: skip
_REASON_PATTERNS = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _REASONS)
_RETURN = re.compile(
    r"credit (?:note|memo)|^credit$|\brefund\b|\breturn\b|возврат|\bzwrot|gutschrift|кредит-?нот|повернення|"
    r"nota kredyt|корректировочн\w+ сч[её]т|avoir",
    re.IGNORECASE,
)
_REFUNDED = re.compile(
    r"\brefunded|\breturned\b|charge(?:d )?back|zwr[óo]con|возвращ[её]н|повернен[оаи]?(?!\w)|erstattet|retourniert",
    re.IGNORECASE,
)
_BACK = re.compile(r"\brefund\b|\breturn\b|возврат|\bzwrot|повернення", re.IGNORECASE)
_NOT_WHOLE = re.compile(
    r"partial|partly|teilweise|cz[eę][śs]ciow|частичн|частков|(?<!\w)(?:not?|non|nie|bez|не|нет|без|ні)(?!\w)",
    re.IGNORECASE,
)
_STATE = re.compile(r"status|статус|состояни|(?<!\w)(?:stan|state|стан)(?!\w)", re.IGNORECASE)
_PAPER = re.compile(
    r"\binvoice\b|\bfaktura\b|\bsales?\b|sprzeda|\bparagon|продаж|реализация|\bчек\b|rechnung|"
    r"credit (?:note|memo)|gutschrift",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r"korekt|koryguj|корректир|коригув|correct", re.IGNORECASE)
_WON = re.compile(
    r"успешно реализован|\bвыигран|успешн\w+ сделк|сделка успешна|\bwon\b|closed ?won|wygran|zrealizowan\w+ sukces|"
    r"успішно|gewonnen",
    re.IGNORECASE,
)
_LOST = re.compile(
    r"закрыто и не реализован|не реализован|проигран|сделка провалена|\blost\b|closed ?lost|przegran|verloren|програн",
    re.IGNORECASE,
)
_POSTED = re.compile(r"(?:(?:is|czy)[ _])?(?:провед[её]н|posted|zatwierdzon|zaksięgowan)", re.IGNORECASE)
_DROPPED = re.compile(
    r"(?:(?:is|czy)[ _])?(?:пометка (?:на )?удал|помечен(?: на удаление)?|удал[её]н|отмен[её]н|аннулирован|anulowan|"
    r"usuni[eę]t|cancel|void|deleted|storno|скасован|storniert)",
    re.IGNORECASE,
)
_NO = ("нет", "ні", "nie", "no", "false", "ложь", "nein", "n")
_YES = ("да", "так", "tak", "yes", "true", "истина", "ja", "y", "t")
_ORDER = re.compile(
    r"^(?:zam[óo]wienie(?: od klienta| klienta)?|zk|sales order|bestellung|auftrag|заказ(?: клиента| покупателя)?|"
    r"замовлення)$",
    re.IGNORECASE,
)
_INVOICE = re.compile(
    r"faktura|invoice|rechnung|сч[её]т-?фактура|рахунок-фактура|реал[иі]зац[иі]я|инвойс|^(?:k?fs|fv|fvs|упд)$",
    re.IGNORECASE,
)
_BESIDE = (  # what stands beside the invoices of a list and is no sale there
    ("purchase", "^(?:bill|expense|k?pz|zd|приобретение|поступление)$"),
    ("outgoing", "^(?:kw|bw|рко)$|^wyp[łl]at|^списание (?:с|без|налич|ден)|^расходный кассов|^bill payment|"
     "^видатковий касов"),
    ("duplicate", "^(?:(?:customer|invoice|client) )?payment(?: received| receipt)?$|^receive payment$|^receipt$|"
     "^deposit$|^journal(?: entry)?$|^(?:k?wz|kp|bp|пко)$|^wp[łl]at|^zap[łl]at|^p[łl]atno[śs][ćc]|^kompensat|"
     "^wydanie zewn|^поступление (?:на|денеж|безнал|налич|дс|оплат)|^приходный кассов|^оплат|^плат[её]ж|"
     "^вза[иi]мозач[её]т|^корректировка долга|^надходження (?:на|грош|кошт|безгот)|^прибутковий касов|^zahlung|"
     "^lieferschein|^(?:delivery|dispatch) note|^packing slip"),
)  # fmt: skip
_BESIDE_PATTERNS = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _BESIDE)
_DEALS = re.compile(r"\bdeal|сделк|szans|\bopportunit|lejek|воронк|pipeline", re.IGNORECASE)
_OTHER = re.compile(
    r"\bpaid\b|unpaid|opłacon|wystawion|оплачен|отгружен|провед[её]н|завершен|выполнен|completed?|shipped|invoice|"
    r"faktura|счет-фактура|реализация|zrealizowan|faktura vat",
    re.IGNORECASE,
)


# document types of Sage and SAP by their codes: all that are met in such a column, and the credit notes among them
_CODES = (
    (frozenset({"SI", "SC"}), frozenset({"SC"})),
    (frozenset({"F1", "F2", "L2", "FAZ", "G2", "RE"}), frozenset({"G2", "RE"})),
)


def credit_codes(texts: Iterable[str]) -> frozenset[str]:
    """The codes of credit notes where a column holds document types by their codes; none elsewhere."""
    met = frozenset(text for text in texts if text)
    return next((credits for known, credits in _CODES if met <= known and met - credits), frozenset())


def reason(text: str) -> str:
    """The reason of ledger.REASONS a status names, "" for none."""
    return next((name for name, pattern in _REASON_PATTERNS if pattern.search(text)), "")


def flagged(header: str, text: str) -> bool:
    """Whether a flag under a header such as `Проведен` or `Cancelled` says that the document does not count."""
    said = text.strip().casefold()
    return bool((said in _NO and _POSTED.match(header.strip())) or (said in _YES and _DROPPED.match(header.strip())))


def is_yes_or_no(texts: Iterable[str]) -> bool:
    """Whether a column says nothing but yes and no."""
    said = {text.strip().casefold() for text in texts}
    return bool(said) and said <= {*_NO, *_YES}


def is_flag(header: str, texts: Iterable[str]) -> bool:
    """Whether a column says by yes and no which documents do not count; `Posted to the till` says something else."""
    head = header.strip()
    found = _POSTED.match(head) or _DROPPED.match(head)
    return found is not None and is_yes_or_no(texts) and re.fullmatch(r"\w*\W*", head[found.end() :]) is not None


def beside_invoices(text: str, state: bool = False) -> str:
    """The reason for a document that is no sale in a list that has invoices, too: an order, a payment, a delivery;
    "" for none. state: the column says how orders stand, where `payment` is no document.
    """
    if _ORDER.search(text):
        return "proforma"
    return "" if state else next((name for name, pattern in _BESIDE_PATTERNS if pattern.search(text)), "")


def is_invoice(text: str) -> bool:
    """Whether a document type is an invoice to a customer."""
    return _INVOICE.search(text) is not None and not reason(text)


def is_return(text: str, state: bool = False) -> bool:
    """Whether a document type says that money goes back whatever the sign of its amount. state: the column says how
    orders stand, where `partial refund` is no document.
    """
    if _RETURN.search(text) is None or reason(text) == "purchase":
        return False
    return not (state and _BACK.search(text) and _NOT_WHOLE.search(text))


def is_state(header: str, texts: Iterable[str] = ()) -> bool:
    """Whether a column says how orders stand, and not which document a row is."""
    return _STATE.search(header) is not None and not any(map(_PAPER.search, texts))


def is_refunded(text: str, state: bool) -> bool:
    """Whether a status says that all money of the order went back. state: the column says how orders stand, where
    `return` is what became of the order and no document of its own.
    """
    said = text.replace("_", " ").replace("-", " ")
    back = _REFUNDED.search(said) is not None or (state and _BACK.search(said) is not None)
    return back and _NOT_WHOLE.search(said) is None


def is_won(text: str) -> bool:
    return _WON.search(text) is not None


def is_deals(header: str, texts: Iterable[str]) -> bool:
    """Whether a column holds the stages of deals: by its header, or because a value says won or lost."""
    return any(is_won(text) or _LOST.search(text) is not None for text in texts) or (
        _DEALS.search(header) is not None
        and re.search(r"stage|status|этап|стади|etap|статус", header, re.I) is not None
    )


def speaks(text: str) -> bool:
    """Whether a text is a word of statuses or document types at all."""
    found = (_CORRECTION, _WON, _LOST, _OTHER, _RETURN)
    return bool(reason(text)) or any(pattern.search(text) for pattern in found)
