"""The policy of METHOD 3 as one look-up table: cell, confidence, status and flags -> action and the rule that chose."""

from __future__ import annotations

from functools import cache

import numpy as np

from segcore import data
from segcore.classify.status import STATUSES
from segcore.classify.xyz_class import CONFIDENCES

CELLS = ("AX", "AY", "AZ", "BX", "BY", "BZ", "CX", "CY", "CZ", "N")
FLAGS = ("silent", "slipping", "one_document")
SHAPE = (len(CELLS), len(CONFIDENCES), len(STATUSES), 2, 2, 2)


def rules() -> tuple[dict[str, object], ...]:
    """The rules of actions.toml, in order."""
    return data.actions()


def codes() -> tuple[str, ...]:
    """Every action code once, in the order the policy names them."""
    return tuple(dict.fromkeys(str(rule["action"]) for rule in rules()))


def whys() -> tuple[str, ...]:
    """The code of every rule, in order."""
    return tuple(str(rule["why"]) for rule in rules())


def base_action(cell: str) -> str:
    """The cell's own action; empty for a cell that has none (XYZ not judged)."""
    return next((str(rule["action"]) for rule in rules() if rule.get("base") and cell in rule["cells"]), "")  # type: ignore[operator]


@cache
def table() -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    """For every cell, confidence, status, silent, slipping and one_document: the index of the first rule that fits."""
    chosen = np.full(SHAPE, -1, dtype=np.int8)
    for index in np.ndindex(SHAPE):
        facts = {CONFIDENCES[index[1]], STATUSES[index[2]]}
        facts |= {flag for flag, on in zip(FLAGS, index[3:], strict=True) if on}
        chosen[index] = next(i for i, rule in enumerate(rules()) if _fits(rule, CELLS[index[0]], facts))
    return chosen


def _fits(rule: dict[str, object], cell: str, facts: set[str]) -> bool:
    wanted = rule.get("any")
    return cell in rule["cells"] and (wanted is None or bool(facts & set(wanted)))  # type: ignore[operator, call-overload]
