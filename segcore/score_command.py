"""The command `score`: segments with their scores in, ranks and how sure they are out."""

from __future__ import annotations

import argparse
import csv
import difflib
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from segcore import output, streams
from segcore.errors import LabradorError, notice
from segcore.ledger import SourceFile
from segcore.readers.score_sheet import read_scores
from segcore.robustness import SEED, fragile, robustness
from segcore.scorecard import CRITERIA, ScoreRules, Sheet, ranking
from segcore.words import Words
from segcore.words import sentences as say

FIELDS = (
    "segment", "total", "lowest", "highest", "percent", "eligible", "reason", "rank", "proposed", "chosen",
    "acceptability", "fragile_scores", "disagreement",
)  # fmt: skip


def add_arguments(command: argparse.ArgumentParser, w: Words) -> None:
    """The arguments of CONTRACT.md."""
    rows, weights = w("one row per segment (and person)"), w("such as {example}; else 1", example="growth=2,value=3")
    command.add_argument("file", type=Path, metavar="FILE.csv|FILE.xlsx", help=rows)
    command.add_argument("--weights", default="", metavar="NAME=WEIGHT,...", help=weights)
    command.add_argument("--gate", choices=("on", "off"), default="on", help=w("whether Value must be at least 2"))
    command.add_argument("--seed", type=int, default=SEED, metavar="N", help=w("seed of the draws"))


def run(chosen: argparse.Namespace, w: Words) -> None:
    """Print the table, or one JSON document; columns that were not read are told on standard error."""
    rules = ScoreRules(weights=_weights(chosen.weights), gate=2.0 if chosen.gate == "on" else None)
    try:
        content = chosen.file.read_bytes()
    except OSError as problem:
        raise LabradorError("file.missing", file=str(chosen.file), problem=streams.reason(problem)) from None
    table = read_scores(SourceFile(chosen.file.name, content))
    if table.unused:
        streams.tell(say.notice(w, notice("score_columns_unused", columns=table.unused)))
    found = scored(table.sheet, rules, chosen.seed)
    streams.put([output.to_json({"segments": found})] if chosen.json else _lines(found))


def scored(given: Sheet, rules: ScoreRules, seed: int = SEED) -> list[dict[str, Any]]:
    """One document per segment, FIELDS in their order: the ranked ones first, then by total."""
    result, sure = ranking(given, rules), robustness(given, rules, seed=seed)
    weak = fragile(given, rules)
    rows = []
    for place, segment in enumerate(given.segments):
        moved = [[each.criterion, each.segment] for each in weak if segment in (*each.enters, *each.leaves)]
        rank = int(result.rank[place])
        values = (
            segment,
            _known(result.total[place]),
            float(result.lowest[place]),
            float(result.highest[place]),
            _known(result.percent[place]),
            bool(result.eligible[place]),
            result.reason[place],
            rank or None,
            bool(result.proposed[place]),
            False,
            _known(sure.top[place]),
            [list(pair) for pair in dict.fromkeys(map(tuple, moved))],
            float(result.disagreement[place]),
        )
        rows.append(dict(zip(FIELDS, values, strict=True)))
    return sorted(rows, key=lambda row: (row["rank"] or math.inf, -(row["total"] or 0.0), row["segment"]))


def _known(figure: float) -> float | None:
    return None if math.isnan(figure) else float(figure)


def _weights(text: str) -> tuple[float, ...]:
    """Weights by criterion, as CRITERIA. Raises LabradorError usage.criterion, usage.weight."""
    weights = dict.fromkeys(CRITERIA, 1.0)
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, value = part.partition("=")
        if name.strip() not in weights:
            near = difflib.get_close_matches(name, CRITERIA, n=1, cutoff=0.0)
            raise LabradorError("usage.criterion", name=name.strip(), nearest=near[0] if near else CRITERIA[0])
        try:
            weights[name.strip()] = float(value)
        except ValueError:
            raise LabradorError("usage.weight", name=name.strip(), value=value) from None
        if not 0 <= weights[name.strip()] < math.inf:
            raise LabradorError("usage.weight", name=name.strip(), value=value)
    if not sum(weights.values()):
        raise LabradorError("usage.weight", name=CRITERIA[0], value="0")
    return tuple(weights.values())


def _lines(found: Sequence[dict[str, Any]]) -> list[str]:
    """The same as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in found:
        writer.writerow([_cell(row[name]) for name in FIELDS])
    return text.getvalue().splitlines()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "; ".join(f"{criterion} of {segment}" for criterion, segment in value)
    return "" if value is None else value
