"""Headers of a table of scores: the codes of the command line, and the names that the pages show."""

from __future__ import annotations

import re

NAMES = {
    "segment": ("segment", "сегмент"),
    "person": ("person", "osoba", "человек"),
    "growth": ("growth", "rozwój", "рост"),
    "condition": ("condition", "kondycja", "ситуация"),
    "competition": ("competition", "konkurencja", "конкуренция"),
    "value": ("value", "wartość", "ценность"),
    "buying_time": ("buying time", "czas zakupu", "срок покупки"),
    "risk": ("risk", "risks", "ryzyka", "риски"),
    "purchase_size": ("purchase size", "rozmiar zakupu", "размер покупки"),
    "reach": ("reach", "ease of reach", "łatwość dotarcia", "доступность"),
    "segment_size": ("segment size", "rozmiar segmentu", "размер сегмента"),
}
_APART = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    return _APART.sub(" ", text.casefold()).strip()


_CODES = {_plain(name): code for code, names in NAMES.items() for name in names}


def code(header: str) -> str | None:
    """segment, person or a criterion; None for a header that is none of these."""
    return _CODES.get(_plain(header))
