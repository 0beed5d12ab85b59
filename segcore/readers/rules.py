"""Sale, return or left out: the reason of every row (LEDGERS 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.ledger import REASONS
from segcore.readers import statuses
from segcore.readers.grid import Codes, Column, Flags, Ints

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

        def reason(text: str, deals: bool = deals) -> np.int8:
            named = statuses.reason(text)
            if not named and deals and not statuses.is_won(text):
                named = "not_won"
            return CODE[named] if named else np.int8(0)

        found = np.array([reason(text) for text in texts], dtype=np.int8)[codes]
        reasons = np.where(reasons == 0, found, reasons)
        returns |= np.array([statuses.is_return(text) for text in texts], dtype=np.bool_)[codes]
    return Spoken(reasons, returns)


@dataclass(frozen=True)
class Facts:
    """What is known of every row. undated: no usable day although the file has a date column."""

    customer: Flags
    filled: Flags
    bad: Flags
    amount: Ints
    undated: Flags
    currency: Flags
    outgoing: Flags
    spoken: Spoken


def judge(facts: Facts, counted: frozenset[str]) -> Reasons:
    """Reason code per row, 0 for sales and returns; a reason in `counted` gives way where the row can be counted."""
    reasons = facts.spoken.reasons.copy()
    for name in counted:
        if name in CODE:
            reasons[reasons == CODE[name]] = 0
    tests: tuple[tuple[str, Flags | Callable[[], Any]], ...] = (
        ("unreadable", facts.bad),
        ("no_amount", ~facts.filled | facts.currency),
        ("no_customer", ~facts.customer),
        ("unreadable", facts.undated),
        ("zero", facts.amount == 0),
    )
    if "outgoing" not in counted:
        reasons[(reasons == 0) & facts.outgoing] = CODE["outgoing"]
    for name, flags in tests:
        reasons[(reasons == 0) & flags] = CODE[name]
    return reasons


def mixed(columns: Sequence[Any]) -> npt.NDArray[np.uint64]:
    """One number per row that differs where any of the integer columns differs."""
    seal = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        seal = (seal ^ (seal >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        seal += np.asarray(column).astype(np.int64).view(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1)
    seal ^= seal >> np.uint64(31)
    return seal


def repeated(identity: Sequence[Any], document: Codes | None, customer_day: Sequence[Any], free: Flags) -> Flags:
    """Rows equal to an earlier one in everything that was read; `free`: rows that are not left out already.

    Only in a file with one row per document may these be dropped: see `one_row_each`.
    """
    found = np.zeros(len(free), dtype=np.bool_)
    places = np.flatnonzero(free)
    if document is not None:
        # cheaper and enough: an exact repetition repeats its document too
        again = pd.Series(mixed([document, *customer_day])[places]).duplicated(keep=False).to_numpy()
        places = places[again]
    if len(places):
        whole = mixed([np.asarray(column)[places] for column in identity])
        found[places] = pd.Series(whole).duplicated().to_numpy()
    return found


def one_row_each(document: Codes, customer_day: Sequence[Any], free: Flags) -> bool:
    """Whether every document of the file stands in one row, once exact repetitions are gone."""
    places = np.flatnonzero(free)
    return not pd.Series(mixed([document, *customer_day])[places]).duplicated().any()
