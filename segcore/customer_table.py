"""The customer table of the contract, one row per customer in value order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from segcore import actions, matrix, moves
from segcore.classify import abc_class, rfm_class, status, xyz_class
from segcore.customer_days import Ints
from segcore.facts import NO_DAY, day_number
from segcore.judge import Judged
from segcore.periods import years_before
from segcore.prepare import Prepared, frequency_and_money
from segcore.settings import EPS, Settings

TRENDS = ("growing", "steady", "falling", "new")
TREND_LIMIT = 0.10


def _coded(codes: np.ndarray, names: Sequence[str]) -> Any:
    """An ordered category; code -1 and below is the empty text."""
    categories = [*names, ""]
    places = np.where(codes < 0, len(names), codes).astype(np.int8)
    return pd.Categorical.from_codes(places, pd.Index(categories), ordered=True)


def _empty(size: int) -> np.ndarray:
    return np.full(size, -1, dtype=np.int8)


def _days(days: Ints) -> np.ndarray:
    known = np.where(days == NO_DAY, np.iinfo(np.int64).min, days)
    return known.astype("datetime64[D]").astype("datetime64[s]")


def _trend(prepared: Prepared) -> np.ndarray:
    facts = prepared.facts
    last, previous = facts.last_year, facts.year_before
    if facts.as_of is None or facts.window is None:
        return _empty(len(facts))
    limit = day_number(years_before(facts.as_of, 1))
    new = (facts.since != NO_DAY) & (facts.since > limit)
    if not prepared.two_years:
        return np.where(new, 3, -1).astype(np.int8)
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.where(previous > 0, last / previous - 1, np.where(last > 0, np.inf, 0.0))
    code = np.where(change > TREND_LIMIT + EPS, 0, np.where(change < -TREND_LIMIT - EPS, 2, 1))
    code = np.where(facts.documents == 0, -1, code)
    return np.where(new, 3, code).astype(np.int8)


def _scores(prepared: Prepared) -> dict[str, object]:
    scores = {name: np.full(len(prepared.facts), np.nan) for name in ("r", "f", "m", "fm")}
    segment = _empty(len(prepared.facts))
    if prepared.rfm is not None:
        for name, column in scores.items():
            column[prepared.scored] = getattr(prepared.rfm, name)
        segment[prepared.scored] = prepared.rfm.segment
    return {**scores, "rfm_segment": _coded(segment, rfm_class.SEGMENTS)}


def _money(prepared: Prepared) -> dict[str, object]:
    facts, base = prepared.facts, prepared.base
    share = np.full(len(facts), np.nan)
    share[: base.positive] = base.share
    cumulative = np.full(len(facts), np.nan)
    cumulative[: base.positive] = np.cumsum(base.values) / base.total if base.total else np.nan
    parties = prepared.ledger.parties
    return {
        "customer": parties["customer"].array.take(facts.party),
        "tax_id": parties["tax_id"].array.take(facts.party),
        "revenue": facts.revenue,
        "profit": np.full(len(facts), np.nan) if facts.profit is None else facts.profit,
        "share": share,
        "cumulative_share": cumulative,
    }


def _letters(prepared: Prepared, judged: Judged) -> dict[str, object]:
    found, series = judged.letters, prepared.series
    none, size = _empty(len(prepared.facts)), len(prepared.facts)
    nothing = np.full(size, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        activity = nothing if series is None else series.active / series.periods
    rules = judged.rule
    action_of = np.array([*(actions.codes().index(str(rule["action"])) for rule in actions.rules()), -1])
    names = matrix.cell_names(found.xyz is not None)
    base = [actions.base_action(name) for name in names]
    base_of = np.array([actions.codes().index(code) if code else -1 for code in base])
    advised = rules.max(initial=-1) >= 0
    return {
        "abc": _coded(found.abc, abc_class.LETTERS),
        "periods": np.zeros(size, np.int64) if series is None else series.periods,
        "active_periods": np.zeros(size, np.int64) if series is None else series.active,
        "activity_share": activity,
        "amount_cv": nothing if series is None else series.c,
        "cv": nothing if series is None else series.cv,
        "xyz": _coded(none if found.xyz is None else found.xyz, xyz_class.LETTERS),
        "xyz_kind": _coded(none if judged.kind is None else judged.kind, xyz_class.KINDS),
        "confidence": _coded(none if judged.confidence is None else judged.confidence, xyz_class.CONFIDENCES),
        "silent": np.zeros(size, dtype=bool) if series is None else series.silent,
        "cell": _coded(found.cells, names),
        "base_action": _coded(base_of[found.cells] if advised else none, actions.codes()),
        "action": _coded(action_of[rules], actions.codes()),
    }


def _life(prepared: Prepared, judged: Judged, settings: Settings) -> dict[str, object]:
    facts, rhythm = prepared.facts, prepared.rhythm
    count, money = frequency_and_money(facts, settings)
    with np.errstate(divide="ignore", invalid="ignore"):
        average = facts.positive / np.where(facts.documents > 0, facts.documents, np.nan)
    return {
        "recency_days": rhythm.recency,
        "documents": facts.documents,
        "purchase_days": facts.purchase_days,
        "first_date": _days(facts.first),
        "last_date": _days(facts.last),
        "average_document": average,
        "revenue_last_12m": facts.last_year,
        "revenue_previous_12m": facts.year_before,
        "trend": _coded(_trend(prepared), TRENDS),
        "frequency": count,
        "monetary": money,
        **_scores(prepared),
        "typical_gap_days": rhythm.typical,
        "overdue_ratio": rhythm.overdue,
        "slipping": judged.slipping,
        "status": _coded(judged.status, status.STATUSES),
    }


def customer_table(prepared: Prepared, judged: Judged, settings: Settings) -> pd.DataFrame:
    """CUSTOMERS (segcore.columns), index 0..n-1 in value order."""
    parties, party = prepared.ledger.parties, prepared.facts.party
    manager = parties["manager"].array.take(party) if "manager" in parties else ""
    return pd.DataFrame(
        {
            **_money(prepared),
            **_letters(prepared, judged),
            **_life(prepared, judged, settings),
            "to_next_class": moves.to_next_class(prepared.base, settings.abc),
            "why": _coded(judged.rule, actions.whys()),
            "manager": manager,
        }
    )
