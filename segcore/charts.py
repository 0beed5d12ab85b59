"""Charts for shapes: how the money is spread, and how one customer buys. Tables and words in, Altair charts out.

Every text comes from the words, every colour from the token table; numbers on axes are written by the words too, so
that no chart follows the browser's language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from segcore.colours import Palette, palette
from segcore.shapes import CustomerSeries
from segcore.words import Words

AXIS, LABEL, KEY = 13, 14, 15
HEIGHT, SERIES_HEIGHT = 330, 250
NARROWEST_ZONE = 0.12
HEADROOM = 1.12
NAMED_CLASSES = ("A", "B", "C")
FONT = '"Source Sans", sans-serif'


def pareto(
    table: pd.DataFrame, words: Words, dark: bool, value_text: Callable[[float], str], scale: float = 1.0
) -> alt.LayerChart:
    """Bars per customer, largest first, with the cumulative share and the borders of the classes.

    table: shapes.pareto_table. value_text writes a value on the axis.
    """
    colours = palette(dark)
    top = float(table["value"].max()) * HEADROOM
    last = int(table["rank"].max())
    rank = alt.X(
        "rank:Q",
        title=words("Customers, largest first"),
        scale=alt.Scale(domain=[0, last], nice=False),
        axis=_axis(ticks(last, 6), lambda number: words.number(int(number))),
    )
    bars = (
        alt.Chart(_steps(table))
        .mark_area(interpolate="step-after", line=False, opacity=1)
        .encode(
            x=rank,
            y=alt.Y(
                "value:Q",
                title=None,
                scale=alt.Scale(domain=[0, top], nice=False),
                axis=_axis(
                    ticks(top / HEADROOM, 5), lambda number: trimmed(words, value_text(number)) if number else ""
                ),
            ),
            color=_class_colour(colours),
        )
    )
    share = alt.Y("cumulative:Q", axis=None, scale=alt.Scale(domain=[0, HEADROOM], nice=False))
    curve = (
        alt.Chart(_with_origin(table, words))
        .mark_line(color=colours.ink, strokeWidth=2)
        .encode(x="rank:Q", y=share, tooltip=_tooltip(words))
    )
    borders = _borders(table, words)
    rules = alt.Chart(borders).mark_rule(color=colours.muted, strokeWidth=1, opacity=0.6).encode(x="rank:Q")
    dots = alt.Chart(borders).mark_point(filled=True, size=70, color=colours.ink, opacity=1).encode(x="rank:Q", y=share)
    marks = (
        alt.Chart(borders)
        .mark_text(align="left", dx=9, dy=13, fontSize=LABEL * scale, fontWeight=600, color=colours.ink)
        .encode(x="rank:Q", y=share, text="text:N")
    )
    zones = (
        alt.Chart(_zones(table, last))
        .mark_text(fontSize=LABEL * scale, fontWeight=600, color=colours.muted, baseline="top")
        .encode(x="rank:Q", y=alt.value(2), text="text:N")
    )
    under = alt.layer(rules, curve, dots, marks).resolve_scale(y="shared")
    layers = alt.layer(bars, under, zones).resolve_scale(y="independent")
    return _finish(layers.properties(height=round(HEIGHT * scale)), colours, scale)


def lorenz(table: pd.DataFrame, words: Words, dark: bool, gini: float, scale: float = 1.0) -> alt.LayerChart:
    """The same curve from the smallest customer up, against the line of equal customers."""
    colours = palette(dark)
    last = max(int(table["rank"].max()), 1)
    points = pd.DataFrame(
        {
            "people": np.concatenate([1 - table["rank"].to_numpy()[::-1] / last, [1.0]]),
            "money": np.concatenate([1 - table["cumulative"].to_numpy()[::-1], [1.0]]).clip(0.0, 1.0),
        }
    )
    points["equal"] = points["people"]
    axis = _axis([0.0, 0.2, 0.4, 0.6, 0.8, 1.0], lambda number: words.percent(number) if number else "")
    unit = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("people:Q", title=words("Customers, smallest first"), scale=unit, axis=axis)
    base = alt.Chart(points)
    between = base.mark_area(color=colours.fills["C"], opacity=0.55).encode(
        x=x, y=alt.Y("money:Q", title=None, scale=unit, axis=axis), y2="equal:Q"
    )
    curve = base.mark_line(color=colours.fills["A"], strokeWidth=2.5).encode(x=x, y="money:Q")
    even = base.mark_line(color=colours.muted, strokeWidth=1, strokeDash=[4, 4]).encode(x=x, y="equal:Q")
    key = (
        alt.Chart(pd.DataFrame({"people": [0.62], "money": [0.42], "text": [f"Gini {words.decimal(gini, 2)}"]}))
        .mark_text(fontSize=KEY * scale, fontWeight=600, color=colours.ink)
        .encode(x="people:Q", y="money:Q", text="text:N")
    )
    layers = alt.layer(between, even, curve, key)
    return _finish(layers.properties(height=round(HEIGHT * scale)), colours, scale)


def series(view: CustomerSeries, words: Words, dark: bool, scale: float = 1.0) -> alt.LayerChart:
    """One customer's revenue by period with the band of the usual period and, if overdue, the day it was due."""
    colours = palette(dark)
    table = view.table.assign(
        key=[day.isoformat() for day in view.table["start"]],
        period=[words.period(label) for label in view.table["label"]],
        money=[words.short(round(amount * 100)) for amount in view.table["amount"]],
    )
    keys = list(table["key"])
    highest = max([float(table["amount"].max()), (view.usual[1] / 100) if view.usual else 0.0, 1.0])
    lowest = min(float(table["amount"].min()), 0.0)
    labelled = dict(zip(keys[::4], list(table["period"])[::4], strict=True))
    band = alt.Scale(domain=keys, paddingInner=0.28, paddingOuter=0.14)
    axis = alt.Axis(values=list(labelled), labelExpr=_lookup(list(labelled), list(labelled.values())), labelAngle=0)
    x = alt.X("key:O", title=None, scale=band, axis=axis)
    y = alt.Y(
        "amount:Q",
        title=None,
        scale=alt.Scale(domain=[lowest, highest * 1.08], nice=False),
        axis=_axis(
            ticks(highest, 4), lambda number: trimmed(words, words.short(round(number * 100))) if number else ""
        ),
    )
    bars = (
        alt.Chart(table)
        .mark_bar(color=colours.fills["B" if dark else "A"], cornerRadiusEnd=2)
        .encode(
            x=x,
            y=y,
            tooltip=[alt.Tooltip("period:N", title=words("Period")), alt.Tooltip("money:N", title=words("Revenue"))],
        )
    )
    layers: list[alt.Chart] = [bars]
    if view.usual:
        low, high = view.usual[0] / 100, view.usual[1] / 100
        usual = pd.DataFrame({"amount": [low], "high": [high]})
        ground = alt.Chart(usual).mark_rect(color=colours.fills["C"], opacity=0.32).encode(y=y, y2="high:Q")
        layers.insert(0, ground)
    if view.due:
        layers += _due(view.due, keys, words, colours, scale, x)
    return _finish(alt.layer(*layers).properties(height=round(SERIES_HEIGHT * scale)), colours, scale)


