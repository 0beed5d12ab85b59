"""Who a row belongs to: the text of the customer cell and of the tax number cell, as one code per row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segcore.readers import taxids
from segcore.readers.grid import Body, Codes
from segcore.readers.identity_words import nobodies
from segcore.readers.roles import Roles


def identities(body: Body, roles: Roles) -> tuple[Codes, list[str], list[str]]:
    """Code per row, and customer text and tax text of every code ("" where the cell is empty or names nobody).

    A number that is no valid tax number is all that is known of a customer without a name, so it is his name.
    """
    codes, names = _names(body, roles)
    place = roles.get("tax_id")
    if place is None:
        return codes, names, [""] * len(names)
    tax_codes, taxes = body.columns[place].encoded()
    pairs, known = pd.factorize(codes.astype(np.int64) * len(taxes) + tax_codes)
    who = (known // len(taxes)).tolist()
    tax = (known % len(taxes)).tolist()
    taxes = ["" if taxids.says_nothing(text) else text for text in taxes]
    people, numbers = [names[number] for number in who], [taxes[number] for number in tax]
    if "" in names:
        people = [name or ("" if taxids.valid(text) else text) for name, text in zip(people, numbers, strict=True)]
    return pairs.astype(np.int32), people, numbers


def _names(body: Body, roles: Roles) -> tuple[Codes, list[str]]:
    """The first customer column that is not empty in the row."""
    if not roles.customers:
        return np.zeros(body.rows, dtype=np.int32), [""]
    codes, names = _told(body, roles.customers[0])
    for place in roles.customers[1:]:
        others, more = _told(body, place)
        empty = np.array([not name for name in names], dtype=np.bool_)[codes]
        if empty.any():
            codes = np.where(empty, others + len(names), codes).astype(np.int32)
            names = [*names, *more]
    return codes, names


def _told(body: Body, place: int) -> tuple[Codes, list[str]]:
    """A column of names, "" where the cell names nobody."""
    codes, names = body.columns[place].encoded()
    nobody = nobodies(names)
    return codes, ["" if name in nobody else name for name in names] if nobody else names
