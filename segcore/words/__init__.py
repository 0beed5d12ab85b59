"""Words: every text a person reads, in his language, and every figure as he writes it.

English is the source (the message is its own key); other languages are catalogues. Figures go into a text as facts,
formatted before by the methods of `Words`: `w("{n} of {m} customers", n=w.number(53), m=w.number(312))`.
"""

from __future__ import annotations

import datetime
import gettext
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import SupportsIndex

from segcore.errors import LabradorError
from segcore.words.catalogue import translations
from segcore.words.extract import known
from segcore.words.formats import GAP, NOTHING, Formats, Number, day_text, formats
from segcore.words.pseudo import PseudoTranslations

LANGUAGES = ("en", "pl", "ru")
PSEUDO = "qps"
STRICT = "LABRADOR_STRICT_WORDS"  # set in tests: a missing sentence or fact is a fault


@dataclass(frozen=True)
class Words:
    """Texts and figures of one language. Money is whole minor units; None and NaN are written as a dash."""

    language: str
    texts: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, compare=False, repr=False)

    def __call__(self, text: str, **facts: object) -> str:
        """The translated text with its facts put in."""
        translated = self.texts.gettext(text)
        return translated.format_map(facts) if facts else translated

    def plural(self, one: str, many: str, n: int, **facts: object) -> str:
        """The form for n; `{n}` is n formatted."""
        return self.texts.ngettext(one, many, int(n)).format_map({"n": self.number(n), **facts})

    @property
    def formats(self) -> Formats:
        return formats(self.language if self.language in LANGUAGES else "en")

    def number(self, number: Number) -> str:
        """`12,345`."""
        return self.formats.fixed(number)

    def decimal(self, number: Number, decimals: int = 2) -> str:
        """`0.72`."""
        return self.formats.fixed(number, decimals)

    def size(self, count: int) -> str:
        """Bytes: `3 kB`, `2.1 MB`."""
        if count < 100_000:
            return self("{n} kB", n=self.number(max(1, round(count / 1000))))
        return self("{n} MB", n=self.decimal(count / 1_000_000, 1))

    def plain(self, number: Number) -> str:
        """With the decimals it needs: `0.5`, `30`."""
        return self.formats.plain(number)

    def money(self, minor: Number) -> str:
        """In full without decimals: `10,527,673`."""
        return self.formats.fixed(_units(minor))

    def exact(self, minor: Number) -> str:
        """To the minor unit: `1,234.56`."""
        return self.formats.fixed(_units(minor), 2)

    def short(self, minor: Number) -> str:
        """Money with three significant digits, in full below 10,000: `54.0M`."""
        return self.formats.compact(_units(minor))

    def compact(self, number: Number) -> str:
        """A count with three significant digits, in full below 10,000: `54.0M`."""
        return self.formats.compact(number)

    def percent(self, share: Number) -> str:
        """A part of one: `44%`, `8.5%`, `<0.1%`."""
        return self.formats.share(share)

    def change(self, share: Number) -> str:
        """A percentage with its sign: `+12%`."""
        return ("+" if share > 0 else "") + self.formats.share(share)

    def limit(self, share: Number) -> str:
        """A threshold in per cent with the decimals it needs: `80%`, `97.5%`."""
        return self.formats.limit(share)

    def ratio(self, ratio: Number) -> str:
        """`1.5 ×`."""
        return self.formats.ratio(ratio)

    def times(self, factor: Number) -> str:
        """A factor with the decimals it needs: `3 ×`."""
        return f"{self.formats.plain(factor)}{GAP}\u00d7"

    def days(self, days: Number) -> str:
        """`52 days`."""
        if days is None or days != days:
            return NOTHING
        return self.plural("{n} day", "{n} days", round(days))

    def date(self, day: datetime.date | None) -> str:
        """`3 Apr 2026`."""
        return self._day(day, "d MMM y")

    def month(self, day: datetime.date | None) -> str:
        """`Apr 26`."""
        return self._day(day, "LLL yy")

    def _day(self, day: datetime.date | None, pattern: str) -> str:
        if day is None or day != day:
            return NOTHING
        return day_text(datetime.date(day.year, day.month, day.day), pattern, self.formats.locale)

    def period(self, label: str) -> str:
        """The label of a period: `2025-01` is `Jan 25`, `2025-Q1` `Q1 2025`, `2025-W03` `W3 2025`, a day its date."""
        if found := re.fullmatch(r"(\d{4})-([QW])(\d{1,2})", label):
            year, kind, number = found.group(1), found.group(2), int(found.group(3))
            return self("Q{n} {year}" if kind == "Q" else "W{n} {year}", n=number, year=year)
        if re.fullmatch(r"\d{4}-\d{2}", label):
            return self.month(datetime.date.fromisoformat(f"{label}-01"))
        return self.date(datetime.date.fromisoformat(label))

    def span(self, start: datetime.date, end: datetime.date) -> str:
        """Two days as a span: `3 Apr 2026 – 2 May 2026`."""
        return f"{self.date(start)} \u2013 {self.date(end)}"

    def listed(self, items: Mapping[str, str] | tuple[str, ...] | list[str], most: int = 3) -> str:
        """The first few of a list, and how many more."""
        texts = list(items)
        shown = ", ".join(texts[:most])
        rest = len(texts) - most
        return shown if rest <= 0 else self.plural("{shown} and {n} more", "{shown} and {n} more", rest, shown=shown)


def _units(minor: Number) -> Number | Decimal:
    if minor is None or minor != minor:
        return float("nan")
    if isinstance(minor, SupportsIndex):
        return Decimal(minor.__index__()).scaleb(-2)
    return minor / 100


@cache
def load(language: str) -> Words:
    """The words of a language: one of LANGUAGES, or `qps`. Raises `language.unknown`."""
    if language == PSEUDO:
        return Words(language, PseudoTranslations(known() if os.environ.get(STRICT) else None))
    if language not in LANGUAGES:
        raise LabradorError("language.unknown", language=language, allowed=LANGUAGES)
    return Words(language, translations(language))
