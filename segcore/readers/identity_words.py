"""What a cell says that names nobody: a dash, `(blank)`, `#N/A`, `brak`; one set for every reader."""

from __future__ import annotations

from collections.abc import Iterable

_SIGNS = ("-", "--", "---", "–", "—", "−", "―", ".", "..", "...", "…", "?", "??", "???", "/", "*", "_")
_BRACKETED = (
    "blank", "empty", "null", "none", "no value", "not set", "not specified", "unknown", "unassigned", "...", "…",
    "puste", "pusty", "brak", "brak danych", "leer", "пусто", "пустая", "порожньо", "не указан", "не указано",
    "не указана", "не задано", "не определено", "объект не найден", "нет", "нет данных",
)  # fmt: skip
_PAIRS = (("(", ")"), ("<", ">"), ("[", "]"), ("{", "}"))
_PLAIN = (
    "n/a", "n.a.", "n/d", "#n/a", "#n/a!", "#n/d", "#n/d!", "#nv", "#н/д", "н/д", "#name?", "#nazwa?", "#имя?",
    "#ref!", "#adr!", "#ссылка!", "#value!", "#arg!", "#знач!", "#null!", "#zero!", "#пусто!", "#bezug!", "#wert!",
    "#div/0!", "#дел/0!", "#dziel/0!", "not specified", "not set", "no customer", "brak", "brak danych",
    "brak nazwy", "brak kontrahenta", "brak klienta", "nie podano", "nie dotyczy", "нет", "нет данных",
    "не указан", "не указано", "не указана", "не задан", "не задано", "без контрагента", "без покупателя",
    "немає", "немає даних", "не вказано", "keine angabe", "k.a.",
)  # fmt: skip
_SAID = frozenset({*_SIGNS, *_PLAIN, *(f"{a}{word}{b}" for a, b in _PAIRS for word in _BRACKETED)})
_SPELLED = frozenset(way for text in _SAID for way in (text, text.upper(), text.capitalize(), text.title())) | {
    f"{a}{word.capitalize()}{b}" for a, b in _PAIRS for word in _BRACKETED
}


def is_nobody(text: str) -> bool:
    """Whether a name says that there is none; a firm may well be called NA, None or Null."""
    return text.casefold() in _SAID


def nobodies(texts: Iterable[str]) -> frozenset[str]:
    """Those of many names that say that there is none, in the usual spellings."""
    return _SPELLED.intersection(texts)
