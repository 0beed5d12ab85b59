"""Numbers and dates as people of one language write them: the patterns of CLDR through Babel, never the browser."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

GAP = "\u00a0"
MINUS = "\u2212"
NOTHING = "\u2013"

Number = int | float


@dataclass(frozen=True)
class Formats:
    """How one locale writes figures.

    locale: Babel's name; decimal, group: its marks; percent: the sign with its gap; powers: text after a number
    shortened by a thousand, a million, a milliard and a billion (10^12).
    """

    locale: str
    decimal: str
    group: str
    percent: str
    powers: tuple[str, str, str, str]

    def fixed(self, number: Number | Decimal, decimals: int = 0) -> str:
        """The number with this many decimals, halves away from zero; NaN and None are a dash."""
        if number is None or number != number:
            return NOTHING
        if isinstance(number, int) and not decimals:
            text = f"{number:,}"
        else:
            text = f"{_rounded(number, decimals):,.{decimals}f}"
        if text.startswith("-"):
            text = MINUS + text[1:] if text.strip("-0.,") else text[1:]
        return text if self.locale == "en" else text.translate({ord(","): self.group, ord("."): self.decimal})

    def compact(self, number: Number | Decimal) -> str:
        """Three significant digits from 10,000 on, in full below."""
        if number is None or number != number:
            return NOTHING
        size = abs(Decimal(str(number)))
        if size < Decimal("9999.5"):
            return self.fixed(number)
        power = next((n for n in (1, 2, 3) if size < Decimal("999.5") * 1000**n), 4)
        scaled = size / 1000**power
        decimals = 2 if scaled < Decimal("9.995") else 1 if scaled < Decimal("99.95") else 0
        return (MINUS if number < 0 else "") + self.fixed(scaled, decimals) + self.powers[power - 1]

    def share(self, share: Number) -> str:
        """A part of one as per cent: no decimals from 10 %, one below, `<0.1%` for the rest."""
        if share is None or share != share:
            return NOTHING
        size = abs(share) * 100
        if share == 0:
            return self.fixed(0) + self.percent
        if size < 0.1 - 1e-9:
            return f"{'<' if share > 0 else '>' + MINUS}{self.fixed(0.1, 1)}{self.percent}"
        sign = "" if share > 0 else MINUS
        if size >= 9.95 - 1e-9:
            return f"{sign}{self.fixed(int(size + 0.5 + 1e-9))}{self.percent}"
        tenths = int(size * 10 + 0.5 + 1e-9)
        return f"{sign}{tenths // 10}{self.decimal}{tenths % 10}{self.percent}"

    def limit(self, share: Number) -> str:
        """A threshold as per cent with the decimals it needs: 80%, 97.5%."""
        number = round(share * 100, 6)
        return self.fixed(number, _needed(number)) + self.percent

    def plain(self, number: Number) -> str:
        """A number with the decimals it needs, at most six."""
        return self.fixed(number, _needed(number))

    def ratio(self, ratio: Number) -> str:
        """How many times: one decimal below 10."""
        if ratio is None or ratio != ratio:
            return NOTHING
        return f"{self.fixed(ratio, 0 if abs(ratio) >= 9.95 else 1)}{GAP}\u00d7"


def _rounded(number: Number | Decimal, decimals: int) -> Decimal:
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    if not exact.is_finite():
        return exact
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _needed(number: Number) -> int:
    if not math.isfinite(number):
        return 0
    text = f"{number:.6f}".rstrip("0")
    return len(text.partition(".")[2])


@cache
def formats(locale: str) -> Formats:
    """The formats of a Babel locale (`en`, `pl`, `ru`)."""
    group = get_group_symbol(locale)
    gap = "" if locale == "en" else GAP
    return Formats(
        locale=locale,
        decimal=get_decimal_symbol(locale),
        group=GAP if group.isspace() else group,
        percent=f"{gap}%",
        powers=_powers(locale),
    )


def _powers(locale: str) -> tuple[str, str, str, str]:
    patterns = Locale.parse(locale).compact_decimal_formats["short"]["other"]
    texts = [str(patterns[str(1000**power)].pattern).strip("0").replace("'", "") for power in (1, 2, 3, 4)]
    first = texts[0].lower() if locale == "en" else texts[0]
    return first, texts[1], texts[2], texts[3]


@lru_cache(maxsize=8192)
def day_text(day: date, pattern: str, locale: str) -> str:
    """A day by a CLDR date pattern."""
    return str(format_date(day, pattern, locale=locale))
