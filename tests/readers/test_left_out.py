"""Every reason for leaving rows out: rows, sum and examples; all but the final ones can be counted after all."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from segcore.ledger import FINAL_REASONS, REASONS, Example, ReadOptions, SourceFile
from segcore.readers import read, rules


def judged(reason: str, counted: frozenset[str]) -> int:
    one = np.ones(1, dtype=np.bool_)
    facts = rules.Facts(one, one, ~one, np.array([500]), ~one, ~one, rules.told([reason]))
    return int(rules.judge(facts, counted)[0])


@pytest.mark.parametrize("reason", [reason for reason in REASONS if reason not in FINAL_REASONS])
def test_a_reason_is_a_switch(reason: str) -> None:
    assert judged(reason, frozenset()) == rules.CODE[reason]
    assert judged(reason, frozenset({reason})) == 0
    assert judged(reason, frozenset(REASONS) - {reason}) == rules.CODE[reason]


def test_a_row_without_amount_customer_or_day_cannot_count() -> None:
    text = "Customer,Date,Amount\nAcme,2025-01-05,1.50\n,2025-01-05,2\nBeta,2025-01-05,\nBeta,2025-01-05,0\nBeta,x,2\n"
    found = read([SourceFile("a.csv", text.encode())], ReadOptions(counted=frozenset(REASONS))).report
    assert {left.reason: left.rows for left in found.excluded} == {
        "no_customer": 1, "no_amount": 1, "zero": 1, "unreadable": 1,
    }  # fmt: skip


def test_examples_name_the_row_of_the_file() -> None:
    lines = ["Sales of January", "", "Customer,Date,Amount,Status", "Acme,2025-01-05,10.00,paid", "",
             "Beta,2025-01-06,20.00,cancelled", "Total,,30.00,", "Gamma,2025-01-07,-5.00,cancelled"]  # fmt: skip
    lines += [f"Delta,2025-01-{day:02},1.00,cancelled" for day in range(8, 18)]
    [left] = read([SourceFile("a.csv", "\n".join(lines).encode())]).report.excluded
    assert (left.reason, left.rows, left.sum) == ("cancelled", 12, 2000 - 500 + 1000)
    assert left.examples[:3] == (
        Example("a.csv", 6, date(2025, 1, 6), "Beta", 2000),
        Example("a.csv", 8, date(2025, 1, 7), "Gamma", -500),
        Example("a.csv", 9, date(2025, 1, 8), "Delta", 100),
    )
    assert len(left.examples) == 5


def test_examples_of_the_second_file() -> None:
    one = SourceFile("a.csv", b"Customer,Date,Amount\nAcme,2025-01-05,10.00\nBeta,2025-01-06,2.00\n")
    two = SourceFile("b.csv", b"Customer,Date,Amount\nGamma,2025-01-07,3.00\nBeta,2025-01-06,2.00\n")
    [left] = read([one, two]).report.excluded
    assert (left.reason, left.examples) == ("duplicate", (Example("b.csv", 3, date(2025, 1, 6), "Beta", 200),))
