"""What else is known of the customers: attributes of the ledger, and those of a second file, a list of customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.bands import is_figures

Ints: TypeAlias = npt.NDArray[np.int64]

NOBODY = -1
FEWEST_FIGURES, CODE_DIGITS = 8, 5


@dataclass(frozen=True)
class Described:
    """One column of a list: its name, and a text per row, "" where it is unknown."""

    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class CustomerList:
    """A file with one row per customer or company. digest: of its bytes. names, tax_ids: per row, a tax number only
    where it is valid.
    """

    file: str
    digest: str
    names: tuple[str, ...]
    tax_ids: tuple[str, ...]
    columns: tuple[Described, ...]

    def table(self) -> pd.DataFrame:
        """The attributes, one row per row of the list, as `figured`."""
        return figured(pd.DataFrame({each.name: list(each.texts) for each in self.columns}, dtype=object))


@dataclass(frozen=True)
class Match:
    """Which customer each row of a list is. place: per row, the position of the customer, -1 for nobody.

    by_tax, by_name: rows matched. unmatched: names of the rows that are nobody. doubles: rows about a customer who
    already has one. without: positions of the customers without a row.
    """

    place: Ints
    by_tax: int
    by_name: int
    unmatched: tuple[str, ...]
    doubles: int
    without: Ints


def figured(attributes: pd.DataFrame) -> pd.DataFrame:
    """The same table with figures instead of texts where every known text of a column is one, and not all are few."""
    return pd.DataFrame({name: _figures(attributes[name]) for name in attributes.columns}, index=attributes.index)


def _figures(column: pd.Series) -> pd.Series:
    if is_figures(column):
        return column
    codes, met = pd.factorize(column.astype(object), use_na_sentinel=True)
    texts = [str(text).strip() for text in met]
    if len({text for text in texts if text}) < FEWEST_FIGURES:
        return column
    figures = [_figure(text) for text in texts]
    if any(figure is None for figure in figures) or _codes(texts):
        return column
    return pd.Series(np.array([*figures, np.nan], dtype=np.float64)[codes], index=column.index)


def _codes(texts: Sequence[str]) -> bool:
    """Whole numbers of one length, such as postcodes and telephone numbers, measure nothing."""
    lengths = {len(text.replace(" ", "")) for text in texts if text}
    return len(lengths) == 1 and min(lengths) >= CODE_DIGITS and not any("." in text or "," in text for text in texts)


def _figure(text: str) -> float | None:
    """A figure, NaN for a blank, None for a text. A leading zero belongs to a code."""
    bare = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    if not bare:
        return float("nan")
    if not bare.removeprefix("-").replace(".", "", 1).isdecimal() or (bare[0] == "0" and bare[1:2].isdecimal()):
        return None
    return float(bare)


def joined(attributes: pd.DataFrame, listed: CustomerList, place: Ints) -> pd.DataFrame:
    """Attributes, all texts, of the customers with those of the list; where both know one, the ledger's own stays.

    place: of Match. A customer with several rows gets the first known value of each column.
    """
    found = attributes.copy()
    for column in listed.columns:
        values = np.full(len(attributes), "", dtype=object)
        for row, text in zip(reversed(place.tolist()), reversed(column.texts), strict=True):
            if row != NOBODY and text:
                values[row] = text
        if column.name in found:
            own = found[column.name].astype(object).where(found[column.name].notna(), "")
            values = np.where(own.astype(str) != "", own, values)
        found[column.name] = values
    return found


def spelled(attributes: pd.DataFrame) -> pd.DataFrame:
    """The same table with every figure in its plainest spelling, so that a rule can read it; all texts."""
    return pd.DataFrame(
        {name: _spelled(column) for name, column in figured(attributes).items()}, index=attributes.index
    )


def _spelled(column: pd.Series) -> pd.Series:
    if not is_figures(column):
        return column
    codes, met = pd.factorize(column, use_na_sentinel=True)
    texts = [str(int(figure)) if float(figure).is_integer() else repr(float(figure)) for figure in met]
    return pd.Series(np.array([*texts, ""], dtype=object)[codes], index=column.index)


def ambiguous(names: Sequence[str]) -> set[str]:
    """The names that stand more than once."""
    seen: set[str] = set()
    twice: set[str] = set()
    for name in names:
        (twice if name in seen else seen).add(name)
    return twice
