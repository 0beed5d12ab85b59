"""Random workspaces with segments and scores, and the files LibreOffice makes of their workbooks."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Sequence
from pathlib import Path

from segcore.rules import All, Any, Between, Is, Not, Rule
from segcore.scorecard import CRITERIA
from segcore.segments import Segment
from segcore.workbook import Decided
from segcore.workspace import Document, Scorecard

RULES: tuple[Rule | None, ...] = (
    None,
    Is("abc", ("A", "")),
    All((Is("industry", ('"quoted"', "=1+1", "é")), Not(Between("revenue", 1.5, None)))),
    Any((Between("tenure_years", 5, 10.25), Any((Is("manager", ("x" * 40_000,)),)))),
)


def card(seed: int) -> Decided:
    """Three to twelve segments, one to three people, missing scores, weights, ties; the gate is mostly there."""
    dice = random.Random(seed)
    names = [f"Segment {chr(65 + place)}" for place in range(dice.randint(3, 12))]
    dice.shuffle(names)
    people = ["Anna", "Tom", "Zoe"][: dice.randint(1, 3)]
    high, known = dice.choice([1, 3]), dice.choice([0.75, 0.9, 1.0])
    scores = [
        (name, code, person, float(dice.randint(0, high) if code != "value" else dice.randint(1, 3)))
        for name in names
        for person in people
        for code in CRITERIA
        if dice.random() < known
    ]
    weights = {code: dice.choice([0.0, 0.5, 2.0, 3.25]) for code in dice.sample(CRITERIA, dice.choice([0, 0, 2, 5]))}
    given = {person for _, _, person, _ in scores}
    board = Scorecard(weights=weights, gate=dice.random() < 0.7, used=dice.choice(["mean", "median"]))
    assert given == set(people)
    return Decided(Document(segments=tuple(map(Segment, names)), scorecard=board), tuple(sorted(scores)))


def convert(soffice: str, folder: Path, files: Sequence[Path], target: str = "xlsx:Calc MS Excel 2007 XML") -> Path:
    """The folder with what LibreOffice makes of these files."""
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out
