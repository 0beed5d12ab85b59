"""Lists of what the company bought: their title says so, or the only party they name is a supplier."""

from __future__ import annotations

import re

from segcore.readers import headers
from segcore.readers.content import Content
from segcore.readers.lists.listing import SEARCHED
from segcore.readers.table import header_of

_HINT = re.compile(
    r"zakup|kosztow|dostawc|покупок|полученных|поставщик|purchase|supplier|vendor", re.IGNORECASE
)  # most tables hold none of these words
_TITLE = re.compile(
    r"(?:rejestr|ewidencja|zestawienie|wykaz|lista)\w* (?:vat )?(?:faktur )?zakup(?:u|[óo]w|y)?\b|"
    r"faktur[ay]? (?:vat )?(?:zakupu|zakupowe|kosztow[ae])|книга покупок|"
    r"журнал (?:учета )?полученных|purchase (?:register|ledger|journal|book|day book|invoices)|"
    r"purchases by (?:vendor|supplier)|(?:supplier|vendor) invoices",
    re.IGNORECASE,
)
_SALES = re.compile(r"sprzeda|продаж|реализац|\bsales\b|\bsold\b|klient|покупател|клиент|customer", re.IGNORECASE)
_SUPPLIER = re.compile(
    r"(?:nazwa |dane |nazwa i adres )?dostawc[ay]|(?:наименование |название )?поставщика?|(?:supplier|vendor)(?: name)?"
)
_BUYER = re.compile(
    r"nabywc|klient|odbiorc|zamawiaj|kupuj|покупател|клиент|заказчик|получател|грузополучател|customer|client|buyer|"
    r"bill(?:ed)? to|ship(?:ped)? to|sold to",
    re.IGNORECASE,
)


def listed(content: Content) -> bool:
    """Whether a table lists purchases; never where the user said what its columns mean."""
    rows = content.first_rows
    sheet = content.sheet
    names = [re.sub(r"[\W_]+", " ", text).strip() for text in (sheet, content.file.name.rpartition(".")[0])]
    hinted = _HINT.search("\n".join((*names, *(cell for row in rows[:SEARCHED] for cell in row)))) is not None
    found = header_of(rows) if hinted and not content.options.roles else None
    if found is None:
        return False
    top, _, cells = found
    above = [*names, *(cell for row in rows[:top] for cell in row)]
    if any(map(_BUYER.search, cells)) or any(map(_SALES.search, above)):
        return False
    if any(map(_TITLE.search, above)):
        return True
    roles = [set(headers.matches(cell)) for cell in cells if cell and not _supplies(cell)]
    taxed = any("tax_id" in known for known in roles)
    return taxed and any(map(_supplies, cells)) and not any("customer" in known for known in roles)


def _supplies(header: str) -> bool:
    """Whether a column names suppliers."""
    return len(header) < 40 and _SUPPLIER.fullmatch(headers.normal(header)) is not None
