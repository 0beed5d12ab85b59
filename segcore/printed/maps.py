"""The matrix and the RFM names of the printed page."""

from __future__ import annotations

from segcore.analysis import Analysis
from segcore.colours import ACTION_TOKEN, LIGHT, SEGMENT_TOKEN, tint
from segcore.printed.markup import Html, joined, tag
from segcore.printed.tables import coloured, section
from segcore.views import CellView, SegmentView, cells, segments
from segcore.words import Words
from segcore.words import sentences as say

ROWS, COLUMNS = ("A", "B", "C"), ("X", "Y", "Z")


def matrix(analysis: Analysis, words: Words) -> Html:
    """Nine cells, or three where nobody's regularity could be judged, and those of row N."""
    found = cells(analysis)
    crossed = any(len(code) == 2 for code in found)
    most = max((cell.share for cell in found.values()), default=0.0)
    parts: list[Html] = []
    if crossed:
        parts += [tag("div", class_="letter corner"), *(_letter(analysis, words, letter) for letter in COLUMNS)]
    for row in ROWS:
        parts.append(_letter(analysis, words, row, "row"))
        for code in [row + column for column in COLUMNS] if crossed else [row]:
            cell = found.get(code, CellView(code, 0, 0, 0.0, "", 0))
            parts.append(_cell(analysis, words, cell, most))
    columns = "" if crossed else "grid-template-columns: 30mm 1fr"
    grid = tag("div", *parts, class_="grid", **({"style": columns} if columns else {}))
    below = [tag("p", _told(analysis, words, found["N"], say.letter(words, "N")))] if "N" in found else []
    note = words("Rows: how much they bring. Columns: how evenly they buy.") if crossed else ""
    return section(words("Matrix"), note, grid, *below)


def _letter(analysis: Analysis, words: Words, letter: str, kind: str = "") -> Html:
    name = f"letter {kind}".strip()
    return tag("div", tag("b", letter), " ", say.letter(words, letter, analysis.settings), class_=name)


def _told(analysis: Analysis, words: Words, cell: CellView, name: str = "") -> str:
    counted = analysis.value in ("documents", "quantity")
    value = words.compact(cell.value) if counted else words.short(cell.value)
    count = words.plural("{n} customer", "{n} customers", cell.customers)
    return " · ".join(filter(None, (name, count, value if cell.customers else "")))


def _cell(analysis: Analysis, words: Words, cell: CellView, most: float) -> Html:
    token = ACTION_TOKEN[cell.action] if cell.customers else "rest"
    lines = [
        tag("span", cell.cell, class_="code"),
        tag("span", words.percent(cell.share), class_="share"),
        tag("div", _told(analysis, words, cell)),
    ]
    if cell.customers and cell.action:
        lines.append(tag("div", coloured(token, say.action_name(words, cell.action))))
    if cell.call_now:
        told = words.plural("{n} of them: call now", "{n} of them: call now", cell.call_now)
        lines.append(tag("div", coloured("call", told)))
    return tag("div", *lines, class_="cell", style=f"background:{tint(LIGHT, token, cell.share, most)}")


def rfm(analysis: Analysis, words: Words) -> Html:
    """The ten names with customers, money and advice; nothing where there are none."""
    found = segments(analysis)
    if not found:
        return Html("")
    most = max((segment.share for segment in found.values()), default=0.0)
    names = [_name(words, found[code], most) for code in SEGMENT_TOKEN]
    return section(
        words("RFM map"),
        words("How lately, how often and for how much they bought."),
        tag("div", *names, class_="names"),
    )


def _name(words: Words, segment: SegmentView, most: float) -> Html:
    token = SEGMENT_TOKEN[segment.segment]
    told = words.number(0)
    if segment.customers:
        told = f"{words.number(segment.customers)} · {words.short(segment.value)} · {words.percent(segment.share)}"
    lines = (
        tag("div", tag("b", say.rfm_name(words, segment.segment))),
        tag("div", told),
        tag("div", coloured(token, say.rfm_advice(words, segment.segment))),
    )
    return tag("div", joined(*lines), class_="cell", style=f"background:{tint(LIGHT, token, segment.share, most)}")
