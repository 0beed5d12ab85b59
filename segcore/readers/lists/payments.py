"""Stripe: payments, the history of the balance, invoices. PayPal: the activity of an account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from segcore.readers.lists import build
from segcore.readers.lists.listing import RETURN, Line, Listing, by_status

_STATUS = by_status("status")
_UNPAID = re.compile(r"uncaptured|pending|requires_capture", re.IGNORECASE)
_NEVER_PAID = re.compile(r"requires|incomplete|blocked|expired|open$", re.IGNORECASE)
_PARTS = {"payout": "own_transfer", "transfer": "own_transfer", "topup": "own_transfer"}
_SETTLED = re.compile(r"completed|refunded|cleared|^$", re.IGNORECASE)
_UNDONE = re.compile(r"denied|cancell?ed|failed|expired|reversed|returned|removed|voided|refused", re.IGNORECASE)
_MEMO = re.compile(r"memo", re.IGNORECASE)
_PAYPAL_KINDS = (
    (re.compile(r"\bhold\b|\bheld\b|authori[sz]ation|payment release|\breserve|\border\b", re.IGNORECASE), "pending"),
    (re.compile(r"\bfees?\b|working capital|\bloan", re.IGNORECASE), "outgoing"),
    (
        re.compile(
            r"withdraw|\bdeposit|transfer|conversion|add(?:ed)? funds|bank account|payout|top[- ]?up", re.IGNORECASE
        ),
        "own_transfer",
    ),
    (re.compile(r"refund|reversal|chargeback|dispute", re.IGNORECASE), RETURN),
)
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


def _paypal(line: Line) -> str:
    """Completed payments are sales, given back as returns; own money moved, held or spent is none."""
    status, kind = line.text("status"), line.text("type")
    if _MEMO.search(line.text("balanceimpact")) or not _SETTLED.search(status):
        return "cancelled" if _UNDONE.search(status) else "pending"
    found = next((reason for pattern, reason in _PAYPAL_KINDS if pattern.search(kind)), "")
    spent = line.text("gross").startswith(("-", "\u2212", "("))
    if found == RETURN:  # a chargeback that was won gives the sale back
        return "" if spent or "chargeback" in kind.casefold() else "supplier_refund"
    return found or ("outgoing" if spent else "")


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
PAYPAL = Listing(
    name="paypal",
    title="PayPal",
    needs=(("name",), ("type",), ("status",), ("currency",), ("gross",), ("net",), ("transactionid",), ("timezone",)),
    amount=("gross",),
    customer=("name",),
    date=("date",),
    roles=(("currency", ("currency",)), ("document", ("transactionid",))),
    basis="payment",
    judge=_paypal,
)
FORMATS = tuple(map(build.table_format, (PAYMENTS, BALANCE, INVOICES, PAYPAL)))
