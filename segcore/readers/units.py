"""Amounts in thousands or millions, by the words of a header or of the titles above it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segcore.readers import currencies

_MONEY = r"(?:руб|р\b|₽|грн|гривен|₴|тенге|₸|долл|евро|\$|€|£|usd|eur|gbp|pln|rub|uah|chf|kzt|byn|zł|zl\b|złot)"
_OWN = r"(?<!\d)(?<!\d\s)"  # `over 100 thousand` says nothing of the unit
_FACTORS = (
    (
        1_000,
        rf"{_OWN}\b(?:тыс|тис|tys|tsd)(?:яч\w*|i[ąa]c(?:e|y|ach)?)?\.?\s*(?:{_MONEY}|[)\]]|$)|\b(?:в|у|w|in)\s+(?:тысяч|тисяч|тыс|тис|tys|tsd|tausend)"
        rf"|\bin thousands?\b|{_OWN}\bthousands? (?:of )?{_MONEY}|{_MONEY}\s?(?:thousands?\b|['’]?000s?\b|k\b)"
        rf"|['’]000s?\b|\b[kt]\s?{_MONEY}|\(k\)|{_OWN}\btausend {_MONEY}",
    ),
    (
        1_000_000,
        rf"{_OWN}\b(?:млн|mln|mio)\.?\s*(?:{_MONEY}|[)\]]|$)|\b(?:в|у|w|in)\s+(?:миллион|мільйон|milion|million)"
        rf"|{_OWN}\bmillions? (?:of )?{_MONEY}|{_MONEY}\s?(?:millions?\b|mn?\b)|\bm{_MONEY}",
    ),
)
_PATTERNS = tuple((factor, re.compile(pattern, re.IGNORECASE)) for factor, pattern in _FACTORS)


def factor(header: str, titles: Iterable[str] = ()) -> int:
    """How many units of the currency 1 in a column is: 1, 1000 or 1000000. A header that names a currency or a
    factor outweighs the titles.
    """
    own = _said(header)
    if own > 1 or currencies.inside(header):
        return own
    return max(map(_said, titles), default=1)


def _said(text: str) -> int:
    return next((number for number, pattern in _PATTERNS if pattern.search(text)), 1)
