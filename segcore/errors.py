"""What can go wrong, as codes and facts; the sentences live in segcore.words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Fact: TypeAlias = str | int | float | bool | tuple[str, ...] | None
MONEY_FACTS = frozenset({"amount", "stated", "read"})  # names of facts in minor units


class LabradorError(Exception):
    """Something the user can mend: a stable code, and the facts its sentence needs.

    Codes are `area.problem` (`ledger.no_rows`, `setting.unknown`); `segcore.words` turns them into one sentence
    that says what happened and what to do.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, order=True)
class Notice:
    """Something worth telling that stops nothing: a snake_case code and its facts, sorted by name."""

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()


def notice(code: str, **facts: Fact) -> Notice:
    """Build a Notice from keyword facts."""
    return Notice(code, tuple(sorted(facts.items())))
