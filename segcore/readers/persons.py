"""First name and last name in columns of their own: together one name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from segcore.ledger import Sureness
from segcore.readers import headers
from segcore.readers.contents import Profile
from segcore.readers.grid import Body, Column
from segcore.readers.preferences import preference

_PARTS = (
    r"first ?name|given name|forename|imi[eę]|имя|ім ?я|vorname",
    r"middle ?name|patronymic|drugie imi[eę]|отчество|по батькові",
    r"last ?name|surname|family name|nazwisko|фамилия|прізвище|nachname|familienname",
)
_WHOSE = re.compile(
    r"(?:(?:bill(?:ing|ed)?(?: to)?|invoice|customer|client|buyer|contact|purchaser|payer|klient|kupując|nabywc|"
    r"zamawiając|kontakt|płatnik|клиент|покупател|заказчик|контакт|плательщик|клієнт|покупц|kunde|rechnung)\w*)?"
)


def places(names: Sequence[str], profiles: Sequence[Profile]) -> tuple[int, ...]:
    """Columns of the first name, the patronymic if any, and the last name of customers; () where there are none."""
    found: dict[str, dict[int, int]] = {}
    for place, name in enumerate(names):
        text = headers.normal(name)
        for number in (1, 0, 2):
            whose, told = re.subn(rf"(?<!\w)(?:{_PARTS[number]})(?!\w)", "", text)
            whose = " ".join(whose.split())
            if told == 1 and _WHOSE.fullmatch(whose) and profiles[place].lettered >= 0.5:
                found.setdefault(whose, {}).setdefault(number, place)
                break
    whole = (parts for parts in found.values() if {0, 2} <= set(parts))
    return next((tuple(parts[number] for number in sorted(parts)) for parts in whole), ())


def free(
    names: Sequence[str], profiles: Sequence[Profile], fixed: dict[int, str], candidates: dict[int, dict[str, int]]
) -> tuple[int, ...]:
    """The same, taken out of the candidates as they play no role alone; () where the user said otherwise."""
    parts = places(names, profiles)
    said = {fixed.get(place, "") for place in parts}
    if said not in ({""}, {"customer"}) or (said == {""} and "customer" in fixed.values()):
        return ()
    for place in parts:
        candidates.pop(place, None)
    return parts


def settled(
    names: Sequence[str], found: dict[str, int], sure: dict[int, Sureness], parts: tuple[int, ...]
) -> tuple[int, ...]:
    """The same where they are the customer, or stand in for a company; () beside a column of whole names."""
    main = found.get("customer", -1)
    rank = 5 if main < 0 or main in parts else preference("customer", headers.normal(names[main]))
    if not parts or rank == 4:
        return ()
    if rank > 4:
        found["customer"] = parts[0]
    for place in parts:
        sure.setdefault(place, "question")
    return parts


def together(customers: Sequence[int], parts: Sequence[int]) -> tuple[int, ...]:
    """Columns of the customer, those of one name behind each other in its order."""
    rest = [place for place in customers if place not in parts]
    first = min((place for place, number in enumerate(customers) if number in parts), default=0)
    return (*rest[:first], *(place for place in parts if place in customers), *rest[first:])


def joined(body: Body, parts: Sequence[int]) -> Body:
    """The body with the whole name where the first name stands. parts: as `places` gives them."""
    if not parts:
        return body
    first, texts = body.columns[parts[0]].encoded()
    codes = first.astype(np.int64)
    for place in parts[1:]:
        others, more = body.columns[place].encoded()
        codes, pairs = pd.factorize(codes * len(more) + others)
        texts = [f"{texts[pair // len(more)]} {more[pair % len(more)]}".strip() for pair in pairs.tolist()]
    column = Column(pa.array(texts, type=pa.string()), codes.astype(np.int32))
    return replace(body, columns={**body.columns, parts[0]: column})
