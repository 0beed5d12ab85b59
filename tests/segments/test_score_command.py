"""`python -m segcore score` as CONTRACT.md has it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from segcore.cli import main
from segcore.scorecard import CRITERIA

from .test_scorecard import FIVE

HEADER = ",".join(("segment", *CRITERIA))
TEXT = "\n".join([HEADER, *(f"{name},{','.join(map(str, scores))}" for name, scores in FIVE.items())]) + "\n"


@pytest.fixture
def scored(tmp_path, capsys):
    def run(text, *more):
        path = tmp_path / "scores.csv"
        path.write_text(text, "utf-8")
        status = main(["score", str(path), *more])
        told = capsys.readouterr()
        return status, told.out

    return run


def by_segment(text):
    return {row["segment"]: row for row in json.loads(text)["segments"]}


def test_the_document(scored):
    status, text = scored(TEXT, "--json")
    assert status == 0
    found = by_segment(text)
    assert list(found) == ["E-com", "Furniture", "Food", "Medical", "IT"]
    assert list(found["IT"]) == [
        "segment", "total", "lowest", "highest", "percent", "eligible", "reason", "rank", "proposed", "chosen",
        "acceptability", "fragile_scores", "disagreement",
    ]  # fmt: skip
    it, food = found["IT"], found["Food"]
    assert (it["total"], it["eligible"], it["reason"], it["rank"]) == (18, False, "value_gate", None)
    assert it["acceptability"] is None
    assert it["fragile_scores"] == [["value", "IT"]]
    assert (food["total"], food["rank"], food["proposed"], food["chosen"]) == (16, 3, True, False)
    assert food["percent"] == pytest.approx(16 / 27)
    assert food["acceptability"] == pytest.approx(0.847, abs=0.015)
    assert food["fragile_scores"] == [["value", "Food"], ["value", "IT"]]
    assert found["E-com"]["fragile_scores"] == []


def test_gate_weights_and_seed(scored):
    found = by_segment(scored(TEXT, "--json", "--gate", "off")[1])
    assert [row["rank"] for row in found.values()] == [1, 2, 3, 4, 5]
    assert found["IT"]["rank"] == 3
    heavy = by_segment(scored(TEXT, "--json", "--weights", "value=3, growth=0")[1])
    assert heavy["Food"]["total"] == pytest.approx((16 - 1 + 2 * 2) / 10 * 9)
    one, two = (scored(TEXT, "--json", "--seed", seed)[1] for seed in ("1", "2"))
    assert one != two
    assert one == scored(TEXT, "--json", "--seed", "1")[1]


def test_several_people_and_missing_scores(scored):
    text = "person;segment;Value;Buying time;growth\nAnna;X;3;2;\nBen;X;1;2;\n\nAnna;Y;;1;?\n"
    found = by_segment(scored(text, "--json")[1])
    assert found["X"]["total"] == 18
    assert (found["X"]["lowest"], found["X"]["highest"]) == (4, 25)
    assert (found["X"]["disagreement"], found["X"]["reason"], found["Y"]["reason"]) == (2, "few_scores", "no_value")


def test_without_json_it_is_csv(scored):
    rows = list(csv.DictReader(io.StringIO(scored(TEXT)[1])))
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4", ""]
    assert rows[2]["fragile_scores"] == "value of Food; value of IT"
    assert rows[0]["eligible"] == "true"


def test_a_misspelt_criterion_is_told(tmp_path, capsys):
    path = tmp_path / "scores.csv"
    path.write_text("Segment,Value,Groth\nX,3,1\n", "utf-8")
    assert main(["score", str(path), "--json"]) == 0
    told = capsys.readouterr()
    assert by_segment(told.out)["X"]["total"] == 27  # the mean of the one score that was read, times nine
    assert told.err == "Columns that are no criteria were not read: Groth.\n"
    path.write_text(TEXT, "utf-8")
    assert main(["score", str(path), "--json"]) == 0
    assert capsys.readouterr().err == ""  # the control


@pytest.mark.parametrize(
    ("text", "more", "status", "code"),
    [
        ("name,value\nX,3\n", (), 3, "score.no_segment_column"),
        ("segment,colour\nX,3\n", (), 3, "score.no_criteria"),
        (HEADER + "\n,,,,,,,,,\n", (), 3, "score.no_rows"),
        ("segment,value\nX,4\n", (), 3, "score.bad_score"),
        ("segment,value\nX,good\n", (), 3, "score.bad_score"),
        (TEXT, ("--weights", "valu=2"), 2, "usage.criterion"),
        (TEXT, ("--weights", "value=-1"), 2, "usage.weight"),
        (TEXT, ("--weights", "value=much"), 2, "usage.weight"),
        (TEXT, ("--weights", ",".join(f"{name}=0" for name in CRITERIA)), 2, "usage.weight"),
    ],
)
def test_refusals(text, more, status, code, scored):
    found, told = scored(text, "--json", *more)
    assert json.loads(told)["error"]["code"] == code
    assert found == status


def test_an_excel_file(tmp_path, capsys):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["Scores of the workshop"])
    sheet.append(["Segment", *CRITERIA])
    for name, scores in FIVE.items():
        sheet.append([name, *scores])
    book.save(tmp_path / "scores.xlsx")
    assert main(["score", str(tmp_path / "scores.xlsx"), "--json"]) == 0
    assert by_segment(capsys.readouterr().out)["E-com"]["total"] == 20
