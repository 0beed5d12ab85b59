"""The nine criteria of the scorecard in words: names, questions, what 0, 1, 2 and 3 mean (METHOD 8)."""

from __future__ import annotations

import math

from segcore.scorecard import HIGHEST, REVERSED
from segcore.words import Words
from segcore.words.markers import mark

TURNED = "\u2194"

NAMES = {
    "growth": mark("Growth"),
    "condition": mark("Condition"),
    "competition": mark("Competition"),
    "value": mark("Value"),
    "buying_time": mark("Buying time"),
    "risk": mark("Risks"),
    "purchase_size": mark("Purchase size"),
    "reach": mark("Ease of reach"),
    "segment_size": mark("Segment size"),
}
HEADERS = {
    "growth": mark("Growth"),
    "condition": mark("State"),
    "competition": mark("Rivals"),
    "value": mark("Value"),
    "buying_time": mark("Time"),
    "risk": mark("Risks"),
    "purchase_size": mark("Size"),
    "reach": mark("Reach"),
    "segment_size": mark("Firms"),
}
QUESTIONS = {
    "growth": mark("Is this segment growing? Will there be more of these firms, with larger revenue?"),
    "condition": mark("Does anything keep these firms busy just now, so that they have no time for you?"),
    "competition": mark("Do all your competitors go there too? Is it a segment that everybody attacks?"),
    "value": mark("Do you have a very strong value for this segment, strong enough that they want to listen?"),
    "buying_time": mark("Is the buying process long or short?"),
    "risk": mark("Are there legal risks in this segment? Are there requirements to meet?"),
    "purchase_size": mark("Does this segment buy much or little?"),
    "reach": mark("Can you reach the people in these firms easily?"),
    "segment_size": mark("Are there very many of these firms, or very few?"),
}
ANCHORS = {
    "growth": (
        mark("shrinking"),
        mark("flat"),
        mark("growing, 5 to 20% a year"),
        mark("fast, over 20% a year, more firms"),
    ),
    "condition": (
        mark("crisis, no time for us"),
        mark("under pressure"),
        mark("normal"),
        mark("favourable, buying now"),
    ),
    "competition": (
        mark("every rival attacks"),
        mark("most rivals"),
        mark("one or two rivals"),
        mark("almost no rivals"),
    ),
    "value": (
        mark("none"),
        mark("weak, generic"),
        mark("strong, one proof"),
        mark("mega, several proofs: they want to listen"),
    ),
    "buying_time": (
        mark("over 12 months"),
        mark("6 to 12 months"),
        mark("2 to 6 months"),
        mark("under 2 months"),
    ),
    "risk": (
        mark("a law or licence blocks us"),
        mark("heavy requirements"),
        mark("some formalities"),
        mark("none"),
    ),
    "purchase_size": (
        mark("far below our average"),
        mark("below our average"),
        mark("around or above our average"),
        mark("twice our average or more"),
    ),
    "reach": (
        mark("no access"),
        mark("cold contacts only"),
        mark("lists or partners"),
        mark("warm contacts, referrals"),
    ),
    "segment_size": (
        mark("fewer firms than we can contact in 3 months"),
        mark("1 to 3 times what we can contact"),
        mark("3 to 10 times what we can contact"),
        mark("over 10 times what we can contact"),
    ),
}


def criterion(w: Words, code: str) -> str:
    """`Buying time`."""
    return w(NAMES[code])


def header(w: Words, code: str) -> str:
    """One short word for a column; a reversed criterion has its mark."""
    short = w(HEADERS[code])
    return f"{short} {TURNED}" if code in REVERSED else short


def question(w: Words, code: str) -> str:
    """The question the team answers."""
    return w(QUESTIONS[code])


def anchor(w: Words, code: str, score: float) -> str:
    """What a score means; scores between two anchors take the nearer one, the middle the higher."""
    return w(ANCHORS[code][min(max(math.floor(score + 0.5), 0), int(HIGHEST))])


def turned(w: Words, code: str) -> str:
    """What the mark of a reversed criterion says; empty for the others."""
    return w("{mark} turned round: 3 is the better end here too.", mark=TURNED) if code in REVERSED else ""


def help_text(w: Words, code: str) -> str:
    """Name, question and the four anchors, a line each, as Markdown."""
    lines = [f"**{criterion(w, code)}**", question(w, code)]
    lines += [f"**{score}** {w(text)}" for score, text in enumerate(ANCHORS[code])]
    return "  \n".join(filter(None, (*lines, turned(w, code))))
