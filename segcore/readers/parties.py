"""One customer behind many spellings: tax number first, then the normalised name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segcore.ledger import Pair
from segcore.readers import taxids
from segcore.readers.grid import Codes, Days, give_back
from segcore.readers.names import without_umlauts


@dataclass(frozen=True)
class Resolved:
    """keys, tax_ids, displayed: per party, sorted by key. party: party of every identity. joined: report.joined.

    merged: the pairs the user joined. apart: pairs of names he joined in vain, because each has a tax number.
    """

    keys: list[str]
    tax_ids: list[str]
    displayed: list[str]
    party: Codes
    joined: tuple[tuple[str, tuple[str, ...]], ...]
    merged: tuple[Pair, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


def resolve(
    names: Sequence[str],
    plain: list[str],
    taxes: Sequence[str],
    identity: Codes,
    days: Days,
    wanted: Sequence[tuple[str, str]] = (),
) -> Resolved:
    """Parties of all identities. names, plain (names.normalise), taxes: texts per identity; identity, days: per row of
    the ledger.

    A valid tax number is the customer; a name without one joins the single number that bears this name; then the
    pairs of keys the user `wanted` joined are. Two valid numbers are never joined. Raises nothing.
    """
    known = {text: taxids.valid(text) for text in set(taxes)}
    valid = list(map(known.__getitem__, taxes))
    if bare := without_umlauts(names):
        plain = [bare.get(name, name) for name in plain]
    bearers: dict[str, set[str]] = defaultdict(set)
    for name, tax in zip(plain, valid, strict=True):
        if tax:
            bearers[name].add(tax)
    keys = (
        plain
        if not bearers
        else [
            tax or (next(iter(bearers[name])) if len(bearers.get(name, ())) == 1 else name)
            for name, tax in zip(plain, valid, strict=True)
        ]
    )
    keys, merged, apart = _merged(keys, names, wanted, set(valid) - {""})
    order, party = _ranked(keys)
    give_back()
    numbers = [""] * len(order)
    for number, tax in zip(party.tolist(), valid, strict=True) if bearers else ():
        numbers[number] = numbers[number] or tax
    spelled, joined = _spellings(names, party, len(order), identity, days)
    shown = _unique(spelled, numbers, order)
    listed = [(shown[number], tuple(sorted(others))) for number, others in joined.items()]
    return Resolved(order, numbers, shown, party, tuple(sorted(listed)), merged, apart)


def _merged(
    keys: list[str], names: Sequence[str], wanted: Sequence[tuple[str, str]], numbers: set[str]
) -> tuple[list[str], tuple[Pair, ...], tuple[tuple[str, str], ...]]:
    """Keys with wanted pairs under one key (the tax number where there is one), the pairs joined, and those refused."""
    if not wanted:
        return keys, (), ()
    called = dict(zip(reversed(keys), reversed(names), strict=True))
    head = {key: key for pair in wanted for key in pair}
    merged, apart = [], []
    for first, second in wanted:
        if first not in called or second not in called:
            continue
        one, two = head[first], head[second]
        if one in numbers and two in numbers and one != two:
            apart.append((called[first], called[second]))
            continue
        kept = one if one in numbers else two if two in numbers else min(one, two)
        head = {key: kept if held in (one, two) else held for key, held in head.items()}
        merged.append(Pair((first, second), (called[first], called[second]), joined=True))
    return [head.get(key, key) for key in keys], tuple(merged), tuple(apart)


def _ranked(keys: list[str]) -> tuple[list[str], Codes]:
    """The distinct keys in order, and the position of every key among them."""
    packed = pa.array(keys, type=pa.string()).dictionary_encode()
    sorting = pc.sort_indices(packed.dictionary).to_numpy()
    rank = np.empty(len(sorting), dtype=np.int32)
    rank[sorting] = np.arange(len(sorting), dtype=np.int32)
    return packed.dictionary.take(pa.array(sorting)).to_pylist(), rank[packed.indices.to_numpy()]


def _spellings(
    names: Sequence[str], party: Codes, parties: int, identity: Codes, days: Days
) -> tuple[list[str], dict[int, set[str]]]:
    """The most frequent spelling of each party's latest month with a row, ties alphabetical; and all others."""
    spelled = [""] * parties
    several: dict[int, set[str]] = {}
    for name, number in zip(names, party.tolist(), strict=True):
        if not spelled[number]:
            spelled[number] = name
        elif name and spelled[number] != name:
            several.setdefault(number, {spelled[number]}).add(name)
    if not several:
        return spelled, {}
    wanted = np.zeros(parties, dtype=np.bool_)
    wanted[list(several)] = True
    rows = np.flatnonzero(wanted[party][identity])
    months = days[rows].astype("datetime64[M]").astype(np.int64)
    seen: dict[int, Counter[tuple[int, str]]] = defaultdict(Counter)
    for who, month in zip(identity[rows].tolist(), months.tolist(), strict=True):
        if names[who]:
            seen[int(party[who])][(month, names[who])] += 1
    for number, counted in seen.items():
        latest = max(month for month, _ in counted)
        spelled[number] = min((-rows, name) for (month, name), rows in counted.items() if month == latest)[1]
    return spelled, {number: texts - {spelled[number]} for number, texts in several.items()}


def _unique(spelled: list[str], numbers: list[str], keys: list[str]) -> list[str]:
    """Display names made unique: the tax number behind a shared one, else the key or a counter; alone for none."""
    if "" in spelled:
        spelled = [name or _label(number) or key for name, number, key in zip(spelled, numbers, keys, strict=True)]
    if len(set(spelled)) == len(spelled):
        return spelled
    shared = {name for name, count in Counter(spelled).items() if count > 1}
    shown, taken = [], set(spelled) - shared
    for name, number, key in zip(spelled, numbers, keys, strict=True):
        if name in shared:
            label = _label(number)
            wanted = f"{name} ({label or key})" if label or key != name else name
            name, copies = wanted, 1
            while name in taken:
                copies += 1
                name = f"{wanted} ({copies})"
            taken.add(name)
        shown.append(name)
    return shown


def _label(number: str) -> str:
    """A tax number as it is shown."""
    return f"NIP {number}" if len(number) == 10 and number.isdigit() and taxids.is_nip(number) else number
