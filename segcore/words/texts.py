"""Sentences with facts: what the tables of errors, notices and lights hold, and how a fact becomes text."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from segcore.errors import MONEY_FACTS, Fact
from segcore.words import STRICT, Words, criteria
from segcore.words.formats import NOTHING
from segcore.words.markers import mark
from segcore.words.problems import problem

MEGABYTE = 1_000_000
UNKNOWN = mark("Something needs a look: {code}.")


@dataclass(frozen=True)
class Sentence:
    """A text with {facts}. With `many`, the whole number named `count` decides the form and may stand as {n}."""

    text: str
    many: str = ""
    count: str = ""


def one(text: str) -> Sentence:
    """A sentence without plural forms. (A keyword of the extraction, as `counted`.)"""
    return Sentence(text)


def counted(text: str, many: str, count: str) -> Sentence:
    """A sentence whose form follows the fact `count`."""
    return Sentence(text, many, count)


class _Shown(dict[str, str]):
    def __missing__(self, name: str) -> str:
        if os.environ.get(STRICT):
            raise KeyError(name)
        return NOTHING


def say(w: Words, table: Mapping[str, Sentence], code: str, facts: Mapping[str, Fact]) -> str:
    """The sentence for a code. An unknown code gives a general sentence (KeyError under LABRADOR_STRICT_WORDS)."""
    sentence = table.get(code)
    if sentence is None:
        if os.environ.get(STRICT):
            raise KeyError(code)
        return w(UNKNOWN, code=code)
    shown = _Shown({name: fact(w, name, value) for name, value in facts.items()})
    if not sentence.many:
        return w.texts.gettext(sentence.text).format_map(shown)
    number = facts.get(sentence.count)
    n = number if isinstance(number, int) else 0
    shown["n"] = w.number(n)
    return w.texts.ngettext(sentence.text, sentence.many, n).format_map(shown)


def fact(w: Words, name: str, value: Fact | date) -> str:
    """A fact as text, by its name: money, shares, sizes and days as such, everything else by its type."""
    if value is None:
        return NOTHING
    if isinstance(value, tuple):
        items = [_period(w, item) for item in value] if name == "labels" else [_text(w, name, item) for item in value]
        return w.listed(items, most=6)
    if isinstance(value, date):
        return w.date(value)
    if isinstance(value, str):
        return _text(w, name, value)
    if name in MONEY_FACTS:
        return w.exact(value)
    if name in SHARES:
        return w.percent(value)
    if name in WHOLE:
        return w.number(value)
    if name in SIZES:
        return w("{n} MB", n=w.plain(math.ceil(value / MEGABYTE * 10) / 10))
    return w.plain(value)


SHARES = frozenset({"share", "peak"})
SIZES = frozenset({"size"})
NAMED = {
    ("order", "dmy"): mark("day first"),
    ("order", "mdy"): mark("month first"),
    ("bases", "net"): mark("net"),
    ("bases", "gross"): mark("gross"),
    ("bases", "payment"): mark("paid"),
    ("mark", ","): mark("a comma"),
    ("mark", "."): mark("a point"),
    **{("criterion", code): name for code, name in criteria.NAMES.items()},
}
WHOLE = frozenset({"gap_days", "limit"})
DAYS = frozenset({"as_of", "day"})


def _text(w: Words, name: str, text: str) -> str:
    if (name, text) in NAMED:
        return w(NAMED[name, text])
    if name == "problem":
        return problem(w, text)
    return _day(w, text) if name in DAYS else text


def _period(w: Words, label: str) -> str:
    try:
        return w.period(label)
    except ValueError:
        return label


def _day(w: Words, text: str) -> str:
    try:
        return w.date(date.fromisoformat(text))
    except ValueError:
        return text
