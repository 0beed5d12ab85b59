"""Names and one sentence for every code the engine returns about a customer, a cell or a segment."""

from __future__ import annotations

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
        mark("Could be loyal"),
        mark("Win the second order"),
        mark("Could be loyal: recent and growing; win the second order."),
    ),
    "recent": (
        mark("Recent"),
        mark("Welcome within a week"),
        mark("Recent: one purchase, just made; welcome them within a week."),
    ),
    "promising": (
        mark("Promising"),
        mark("Bring the second order"),
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
CONFIDENCE = {
    "firm": (mark("Firm"), mark("Firm: no single period more or less would change this letter.")),
    "borderline": (mark("Borderline"), mark("Borderline: one period more or less would change this letter.")),
    "provisional": (mark("Provisional"), mark("Provisional: too few periods yet; the letter may change soon.")),
}
TRENDS = {"growing": mark("Growing"), "steady": mark("Steady"), "falling": mark("Falling"), "new": mark("New")}
KINDS = {
    "regular": mark("Often, even amounts"),
    "erratic": mark("Often, uneven amounts"),
    "intermittent": mark("Rare but predictable"),
    "lumpy": mark("Rare and uneven"),
    "single": mark("Single purchases"),
}
STATUS = {
    "potential": mark("Potential"),
    "new": mark("New"),
    "occasional": mark("Occasional"),
    "regular": mark("Regular"),
    "key": mark("Key"),
    "lost": mark("Lost"),
}
ROLES = {
    "customer": mark("Customer"),
    "tax_id": mark("Tax number"),
    "date": mark("Date"),
    "amount": mark("Amount"),
    "debit": mark("Money out"),
    "credit": mark("Money in"),
    "currency": mark("Currency"),
    "document": mark("Document"),
    "product": mark("Product"),
    "quantity": mark("Quantity"),
    "profit": mark("Profit"),
    "cost": mark("Cost"),
    "customer_since": mark("Customer since"),
    "status": mark("State of the sale"),
    "manager": mark("Manager"),
    "region": mark("Region"),
    "industry": mark("Industry"),
    "size": mark("Size"),
    "attribute": mark("Attribute"),
    "ignore": mark("Not used"),
}
REASONS = {
    "own_transfer": mark("Transfer between own accounts"),
    "loan": mark("Loan"),
    "tax_refund": mark("Tax refund"),
    "supplier_refund": mark("Refund from a supplier"),
    "interest": mark("Bank interest"),
    "acquiring": mark("Card takings, no customer named"),
    "cash_deposit": mark("Cash paid in"),
    "outgoing": mark("Payment out"),
    "outgoing_refund": mark("Refund paid out"),
    "purchase": mark("Purchase from a supplier"),
    "duplicate": mark("Repeated row"),
    "cancelled": mark("Cancelled or failed"),
    "not_won": mark("Deal lost or still open"),
    "proforma": mark("Pro forma"),
    "pending": mark("Not paid yet"),
    "reversal": mark("Entry and its reversal"),
    "advance": mark("Advance payment"),
    "retail_summary": mark("Retail total, no customer"),
    "no_customer": mark("No customer"),
    "no_amount": mark("No amount"),
    "zero": mark("Amount is zero"),
    "after_as_of": mark("After the reference date"),
    "unreadable": mark("Unreadable"),
}


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


def confidence_name(w: Words, code: str) -> str:
    """How sure an XYZ letter is; empty where there is none."""
    return w(CONFIDENCE[code][0]) if code else ""


def confidence_sentence(w: Words, code: str) -> str:
    """What that means."""
    return w(CONFIDENCE[code][1]) if code else ""


def trend_name(w: Words, code: str) -> str:
    """The last 12 months against the 12 before; empty where unknown."""
    return w(TRENDS[code]) if code else ""


def kind_name(w: Words, code: str) -> str:
    """The kind of buying behind an XYZ letter; empty where there is none."""
    return w(KINDS[code]) if code else ""


def status_name(w: Words, code: str) -> str:
    """The stage of a customer."""
    return w(STATUS[code])


def role_name(w: Words, role: str) -> str:
    """What a column of a file is read as."""
    return w(ROLES[role])


def reason_name(w: Words, code: str) -> str:
    """Why lines were left out."""
    return w(REASONS[code])


def status_sentence(w: Words, code: str, settings: Settings = Settings()) -> str:
    """What makes a customer of this stage, with the limits in force."""
    limits = settings.status
    return {
        "potential": lambda: w("Potential: has not bought yet."),
        "new": lambda: w("New: first purchase within {days}.", days=w.days(limits.new_days)),
        "occasional": lambda: w("Occasional: fewer than three purchases."),
        "regular": lambda: w("Regular: buys in its own rhythm."),
        "key": lambda: w("Key: in class A.") if limits.key == "A" else w("Key: in class A, or in BX."),
        "lost": lambda: w(
            "Lost: silent for more than {days} and {times} of its own intervals; after one or two purchases, for more "
            "than {long}.",
            days=w.days(limits.lost_days),
            times=w.plain(settings.rhythm.lost),
            long=w.days(limits.lost_single_days),
        ),
    }[code]()


def slipping_sentence(w: Words) -> str:
    """What the flag `slipping` says."""
    return w("Slipping: later than its own rhythm, not lost yet.")


def letter(w: Words, code: str, settings: Settings = Settings()) -> str:
    """What an ABC or XYZ letter stands for, with the limits in force."""
    low, high = settings.abc.limits
    return {
        "A": lambda: w("first {share} of revenue", share=w.limit(low)),
        "B": lambda: w("next {share}", share=w.limit(high - low)),
        "C": lambda: w("last {share}", share=w.limit(1 - high)),
        "N": lambda: w("nothing left after returns"),
        "X": lambda: w("often, even amounts"),
        "Y": lambda: w("now and then"),
        "Z": lambda: w("single purchases"),
    }[code]()
