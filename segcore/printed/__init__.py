"""The whole analysis as one page to print or send: one HTML file, no script, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from segcore.analysis import Analysis
from segcore.printed import maps, summary, tables
from segcore.printed.markup import Html, joined, tag
from segcore.printed.style import STYLE
from segcore.printed.tables import Table
from segcore.words import Words
from segcore.words.markers import mark

__all__ = ["Table", "page"]

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
REVENUE_BY = {
    "week": mark("Revenue by week"),
    "month": mark("Revenue by month"),
    "quarter": mark("Revenue by quarter"),
    "rolling_30": mark("Revenue by 30 days"),
}


def page(analysis: Analysis | None, words: Words, title: str, more: Sequence[Table] = ()) -> str:
    """The page in the language of the words; the same text for the same input.

    analysis: None without a ledger. title: the firm's or the ledger's name. more: what else was decided (segments,
    scores, portrait), each with its heading. Every text stays text, whatever it holds.
    """
    parts = _of(analysis, words, title, more) if analysis else [tag("h1", title), *map(tables.handed, more)]
    name = title or "Labrador"
    header = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"{name} · Labrador" if title else name),
        tag("style", Html(STYLE)),
    )
    footer = tag("footer", words("made with Labrador"))
    return "<!DOCTYPE html>\n" + tag("html", header, tag("body", joined(*parts), footer), lang=words.language)


def _of(analysis: Analysis, words: Words, title: str, more: Sequence[Table]) -> list[Html]:
    return [
        summary.head(analysis, words, title),
        summary.figures(analysis, words),
        summary.first(analysis, words),
        summary.money(analysis, words),
        summary.trust(analysis, words),
        maps.matrix(analysis, words),
        maps.rfm(analysis, words),
        summary.series(analysis, words, words(REVENUE_BY[analysis.grid.kind])),
        tables.largest(analysis, words),
        *map(tables.handed, more),
        tables.thresholds(analysis.settings, words),
        tables.reading(analysis, words),
    ]
