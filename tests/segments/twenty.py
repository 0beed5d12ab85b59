"""The twenty customers of METHOD 7: six of the best, five of these in construction."""

from __future__ import annotations

BEST = [("construction", "big")] * 3 + [("construction", "mid")] * 2 + [("retail", "big")]
OTHERS = (
    [("retail", "small")] * 3
    + [("retail", "mid")] * 2
    + [("retail", "big"), ("construction", "small"), ("construction", "mid")]
    + [("services", "small")] * 3
    + [("services", "mid")] * 2
    + [("services", "big")]
)
