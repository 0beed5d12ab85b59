"""RFM map: how lately against how often and how much; a name opens its customers."""

from __future__ import annotations

from math import isnan

import streamlit as st

from pages.ui import grids, thresholds
from pages.ui.customers import picked_list
from pages.ui.frame import Open, head, open_page
from segcore.analysis import RfmEdges
from segcore.views import SegmentView, pick, segments
from segcore.words import Words
from segcore.words import sentences as say

SLIPPING = ("at_risk", "cant_lose")


def finding(words: Words, found: dict[str, SegmentView]) -> str:
    """How many good customers are going away, and with how much."""
    if not found:
        return words("No names on this map yet")
    going = [found[name] for name in SLIPPING]
    count = sum(segment.customers for segment in going)
    if not count:
        return words("None of your good customers is slipping away")
    return words.plural(
        "{n} good customer is slipping away, with {money} of revenue",
        "{n} good customers are slipping away, with {money} of revenue",
        count,
        money=words.short(sum(segment.value for segment in going)),
    )


def edges_text(words: Words, edges: RfmEdges | None) -> str:
    """What F and M scores 2 to 5 begin with."""
    if edges is None:
        return ""
    often = " · ".join("\u2013" if isnan(edge) else words.plain(edge) for edge in edges.f)
    much = " · ".join("\u2013" if isnan(edge) else words.short(round(edge)) for edge in edges.m)
    return words("Scores 2, 3, 4, 5 begin at: F {often} purchases, M {much}. FM is their mean.", often=often, much=much)


def why_none(page: Open) -> str:
    """Why no names can be given."""
    words, settings = page.words, page.session.settings
    if settings.rfm.bins != "5":
        return words(
            "The ten names need scores from 1 to 5; with scores up to {n} there are no names, only scores.",
            n=settings.rfm.bins,
        )
    light = next((light for light in page.analysis.lights if light.analysis == "rfm"), None)
    return say.light(words, light) if light else words("Nobody could be scored.")


def chosen(page: Open, found: dict[str, SegmentView]) -> None:
    """The customers of the picked name, else all."""
    words = page.words
    code = page.session.picked.segment if found else None
    positions = pick(page.analysis, "rfm_segment" if code else "", code or "")
    title = words("All customers: {n}", n=words.number(len(positions)))
    if code:
        title = f"{say.rfm_name(words, code)}: {words.plural('{n} customer', '{n} customers', len(positions))}"
    if code and found[code].customers:
        title += f" · {words.short(found[code].value)} · {words.percent(found[code].share)}"
    clears, sentence = (("segment",), say.rfm_sentence(words, code)) if code else ((), "")
    picked_list(page, title, sentence, positions, clears, f"rfm_{code or 'all'}", scores=True)


page = open_page()
found = segments(page.analysis)
settings = page.session.settings
caption = page.words("Up: bought more recently. Right: buys more often and for more. Click a name for its customers.")
head(
    page.words("RFM map"),
    finding(page.words, found),
    caption if found else why_none(page),
    (
        f":material/tune: {thresholds.scoring_label(page.words, page.analysis)}",
        lambda: thresholds.form(page.words, settings, thresholds.rfm_names(page.analysis), "rfm"),
    ),
)
if found:
    grids.rfm(page)
    st.caption(edges_text(page.words, page.analysis.rfm_edges))
chosen(page, found)
