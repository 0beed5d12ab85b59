"""The report of a reading: counts and sums of everything, by outcome and by currency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from segcore.errors import LabradorError, Notice, notice
from segcore.ledger import REASONS, Basis, Excluded, Pair, Precision, ReadReport
from segcore.readers import examples
from segcore.readers.assemble import Gathered
from segcore.readers.lookalikes import lookalikes
from segcore.readers.part import Part


def report(found: Gathered, kept: npt.NDArray[np.bool_]) -> ReadReport:
    """Counts and sums of everything that was read."""
    whole = bool(kept.all())
    amount, days = (found.amount, found.day) if whole else (found.amount[kept], found.day[kept])
    blank = np.isnat(days)
    days = days[~blank] if blank.any() else days
    precision = _precision(found.parts)
    sums = by_currency(found, kept)
    starts = [part.report.stated_from for part in found.parts]
    ends = [part.report.stated_to for part in found.parts]
    pairs = lookalikes(found.resolved)
    return ReadReport(
        files=tuple(part.report for part in found.parts),
        rows_read=len(kept),
        sales=int(np.count_nonzero(amount > 0)),
        returns=int(np.count_nonzero(amount < 0)),
        sales_sum=int(np.maximum(amount, 0).sum()),
        returns_sum=int(np.minimum(amount, 0).sum()),
        excluded=() if whole else _excluded(found, kept),
        layout_rows=sum(part.layout_rows for part in found.parts),
        sum_by_currency=sums,
        currency=(sums[0][0] or None) if len(sums) == 1 else None,
        basis=_basis(found.parts),
        precision=precision,
        first_date=_date(days.min()) if len(days) else None,
        last_date=_date(days.max()) if len(days) else None,
        stated_from=min(filter(None, starts)) if all(starts) else None,
        stated_to=max(filter(None, ends)) if all(ends) else None,
        joined=found.resolved.joined,
        warnings=_warnings(found, bool((amount > 0).any()), precision != "none", pairs),
        pairs=(*found.resolved.merged, *pairs),
        questions=tuple(question for part in found.parts for question in part.questions),
    )


def _excluded(found: Gathered, kept: npt.NDArray[np.bool_]) -> tuple[Excluded, ...]:
    """Rows and sum of every reason, and its first rows."""
    excluded = []
    for number in np.flatnonzero(np.bincount(found.reasons[~kept], minlength=1)).tolist():
        reason, chosen = REASONS[number - 1], found.reasons == number
        # a row without an amount in the kept currency has one in another: adding it would mix money
        total = 0 if reason == "no_amount" else int(found.amount[chosen].sum())
        excluded.append(Excluded(reason, int(chosen.sum()), total, examples.of_reason(found, number)))
    return tuple(excluded)


def _precision(parts: Sequence[Part]) -> Precision:
    dated = [part for part in parts if part.dated]
    if not dated:
        return "none"
    return "month" if all(part.months for part in dated) else "day"


def _warnings(found: Gathered, sold: bool, dated: bool, pairs: Sequence[Pair]) -> tuple[Notice, ...]:
    told = [warning for part in found.parts for warning in part.warnings] + found.warnings
    if not dated:
        told.append(notice("no_dates"))
    if not sold:
        told.append(notice("no_sales"))
    told += [notice("lookalikes", first=pair.names[0], second=pair.names[1]) for pair in pairs]
    told += [notice("two_tax_numbers", first=one, second=two) for one, two in found.resolved.apart]
    return tuple(dict.fromkeys(told))


def by_currency(found: Gathered, kept: npt.NDArray[np.bool_]) -> tuple[tuple[str, int], ...]:
    """Sum of sales and returns per currency; one entry where nothing counts."""
    sums = []
    for place, name in enumerate(found.currencies):
        own = kept & (found.currency == place) if len(found.currencies) > 1 else kept
        if own.any():
            sums.append((name, int((found.amount if own.all() else found.amount[own]).sum())))
    return tuple(sums) or ((found.currencies[0] if len(found.currencies) == 1 else "", 0),)


def _basis(parts: Sequence[Part]) -> Basis:
    """Net, gross or payment where all files agree; amounts of several kinds are never added."""
    met = {part.basis for part in parts}
    known = met - {"unknown"}
    if len(known) > 1:
        each = {"files": tuple(part.name for part in parts), "kinds": tuple(part.basis for part in parts)}
        raise LabradorError("ledger.mixed_basis", bases=tuple(sorted(known)), **each)
    only = known.pop() if known and len(met) == 1 else "unknown"
    names: dict[str, Basis] = {"net": "net", "gross": "gross", "payment": "payment"}
    return names.get(only, "unknown")


def _date(day: Any) -> date:
    found: date = day.astype("datetime64[D]").item()
    return found
