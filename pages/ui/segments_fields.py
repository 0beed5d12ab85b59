"""What the rules of this workspace can ask for: the ledger's customers with the user's own words and parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pages.ui import opened
from pages.ui.frame import Open
from segcore import parameters, segments
from segcore.rules import Rule, holds
from segcore.segments import Membership, Segment, Size
from segcore.words import sentences as say
from segcore.words.fields import FIELDS


@dataclass(frozen=True)
class Found:
    """The segments of this workspace on its ledger. table: a row per customer, a column per field; missing: fields the
    rules ask for and the ledger does not have.
    """

    segments: tuple[Segment, ...]
    table: Any
    membership: Membership
    missing: tuple[str, ...]

    def size(self, place: int) -> Size:
        """What the customers of one segment amount to: those that no segment before it has."""
        return segments.size(self.table, self.membership.first == place)

    def amount(self, rule: Rule) -> Size:
        """What all customers amount to for whom this rule holds; a field the ledger does not have is unknown."""
        table, _ = segments.completed(self.table, (Segment("", rule),))
        return segments.size(table, holds(rule, table))

    def positions(self, place: int) -> Any:
        """Positions of the customers that belong to one segment, largest first."""
        return (self.membership.first == place).nonzero()[0]

    def fitting(self, place: int) -> int:
        """How many customers fit its rule, those of the segments before it too."""
        return int(self.membership.matches[place].sum())


def found(page: Open) -> Found | None:
    """Who is in which segment now; None without a ledger."""
    if page.found is None:
        return None
    mine = page.session.document.segments
    table, missing = segments.completed(_table(page), mine)
    return Found(mine, table, segments.membership(mine, table), missing)


def keys(page: Open) -> list[str]:
    """The party key of each customer of the analysis."""
    ledger = opened.ledger()
    names = opened.joinable(page.analysis).customers["customer"].tolist()
    if ledger is None:
        return names
    key_of = dict(zip(ledger.parties["customer"].tolist(), ledger.parties["key"].tolist(), strict=True))
    return [key_of.get(name, name) for name in names]


def _table(page: Open) -> Any:
    analysis, document = opened.joinable(page.analysis), page.session.document
    more: dict[str, list[object]] = {}
    if document.statuses:
        more["own_status"] = [document.statuses.get(key, "") for key in keys(page)]
    if document.parameters and document.levels:
        levels = parameters.level_table(document.parameters, document.levels)
        scored = parameters.scores(document.parameters, levels).score.tolist()
        score_of = {name.casefold(): score for name, score in zip(document.levels, scored, strict=True)}
        names = analysis.customers["customer"].tolist()
        more["parameter_score"] = [score_of.get(name.casefold(), float("nan")) for name in names]
    table = segments.table(analysis.customers, analysis.attributes, analysis.since, analysis.as_of, more)
    return table.assign(cluster=segments.first_names(document.clusters, table)) if document.clusters else table


def offered(ledger: Found | None) -> list[str]:
    """The fields to choose from: those of which something is known, ours first, then the ledger's own."""
    if ledger is None:
        return list(FIELDS)
    known = [name for name in ledger.table if any(value for value in segments.offered(ledger.table, name))]
    ours = [name for name in FIELDS if name in known]
    return [*ours, *(str(name) for name in known if name not in FIELDS)]


def values(ledger: Found | None, field: str, chosen: tuple[str, ...]) -> list[str]:
    """The values to choose from: those of the ledger (without one all we know), and what the rule asks for already."""
    there = segments.offered(ledger.table, field) if ledger and field in ledger.table else say.field_codes(field)
    lower = {value.casefold() for value in there}
    return [*there, *(value for value in chosen if value.casefold() not in lower)]
