"""Customers as points on two features, the groups by colour, each with its name at its middle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from segcore.charts.base import LABEL, axis, finish, trimmed
from segcore.colours import Palette, Token, palette
from segcore.words import Words

HEIGHT, MOST, SEED = 420, 5000, 20260101
TOKENS: tuple[Token, ...] = ("watch", "target", "loyalty", "call", "new", "rest", "cheque")
DECADES = (1, 3)


@dataclass(frozen=True)
class Side:
    """One axis: figures per customer, its title, how a figure is written, and whether it runs in powers of ten."""

    figures: npt.NDArray[np.float64]
    title: str
    text: Callable[[float], str]
    powers: bool


def fills(colours: Palette, groups: int) -> list[str]:
    """A colour per group: the largest group of money first."""
    own = [colours.fills["A"], *(colours.tokens[token] for token in TOKENS)]
    return own[:groups]


def groups(
    across: Side,
    up: Side,
    labels: npt.NDArray[np.int64],
    customers: Sequence[str],
    names: Sequence[str],
    words: Words,
    dark: bool,
    scale: float = 1.0,
) -> alt.LayerChart:
    """A point per customer, at most 5,000 drawn. labels: group per customer; names: of the groups."""
    colours = palette(dark)
    table = pd.DataFrame({"x": _placed(across), "y": _placed(up), "group": labels, "customer": list(customers)})
    table["across"], table["up"] = list(map(across.text, across.figures)), list(map(up.text, up.figures))
    table["name"] = [names[label] for label in labels]
    shown = table if len(table) <= MOST else table.sample(MOST, random_state=SEED)
    x, y = _axis("x", across, table, words), _axis("y", up, table, words)
    scheme = alt.Scale(domain=list(range(len(names))), range=fills(colours, len(names)))
    tooltip = [
        alt.Tooltip("customer:N", title=words("Customer")),
        alt.Tooltip("name:N", title=words("Group")),
        alt.Tooltip("across:N", title=across.title),
        alt.Tooltip("up:N", title=up.title),
    ]
    size = 42 if len(shown) < 1000 else 18
    points = (
        alt.Chart(shown)
        .mark_circle(size=size * scale, opacity=0.55)
        .encode(x=x, y=y, color=alt.Color("group:O", scale=scheme, legend=None), tooltip=tooltip)
    )
    middle = table.groupby("group", as_index=False)[["x", "y"]].median()
    middle["name"] = [names[group] for group in middle["group"]]
    base = alt.Chart(middle).encode(x=x, y=y, text="name:N")
    halo = base.mark_text(
        fontSize=LABEL * scale, fontWeight=600, color=colours.page, stroke=colours.page, strokeWidth=5
    )
    label = base.mark_text(fontSize=LABEL * scale, fontWeight=600, color=colours.ink)
    return finish(alt.layer(points, halo, label).properties(height=round(HEIGHT * scale)), colours, scale)


def _placed(side: Side) -> npt.NDArray[np.float64]:
    return np.log10(1 + np.maximum(side.figures, 0.0)) if side.powers else side.figures


def _axis(channel: str, side: Side, table: pd.DataFrame, words: Words) -> Any:
    low, high = float(table[channel].min()), float(table[channel].max())
    if side.powers:
        steps = [factor * 10.0**power for power in range(-1, 12) for factor in DECADES]
        figures = [0.0, *(step for step in steps if step >= 1)]
        values = [float(np.log10(1 + figure)) for figure in figures]
        near = {value: side.text(figure) for value, figure in zip(values, figures, strict=True)}
    else:
        near = {float(value): side.text(float(value)) for value in np.round(np.linspace(low, high, 6), 2)}
    kept = [value for value in near if low - 1e-9 <= value <= high + 1e-9]
    room = (high - low) * 0.04 or 1.0
    domain = alt.Scale(domain=[low - room, high + room], nice=False, zero=False)
    kind = alt.X if channel == "x" else alt.Y
    labels = axis(kept, lambda value: trimmed(words, near[value]))
    return kind(f"{channel}:Q", title=side.title, scale=domain, axis=labels)
