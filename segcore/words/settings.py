"""Every threshold in words: its name, what it does, and its value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from segcore.settings import SPECS, Value
from segcore.words import Words
from segcore.words.choices import CHOICES
from segcore.words.formats import NOTHING
from segcore.words.markers import mark

GROUPS = {
    "abc": mark("ABC: who brings the money"),
    "xyz": mark("XYZ: who buys regularly"),
    "rfm": mark("RFM: who is alive"),
    "period": mark("Time"),
    "status": mark("Status"),
    "rhythm": mark("Own rhythm"),
    "dates": mark("Reading dates"),
    "refunds": mark("Returns"),
    "as_of": mark("Reference date"),
}
SOURCES = {
    "textbooks": mark("textbooks"),
    "Novo, latency": mark("Novo on latency"),
    "CONTRACT": mark("own rule"),
    "Six steps of B2B sales": mark("article: six steps of B2B sales"),
    "B2B sales training": mark("article: B2B sales training"),
    "Customer segmentation": mark("article: customer segmentation"),
}
# name: what it is called, what it does
SETTINGS = {
    "abc.value": (mark("Measure"), mark("What the customers are ordered by.")),
    "abc.basis": (
        mark("Classes by"),
        mark("Shares of the money, shares of the customers (20, 30, 50%), or limits computed from the curve."),
    ),
    "abc.limits": (
        mark("Borders of A and B"),
        mark("A ends at the first share of the money, B at the second; the rest is C."),
    ),
    "abc.border": (
        mark("On the border"),
        mark("Which class the customer gets with whom the running share passes a border."),
    ),
    "abc.ties": (mark("Equal customers"), mark("Whether customers of equal value share the better class.")),
    "xyz.method": (
        mark("Rule"),
        mark("How often and how evenly, or the textbooks' variation of the sums of all periods."),
    ),
    "xyz.often": (mark("Often, from"), mark("X buys in at least this share of the periods.")),
    "xyz.rare": (mark("Rare, below"), mark("Z buys in a smaller share of the periods than this.")),
    "xyz.steady": (mark("Even, up to"), mark("X keeps the variation of its amounts within this.")),
    "xyz.min_active": (mark("Fewest purchases"), mark("Z buys in fewer periods than this.")),
    "xyz.limits": (
        mark("Borders of X and Y"),
        mark("Textbook rule only: X up to the first variation, Y up to the second."),
    ),
    "xyz.rule": (mark("Exactly on the border"), mark("Textbook rule only: whether the border itself still counts.")),
    "xyz.ddof": (
        mark("Standard deviation"),
        mark("Textbook rule only: of the whole series (STDEV.P) or of a sample (STDEV.S)."),
    ),
    "xyz.empty_periods": (mark("Empty periods"), mark("From when on periods without a purchase count as zero.")),
    "xyz.partial_periods": (
        mark("Incomplete periods"),
        mark("Whether an incomplete first or last period counts for regularity."),
    ),
    "rfm.scoring": (mark("Scores by"), mark("Rank among the customers, equal groups, or fixed limits.")),
    "rfm.bins": (mark("Scores up to"), mark("How many scores; names of segments need five.")),
    "rfm.frequency": (mark("Frequency counts"), mark("What F counts.")),
    "rfm.monetary": (mark("Money measures"), mark("What M measures.")),
    "rfm.fm": (mark("Second axis"), mark("Whether the map uses F and M together or F alone.")),
    "rfm.edges_r": (mark("Limits of R, days"), mark("Fixed limits: at most so many days give the score 5, 4, 3, 2.")),
    "rfm.edges_f": (mark("Limits of F"), mark("Fixed limits: at least so many give the score 2, 3, 4, 5.")),
    "rfm.edges_m": (mark("Limits of M"), mark("Fixed limits: at least so much money gives the score 2, 3, 4, 5.")),
    "period.grid": (mark("Period"), mark("The step in which regularity is counted.")),
    "period.from": (mark("First day"), mark("Lines before this day are left out.")),
    "period.to": (mark("Last day"), mark("Lines after this day are left out.")),
    "period.tolerance_days": (
        mark("Days missing at the ends"),
        mark("A month that lacks more days than this at its end counts as incomplete; a quarter twice as many."),
    ),
    "status.new_days": (mark("New for"), mark("A customer is new for so long after the first purchase.")),
    "status.lost_days": (
        mark("Lost after"),
        mark("The least silence of a lost customer with three purchases or more."),
    ),
    "status.lost_single_days": (
        mark("Lost after one or two purchases"),
        mark("The silence after which a customer with one or two purchases is lost."),
    ),
    "status.key": (mark("Key customers"), mark("Who counts as key.")),
    "rhythm.slipping": (mark("Late, from"), mark("Silence in multiples of the own rhythm that counts as late.")),
    "rhythm.lost": (mark("Lost, from"), mark("Silence in multiples of the own rhythm that counts as lost.")),
    "dates.order": (mark("Day or month first"), mark("How a date such as 03.04.2026 is read.")),
    "refunds": (mark("Returns"), mark("Where money given back is counted.")),
    "as_of": (mark("Reference date"), mark("The day all silences are counted to; later lines are left out.")),
}
EMPTY = {
    "rfm.edges_m": mark("median document × 1, 3, 10, 30"),
    "period.from": mark("start of the ledger"),
    "period.to": mark("end of the ledger"),
    "as_of": mark("end of the ledger"),
}
SHARES = frozenset({"abc.limits", "xyz.often", "xyz.rare", "xyz.steady", "xyz.limits"})
DAYS = frozenset({"period.tolerance_days", "status.new_days", "status.lost_days", "status.lost_single_days"})
TIMES = frozenset({"rhythm.slipping", "rhythm.lost"})


def setting_group(w: Words, name: str) -> str:
    """The heading a setting stands under."""
    return w(GROUPS[name.partition(".")[0]])


def setting_name(w: Words, name: str) -> str:
    """What a setting is called."""
    return w(SETTINGS[name][0])


def setting_help(w: Words, name: str) -> str:
    """What a setting does."""
    return w(SETTINGS[name][1])


def setting_source(w: Words, name: str) -> str:
    """Who defined the default: an article, a paper, or our own judgement."""
    source = SPECS[name].source
    if source.startswith("METHOD "):
        return w("own judgement, section {n} of the method", n=source.removeprefix("METHOD "))
    return w(SOURCES[source]) if source in SOURCES else source


def setting_value(w: Words, name: str, value: Value) -> str:
    """A setting's value as a person reads it."""
    if value is None:
        return w(EMPTY[name])
    if name in CHOICES:
        return w(CHOICES[name][str(value)])
    if isinstance(value, date):
        return w.date(value)
    if isinstance(value, str):
        return value
    numbers = value if isinstance(value, tuple) else (value,)
    return " · ".join(_number(w, name)(number) for number in numbers) or NOTHING


def _number(w: Words, name: str) -> Callable[[float], str]:
    if name in SHARES:
        return w.limit
    if name in DAYS:
        return w.days
    if name in TIMES:
        return w.times
    return w.plain
