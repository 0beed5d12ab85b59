"""What the user decided, as the sheets Top 3, Segments and Scorecard take it and as it is read back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np

from segcore.analysis import Analysis
from segcore.robustness import Certainty, certainty
from segcore.scorecard import CRITERIA, Ranking, ScoreRules, Sheet, ranking, sheet
from segcore.segments import Ints, Size, size
from segcore.workspace import Document, Scorecard

Given: TypeAlias = tuple[str, str, str, float]
NAMES: Final = "labrador_"  # how the names of all areas that are read back begin
ON_SHEETS: Final = ("settings", "segments", "trees", "parameters", "levels", "statuses", "scorecard")
SCORECARD_ON_SHEETS: Final = ("weights", "gate", "pins", "notes", "message", "contacts")
HERE_ONLY: Final = ("format", "language", "picked", "keep_ledger", "salt")  # of this tab and this server


@dataclass(frozen=True)
class Decided:
    """document: what was decided. scores: segment, criterion, person, score. first: per customer of the Analysis the
    place of his segment (Membership.first), none without a ledger.
    """

    document: Document = Document()
    scores: tuple[Given, ...] = ()
    first: tuple[int, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The segments, in priority order."""
        return tuple(dict.fromkeys(segment.name for segment in self.document.segments))

    @cached_property
    def rows(self) -> tuple[Given, ...]:
        """The scores of segments and criteria that exist, sorted."""
        return tuple(sorted(row for row in self.scores if row[0] in self.names and row[1] in CRITERIA))

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who gave a score."""
        return tuple(sorted({person for _, _, person, _ in self.rows}))

    @cached_property
    def rules(self) -> ScoreRules:
        """How scores become a rank."""
        return self.document.scorecard.rules()

    @cached_property
    def sheet(self) -> Sheet:
        """The scores of all segments; one nameless person where nobody scored yet."""
        blank: list[tuple[str, str, dict[str, float]]] = [
            (name, person, {}) for name in self.names for person in (self.people or ("",))
        ]
        return sheet([*blank, *((name, person, {code: score}) for name, code, person, score in self.rows)])

    @cached_property
    def ranking(self) -> Ranking:
        """Totals and ranks."""
        return ranking(self.sheet, self.rules)

    @cached_property
    def certainty(self) -> Certainty:
        """How sure the ranks are."""
        return certainty(self.sheet, self.rules)

    @property
    def has_segments(self) -> bool:
        """Whether there is anything for the sheet Segments."""
        document = self.document
        return bool(document.segments or document.trees or document.parameters or document.levels or document.statuses)

    @property
    def has_scorecard(self) -> bool:
        """Whether there is anything for the sheet Scorecard."""
        return bool(self.names) or self.document.scorecard != Scorecard()

    @property
    def has_top(self) -> bool:
        """Whether there is anything for the sheet Top 3."""
        return bool(self.names and (self.rows or self.document.scorecard.pins))

    def members(self, name: str) -> Ints:
        """Positions of the customers of a segment in the Analysis, largest first."""
        place = [segment.name for segment in self.document.segments].index(name)
        found: Ints = np.flatnonzero(np.asarray(self.first, dtype=np.int64) == place)
        return found

    def size(self, analysis: Analysis, name: str) -> Size:
        """What the customers of a segment amount to."""
        chosen = np.zeros(len(analysis.customers), dtype=np.bool_)
        chosen[self.members(name)] = True
        table = analysis.customers[["revenue", "abc"]]
        return size(table.assign(revenue=table["revenue"] / 100), chosen)


def rest(decided: Decided) -> dict[str, str]:
    """What stands on no sheet, as JSON by its name; `parts` names the areas a whole workbook has."""
    document, usual = decided.document, Document()
    found = document.model_dump(mode="json", exclude={*ON_SHEETS, *HERE_ONLY})
    found |= {f"scorecard.{name}": value for name, value in _scorecard(document).items()}
    default = usual.model_dump(mode="json") | {f"scorecard.{name}": value for name, value in _scorecard(usual).items()}
    kept = {name: value for name, value in found.items() if value != default[name]}
    return {name: json.dumps(value) for name, value in {"parts": list(parts(decided)), **kept}.items()}


def _scorecard(document: Document) -> dict[str, object]:
    return document.scorecard.model_dump(mode="json", exclude=set(SCORECARD_ON_SHEETS))


def parts(decided: Decided) -> tuple[str, ...]:
    """The areas this workbook has, by their names."""
    document, several = decided.document, len(decided.people) > 1
    used = {
        "segments": decided.has_segments,
        "tree": bool(document.trees),
        "parameters": bool(document.parameters),
        "levels": bool(document.levels),
        "statuses": bool(document.statuses),
        "scores": decided.has_scorecard,
        "weights": decided.has_scorecard,
        "gate": decided.has_scorecard,
        "person": decided.has_scorecard and not several,
        "people": several,
        "notes": bool(decided.names),
        "pins": decided.has_top,
    }
    return tuple(name for name, there in used.items() if there)
