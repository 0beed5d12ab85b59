"""The customers of a workbook read back, to compare them with those of a later ledger."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from segcore.classify.rfm_class import SEGMENTS
from segcore.matrix import JUDGED, UNJUDGED
from segcore.moved import Made, Then
from segcore.words import LANGUAGES, PSEUDO, Words, load
from segcore.words import sentences as say
from segcore.words.codes import ACTIONS
from segcore.workbook.areas import Book, figure, text
from segcore.workbook.job import MINOR

LONGEST: Final = 200  # characters of a text that is no code of ours


def customers_of(book: Book, told: object) -> Then | None:
    """The rows of the sheet Customers as they stand there; None without the sheet or its names. Rows without a name are
    passed over; a cell or figure that is none is unknown.

    told: what the sheet Settings says of the workbook, by name.
    """
    names = _column(book, "customer")
    if names is None:
        return None
    facts = told if isinstance(told, Mapping) else {}
    spoken = str(facts.get("language", ""))
    words = load(spoken if spoken in (*LANGUAGES, PSEUDO) else LANGUAGES[0])
    kept = [row for row, name in enumerate(names) if text(name).strip()]

    def listed(code: str, read: Callable[[Any], Any]) -> tuple[Any, ...]:
        values = _column(book, code) or [None] * len(names)
        return tuple(read(values[row]) for row in kept)

    return Then(
        names=listed("customer", text),
        tax_ids=listed("tax_id", lambda value: text(value).strip()),
        cells=listed("cell", _cell),
        revenue=listed("revenue", _money),
        rfm_segments=listed("rfm_segment", _named(words, SEGMENTS, say.rfm_name)),
        actions=listed("action", _named(words, ACTIONS, say.action_name)),
        made=_made(facts),
    )


def _column(book: Book, code: str) -> list[Any] | None:
    area = book.area(f"customers_{code}")
    return [cells[0] for cells in area.cells] if area else None


def _cell(value: object) -> str:
    found = text(value).strip().upper()
    return found if found in (*JUDGED, *UNJUDGED) else ""


def _money(value: object) -> float:
    """Minor units."""
    try:
        found = figure(value)
    except ValueError:
        found = None
    return math.nan if found is None else float(round(found * MINOR))


def _named(words: Words, codes: Iterable[str], name: Callable[[Words, str], str]) -> Callable[[object], str]:
    """What reads a code's name back as the code, and leaves any other text as it is."""
    known = {name(words, code): code for code in codes}
    return lambda value: known.get(text(value).strip(), text(value).strip()[:LONGEST])


def _made(facts: Mapping[Any, Any]) -> Made:
    count = facts.get("customers")
    return Made(
        first=_day(facts.get("first")),
        last=_day(facts.get("last")),
        currency=str(facts.get("currency", ""))[:LONGEST],
        ledger=str(facts.get("ledger", ""))[:LONGEST],
        customers=count if isinstance(count, int) else 0,
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
