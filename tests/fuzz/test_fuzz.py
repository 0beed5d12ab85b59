"""A fixed share of `make fuzz`: what it counts, and that it would see what must not happen."""

from __future__ import annotations

import pytest

from segcore.errors import LabradorError
from tests.fuzz.__main__ import BYTES, fuzz
from tests.fuzz.mutate import mutated, seeds


@pytest.mark.parametrize("books", [True, False])
def test_mutated_files_are_read_or_refused(books: bool) -> None:
    found = fuzz(books, 150)
    assert found.broken == []
    assert 0 < found.peak < BYTES
    assert sum(found.outcomes.values()) == 150
    assert found.outcomes["read"] >= 20 and len(found.outcomes) >= 5


def test_a_variant_is_always_the_same_and_differs_from_its_seed() -> None:
    path = seeds(True)[0]
    assert len(seeds(True)) >= 12 and len(seeds(False)) >= 20
    assert mutated(path, 7) == mutated(path, 7)
    variants = {mutated(path, number).content for number in range(30)}
    assert len(variants | {path.read_bytes()}) >= 28


def test_a_planted_fault_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise LabradorError("internal.fault", kind="KeyError", place="a.py:1")

    monkeypatch.setattr("tests.fuzz.__main__.read", faulty)
    assert len(fuzz(True, 3).broken) == 3
