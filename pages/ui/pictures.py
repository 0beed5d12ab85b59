"""Three small pictures of what comes out, for the start page: drawn from the colours of the theme, without words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from segcore.colours import Palette, Token, mix, palette

WIDE, HIGH, GAP = 300, 120, 6
MATRIX: Final[tuple[tuple[Token, int], ...]] = (
    ("target", 92), ("loyalty", 46), ("watch", 18),
    ("target", 40), ("loyalty", 30), ("watch", 12),
    ("cheque", 16), ("cheque", 10), ("rest", 6),
)  # fmt: skip
NAMES: Final[tuple[tuple[Token, int, int, int, int], ...]] = (
    ("new", 0, 0, 1, 1), ("new", 1, 0, 2, 2), ("target", 3, 0, 2, 1), ("new", 0, 1, 1, 1), ("target", 3, 1, 2, 2),
    ("watch", 0, 2, 2, 1), ("watch", 2, 2, 1, 1), ("rest", 0, 3, 2, 2), ("call", 2, 3, 2, 2), ("call", 4, 3, 1, 2),
)  # fmt: skip
TOP: Final = (88, 71, 54)


def _box(x: float, y: float, wide: float, high: float, fill: str, text: str = "") -> str:
    """A rectangle in parts of the picture, so that it fits any width."""
    place = f"left:{x / WIDE:.2%};top:{y / HIGH:.2%};width:{wide / WIDE:.2%};height:{high / HIGH:.2%}"
    return f'<div style="position:absolute;border-radius:4px;background:{fill};{place}">{text}</div>'


def _matrix(colours: Palette) -> str:
    wide, high = (WIDE - 2 * GAP) / 3, (HIGH - 2 * GAP) / 3
    parts = []
    for place, (token, bar) in enumerate(MATRIX):
        x, y = place % 3 * (wide + GAP), place // 3 * (high + GAP)
        hue = colours.tokens[token]
        parts.append(_box(x, y, wide, high, mix(hue, colours.page, 2 * colours.tint_base + colours.tint_span)))
        parts.append(_box(x + 10, y + high - 12, (wide - 20) * bar / 100, 4, hue))
    return "".join(parts)


def _names(colours: Palette) -> str:
    wide, high = (WIDE - 4 * GAP) / 5, (HIGH - 4 * GAP) / 5
    return "".join(
        _box(
            column * (wide + GAP),
            row * (high + GAP),
            across * (wide + GAP) - GAP,
            down * (high + GAP) - GAP,
            mix(colours.tokens[token], colours.page, colours.chip + 0.08),
        )
        for token, column, row, across, down in NAMES
    )


def _top(colours: Palette) -> str:
    wide, parts = (WIDE - 2 * GAP) / 3, []
    for place, (letter, part) in enumerate(zip("ABC", TOP, strict=True)):
        look = f"text-align:center;font-weight:600;font-size:1.25rem;padding-top:.3rem;color:{colours.letters[letter]}"
        text = f'<div style="{look}">{place + 1}</div>'
        high = HIGH * part / 100
        parts.append(_box(place * (wide + GAP), HIGH - high, wide, high, colours.fills[letter], text))
    return "".join(parts)


def _picture(draw: Callable[[Palette], str]) -> Callable[[bool], str]:
    def made(dark: bool) -> str:
        return (
            f'<div aria-hidden="true" style="position:relative;aspect-ratio:{WIDE}/{HIGH}">{draw(palette(dark))}</div>'
        )

    return made


PICTURES: Final = {"matrix": _picture(_matrix), "names": _picture(_names), "top": _picture(_top)}
