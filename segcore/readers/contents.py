"""What the cells of a column look like, from the first rows of the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from segcore.readers import currencies, dates, statuses, taxids
from segcore.readers.figures import looks_number
from segcore.readers.grid import Row, show

SAMPLE = 200


@dataclass(frozen=True)
class Profile:
    """Shares are of the filled cells. examples: the first three different texts."""

    filled: int
    distinct: int
    numeric: float
    dated: float
    lettered: float
    tax: float
    currency: float
    percent: float
    fractional: float
    status: int
    length: float
    examples: tuple[str, ...]
    values: tuple[str, ...]


def profile(rows: Sequence[Row], column: int) -> Profile:
    """Look at one column of a sample."""
    texts = [show(row[column]) for row in rows if column < len(row)]
    texts = [text for text in texts if text]
    count = len(texts)
    distinct = dict.fromkeys(texts)
    kinds = {text: _kind(text) for text in distinct}

    def share(name: str) -> float:
        return sum(name in kinds[text] for text in texts) / count if count else 0.0

    return Profile(
        filled=count,
        distinct=len(distinct),
        numeric=share("number"),
        dated=share("date"),
        lettered=share("letters"),
        tax=share("tax"),
        currency=share("currency"),
        percent=share("percent"),
        fractional=share("fraction"),
        status=sum(statuses.speaks(text) for text in distinct if len(text) < 60) if len(distinct) <= 40 else 0,
        length=sum(map(len, texts)) / count if count else 0.0,
        examples=tuple(list(distinct)[:3]),
        values=tuple(distinct),
    )


def _kind(text: str) -> set[str]:
    kinds = set()
    if dates.looks_date(text):
        kinds.add("date")
    elif looks_number(text):
        kinds.add("number")
        if "," in text or "." in text:
            kinds.add("fraction")
    if any(map(str.isalpha, text)):
        kinds.add("letters")
    if taxids.plausible(text):
        kinds.add("tax")
    if currencies.code(text):
        kinds.add("currency")
    if text.endswith("%"):
        kinds.add("percent")
    return kinds
