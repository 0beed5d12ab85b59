"""Words of the comparison with an older workbook: what happened to a customer, and why figures may not compare."""

from __future__ import annotations

from datetime import date

from segcore.moved import FELL, GONE, NEW, ROSE, SAME, TURNED, UNKNOWN, Then
from segcore.settings import Settings
from segcore.words import Words
from segcore.words.markers import mark
from segcore.words.settings import setting_name, setting_value

KIND = {
    ROSE: mark("Rose"),
    FELL: mark("Fell"),
    NEW: mark("New"),
    GONE: mark("Gone"),
    TURNED: mark("Other rhythm"),
    SAME: mark("Same cell"),
    UNKNOWN: mark("Not known"),
}
MEANING = {
    ROSE: mark("A better ABC letter than then."),
    FELL: mark("A worse ABC letter than then."),
    NEW: mark("Not in the older workbook."),
    GONE: mark("Not in the ledger that is open now. A customer renamed without a tax number is gone, and new."),
    TURNED: mark("The same ABC letter, another XYZ letter."),
    SAME: mark("The same cell as then."),
    UNKNOWN: mark("The older workbook has no letter here, or one that is none."),
}
ALIKE, MOST_SETTINGS = 0.05, 6
Span = tuple[date, date]


def kind_name(w: Words, kind: str) -> str:
    """`Rose`."""
    return w(KIND[kind])


def kind_meaning(w: Words, kind: str) -> str:
    """What that says of a customer."""
    return w(MEANING[kind])


def spans(w: Words, then: Then, now: Span | None, count: int) -> str:
    """What both results are of. now: first and last day of the ledger that is open; count: its customers."""
    made, listed = then.made, w.plural("{n} customer", "{n} customers", then.made.customers or len(then.names))
    known = w.span(made.first, made.last) if made.first and made.last else w("no dates")
    here = w.span(*now) if now else w("no dates")
    others = w.plural("{n} customer", "{n} customers", count)
    return w("Then: {then}, {customers}. Now: {now}, {others}.", then=known, customers=listed, now=here, others=others)


def doubts(w: Words, then: Then, now: Span | None, currency: str, ledger: str) -> list[str]:
    """Why figures of then and now may not compare. currency, ledger: of the ledger that is open."""
    made, told = then.made, []
    if made.customers and made.currency != currency:
        known, here = made.currency or w("no currency"), currency or w("no currency")
        told.append(w("Amounts of then are in {then}, now in {now}: they cannot be compared.", then=known, now=here))
    days = _days(made.first, made.last), _days(*now) if now else 0
    if all(days) and abs(days[0] - days[1]) > ALIKE * max(days):
        text = w("{then} then, {now} now: letters are shares and compare, revenue does not.", **_long(w, *days))
        told.append(text)
    if made.customers > len(then.names):
        n, m = w.number(len(then.names)), w.number(made.customers)
        told.append(w("The older workbook lists {n} of {m} customers; those it does not list count as new.", n=n, m=m))
    if made.ledger and made.ledger == ledger:
        told.append(w("Both are of the same ledger: what differs comes from the settings."))
    return told


def _days(first: date | None, last: date | None) -> int:
    return (last - first).days + 1 if first and last else 0


def _long(w: Words, then: int, now: int) -> dict[str, str]:
    return {"then": w.days(then), "now": w.days(now)}


def thresholds(w: Words, then: Settings, now: Settings) -> str:
    """The settings that differ, each with both values; empty where none does."""
    before, after = then.flat(), now.flat()
    changed = [
        w(
            "{setting}: then {then}, now {now}",
            setting=setting_name(w, name),
            then=setting_value(w, name, before[name]),
            now=setting_value(w, name, after[name]),
        )
        for name in before
        if before[name] != after[name]
    ]
    if not changed:
        return ""
    shown = "; ".join(changed[:MOST_SETTINGS])
    rest = len(changed) - MOST_SETTINGS
    if rest <= 0:
        return w("Other thresholds: {changed}.", changed=shown)
    return w.plural(
        "Other thresholds: {changed}; and {n} more.", "Other thresholds: {changed}; and {n} more.", rest, changed=shown
    )
