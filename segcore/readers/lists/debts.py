"""Lists of what customers owe: their title says so, or their columns are ages of debts, or the only sum is a debt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from segcore.readers import headers
from segcore.readers.content import Content
from segcore.readers.lists.listing import SEARCHED
from segcore.readers.table import header_of

_HINT = re.compile(
    r"задолженн|дебиторск|долг|просроч|заборгован|nale[żz]no[śs]|wiekow|przetermin|rozrachunk|zaleg[łl]|"
    r"\bage?ing|\baged\b|overdue|not due|owed|owing|outstanding",
    re.IGNORECASE,
)  # few tables hold one of these words
_TITLE = re.compile(
    r"задолженност|дебиторск|заборгованіст|wiekowan|struktura wiekowa|należności (?:przetermin|według|wg)|"
    r"\bage?ing\b|\baged (?:receivables|debtors)|open (?:invoices|balances) by age",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"продаж|реализац|отгру|выручк|приход|расход|оборот|дебет|кредит|sprzeda|obr[oó]t|obroty|przych[oó]d|"
    r"\bwn\b|\bma\b|\bsales\b|\bsold\b|revenue|turnover|debit|credit|net(?:to)?\b|brutto|gross|сумма|kwota|amount",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?:от |od |from )?(\d{1,3})\s*(?:-|–|—|до|do|to)\s*(\d{1,3})\s*(дн\w*|день|dni|dn\.?|days?|tage?)?", re.IGNORECASE
)
_LAST = re.compile(
    r"(?:>|over|above|more than|свыше|более|больше|понад|powyżej|ponad|über)\s*\d+.*|"
    r"\d+\s*(?:\+|and (?:over|above|more)|и более|i więcej).*|"
    r"older|starsze|current|not due|bieżące|w terminie|не просрочено",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"(?:сумма )?(?:задолженност[ьи]|долга?)(?: (?:клиента|покупателя|контрагента))?|всего задолженность|"
    r"nale[żz]no[śs](?:[ćc]|ci)(?: razem| ogółem)?|zaległo[śs](?:[ćc]|ci)|"
    r"(?:amount |total )?(?:owed|owing|outstanding|overdue)"
)


def listed(content: Content) -> bool:
    """Whether a table lists debts; never where the user said what its columns mean."""
    rows = content.first_rows
    if content.options.roles:
        return False
    if any(map(_ages, rows[:SEARCHED])):
        return True
    name = re.sub(r"[\W_]+", " ", content.file.name.rpartition(".")[0])
    sheet = content.sheet
    hinted = _HINT.search("\n".join((name, sheet, *(cell for row in rows[:SEARCHED] for cell in row)))) is not None
    found = header_of(rows) if hinted else None
    if found is None:
        return False
    top, _, cells = found
    titles = [name, sheet, *(cell for row in rows[:top] for cell in row)]
    if any(map(_MOVES.search, cells)) or any(map(_MOVES.search, titles)):
        return False
    return any(map(_TITLE.search, titles)) or _only_owed(cells)


def _ages(row: Sequence[str]) -> bool:
    """Whether columns are ages of debts: `1-30`, `31-60`, each where the last ended; in days, or with an open end."""
    ages = [found for cell in row if (found := _AGE.fullmatch(cell))]
    following = {int(age[1]) for age in ages} & {int(age[2]) + 1 for age in ages}
    return bool(following) and (any(age[3] for age in ages) or any(map(_LAST.fullmatch, row)))


def _only_owed(cells: Sequence[str]) -> bool:
    """Whether a debt is the only sum, of rows that are no documents of a day."""
    known = [set(headers.matches(cell)) for cell in cells if cell and not _OWED.fullmatch(headers.normal(cell))]
    others = {role for roles in known for role in roles}
    owed = len(known) < sum(map(bool, cells))
    return owed and others.isdisjoint(("amount", "credit", "debit", "date", "document", "profit", "quantity"))
