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
    """What status columns say per row: a reason code (0 none), and whether the row is a return whatever its sign."""

    reasons: Reasons
    returns: Flags


def spoken(columns: Sequence[tuple[str, Column]], rows: int) -> Spoken:
    """Read the status and document type columns; the first that gives a reason wins."""
    reasons = np.zeros(rows, dtype=np.int8)
    returns = np.zeros(rows, dtype=np.bool_)
    for header, column in columns:
        codes, texts = column.encoded()
        deals = statuses.is_deals(header, texts)
        invoices = any(map(statuses.is_invoice, texts))

        def reason(text: str, header: str = header, deals: bool = deals, invoices: bool = invoices) -> np.int8:
            named = statuses.reason(text) or ("proforma" if invoices and statuses.is_order(text) else "")
            if not named and statuses.flagged(header, text):
                named = "cancelled"
            if not named and deals and not statuses.is_won(text):
                named = "not_won"
            return CODE[named] if named else np.int8(0)

        found = np.array([reason(text) for text in texts], dtype=np.int8)[codes]
        reasons = np.where(reasons == 0, found, reasons)
        credits = statuses.credit_codes(texts)
        returns |= np.array([text in credits or statuses.is_return(text) for text in texts], dtype=np.bool_)[codes]
    return Spoken(lean(reasons), lean(returns))


def told(reasons: Sequence[str]) -> Spoken:
    """What the reader of a format says itself: a name of REASONS per row, "" for none."""
    codes = np.array([CODE[reason] if reason else 0 for reason in reasons], dtype=np.int8)
    return Spoken(codes, np.zeros(len(codes), dtype=np.bool_))


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


def judge(facts: Facts, counted: frozenset[str]) -> Reasons:
    """Reason code per row, 0 for sales and returns; a reason in `counted` gives way where the row can be counted."""
    reasons = facts.spoken.reasons.copy()
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
