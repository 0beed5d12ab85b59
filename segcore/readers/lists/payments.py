"""Stripe: payments, the history of the balance, invoices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from segcore.readers.lists import build
from segcore.readers.lists.listing import Line, Listing, by_status

_STATUS = by_status("status")
_UNPAID = re.compile(r"uncaptured|pending|requires_capture", re.IGNORECASE)
_NEVER_PAID = re.compile(r"requires|incomplete|blocked|expired|open$", re.IGNORECASE)
_PARTS = {"payout": "own_transfer", "transfer": "own_transfer", "topup": "own_transfer"}
_WHO = ("customername", "customerdescription", "billingdetailsname")
_REACHED = ("customeremail", "cardname", "customerid", "customer")


def _payment(line: Line) -> str:
    status = line.text("status")
    if _UNPAID.search(status) or (not status and line.text("captured").casefold() == "false"):
        return "pending"
    return "cancelled" if _NEVER_PAID.search(status) else _STATUS(line)


def _converted(listing: Listing, lines: Sequence[Line]) -> Listing:
    """Payments in several currencies are counted in the one they were all converted to."""
    taken = [line for line in lines if not _payment(line) or _payment(line) == "refunded"]
    met = {line.text("currency").casefold() for line in taken}
    target = {line.text("convertedcurrency").casefold() for line in taken}
    if len(met) < 2 or len(target) != 1 or not all(line.text("convertedamount") for line in taken):
        return listing
    roles = (("currency", ("convertedcurrency",)), *(pair for pair in listing.roles if pair[0] != "currency"))
    return replace(listing, amount=("convertedamount",), refund=("convertedamountrefunded",), roles=roles)


def _balance(line: Line) -> str:
    """Charges are sales, refunds and disputes returns, payouts go to the own bank, the rest are fees."""
    kind = line.text("reportingcategory", "type").casefold()
    if re.match(r"charge|payment|refund|dispute|adjustment", kind):
        return ""
    return next((reason for part, reason in _PARTS.items() if kind.startswith(part)), "outgoing")


PAYMENTS = Listing(
    name="stripe",
    title="Stripe payments",
    needs=(("id", "paymentintentid"), ("amount",), ("amountrefunded",), ("currency",), ("status",)),
    amount=("amount",),
    customer=_WHO,
    contact=_REACHED,
    date=("created", "createddate", "createdutc", "createddateutc"),
    refund=("amountrefunded",),
    roles=(("currency", ("currency",)), ("document", ("id", "paymentintentid"))),
    basis="payment",
    judge=_payment,
    vary=_converted,
)
BALANCE = Listing(
    name="stripe_balance",
    title="Stripe balance",
    needs=(
        ("balancetransactionid", "id"),
        ("reportingcategory", "type"),
        ("gross", "amount"),
        ("fee",),
        ("net",),
        ("availableon", "availableonutc"),
    ),
    amount=("gross", "amount"),
    customer=("customername", "customerdescription", "clientname", *_WHO),
    contact=_REACHED,
    date=("created", "createdutc", "createddateutc"),
    roles=(("currency", ("currency",)), ("document", ("balancetransactionid", "id"))),
    basis="payment",
    judge=_balance,
)
INVOICES = Listing(
    name="stripe_invoices",
    title="Stripe invoices",
    needs=(
        ("id",),
        ("number",),
        ("date", "dateutc", "created", "createdutc"),
        ("total",),
        ("amountdue",),
        ("status", "paid"),
    ),
    never=("invoicenumber",),
    amount=("totalexcludingtax", "total"),
    customer=("customername", "customerdescription"),
    contact=("customeremail", "customer", "customerid"),
    date=("date", "dateutc", "created", "createdutc", "finalizedat"),
    roles=(("currency", ("currency",)), ("document", ("number", "id")), ("tax_id", ("customertaxid", "customervat"))),
    judge=by_status("status"),
)
FORMATS = tuple(map(build.table_format, (PAYMENTS, BALANCE, INVOICES)))
