"""How sure each segment of the scorecard is: a bar per segment, its figure and its word beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import altair as alt

from segcore.charts.base import LABEL, finish
from segcore.colours import palette

ROW, TRACK, STRONG = 42, 14, 0.7
PLACE = {"field": "place", "type": "ordinal", "axis": None}


@dataclass(frozen=True)
class Bar:
    """One segment: name, share of the versions in which it is in the top 3 (0 to 1), and the text beside the bar."""

    name: str
    share: float
    text: str


def robustness(bars: Sequence[Bar], dark: bool, scale: float = 1.0) -> dict[str, Any]:
    """Round tracks from 0 to all versions, filled dark from 70 % on; names above them on the left, figures right.

    A Vega-Lite chart as it is: it is drawn anew after each score, and checking one takes longer than everything else.
    """
    colours = palette(dark)
    rows = [
        {"place": place, "fill": colours.fills["A" if bar.share >= STRONG else "B"], "whole": 1, **asdict(bar)}
        for place, bar in enumerate(bars)
    ]
    bar = {"type": "bar", "size": TRACK * scale, "yOffset": 9 * scale, "cornerRadius": TRACK * scale / 2}
    text = {"type": "text", "dy": -9 * scale, "fontSize": LABEL * scale, "color": colours.ink}
    name = {"align": "left", "limit": 260 * scale}
    return {
        "config": _config(dark, scale),
        "data": {"values": rows},
        "height": round(ROW * scale) * max(len(bars), 1),
        "layer": [
            _layer({**bar, "color": colours.border}, _length("whole")),
            _layer(bar, _length("share"), color={"field": "fill", "type": "nominal", "scale": None}),
            _layer({**text, **name}, {"value": 0}, text={"field": "name", "type": "nominal"}),
            _layer(
                {**text, "align": "right", "fontWeight": 600},
                {"value": "width"},
                text={"field": "text", "type": "nominal"},
            ),
        ],
    }


def _layer(mark: dict[str, Any], across: dict[str, Any], **channels: dict[str, Any]) -> dict[str, Any]:
    return {"mark": mark, "encoding": {"x": across, "y": PLACE, **channels}}


def _length(field: str) -> dict[str, Any]:
    scale = {"domain": [0, 1], "nice": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


@cache
def _config(dark: bool, scale: float) -> dict[str, Any]:
    found: dict[str, Any] = finish(alt.layer(alt.Chart().mark_point()), palette(dark), scale).to_dict()["config"]
    return found
