"""Sale, return or left out: the reason of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from segcore.ledger import REASONS
from segcore.readers import statuses
from segcore.readers.grid import Column, Flags, Ints, lean

Reasons = npt.NDArray[np.int8]
CODE = {reason: np.int8(place + 1) for place, reason in enumerate(REASONS)}


@dataclass(frozen=True)
class Spoken:
    """What status columns say per row: a reason code (0 none), whether the row is a return whatever its sign, and
    whether it is an order whose money all went back.
    """

    reasons: Reasons
    returns: Flags
    refunded: Flags


def spoken(columns: Sequence[tuple[str, Column]], rows: int) -> Spoken:
    """Read the status and document type columns; the first that gives a reason wins."""
    reasons = np.zeros(rows, dtype=np.int8)
    returns, refunded = np.zeros(rows, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)
    for header, column in columns:
        codes, texts = column.encoded()
        deals = statuses.is_deals(header, texts)
        invoices, stands = any(map(statuses.is_invoice, texts)), statuses.is_state(header)

        def reason(
            text: str, header: str = header, deals: bool = deals, invoices: bool = invoices, stands: bool = stands
        ) -> np.int8:
            named = statuses.reason(text) or (statuses.beside_invoices(text, stands) if invoices else "")
            if not named and statuses.flagged(header, text):
                named = "cancelled"
            if not named and deals and not statuses.is_won(text):
                named = "not_won"
            return CODE[named] if named else np.int8(0)

        found = np.array([reason(text) for text in texts], dtype=np.int8)[codes]
        reasons = np.where(reasons == 0, found, reasons)
        state, credits = statuses.is_state(header, texts), statuses.credit_codes(texts)
        back = [text in credits or statuses.is_return(text, state) for text in texts]
        returns |= np.array(back, dtype=np.bool_)[codes]
        refunded |= np.array([statuses.is_refunded(text, state) for text in texts], dtype=np.bool_)[codes]
    return Spoken(lean(reasons), lean(returns & ~refunded), lean(refunded))


def told(reasons: Sequence[str]) -> Spoken:
    """What the reader of a format says itself: a name of REASONS per row, "" for none."""
    codes = np.array([CODE[reason] if reason else 0 for reason in reasons], dtype=np.int8)
    none = np.zeros(len(codes), dtype=np.bool_)
    return Spoken(codes, none, none)


@dataclass(frozen=True)
class Facts:
    """What is known of every row. undated: no usable day although the file has a date column."""

    customer: Flags
    filled: Flags
    bad: Flags
    amount: Ints
    undated: Flags
    outgoing: Flags
    spoken: Spoken


def _gone_back(facts: Facts, reasons: Reasons) -> Flags:
    """Sales whose money all went back, where no row of their own says so as well."""
    refunded, amount = facts.spoken.refunded, facts.amount
    if not refunded.any() or (refunded & (amount < 0)).any():
        return np.zeros(len(amount), dtype=np.bool_)
    back = -amount[(amount < 0) & (reasons == 0)]
    gone: Flags = refunded & (amount > 0) & ~np.isin(amount, back)
    return gone


def judge(facts: Facts, counted: frozenset[str]) -> Reasons:
    """Reason code per row, 0 for sales and returns; a reason in `counted` gives way where the row can be counted."""
    reasons = facts.spoken.reasons.copy()
    reasons[(reasons == 0) & _gone_back(facts, reasons)] = CODE["reversal"]
    for name in counted:
        if name in CODE:
            reasons[reasons == CODE[name]] = 0
    tests: tuple[tuple[str, Flags], ...] = (
        ("unreadable", facts.bad),
        ("no_amount", ~facts.filled),
        ("no_customer", ~facts.customer),
        ("unreadable", facts.undated),
        ("zero", facts.amount == 0),
    )
    if "outgoing" not in counted and facts.outgoing.any():
        reasons[(reasons == 0) & facts.outgoing] = CODE["outgoing"]
    for name, flags in tests:
        if flags.any():
            reasons[(reasons == 0) & flags] = CODE[name]
    return reasons
