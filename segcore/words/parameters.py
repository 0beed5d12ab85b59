"""The five parameters article 001 recommends, as a start, and the verdict whether a parameter separates buyers."""

from __future__ import annotations

from segcore.parameters import Parameter, Split
from segcore.words import Words
from segcore.words.markers import mark

# name, levels worst first, weight
FIVE = (
    (
        mark("Worked with us"),
        (mark("unhappy"), mark("never"), mark("worked, no complaint"), mark("satisfied")),
        3.0,
    ),
    (
        mark("Knows us"),
        (mark("sees no problem"), mark("sees the problem"), mark("compares solutions"), mark("knows us")),
        1.0,
    ),
    (mark("Orders similar things"), (mark("no"), mark("rarely"), mark("sometimes"), mark("regularly")), 2.0),
    (mark("Has funds"), (mark("no"), mark("doubtful"), mark("probably"), mark("certain")), 2.0),
    (mark("Resembles our A and B"), (mark("not at all"), mark("a little"), mark("much"), mark("very much")), 2.0),
)


def start(w: Words) -> tuple[Parameter, ...]:
    """The article's five in the user's language; he changes them as he likes. Source: article 001, step 2."""
    return tuple(Parameter(w(name), tuple(w(level) for level in levels), weight) for name, levels, weight in FIVE)


def split(w: Words, found: Split) -> str:
    """Whether the parameter separates buyers from the others, with what was counted."""
    if found.verdict == "too_few":
        return w("Too few to tell: at least two levels need five prospects each.")
    tested = [level for level in found.levels if level.n >= 5]
    facts = {
        "best": w.percent(tested[-1].rate),
        "worst": w.percent(tested[0].rate),
        "chance": w.percent(found.q),
    }
    if found.verdict == "splits":
        return w("Separates: of the best level {best} bought, of the worst {worst}; by chance in {chance}.", **facts)
    if found.verdict == "opposite":
        return w("The other way round: of the best level {best} bought, of the worst {worst}: turn it.", **facts)
    return w("Not proven: of the best level {best} bought, of the worst {worst}; by chance in {chance}.", **facts)
