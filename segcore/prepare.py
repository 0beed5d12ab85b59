"""Everything that does not depend on a threshold: facts, grid, series, rhythm, ABC order, RFM scores."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np

from segcore.classify.abc_class import AbcBase, abc_base
from segcore.classify.rfm_class import Rfm, fewest_distinct, score, too_few
from segcore.customer_days import Ints, Reals
from segcore.errors import Notice, notice
from segcore.facts import NO_DAY, CustomerFacts, build_facts, day_number, find_as_of
from segcore.ledger import Ledger
from segcore.lights import Light, abc_light, rfm_light, xyz_light
from segcore.periods import LONG_GAP_DAYS, NO_GRID, SPARSE_GAP_DAYS, PeriodGrid, choose_grid, make_grid, two_years
from segcore.rhythm import Rhythm, find_rhythm, grid_gap
from segcore.series import Cells, SeriesFacts, make_cells, series_facts
from segcore.settings import Settings

MISSING_PROFIT = 0.2
MANY_EQUAL = 0.9
THRESHOLDS = (
    "abc.basis", "abc.limits", "abc.border", "abc.ties", "xyz.often", "xyz.rare", "xyz.steady",
    "xyz.min_active", "xyz.limits", "xyz.rule", "status.new_days", "status.lost_days", "status.lost_single_days",
    "status.key", "rhythm.slipping", "rhythm.lost", "dates.order",
)  # fmt: skip
Arrays = TypeVar("Arrays", CustomerFacts, SeriesFacts, Rhythm)


@dataclass(frozen=True)
class Prepared:
    """The ledger, summed up once. facts, series, rhythm and scored stand in value order (base.order applied).

    value: the ABC value in use; values: it, in value order. series and cells are None without a complete period.
    rfm: arrays over the scored customers; scored: position of each in value order. months: complete calendar months,
    None without dates. notices: what is worth telling about the data. cells.customer is a position in value order;
    base.order leads from value order to the order of the facts.
    """

    ledger: Ledger
    facts: CustomerFacts
    grid: PeriodGrid
    cells: Cells | None
    series: SeriesFacts | None
    rhythm: Rhythm
    base: AbcBase
    value: str
    values: Reals
    scored: Ints
    rfm: Rfm | None
    months: int | None
    lights: tuple[Light, ...]
    notices: tuple[Notice, ...]

    @property
    def advised(self) -> bool:
        """No advice is built on a red ABC or XYZ."""
        return not any(light.light == "red" and light.analysis in ("abc", "xyz") for light in self.lights)

    @property
    def two_years(self) -> bool:
        """Whether the last 12 months can be compared with the 12 before."""
        return two_years(self.facts.window, self.facts.as_of, self.months)


def structural(settings: Settings) -> Settings:
    """The settings with every threshold that `prepare` does not read back at its default: the key of its cache."""
    return settings.without(list(THRESHOLDS))


def prepare(ledger: Ledger, settings: Settings) -> Prepared:
    """Sum the ledger up. Raises LabradorError `ledger.no_rows` where no line is left."""
    as_of = find_as_of(ledger, settings)
    rows = len(ledger.lines)
    ledger = ledger.until(as_of) if as_of else ledger
    facts, days, documents = build_facts(ledger, settings)
    rhythm = find_rhythm(facts, days)
    scored, rfm, rfm_values, more = _rfm(facts, rhythm, documents, settings)
    del documents
    value, values, told = _value(facts, settings)
    base = abc_base(values)
    told += _about_lines(facts, rows - len(ledger.lines))
    grid, cells, series, months = NO_GRID, None, None, None
    if facts.dated and facts.window and as_of:
        gap = grid_gap(facts, rhythm)
        grid = choose_grid(settings.period, facts.window, as_of, gap)
        months = len(make_grid("month", facts.window, as_of, settings.period.tolerance_days).kept)
        cells = make_cells(days, len(facts), grid, settings.refunds)
        del days
        if _periods_used(grid, settings):
            series = series_facts(facts, grid, cells, settings)
        told += _about_grid(settings, grid, gap, cells)
    rank = np.empty(len(facts), dtype=np.int64)
    rank[base.order] = np.arange(len(facts))
    values = values[base.order].astype(np.float64)
    lights = (
        abc_light(base.positive, int(values.sum()), months),
        xyz_light(_periods_used(grid, settings) if facts.dated else None),
        rfm_light(len(scored), fewest_distinct(rfm_values) if len(scored) else 0, months),
    )
    return Prepared(
        ledger, _ranked(facts, base.order), grid, _recoded(cells, base.order),
        series and _ranked(series, base.order), _ranked(rhythm, base.order), base, value, values, rank[scored], rfm,
        months, lights, (*told, *more),
    )  # fmt: skip


def _periods_used(grid: PeriodGrid, settings: Settings) -> int:
    """Complete periods, or all of them where partial ones are kept."""
    return len(grid.labels if settings.xyz.partial_periods == "keep" else grid.kept)


def _ranked(table: Arrays, order: Ints) -> Arrays:
    """The same facts with every per-customer array in value order."""
    arrays = {field.name: getattr(table, field.name) for field in fields(table)}
    size = len(order)
    per_customer: dict[str, Any] = {
        name: array[order]
        for name, array in arrays.items()
        if isinstance(array, np.ndarray) and array.shape == (size,) and name != "completed"
    }
    return replace(table, **per_customer)


def _recoded(cells: Cells | None, order: Ints) -> Cells | None:
    """The cells with their customers' blocks moved into value order."""
    if cells is None:
        return None
    size = np.bincount(cells.customer, minlength=len(order))
    begin = (np.cumsum(size) - size)[order]
    size = size[order]
    place = np.arange(len(cells.customer)) + np.repeat(begin - (np.cumsum(size) - size), size)
    return replace(
        cells,
        customer=np.repeat(np.arange(len(order)), size),
        period=cells.period[place],
        raw=cells.raw[place],
        amount=cells.amount[place],
    )


