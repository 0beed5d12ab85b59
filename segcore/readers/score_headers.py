"""Headers of a table of scores: the codes of the command line, and the names that the pages show."""

from __future__ import annotations

from segcore.readers.headers import normal

NAMES = {
    "segment": ("segment", "сегмент"),
    "person": ("person", "osoba", "человек"),
    "growth": ("growth", "rozwój", "рост"),
    "condition": ("condition", "state", "kondycja", "ситуация"),
    "competition": ("competition", "rivals", "konkurencja", "rywale", "конкуренция", "конкур."),
    "value": ("value", "wartość", "ценность"),
    "buying_time": ("buying time", "time", "czas zakupu", "czas", "срок покупки", "сроки"),
    "risk": ("risk", "risks", "ryzyka", "риски"),
    "purchase_size": ("purchase size", "size", "rozmiar zakupu", "rozmiar", "размер покупки", "размер"),
    "reach": ("reach", "ease of reach", "łatwość dotarcia", "dotarcie", "доступность", "доступ"),
    "segment_size": ("segment size", "firms", "rozmiar segmentu", "firmy", "размер сегмента", "фирмы"),
}
_CODES = {normal(name): code for code, names in NAMES.items() for name in names}


def code(header: str) -> str | None:
    """segment, person or a criterion; None for a header that is none of these."""
    return _CODES.get(normal(header))
