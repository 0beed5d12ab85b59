"""What the Portrait stands on: the attributes of the customers, the target, and the portrait of it, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pages.ui import cached, session
from pages.ui.frame import Open
from segcore import likeness
from segcore.portrait import Finding, Portrait, rule
from segcore.rules import Rule

TARGETS = {"A": ("abc", ("A",)), "AX_BX": ("cell", ("AX", "BX")), "AB": ("abc", ("A", "B"))}


@dataclass(frozen=True)
class Found:
    """The portrait of the target. table: a row per customer, a column per attribute, figures as figures; edges: where
    the bands of figures begin."""

    target: str
    table: Any
    portrait: Portrait
    edges: dict[str, tuple[float, ...]]

    def rule(self, finding: Finding) -> Rule:
        """The finding as a rule of a segment."""
        return rule(finding, self.edges)


def key(page: Open) -> str:
    """Digest of everything the attributes come from."""
    document = page.session.document
    settings = sorted(page.session.settings.flat().items())
    return session.short_digest(f"{page.analysis.ledger_digest} {settings} {document.list_digest} {document.bands}")


def found(page: Open, target: str) -> Found | None:
    """The portrait of a target; None where nothing is known of any customer."""
    attributes = cached.attributes(key(page), page.analysis)
    if not len(attributes.columns):
        return None
    edges = likeness.edges(attributes, page.session.document.bands)
    column, codes = TARGETS[target]
    made = cached.portrait(
        f"{key(page)} {target}", lambda: likeness.portrait(page.analysis, attributes, column, codes, edges)
    )
    return Found(target, attributes, made, edges)


def targets(page: Open) -> list[str]:
    """The targets to choose from: without letters of rhythm only those of money."""
    judged = any(len(cell) == 2 for cell in page.analysis.matrix["cell"])
    return [name for name in TARGETS if judged or name != "AX_BX"]
