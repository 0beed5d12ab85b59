"""Cell formats of the workbook: each made once, by its properties."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from segcore.colours import ACTION_TOKEN, LIGHT, LIGHT_TOKEN, SEGMENT_TOKEN, mix

INK: Final = LIGHT.ink
MUTED: Final = LIGHT.muted
HEAD: Final = LIGHT.side
HEAD_LINE: Final = "#C5CCD6"
SPARK: Final = LIGHT.fills["B"]
HAIR: Final = "#EEF0F3"
BAR: Final = "#C9D8F6"
FLAT_TINT: Final = 0.13
LETTERS: Final = {
    "A": (LIGHT.fills["A"], LIGHT.letters["A"]),
    "B": ("#8FB0F0", LIGHT.letters["B"]),
    "C": ("#DCE6F9", LIGHT.ink),
    "N": (mix(LIGHT.tokens["watch"], LIGHT.page, FLAT_TINT), LIGHT.tokens["watch"]),
}

MONEY: Final = "#,##0"
EXACT: Final = "#,##0.00"
COUNT: Final = "#,##0"
SHARE: Final = "0.0%"
DAY: Final = "yyyy-mm-dd"
MONTH: Final = "yyyy-mm"
UNSEEN: Final = {"num_format": ";;;"}  # of cells for programs: nothing of them shows on paper


def colour(code: str) -> str:
    """The text colour that stands for an action, an RFM segment or a light; grey for anything else."""
    return LIGHT.tokens[ACTION_TOKEN.get(code) or SEGMENT_TOKEN.get(code) or LIGHT_TOKEN.get(code) or "rest"]


def ground(code: str) -> str:
    """The flat tint that goes with it."""
    return mix(colour(code), LIGHT.page, FLAT_TINT)


class Styles:
    """Formats of one workbook by their properties: Calibri 11 in ink unless said otherwise."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._properties: dict[Format, dict[str, Any]] = {}

    def __call__(self, **properties: Any) -> Format:
        full = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "vcenter", **properties}
        key = tuple(sorted(full.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(full)
            self._properties[self._made[key]] = full
        return self._made[key]

    def varied(self, style: Format, **more: Any) -> Format:
        """The same format with some properties changed. `quote_prefix` keeps text that starts like a formula text."""
        return self(**{**self._properties[style], **more})

    def cell(self, **properties: Any) -> Format:
        """A table cell: hairline below."""
        return self(**{"bottom": 1, "bottom_color": HAIR, **properties})

    def text(self, **properties: Any) -> Format:
        """A text cell of a table, indented by one."""
        return self.cell(**{"align": "left", "indent": 1, **properties})

    def number(self, pattern: str = COUNT, **properties: Any) -> Format:
        """A number cell of a table."""
        return self.cell(**{"align": "right", "num_format": pattern, **properties})

    def head(self, **properties: Any) -> Format:
        """A header cell of a table."""
        line = {"bottom": 1, "bottom_color": HEAD_LINE, "text_wrap": True}
        return self(**{"bold": True, "font_color": MUTED, "bg_color": HEAD, **line, **properties})

    def chip(self, code: str, **properties: Any) -> Format:
        """A word in its colour on a tint of it; what is to be called now stands bold."""
        look = {"font_color": colour(code), "bold": code == "call_now", "bg_color": ground(code)}
        return self.text(**(look if code else {}), **properties)
