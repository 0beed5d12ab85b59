"""What a statement says of its own sums and balances, beside what was read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from segcore.ledger import Control
from segcore.readers.banks.statement import Entry
from segcore.readers.banks.tables.balances import chain
from segcore.readers.banks.tables.entries import Found
from segcore.readers.banks.tables.preamble import Stated
from segcore.readers.banks.tables.shape import Shape
from segcore.readers.figures import to_minor

NOT_BOOKED = ("pending", "cancelled", "reversal")
_NONE = Decimal(0)


def controls(shape: Shape, found: Found, told: Stated) -> tuple[Control, ...]:
    """Stated turnovers and balances; without stated ones the running balance, from the first row to the last."""
    checks: list[Control] = []
    for kind, label, figures in told.figures:
        if kind in ("debit", "credit"):
            checks.append(_turnover(label, figures[-1], found.entries, kind))
        elif kind == "turnover" and len(figures) > 1:
            for role, figure in zip(("debit", "credit"), figures[-2:], strict=True):
                name = shape.names[shape.columns[role][0]] if role in shape.columns else label
                checks.append(_turnover(name, figure, found.entries, role))
    return (*checks, *_balances(shape, found, told))


def _turnover(label: str, figure: Decimal, entries: Sequence[Entry], kind: str) -> Control:
    """What was booked; where the file counts it, what is pending too."""
    side = [entry for entry in entries if entry.amount and (entry.amount > 0) == (kind == "credit")]
    every = sum((abs(entry.amount or _NONE) for entry in side), _NONE)
    booked = sum((abs(entry.amount or _NONE) for entry in side if entry.reason not in NOT_BOOKED), _NONE)
    read = every if every == abs(figure) else booked
    return _control(label, figure, -read if figure < 0 else read)


def _balances(shape: Shape, found: Found, told: Stated) -> list[Control]:
    moved = sum((entry.amount or _NONE for entry in found.entries if entry.reason not in NOT_BOOKED), _NONE)
    moved -= sum(found.fees, _NONE)
    opening = next((_balance(figures) for kind, _, figures in told.figures if kind == "opening"), None)
    closing = [(label, _balance(figures)) for kind, label, figures in told.figures if kind == "closing"]
    if opening is not None and closing:
        return [_control(closing[0][0], closing[0][1], opening + moved)]
    known = [place for place, balance in enumerate(found.balances) if balance is not None]
    changes = [(found.entries[place].amount or _NONE) - found.fees[place] for place in known]
    balances = [found.balances[place] or _NONE for place in known]
    step = chain(changes, balances).step
    if not step or len({(found.entries[place].own, found.entries[place].currency) for place in known}) > 1:
        return []
    first, last = (0, -1) if step > 0 else (-1, 0)
    name = shape.names[shape.columns["balance"][0]] if shape.names else "Balance"
    return [_control(name, balances[last], balances[first] - changes[first] + moved)]


def _balance(figures: Sequence[Decimal]) -> Decimal:
    """Of a debit and a credit column one holds the balance."""
    return next((figure for figure in reversed(figures) if figure), _NONE)


def _control(name: str, file: Decimal, read: Decimal) -> Control:
    return Control(name, to_minor(file), to_minor(read))
