"""The printable page of the open workspace: what was decided becomes tables, the rest is the engine's."""

from __future__ import annotations

import streamlit as st

from pages.ui import hiding, portrait_found, scores, segments_fields, topthree
from pages.ui.frame import Open
from segcore import printed
from segcore.printed import Table
from segcore.scorecard import VALUE
from segcore.words import portraits as say
from segcore.words import verdicts

FINDINGS = 8
TARGET = "A"


def download(page: Open) -> None:
    """The button; the page is made on the click."""
    words, found, title, more = page.words, page.found, hiding.ledger_name(page.words), decided(page)
    st.download_button(
        words("Download a page to print"),
        data=lambda: printed.page(found, words, title, more).encode("utf-8"),
        file_name="labrador.html",
        mime="text/html",
        key="download_page",
        icon=":material/print:",
        on_click="ignore",
    )


def decided(page: Open) -> list[Table]:
    """Top 3, scorecard, segments and portrait, each where there is one."""
    board = scores.board()
    tables = [*_top(page, board), *_scores(page, board), *_segments(page)]
    return [*tables, *_portrait(page)] if page.found is not None else tables


def _top(page: Open, board: scores.Board) -> list[Table]:
    words, card = page.words, board.scorecard
    if not board.top:
        return []
    rows = []
    for place in board.top:
        name = board.segments[place]
        contacts = card.contacts.get(name)
        many = words.plural("{n} firm in 3 months", "{n} firms in 3 months", contacts) if contacts else "–"
        reasons, message = topthree.why(words, board, place), page.name(card.message.get(name, "")) or "–"
        reason = " · ".join(map(page.name, reasons)) or "–"
        rows.append((page.name(name), verdicts.total(words, float(board.ranking.total[place])), reason, message, many))
    how = words("Chosen by the team.") if board.chosen else words("Proposed by points; the team has not chosen yet.")
    heads = (words("Segment"), words("Points"), words("Why them"), words("What to say"), words("How many to contact"))
    return [Table(words("Top 3"), how, heads, tuple(rows), (1,))]


def _scores(page: Open, board: scores.Board) -> list[Table]:
    words, ranking = page.words, board.ranking
    if not board.scored:
        return []
    rows = []
    for place in [*board.ranked, *board.below]:
        rank = int(ranking.rank[place])
        why = "" if rank else verdicts.below(words, ranking.reason[place], float(ranking.used[place, VALUE]))
        rows.append(
            (
                words.number(rank) if rank else "–",
                page.name(board.segments[place]),
                verdicts.total(words, float(ranking.total[place])),
                why,
            )
        )
    heads = (words("Rank"), words("Segment"), words("Points"), words("Below the line because"))
    return [
        Table(words("Scorecard"), verdicts.assumption(words, len(board.people), len(board.ranked)), heads, tuple(rows))
    ]


def _segments(page: Open) -> list[Table]:
    words, mine = page.words, page.session.document.segments
    ledger = segments_fields.found(page)
    if not mine:
        return []
    rows = []
    for place, segment in enumerate(mine):
        if ledger is None or segment.rule is None:
            rows.append((page.name(segment.name), "–", "–", "–"))
            continue
        size = ledger.size(place)
        rows.append(
            (
                page.name(segment.name),
                words.number(size.customers),
                words.short(size.revenue),
                words.percent(size.share),
            )
        )
    heads = (words("Segment"), words("Customers"), words("Revenue"), words("Share"))
    return [Table(words("Segments"), "", heads, tuple(rows), (1, 2, 3))]


def _portrait(page: Open) -> list[Table]:
    words, made = page.words, portrait_found.found(page, TARGET)
    if made is None or say.why_none(words, made.portrait, TARGET):
        return []
    findings = [each for each in made.portrait.findings if each.tells][:FINDINGS]
    rows = tuple(
        (say.named(words, each, page.name), say.counts(words, each), say.lift(words, each)) for each in findings
    )
    heads = (words("What your best customers share"), words("How many"), words("Against all"))
    return [Table(words("Portrait"), say.trust(words, made.portrait, TARGET), heads, rows)] if rows else []
