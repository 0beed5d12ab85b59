"""Several currencies become the one the user counts in: by his rate, else the rows are left out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from segcore.errors import Notice, notice
from segcore.ledger import ReadOptions
from segcore.readers import rules
from segcore.readers.grid import Ints, Reals
from segcore.readers.money import Currencies

UNKNOWN = "?"  # how options call the currency of rows that name none


@dataclass(frozen=True)
class Settled:
    """amount, reasons, currency: parallel to the rows; names: what `currency` points to. factor: what each row was
    multiplied with, None for nothing.
    """

    amount: Ints
    reasons: rules.Reasons
    currency: Currencies
    names: list[str]
    factor: Reals | None
    warnings: tuple[Notice, ...]


def settle(
    names: list[str], currency: Currencies, amount: Ints, reasons: rules.Reasons, options: ReadOptions
) -> Settled:
    """Rows of other currencies than the chosen one: converted where they have a rate, else without an amount.

    names: what `currency` points to. Nothing is done where no currency was chosen, or neither it nor one with a rate
    is met. amount: minor units, rounded half to even row by row.
    """
    rates = {name: Decimal(rate) for name, rate in options.rates}
    others = [place for place, name in enumerate(names) if name != options.currency]
    rated = [place for place in others if (names[place] or UNKNOWN) in rates]
    if not options.currency or not others or not (options.currency in names or rated):
        return Settled(amount, reasons, currency, names, None, ())
    names = names if options.currency in names else [*names, options.currency]
    amount, reasons, currency, factor = amount.copy(), reasons.copy(), currency.copy(), None
    told = []
    for place in others:
        rows = currency == place
        rate = rates.get(names[place] or UNKNOWN)
        if rate is None:
            reasons[rows] = rules.CODE["no_amount"]
            continue
        factor = np.ones(len(amount)) if factor is None else factor
        factor[rows] = float(rate)
        amount[rows] = converted(amount[rows], rate)
        reasons[rows & (amount == 0) & (reasons == 0)] = rules.CODE["zero"]
        kept = rows & (reasons == 0)
        currency[rows] = names.index(options.currency)
        if kept.any() and rate != 1:
            facts = {"currency": names[place] or UNKNOWN, "rate": f"{rate:f}", "into": options.currency}
            told.append(notice("converted", rows=int(kept.sum()), amount=int(amount[kept].sum()), **facts))
    return Settled(amount, reasons, currency, names, factor, tuple(told))


def converted(amount: Ints, rate: Decimal) -> Ints:
    """Minor units times a rate, exactly, half to even."""
    above, below = rate.as_integer_ratio()
    largest = int(np.abs(amount).max(initial=0))
    exact = amount if largest * above < 2**62 and below < 2**62 else amount.astype(object)
    whole, rest = exact * above // below, exact * above % below
    up = (rest * 2 > below) | ((rest * 2 == below) & (whole % 2 == 1))
    found: Ints = (whole + up).astype(np.int64)
    return found