def _value(facts: CustomerFacts, settings: Settings) -> tuple[str, Reals | Ints, list[Notice]]:
    """What ABC ranks by; revenue where the ledger does not know enough of what was asked for."""
    wanted = settings.abc.value
    if wanted == "profit":
        if facts.profit is not None and facts.profit_missing <= MISSING_PROFIT:
            return wanted, facts.profit, _whale(facts.profit)
        return "revenue", facts.revenue, [notice("profit_missing", share=facts.profit_missing)]
    if wanted == "quantity":
        if facts.quantity is not None:
            return wanted, facts.quantity, []
        return "revenue", facts.revenue, [notice("quantity_missing")]
    return wanted, facts.documents if wanted == "documents" else facts.revenue, []


def _whale(profit: Reals) -> list[Notice]:
    """METHOD 2: where somebody loses money, the cumulative net profit peaks above its end."""
    net = float(profit.sum())
    if not (profit < 0).any() or net <= 0:
        return []
    return [notice("whale", peak=float(profit[profit > 0].sum()) / net)]


def _about_lines(facts: CustomerFacts, late: int) -> list[Notice]:
    told = []
    if late:
        told.append(notice("lines_after_as_of", rows=late))
    if facts.outside:
        told.append(notice("outside_window", rows=facts.outside))
    if not facts.dated:
        told.append(notice("no_dates"))
    if refunds := int((facts.documents == 0).sum()):
        told.append(notice("only_refunds", customers=refunds))
    known = int((facts.since < facts.first).sum()) if facts.dated else 0
    if known:
        told.append(notice("customer_since", customers=known))
    return told


def _about_grid(settings: Settings, grid: PeriodGrid, gap: float | None, cells: Cells) -> list[Notice]:
    told = []
    if settings.period.grid == "auto" and gap is not None:
        if gap > SPARSE_GAP_DAYS and grid.kind == "month":
            told.append(notice("sparse", gap_days=gap))
        if gap > LONG_GAP_DAYS:
            told.append(notice("long_rhythm", gap_days=gap))
    if grid.dropped and settings.xyz.partial_periods == "drop":
        told.append(notice("partial_periods", labels=grid.dropped))
    if cells.unmatched_customers:
        told.append(notice("refunds_unmatched", amount=cells.unmatched, customers=cells.unmatched_customers))
    return told


def _frequency(facts: CustomerFacts, settings: Settings) -> Ints:
    name = settings.rfm.frequency
    if name == "repeat_days":
        return facts.purchase_days - 1
    return {"documents": facts.documents, "lines": facts.lines, "days": facts.purchase_days}[name]


def frequency_and_money(facts: CustomerFacts, settings: Settings) -> tuple[Reals, Reals]:
    """What rfm.frequency counts and rfm.monetary measures; NaN money without a positive document."""
    by = settings.rfm.monetary
    with np.errstate(divide="ignore", invalid="ignore"):
        if by == "sum":
            money = np.where(facts.documents > 0, facts.revenue.astype(np.float64), np.nan)
        else:
            money = facts.positive / (facts.documents if by == "mean_document" else facts.purchase_days)
    count = np.where(facts.documents > 0, _frequency(facts, settings).astype(np.float64), np.nan)
    return count, money


def _rfm(
    facts: CustomerFacts, rhythm: Rhythm, documents: Ints, settings: Settings
) -> tuple[Ints, Rfm | None, tuple[Reals, Reals, Reals], list[Notice]]:
    scored = np.flatnonzero(facts.documents > 0)
    count, money = frequency_and_money(facts, settings)
    values = (rhythm.recency[scored], count[scored], money[scored])
    if not facts.dated or not len(scored):
        return scored[:0], None, (values[0][:0], values[1][:0], values[2][:0]), []
    scoring, told = settings.rfm.scoring, []
    if "rfm.scoring" not in settings.given:
        if too_few(values):
            scoring = "fixed"
            told.append(notice("rfm_fixed", scored=len(scored), distinct=fewest_distinct(values)))
        else:
            most = np.unique(values[1], return_counts=True)[1].max() / len(scored)
            if most >= MANY_EQUAL:
                told.append(notice("fixed_suggested", share=float(most)))
    sold = documents[documents > 0] if scoring == "fixed" else documents[:0]
    usual = float(np.median(sold)) if len(sold) else 0.0
    return scored, score(*values, scoring, settings.rfm, usual), values, told


def age_days(facts: CustomerFacts) -> Reals:
    """Days from the first purchase (or customer_since) to as_of; NaN without one."""
    if facts.as_of is None:
        return np.full(len(facts), np.nan)
    return np.where(facts.since == NO_DAY, np.nan, day_number(facts.as_of) - facts.since.astype(np.float64))


def stale(as_of: date, today: date) -> Notice | None:
    """METHOD 1: a ledger that ends more than 45 days before today makes everybody look lost."""
    late = (today - as_of).days
    return notice("ledger_ended", days=late) if late > 45 else None
