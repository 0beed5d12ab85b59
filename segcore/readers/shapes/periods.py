"""Spans of time in headers and titles: days, months, quarters, half years and years, and what else the header says."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from segcore.readers.table import stated_period

_MONTHS = (
    r"янв(?:ар[ья])?|jan(?:uary|uar)?|sty(?:cze[nń]|cznia)?|січ(?:ень|ня)?|jän(?:ner)?",
    r"фев(?:рал[ья])?|feb(?:ruary|ruar)?|lut(?:y|ego)?|лют(?:ий|ого)?",
    r"мар(?:та?)?|mar(?:ch|zec|ca)?|mär(?:z)?|mrz|бер(?:езень|езня)?",
    r"апр(?:ел[ья])?|apr(?:il)?|kwi(?:ecie[nń]|etnia)?|кв[іи]т(?:ень|ня)?|кві",
    r"ма[йя]|may|maja?|mai|трав(?:ень|ня)?|тра",
    r"июн[ья]?|june?|juni|cze(?:rwiec|rwca)?|чер(?:вень|вня)?",
    r"июл[ья]?|july?|juli|lip(?:iec|ca)?|лип(?:ень|ня)?",
    r"авг(?:уста?)?|aug(?:ust)?|sie(?:rpie[nń]|rpnia)?|серп?(?:ень|ня)?",
    r"сент?(?:ябр[ья])?|sept?(?:ember)?|wrz(?:esie[nń]|eśnia|esnia)?|вер(?:есень|есня)?",
    r"окт(?:ябр[ья])?|o[ck]t(?:ober)?|pa[zź](?:dziernika?)?|жов(?:тень|тня)?",
    r"ноя(?:бр[ья])?|nov(?:ember)?|lis(?:topada?)?|лис(?:топада?)?",
    r"дек(?:абр[ья])?|dec(?:ember)?|dez(?:ember)?|gru(?:dzie[nń]|dnia)?|груд?(?:ень|ня)?",
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PART = r"(?P<{0}>iv|i{{1,3}}|[1-4])"
_YEAR = r"(?:19|20)\d{2}"
_DAY = re.compile(rf"(?<!\d)(?:({_YEAR})-(\d\d)-(\d\d)|(\d{{1,2}})[./](\d{{1,2}})[./]({_YEAR}|\d\d))(?!\d)")
_NUMBERED = re.compile(
    rf"(?<![\d./-])(?:({_YEAR})[./-]?(0[1-9]|1[0-2])|({_YEAR})[./-]([1-9])|(0?[1-9]|1[0-2])[./-]({_YEAR}))(?![\d./-])"
    rf"|^\s*(0?[1-9]|1[0-2])[/-](\d\d)\s*$"
)
_NAMED = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(f"(?P<m{n}>{words})" for n, words in enumerate(_MONTHS, 1)) + r")\.?(?![^\W\d_])"
)
_SHORT_YEAR = re.compile(r"^[\s.'’,-]*(\d\d)(?!\d)")
_SHORT = re.compile(r"(?<=[^\W\d])[.\s'’,-]*\d\d(?!\d)|(?<=q\d)[\s'’-]*\d\d(?!\d)")
_QUARTER = re.compile(
    rf"(?<!\w)(?:(?:q|kw|кв|qtr|quarter|kwartał|квартал)[\s.-]*{_PART.format('a')}"
    rf"|{_PART.format('b')}\s*[-.]?\s*(?:й|-й|st|nd|rd|th)?\s*(?:q|kw|кв|qtr|quarter|kwartał|квартал)[^\W\d_]*)\.?(?![^\W\d_])"
)
_HALF = re.compile(rf"(?<!\w)(?:h\s?{_PART.format('a')}|{_PART.format('b')}[\s-]*(?:полугодие|półrocze|half))(?!\w)")
_WHOLE = re.compile(rf"(?<![\d./-])({_YEAR})(?![\d./-]\d|\d)")
_NOISE = re.compile(r"(?<!\w)(?:г|год|года|году|р|рік|року|r|rok|roku|w|year|fy|in|за|in|для|for|month|месяц)(?!\w)\.?")
_FINE = ("day", "month", "quarter", "half", "year")
_STATED = re.compile(r"(?<!\w)(?:за|период|період|okres|rok|period|year|for|год|г)(?!\w)")


@dataclass(frozen=True, order=True)
class Span:
    """first to last day, inclusive. kind: day, month, quarter, half or year."""

    first: date
    last: date
    kind: str

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last

    @property
    def fineness(self) -> int:
        """0 for a day up to 4 for a year."""
        return _FINE.index(self.kind)

    @property
    def cell(self) -> date | str:
        """What a record holds for it: the day, else its first month as `YYYY-MM`."""
        return self.first if self.kind == "day" else f"{self.first:%Y-%m}"


@lru_cache(maxsize=8192)
def span(text: str, american: bool = False) -> tuple[Span | None, str]:
    """The span a header names and the rest of its words; None where it names none, or a month without a year.

    american: 02/01/2026 is the first of February. Several months or years are one span from the first to the last.
    """
    words = text.casefold().replace("\u00a0", " ")
    if days := list(_DAY.finditer(words)):
        found = [day for match in days if (day := _day(match, american))]
        return (_whole(found[0], found[-1]) if len(found) == len(days) else None), _rest(words)
    if numbered := list(_NUMBERED.finditer(words)):
        ends = [_month_of(match) for match in numbered]
        return _months(ends[0], ends[-1]), _rest(words)
    years = [int(match[1]) for match in _WHOLE.finditer(words)]
    if named := list(_NAMED.finditer(words)):
        return _named(words, named, years), _rest(words)
    for pattern, length in ((_QUARTER, 3), (_HALF, 6)):
        match = pattern.search(words)
        if match:
            part = match["a"] or match["b"]
            start = (_ROMAN.get(part) or int(part)) * length - length + 1
            year = years[0] if years else _short(words[match.end() :])
            known = year is not None and start <= 12
            return (_months((year, start), (year, start + length - 1)) if known and year else None), _rest(words)
    if len(years) == 1:
        return _months((years[0], 1), (years[0], 12)), _rest(words)
    return None, " ".join(words.split())


def unnamed_year(text: str) -> bool:
    """Whether a header is a month or a quarter that needs the year of the row above it."""
    words = text.casefold()
    return span(text)[0] is None and bool(_NAMED.search(words) or _QUARTER.search(words) or _HALF.search(words))


def bare_years(text: str) -> list[int]:
    """The years of this century a text names by themselves, not as part of a day or of a number."""
    return [year for match in _WHOLE.finditer(text.replace("\u00a0", " ")) if (year := int(match[1])) >= 2000]


def stated(titles: Sequence[str]) -> tuple[date | None, date | None]:
    """The period the title rows state, by its days or as a month, a quarter, a year (`за 1 квартал 2026 г.`)."""
    found = stated_period(titles)
    if found != (None, None):
        return found
    for title in titles:
        named = span(title)[0] if len(title) < 160 else None
        if named and (named.kind in ("month", "quarter", "half") or _STATED.search(title.casefold())):
            return named.first, named.last
    return None, None


def _named(words: str, named: list[re.Match[str]], years: list[int]) -> Span | None:
    first, last = _number(named[0]), _number(named[-1])
    short = [year for match in named if (year := _short(words[match.end() :]))]
    known = years or short
    if not known or len(set(known)) > len(named):
        return None
    return _months((known[0], first), (known[-1], last))


def _number(match: re.Match[str]) -> int:
    return int((match.lastgroup or "m1")[1:])


def _short(behind: str) -> int | None:
    found = _SHORT_YEAR.match(behind)
    return 2000 + int(found[1]) if found else None


def _month_of(match: re.Match[str]) -> tuple[int, int]:
    year, month = match[1] or match[3] or match[6] or match[8], match[2] or match[4] or match[5] or match[7]
    return int(year) + (2000 if len(year) == 2 else 0), int(month)


def _day(match: re.Match[str], american: bool) -> date | None:
    if match[1]:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    else:
        day, month, year = int(match[4]), int(match[5]), int(match[6])
        day, month = (month, day) if american else (day, month)
        year += 2000 if year < 100 else 0
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(start: tuple[int, int], end: tuple[int, int]) -> Span | None:
    if start > end:
        return None
    return _whole(date(*start, 1), date(*end, monthrange(*end)[1]))


def _whole(first: date, last: date) -> Span | None:
    """The span of two days, called a month, quarter ... where it is one."""
    if last < first:
        return None
    length = (last.year - first.year) * 12 + last.month - first.month + 1
    full = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    other = "month" if length < 3 else "half" if length < 12 else "year"
    kind = {1: "month", 3: "quarter", 6: "half"}.get(length, other)
    return Span(first, last, "day" if first == last else kind if full or length > 1 else "day")


def _rest(words: str) -> str:
    """What is left of a header without its spans: the name of the measure."""
    for pattern in (_DAY, _NUMBERED, _SHORT, _NAMED, _QUARTER, _HALF, _WHOLE, _NOISE):
        words = pattern.sub(" ", words)
    return " ".join(word for word in re.sub(r"[\s.,:;'’()/–—-]+", " ", words).split() if not word.isdigit())
