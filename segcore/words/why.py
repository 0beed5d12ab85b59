"""Why a customer stands where he stands, and what would move him."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from segcore.analysis import Analysis
from segcore.moves import Move
from segcore.settings import AbcSettings, Settings
from segcore.words import Words
from segcore.words.markers import mark, mark_plural

EPS = 1e-9

# reason of the rule that chose the action
WHY_ACTION = {
    "returns": mark("Returns ate the revenue."),
    "too_new": mark("Too few periods to judge a small customer."),
    "lost_good": mark("A good customer who has left."),
    "lost_small": mark("A small customer who has left."),
    "late": mark("A good customer, later than their own rhythm."),
    "best": mark("Much money, often and evenly."),
    "one_document": mark("All the money came with one document."),
    "uneven": mark("Good money, uneven or rare."),
    "small_silent": mark("Small, regular and silent."),
    "small": mark("Buys again and again, in small orders."),
    "on_the_border": mark("Small and rare, but one period would change that."),
    "small_rare": mark("Small and rare."),
}
BOUGHT = {
    "week": mark_plural("bought in {active} of {n} week", "bought in {active} of {n} weeks"),
    "month": mark_plural("bought in {active} of {n} month", "bought in {active} of {n} months"),
    "quarter": mark_plural("bought in {active} of {n} quarter", "bought in {active} of {n} quarters"),
    "rolling_30": mark_plural("bought in {active} of {n} 30-day period", "bought in {active} of {n} 30-day periods"),
}
MORE = {
    "week": mark_plural(
        "a purchase in {n} more of these {of} weeks would make it {to}",
        "purchases in {n} more of these {of} weeks would make it {to}",
    ),
    "month": mark_plural(
        "a purchase in {n} more of these {of} months would make it {to}",
        "purchases in {n} more of these {of} months would make it {to}",
    ),
    "quarter": mark_plural(
        "a purchase in {n} more of these {of} quarters would make it {to}",
        "purchases in {n} more of these {of} quarters would make it {to}",
    ),
    "rolling_30": mark_plural(
        "a purchase in {n} more of these {of} 30-day periods would make it {to}",
        "purchases in {n} more of these {of} 30-day periods would make it {to}",
    ),
}
NO_PERIOD = {
    "week": mark("no complete week yet"),
    "month": mark("no complete month yet"),
    "quarter": mark("no complete quarter yet"),
    "rolling_30": mark("no complete 30-day period yet"),
}
# measure: within the first, within the last, passes a border, equal to one within it, nothing
PLACES = {
    "revenue": (
        mark("within the first {share} of revenue"),
        mark("within the last {share} of revenue"),
        mark("passes {share} of revenue"),
        mark("as much revenue as one within the first {share}"),
        mark("nothing left after returns"),
    ),
    "profit": (
        mark("within the first {share} of profit"),
        mark("within the last {share} of profit"),
        mark("passes {share} of profit"),
        mark("as much profit as one within the first {share}"),
        mark("no profit"),
    ),
    "documents": (
        mark("within the first {share} of documents"),
        mark("within the last {share} of documents"),
        mark("passes {share} of documents"),
        mark("as many documents as one within the first {share}"),
        mark("no documents"),
    ),
    "quantity": (
        mark("within the first {share} of quantity"),
        mark("within the last {share} of quantity"),
        mark("passes {share} of quantity"),
        mark("as large a quantity as one within the first {share}"),
        mark("no quantity left after returns"),
    ),
}


class Standing(NamedTuple):
    """What the sentences need of one customer (columns of CUSTOMERS)."""

    abc: str
    share: float
    cumulative_share: float
    xyz: str
    xyz_kind: str
    active_periods: int
    periods: int
    amount_cv: float
    cv: float
    last_date: date
    documents: int


def why_action(w: Words, code: str) -> str:
    """The reason of the rule that chose the action; empty where no action is given."""
    return w(WHY_ACTION[code]) if code else ""


def why(w: Words, analysis: Analysis, position: int) -> str:
    """Why here, in one line: `A: within the first 8.5% of revenue. X: bought in 19 of 21 months.`"""
    return _why(w, analysis, _standing(analysis, position))


def whys(w: Words, analysis: Analysis) -> list[str]:
    """`why` for every customer, in the order of the table."""
    return [_why(w, analysis, row) for row in _standings(analysis)]


def moves(w: Words, analysis: Analysis, position: int) -> list[tuple[str, str, str]]:
    """The letter, the fact behind it and what would move it, for ABC, XYZ and RFM: up to three rows."""
    row = _standing(analysis, position)
    rows = []
    for found in analysis.moves(position):
        fact = {
            "abc": lambda: abc_fact(w, row, analysis.settings, analysis.value),
            "xyz": lambda: xyz_fact(w, row, analysis.settings, analysis.grid.kind),
            "rfm": lambda: rfm_fact(w, row),
        }[found.axis]()
        way = move(w, found, analysis.grid.kind, analysis.value)
        rows.append((found.letter, _opened(fact), _opened(way)))
    return rows


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def _standing(analysis: Analysis, position: int) -> Standing:
    values: list[Any] = [analysis.customers[name].iat[position] for name in Standing._fields]
    return Standing(*values)


def _standings(analysis: Analysis) -> Iterator[Standing]:
    columns: list[list[Any]] = [analysis.customers[name].tolist() for name in Standing._fields]
    return (Standing(*row) for row in zip(*columns, strict=True))


def _why(w: Words, analysis: Analysis, row: Standing) -> str:
    first = f"{row.abc}: {abc_fact(w, row, analysis.settings, analysis.value)}."
    if not row.xyz:
        return first
    return f"{first} {row.xyz}: {xyz_fact(w, row, analysis.settings, analysis.grid.kind)}."


def abc_fact(w: Words, row: Standing, settings: Settings, value: str) -> str:
    """Where the customer stands in the order of value."""
    first, last, passes, equal, nothing = PLACES[value]
    if row.abc == "N":
        return w(nothing)
    before = row.cumulative_share - row.share
    if row.abc == "C":
        return w(last, share=w.percent(1 - before))
    limit = _limit(settings.abc, row.abc)
    if limit is None or row.cumulative_share <= limit + EPS:
        return w(first, share=w.percent(row.cumulative_share))
    return w(passes if before < limit - EPS else equal, share=w.limit(limit))


def _limit(settings: AbcSettings, letter: str) -> float | None:
    return settings.limits["AB".index(letter)] if settings.basis == "share" else None


def xyz_fact(w: Words, row: Standing, settings: Settings, grid: str) -> str:
    """How often the customer bought, and how evenly where that decides."""
    if not row.xyz:
        return w("how regularly cannot be judged")
    if row.periods == 0:
        return w(NO_PERIOD[grid])
    text = w.plural(*BOUGHT[grid], row.periods, active=w.number(row.active_periods))
    if settings.xyz.method == "classic":
        return w("{bought}, sums vary by {cv}", bought=text, cv=w.percent(row.cv))
    if row.xyz_kind in ("erratic", "lumpy"):
        return w("{bought}, amounts vary by {cv}", bought=text, cv=w.percent(row.amount_cv))
    return w("{bought}, evenly", bought=text) if row.xyz_kind == "intermittent" else text


def rfm_fact(w: Words, row: Standing) -> str:
    """When the customer bought last, and how often in all."""
    if row.documents == 0 or row.last_date != row.last_date:
        return w("no purchase yet")
    count = w.plural("{n} document", "{n} documents", row.documents)
    return w("last purchase {date}, {count} in all", date=w.date(row.last_date), count=count)


def move(w: Words, found: Move, grid: str, value: str = "revenue") -> str:
    """What would move one letter."""
    facts: dict[str, Any] = dict(found.facts)
    return {
        ("abc", "revenue_missing"): lambda: _missing(w, facts, value),
        ("abc", "top"): lambda: w("the best letter there is"),
        ("abc", "negative"): lambda: w("sales have to outgrow the returns first"),
        ("abc", "not_stated"): lambda: w("computed limits move with every customer, so no amount can be named"),
        ("xyz", "more_periods"): lambda: w.plural(
            *MORE[grid], facts["periods"], of=w.number(facts["of"]), to=facts["to"]
        ),
        ("xyz", "too_few_periods"): lambda: w("more time is needed before it can be {to}", to=facts["to"]),
        ("xyz", "even_amounts"): lambda: w(
            "amounts vary by {cv}; {to} begins at {limit}",
            cv=w.percent(facts["cv"]),
            limit=w.limit(facts["limit"]),
            to=facts.get("to", "X"),
        ),
        ("xyz", "top"): lambda: w("the best letter there is"),
        ("xyz", "not_judged"): lambda: w("give a file with dates over three periods or more"),
        ("rfm", "purchase_now"): lambda: w("a purchase now makes it R{to}", to=facts["to"]),
        ("rfm", "top"): lambda: w("the best score there is"),
        ("rfm", "not_scored"): lambda: w("a first purchase gives a score"),
    }[found.axis, found.code]()


def _missing(w: Words, facts: dict[str, Any], value: str) -> str:
    to, amount = facts["to"], facts["amount"]
    if value == "documents":
        return w.plural("{n} more document makes it {to}", "{n} more documents make it {to}", int(amount), to=to)
    if value == "quantity":
        return w("a quantity of {amount} more makes it {to}", amount=w.plain(amount), to=to)
    if value == "profit":
        return w("{amount} more profit makes it {to}", amount=w.exact(amount), to=to)
    return w("{amount} more revenue makes it {to}", amount=w.exact(amount), to=to)
