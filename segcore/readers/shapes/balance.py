"""The head of a turnover sheet: where the debit turnover stands, which account it is of, what its rows are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from segcore.readers.shapes.groups import inside, month
from segcore.readers.shapes.levels import is_level, levels_of

_TITLE = re.compile(
    r"оборотно-сальдовая|анализ субконто|zestawienie obrotów i sald|obroty i salda|trial balance|turnover balance",
    re.IGNORECASE,
)
_TURNOVER = re.compile(r"оборот|obrot|turnover|activity|movement|за период", re.IGNORECASE)
_BALANCE = re.compile(r"сальдо|saldo|bo\b|bilans otwarcia|balance|opening|остат", re.IGNORECASE)
_DEBIT = re.compile(r"(?<!\w)(?:дебет\w*|дт|wn|winien|debit\w*|dr)(?!\w)", re.IGNORECASE)
_CREDIT = re.compile(r"(?<!\w)(?:кредит\w*|кт|ma|credit\w*|cr)(?!\w)", re.IGNORECASE)
_ACCOUNT = re.compile(r"(\d{2,4}(?:[.\-/][\w]{1,8})*)(?:[,\s]\s*(\D.*))?")
_NAMED = re.compile(r"(?:сч[её]т[уа]?|kont[oa]|account)\s*:?\s*(\d{2,4}(?:\.\w{1,3})*)", re.IGNORECASE)
_CONTRACT = re.compile(
    r"(?:договор|дог\.|контракт|соглашение|доп\.|основной|без договора|<\.\.\.>|счет на оплату|заказ|№|umowa|contract)|"
    r".*\bот \d\d\.\d\d\.\d{4}",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\d:\d\d|реализаци|отгрузк|возврат|корректировк|(?<!\w)(?:акт|упд|faktura|invoice)(?!\w)", re.IGNORECASE
)
_SIGNS = frozenset({"БУ", "НУ", "ПР", "ВР", "Кол.", "Вал.", "Количество", "Валютная сумма", "КУ"})
SEARCHED = 40


@dataclass(frozen=True)
class Head:
    """The head of a turnover sheet.

    top, first: positions of its header and of the first row below. titles: texts above. names: header per column.
    debit, credit: columns of the turnovers. label: last column of words. levels: what the rows are called, without
    the account. account: the one the title names, "" for none.
    """

    top: int
    first: int
    titles: tuple[str, ...]
    names: tuple[str, ...]
    debit: int
    credit: int | None
    label: int
    levels: tuple[str, ...]
    account: str


def find(rows: Sequence[Sequence[str]]) -> Head | None:
    """The head of a turnover sheet among the first rows of a table file (texts), None where there is none."""
    for place, row in enumerate(rows[:SEARCHED]):
        debits = [column for column, cell in enumerate(row) if len(cell) < 60 and _DEBIT.search(cell)]
        if not debits or not any(_CREDIT.search(cell) for cell in row):
            continue
        above = place - 1 if place and _spread(rows[place - 1], debits[0]) else place
        titles = tuple(" ".join(filter(None, one)) for one in rows[:above] if any(one))
        titled = any(map(_TITLE.search, titles))
        names = _names(rows[above : place + 1], debits[0])
        turned = [column for column in debits if _TURNOVER.search(names[column])]
        kept = any(_BALANCE.search(name) for name in names)
        if not (turned and kept) and not titled:
            continue
        chosen = (turned or debits)[:1]
        credits = [c for c, name in enumerate(names) if c > chosen[0] and _CREDIT.search(name)]
        words = [one[column] for column in range(debits[0]) for one in rows[above : place + 1] if column < len(one)]
        levels = tuple(levels_of([word for word in words if word and not _NAMED.match(word + " 62")]))
        account = next((found[1] for title in titles if (found := _NAMED.search(title))), "")
        first = place + 1
        while first < len(rows) and (cells := [cell for cell in rows[first] if cell]) and all(map(is_level, cells)):
            levels = (*levels, *levels_of(cells))
            first += 1
        label = _label(rows[first:], debits[0])
        return Head(above, first, titles, names, chosen[0], credits[0] if credits else None, label, levels, account)
    return None


def _spread(row: Sequence[str], start: int) -> bool:
    """Whether a row holds the words that stand above debit and credit."""
    cells = [cell for cell in row[start:] if cell]
    return bool(cells) and all(_TURNOVER.search(cell) or _BALANCE.search(cell) for cell in cells)


def _names(block: Sequence[Sequence[str]], start: int) -> tuple[str, ...]:
    """Header words per column, those of merged cells on every column below them."""
    width = max(map(len, block))
    parts: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(block):
        last = ""
        for column in range(width):
            cell = row[column] if column < len(row) else ""
            last = cell or (last if level < len(block) - 1 and column >= start else "")
            parts[column] += [last] if last else []
    return tuple(" ".join(words) for words in parts)


def _label(body: Sequence[Sequence[str]], before: int) -> int:
    """The last column left of the figures that holds words."""
    found = [
        column
        for row in body[:200]
        for column, cell in enumerate(row[:before])
        if any(map(str.isalpha, cell)) and cell not in _SIGNS
    ]
    return max(found, key=lambda column: (found.count(column) > 0.2 * len(found), column), default=0)


def parted(words: Sequence[str]) -> tuple[str, str]:
    """The account number and the name in the words of a row: `62.01`, `201-12, Alfa`; "" for what is not there."""
    found = _ACCOUNT.fullmatch(words[0])
    if found is None:
        return "", words[0]
    if len(words) > 1:
        return found[1], words[-1]
    return found[1], "" if "." in found[1] or len(found[1]) < 4 else found[2] or ""


def signed(words: Sequence[str]) -> tuple[list[str], bool]:
    """The words of a row without the sign of its figures (`БУ`), and whether these are no money of the books (`НУ`)."""
    signs = [word for word in words if word in _SIGNS]
    return [word for word in words if word not in _SIGNS], bool(signs) and signs[0] != "БУ"


def is_month(label: str) -> bool:
    """Whether a row is a month in words: `12/2025` may be a contract."""
    return any(map(str.isalpha, label)) and bool(month(label))


def is_document(label: str) -> bool:
    """Whether a row is a document with its day, and no contract with one."""
    return bool(inside(label)) and _DOCUMENT.search(label) is not None


def is_contract(label: str) -> bool:
    """Whether a row is a contract (order, bill) below its customer."""
    return _CONTRACT.match(label) is not None
