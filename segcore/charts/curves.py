"""How the money is spread: the Pareto curve with its borders, the Lorenz curve."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import numpy as np
import pandas as pd

from segcore.charts.base import KEY, LABEL, TEXT, axis, finish, ticks, trimmed
from segcore.colours import Palette, palette
from segcore.words import Words

HEIGHT = 330
NARROWEST_ZONE = 0.12
HEADROOM = 1.12
NAMED_CLASSES = ("A", "B", "C")
RANK = alt.X("rank", type="quantitative")
PEOPLE = alt.X("people", type="quantitative")
MONEY = alt.Y("money", type="quantitative")
EQUAL = alt.Y("equal", type="quantitative")


def pareto(
    table: pd.DataFrame, words: Words, dark: bool, value_text: Callable[[float], str], scale: float = 1.0
) -> alt.LayerChart:
    """Bars per customer, largest first, with the cumulative share and the borders of the classes.

    table: shapes.pareto_table. value_text writes a value on the axis.
    """
    colours = palette(dark)
    last = int(table["rank"].max())
    zones = (
        alt.Chart(_zones(table, last))
        .mark_text(fontSize=LABEL * scale, fontWeight=600, color=colours.muted, baseline="top")
        .encode(x=RANK, y=alt.value(2), text=TEXT)
    )
    bars = _bars(table, words, colours, value_text)
    layers = alt.layer(bars, _curve(table, words, colours, scale), zones).resolve_scale(y="independent")
    return finish(layers.properties(height=round(HEIGHT * scale)), colours, scale)


def _bars(table: pd.DataFrame, words: Words, colours: Palette, value_text: Callable[[float], str]) -> alt.Chart:
    last, largest = int(table["rank"].max()), float(table["value"].max())
    values = axis(ticks(largest, 5), lambda number: trimmed(words, value_text(number)) if number else "")
    fills = [colours.fills[letter] for letter in NAMED_CLASSES]
    bars: alt.Chart = (
        alt.Chart(_steps(table))
        .mark_area(interpolate="step-after", line=False, opacity=1)
        .encode(
            x=alt.X(
                "rank:Q",
                title=words("Customers, largest first"),
                scale=alt.Scale(domain=[0, last], nice=False),
                axis=axis(ticks(last, 6), lambda number: words.number(int(number))),
            ),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, largest * HEADROOM], nice=False), axis=values),
            color=alt.Color("abc:N", scale=alt.Scale(domain=list(NAMED_CLASSES), range=fills), legend=None),
        )
    )
    return bars


def _curve(table: pd.DataFrame, words: Words, colours: Palette, scale: float) -> alt.LayerChart:
    share = alt.Y("cumulative:Q", axis=None, scale=alt.Scale(domain=[0, HEADROOM], nice=False))
    borders = alt.Chart(_borders(table, words))
    rules = borders.mark_rule(color=colours.muted, strokeWidth=1, opacity=0.6).encode(x=RANK)
    dots = borders.mark_point(filled=True, size=70, color=colours.ink, opacity=1).encode(x=RANK, y=share)
    marks = borders.mark_text(
        align="left", dx=9, dy=13, fontSize=LABEL * scale, fontWeight=600, color=colours.ink
    ).encode(x=RANK, y=share, text=TEXT)
    curve = (
        alt.Chart(_with_origin(table, words))
        .mark_line(color=colours.ink, strokeWidth=2)
        .encode(x=RANK, y=share, tooltip=_tooltip(words))
    )
    layers: alt.LayerChart = alt.layer(rules, curve, dots, marks).resolve_scale(y="shared")
    return layers


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
    shares = axis([0.0, 0.2, 0.4, 0.6, 0.8, 1.0], lambda number: words.percent(number) if number else "")
    unit = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("people:Q", title=words("Customers, smallest first"), scale=unit, axis=shares)
    base = alt.Chart(points)
    between = base.mark_area(color=colours.fills["C"], opacity=0.55).encode(
        x=x, y=alt.Y("money:Q", title=None, scale=unit, axis=shares), y2=alt.Y2("equal")
    )
    curve = base.mark_line(color=colours.fills["A"], strokeWidth=2.5).encode(x=x, y=MONEY)
    even = base.mark_line(color=colours.muted, strokeWidth=1, strokeDash=[4, 4]).encode(x=x, y=EQUAL)
    key = (
        alt.Chart(pd.DataFrame({"people": [0.62], "money": [0.42], "text": [f"Gini {words.decimal(gini, 2)}"]}))
        .mark_text(fontSize=KEY * scale, fontWeight=600, color=colours.ink)
        .encode(x=PEOPLE, y=MONEY, text=TEXT)
    )
    layers = alt.layer(between, even, curve, key)
    return finish(layers.properties(height=round(HEIGHT * scale)), colours, scale)


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
