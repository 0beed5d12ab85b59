"""Sentences of the scorecard: who is below the line and why, what would move the top 3, how sure it is, what the ledger
suggests. Names stand in them as they are; plain text without marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from segcore.evidence import Evidence
from segcore.robustness import Fragile
from segcore.scorecard import CRITERIA, HIGHEST, NEEDED, Ranking
from segcore.words import Words
from segcore.words.criteria import anchor, criterion
from segcore.words.markers import mark

CHANCES = {
    "sure": mark("sure"),
    "likely": mark("likely"),
    "coin_flip": mark("coin-flip, talk about it"),
    "unlikely": mark("unlikely"),
}
HUNDRED = 100


def total(w: Words, points: float) -> str:
    """`20 of 27`, `18.7 of 27`."""
    return w("{n} of {m}", n=points_text(w, points), m=w.number(int(HIGHEST) * len(CRITERIA)))


def points(w: Words, found: Ranking, place: int) -> str:
    """The total of one segment, with its bounds where scores are missing: `18 of 27`, `18 of 27 (14 to 20)`."""
    told, low, high = total(w, float(found.total[place])), float(found.lowest[place]), float(found.highest[place])
    if not _open(found, place):
        return told
    return w("{points} ({low} to {high})", points=told, low=points_text(w, low), high=points_text(w, high))


def unfinished(w: Words, found: Ranking, place: int) -> str:
    """What the missing scores of a segment can make of its total; empty where none or all are missing."""
    if not _open(found, place):
        return ""
    missing = [CRITERIA[column] for column in range(len(CRITERIA)) if isnan(found.used[place, column])]
    return w(
        "{segment}: {points} now, at least {low}, at most {high}; not scored: {names}.",
        segment=found.segments[place],
        points=total(w, float(found.total[place])),
        low=points_text(w, float(found.lowest[place])),
        high=points_text(w, float(found.highest[place])),
        names=w.listed([criterion(w, code) for code in missing], most=len(CRITERIA)),
    )


def _open(found: Ranking, place: int) -> bool:
    """Whether some scores are missing, not all."""
    gaps = sum(isnan(score) for score in found.used[place].tolist())
    return 0 < gaps < len(CRITERIA)


def points_text(w: Words, points: float) -> str:
    """A total with one decimal where it has one; a dash without scores."""
    known = points == points
    return w.number(round(points)) if known and abs(points - round(points)) < 0.05 else w.decimal(points, 1)


def chance(w: Words, code: str) -> str:
    """Sure, likely, coin-flip, unlikely."""
    return w(CHANCES[code])


def below(w: Words, reason: str, value: float) -> str:
    """Why a segment stands below the line. value: its used score on Value."""
    if reason == "value_gate":
        return w(
            "Value is {n} ({anchor}): eight other criteria cannot make up for a value nobody wants to hear of.",
            n=w.plain(round(value, 1)),
            anchor=anchor(w, "value", int(value)),  # what is fully reached: 1.5 is not called strong
        )
    if reason == "no_value":
        return w("Value is not scored yet: without it a segment is not ranked.")
    return w("Fewer than {n} of 9 scores: give the missing ones.", n=w.number(NEEDED))


def deciding(w: Words, segment: str, missing: Sequence[str]) -> str:
    """Which scores are to be given next."""
    if len(missing) == len(CRITERIA):
        return w("Score {segment} to decide who is in the top 3.", segment=segment)
    names = w.listed([criterion(w, code) for code in missing], most=len(CRITERIA))
    return w("Score {names} for {segment} to decide who is in the top 3.", names=names, segment=segment)


def held(w: Words, segment: str, weak: Sequence[Fragile], most: int = 3) -> list[str]:
    """The exact sentence: no single score changed by one point moves the segment out, or the ones that do."""
    own = [each for each in weak if segment in each.leaves]
    if not own:
        return [w("No single score changed by one point moves {segment} out of the top 3.", segment=segment)]
    lines = [_moved(w, segment, each) for each in own[:most]]
    rest = len(own) - most
    if rest > 0:
        lines.append(
            w.plural(
                "{n} more score would move {segment} out.",
                "{n} more scores would move {segment} out.",
                rest,
                segment=segment,
            )
        )
    return lines


def _moved(w: Words, segment: str, each: Fragile) -> str:
    facts = {"criterion": criterion(w, each.criterion), "changed": each.segment, "segment": segment}
    if not each.enters:
        return w("One point less for {changed} in {criterion} takes {segment} out of the top 3.", **facts)
    facts["enters"] = w.listed(list(each.enters))
    if each.step > 0:
        return w("One point more for {changed} in {criterion} puts {enters} in the place of {segment}.", **facts)
    return w("One point less for {changed} in {criterion} puts {enters} in the place of {segment}.", **facts)


def hundred(share: float) -> int:
    """Of 100 versions; 100 and 0 only where it is all or none of them."""
    return HUNDRED if share >= 1 else 0 if share <= 0 else min(max(round(share * HUNDRED), 1), HUNDRED - 1)


def versions(w: Words, segment: str, share: float) -> str:
    """In how many of 100 versions of scores and weights the segment is in the top 3."""
    return w(
        "In {n} of 100 versions of your scores and weights {segment} stays in the top 3.",
        n=w.number(hundred(share)),
        segment=segment,
    )


def assumption(w: Words, persons: int, eligible: int) -> str:
    """What those versions assume."""
    if eligible <= 3:
        return w("Three segments or fewer are above the line, so none of them can lose its place to another.")
    if persons > 1:
        return w(
            "Assumed: each score is taken from any of those who scored it, and each weight may be off by about a third."
        )
    return w("Assumed: each score may be off by one in 2 of 5 cases, and each weight by about a third.")


def recommendation(w: Words, count: int) -> str:
    """A warning where not two or three are chosen; empty otherwise."""
    if count in (2, 3) or not count:
        return ""
    n = w.number(count)
    if count < 2:
        return w("One segment is few: with two or three you can compare how well you reach each of them.")
    return w("{n} segments are many: with two or three it is easier to compare how well you reach each of them.", n=n)


def evidence(w: Words, found: Evidence) -> str:
    """What the ledger knows for one criterion of a segment."""
    facts = {"n": w.number(found.n), "share": w.percent(found.measure)}
    if found.criterion == "growth":
        low, high = w.change(found.low), w.change(found.high)
        return w(
            "Your sales there {change} in 12 months ({low} to {high}, {n} customers): your sales, not the market.",
            change=w.change(found.measure), low=low, high=high, **facts,
        )  # fmt: skip
    if found.criterion == "condition":
        return w("Customers with {share} of the money there buy in their own rhythm ({n} customers).", **facts)
    if found.criterion == "purchase_size":
        return w(
            "A usual customer there buys {ratio} what a usual customer of yours does in a year ({n} customers).",
            ratio=w.ratio(found.measure), **facts,
        )  # fmt: skip
    if found.criterion == "segment_size":
        return w(
            "At least {n} firms, {ratio} what you can contact in 3 months: the ledger knows only your customers.",
            ratio=w.ratio(found.measure), **facts,
        )  # fmt: skip
    return w("The largest customer there brings {share} of the money: a risk of its own, no score.", **facts)