def ticks(top: float, count: int) -> list[float]:
    """Round numbers from 0 up to `top`, about `count` of them."""
    if not top > 0:
        return [0.0]
    rough = top / count
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(float(power * factor) for factor in (1, 2, 2.5, 5, 10) if power * factor >= 0.8 * rough)
    return [float(step * i) for i in range(int(top / step + 1e-9) + 1)]


def trimmed(words: Words, text: str) -> str:
    """A figure without zeros at its decimal end: `4.00M` is `4M` on an axis."""
    return re.sub(rf"{re.escape(words.formats.decimal)}(\d*?)0+(?!\d)", _rest(words), text)


def _rest(words: Words) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{words.formats.decimal}{found.group(1)}" if found.group(1) else ""


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
        .encode(x=x, y=alt.value(2), text="text:N")
    )
    return [rule, text]


def _steps(table: pd.DataFrame) -> pd.DataFrame:
    starts = table[["from_rank", "value", "abc"]].rename(columns={"from_rank": "rank"})
    ends = table.groupby("abc", as_index=False).last()[["rank", "value", "abc"]]
    return pd.concat([starts, ends]).sort_values(["abc", "rank"], kind="stable")


def _with_origin(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    origin = pd.DataFrame({"rank": [0], "cumulative": [0.0]})
    curve = pd.concat([origin, table[["rank", "cumulative"]]], ignore_index=True)
    return curve.assign(
        first=[words.number(rank) for rank in curve["rank"]],
        together=[words.percent(share) for share in curve["cumulative"]],
    )


def _borders(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    ends = table.groupby("abc", as_index=False).last()
    inner = ends[(ends["abc"] != ends["abc"].max()) & ends["abc"].isin(NAMED_CLASSES)]
    text = [words.percent(share) for share in inner["cumulative"]]
    return pd.DataFrame({"rank": inner["rank"], "cumulative": inner["cumulative"], "text": text})


def _zones(table: pd.DataFrame, last: int) -> pd.DataFrame:
    spans = table.groupby("abc", as_index=False).agg(start=("from_rank", "min"), end=("rank", "max"))
    wide = spans[(spans["end"] - spans["start"]) / last >= NARROWEST_ZONE]
    text = [f"{letter} · {count}" for letter, count in zip(wide["abc"], wide["end"] - wide["start"], strict=True)]
    return pd.DataFrame({"rank": (wide["start"] + wide["end"]) / 2, "text": text})


def _tooltip(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("first:N", title=words("Largest customers")),
        alt.Tooltip("together:N", title=words("Together")),
    ]


def _class_colour(colours: Palette) -> alt.Color:
    fills = [colours.fills[letter] for letter in NAMED_CLASSES]
    return alt.Color("abc:N", scale=alt.Scale(domain=list(NAMED_CLASSES), range=fills), legend=None)


def _axis(values: list[float], text: Callable[[float], str]) -> alt.Axis:
    return alt.Axis(values=values, labelExpr=_lookup(values, [text(value) for value in values]))


def _lookup(values: Sequence[float] | Sequence[str], texts: Sequence[str]) -> str:
    return f"{json.dumps(list(texts))}[indexof({json.dumps(list(values))}, datum.value)]"


def _finish(chart: Any, colours: Palette, scale: float) -> alt.LayerChart:
    finished: alt.LayerChart = (
        chart.configure(background="transparent", font=FONT, padding={"left": 4, "right": 4, "top": 4, "bottom": 8})
        .configure_view(stroke=None)
        .configure_axis(
            domain=False,
            ticks=False,
            grid=True,
            gridColor=colours.border,
            gridOpacity=0.7,
            labelColor=colours.muted,
            titleColor=colours.muted,
            labelFontSize=AXIS * scale,
            titleFontSize=AXIS * scale,
            titleFontWeight="normal",
            titlePadding=8,
            labelPadding=8,
            labelFlush=False,
        )
        .configure_axisX(grid=False)
    )
    return finished
