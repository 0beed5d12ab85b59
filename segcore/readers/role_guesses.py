"""Roles that no header names surely: guessed by what the cells of a column hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from segcore.ledger import Sureness
from segcore.readers import headers
from segcore.readers.contents import Profile
from segcore.readers.date_texts import month_named, parse
from segcore.readers.preferences import FALLBACK, preference, unlikely
from segcore.readers.statuses import is_yes_or_no

_NUMBERED = re.compile(r"[^\W\d_]{0,6}[\s./-]*\d[\d\s./_-]*[^\W\d_]{0,3}$")
_LEGAL = re.compile(
    r"(?<!\w)(?:sp\.? ?z|s\.?a\.?|gmbh|ag|kg|ltd|llc|inc|plc|bv|ооо|оао|зао|ао|пао|ип|тов|фоп|пп)(?!\w)", re.IGNORECASE
)
_YEAR, _MONTH, _DAY = (
    "year|rok|год|рік|jahr|rok sprzedaży|sales year|fiscal year",
    "month|month no|month number|miesiąc|nr miesiąca|месяц|номер месяца|місяць|monat",
    "day|day of month|dzień|день|число|tag",
)
_REMARKS = re.compile(
    r"uwag|opis|comment|коммент|примеч|note|remark|descr|bemerk|forma|sposób|method|źródł|source|bank"
)
_SHIPPED, _SETTLED = ("отгружено", "shipped", "відвантажено"), re.compile(r"выставлено счетов|^не оплачено$|^invoiced$")
_YEARS, _NUMBERS = re.compile(r"(?:19|20)\d\d"), re.compile(r"0?[1-9]|[12]\d|3[01]")


def by_header(
    names: Sequence[str],
    profiles: Sequence[Profile],
    found: dict[str, int],
    sure: dict[int, Sureness],
    free: Sequence[int],
) -> None:
    """Where no column of numbers is called an amount: one that is exactly called so and holds a number at all."""
    if "amount" in found or "credit" in found:
        return
    called = [
        place
        for place in free
        if place not in found.values()
        and headers.matches(names[place]).get("amount") == headers.EXACT
        and profiles[place].numeric > 0
        and profiles[place].percent < 0.2
    ]
    if called:
        found["amount"] = min(called, key=lambda place: (preference("amount", headers.normal(names[place])), place))
        sure[found["amount"]] = "question"


def by_content(
    names: Sequence[str],
    profiles: Sequence[Profile],
    found: dict[str, int],
    sure: dict[int, Sureness],
    free: Sequence[int],
) -> None:
    """Where no header names a date, an amount or a customer: the one column that can be it."""
    taken = set(found.values())
    loose = [place for place in free if place not in taken and profiles[place].filled]
    dated = [
        place for place in loose if profiles[place].dated >= 0.8 and not unlikely("date", headers.normal(names[place]))
    ]
    if "date" not in found and len(dated) == 1:
        found["date"] = dated[0]
        sure[dated[0]] = "question"
    money = [
        place
        for place in loose
        if profiles[place].numeric >= 0.9
        and profiles[place].fractional > 0
        and not headers.is_percentage(names[place])
        and not unlikely("amount", headers.normal(names[place]))
    ]
    if "amount" not in found and "credit" not in found and len(money) == 1:
        found["amount"] = money[0]
        sure[money[0]] = "question"
    texts = [place for place in loose if _may_name(names[place], profiles[place])]
    if "customer" not in found and "product" in found and headers.normal(names[found["product"]]) in FALLBACK:
        found["customer"] = found.pop("product")
        sure[found["customer"]] = "question"
    elif "customer" not in found and len(texts) == 1 and profiles[texts[0]].length >= 4:
        found["customer"] = texts[0]
        sure[texts[0]] = "question"


def _may_name(name: str, seen: Profile) -> bool:
    """Whether a column without a role holds texts that may be names of customers."""
    texts = seen.lettered >= 0.9 and seen.dated < 0.1 and not is_yes_or_no(seen.values)
    header = headers.normal(name)
    return texts and not unlikely("customer", header) and not _REMARKS.search(header)


def without_header(profiles: Sequence[Profile], found: dict[str, int], sure: dict[int, Sureness]) -> None:
    """A table without a header: its first column of days, the texts that read most like names, its only sums."""
    loose = [place for place, seen in enumerate(profiles) if seen.filled and place not in found.values()]
    texts = [
        place
        for place in loose
        if profiles[place].lettered >= 0.9
        and profiles[place].dated < 0.1
        and profiles[place].length >= 3
        and not all(map(_NUMBERED.match, profiles[place].values))
    ]
    sums = [place for place in loose if profiles[place].numeric >= 0.9 and profiles[place].fractional > 0]
    whole = [place for place in loose if profiles[place].numeric >= 0.9 and not _counts(profiles[place])]
    chosen = {
        "date": next((place for place in loose if profiles[place].dated >= 0.8), None),
        "customer": max(texts, key=lambda place: _likeness(profiles[place]), default=None),
        "amount": next(iter(sums if len(sums) == 1 else whole if len(whole) == 1 else []), None),
    }
    for role, place in chosen.items():
        if place is not None and role not in found:
            found[role] = place
            sure[place] = "question"


def _likeness(seen: Profile) -> tuple[float, float, float]:
    """How much texts read like names of customers: legal forms, repetition, length up to that of a sentence."""
    formal = sum(_LEGAL.search(text) is not None for text in seen.values) / seen.distinct
    return formal, seen.filled / seen.distinct, seen.length if seen.length <= 40 else 0.0


def _counts(seen: Profile) -> bool:
    """Whether the numbers are those of lines, codes of equal length, or one constant."""
    codes = len({len(text) for text in seen.values}) == 1 and seen.length > 5
    return seen.tax > 0.5 or seen.distinct == 1 or codes or seen.values[:2] == ("1", "2")


def shipped_money(names: Sequence[str], profiles: Sequence[Profile], found: dict[str, int]) -> int | None:
    """The column called `shipped` that was taken for the quantity and holds money: it stands beside what was paid or
    invoiced, or repeats the amounts.
    """
    place, amount = found.get("quantity"), found.get("amount")
    if place is None or amount is None or headers.normal(names[place]) not in _SHIPPED:
        return None
    told = {text for text in profiles[place].values if text.strip("0.,") != ""}
    repeated = bool(told) and told <= set(profiles[amount].values)
    return place if repeated or any(_SETTLED.search(headers.normal(name)) for name in names) else None


def date_parts(names: Sequence[str], profiles: Sequence[Profile]) -> tuple[int | None, int | None, int | None]:
    """Columns of the year, the month and the day where a date is split over them."""

    def place(words: str, fits: re.Pattern[str]) -> int | None:
        for number, (name, seen) in enumerate(zip(names, profiles, strict=True)):
            known = [fits.fullmatch(text) or (words == _MONTH and month_named(text)) for text in seen.values]
            if known and all(known) and re.fullmatch(words, headers.normal(name)):
                return number
        return None

    return place(_YEAR, _YEARS), place(_MONTH, _NUMBERS), place(_DAY, _NUMBERS)


def dated_inside(profiles: Sequence[Profile]) -> int | None:
    """The column whose texts hold a day each, as in `14 от 05.01.2026`."""
    for place, seen in enumerate(profiles):
        if seen.filled and sum(parse(text).inside for text in seen.values) >= 0.8 * seen.distinct:
            return place
    return None


def unit_price(names: Sequence[str], profiles: Sequence[Profile]) -> int | None:
    """The column of unit prices; net before gross."""
    known = [
        place
        for place, (name, seen) in enumerate(zip(names, profiles, strict=True))
        if headers.UNIT_PRICE in headers.matches(name) and seen.numeric >= 0.8 and seen.percent < 0.2
    ]
    return min(known, key=lambda place: (preference("amount", headers.normal(names[place])), place), default=None)
