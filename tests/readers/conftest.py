from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from segcore.ledger import Ledger, ReadOptions, SourceFile
from segcore.readers import read

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture
def sample() -> Callable[[str], SourceFile]:
    return lambda name: SourceFile(name, (SAMPLES / name).read_bytes())


@pytest.fixture
def ledger() -> Callable[..., Ledger]:
    """Read a text (utf-8 unless said) as one file."""

    def reading(text: str, options: ReadOptions = ReadOptions(), encoding: str = "utf-8") -> Ledger:
        return read([SourceFile("sales.csv", text.encode(encoding))], options)

    return reading


@pytest.fixture
def rows(ledger: Callable[..., Ledger]) -> Callable[..., list[tuple[str, str, int]]]:
    """(customer, ISO day, minor units) of every line, in the order of the file."""

    def reading(text: str, *given: object, **named: object) -> list[tuple[str, str, int]]:
        found = ledger(text, *given, **named)
        names = found.parties["customer"]
        return [(names[line.customer], str(line.day)[:10], line.amount) for line in found.lines.itertuples(index=False)]

    return reading
