"""Is there enough data for this analysis? (METHOD 5)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Colour = Literal["red", "yellow", "green"]


@dataclass(frozen=True)
class Light:
    """analysis: abc, xyz or rfm. reason: a code (words say the sentence) with its number in `amount`."""

    analysis: Literal["abc", "xyz", "rfm"]
    light: Colour
    reason: str
    amount: int
