"""Names of the fields a segment's rule can ask for, of their values, and the rule itself in words."""

from __future__ import annotations

from segcore.rules import All, Any, Between, Is, Not, Rule
from segcore.words import Words
from segcore.words.codes import ACTIONS, RFM
from segcore.words.markers import mark
from segcore.words.names import CONFIDENCE, STATUS, TRENDS

FIELDS = {
    "abc": mark("Class"),
    "xyz": mark("Regularity"),
    "cell": mark("Cell"),
    "rfm_segment": mark("RFM name"),
    "status": mark("Status"),
    "own_status": mark("My own word"),
    "action": mark("Action"),
    "trend": mark("Trend"),
    "tenure_years": mark("Years with us"),
    "recency_days": mark("Days since last purchase"),
    "overdue_ratio": mark("Silence in own intervals"),
    "revenue": mark("Revenue"),
    "share": mark("Share of revenue"),
    "revenue_last_12m": mark("Revenue, last 12 months"),
    "revenue_previous_12m": mark("Revenue, 12 months before"),
    "average_document": mark("Average purchase"),
    "documents": mark("Number of purchases"),
    "profit": mark("Profit"),
    "manager": mark("Manager"),
    "industry": mark("Industry"),
    "region": mark("Region"),
    "size": mark("Size"),
    "parameter_score": mark("Score of parameters"),
    "cluster": mark("Cluster"),
    "typical_gap_days": mark("Days between purchases"),
    "activity_share": mark("Share of periods with purchases"),
    "amount_cv": mark("Variation of the amount"),
    "confidence": mark("How sure the letter is"),
    "silent": mark("Silent for long"),
}
PERCENT = ("share", "activity_share")
LETTERS = {
    "abc": ("A", "B", "C", "N"),
    "xyz": ("X", "Y", "Z"),
    "cell": (*(row + column for row in "ABC" for column in "XYZ"), "N"),
}
VALUES = {
    "action": {code: texts[0] for code, texts in ACTIONS.items()},
    "rfm_segment": {code: texts[0] for code, texts in RFM.items()},
    "status": STATUS,
    "trend": TRENDS,
    "confidence": CONFIDENCE,
    "silent": {"True": mark("Yes"), "False": mark("No")},
}


def field_name(w: Words, field: str) -> str:
    """What a rule can ask for; an attribute of the ledger stands under its own name."""
    return w(FIELDS[field]) if field in FIELDS else field


def field_value(w: Words, field: str, value: str) -> str:
    """One value of it; a text of the ledger stands as it is."""
    if not value:
        return w("not known")
    text = VALUES.get(field, {}).get(value)
    return w(text) if text else value


def field_codes(field: str) -> tuple[str, ...]:
    """The values a field of ours can have; empty for those only the ledger knows."""
    return LETTERS.get(field) or tuple(VALUES.get(field, ()))


def rule(w: Words, asked: Rule | None) -> str:
    """The rule as one line: `Class: A and Years with us: at least 5`; empty where there is none."""
    return "" if asked is None else _worded(w, asked, outer=True)


def _worded(w: Words, asked: Rule, outer: bool = False) -> str:
    if isinstance(asked, All | Any):
        word = w("and") if isinstance(asked, All) else w("or")
        text = f" {word} ".join(_worded(w, part) for part in asked.rules)
        return text if outer or len(asked.rules) < 2 else f"({text})"
    if isinstance(asked, Not):
        if isinstance(asked.rule, Is | Between):
            return _condition(w, asked.rule, negated=True)
        return w("not {rule}", rule=_worded(w, asked.rule))
    return _condition(w, asked, negated=False)


def _condition(w: Words, asked: Is | Between, *, negated: bool) -> str:
    text = _values(w, asked) if isinstance(asked, Is) else _range(w, asked)
    return f"{field_name(w, asked.field)}: {w('not {rule}', rule=text) if negated else text}"


def _values(w: Words, asked: Is) -> str:
    return ", ".join(field_value(w, asked.field, value) for value in asked.values) or w("nothing chosen yet")


def _range(w: Words, asked: Between) -> str:
    write = w.limit if asked.field in PERCENT else w.plain
    low, high = (None if side is None else write(side) for side in (asked.low, asked.high))
    if low and high:
        return w("{low} to {high}", low=low, high=high)
    if low:
        return w("at least {low}", low=low)
    return w("at most {high}", high=high) if high else w("any figure")
