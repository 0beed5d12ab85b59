"""How much more or less often values stand in the target than among all: bars from a rule at 1 times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

import altair as alt
import pandas as pd

from segcore.charts.base import LABEL, finish
from segcore.colours import palette
from segcore.words import Words

ROW, BAR, STRONG = 42, 14, 1.2
NARROW = "width < 560"  # a phone: the lift alone stands beside the name
PLACE = alt.Y("place:O", axis=None)
LEAST = 0.125


@dataclass(frozen=True)
class Bar:
    """One value: its name, its lift (above 0), and the text beside the bar."""

    name: str
    lift: float
    text: str


def lift(bars: Sequence[Bar], words: Words, dark: bool, scale: float = 1.0) -> alt.LayerChart:
    """Names above the bars on the left, bars on a log2 axis around 1, lift and text on the right."""
    colours = palette(dark)
    steps = [log2(max(bar.lift, LEAST)) for bar in bars]
    reach = max(1.0, *(abs(step) for step in steps))
    table = pd.DataFrame(
        {
            "place": range(len(bars)),
            "name": [bar.name for bar in bars],
            "step": steps,
            "none": 0.0,
            "times": [words.ratio(bar.lift) for bar in bars],
            "text": [f"{words.ratio(bar.lift)}   {bar.text}" for bar in bars],
            "fill": [colours.fills["A" if bar.lift >= STRONG else "Y"] for bar in bars],
        }
    )
    base, axis = alt.Chart(table), alt.Scale(domain=[-reach, reach], nice=False)
    across = alt.X("step:Q", axis=None, scale=axis)
    rule = base.mark_rule(color=colours.ink, strokeWidth=1).encode(x=alt.X("none:Q", axis=None, scale=axis))
    filled = base.mark_bar(size=BAR * scale, yOffset=9 * scale).encode(
        x=across, x2="none:Q", y=PLACE, color=alt.Color("fill:N", scale=None)
    )
    above: dict[str, Any] = {"dy": -9 * scale, "fontSize": LABEL * scale, "color": colours.ink}
    names = base.mark_text(align="left", limit=alt.ExprRef(f"{NARROW} ? width - 60 : width / 2"), **above).encode(
        x=alt.value(0), y=PLACE, text=alt.Text("name:N")
    )
    figures = [
        base.mark_text(align="right", limit=alt.ExprRef("width / 2"), opacity=alt.ExprRef(shown), **above).encode(
            x=alt.value("width"), y=PLACE, text=alt.Text(text)
        )
        for text, shown in (("text:N", f"{NARROW} ? 0 : 1"), ("times:N", f"{NARROW} ? 1 : 0"))
    ]
    layers = alt.layer(rule, filled, names, *figures)
    return finish(layers.properties(height=round(ROW * scale) * max(len(bars), 1)), colours, scale)
