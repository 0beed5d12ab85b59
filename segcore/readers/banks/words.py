"""The words of segcore/tables/bank_words.toml, ready to be looked for in the texts of a payment."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from segcore import data

_PLAIN = str.maketrans("ąćęłńóśźżäöüё", "acelnoszzaouе", "\u02d9")


def fold(text: str) -> str:
    """A text for comparing: lower case, Polish, German and Russian letters without their marks."""
    return text.casefold().translate(_PLAIN)


@cache
def _pattern(rule: str, field: str) -> re.Pattern[str] | None:
    """The words of one rule as one expression, None where it has none. `_` is no letter in a statement."""
    words = data.bank_words()[rule].get(field, [])
    if not words:
        return None
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_word, sorted(words, key=len, reverse=True)))})(?![^\W_])")


def _word(word: str) -> str:
    start, end = r"\w*" if word.startswith("*") else "", r"\w*" if word.endswith("*") else ""
    return start + r"\s+".join(re.escape(part) for part in fold(word.strip("*")).split()) + end


def said(rule: str, text: str) -> bool:
    """Whether a folded text says a word of the rule, outside the phrases that mean something else."""
    other = _pattern(rule, "unless")
    return _found(rule, "said", other.sub(" ", text) if other else text)


@lru_cache(maxsize=4096)
def named(rule: str, party: str, field: str = "party") -> bool:
    """Whether a folded name is one the rule knows."""
    return _found(rule, field, party)


def account(rule: str, digits: str, field: str = "payer_accounts") -> bool:
    """Whether a Russian account (20 digits) begins as the rule says."""
    return len(digits) == 20 and digits.startswith(tuple(data.bank_words()[rule][field]))


def _found(rule: str, field: str, text: str) -> bool:
    pattern = _pattern(rule, field)
    return pattern is not None and pattern.search(text) is not None
