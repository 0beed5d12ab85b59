"""One customer's revenue by period, with the band of the usual one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt
import pandas as pd

from segcore.charts.base import LABEL, TEXT, axis, finish, lookup, ticks, trimmed
from segcore.colours import Palette, palette
from segcore.shapes import CustomerSeries
from segcore.words import Words

HEIGHT = 250
LABEL_EVERY = 4


def series(view: CustomerSeries, words: Words, dark: bool, scale: float = 1.0) -> alt.LayerChart:
    """One customer's revenue by period with the band of the usual period and, if overdue, the day it was due."""
    colours = palette(dark)
    table = view.table.assign(
        key=[day.isoformat() for day in view.table["start"]],
        period=[words.period(label) for label in view.table["label"]],
        money=[words.short(round(amount * 100)) for amount in view.table["amount"]],
    ).drop(columns="start")
    keys = list(table["key"])
    x, y = _month_axis(table), _money_axis(view, words)
    tips = [alt.Tooltip("period:N", title=words("Period")), alt.Tooltip("money:N", title=words("Revenue"))]
    fill = colours.fills["B" if dark else "A"]
    layers = [alt.Chart(table).mark_bar(color=fill, cornerRadiusEnd=2).encode(x=x, y=y, tooltip=tips)]
    if view.usual:
        usual = pd.DataFrame({"amount": [view.usual[0] / 100], "high": [view.usual[1] / 100]})
        layers.insert(
            0, alt.Chart(usual).mark_rect(color=colours.fills["C"], opacity=0.32).encode(y=y, y2=alt.Y2("high"))
        )
    if view.due:
        layers += _due(view.due, keys, words, colours, scale, x)
    return finish(alt.layer(*layers).properties(height=round(HEIGHT * scale)), colours, scale)


def _month_axis(table: pd.DataFrame) -> alt.X:
    keys, texts = list(table["key"]), list(table["period"])
    labelled = keys[::LABEL_EVERY]
    band = alt.Scale(domain=keys, paddingInner=0.28, paddingOuter=0.14)
    labels = alt.Axis(values=labelled, labelExpr=lookup(labelled, texts[::LABEL_EVERY]), labelAngle=0)
    return alt.X("key:O", title=None, scale=band, axis=labels)


def _money_axis(view: CustomerSeries, words: Words) -> alt.Y:
    amounts = view.table["amount"]
    highest = max([float(amounts.max()), (view.usual[1] / 100) if view.usual else 0.0, 1.0])
    scale = alt.Scale(domain=[min(float(amounts.min()), 0.0), highest * 1.08], nice=False)
    labels = axis(ticks(highest, 4), lambda number: trimmed(words, words.short(round(number * 100))) if number else "")
    return alt.Y("amount:Q", title=None, scale=scale, axis=labels)


def _due(day: date, keys: Sequence[str], words: Words, colours: Palette, scale: float, x: alt.X) -> list[alt.Chart]:
    inside = [key for key in keys if key <= day.isoformat()]
    if not inside:
        return []
    late = len(inside) > len(keys) / 2
    place = pd.DataFrame({"key": [inside[-1]], "text": [words("due {day}", day=words.date(day))]})
    rule = alt.Chart(place).mark_rule(color=colours.tokens["call"], strokeWidth=1.5).encode(x=x)
    text = (
        alt.Chart(place)
        .mark_text(
            align="right" if late else "left",
            dx=-6 if late else 6,
            baseline="top",
            fontSize=LABEL * scale,
            fontWeight=600,
            color=colours.tokens["call"],
        )
        .encode(x=x, y=alt.value(2), text=TEXT)
    )
    return [rule, text]
