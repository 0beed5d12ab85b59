"""What the Overview is made of: its finding, figures, Monday list and curve."""

from __future__ import annotations

import streamlit as st

from pages.ui import session
from pages.ui.frame import Open, go
from pages.ui.parts import Figure, coloured, dark, figures, section, value_text, with_currency
from segcore import charts
from segcore.colours import ACTION_TOKEN
from segcore.shapes import pareto_table
from segcore.views import Headline, Task, monday
from segcore.words import Words
from segcore.words import sentences as say
from segcore.words.findings import bring
from segcore.words.markers import mark

CURVES = (mark("Pareto"), mark("Lorenz"))


def finding(words: Words, value: str, facts: Headline) -> str:
    """`53 of 312 customers bring 80% of revenue; 5 of the best have gone quiet`."""
    if not facts.best:
        return words("No customer stands out: nobody is in class A")
    first = bring(words, value, facts.best, facts.customers, facts.best_share)
    if not facts.quiet:
        return first
    second = words.plural("{n} of the best has gone quiet", "{n} of the best have gone quiet", facts.quiet)
    return words("{first}; {second}", first=first, second=second)


def metrics(page: Open, facts: Headline) -> None:
    """Revenue, active customers, the largest, the best gone quiet."""
    words, analysis, spread = page.words, page.analysis, page.analysis.concentration
    dated = analysis.as_of is not None
    grown = facts.change is not None and facts.change >= 0
    change = words("{change} on last year", change=words.change(facts.change)) if facts.change is not None else ""
    figures(
        [
            Figure(
                with_currency(words, analysis, mark("Revenue, last 12 months") if dated else mark("Revenue")),
                words.short(facts.revenue),
                change,
                "target" if grown else "call",
                "up" if grown else "down",
            ),
            Figure(
                words("Active customers"),
                words.number(facts.active),
                words("{n} new", n=words.number(facts.new)) if dated else "",
            ),
            Figure(
                words("Largest customer"),
                words.percent(spread.top1),
                words("10 largest: {share}", share=words.percent(spread.top10)),
                "call" if spread.red else "rest",
            ),
            Figure(
                words("Best customers gone quiet"),
                words.number(facts.quiet),
                words("{money} a year at stake", money=words.short(facts.at_stake)) if facts.quiet else "",
                "call",
            ),
        ]
    )


def tasks(page: Open) -> None:
    """What to do on Monday: a row opens the customers of that action."""
    rows = monday(page.analysis)
    dated = page.analysis.as_of is not None
    with section("monday", page.words("What to do on Monday")):
        if rows:
            label = "Revenue, last 12 months" if dated else "Revenue"
            st.caption(with_currency(page.words, page.analysis, label), width="content")
    if not rows:
        st.caption(
            page.words("No advice yet: how regularly customers buy cannot be judged, so only the money is shown.")
        )
        return
    with st.container(key="box_monday"):
        for task in rows:
            if st.button(
                task_label(page, task),
                key=f"go_{task.action}",
                type="tertiary",
                icon=":material/chevron_right:",
                icon_position="right",
                width="stretch",
                on_click=session.pick,
                kwargs={"action": task.action, "cell": None},
            ):
                go("matrix")


def task_label(page: Open, task: Task) -> str:
    """Action and money on the first line, advice and customers on the second."""
    words = page.words
    name = coloured(ACTION_TOKEN[task.action], f"**{say.action_name(words, task.action)}**")
    count = words.plural("{n} customer", "{n} customers", task.customers)
    advice = say.action_advice(words, task.action)
    return f"***{words.short(task.revenue)}***{name}  \n*:gray[{count}]*:gray[{advice}]"


def money(page: Open) -> None:
    """Pareto or Lorenz, and what the curve says in words."""
    words, analysis = page.words, page.analysis
    table = pareto_table(analysis)
    with section("money", words("Where the money sits")):
        kind = st.segmented_control(
            words("Curve"),
            CURVES,
            default=CURVES[0],
            format_func=words,
            required=True,
            key="curve",
            label_visibility="collapsed",
            persist_state="session",
        )
    if not len(table):
        st.caption(words("Nobody has positive revenue, so there is no curve to draw."))
        return
    spread = analysis.concentration
    if kind == CURVES[1]:
        chart = charts.lorenz(table, words, dark(), spread.gini)
    else:
        chart = charts.pareto(table, words, dark(), lambda value: value_text(words, analysis, value))
    said = words.plural(
        "{n} customer brings 80%, as if the money came from {equal} equal ones",
        "{n} customers bring 80%, as if the money came from {equal} equal ones",
        spread.for_80_percent,
        equal=words.number(round(spread.effective_customers)),
    )
    st.altair_chart(chart, theme=None, key=f"chart_{kind}", alt=f"{kind}. {said}")
    st.caption(said)
