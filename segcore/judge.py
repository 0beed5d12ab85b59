"""Prepared facts + thresholds -> letters, flags, statuses, cells and actions, as small whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from segcore import actions
from segcore.classify.abc_class import abc_codes, abc_counts
from segcore.classify.status import slipping_flags, status_codes
from segcore.classify.xyz_class import Codes, confidence_codes, kind_codes, xyz_codes
from segcore.errors import LabradorError, Notice, notice
from segcore.facts import day_number
from segcore.matrix import cell_codes
from segcore.prepare import Prepared, age_days
from segcore.settings import AbcSettings, Settings


@dataclass(frozen=True)
class Letters:
    """abc and, where it can be judged, xyz of every customer in value order; cells as matrix.cell_codes."""

    abc: Codes
    xyz: Codes | None
    cells: Codes


@dataclass(frozen=True)
class Judged:
    """Codes of every customer in value order; kind and confidence None where XYZ could not be judged.

    rule: index of the rule in actions.toml, -1 where there is no advice.
    """

    letters: Letters
    kind: Codes | None
    confidence: Codes | None
    status: Codes
    slipping: np.ndarray[tuple[int], np.dtype[np.bool_]]
    rule: Codes


def usable(prepared: Prepared, settings: AbcSettings) -> tuple[AbcSettings, list[Notice]]:
    """The settings ABC can be computed with: computed limits fall back to shares where they mean nothing."""
    try:
        abc_counts(prepared.base, settings)
    except LabradorError as problem:
        return replace(settings, basis="share"), [notice("computed_limits_refused", **problem.facts)]
    return settings, []


def letters(prepared: Prepared, settings: Settings) -> Letters:
    """Compare with the thresholds; nothing is summed or sorted again."""
    abc = abc_codes(prepared.base, settings.abc)
    xyz = None if prepared.series is None else xyz_codes(prepared.series, settings.xyz)
    return Letters(abc, xyz, cell_codes(abc, xyz))


def judge(prepared: Prepared, settings: Settings) -> Judged:
    """Every code of every customer; a red light of ABC or XYZ gives no action."""
    facts, rhythm, found = prepared.facts, prepared.rhythm, letters(prepared, settings)
    age = age_days(facts)
    key = found.abc == 0
    if settings.status.key == "A_BX" and found.xyz is not None:
        key = key | ((found.abc == 1) & (found.xyz == 0))
    status = status_codes(
        facts.documents, rhythm.recency, rhythm.overdue, age, _known_age(prepared, settings), key,
        settings.status, settings.rhythm,
    )  # fmt: skip
    slipping = slipping_flags(rhythm.overdue, status, settings.rhythm)
    rule = np.full(len(facts), -1, dtype=np.int8)
    kind = confidence = None
    if prepared.series is not None and found.xyz is not None:
        kind = kind_codes(prepared.series, settings.xyz)
        confidence = confidence_codes(prepared.series, found.xyz, age, prepared.grid.kind, settings.xyz)
        if prepared.advised:
            one = (facts.documents == 1).astype(np.int8)
            silent = prepared.series.silent.astype(np.int8)
            rule = actions.table()[found.cells, confidence, status, silent, slipping.astype(np.int8), one]
    return Judged(found, kind, confidence, status, slipping, rule)


def _known_age(prepared: Prepared, settings: Settings) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The ledger starts early enough before the first purchase, or customer_since says when it was."""
    facts = prepared.facts
    if facts.window is None:
        return np.zeros(len(facts), dtype=bool)
    start = day_number(facts.window.start)
    early = facts.first - start >= settings.status.new_days
    known: np.ndarray[tuple[int], np.dtype[np.bool_]] = facts.told | early
    return known
