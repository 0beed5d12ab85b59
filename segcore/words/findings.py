"""The finding an analysis opens with, on the screen and in the workbook."""

from __future__ import annotations

from segcore.words import Words
from segcore.words.markers import mark_plural

# by what the ABC letters are made of
BRING = {
    "revenue": mark_plural(
        "{n} of {m} customers brings {share} of revenue", "{n} of {m} customers bring {share} of revenue"
    ),
    "profit": mark_plural(
        "{n} of {m} customers brings {share} of profit", "{n} of {m} customers bring {share} of profit"
    ),
    "documents": mark_plural(
        "{n} of {m} customers makes {share} of documents", "{n} of {m} customers make {share} of documents"
    ),
    "quantity": mark_plural(
        "{n} of {m} customers takes {share} of quantity", "{n} of {m} customers take {share} of quantity"
    ),
}


def bring(w: Words, value: str, best: int, customers: int, share: float) -> str:
    """`53 of 312 customers bring 80% of revenue`; value: what the letters are made of."""
    return w.plural(*BRING[value], best, m=w.number(customers), share=w.percent(share))
