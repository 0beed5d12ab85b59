"""Sentences of the portrait, the look-alikes and the list of customers. Names and values stand in them as they are: who
shows them as Markdown escapes them before.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from segcore.customer_attributes import Match
from segcore.lookalike import LEAST, Resemblance
from segcore.portrait import SMALL_SAMPLE, Finding, Portrait
from segcore.words import Words
from segcore.words.markers import mark
from segcore.words.names import ROLES

LIKE_ALL = 1.2
FEWEST_TARGET, FEWEST = 5, 20
Shown = Callable[[str], str]

TARGETS = {"A": mark("A"), "AX_BX": mark("AX and BX"), "AB": mark("A and B")}
LEVELS = (mark("0 unlike them"), mark("1 a little"), mark("2 much"), mark("3 like your best"))


def target_name(w: Words, target: str) -> str:
    """`AX and BX`."""
    return w(TARGETS[target])


def attribute(w: Words, name: str, shown: Shown = str) -> str:
    """The header of an attribute, or our word for what it is."""
    return w(ROLES[name]) if name in ROLES else shown(name)


def named(w: Words, found: Finding, shown: Shown = str) -> str:
    """`Industry: construction`; two of a pair with a plus between."""
    pairs = zip(found.attributes, found.values, strict=True)
    return " + ".join(f"{attribute(w, name, shown)}: {shown(value)}" for name, value in pairs)


def counts(w: Words, found: Finding) -> str:
    """`5 of 6 against 7 of 20`."""
    return w(
        "{a} of {b} against {c} of {d}",
        a=w.number(found.target),
        b=w.number(found.target_n),
        c=w.number(found.target + found.others),
        d=w.number(found.target_n + found.others_n),
    )


def lift(w: Words, found: Finding) -> str:
    """How much more often than among all."""
    if found.lift >= LIKE_ALL:
        return w("{times} as often as among all", times=w.ratio(found.lift))
    if found.lift * LIKE_ALL >= 1:
        return w("as often as among all")
    return w("less often than among all")


def money(w: Words, found: Finding) -> str:
    """What part of the money they bring for each part of the customers, with and without the largest."""
    if isnan(found.money):
        return ""
    if isnan(found.money_without_top):
        return w("share of the money {with_all} their share of customers", with_all=w.ratio(found.money))
    return w(
        "share of the money {with_all} their share of customers, {without} without the largest",
        with_all=w.ratio(found.money),
        without=w.ratio(found.money_without_top),
    )


def why_none(w: Words, found: Portrait, target: str) -> str:
    """Why there is no portrait; empty where there is one."""
    if found.target_n >= FEWEST_TARGET and found.n >= FEWEST:
        return ""
    return w(
        "Too few for a portrait: {a} {target} among {n} customers; at least {least} among {least_all} are needed",
        a=w.number(found.target_n),
        target=target_name(w, target),
        n=w.number(found.n),
        least=FEWEST_TARGET,
        least_all=FEWEST,
    )


def headline(w: Words, found: Portrait, target: str, shown: Shown = str) -> str:
    """What sets the target apart, in one line."""
    both = [each for each in found.findings if each.unites and each.distinguishes]
    apart = [each for each in found.findings if each.distinguishes]
    uniting = [each for each in found.findings if each.unites]
    name = target_name(w, target)
    if both:
        return w(
            "{share} of your {target} customers: {named}; {base} of all",
            share=w.percent(both[0].share),
            target=name,
            named=named(w, both[0], shown),
            base=w.percent(both[0].base),
        )
    if apart:
        times = w.ratio(apart[0].lift)
        text = mark("{named} is {times} as frequent among your {target} customers as among all")
        return w(text, named=named(w, apart[0], shown), times=times, target=name)
    if uniting:
        text = mark("Most {target} customers share {named}, and so do most of the others")
        return w(text, target=name, named=named(w, uniting[0], shown))
    return w("Nothing you know of them sets your {target} customers apart", target=name)


def trust(w: Words, found: Portrait, target: str) -> str:
    """On how many customers it stands, and what it does not say."""
    count, name = found.target_n, target_name(w, target)
    market = w("It describes the customers you have, not the market.")
    if count < SMALL_SAMPLE:
        hint = w.plural(
            "{n} {target} customer: a hint, not a law.",
            "{n} {target} customers: a hint, not a law.",
            count,
            target=name,
        )
    else:
        hint = w.plural("Based on {n} {target} customer.", "Based on {n} {target} customers.", count, target=name)
    return f"{hint} {market}"


def greyed(w: Words, found: Portrait, shown: Shown = str) -> str:
    """The attributes of which too little is known; empty where there are none."""
    parts = [f"{attribute(w, name, shown)} ({w.percent(found.unknown[name])})" for name in found.greyed]
    return w("Not judged, because too often unknown: {listed}.", listed=w.listed(parts, 8)) if parts else ""


def matched(w: Words, found: Match) -> str:
    """How many rows of a list were recognised, and how."""
    return w(
        "{tax} rows found by tax number, {name} by name, {nobody} belong to no customer of the ledger",
        tax=w.number(found.by_tax),
        name=w.number(found.by_name),
        nobody=w.number(len(found.unmatched)),
    )


def doubled(w: Words, found: Match) -> str:
    """Further rows about the same customer; empty where there are none."""
    if not found.doubles:
        return ""
    return w.plural(
        "{n} row is about a customer who has one already: the first known value counts.",
        "{n} rows are about customers who have one already: the first known value counts.",
        found.doubles,
    )


def knows(w: Words, found: Resemblance | None) -> str:
    """Whether resemblance says anything on this ledger."""
    if found is None:
        return w(
            "Look-alikes are switched off: at least {n} of the best and {n} of the others are needed.",
            n=w.number(LEAST),
        )
    tested = w(
        "on customers left out of the sum it puts the better one first in {auc} of the pairs ({low} to {high})",
        auc=w.percent(found.auc),
        low=w.percent(found.low),
        high=w.percent(found.high),
    )
    if not found.knows:
        return w("Look-alikes are switched off: on your data they do no better than chance ({tested}).", tested=tested)
    return w("Tested: {tested}; chance is 50%.", tested=tested)


def level(w: Words, value: int) -> str:
    """What a level of resemblance means."""
    return w(LEVELS[value])
