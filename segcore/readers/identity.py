"""Who a row belongs to: the text of the customer cell and of the tax number cell, as one code per row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segcore.readers.grid import Body, Codes
from segcore.readers.roles import Roles


def identities(body: Body, roles: Roles) -> tuple[Codes, list[str], list[str]]:
    """Code per row, and customer text and tax text of every code ("" where the cell is empty)."""
    codes, names = _names(body, roles)
    place = roles.get("tax_id")
    if place is None:
        return codes, names, [""] * len(names)
    tax_codes, taxes = body.columns[place].encoded()
    pairs, known = pd.factorize(codes.astype(np.int64) * len(taxes) + tax_codes)
    who = (known // len(taxes)).tolist()
    tax = (known % len(taxes)).tolist()
    return pairs.astype(np.int32), [names[number] for number in who], [taxes[number] for number in tax]


def _names(body: Body, roles: Roles) -> tuple[Codes, list[str]]:
    """The first customer column that is not empty in the row."""
    if not roles.customers:
        return np.zeros(body.rows, dtype=np.int32), [""]
    codes, names = body.columns[roles.customers[0]].encoded()
    for place in roles.customers[1:]:
        others, more = body.columns[place].encoded()
        empty = np.array([not name for name in names], dtype=np.bool_)[codes]
        if empty.any():
            codes = np.where(empty, others + len(names), codes).astype(np.int32)
            names = [*names, *more]
    return codes, names
