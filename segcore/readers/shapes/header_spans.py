"""The spans the headers of a cross-tab name: the year of months without one, the order of day and month."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from segcore.readers.shapes.outline import named
from segcore.readers.shapes.periods import Span, bare_years, span, stated, unnamed_year
from segcore.readers.shapes.sheet import is_total

Heads: TypeAlias = Mapping[int, Sequence[str]]
Spans: TypeAlias = dict[int, tuple[Span | None, str]]
_SLASHED = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])")
_FISCAL = re.compile(r"(?<!\w)(?:fy|fiscal|rok\w* obrotow\w+|финансов\w+ год\w*)(?=\W|\d|$)", re.IGNORECASE)


def one_span(cell: str) -> Span | None:
    """The span of one header, in either order of day and month."""
    found = span(cell)[0]
    return span(cell, True)[0] if found is None and _SLASHED.search(cell) else found


def ordered(heads: Heads, order: str | None) -> tuple[Spans, str, str]:
    """The span and the other words of each header that is no total; the order of day and month; a header where that
    order is open, "" else.

    order: what the user says (dmy, mdy). Where the days tell nothing, the firsts of consecutive months are months.
    """
    texts = {column: " ".join(words) for column, words in heads.items() if not any(map(is_total, words))}
    found: dict[str, Spans] = {
        "dmy": {column: span(text) for column, text in texts.items()},
        "mdy": {column: span(text, True) for column, text in texts.items()},
    }
    slashed = [column for column, text in texts.items() if _SLASHED.search(text)]
    if order in found or not slashed or found["dmy"] == found["mdy"]:
        known = order if order in found else "dmy"
        return found[known], known, ""
    lost = {way: sum(spans[column][0] is None for column in slashed) for way, spans in found.items()}
    if lost["dmy"] != lost["mdy"]:
        known = min(lost, key=lambda way: lost[way])
        return found[known], known, ""
    months = {way: _are_months([spans[column][0] for column in slashed]) for way, spans in found.items()}
    known = "mdy" if months["mdy"] and not months["dmy"] else "dmy"
    return found[known], known, texts[slashed[-1]]


def _are_months(spans: Sequence[Span | None]) -> bool:
    """Whether these are the first days of months that follow each other."""
    firsts = sorted({found.first for found in spans if found})
    places = [one.year * 12 + one.month for one in firsts]
    return {one.day for one in firsts} == {1} and all(later - month == 1 for month, later in pairwise(places))


def dated_by(titles: Sequence[str], sheet: str, heads: Heads) -> Spans:
    """Months without a year follow each other from the year the titles state, else from the only one they name.

    Nothing where they would go on beyond that year.
    """
    start, end = stated(titles)
    texts = {column: " ".join(words) for column, words in heads.items()}
    texts = {column: text for column, text in texts.items() if unnamed_year(text)}
    year = start.year if start else _only_year(titles, sheet)
    found: Spans = {}
    last: dict[str, Span] = {}
    for column, text in texts.items() if year else ():
        known, rest = span(f"{text} {year}")
        if known and known.kind in last and known.first < last[known.kind].first:
            year = (year or 0) + 1
            known, rest = span(f"{text} {year}")
        if known:
            found[column], last[known.kind] = (known, rest), known
    spans = [one for one, _ in found.values() if one]
    if start is None and any(map(_FISCAL.search, titles)) and spans and min(spans).first.month != 1:
        return {}
    return {} if any(one.first.year > _last_year(end, start, titles, sheet) for one in spans) else found


def _last_year(end: date | None, start: date | None, titles: Sequence[str], sheet: str) -> int:
    known = end or start
    return known.year if known else _only_year(titles, sheet) or 0


def _only_year(titles: Sequence[str], sheet: str) -> int | None:
    """The only year the titles and the name of the sheet hold: `Sprzedaż 2025`; none that is part of a firm's name."""
    years = {year for title in (*titles, sheet) if not named([title]) for year in bare_years(title)}
    return years.pop() if len(years) == 1 else None


def settled(spans: Spans) -> dict[int, tuple[Span, str]]:
    """Days that are all the first of a month are that month; a span beside its own parts is a total."""
    known = {column: (found, rest) for column, (found, rest) in spans.items() if found}
    if all(found.kind == "day" and found.first.day == 1 for found, _ in known.values()):
        known = {c: (span(f"{found.first:%Y-%m}")[0] or found, rest) for c, (found, rest) in known.items()}
    chosen: list[Span] = []
    for found in sorted({found for found, _ in known.values()}, key=lambda found: (found.fineness, found)):
        if not any(found.overlaps(finer) for finer in chosen):
            chosen.append(found)
    return {column: (found, rest) for column, (found, rest) in known.items() if found in chosen}
