"""Exports as small firms make them: odd headers, titles, totals, notes and columns that are not the amount.

strangers.txt holds the files; above each its sum in minor units, rows, customers and days, counted by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from segcore.ledger import Ledger, SourceFile
from segcore.readers import inspect

TEXT = (Path(__file__).parent / "strangers.txt").read_text(encoding="utf-8")
CASES = {}
for part in TEXT.removeprefix("== ").split("\n== "):
    heading, _, body = part.partition("\n")
    title, _, counted = heading.partition(" | ")
    CASES[title] = (body + "\n", dict(fact.split("=") for fact in counted.split()))


def facts(ledger: Ledger) -> dict[str, str]:
    report = ledger.report
    return {
        "sum": str(report.total),
        "sales": str(report.sales),
        "returns": str(report.returns),
        "customers": str(len(ledger.parties)),
        "first": str(report.first_date),
        "last": str(report.last_date),
        "currency": str(report.currency),
    }


@pytest.mark.parametrize("name", CASES)
def test_an_export_of_a_small_firm(name: str) -> None:
    text, expected = CASES[name]
    assert {"sum", "customers"} <= set(expected)
    found = facts(inspect([SourceFile(f"{name}.csv", text.encode())]))
    assert {fact: found[fact] for fact in expected} == expected
