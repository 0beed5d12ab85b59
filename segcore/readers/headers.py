"""Header words: which role a header names, how surely, and in which language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from segcore import data
from segcore.ledger import ROLES

EXACT, CONTAINS, NEAR = 3, 2, 1
PERCENTAGE = "percentage (never money)"
UNIT_PRICE = "unit price (never a sum)"
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_UNIT = re.compile(
    r"[,(\[]\s*(?:(?:in |w |в )?(?:тыс|тис|tys|tsd|млн|mln|mio|k|t)?\.? ?"
    r"(?:%|руб\.?|р\.?|шт\.?|szt\.?|pcs|грн\.?|zł|₽|€|\$|£|₴|₸|[a-zA-Z]{3})"
    r"|(?:тыс|tys|tsd)\.?|in thousands)\s*[)\]]?\s*$",
    re.I,
)
_PREFIX = re.compile(r"^(?:deal|organization|person) - ", re.I)


def normal(header: str) -> str:
    """A header for comparing: casefold, ё as е, no signs, no unit behind it, camel case taken apart."""
    text = _PREFIX.sub("", header.replace("\u00a0", " ").strip())
    text = _UNIT.sub("", text) or text
    text = _CAMEL.sub(" ", text).casefold().replace("ё", "е")
    text = re.sub(r"[#*:\"'«»„”“_.\-–↔()\[\]]+", " ", text)
    return " ".join(text.split())


@cache
def dictionary() -> dict[str, tuple[tuple[str, str], ...]]:
    """Normalised header word -> (role, language) pairs."""
    words: dict[str, list[tuple[str, str]]] = {}
    for role, languages in data.headers().items():
        for language, listed in languages.items():
            for word in listed:
                words.setdefault(normal(word), []).append((role, language))
    return {word: tuple(pairs) for word, pairs in words.items() if word}


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    long = sorted((word for word in dictionary() if len(word) >= 3), key=lambda word: (-len(word), word))
    return tuple((word, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")) for word in long)


@lru_cache(maxsize=4096)
def matches(header: str) -> dict[str, int]:
    """Roles a header may name, each with EXACT, CONTAINS (a whole word of it) or NEAR (misspelt)."""
    if is_percentage(header):
        return {PERCENTAGE: EXACT}
    text = normal(header)
    if not text or len(text) > 80:
        return {}
    found = {role: EXACT for role, _ in dictionary().get(text, ())}
    if text in dictionary():
        return found
    for word, pattern in _phrases():
        if len(word) < len(text) and pattern.search(text):
            for role, _ in dictionary()[word]:
                found.setdefault(role, CONTAINS)
    if not found and len(text) >= 5:
        close = process.extractOne(text, list(dictionary()), scorer=fuzz.ratio, score_cutoff=90)
        if close:
            found = {role: NEAR for role, _ in dictionary()[close[0]]}
    return found


def is_percentage(header: str) -> bool:
    """Whether a column holds percentages; `Netto 23%` names a tax rate and holds money."""
    known = dictionary().get(normal(header), ())
    return re.search(r"(?<!\d)(?<!\d\s)%", header) is not None or any(role == PERCENTAGE for role, _ in known)


def names_role(header: str) -> int:
    """The surest match of a header, 0 for none."""
    return max((strength for role, strength in matches(header).items() if role in ROLES), default=0)


def language(headers: Iterable[str]) -> str:
    """Language of a header row: en, pl, ru, de or uk; "" where no word is known."""
    votes: Counter[str] = Counter()
    for header in headers:
        votes.update({tongue for _, tongue in dictionary().get(normal(header), ())})
    return min(votes, key=lambda tongue: (-votes[tongue], tongue)) if votes else ""
