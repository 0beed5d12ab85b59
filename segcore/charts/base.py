"""What all charts share: sizes, axes written by the words, colours from the token table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import altair as alt
import numpy as np

from segcore.colours import Palette
from segcore.words import Words

AXIS, LABEL, KEY = 13, 14, 15
FONT = '"Source Sans", sans-serif'
TEXT = alt.Text("text", type="nominal")


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


def axis(values: list[float], text: Callable[[float], str]) -> alt.Axis:
    """An axis with these ticks, each written by `text`."""
    return alt.Axis(values=values, labelExpr=lookup(values, [text(value) for value in values]))


def lookup(values: Sequence[float] | Sequence[str], texts: Sequence[str]) -> str:
    """A Vega expression that gives each of these values its text."""
    return f"{json.dumps(list(texts))}[indexof({json.dumps(list(values))}, datum.value)]"


def finish(chart: Any, colours: Palette, scale: float) -> alt.LayerChart:
    """The look of all charts: no frame, no ticks, hairline grid; font sizes times `scale`."""
    axes = alt.AxisConfig(
        domain=False,
        ticks=False,
        gridColor=colours.border,
        gridOpacity=0.7,
        labelColor=colours.muted,
        titleColor=colours.muted,
        labelFontSize=AXIS * scale,
        titleFontSize=AXIS * scale,
        titleFontWeight="normal",
        titlePadding=8,
        labelPadding=8,
    )
    finished: alt.LayerChart = chart.configure(
        background="transparent",
        font=FONT,
        padding={"left": 4, "right": 4, "top": 4, "bottom": 8},
        view=alt.ViewConfig(stroke=None),
        axis=axes,
        axisX=alt.AxisConfig(grid=False),
    )
    return finished
