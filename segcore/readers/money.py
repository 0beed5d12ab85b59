"""The amounts of a file: one column, or money in and money out; and the currency of every row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from segcore.readers import currencies, headers, units
from segcore.readers.figures import Figures, figures, to_minor
from segcore.readers.grid import Body, Column, Flags, everywhere
from segcore.readers.preferences import basis
from segcore.readers.roles import Roles

Currencies = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Money:
    """figures: the amounts; outgoing: money out (amount negative); column: position of the amount column. converted:
    the currency of the whole column where the file converted it from another column, "" for others.
    """

    figures: Figures
    outgoing: Flags
    column: int
    basis: str
    converted: str = ""


def amounts(
    body: Body, roles: Roles, names: Sequence[str], fallback: str, forced: str | None, titles: Sequence[str] = ()
) -> Money:
    """Amounts per row, from the amount column or from credit and debit. titles: texts above the header."""
    place = roles.get("amount")
    if place is not None:
        found = figures(body.columns[place], fallback, forced, factor=units.factor(names[place], titles))
        if roles.times:
            found = _multiplied(found, figures(body.columns[roles.by_role["quantity"]], found.decimal, known=True))
        kind = basis(headers.normal(names[place]))
        return Money(found, everywhere(False, body.rows), place, kind, _converted(names[place], names))
    credit, debit = roles.by_role["credit"], roles.get("debit")
    incoming = figures(body.columns[credit], fallback, forced)
    if debit is None:
        return Money(incoming, everywhere(False, body.rows), credit, "payment")
    paid = figures(body.columns[debit], fallback, forced)
    out = paid.filled & (paid.minor != 0) & (incoming.minor == 0)
    whole = replace(
        incoming,
        values=np.zeros(0),
        minor=np.where(out, -np.abs(paid.minor), incoming.minor),
        filled=incoming.filled | paid.filled,
        bad=incoming.bad | paid.bad,
        rounded=incoming.rounded + paid.rounded,
        ambiguous=incoming.ambiguous or paid.ambiguous,
    )
    return Money(whole, out, credit, "payment")


def _converted(header: str, names: Sequence[str]) -> str:
    """The currency a header names where another one is the same without it: `Netto PLN` beside `Netto`, "" for none."""
    code = currencies.inside(header)
    others = [name for name in names if name != header and not currencies.inside(name)] if code else []
    return code if _words(header) in map(_words, others) else ""


def _words(header: str) -> list[str]:
    """The words of a header without a currency."""
    words = re.findall(r"[^\W_]+|[$€£₽₴₸₺¥]", header.casefold())
    return [word for word in words if not currencies.code(word) and word not in ("w", "in", "в")]


def _multiplied(price: Figures, quantity: Figures) -> Figures:
    """Unit prices times quantities, rounded half-even to whole minor units."""
    minor = [
        to_minor(Decimal(repr(one)) * Decimal(repr(many)))
        for one, many in zip(price.values.tolist(), quantity.values.tolist(), strict=True)
    ]
    return replace(
        price,
        minor=np.array(minor, dtype=np.int64),
        filled=price.filled & quantity.filled,
        bad=price.bad | quantity.bad,
        rounded=0,
    )


def currency_of(
    body: Body, roles: Roles, found: Money, header: str, preamble: Sequence[str]
) -> tuple[Currencies, list[str]]:
    """Currency code per row: its column, else the cell, else the header, else the title rows, else unknown ("").

    A column the file converted itself is in the currency of its header, whatever the rows were in. Where exactly one
    currency is met, rows that do not say theirs are in it.
    """
    if found.converted:
        return np.zeros(body.rows, dtype=np.int8), [found.converted]
    base = currencies.inside(header) or next(filter(None, map(currencies.in_title, preamble)), "")
    place = roles.get("currency")
    amount = body.columns[found.column]
    cells = None if found.figures.plain else _cell_currencies(amount)
    if cells is None and place is None:
        return np.zeros(body.rows, dtype=np.int8), [base]
    texts = np.full(body.rows, "", dtype=object)
    if cells is not None:
        texts = np.array(cells, dtype=object)[amount.codes] if amount.codes is not None else np.array(cells, object)
    if place is not None:
        codes, named = body.columns[place].encoded()
        own = np.array([currencies.code(text) or currencies.inside(text) for text in named], dtype=object)[codes]
        texts = np.where(own != "", own, texts)
    met = sorted(set(texts.tolist()) - {""})
    if len(met) < 2:
        return np.zeros(body.rows, dtype=np.int8), [met[0] if met else base]
    known = [*met, base] if base not in met else met
    places = {name: number for number, name in enumerate(known)}
    filled = np.where(texts == "", base, texts)
    return np.fromiter(map(places.__getitem__, filled.tolist()), dtype=np.int8, count=body.rows), known


def _cell_currencies(amount: Column) -> list[str] | None:
    """Currency in the amount cells, None where no cell holds a letter or sign of one."""
    if not pc.any(pc.match_substring_regex(amount.texts, r"[^\d\s.,+\-()'\x{2212}\x{a0}\x{202f}\x{2009}]")).as_py():
        return None
    found: dict[str, str] = {}
    texts = amount.texts.to_pylist()
    for text in texts:
        if text not in found:
            found[text] = currencies.inside(text)
    return [found[text] for text in texts] if any(found.values()) else None
