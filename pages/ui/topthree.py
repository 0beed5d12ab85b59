"""One segment of the Top 3: why it, who is in it or where to find them, what to say, how many, what is unsure."""

from __future__ import annotations

from math import isnan

import streamlit as st

from pages.ui import scores, session
from pages.ui.frame import Open
from pages.ui.scores import Board
from pages.ui.scoring import chance_text, strengths
from pages.ui.segments_fields import Found
from segcore.robustness import Certainty
from segcore.scorecard import VALUE
from segcore.words import Words, verdicts

REASONS, CUSTOMERS, DOUBTS = 3, 5, 2


def portrait(page: Open, board: Board, sure: Certainty, place: int, found: Found | None, editable: bool = True) -> None:
    """One column of the page. found: the segments on the ledger (segments_fields.Found), None without one."""
    words, name = page.words, board.segments[place]
    rank = int(board.ranking.rank[place])
    points = verdicts.points(words, board.ranking, place)
    st.caption(words("Rank {n} · {points}", n=words.number(rank), points=points) if rank else points)
    st.subheader(session.esc(name), anchor=False)
    _part(f"why_{place}", words("Why them"), why(words, board, place) or [words("Nothing scored 2 or more.")])
    _who(page, board, place, found)
    message = board.scorecard.message.get(name, "")
    _part(f"say_{place}", words("What to say"), message.splitlines() or [words("Not written yet.")])
    contacts = board.scorecard.contacts.get(name)
    number = words.plural("{n} firm in 3 months", "{n} firms in 3 months", contacts) if contacts else ""
    _part(f"many_{place}", words("How many to contact"), [number or words("Not set yet.")])
    _part(f"doubt_{place}", words("What is unsure"), _doubts(words, board, sure, place))
    if editable:
        with st.popover(words("Edit"), icon=":material/edit:", type="tertiary", key=f"edit_{place}"):
            _edit(words, board, name, cold=not _members(page, found, name))


def why(words: Words, board: Board, place: int) -> list[str]:
    """The reason the team gave, then the best scores in words."""
    reason = board.scorecard.pins.get(board.segments[place], "")
    return [*([reason] if reason else []), *strengths(words, board, place)[:REASONS]]


def _part(key: str, title: str, lines: list[str]) -> None:
    """A small heading and its lines, as texts."""
    with st.container(gap=None, key=f"tight_part_{key}"):
        st.caption(f"**{title}**")
        st.markdown("  \n".join(session.esc(line) for line in lines if line.strip()))


def _members(page: Open, found: Found | None, name: str) -> list[tuple[str, int]]:
    """The customers that belong to a segment, largest first, with their revenue in minor units."""
    if found is None:
        return []
    place = next(at for at, segment in enumerate(found.segments) if segment.name == name)
    rows = page.analysis.customers.iloc[found.positions(place)]
    return sorted(zip(rows["customer"], rows["revenue"], strict=True), key=lambda each: -each[1])


def _who(page: Open, board: Board, place: int, found: Found | None) -> None:
    words, name = page.words, board.segments[place]
    members = _members(page, found, name)
    if not members:
        where = board.scorecard.notes.get(name, {}).get("reach", "")
        _part(
            f"where_{place}",
            words("Where to find them"),
            where.splitlines() or [words("No customers there yet. Not written yet.")],
        )
        return
    total = words.short(sum(revenue for _, revenue in members))
    lines = [words.plural("{n} customer, {money}", "{n} customers, {money}", len(members), money=total)]
    lines += [f"{page.name(who)} ·\u00a0{words.short(revenue)}" for who, revenue in members[:CUSTOMERS]]
    rest = len(members) - CUSTOMERS
    if rest > 0:
        lines.append(words.plural("and {n} more", "and {n} more", rest))
    _part(f"who_{place}", words("Who is in there"), lines)


def _doubts(words: Words, board: Board, sure: Certainty, place: int) -> list[str]:
    """The exact sentence, then in how many versions it stays."""
    name, share = board.segments[place], board.share(sure, place)
    if not board.ranking.rank[place]:
        reason, value = board.ranking.reason[place], float(board.ranking.used[place, VALUE])
        return [verdicts.below(words, reason, value)]
    if not board.ranking.proposed[place]:
        return [words("Chosen by the team, not by the points."), chance_text(words, share)]
    held = verdicts.held(words, name, sure.weak, most=DOUBTS)
    return held if isnan(share) else [*held, chance_text(words, share)]


def _edit(words: Words, board: Board, name: str, cold: bool) -> None:
    mark = session.short_digest(name)
    say, many, where = f"top_message_{mark}", f"top_contacts_{mark}", f"top_where_{mark}"
    session.set_text(say, board.scorecard.message.get(name, ""))
    st.text_area(
        words("What to say"), key=say, on_change=scores.keep_text, args=("message", name, say),
        placeholder=words("The value for them, in one sentence they would repeat"), height=120,
    )  # fmt: skip
    if cold:
        session.set_text(where, board.scorecard.notes.get(name, {}).get("reach", ""))
        st.text_area(
            words("Where to find them"), key=where, on_change=scores.keep_note, args=(name, "reach", where),
            placeholder=words("Trade fairs, registers, partners"), height=96,
        )  # fmt: skip
    session.set_widget(many, board.scorecard.contacts.get(name))
    st.number_input(
        words("Firms to contact in 3 months"), min_value=0, max_value=1_000_000, step=1, value=None, key=many,
        on_change=scores.keep_contacts, args=(name, many),
    )  # fmt: skip
