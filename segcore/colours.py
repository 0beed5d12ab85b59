"""One table of colours for screen, chart and workbook: what each colour means, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Token = Literal["target", "call", "loyalty", "cheque", "watch", "new", "rest"]

STREAMLIT_NAME: dict[Token, str] = {
    "target": "green",
    "call": "red",
    "loyalty": "violet",
    "cheque": "blue",
    "watch": "orange",
    "new": "yellow",
    "rest": "gray",
}
ACTION_TOKEN: dict[str, Token] = {
    "margin_returns": "watch",
    "nurture": "watch",
    "win_back": "call",
    "stop_selling": "rest",
    "call_now": "call",
    "target": "target",
    "check_project": "watch",
    "build_loyalty": "loyalty",
    "remind": "rest",
    "raise_cheque": "cheque",
    "": "rest",
}
SEGMENT_TOKEN: dict[str, Token] = {
    "champions": "target",
    "loyal": "target",
    "potential_loyalist": "new",
    "recent": "new",
    "promising": "new",
    "need_attention": "watch",
    "about_to_sleep": "watch",
    "at_risk": "call",
    "cant_lose": "call",
    "hibernating": "rest",
}
STATUS_TOKEN: dict[str, Token] = {
    "potential": "new",
    "new": "new",
    "occasional": "rest",
    "regular": "rest",
    "key": "cheque",
    "lost": "rest",
}
CONFIDENCE_TOKEN: dict[str, Token] = {"firm": "rest", "borderline": "watch", "provisional": "rest"}
LIGHT_TOKEN: dict[str, Token] = {"green": "target", "yellow": "watch", "red": "call"}


@dataclass(frozen=True)
class Palette:
    """Colours of one theme. tokens: text on the page; fills and letters: the classes A B C X Y Z with their print.

    tint_base, tint_span: how much of a token goes into a cell's ground, at no share and in addition at the largest.
    """

    page: str
    side: str
    ink: str
    muted: str
    border: str
    tokens: dict[str, str]
    fills: dict[str, str]
    letters: dict[str, str]
    tint_base: float
    tint_span: float
    chip: float


LIGHT = Palette(
    page="#FFFFFF",
    side="#F6F7F9",
    ink="#17202E",
    muted="#566173",
    border="#E1E5EB",
    tokens={
        "target": "#0F7350",
        "call": "#A8280A",
        "loyalty": "#4B2A96",
        "cheque": "#1D5FD6",
        "watch": "#8A5C00",
        "new": "#00707F",
        "rest": "#5A6675",
    },
    fills={"A": "#1C3F8F", "B": "#5C8BE6", "C": "#B7CBF2", "X": "#333E4E", "Y": "#8591A1", "Z": "#D3D9E1"},
    letters={"A": "#FFFFFF", "B": "#0B1B3F", "C": "#17202E", "X": "#FFFFFF", "Y": "#0F1620", "Z": "#17202E"},
    tint_base=0.05,
    tint_span=0.08,
    chip=0.15,
)
DARK = Palette(
    page="#10151C",
    side="#171D26",
    ink="#E8ECF2",
    muted="#9FABBB",
    border="#2B3442",
    tokens={
        "target": "#58CFA0",
        "call": "#FF8562",
        "loyalty": "#AE92F2",
        "cheque": "#8FB8FF",
        "watch": "#F0C463",
        "new": "#4FD0E6",
        "rest": "#95A0AF",
    },
    fills={"A": "#A9C6FF", "B": "#5585E0", "C": "#2E4A86", "X": "#DDE3EB", "Y": "#8793A3", "Z": "#414C5B"},
    letters={"A": "#0C1626", "B": "#081021", "C": "#E8ECF2", "X": "#0F1620", "Y": "#0F1620", "Z": "#E8ECF2"},
    tint_base=0.09,
    tint_span=0.13,
    chip=0.26,
)


def palette(dark: bool) -> Palette:
    """The colours of the theme in force."""
    return DARK if dark else LIGHT


def mix(colour: str, ground: str, part: float) -> str:
    """`part` of a colour (0-1) mixed into the ground, as #RRGGBB."""
    pairs = [(int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(over * part + under * (1 - part)):02X}" for over, under in pairs)


def tint(colours: Palette, token: Token, share: float, largest: float) -> str:
    """The ground of a cell: the hue says what to do, its depth how much money."""
    depth = (max(share, 0.0) / largest) ** 0.7 if largest > 0 else 0.0
    return mix(colours.tokens[token], colours.page, colours.tint_base + colours.tint_span * depth)
