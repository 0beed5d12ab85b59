"""What is said about a customer: manager, region, industry, size, and any other column that is constant for him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from segcore.readers import dates, headers
from segcore.readers.grid import Body, Codes, Column, Days, Flags, Ints
from segcore.readers.roles import Roles

NAMED = ("customer_since", "manager", "region", "industry", "size")
VALUES_PER_CUSTOMER = 1.2


@dataclass(frozen=True)
class Attribute:
    """A column of a file: code per ledger row, texts. forced: the file names its role, or the user does."""

    name: str
    codes: Codes
    texts: list[str]
    forced: bool

    def only(self, keep: Flags) -> Attribute:
        return self if keep.all() else Attribute(self.name, self.codes[keep], self.texts, self.forced)


def attributes(body: Body, roles: Roles, names: Sequence[str]) -> list[Attribute]:
    """All columns of the body that may describe customers."""
    found = []
    for role in NAMED:
        place = roles.get(role)
        if place is not None:
            found.append(_attribute(role, body.columns[place], True))
    for place in roles.others:
        if place in body.columns:
            found.append(_attribute(names[place], body.columns[place], place in roles.given))
    return found


def _attribute(name: str, column: Column, forced: bool) -> Attribute:
    if name == "customer_since":
        known = dates.dates(column, "auto", "dmy")
        written = known.days.astype("datetime64[D]").astype(str)
        days, distinct = pd.factorize(np.where(np.isnat(known.days), "", written))
        return Attribute(name, days.astype(np.int32), [str(text) for text in distinct], forced)
    codes, texts = column.encoded()
    return Attribute(name, codes, texts, forced)


def table(parts: Sequence[tuple[list[Attribute], Codes, Days]], parties: int, taken: set[str]) -> dict[str, Any]:
    """Attribute columns of PARTIES. parts: attributes, party per row and day per row of every file.

    A customer with several values gets the one of his latest day, ties the first in the alphabet. A column that is not
    named by a role is kept only where customers have hardly more than one value each.
    """
    gathered: dict[str, list[tuple[Attribute, Codes, Days]]] = defaultdict(list)
    for listed, party, days in parts:
        for found in listed:
            gathered[found.name].append((found, party, days))
    columns: dict[str, Any] = {}
    for name, pieces in gathered.items():
        values = _latest(pieces, parties)
        if values is None:
            continue
        if name == "customer_since":
            columns[name] = np.array([text or "NaT" for text in values], dtype="datetime64[s]")
        else:
            columns[name if name not in taken else f"{name} (2)"] = values
    first = [name for name in NAMED if name in columns]
    return {name: columns[name] for name in [*first, *sorted(set(columns) - set(first), key=headers.normal)]}


def _latest(pieces: list[tuple[Attribute, Codes, Days]], parties: int) -> list[str] | None:
    texts = sorted({"", *(text for found, _, _ in pieces for text in found.texts)})
    place = {text: number for number, text in enumerate(texts)}
    pairs: Any = np.concatenate([_pairs(found, party, place) for found, party, _ in pieces])
    forced = any(found.forced for found, _, _ in pieces)
    if not forced and _varied(pairs[: 4 * parties], len(texts), parties):
        return None
    distinct, latest = _last(
        pairs, np.concatenate([day for _, _, day in pieces]).astype(np.int64), parties * len(texts)
    )
    who, text = np.divmod(distinct, len(texts))
    who, text, latest = who[text > 0], text[text > 0], latest[text > 0]
    known = len(np.unique(who))
    constant = len(who) <= VALUES_PER_CUSTOMER * known and (len(np.unique(text)) > 1 or parties == 1)
    if not known or not (constant or forced):
        return None
    order = np.lexsort((-text, latest, who))
    best = np.full(parties, 0)
    best[who[order]] = text[order]
    return [texts[number] for number in best.tolist()]


def _pairs(found: Attribute, party: Codes, place: dict[str, int]) -> Ints:
    """One number per row for its party and its value; value 0 is the blank one."""
    own = np.array([place[text] for text in found.texts], dtype=np.int64)
    return party.astype(np.int64) * len(place) + (own[found.codes] if len(own) else 0)


def _varied(pairs: Ints, texts: int, parties: int) -> bool:
    """Whether these rows alone already hold too many values per customer, whatever the other rows say."""
    distinct = np.unique(pairs)
    filled = distinct[distinct % texts > 0]
    return len(filled) - len(np.unique(filled // texts)) > (VALUES_PER_CUSTOMER - 1) * parties


def _last(pairs: Ints, days: Ints, size: int) -> tuple[Ints, Ints]:
    """Distinct pairs (of `size` possible ones) and the latest day of each."""
    codes, distinct = (pairs, np.arange(size)) if size <= 4 * len(pairs) else pd.factorize(pairs)
    latest = np.full(len(distinct), np.iinfo(np.int64).min)
    np.maximum.at(latest, codes, days)
    met = np.bincount(codes, minlength=len(distinct)) > 0
    return distinct[met], latest[met]
