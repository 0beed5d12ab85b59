"""A workbook of ours read back: what the user decided, with what was changed in Excel since, and its customers."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from segcore.errors import LabradorError, Notice, notice
from segcore.moved import Then
from segcore.settings import NAMES, Settings
from segcore.workbook import back_scores, back_segments
from segcore.workbook.areas import Book, text
from segcore.workbook.back_customers import customers_of
from segcore.workbook.decided import HERE_ONLY, ON_SHEETS, Given
from segcore.workspace import Document, Scorecard, from_json


@dataclass(frozen=True)
class Restored:
    """document: what was decided, without what belongs to one browser or server (decided.HERE_ONLY). scores: segment,
    criterion, person, score. settings: those in force when the workbook was made, `given` among them. customers: as the
    sheet Customers lists them, None without it. notices: what could not be taken.
    """

    document: Document
    scores: tuple[Given, ...]
    settings: Settings
    customers: Then | None
    notices: tuple[Notice, ...]


def read_back(content: bytes) -> Restored:
    """What a workbook holds, whatever its language and whatever sheets were moved or renamed since.

    Raises LabradorError `workbook.unreadable` for a file that is none, `workbook.foreign` for one of another origin.
    """
    book = Book(content)
    rest = _rest(book)
    for part in rest.pop("parts", []):
        if not isinstance(part, str) or book.area(part) is None:
            book.tell(notice("workbook_missing", part=str(part)))
    settings = _settings(book)
    segments = back_segments.segments_of(book)
    used, made = rest.pop("scorecard.used", "mean"), rest.pop("made", None)
    scores = back_scores.scores_of(book, segments, str(used))
    parameters, names = back_segments.parameters_of(book)
    card = Scorecard(
        weights=back_scores.weights_of(book),
        gate=back_scores.gate_of(book),
        pins=back_scores.pins_of(book, segments),
        notes=back_scores.notes_of(book, segments),
        message=segments.message,
        contacts=segments.contacts,
    )
    document = Document(
        segments=tuple(segments.listed),
        trees=back_segments.trees_of(book),
        parameters=parameters,
        levels=back_segments.levels_of(book, names),
        statuses=back_segments.statuses_of(book),
        scorecard=_with(book, card, used),
    ).patched({"settings": {name: settings.flat()[name] for name in settings.given}})
    for name, value in rest.items():
        document = _checked(book, document, name, value)
    return Restored(document, scores, settings, customers_of(book, made), tuple(book.told))


def _with(book: Book, card: Scorecard, used: object) -> Scorecard:
    if used not in ("mean", "median"):
        book.tell(notice("workbook_broken", part="scorecard.used"))
        return card
    return card.model_copy(update={"used": used})


def _rest(book: Book) -> dict[str, Any]:
    """By name what stands on no sheet."""
    area, found = book.area("rest"), {}
    for cells in area.cells if area else ():
        name = text(cells[0])
        try:
            if name:
                found[name] = json.loads("".join(map(text, cells[1:])))
        except (ValueError, RecursionError):
            book.tell(notice("workbook_broken", part=name))
    return found


def _checked(book: Book, document: Document, name: str, value: Any) -> Document:
    """The document with one more field; what does not fit is named and left out."""
    if name in (*HERE_ONLY, *ON_SHEETS) or name not in Document.model_fields:
        book.tell(notice("workbook_broken", part=name))
        return document
    try:
        found = getattr(from_json(json.dumps({name: value})), name)
    except LabradorError:
        book.tell(notice("workbook_broken", part=name))
        return document
    return document.model_copy(update={name: found})


def _settings(book: Book) -> Settings:
    """The settings in force; what was changed in Excel counts as set by the user."""
    area, found, given = book.area("settings"), Settings(), set()
    for row, (name, value, chosen, before) in enumerate(area.cells if area else ()):
        if not area or text(name) not in NAMES or not text(value):
            continue
        try:
            found = found.with_values({text(name): text(value)})
        except LabradorError:
            book.tell(notice("workbook_setting", **area.facts(row, 1)))
            continue
        given |= {text(name)} if chosen or text(value) != text(before) else set()
    return replace(found, given=frozenset(given))
