"""The Scorecard sheet computes by itself: LibreOffice finds the totals, ranks and top 3 of the engine."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from workbook.cards import card, convert

from segcore.workbook import Decided, read_back
from segcore.workbook.formulas import HIGHER, KEY, LOWEST, NAME, PERCENT, RANK, REASON, SCORES, TOTAL
from segcore.workbook.scorecard_sheet import FIRST

pytestmark = pytest.mark.office
CARDS = 30


def emptied(content: bytes) -> openpyxl.Workbook:
    """The workbook without the values stored beside its formulas, so that whoever opens it has to compute."""
    return openpyxl.load_workbook(io.BytesIO(content))


def computed(path: Path) -> Any:
    return openpyxl.load_workbook(path, data_only=True)


def close(found: Any, expected: float) -> bool:
    """Whether a cell holds this figure; NaN: nothing."""
    if math.isnan(expected):
        return found in (None, "")
    return isinstance(found, int | float) and math.isclose(found, expected, rel_tol=0, abs_tol=1e-9)


def differences(book: Any, decided: Decided) -> list[str]:
    """Every figure of the sheet that is not the engine's."""
    sheet, engine, wrong = book["Scorecard"], decided.ranking, []
    for place, name in enumerate(decided.names):
        row = [cell.value for cell in sheet[FIRST + place + 1]]
        rank = float(engine.rank[place]) or math.nan
        if math.isnan(engine.total[place]):
            rank = math.nan
        figures = {
            TOTAL: engine.total[place],
            PERCENT: engine.percent[place],
            LOWEST: engine.lowest[place],
            HIGHER: engine.highest[place],
            RANK: rank,
        }
        wrong += [
            f"{name} {column}: {row[column]}" for column, value in figures.items() if not close(row[column], value)
        ]
        wrong += [name] * (row[NAME] != name) + [f"{name} used"] * (
            not all(map(close, row[SCORES : SCORES + 9], engine.used[place]))
        )
        wrong += [f"{name} {row[REASON]}"] * (bool(row[REASON]) != bool(engine.reason[place]))
    first = sorted((int(rank), name) for rank, name in zip(engine.rank, decided.names, strict=True) if 0 < rank <= 3)
    top = [row[0].value for row in book["Top 3"]["B5:B7"]]
    below = FIRST + len(decided.names) + 6 + 2
    again = [sheet.cell(below + line + 1, NAME + 1).value for line in range(3)]
    expected = [name for _, name in first] + [None] * (3 - len(first))
    return wrong + [str(found) for found in (top, again) if [name or None for name in found] != expected]


def test_libreoffice_computes_what_the_engine_does(written: Callable[..., bytes], soffice: str, tmp_path: Path) -> None:
    cards = [card(seed) for seed in range(CARDS)]
    files = [tmp_path / f"card{number}.xlsx" for number in range(CARDS)]
    for decided, file in zip(cards, files, strict=True):
        content = written(None, decided=decided)
        assert differences(computed(io.BytesIO(content)), decided) == []  # the values stored beside the formulas
        emptied(content).save(file)
        assert differences(computed(file), decided) != []
    out = convert(soffice, tmp_path, files)
    for decided, file in zip(cards, files, strict=True):
        assert differences(computed(out / file.name), decided) == [], file.name
    assert {len(decided.people) for decided in cards} == {1, 2, 3}
    assert sum(decided.ranking.tied.any() for decided in cards) >= 5
    assert len({reason for decided in cards for reason in decided.ranking.reason}) == 4
    assert {decided.rules.used for decided in cards if len(decided.people) == 3} == {"mean", "median"}


def test_a_score_changed_in_libreoffice_comes_back(written: Callable[..., bytes], soffice: str, tmp_path: Path) -> None:
    decided = next(found for found in map(card, range(99)) if len(found.people) == 2)
    book = emptied(written(None, decided=decided))
    sheet = book["Scorecard"]
    people = book.defined_names["labrador_people"].attr_text.split("$")
    row, name = int(people[2].rstrip(":")), sheet.cell(FIRST + 1, KEY + 1).value
    value = sheet.cell(row, SCORES + 1).value
    changed = 3.0 if value != 3 else 0.0
    sheet.cell(row, SCORES + 1).value = changed
    sheet.cell(4, SCORES + 1).value = 2.5  # the weight of Growth
    book["Segments"]["B5"] = "Renamed"
    book["Segments"]["I5"] = "Say this"
    file = tmp_path / "edited.xlsx"
    book.save(file)
    found = read_back((convert(soffice, tmp_path, [file]) / "edited.xlsx").read_bytes())
    first, person = decided.names[0], decided.people[0]
    assert name == first
    expected = {row[:3]: row[3] for row in decided.rows} | {(first, "growth", person): changed}
    renamed = {("Renamed" if key[0] == first else key[0], *key[1:]): score for key, score in expected.items()}
    assert {row[:3]: row[3] for row in found.scores} == renamed
    assert found.document.segments[0].name == "Renamed"
    assert found.document.scorecard.message == {"Renamed": "Say this"}
    assert found.document.scorecard.weights == {**decided.document.scorecard.weights, "growth": 2.5}
    assert found.notices == ()
