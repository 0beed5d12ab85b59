"""The Method page's texts: how each letter is worked out, out of the objects the engine computes with."""

from __future__ import annotations

from typing import Any

from segcore import data, lights, rhythm
from segcore.classify import abc_class, rfm_class
from segcore.settings import NAMES, AbcSettings, RfmSettings, Settings
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.markers import mark

GROUPS = ("abc", "xyz", "rfm", "rhythm", "status", "period", "refunds", "as_of", "dates")
# one sentence per value of a setting
BORDERS = {
    "crossing": mark(
        "A: the share before the customer is below {a}. B: below {b}. C: the rest. N: value zero or less."
    ),
    "at_most": mark(
        "A: the share with the customer is at most {a}. B: at most {b}. C: the rest. N: value zero or less."
    ),
    "below": mark("A: the share with the customer is below {a}. B: below {b}. C: the rest. N: value zero or less."),
    "nearest": mark(
        "A: the share before the customer and half of their own are below {a}. B: below {b}. C: the rest. "
        "N: value zero or less."
    ),
}
COUNT = mark(
    "A: the first {a} of the customers with a positive value, rounded up. B: up to {b} of them. C: the rest. "
    "N: value zero or less."
)
COMPUTED = (
    mark(
        "On the curve with x, the share of the customers, and y, the share of the sum: P is the point nearest to x = 0 "
        "and y = 1; Q the last customer of at least the mean value."
    ),
    mark(
        "A: up to the first of P and Q. B: up to the point nearest to y = 1 at the x of the other. C: the rest. "
        "N: value zero or less."
    ),
)
PERIODS = {
    "zero_since_first": mark("n periods since the first purchase, m of them with purchases; a = m / n."),
    "zero_whole_window": mark(
        "n periods of the whole time, also before the first purchase, m of them with purchases; a = m / n."
    ),
    "skip": mark(
        "n periods since the first purchase whose sum is not zero (empty ones are skipped), m of them with purchases; "
        "a = m / n."
    ),
}
VARIATION = {
    "at_most": mark("X: up to {x}. Y: up to {y}. Z: above, or a mean of zero or less."),
    "below": mark("X: below {x}. Y: below {y}. Z: the rest, or a mean of zero or less."),
}
DEVIATIONS = {
    "0": mark("Variation: standard deviation (STDEV.P) of the sums of the n periods, divided by their mean."),
    "1": mark("Variation: standard deviation (STDEV.S) of the sums of the n periods, divided by their mean."),
}
SCORES = {
    "share_worse": mark("By rank: 1 + the whole part of {n} × the share of customers who are strictly worse."),
    "quantile": mark(
        "By quantiles: limits at every 1/{n} of the values, as PERCENTILE.INC. F and M: 1 + the number of limits below "
        "the value. R: {n} − that number."
    ),
    "ntile": mark(
        "By equal groups: all customers from the worst to the best in {n} groups of equal size, the first ones larger "
        "by one where it does not divide; equal customers in a fixed order. The score is the number of the group."
    ),
    "fixed": mark(
        "By fixed limits: R is 5, 4, 3, 2 up to {r} days. F is 2, 3, 4, 5 from {f}, M likewise from its limits. Else 1."
    ),
}
SECOND_AXIS = {
    "mean": mark("FM: the mean of F and M, halves rounded up. The ten names need scores up to 5."),
    "frequency": mark("FM: F alone. The ten names need scores up to 5."),
}


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
    return [
        words(
            "Customers are put in order of value, largest first; each has a share of the sum of all positive values."
        ),
        *_classes(words, settings.abc),
        words("Gini, uncorrected: Σ(2i − n − 1)·x / (n·Σx). Effective customers: 1 / Σ share²."),
    ]


def _classes(words: Words, abc: AbcSettings) -> list[str]:
    limits = abc_class.COUNT_SHARES if abc.basis == "count" else abc.limits
    a, b = (words.limit(limit) for limit in limits)
    if abc.basis == "share":
        return [words(BORDERS[abc.border], a=a, b=b)]
    if abc.basis == "count":
        return [words(COUNT, a=a, b=b)]
    refused = words(
        "With fewer than {n} customers of positive value or a Gini below {gini}: shares of the money, {a} and {b}.",
        n=abc_class.COMPUTED_MIN_CUSTOMERS,
        gini=words.plain(abc_class.COMPUTED_MIN_GINI),
        a=a,
        b=b,
    )
    return [*(words(line) for line in COMPUTED), refused]


def _xyz(words: Words, settings: Settings) -> list[str]:
    xyz = settings.xyz
    lines = [words(PERIODS[xyz.empty_periods])]
    if xyz.method == "classic":
        x, y = (words.limit(limit) for limit in xyz.limits)
        return [*lines, words(DEVIATIONS[xyz.ddof]), words(VARIATION[xyz.rule], x=x, y=y)]
    return [
        *lines,
        words("c: standard deviation of the m amounts divided by their mean, times 1 + 1 / (4m)."),
        words(
            "Z: m below {m} or a below {rare}. X: a from {often} and c up to {steady}. Y: the rest.",
            m=words.number(max(2, xyz.min_active)),
            rare=words.limit(xyz.rare),
            often=words.limit(xyz.often),
            steady=words.limit(xyz.steady),
        ),
        words("Borderline: leaving out one period would change the letter. Provisional: too few periods to say."),
    ]


def _rfm(words: Words, settings: Settings) -> list[str]:
    rfm, chosen = settings.rfm, "rfm.scoring" in settings.given
    best = "5" if rfm.scoring == "fixed" else rfm.bins
    lines = [
        words("R: days since the last purchase. F: how often. M: how much. {n} is the best score of each.", n=best),
        words(SCORES[rfm.scoring], n=best, r=_value(words, rfm, "edges_r"), f=_value(words, rfm, "edges_f")),
        words(SECOND_AXIS[rfm.fm]),
    ]
    if not chosen:
        lines.append(
            words(
                "Fixed limits are used for fewer than {n} customers with a purchase or {m} different values.",
                n=rfm_class.MIN_SCORED,
                m=rfm_class.MIN_DISTINCT,
            )
        )
    if not chosen or rfm.scoring == "fixed":
        lines.append(_limits_of_m(words, rfm))
    return lines


def _limits_of_m(words: Words, rfm: RfmSettings) -> str:
    if rfm.edges_m is not None:
        return words("Limits of M: {limits}.", limits=_value(words, rfm, "edges_m"))
    steps = ", ".join(words.plain(step) for step in rfm_class.MONEY_STEPS)
    return words("Limits of M, where none are given: the median document × {steps}.", steps=steps)


def _value(words: Words, rfm: RfmSettings, name: str) -> str:
    return say.setting_value(words, f"rfm.{name}", getattr(rfm, name))


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
