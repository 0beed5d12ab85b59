"""Dates from text: one form and one order of day and month per column, never per cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from segcore.readers.date_texts import TIME, Parsed, looks_date, month_named, on_calendar, parse
from segcore.readers.grid import BLANKS, Codes, Column, Days, Flags

__all__ = ["Dates", "dates", "looks_date", "parse", "together", "unlikely"]
EARLIEST, LATEST = date(1980, 1, 1), date(2100, 12, 31)
FAR_DAYS, VERY_FAR_DAYS, FAR_SHARE, FAR_FROM = 366, 1827, 0.01, 100
_NAT = np.datetime64("NaT", "s")


@dataclass(frozen=True)
class Dates:
    """Days per row (datetime64[s], NaT where empty or bad). filled: the cell is not empty; bad: filled but no date.

    form: `YYYY-MM-DD`, `DD.MM.YYYY`, `MM/DD/YYYY`, `YYYY-MM`, `serial`, `cells`; months: no cell knows its day.
    far: rows with a date that cannot be meant (see `unlikely`); they are bad too.
    ambiguous: an example that can be read day first or month first, "" where the column proves its order.
    """

    days: Days
    filled: Flags
    bad: Flags
    form: str
    months: bool
    ambiguous: str
    far: int


def dates(column: Column, order: str, fallback: str) -> Dates:
    """Days of a column. order: dmy or mdy where the user decided, else auto; fallback: what the file suggests."""
    if column.days is None and column.numbers is None:
        codes, texts = _short(column)
        column = Column(texts, codes)
        cells = texts
    else:
        cells = [text.strip(BLANKS) for text in column.texts.to_pylist()]
    parsed = {text: parse(text) for text in set(cells)}
    chosen, ambiguous = _order(parsed, order, fallback)
    known = {text: _resolve(found, chosen) for text, found in parsed.items()}
    days = np.array(
        [np.datetime64(day, "s") if day else _NAT for day in map(known.__getitem__, cells)], "datetime64[s]"
    )
    filled = np.array([bool(text) for text in cells], dtype=np.bool_)
    typed = np.zeros(len(cells), dtype=np.bool_)
    if column.days is not None:
        typed = ~np.isnat(column.days)
        days = np.where(typed, column.days.astype("datetime64[D]").astype("datetime64[s]"), days)
    far = unlikely(days, column.codes)
    days = np.where(far, _NAT, days)
    bad = filled & np.isnat(days)
    form, months = _form(parsed, chosen, bool(typed.any()))
    return Dates(
        column.rows(days),
        column.rows(filled),
        column.rows(bad),
        form,
        months,
        ambiguous,
        int(column.rows(far).sum()) if far.any() else 0,
    )


def together(parts: Sequence[Column | None], year: int | None) -> Column:
    """One column of ISO days (months, where no column is the day) out of columns of years, months and days."""
    known = [part.encoded() for part in parts if part is not None]
    rows, places = np.unique(np.stack([codes for codes, _ in known], axis=1), axis=0, return_inverse=True)
    texts = []
    for row in rows.tolist():
        cells = iter([listed[code] for code, (_, listed) in zip(row, known, strict=True)])
        found = [next(cells) if part is not None else "" for part in parts]
        month = str(month_named(found[1]) or found[1])
        texts.append("-".join(filter(None, (found[0] or str(year or ""), month, found[2]))) if found[1] else "")
    return Column(pa.array(texts, type=pa.string()), places.reshape(-1).astype(np.int32))


def _short(column: Column) -> tuple[Codes, list[str]]:
    """Distinct days: the time of the day is cut off before the texts are counted."""
    codes, texts = column.encoded()
    seen: dict[str, int] = {}
    places = [seen.setdefault(TIME.sub("", text) if ":" in text else text, len(seen)) for text in texts]
    return codes if len(seen) == len(texts) else np.asarray(places, dtype=np.int32)[codes], list(seen)


def _order(parsed: dict[str, Parsed], order: str, fallback: str) -> tuple[str, str]:
    """The order of the column: proven by a part above 12, by points, by the user, else the fallback and an example."""
    open_cells = sorted((text, found.parts, found.mark) for text, found in parsed.items() if found.parts)
    if not open_cells:
        return "dmy", ""
    day_first = sum(first > 12 >= second for _, (first, second, _), _ in open_cells)
    month_first = sum(second > 12 >= first for _, (first, second, _), _ in open_cells)
    if day_first != month_first:
        return ("dmy" if day_first > month_first else "mdy"), ""
    if order in ("dmy", "mdy"):
        return order, ""
    if all(mark == "." for _, _, mark in open_cells):
        return "dmy", ""
    example = next((text for text, (first, second, _), _ in open_cells if first != second), "")
    return (fallback, example) if example else ("dmy", "")


def _resolve(found: Parsed, order: str) -> date | None:
    day = found.day
    if found.parts is not None:
        first, second, year = found.parts
        day = on_calendar(year, second, first) if order == "dmy" else on_calendar(year, first, second)
    return day if day is not None and EARLIEST <= day <= LATEST else None


def _form(parsed: dict[str, Parsed], order: str, typed: bool) -> tuple[str, bool]:
    forms: dict[str, int] = {}
    for found in parsed.values():
        name = found.form
        if found.parts is not None:
            name = f"DD{found.mark}MM{found.mark}YYYY" if order == "dmy" else f"MM{found.mark}DD{found.mark}YYYY"
        if name:
            forms[name] = forms.get(name, 0) + 1
    if typed:
        return "cells", False
    form = min(forms, key=lambda name: (-forms[name], name)) if forms else ""
    return form, set(forms) == {"YYYY-MM"}


def unlikely(days: Days, codes: Codes | None = None) -> Flags:
    """Days before 1980, after 2100, or far behind all others: there is no clock here. codes: the day of each row.

    Far behind: after a gap of more than a year stand at most 1 % of at least 100 rows, or after a gap of more than
    five years at most one row (or 1 %).
    """
    flags: Flags = (days < np.datetime64(EARLIEST)) | (days > np.datetime64(LATEST))
    usable = ~(np.isnat(days) | flags)
    known = days[usable].astype("datetime64[D]").astype(np.int64)
    if np.diff(np.unique(known)).max(initial=0) <= FAR_DAYS:
        return flags
    counts = np.ones(len(known), np.int64) if codes is None else np.bincount(codes, minlength=len(days))[usable]
    total = int(counts.sum())
    if total < 3:
        return flags
    base = int(known.min())
    daily = np.bincount(known - base, weights=counts)
    present = np.flatnonzero(daily)
    behind = daily[present][::-1].cumsum()[::-1]
    for gap, day, later in zip(np.diff(present), present[1:], behind[1:], strict=True):
        lonely = later <= max(1, total * FAR_SHARE)
        if lonely and (gap > VERY_FAR_DAYS or (gap > FAR_DAYS and total >= FAR_FROM)):
            flags |= days >= np.datetime64(base + int(day), "D").astype("datetime64[s]")
            break
    return flags
