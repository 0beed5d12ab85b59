"""The first page: the finding, four figures, what to do first, where the money sits, how far to trust it."""

from __future__ import annotations

import numpy as np

from segcore.analysis import Analysis
from segcore.colours import ACTION_TOKEN, LIGHT_TOKEN
from segcore.printed.drawings import pareto, periods
from segcore.printed.markup import Html, tag
from segcore.printed.tables import coloured, drawn, money_label, section
from segcore.shapes import pareto_table, recent_periods
from segcore.views import headline, monday, pick, span
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.findings import bring

NAMED = 12


def head(analysis: Analysis, words: Words, title: str) -> Html:
    """Whose ledger, the finding, and what it is of."""
    facts = headline(analysis)
    finding = (
        bring(words, analysis.value, facts.best, facts.customers, facts.best_share)
        if facts.best
        else words("What the ledger says")
    )
    if facts.best and facts.quiet:
        second = words.plural("{n} of the best has gone quiet", "{n} of the best have gone quiet", facts.quiet)
        finding = words("{first}; {second}", first=finding, second=second)
    days = span(analysis)
    line = " · ".join(filter(None, (words.span(*days) if days else words("no dates"), _basis(analysis, words))))
    return tag("header", tag("div", title, class_="kicker"), tag("h1", finding), tag("p", line, class_="muted"))


def _basis(analysis: Analysis, words: Words) -> str:
    name = {
        "net": lambda: words("net revenue"),
        "gross": lambda: words("gross revenue"),
        "payment": lambda: words("payments received"),
        "unknown": lambda: words("revenue"),
    }[analysis.report.basis]()
    currency = analysis.report.currency
    return words("{what} in {currency}", what=name, currency=currency) if currency else name


def figures(analysis: Analysis, words: Words) -> Html:
    """Revenue, active customers, the largest, the best gone quiet."""
    facts, spread, dated = headline(analysis), analysis.concentration, analysis.as_of is not None
    revenue = words("Revenue, last 12 months") if dated else words("Revenue")
    change = words("{change} on last year", change=words.change(facts.change)) if facts.change is not None else ""
    stake = words("{money} a year at stake", money=words.short(facts.at_stake)) if facts.quiet else ""
    rows = (
        (revenue, words.short(facts.revenue), change),
        (words("Active customers"), words.number(facts.active), words("{n} new", n=words.number(facts.new))),
        (words("Largest customer"), words.percent(spread.top1), ""),
        (words("Best customers gone quiet"), words.number(facts.quiet), stake),
    )
    boxes = (
        tag("div", tag("span", label), tag("b", value), tag("span", note), class_="figure")
        for label, value, note in rows
    )
    return tag("div", *boxes, class_="figures")


def first(analysis: Analysis, words: Words) -> Html:
    """What to do first, and by name who is to be called now."""
    tasks = monday(analysis)
    if not tasks:
        return section(words("What to do first"), words("No advice is given on too little data."))
    money = words("12 months") if analysis.as_of is not None else money_label(analysis, words)
    rows = [
        (
            coloured(ACTION_TOKEN[task.action], say.action_name(words, task.action)),
            say.action_advice(words, task.action),
            words.number(task.customers),
            words.short(task.revenue),
        )
        for task in tasks
    ]
    heads = (words("Action"), words("What it means"), words("Customers"), money)
    return section(words("What to do first"), "", drawn(heads, rows, (2, 3)), *_calls(analysis, words))


def _calls(analysis: Analysis, words: Words) -> list[Html]:
    places = pick(analysis, "action", "call_now")
    if not len(places):
        return []
    names = [str(name) for name in analysis.customers["customer"].iloc[places[:NAMED]]]
    rest = len(places) - len(names)
    listed = ", ".join(names)
    told = words.plural("{names} and {n} more", "{names} and {n} more", rest, names=listed) if rest else listed
    label = say.action_name(words, "call_now")
    return [tag("p", coloured("call", f"{label}:"), " ", told, style="margin-top:2mm")]


def money(analysis: Analysis, words: Words) -> Html:
    """The Pareto curve and what it says."""
    table = pareto_table(analysis)
    if not len(table):
        return Html("")
    spread = analysis.concentration
    said = words.plural(
        "{n} customer brings 80%, as if the money came from {equal} equal ones",
        "{n} customers bring 80%, as if the money came from {equal} equal ones",
        spread.for_80_percent,
        equal=words.number(round(spread.effective_customers)),
    )
    return section(words("Where the money sits"), said, pareto(table, words))


def series(analysis: Analysis, words: Words, name: str) -> Html:
    """Sales of all customers by period; name: the heading."""
    recent = recent_periods(analysis)
    if not len(recent):
        return Html("")
    sums = np.zeros(len(analysis.grid.labels))
    rows = analysis.series
    np.add.at(sums, rows["period"].to_numpy(), rows["amount"].to_numpy().astype(float))
    labels = [words.period(analysis.grid.labels[place]) for place in recent]
    drawing = periods(labels, sums[recent.start : recent.stop].tolist(), name, words)
    return section(name, "", drawing) if drawing else Html("")


def trust(analysis: Analysis, words: Words) -> Html:
    """How far to trust each analysis, and why."""
    names = {"abc": "ABC", "xyz": "XYZ", "rfm": "RFM"}
    rows = [
        (
            names[light.analysis],
            coloured(LIGHT_TOKEN[light.light], say.light_name(words, light.light)),
            say.light(words, light),
        )
        for light in analysis.lights
    ]
    return section(words("How far to trust this"), "", drawn(("", "", words("Why")), rows))
