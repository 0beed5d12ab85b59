"""How sure each segment of the scorecard is: a bar per segment, its figure and its word beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from segcore.charts.base import LABEL, TEXT, finish
from segcore.colours import palette

ROW, TRACK, STRONG = 42, 14, 0.7
PLACE = alt.Y("place:O", axis=None)
UNIT = alt.Scale(domain=[0, 1], nice=False)


@dataclass(frozen=True)
class Bar:
    """One segment: name, share of the versions in which it is in the top 3 (0 to 1), and the text beside the bar."""

    name: str
    share: float
    text: str


def robustness(bars: Sequence[Bar], dark: bool, scale: float = 1.0) -> alt.LayerChart:
    """Round tracks from 0 to all versions, filled dark from 70 % on; names above them on the left, figures right."""
    colours = palette(dark)
    table = pd.DataFrame(
        {
            "place": range(len(bars)),
            "name": [bar.name for bar in bars],
            "share": [bar.share for bar in bars],
            "text": [bar.text for bar in bars],
            "fill": [colours.fills["A" if bar.share >= STRONG else "B"] for bar in bars],
        }
    )
    base, middle, above = alt.Chart(table), 9 * scale, -9 * scale
    rounded = alt.MarkDef("bar", size=TRACK * scale, yOffset=middle, cornerRadius=TRACK * scale / 2)
    full = base.transform_calculate(whole="1").mark_bar().encode(x=alt.X("whole:Q", axis=None, scale=UNIT), y=PLACE)
    full.mark = rounded.copy(deep=False)
    full.mark.color = colours.border
    filled = base.mark_bar().encode(
        x=alt.X("share:Q", axis=None, scale=UNIT), y=PLACE, color=alt.Color("fill:N", scale=None)
    )
    filled.mark = rounded
    names = base.mark_text(
        align="left", dy=above, fontSize=LABEL * scale, color=colours.ink, limit=260 * scale
    ).encode(x=alt.value(0), y=PLACE, text=alt.Text("name:N"))  # fmt: skip
    figures = base.mark_text(
        align="right", dy=above, fontSize=LABEL * scale, color=colours.ink, fontWeight=600
    ).encode(x=alt.value("width"), y=PLACE, text=TEXT)  # fmt: skip
    layers = alt.layer(full, filled, names, figures)
    return finish(layers.properties(height=round(ROW * scale) * max(len(bars), 1)), colours, scale)
