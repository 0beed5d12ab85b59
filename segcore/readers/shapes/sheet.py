"""What the readers of shapes share: total rows, numbers of a table, its currency, its titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from segcore.errors import LabradorError, Notice, notice
from segcore.ledger import Basis, Control
from segcore.readers import currencies, headers
from segcore.readers.cells import decimals
from segcore.readers.dates import looks_date
from segcore.readers.figures import looks_number, to_minor
from segcore.readers.grid import Row, show
from segcore.readers.preferences import basis
from segcore.readers.totals import is_label

_TOTAL = re.compile(
    r"(?:общи[ей] )?итоги?|итого .{0,40}|всего .{0,40}|grand total.*|overall.*|suma końcowa|suma ogólna|wszyst\w+|"
    r"\(all\)|разом .{0,40}|total general",
    re.IGNORECASE,
)
_OF_ONE = re.compile(
    r"(?:total(?: for)?|итого(?: по)?|всего(?: по)?|razem(?: dla)?|suma(?: dla)?)[\s:]+(?P<behind>.+?)"
    r"(?: with sub-?\w+)?|(?P<before>.+?)[\s:]+(?:total|итого?|итог|razem|suma|всего)",
    re.IGNORECASE,
)
_ONE_C = re.compile(
    r"параметры:|отбор:|выводимые данные|оборотно-сальдовая|карточка сч[её]та|анализ (?:счета|субконто)|книга продаж|"
    r" от \d\d\.\d\d\.\d{4} \d{1,2}:\d\d:\d\d|^TDSheet$",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"(?<!\w)(?:ТОО|БИН|ТОВ|ФОП|ПрАТ|ЄДРПОУ|УНП|ЧУП|ЧТУП|ОДО)(?!\w)")


def is_total(text: str) -> bool:
    """Whether a cell says that its row or column is a total, of a part or of all."""
    return is_label(text) or (len(text) < 120 and _TOTAL.fullmatch(text) is not None)


def total_of(text: str) -> str | None:
    """The name a total such as `Total for Alfa` or `Альфа Итог` bears, None where it bears none."""
    found = _OF_ONE.fullmatch(text) if len(text) < 200 else None
    return (found["behind"] or found["before"]).strip(" :") if found else None


def is_number(text: str) -> bool:
    """Whether a cell holds a number and no date."""
    return looks_number(text) and not looks_date(text)


def empty(text: str) -> bool:
    """Whether a cell says that there is nothing: blank, a dash."""
    return not text.strip("-–—− ")


def filled(row: Row) -> list[str]:
    """The texts of a row that are not blank."""
    return [text for cell in row if (text := show(cell))]


def numbers(
    rows: Sequence[Row], places: Sequence[int], forced: str | None, names: Sequence[str]
) -> dict[int, list[Decimal]]:
    """The numbers of some columns, 0 where there is none; one decimal mark for all of them.

    forced: the mark the user chose. names: headers, whose language decides what the cells do not.
    """
    fallback = "." if headers.language(names) in ("en", "") else ","
    cells = [row[place] if place < len(row) else "" for place in places for row in rows]
    found = [number or Decimal(0) for number in decimals(cells, forced, fallback)]
    size = len(rows)
    return {place: found[turn * size : (turn + 1) * size] for turn, place in enumerate(places)}


def currency(titles: Sequence[str], names: Iterable[str], cells: Iterable[str]) -> str:
    """What the headers, the titles or some cells say; roubles for a report of 1C that names no other country."""
    texts = list(cells)
    for text in (*names, *titles, *texts):
        if code := currencies.inside(text):
            return code
    told = [*titles, *texts]
    return "RUB" if any(map(_ONE_C.search, told)) and not any(map(_ABROAD.search, told)) else ""


def basis_of(header: str) -> Basis:
    """Net, gross or unknown, by the name of the amount column."""
    found = basis(headers.normal(header)) if header else "unknown"
    return "net" if found == "net" else "gross" if found == "gross" else "unknown"


def compared(file: str, figures: Iterable[tuple[str, Decimal, Decimal]]) -> tuple[tuple[Control, ...], list[Notice]]:
    """Controls of (name, what the file states, what was read), and a notice for each that differs."""
    controls = tuple(Control(name, to_minor(told), to_minor(read)) for name, told, read in figures)
    differing = [
        notice("total_differs", file=file, column=control.name, stated=control.file, read=control.read)
        for control in controls
        if not control.matches
    ]
    return controls, differing


def is_multiple(read: Decimal, stated: Decimal) -> bool:
    """Whether what was read is twice what the file states of itself, or more times: then sums were read as sales."""
    return stated != 0 and read % stated == 0 and read / stated >= 2


def counted_once(file: str, figures: Sequence[tuple[str, Decimal, Decimal]]) -> Sequence[tuple[str, Decimal, Decimal]]:
    """The figures of `compared`. Raises LabradorError file.grouped where one was read as often as it has levels."""
    if any(is_multiple(read, told) for _, told, read in figures):
        raise LabradorError("file.grouped", file=file)
    return figures
