"""Names and one sentence for every code the engine returns about a customer, a cell or a segment."""

from __future__ import annotations

from segcore.classify.abc_class import COUNT_SHARES
from segcore.settings import Settings
from segcore.words import Words
from segcore.words.markers import mark

# action: name, advice in at most 46 characters
ACTIONS = {
    "target": (mark("Keep and grow"), mark("Agree the year ahead; find more like them")),
    "build_loyalty": (mark("Build loyalty"), mark("Give a reason to come back sooner")),
    "raise_cheque": (mark("Raise the order"), mark("Sets, minimums, yearly prices")),
    "stop_selling": (mark("No active selling"), mark("Web shop or price list, no visits")),
    "margin_returns": (mark("Margin talk"), mark("Talk about margin and returns first")),
    "nurture": (mark("Wait and see"), mark("Too new to judge; look again later")),
    "win_back": (mark("Win back"), mark("Visit with one concrete offer")),
    "call_now": (mark("Call now"), mark("Good customers, later than usual: phone")),
    "check_project": (mark("Check: one-off?"), mark("Ask whether it was a project")),
    "remind": (mark("Remind"), mark("A mailing; no seller's time")),
}
GUARDS = {
    "call_now": mark("A good customer, later than their own rhythm; phone this week."),
    "win_back": mark("A good customer who has left; visit with one concrete offer."),
    "remind": mark("Small and silent; a mailing, no seller's time."),
    "nurture": mark("Too new to judge; look again after six periods."),
    "check_project": mark("Was it a project?"),
}
CELLS = {
    "AX": mark("They carry the business and buy evenly: keep the price and the person, agree the year ahead."),
    "AY": mark("Big money at uneven times: find out why, and give a reason to plan with you."),
    "AZ": mark("One or two large purchases: check whether it was a project before you count on a next one."),
    "BX": mark("Steady and worth growing: offer the next product."),
    "BY": mark("Decent money now and then: one good reason to come back sooner."),
    "BZ": mark("A single good purchase: ask what would make it a second."),
    "CX": mark("Loyal and small: raise the order with sets, minimums, yearly prices."),
    "CY": mark("Small and irregular: one offer for a larger order, then leave it."),
    "CZ": mark("Small and rare: serve by web shop or price list; a salesperson's hour earns more elsewhere."),
    "N": mark("Returns ate the revenue: talk about margin and returns before selling more."),
    "A": mark("They bring most of the money; how regularly they buy cannot be judged yet."),
    "B": mark("The middle of the money; how regularly they buy cannot be judged yet."),
    "C": mark("The tail of the money; how regularly they buy cannot be judged yet."),
}
# segment: name of at most 14 letters, advice, whole sentence
RFM = {
    "champions": (
        mark("Champions"),
        mark("Ask for referrals"),
        mark("Champions: bought lately, often, for much; ask for referrals."),
    ),
    "loyal": (
        mark("Loyal"),
        mark("Offer the next product"),
        mark("Loyal: come back and spend; offer the next product."),
    ),
    "potential_loyalist": (
        mark("Potential loyalist"),
        mark("Win the second order"),
        mark("Potential loyalist: recent and growing; win the second order."),
    ),
    "recent": (
        mark("Recent"),
        mark("Welcome them"),
        mark("Recent: one purchase, just made; welcome them within a week."),
    ),
    "promising": (
        mark("Promising"),
        mark("Second order"),
        mark("Promising: bought once, a while ago; bring the second order."),
    ),
    "need_attention": (
        mark("Need attention"),
        mark("Ask what changed"),
        mark("Need attention: average and slowing; ask what changed."),
    ),
    "about_to_sleep": (
        mark("About to sleep"),
        mark("Remind them once"),
        mark("About to sleep: few purchases and late; remind them once."),
    ),
    "at_risk": (
        mark("At risk"),
        mark("Call this month"),
        mark("At risk: used to buy well, silent too long; call this month."),
    ),
    "cant_lose": (
        mark("Can't lose"),
        mark("Visit now, one offer"),
        mark("Can't lose: the biggest who stopped; visit now, with one concrete offer."),
    ),
    "hibernating": (
        mark("Hibernating"),
        mark("Mailing only"),
        mark("Hibernating: small and long silent; mailing only, or let them go."),
    ),
}

# what the letters stand for
FIRST = {
    "revenue": mark("first {share} of revenue"),
    "profit": mark("first {share} of profit"),
    "documents": mark("first {share} of documents"),
    "quantity": mark("first {share} of quantity"),
}
NOTHING_LEFT = {
    "revenue": mark("nothing left after returns"),
    "profit": mark("no profit"),
    "documents": mark("no documents"),
    "quantity": mark("no quantity left after returns"),
}
LARGEST = mark("largest {share} of customers")
COMPUTED = {"A": mark("few with most of it"), "B": mark("the middle"), "C": mark("many with little of it")}
TWO_PART = {"X": mark("often, even amounts"), "Y": mark("now and then"), "Z": mark("single purchases")}


def action_name(w: Words, code: str) -> str:
    """The action in at most 18 characters."""
    return w(ACTIONS[code][0]) if code else ""


def action_advice(w: Words, code: str) -> str:
    """What to do in at most 46 characters."""
    return w(ACTIONS[code][1]) if code else ""


def guard(w: Words, action: str) -> str:
    """Why one customer's action differs from the cell's; empty for actions that are a cell's own."""
    return w(GUARDS[action]) if action in GUARDS else ""


def cell(w: Words, code: str) -> str:
    """What the customers of a cell have in common, and what to do."""
    return w(CELLS[code])


def rfm_name(w: Words, segment: str) -> str:
    """The segment in at most 14 letters; empty where not scored."""
    return w(RFM[segment][0]) if segment else ""


def rfm_advice(w: Words, segment: str) -> str:
    """What to do, in a few words."""
    return w(RFM[segment][1]) if segment else ""


def rfm_sentence(w: Words, segment: str) -> str:
    """Who they are and what to do."""
    return w(RFM[segment][2]) if segment else ""


def letter(w: Words, code: str, settings: Settings = Settings(), value: str = "") -> str:
    """What an ABC or XYZ letter stands for, with the limits in force; value: the measure used, if not as set."""
    if code in "XYZ":
        return _xyz_letter(w, code, settings)
    measure = value or settings.abc.value
    if code == "N":
        return w(NOTHING_LEFT[measure])
    if settings.abc.basis == "computed":
        return w(COMPUTED[code])
    by_count = settings.abc.basis == "count"
    low, high = COUNT_SHARES if by_count else settings.abc.limits
    return {
        "A": lambda: w(LARGEST if by_count else FIRST[measure], share=w.limit(low)),
        "B": lambda: w("next {share}", share=w.limit(high - low)),
        "C": lambda: w("last {share}", share=w.limit(1 - high)),
    }[code]()


def _xyz_letter(w: Words, code: str, settings: Settings) -> str:
    if settings.xyz.method == "two_part":
        return w(TWO_PART[code])
    low, high = (w.limit(limit) for limit in settings.xyz.limits)
    return {
        "X": lambda: w("sums vary up to {limit}", limit=low),
        "Y": lambda: w("sums vary up to {limit}", limit=high),
        "Z": lambda: w("sums vary by more"),
    }[code]()
