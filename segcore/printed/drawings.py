"""Small drawings as SVG inside the page: the Pareto curve, sales by period, one customer's periods."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from segcore.colours import LIGHT
from segcore.printed.markup import Html, tag
from segcore.words import Words

WIDE, HIGH, BASE, TOP = 720.0, 230.0, 200.0, 22.0
LABELS = 8
NARROW, FULL = 60.0, 0.94
SPARK_WIDE, SPARK_HIGH = 120.0, 24.0


def pareto(table: pd.DataFrame, words: Words) -> Html:
    """Bars per customer, largest first, the cumulative share over them, and the classes. table: shapes.pareto_table."""
    last, largest = float(table["rank"].max()), float(table["value"].max())
    across, up = WIDE / last, (BASE - TOP) / largest if largest > 0 else 0.0
    bars, points, marks = [], [f"0,{BASE:.1f}"], []
    for row in table.to_dict("records"):
        left, right, high = row["from_rank"] * across, row["rank"] * across, row["value"] * up * FULL
        bars.append(_bar(left, high, right - left, LIGHT.fills[str(row["abc"])]))
        points.append(f"{right:.1f},{BASE - (BASE - TOP) * row['cumulative']:.1f}")
    for letter, part in table.groupby("abc", observed=True):
        start, end = float(part["from_rank"].min()) * across, float(part["rank"].max()) * across
        count = words.number(int(part["rank"].max() - part["from_rank"].min()))
        if end - start > NARROW:
            marks.append(tag("text", f"{letter} · {count}", x=f"{(start + end) / 2:.1f}", y=12, text_anchor="middle"))
        if end < WIDE - 1:
            marks.append(_rule(end))
            share = words.percent(float(part["cumulative"].iloc[-1]))
            high = BASE - (BASE - TOP) * float(part["cumulative"].iloc[-1])
            marks.append(tag("circle", cx=f"{end:.1f}", cy=f"{high:.1f}", r=4, fill=LIGHT.ink))
            marks.append(tag("text", share, x=f"{end + 8:.1f}", y=f"{high + 14:.1f}", class_="strong"))
    curve = tag("polyline", points=" ".join(points), fill="none", stroke=LIGHT.ink, stroke_width=2)
    name = tag("text", words("Customers, largest first"), x=0, y=HIGH - 8)
    return _drawing(words("Customers, largest first"), *bars, *marks, curve, name)


def periods(labels: Sequence[str], amounts: Sequence[float], name: str, words: Words) -> Html:
    """Sales by period as bars; every few periods one label. amounts: minor units."""
    largest = max((0.0, *amounts))
    if not amounts or largest <= 0:
        return Html("")
    wide, up = WIDE / len(amounts), (BASE - TOP) / largest
    step = max(1, -(-len(labels) // LABELS))
    drawn: list[Html] = []
    for place, (label, amount) in enumerate(zip(labels, amounts, strict=True)):
        drawn.append(_bar(place * wide + wide * 0.12, max(amount, 0.0) * up, wide * 0.76, LIGHT.fills["A"]))
        if place % step == 0:
            drawn.append(tag("text", label, x=f"{place * wide + wide * 0.12:.1f}", y=HIGH - 12))
    top = tag("text", words.short(round(largest)), x=0, y=12)
    return _drawing(name, *drawn, top)


def spark(amounts: Sequence[float]) -> Html:
    """One customer's recent periods, from zero."""
    largest = max((0.0, *amounts))
    if largest <= 0:
        return Html("")
    wide = SPARK_WIDE / len(amounts)
    bars = [
        tag(
            "rect",
            x=f"{place * wide:.1f}",
            y=f"{SPARK_HIGH * (1 - amount / largest):.1f}",
            width=f"{wide * 0.8:.1f}",
            height=f"{SPARK_HIGH * amount / largest:.1f}",
            fill=LIGHT.fills["B"],
        )
        for place, amount in enumerate(amounts)
        if amount > 0
    ]
    return tag("svg", *bars, viewBox=f"0 0 {SPARK_WIDE:.0f} {SPARK_HIGH:.0f}", aria_hidden="true")


def _bar(left: float, high: float, wide: float, fill: str) -> Html:
    y = f"{BASE - high:.1f}"
    return tag("rect", x=f"{left:.2f}", y=y, width=f"{max(wide, 0.4):.2f}", height=f"{high:.1f}", fill=fill)


def _rule(at: float) -> Html:
    return tag("line", x1=f"{at:.1f}", x2=f"{at:.1f}", y1=0, y2=BASE, stroke=LIGHT.muted, stroke_opacity=0.6)


def _drawing(name: str, *parts: Html) -> Html:
    floor = tag("line", x1=0, x2=WIDE, y1=BASE, y2=BASE, stroke=LIGHT.border)
    return tag("svg", tag("title", name), *parts, floor, viewBox=f"0 0 {WIDE:.0f} {HIGH:.0f}", role="img")
