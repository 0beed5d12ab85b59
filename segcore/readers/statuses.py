"""What the words of a status or document type column mean for a row."""

from __future__ import annotations

import re
from collections.abc import Iterable

_REASONS = (
    ("proforma", "pro[- ]?forma|про-?форма|сч[её]т на оплату|\\boffer\\b|oferta|\\bquote|\\bquotation|\\bestimate\\b|"
     "\\bdraft\\b|szkic|черновик|коммерческое предложение|angebot|entwurf|кошторис"),
    ("cancelled", "ан+улир|отмен|не провед|пометка удаления|удал[её]н|anulow|cancel|\\bvoid|\\bfailed\\b|"
     "\\bdeleted\\b|storniert|скасован|\\bdeclined|\\brejected|odrzucon|wycofan|usuni[eę]t|не ?действ"),
    ("pending", "\\bblokada\\b|zablokowan|\\bauthori[sz]ed only\\b"),
    ("purchase", "faktura zakup|purchase (?:invoice|order)|поступление товар|закупка|eingangsrechnung|^k?fz$"),
)  # fmt: skip
_REASON_PATTERNS = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _REASONS)
_RETURN = re.compile(
    r"credit (?:note|memo)|^credit$|\brefund\b|\breturn\b|возврат|\bzwrot|gutschrift|кредит-?нот|повернення|"
    r"корректировочн\w+ сч[её]т|avoir",
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
_POSTED = re.compile(r"провед[её]н|posted|zatwierdzon|zaksięgowan", re.IGNORECASE)
_DROPPED = re.compile(r"пометка удал|помечен|удал[её]н|отмен[её]н|anulowan|cancel|void", re.IGNORECASE)
_NO, _YES = ("нет", "ні", "nie", "no", "false", "ложь", "nein"), ("да", "так", "tak", "yes", "true", "истина", "ja")
_ORDER = re.compile(
    r"^(?:zam[óo]wienie(?: od klienta)?|sales order|bestellung|auftrag|заказ(?: клиента| покупателя)?|замовлення)$",
    re.IGNORECASE,
)
_INVOICE = re.compile(r"faktura|invoice|rechnung|сч[её]т-?фактура", re.IGNORECASE)
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


def is_order(text: str) -> bool:
    """Whether a document type is an order: no sale in a list that has invoices, too."""
    return _ORDER.search(text) is not None


def is_invoice(text: str) -> bool:
    return _INVOICE.search(text) is not None


def is_return(text: str) -> bool:
    """Whether a document type says that money goes back whatever the sign of its amount."""
    return _RETURN.search(text) is not None


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
