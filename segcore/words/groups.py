"""Sentences of the clusters: the verdict, the features, how stable each group is, its name and figures."""

from __future__ import annotations

from math import isnan

from segcore.cluster_rules import Explained
from segcore.clusters import FEWEST, HIGHLY_STABLE, NULLS, NULLS_BEATEN, PATTERN, STABLE, Clustering, accepted
from segcore.words import Words
from segcore.words.markers import mark, mark_plural

FEATURES = {
    "recency": mark("Days since last purchase"),
    "documents": mark("Number of purchases"),
    "document_amount": mark("Average purchase"),
    "activity": mark("Share of periods with purchases"),
}
NAMES = {
    ("recency", "high"): mark("long silent"),
    ("recency", "low"): mark("bought lately"),
    ("documents", "high"): mark("many purchases"),
    ("documents", "low"): mark("few purchases"),
    ("document_amount", "high"): mark("large orders"),
    ("document_amount", "low"): mark("small orders"),
    ("activity", "high"): mark("regular"),
    ("activity", "low"): mark("now and then"),
}
FOUND = mark_plural("Your customers fall into {n} group", "Your customers fall into {n} groups")
STABILITY = (
    (HIGHLY_STABLE, mark("very stable")),
    (STABLE, mark("stable")),
    (PATTERN, mark("a pattern, no more")),
    (0.0, mark("do not rely on it")),
)


def feature(w: Words, code: str) -> str:
    """`Average purchase`."""
    return w(FEATURES[code])


def headline(w: Words, verdict: str, groups: int) -> str:
    """Whether there are groups at all."""
    if verdict == "groups":
        return w.plural(*FOUND, groups)
    return w("No clear groups beyond size and activity")


def too_few(w: Words, customers: int) -> str:
    """Why nothing can be grouped."""
    if customers >= FEWEST:
        return w("Your customers differ in too little for groups: use the matrix or your own rules")
    return w.plural(
        "{n} customer can be compared: groups need at least {least}",
        "{n} customers can be compared: groups need at least {least}",
        customers,
        least=FEWEST,
    )


def verdict(w: Words, found: Clustering, rows: int) -> str:
    """What the verdict on these groups stands on."""
    if accepted(found, rows):
        return w(
            "More clearly apart than in {beaten} of {all} ledgers with the same figures but without groups, and "
            "they come back when the customers are drawn again.",
            beaten=w.number(found.beaten),
            all=w.number(NULLS),
        )
    if found.drawn - found.beaten > NULLS - NULLS_BEATEN:
        return w(
            "{lost} of {drawn} ledgers with the same figures but without groups split as well or "
            "better. Your customers form one cloud; the lines through it are ours.",
            lost=w.number(found.drawn - found.beaten),
            drawn=w.number(found.drawn),
        )
    if min(found.jaccard) < STABLE:
        return w("The groups change when the customers are drawn again.")
    return w("The smallest group has {n} customers only.", n=w.number(found.smallest))


def stability(w: Words, jaccard: float) -> str:
    """How far a group comes back when the customers are drawn again."""
    word = next(text for least, text in STABILITY if jaccard >= least)
    return w("{share} of it comes back when drawn again: {word}", share=w.percent(jaccard), word=w(word))


def name(w: Words, found: Explained) -> str:
    """`Large orders, regular`."""
    text = ", ".join(w(NAMES[key]) for key in found.name) or w("in the middle")
    return text[:1].upper() + text[1:]


def medians(w: Words, found: Explained) -> str:
    """The medians of a group against those of all."""
    parts = [f"{feature(w, code)} {w.ratio(value)}" for code, value in found.ratios if not isnan(value)]
    return w("Medians against all: {listed}", listed=" · ".join(parts))


def fidelity(w: Words, found: Explained) -> str:
    """How well the rule gives the group back."""
    share = w.percent(found.fidelity)
    if found.approximate:
        return w("The rule is approximate: it is right for {share} of the customers.", share=share)
    return w("The rule is right for {share} of the customers.", share=share)
