"""The scorecard of 30 segments: how sure its top 3 is, and a rerun of the page after a score was typed."""

from __future__ import annotations

import logging
import os
import random
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.ui import cached
from segcore.robustness import DRAWS, certainty, robustness
from segcore.scorecard import CRITERIA, VALUE, Sheet, sheet
from segcore.segments import Segment
from segcore.store import Score
from segcore.workspace import Document
from tests.bench import measure

SEGMENTS, ROUNDS = [f"Segment {number:02}" for number in range(30)], 15
MAIN = Path(__file__).resolve().parents[2] / "pages" / "ui" / "main.py"


def given(people: list[str]) -> list[Score]:
    """A score of everybody for everything, seeded; Value is 2 or 3, so that all are ranked."""
    chance = random.Random(20260101)
    places = [(name, code, who) for name in SEGMENTS for code in CRITERIA for who in people]
    return [Score(*place, float(chance.randint(2 if place[1] == CRITERIA[VALUE] else 0, 3))) for place in places]


def as_sheet(scores: list[Score]) -> Sheet:
    return sheet([(score.segment, score.person, {score.criterion: score.value}) for score in scores])


def rerun(people: list[str]) -> list[measure.Cost]:
    """A score is saved and the page runs again: totals, ranks, how sure, all that stands on it."""
    workspace = cached.store().create(Document(segments=tuple(Segment(name) for name in SEGMENTS))).workspace
    cached.store().scores.put(workspace, given(people))
    tab = AppTest.from_file(MAIN, default_timeout=120)
    tab.query_params["w"] = workspace
    tab.run().switch_page("../scorecard.py").run()
    assert tab.title[0].value.startswith(("Top 3 now", "30 of 30"))
    costs = []
    for turn in range(ROUNDS):
        typed = Score(SEGMENTS[turn + 1], "growth", people[0], turn / ROUNDS)  # a figure that never was there
        cached.store().scores.put(workspace, [typed])
        costs.append(measure.cost(tab.run))
    assert not tab.exception
    return costs


def tell(name: str, costs: list[measure.Cost]) -> None:
    wall, cpu = ([getattr(cost, kind) * 1000 for cost in costs] for kind in ("wall", "cpu"))
    middle = statistics.median
    print(
        f"{name}: {middle(wall):.0f} ms on the clock, {middle(cpu):.0f} ms of the processors; "
        f"least {min(wall):.0f} and {min(cpu):.0f}",
        flush=True,
    )


def times(work: Callable[[], object]) -> list[measure.Cost]:
    work()
    return [measure.cost(work) for _ in range(ROUNDS)]


def run() -> None:
    """Print both for one person and for four."""
    logging.disable(logging.WARNING)  # Streamlit's, about a page without a server
    os.environ["LABRADOR_DATA"] = tempfile.mkdtemp()
    for people in ([""], ["Anna", "Ben", "Cleo", "Dan"]):
        who, scores = f"{len(people)} person(s)", as_sheet(given(people))
        tell(
            f"robustness, {len(SEGMENTS)} segments x {DRAWS:,} draws, {who} (aim 50)",
            times(lambda s=scores: robustness(s)),
        )
        tell(f"all that says how sure, {who}", times(lambda s=scores: certainty(s)))
        tell(f"rerun of the page after a score, {who} (aim 150)", rerun(people))
