"""Files become one ledger: parties, codes that do not depend on the order of rows, sums, the report."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from segcore.errors import Notice, notice
from segcore.ledger import ReadOptions
from segcore.readers import attributes, parties, rates, rules
from segcore.readers.grid import Codes, Days, Ints, Reals, give_back
from segcore.readers.money import Currencies
from segcore.readers.part import Part
from segcore.readers.parties import Resolved
from segcore.seals import row_seals


@dataclass(frozen=True)
class Gathered:
    """All rows of all files. currency: code per row in `currencies`; reasons as in Part; factor: what amounts in other
    currencies were multiplied with, None for nothing.
    """

    parts: tuple[Part, ...]
    resolved: Resolved
    party: Codes
    day: Days
    amount: Ints
    document: Codes
    reasons: rules.Reasons
    currency: Currencies
    currencies: list[str]
    factor: Reals | None
    warnings: list[Notice]


def gather(parts: Sequence[Part], options: ReadOptions) -> Gathered:
    """Put the files together; rows of a later file that an earlier one has already become duplicates."""
    starts = np.cumsum([0, *(len(part.names) for part in parts)])
    identity = _joined([part.identity + np.int32(start) for part, start in zip(parts, starts, strict=False)])
    day = _joined([part.day for part in parts])
    amount = _joined([part.amount for part in parts])
    names = [name for part in parts for name in part.names]
    taxes = [tax for part in parts for tax in part.taxes]
    plain = [name for part in parts for name in part.plain.result()]
    give_back()
    resolved = parties.resolve(names, plain, taxes, identity, day, options.merged)
    money = rates.settle(*_currencies(parts), amount, _joined([part.reasons for part in parts]), options)
    party = resolved.party[identity]
    found = Gathered(
        tuple(parts), resolved, party, day, money.amount, _documents(parts), money.reasons, money.currency, money.names,
        money.factor, list(money.warnings),
    )  # fmt: skip
    if len(parts) > 1 and "duplicate" not in options.counted:
        _skip_overlap(found)
    return found


def by_month(parts: list[Part]) -> list[Part]:
    """Several files without dates, each of which states one month as its period, as sums of these months."""
    if len(parts) < 2 or any(part.dated for part in parts):
        return parts
    months = [_month(part.report.stated_from, part.report.stated_to) for part in parts]
    if None in months or len(set(months)) < 2:
        return parts
    found = [
        replace(part, day=np.full(len(part.amount), np.datetime64(month, "s")), dated=True, months=True)
        for part, month in zip(parts, months, strict=True)
    ]
    found[0].warnings.append(notice("months_of_files"))
    return found


def _month(first: date | None, last: date | None) -> date | None:
    """The first day of the month that a period is, None for any other."""
    whole = first and first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])
    return first if whole else None


def _skip_overlap(found: Gathered) -> None:
    """Multiset difference: a row that stands n times in earlier files is skipped n times in a later one."""
    usable = (found.reasons == 0) & ~np.isnat(found.day)
    seal = row_seals([found.party, found.day, found.amount, found.document, found.currency])
    file = np.repeat(np.arange(len(found.parts)), [len(part.amount) for part in found.parts])
    rows = pd.DataFrame({"seal": seal, "file": file})[usable]
    rows["turn"] = rows.groupby(["seal", "file"]).cumcount()
    again = rows.index[rows.duplicated(["seal", "turn"])]
    found.reasons[again] = rules.CODE["duplicate"]
    if len(again):
        found.warnings.append(notice("overlap_dropped", rows=len(again)))


def _joined(pieces: Sequence[Any]) -> Any:
    return (
        pieces[0].copy()
        if len(pieces) == 1 and pieces[0].dtype == np.int8
        else (pieces[0] if len(pieces) == 1 else np.concatenate(pieces))
    )


def _currencies(parts: Sequence[Part]) -> tuple[list[str], Currencies]:
    names = sorted({name for part in parts for name in part.currencies})
    place = {name: number for number, name in enumerate(names)}
    pieces = [np.array([place[name] for name in part.currencies], dtype=np.int8)[part.currency] for part in parts]
    return names, _joined(pieces)


def _documents(parts: Sequence[Part]) -> Codes:
    """One dense number per distinct document text, the same whatever the order of rows and files."""
    if all(part.document is None for part in parts):
        return np.full(sum(len(part.amount) for part in parts), -1, dtype=np.int32)
    seals = _joined(
        [np.zeros(len(part.amount), np.uint64) if part.document is None else part.document for part in parts]
    )
    numbered = _joined([part.numbered for part in parts])
    found = np.full(len(seals), -1, dtype=np.int32)
    found[numbered] = np.unique(seals[numbered], return_inverse=True)[1]
    return found


def tables(found: Gathered, kept: npt.NDArray[np.bool_]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lines and parties of the rows that count; parties without such a row are left out."""
    whole = bool(kept.all())
    present = np.zeros(len(found.resolved.keys), dtype=np.bool_)
    present[found.party if whole else found.party[kept]] = True
    moved = (np.cumsum(present) - 1).astype(np.int32)
    party = found.party if present.all() else moved[found.party]

    def rows(values: Any) -> Any:
        return values if whole else values[kept]

    lines = pd.DataFrame(
        {
            "customer": rows(party),
            "day": rows(found.day),
            "amount": rows(found.amount),
            "document": rows(found.document),
        },
        copy=False,
    )
    for name in ("quantity", "profit"):
        pieces = [getattr(part, name) for part in found.parts]
        if any(piece is not None for piece in pieces):
            filled = [
                np.full(len(part.amount), np.nan) if piece is None else piece
                for part, piece in zip(found.parts, pieces, strict=True)
            ]
            values = _joined(filled)
            lines[name] = rows(values * found.factor if name == "profit" and found.factor is not None else values)
    return lines, _parties(found, present, kept)


def _text(texts: list[str]) -> Any:
    """A column of texts; Arrow's own memory pool would keep three times their size."""
    return pd.array(pa.array(texts, pa.large_string(), memory_pool=pa.system_memory_pool()), dtype="str")


def _parties(found: Gathered, present: npt.NDArray[np.bool_], kept: npt.NDArray[np.bool_]) -> pd.DataFrame:
    places = np.flatnonzero(present).tolist()
    resolved = found.resolved
    texts = {"key": resolved.keys, "customer": resolved.displayed, "tax_id": resolved.tax_ids}
    columns: dict[str, Any] = {
        name: _text(listed if present.all() else [listed[place] for place in places]) for name, listed in texts.items()
    }
    pieces, start = [], 0
    for part in found.parts:
        rows = slice(start, start + len(part.amount))
        start += len(part.amount)
        if not part.attributes:
            continue
        listed = [attribute.only(kept[rows]) for attribute in part.attributes]
        pieces.append((listed, found.party[rows][kept[rows]], found.day[rows][kept[rows]]))
    more = attributes.table(pieces, len(present), set(columns) | {"amount"})
    for name, values in more.items():
        columns[name] = [values[place] for place in places] if isinstance(values, list) else values[places]
    return pd.DataFrame(columns)
