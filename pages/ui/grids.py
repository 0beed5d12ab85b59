"""The matrix and the RFM map: native buttons that CSS lays out, so that Tab walks them and Enter picks."""

from __future__ import annotations

from itertools import pairwise
from math import isnan

import streamlit as st

from pages.ui import session
from pages.ui.frame import Open
from pages.ui.look import cell_css
from pages.ui.parts import coloured, dark, value_text
from segcore.colours import ACTION_TOKEN, SEGMENT_TOKEN, palette, tint
from segcore.views import CellView, SegmentView, cells, segments
from segcore.words import Words
from segcore.words import sentences as say

ROWS, COLUMNS = ("A", "B", "C"), ("X", "Y", "Z")
PHONE = ":material/phone_in_talk:"


def matrix(page: Open) -> None:
    """The nine cells, or three rows where nobody's regularity could be judged, and the strip of row N."""
    found = cells(page.analysis)
    crossed = any(len(code) == 2 for code in found)
    largest = max((cell.share for cell in found.values()), default=0.0)
    st.html(_tints(page, found, largest))
    with st.container(key="mx" if crossed else "mx_abc"):
        if crossed:
            _label("rl_0", "")
            for letter in COLUMNS:
                _label(f"cl_{letter}", _letter(page, letter))
        for row in ROWS:
            _label(f"rl_{row}", _letter(page, row, broken=True))
            for code in [row + column for column in COLUMNS] if crossed else [row]:
                _cell(page, found.get(code, CellView(code, 0, 0, 0.0, "", 0)))
    if "N" in found:
        with st.container(key="strip"):
            _strip(page, found["N"])


def _letter(page: Open, letter: str, broken: bool = False) -> str:
    meaning = say.letter(page.words, letter, page.analysis.settings)
    return f"**{letter}**{'  ' + chr(10) if broken else ' '}:gray[{meaning}]"


def _label(key: str, text: str) -> None:
    with st.container(key=key):
        st.markdown(text or " ")


def _tints(page: Open, found: dict[str, CellView], largest: float) -> str:
    colours, picked = palette(dark()), page.session.picked.cell
    rules = []
    for code in [row + column for row in ROWS for column in COLUMNS] + [*ROWS, "N"]:
        cell = found.get(code, CellView(code, 0, 0, 0.0, "", 0))
        token = ACTION_TOKEN[cell.action] if cell.customers else "rest"
        part = cell.share / largest if largest > 0 else 0.0
        ground = tint(colours, token, cell.share, largest)
        ring = colours.ink if picked == code else ""
        rules.append(cell_css(f"cell_{code}", ground, colours.tokens[token], part, ring, colours.page))
    return f"<style>{''.join(rules)}</style>"


def _cell(page: Open, cell: CellView) -> None:
    words = page.words
    count = words.plural("{n} customer", "{n} customers", cell.customers)
    share = words.percent(cell.share)
    first = f"*{cell.cell}***{share}**" if cell.customers else f"*{cell.cell}* **:gray[{share}]**"
    lines = [
        first,
        f"{count} · {value_text(words, page.analysis, cell.value)}" if cell.customers else f":gray[{count}]",
    ]
    tip = None
    if cell.customers and cell.action:
        action = coloured(ACTION_TOKEN[cell.action], f"**{say.action_name(words, cell.action)}**")
        if cell.call_now:
            action += "  " + coloured("call", f"**{PHONE} {words.number(cell.call_now)}**")
            tip = words.plural("{n} of them: call now", "{n} of them: call now", cell.call_now)
        lines.append(action)
    _button(f"cell_{cell.cell}", "  \n".join(lines), "cell", cell.cell, page.session.picked.cell, tip)


def _strip(page: Open, cell: CellView) -> None:
    words = page.words
    parts = [
        f"**N** :gray[{say.letter(words, 'N', page.analysis.settings)}]",
        words.plural("{n} customer", "{n} customers", cell.customers),
        value_text(words, page.analysis, cell.value),
    ]
    if cell.action:
        parts.append(coloured("watch", f":material/warning: **{say.action_name(words, cell.action)}**"))
    _button("cell_N", " · ".join(parts), "cell", "N", page.session.picked.cell)


def _button(key: str, label: str, what: str, code: str, picked: str | None, tip: str | None = None) -> None:
    st.button(label, key=key, on_click=toggle, args=(what, code, picked), help=tip, width="stretch")


def toggle(what: str, code: str, picked: str | None) -> None:
    """Pick a cell or a segment; the one that is picked is let go. A list by action ends with it."""
    chosen = None if picked == code else code
    session.pick(**({"cell": chosen, "action": None} if what == "cell" else {"segment": chosen}))


def rfm(page: Open) -> None:
    """The ten names on their rectangles of the R x FM grid, with the edges of R on the left and FM below."""
    found, words = segments(page.analysis), page.words
    largest = max((segment.share for segment in found.values()), default=0.0)
    colours, picked = palette(dark()), page.session.picked.segment
    rules = []
    for name in SEGMENT_TOKEN:
        segment, token = found[name], SEGMENT_TOKEN[name]
        part = max(segment.share, 0.0) / largest if largest > 0 else 0.0
        ring = colours.ink if picked == name else ""
        ground = tint(colours, token, segment.share, largest)
        rules.append(cell_css(f"seg_{name}", ground, colours.tokens[token], part, ring, colours.page))
    st.html(f"<style>{''.join(rules)}</style>")
    with st.container(key="rf"):
        for row, edge in enumerate(recency_edges(words, page), start=1):
            _label(f"rr_{row}", f"**R{6 - row}**  \n:gray[{edge}]")
        for name in SEGMENT_TOKEN:
            _segment(page, found[name])
        for column in range(1, 6):
            _label(f"rc_{column}", f"**FM{column}**")


def _segment(page: Open, segment: SegmentView) -> None:
    words, token = page.words, SEGMENT_TOKEN[segment.segment]
    figures = f"{words.number(segment.customers)} · {words.short(segment.value)} · {words.percent(segment.share)}"
    lines = [
        f"**{say.rfm_name(words, segment.segment)}**",
        figures if segment.customers else f":gray[{words.number(0)}]",
        coloured(token, say.rfm_advice(words, segment.segment)),
    ]
    key = f"seg_{segment.segment}"
    _button(key, "  \n".join(lines), "segment", segment.segment, page.session.picked.segment)


def recency_edges(words: Words, page: Open) -> list[str]:
    """The days behind R5, R4, R3, R2 and R1, as texts; a score nobody can have is a dash."""
    edges = page.analysis.rfm_edges
    if edges is None:
        return [""] * 5
    limits = [*reversed(edges.r)]
    texts = [_at_most(words, limits[0])]
    for newer, older in pairwise(limits):
        if isnan(newer) or isnan(older) or older <= newer:
            texts.append("\u2013" if isnan(older) or not isnan(newer) else _at_most(words, older))
        else:
            span = f"{words.number(int(newer) + 1)}\u2013{words.number(int(older))}"
            texts.append(words("{span} days", span=span))
    known = [limit for limit in limits if not isnan(limit)]
    texts.append(words("≥ {days}", days=words.days(int(max(known)) + 1)) if known else "\u2013")
    return texts


def _at_most(words: Words, limit: float) -> str:
    return "\u2013" if isnan(limit) else words("≤ {days}", days=words.days(int(limit)))
