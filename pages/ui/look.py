"""The one style sheet of all pages: assets/look.css with the token colours of a theme; never a user's text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from segcore.colours import mix, palette

SHEET = Path(__file__).parent / "assets" / "look.css"
PRESENTING = f"<style>{(Path(__file__).parent / 'assets' / 'present.css').read_text('utf-8')}</style>"
RFM_AREAS = {
    "recent": "1 / 2 / 2 / 3",
    "potential_loyalist": "1 / 3 / 3 / 5",
    "champions": "1 / 5 / 2 / 7",
    "promising": "2 / 2 / 3 / 3",
    "loyal": "2 / 5 / 4 / 7",
    "about_to_sleep": "3 / 2 / 4 / 4",
    "need_attention": "3 / 4 / 4 / 5",
    "hibernating": "4 / 2 / 6 / 4",
    "at_risk": "4 / 4 / 6 / 6",
    "cant_lose": "4 / 6 / 6 / 7",
}


@cache
def css(dark: bool) -> str:
    """The whole style sheet of one theme, with its <style> tags."""
    colours = palette(dark)
    watch, call = colours.tokens["watch"], colours.tokens["call"]
    variables = {
        "ink": colours.ink,
        "muted": colours.muted,
        "line": colours.border,
        "side": colours.side,
        "question": mix(watch, colours.page, 0.10 if dark else 0.06),
        "question-line": mix(watch, colours.page, 0.45),
        "refusal": mix(call, colours.page, 0.05),
        "refusal-line": mix(call, colours.page, 0.40),
        "on-primary": colours.page if dark else "#FFFFFF",
    }
    root = ";".join(f"--{name}:{colour}" for name, colour in variables.items())
    return f"<style>:root{{{root}}}\n{_areas()}\n{SHEET.read_text('utf-8')}</style>"


def _areas() -> str:
    rules = [f".st-key-rf > .st-key-seg_{name}{{grid-area:{area}}}" for name, area in RFM_AREAS.items()]
    rules += [_area(f"rr_{row}", f"{row} / 1 / {row + 1} / 2") for row in range(1, 6)]
    rules += [_area(f"rc_{column}", f"6 / {column + 1} / 7 / {column + 2}") for column in range(1, 6)]
    return "\n".join(rules)


def _area(key: str, area: str) -> str:
    return f".st-key-rf > div:has(> .st-key-{key}){{grid-area:{area}}}"


def cell_css(key: str, ground: str, hue: str, part: float, ring: str, page: str) -> str:
    """One cell's ground, bar (part of the largest, at least 1.2 % where there is money) and ring if it is picked."""
    picked = f"box-shadow:0 0 0 2px {page},0 0 0 4.5px {ring} !important;" if ring else ""
    bar = max(part, 0.012) if part > 0 else 0.0
    return (
        f".st-key-{key} button,.st-key-{key} button:is(:hover,:focus,:active)"
        f"{{background:{ground};--hue:{hue};--bar:{bar:.4f};{picked}}}"
    )
