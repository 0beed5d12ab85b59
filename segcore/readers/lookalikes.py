"""Customers that may be one: suggestions for the user to decide, nothing is joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from rapidfuzz import fuzz, process

from segcore.ledger import Pair
from segcore.readers.names import normalise
from segcore.readers.parties import Resolved

ALIKE, SAME_WORDS = 90, 95
SHOWN, MOST_NAMES, MOST_ALIKE, BLOCK = 20, 20_000, 200, 4


def lookalikes(resolved: Resolved) -> tuple[Pair, ...]:
    """Pairs of customers whose names hardly differ, hold the same words, or are one person with and without initials.

    Only names that share their first or last letters are compared, in ledgers of at most 20,000 customers, never two
    valid tax numbers, never names with different numbers in them.
    """
    if len(resolved.keys) > MOST_NAMES:
        return ()
    names, numbers = normalise(resolved.displayed), resolved.tax_ids
    near = chain(_persons(names), *(_near(block, names) for block in _blocks(names)))
    found = {
        (min(one, two), max(one, two))
        for one, two in near
        if one != two and not (numbers[one] and numbers[two]) and _digits(names[one]) == _digits(names[two])
    }
    pairs = [
        Pair((resolved.keys[one], resolved.keys[two]), (resolved.displayed[one], resolved.displayed[two]), joined=False)
        for one, two in found
    ]
    return tuple(sorted(pairs, key=lambda pair: pair.names)[:SHOWN])


def _blocks(names: Sequence[str]) -> Iterator[list[int]]:
    """Positions of names that begin or end alike, as written and with their words in order."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        if len(name) > BLOCK:
            ordered = " ".join(sorted(name.split(), key=lambda word: (-len(word), word)))
            blocks["starts", name[:BLOCK]].append(place)
            blocks["ends", name[-BLOCK:]].append(place)
            blocks["longest", ordered[:BLOCK]].append(place)
    yield from (block for block in blocks.values() if 1 < len(block) <= MOST_ALIKE)


def _near(block: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of a block that hardly differ, as written or with their words sorted."""
    texts = [names[place] for place in block]
    alike = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8) > 0
    words = [" ".join(sorted(text.split())) for text in texts]
    alike |= process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=SAME_WORDS, dtype=np.uint8) > 0
    for one, two in np.argwhere(np.triu(alike, 1)).tolist():
        yield block[one], block[two]


def _persons(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of names that are one person, with and without initials."""
    bearers: dict[str, list[int]] = defaultdict(list)
    split = [name.split() for name in names]
    for place, words in enumerate(split):
        if 2 <= len(words) <= 3:
            for word in {words[0], words[-1]}:
                bearers[word].append(place)
    for place, words in enumerate(split):
        surname = [word for word in words if len(word) > 1]
        if 2 <= len(words) <= 3 and len(surname) == 1:
            others = bearers[surname[0]][:MOST_ALIKE]
            yield from ((place, other) for other in others if is_one_person(names[place], names[other]))


def is_one_person(first: str, second: str) -> bool:
    """Whether one name is the other with initials: `иванов и и` and `иванов иван иванович`, `j kowalski` and
    `jan kowalski`.
    """
    short, full = sorted((first.split(), second.split()), key=lambda words: (sum(map(len, words)), words))
    if not 2 <= len(short) <= len(full) <= 3 or not {len(word) for word in short} & {1}:
        return False
    surnames = [word for word in short if len(word) > 1]
    if len(surnames) != 1 or surnames[0] not in (full[0], full[-1]):
        return False
    given = list(full)
    given.remove(surnames[0])
    initials = [word for word in short if len(word) == 1]
    return all(word.startswith(initial) for initial, word in zip(initials, given, strict=False))


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))
