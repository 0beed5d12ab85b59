"""Names and sentences for stages, kinds, trends, confidence, roles of columns and reasons for leaving lines out."""

from __future__ import annotations

from segcore.settings import Settings
from segcore.words import Words
from segcore.words.markers import mark

CONFIDENCE = {"firm": mark("Firm"), "borderline": mark("Borderline"), "provisional": mark("Provisional")}
FIRM = {
    "week": mark("Firm: no single week more or less would change this letter."),
    "month": mark("Firm: no single month more or less would change this letter."),
    "quarter": mark("Firm: no single quarter more or less would change this letter."),
    "rolling_30": mark("Firm: no 30 days more or less would change this letter."),
}
BORDERLINE = {
    "week": mark("Borderline: one week more or less would change this letter."),
    "month": mark("Borderline: one month more or less would change this letter."),
    "quarter": mark("Borderline: one quarter more or less would change this letter."),
    "rolling_30": mark("Borderline: 30 days more or less would change this letter."),
}
PROVISIONAL = mark("Provisional: too few periods yet; the letter may change soon.")
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
CLOSING = mark("closing balance")  # what a bank's reader calls the figure that the file does not name itself
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


def confidence_name(w: Words, code: str) -> str:
    """How sure an XYZ letter is; empty where there is none."""
    return w(CONFIDENCE[code]) if code else ""


def confidence_sentence(w: Words, code: str, grid: str = "month") -> str:
    """What that means on this period grid."""
    if not code:
        return ""
    return w({"firm": FIRM[grid], "borderline": BORDERLINE[grid], "provisional": PROVISIONAL}[code])


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


def control_name(w: Words, name: str) -> str:
    """A figure the file states about itself: as the file calls it, the balance of an account in our words."""
    return w(CLOSING) + name.removeprefix(CLOSING) if name.startswith(CLOSING) else name


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
