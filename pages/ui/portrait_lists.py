"""The findings of the Portrait: two lists, pairs, all values; a click makes a finding a segment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from pages.ui import session
from pages.ui.frame import Open
from pages.ui.parts import dark, section
from pages.ui.portrait_found import Found
from pages.ui.segments_offered import offer, row
from segcore import charts
from segcore.charts.lift import Bar
from segcore.portrait import Finding
from segcore.words import portraits as say

MOST, CHARTED, NEAREST = 8, 12, 2
HALF = 0.5


def lists(page: Open, found: Found) -> None:
    """What unites the target, and what distinguishes it, side by side."""
    words, left, right = page.words, *st.columns(2, gap="medium")
    with left:
        with section("unites", words("What unites them")):
            pass
        st.caption(words("Most of them have it, whatever the others have."))
        uniting = [each for each in found.portrait.findings if each.unites]
        _rows(page, found, sorted(uniting, key=lambda each: -each.share), "u")
        if not uniting:
            st.markdown(words("No value is shared by 60% of them. The most common:"))
            _rows(page, found, sorted(found.portrait.findings, key=lambda each: -each.share)[:NEAREST], "n")
    with right:
        with section("apart", words("What distinguishes them")):
            pass
        st.caption(words("They have it clearly more often than chance would give."))
        apart = [each for each in found.portrait.findings if each.distinguishes]
        _rows(page, found, apart, "d")
        if not apart:
            st.markdown(words("No value is clearly more frequent among them than among all."))


def pairs(page: Open, found: Found) -> None:
    """Two values together that say more than each alone."""
    if not found.portrait.pairs:
        return
    with section("pairs", page.words("Two together say more")):
        pass
    _rows(page, found, found.portrait.pairs, "p")


def chart(page: Open, found: Found) -> None:
    """How much more or less often each of the most telling values stands in the target."""
    words = page.words
    telling = sorted(found.portrait.findings, key=lambda each: -abs(each.weighted))[:CHARTED]
    shown = sorted((each for each in telling if each.lift > 0), key=lambda each: -each.lift)
    if not shown:
        return
    with section("lift", words("How much more often than among all")):
        pass
    name = say.target_name(words, found.target)
    bars = [
        Bar(
            say.named(words, each, page.name),
            each.lift,
            words(
                "{a} of {b} {target} · {base} of all",
                a=words.number(each.target), b=words.number(each.target_n), target=name, base=words.percent(each.base),
            ),
        )
        for each in shown
    ]  # fmt: skip
    text = words("Bars to the right: more frequent in the target than among all customers; to the left: less frequent.")
    st.altair_chart(charts.lift(bars, words, dark()), theme=None, key="chart_lift", alt=text)
    st.caption(text)


def _rows(page: Open, found: Found, findings: Sequence[Finding], key: str) -> None:
    if not findings:
        return
    with st.container(key=f"box_{key}"):
        for number, each in enumerate(findings[:MOST]):
            with row(f"{key}_{number}", partial(_text, page, each)):
                why = page.words("Saves the rule as a segment of yours.")
                offer(page, f"segment_{key}_{number}", _name(page, each), found.rule(each), why)


def _text(page: Open, each: Finding) -> None:
    st.markdown(f"**{say.named(page.words, each, session.esc)}**")
    st.caption(_line(page, each))


def _line(page: Open, each: Finding) -> str:
    words = page.words
    parts = [say.counts(words, each), say.lift(words, each), say.money(words, each)]
    if each.unites and not each.distinguishes:
        parts[1] = words("but most of your customers are like this" if each.base >= HALF else "but it may be chance")
    return " · ".join(filter(None, parts))


def _name(page: Open, each: Finding) -> str:
    return page.name(" + ".join(_short(page, *part) for part in zip(each.attributes, each.values, strict=True)))


def _short(page: Open, name: str, value: str) -> str:
    """A value that speaks for itself, else with its attribute."""
    alone = len(value) > 3 and not any(letter.isdigit() for letter in value)
    return value if alone else f"{say.attribute(page.words, name)} {value}"
