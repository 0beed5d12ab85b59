"""A moved threshold with half a million customers: new letters and a new matrix."""

from __future__ import annotations

import statistics

from segcore.analysis import rethreshold
from segcore.ledger import ReadOptions, SourceFile
from segcore.prepare import prepare
from segcore.readers import read
from segcore.settings import Settings
from tests.bench import ledger, measure

ROWS, CUSTOMERS, ROUNDS = 3_000_000, 500_000, 30


def run() -> None:
    path = ledger.csv(ROWS, CUSTOMERS)
    prepared = prepare(read([SourceFile(path.name, path.read_bytes())], ReadOptions()), Settings())
    moved = {
        "abc.limits": [Settings().with_values({"abc.limits": f"0.{70 + n % 10},0.95"}) for n in range(ROUNDS)],
        "xyz.steady": [Settings().with_values({"xyz.steady": 0.4 + n / 100}) for n in range(ROUNDS)],
        "xyz.often": [Settings().with_values({"xyz.often": 0.6 + n / 100}) for n in range(ROUNDS)],
    }
    for name, versions in moved.items():
        counted = {int(rethreshold(prepared, settings)[1]["customers"].sum()) for settings in versions[:3]}
        assert counted == {CUSTOMERS}
        costs = [measure.cost(lambda settings=settings: rethreshold(prepared, settings)) for settings in versions]
        wall, cpu = (statistics.median(getattr(c, kind) for c in costs) * 1000 for kind in ("wall", "cpu"))
        print(f"a moved {name}, {CUSTOMERS:,} customers: {wall:.1f} ms, {cpu:.1f} ms of the processors (aim: 10)")
