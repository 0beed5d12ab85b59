"""What is said about a customer: manager, region, industry, size, and any other column that is constant for him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from segcore.readers import dates, headers
from segcore.readers.grid import Body, Codes, Column, Days, Flags
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
    best: list[tuple[int, str] | None] = [None] * parties
    several = 0
    for found, party, days in pieces:
        pairs, latest = _pairs(found, party, days)
        for who, code, day in zip(pairs // len(found.texts), pairs % len(found.texts), latest, strict=True):
            text = found.texts[int(code)]
            before = best[int(who)]
            if not text:
                continue
            if before is None:
                best[int(who)] = (int(day), text)
                continue
            several += before[1] != text
            if int(day) > before[0] or (int(day) == before[0] and text < before[1]):
                best[int(who)] = (int(day), text)
    known = [pair for pair in best if pair is not None]
    texts = {text for _, text in known}
    constant = several <= (VALUES_PER_CUSTOMER - 1) * len(known) and (len(texts) > 1 or parties == 1)
    if not constant and not any(found.forced for found, _, _ in pieces):
        return None
    return [pair[1] if pair else "" for pair in best] if known else None


def _pairs(found: Attribute, party: Codes, days: Days) -> tuple[Any, Any]:
    """Distinct (party, value) pairs and the latest day of each."""
    codes, pairs = pd.factorize(party.astype(np.int64) * len(found.texts) + found.codes)
    latest = np.full(len(pairs), np.iinfo(np.int64).min)
    np.maximum.at(latest, codes, days.astype(np.int64))
    return pairs, latest
