"""Sufficiency lights: is there enough data, and why."""

from __future__ import annotations

from segcore.lights import Light
from segcore.words import Words
from segcore.words.markers import mark
from segcore.words.texts import counted, one, say

LIGHTS = {
    "abc.few_customers": counted(
        "{n} customer with positive revenue; at least five are needed, 20 are good.",
        "{n} customers with positive revenue; at least five are needed, 20 are good.",
        "amount",
    ),
    "abc.no_positive_total": one("returns are larger than sales, so there is nothing to divide."),
    "abc.short_period": counted(
        "{n} complete month; six or more show who stays large.",
        "{n} complete months; six or more show who stays large.",
        "amount",
    ),
    "abc.no_dates": one("no dates, so nobody can say how long a time these totals cover."),
    "abc.enough": counted("{n} customer is enough.", "{n} customers are enough.", "amount"),
    "xyz.no_dates": one("no dates, so nobody can say how regularly customers buy."),
    "xyz.few_periods": counted(
        "{n} complete period; at least three are needed, six are good.",
        "{n} complete periods; at least three are needed, six are good.",
        "amount",
    ),
    "xyz.enough": counted("{n} complete period is enough.", "{n} complete periods are enough.", "amount"),
    "rfm.no_dates": one("no dates, so nobody can say who bought lately."),
    "rfm.few_distinct": counted(
        "customers hardly differ: only {n} different value; five are needed.",
        "customers hardly differ: only {n} different values; five are needed.",
        "amount",
    ),
    "rfm.few_customers": counted(
        "{n} customer with a purchase; from 25 on scores by rank mean something.",
        "{n} customers with a purchase; from 25 on scores by rank mean something.",
        "amount",
    ),
    "rfm.short_period": counted(
        "{n} complete month; three or more show who comes back.",
        "{n} complete months; three or more show who comes back.",
        "amount",
    ),
    "rfm.enough": counted(
        "{n} customer with a purchase is enough.", "{n} customers with a purchase are enough.", "amount"
    ),
}
LIGHT_NAMES = {"green": mark("Enough data"), "yellow": mark("With care"), "red": mark("Too little data")}


def light(w: Words, shown: Light) -> str:
    """Which analysis, and why the data suffice for it or do not."""
    reason = say(w, LIGHTS, f"{shown.analysis}.{shown.reason}", {"amount": shown.amount})
    return w("{analysis}: {reason}", analysis=shown.analysis.upper(), reason=reason)


def light_name(w: Words, colour: str) -> str:
    """The word beside the colour of a light."""
    return w(LIGHT_NAMES[colour])
