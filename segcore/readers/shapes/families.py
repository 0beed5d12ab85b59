"""Lines that belong together: rows closed by a total of their own, rows below a row that adds them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from segcore.readers.shapes import outline, sheet


@dataclass(frozen=True)
class Line:
    """A row of the body: its position there, its words by column, its amounts.

    below: what it is called below its customer (a product, a sub-customer), "" where it is the customer himself.
    """

    number: int
    words: dict[int, str]
    amounts: Sequence[Decimal]
    below: str = ""


def within_totals(lines: Sequence[Line], own: int, totals: Sequence[tuple[int, str]]) -> list[Line]:
    """Rows between `Smith` and `Total for Smith` belong to Smith. own: column of the customer; totals: (row, label)."""
    owners: dict[int, str] = {}
    for end, label in totals:
        name = (sheet.total_of(label) or "").casefold()
        heads = [line for line in lines if line.number < end and line.words[own].strip().casefold() == name]
        for line in lines if name and heads else ():
            if heads[-1].number < line.number < end:
                owners[line.number] = heads[-1].words[own]
    return [replace(line, words={**line.words, own: owners.get(line.number, line.words[own])}) for line in lines]


def parted(lines: Sequence[Line], own: int, levels: Sequence[str]) -> tuple[list[Line], str | None]:
    """Lines without the rows that add up others. levels: roles of the two levels of the customer column, where known.

    Gives the role of the other level too, None where the lines have one level only.
    """
    groups = outline.groups([line.amounts for line in lines])
    if groups is None or (len(groups) < 2 and len(levels) < 2):
        return list(lines), None
    heads = [lines[group[0]].words[own] for group in groups]
    rest = [lines[place].words[own] for group in groups for place in group[1:]]
    first = levels.index("customer") == 0 if "customer" in levels else outline.named(heads) >= outline.named(rest)
    other = next((role for role in levels if role != "customer"), "product" if first else "attribute")
    found = []
    for group in groups:
        head = lines[group[0]].words[own]
        for place in group[1:]:
            line = lines[place]
            customer, below = (head, line.words[own]) if first else (line.words[own], head)
            found.append(replace(line, words={**line.words, own: customer}, below=below))
    return found, other
