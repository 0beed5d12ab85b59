"""The Method page's texts: how each letter is worked out, out of the objects the engine computes with."""

from __future__ import annotations

from typing import Any

from segcore import data, lights, rhythm
from segcore.classify import rfm_class
from segcore.settings import NAMES, Settings
from segcore.words import Words
from segcore.words import sentences as say

GROUPS = ("abc", "xyz", "rfm", "rhythm", "status", "period", "refunds", "as_of", "dates")


def names_of(group: str) -> list[str]:
    """The settings of one group, in the engine's order."""
    return [name for name in NAMES if name.partition(".")[0] == group]


def source(words: Words, name: str) -> str:
    """Who defined the default, and what it is."""
    standard = say.setting_value(words, name, Settings().flat()[name])
    return words("Default: {value} · {source}", value=standard, source=say.setting_source(words, name))


def recipe(words: Words, settings: Settings, group: str) -> list[str]:
    """The formula of a group with its thresholds in force, line by line."""
    written = {"abc": _abc, "xyz": _xyz, "rfm": _rfm, "rhythm": _rhythm, "status": _status, "period": _period}
    return written[group](words, settings) if group in written else []


def _abc(words: Words, settings: Settings) -> list[str]:
    first, second = settings.abc.limits
    lines = [
        words(
            "Customers are put in order of value, largest first; each has a share of the sum of all positive values."
        ),
        words(
            "A: the share before the customer is below {a}. B: below {b}. C: the rest. N: value zero or less.",
            a=words.limit(first),
            b=words.limit(second),
        ),
    ]
    return [*lines, words("Gini, uncorrected: Σ(2i − n − 1)·x / (n·Σx). Effective customers: 1 / Σ share².")]


def _xyz(words: Words, settings: Settings) -> list[str]:
    xyz = settings.xyz
    if xyz.method == "classic":
        x, y = xyz.limits
        return [
            words("Variation: standard deviation of the sums of all periods, divided by their mean."),
            words(
                "X: up to {x}. Y: up to {y}. Z: above, or a mean of zero or less.", x=words.limit(x), y=words.limit(y)
            ),
        ]
    return [
        words("n periods since the first purchase, m of them with purchases; a = m / n."),
        words("c: standard deviation of the m amounts divided by their mean, times 1 + 1 / (4m)."),
        words(
            "Z: m below {m} or a below {rare}. X: a from {often} and c up to {steady}. Y: the rest.",
            m=words.number(xyz.min_active),
            rare=words.limit(xyz.rare),
            often=words.limit(xyz.often),
            steady=words.limit(xyz.steady),
        ),
        words("Borderline: leaving out one period would change the letter. Provisional: too few periods to say."),
    ]


def _rfm(words: Words, settings: Settings) -> list[str]:
    best = settings.rfm.bins
    return [
        words("R: days since the last purchase. F: how often. M: how much. {n} is the best score of each.", n=best),
        words("By rank: 1 + the whole part of {n} × the share of customers who are strictly worse.", n=best),
        words("FM: the mean of F and M, halves rounded up. The ten names need scores up to 5."),
        words(
            "Fixed limits are used for fewer than {n} customers with a purchase or {m} different values.",
            n=rfm_class.MIN_SCORED,
            m=rfm_class.MIN_DISTINCT,
        ),
        words("Limits of M, where none are given: the median document × {steps}.", steps=_steps(words)),
    ]


def _steps(words: Words) -> str:
    return ", ".join(words.plain(step) for step in rfm_class.MONEY_STEPS)


def _rhythm(words: Words, settings: Settings) -> list[str]:
    return [
        words(
            "Own rhythm: the median gap g between purchase days, drawn towards the median G of all customers: the "
            "larger of g and (k·g + {n}·G) / (k + {n}) with k gaps; G is {days} where nobody has two gaps.",
            n=rhythm.PRIOR_GAPS,
            days=words.days(rhythm.DEFAULT_GAP_DAYS),
        ),
        words(
            "Late: silent for more than {late} the own rhythm. Lost: more than {lost}.",
            late=words.times(settings.rhythm.slipping),
            lost=words.times(settings.rhythm.lost),
        ),
    ]


def _status(words: Words, settings: Settings) -> list[str]:
    order = ("potential", "lost", "new", "key", "occasional", "regular")
    return [words("The first that fits:"), *(say.status_sentence(words, code, settings) for code in order)]


def _period(words: Words, settings: Settings) -> list[str]:
    return [
        words(
            "Enough data is green: ABC from {customers} customers and {months} months, XYZ from {periods} complete "
            "periods, RFM from {scored} customers with a purchase and {least} months.",
            customers=lights.GOOD_CUSTOMERS,
            months=lights.GOOD_MONTHS,
            periods=lights.GOOD_PERIODS,
            scored=lights.GOOD_SCORED,
            least=lights.MIN_MONTHS,
        ),
        words("Grid in force: {grid}.", grid=say.setting_value(words, "period.grid", settings.period.grid)),
    ]


def policy(words: Words) -> list[dict[str, Any]]:
    """The action policy: its rules in order, the first that fits."""
    return [
        {
            "rule": number,
            "cells": " ".join(rule["cells"]),
            "why": say.why_action(words, rule["why"]),
            "action": [rule["action"]],
            "advice": say.action_advice(words, rule["action"]),
        }
        for number, rule in enumerate(data.actions(), start=1)
    ]


def segment_map(words: Words) -> list[dict[str, str]]:
    """The ten names on R and FM, R5 first."""
    return [
        {"R": f"R{r}", **{f"FM{fm}": say.rfm_name(words, name) for fm, name in enumerate(rfm_class.MAP[r], start=1)}}
        for r in sorted(rfm_class.MAP, reverse=True)
    ]
