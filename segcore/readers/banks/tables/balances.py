"""Running balances: each is the one before plus or minus the amount, which proves columns, order and signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Money = Sequence[Decimal | int | None]
PROVEN = 0.6


@dataclass(frozen=True)
class Chain:
    """How amounts and balances of consecutive rows belong together.

    step: 1 where the oldest row stands first, -1 where the newest does, 0 where nothing is proven. signs: per row the
    sign its balance gives to the amount, 0 where it gives none. proven: steps that fit.
    """

    step: int
    signs: tuple[int, ...]
    proven: int


def chain(amounts: Money, balances: Money) -> Chain:
    """The better of the two orders; amounts may lack their signs."""
    forward, backward = _signs(amounts, balances), _signs(amounts[::-1], balances[::-1])[::-1]
    hits, back_hits = sum(map(bool, forward)), sum(map(bool, backward))
    steps = (
        sum(amount is not None and balance is not None for amount, balance in zip(amounts, balances, strict=True)) - 1
    )
    best = max(hits, back_hits)
    if steps < 1 or best < PROVEN * steps:
        return Chain(0, (0,) * len(amounts), 0)
    if hits == back_hits and _signed(amounts, backward) > _signed(amounts, forward):
        return Chain(-1, tuple(backward), back_hits)
    return Chain(1, tuple(forward), hits) if hits >= back_hits else Chain(-1, tuple(backward), back_hits)


def _signed(amounts: Money, signs: Sequence[int]) -> int:
    """Steps that fit with the sign the amount has."""
    return sum(bool(sign) and (amount or 0) * sign > 0 for amount, sign in zip(amounts, signs, strict=True))


def _signs(amounts: Money, balances: Money) -> list[int]:
    signs = []
    before: Decimal | int | None = None
    for amount, balance in zip(amounts, balances, strict=True):
        moved = None if before is None or balance is None else balance - before
        signs.append((moved > 0) - (moved < 0) if moved and amount is not None and abs(moved) == abs(amount) else 0)
        before = before if balance is None else balance
    return signs
