"""The columns of the Customers sheet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from segcore.ledger import ROLES
from segcore.shapes import recent_periods
from segcore.words import sentences as say
from segcore.workbook.columns import Col, Columns, fitting, texts
from segcore.workbook.job import Job
from segcore.workbook.sheet import Block
from segcore.workbook.styles import COUNT, SHARE


def customer_columns(job: Job) -> list[Col]:
    """All columns in order; those the ledger has nothing for are left out."""
    columns = Columns(job, job.analysis.customers.head(job.written))
    dated = bool(job.analysis.grid.labels)
    details = [column for column in _details(columns) if _filled(column.block)]
    return [
        *_money(columns),
        *(_rhythm(columns) if dated else []),
        *_standing(columns),
        *details,
        *_attributes(columns),
    ]


def _money(columns: Columns) -> list[Col]:
    w, job = columns.w, columns.job
    ranks = Block(np.arange(1, len(columns.table) + 1), job.style.number(COUNT))
    return [
        Col("rank", w("Rank"), 6.5, ranks, right=True),
        columns.customer(),
        columns.cell(),
        columns.action(),
        columns.money("revenue", job.with_unit(w("Revenue"))),
        columns.figure("share", w("Share"), 8.5, SHARE),
        columns.figure("cumulative_share", w("Cumulative"), 12, "0.0%_0_0"),
    ]


def _rhythm(columns: Columns) -> list[Col]:
    w = columns.w
    return [
        _series(columns),
        columns.day("last_date", w("Last purchase")),
        columns.figure("recency_days", w("Silent, days"), 8),
        columns.rhythm(),
    ]


def _series(columns: Columns) -> Col:
    w, analysis = columns.w, columns.job.analysis
    count = len(recent_periods(analysis))
    head = {
        "month": lambda: w.plural("{n} month", "{n} months", count),
        "week": lambda: w.plural("{n} week", "{n} weeks", count),
        "quarter": lambda: w.plural("{n} quarter", "{n} quarters", count),
        "rolling_30": lambda: w("{n} × 30 days", n=count),
    }[analysis.grid.kind]()
    return Col("series", head, 22, Block(np.full(len(columns.table), np.nan), columns.job.style.cell()))


def _standing(columns: Columns) -> list[Col]:
    w, muted = columns.w, columns.muted
    sentences = say.whys(w, columns.job.analysis)[: len(columns.table)]
    return [
        columns.words("status", w("Status"), 12, lambda code: say.status_name(w, code)),
        columns.words("confidence", w("Sure?"), 12, lambda code: say.confidence_name(w, code), muted),
        Col("why", w("Why here"), fitting(sentences, 62, 80), Block(sentences, muted)),
    ]


def _details(columns: Columns) -> list[Col]:
    """What a seller may want to sort by, right of the explanation."""
    w, job, muted = columns.w, columns.job, columns.muted
    return [
        columns.words("manager", w("Manager"), 20, style=muted),
        columns.words("tax_id", w("Tax number"), 15, style=muted),
        columns.money("profit", job.with_unit(w("Profit"))),
        columns.figure("documents", w("Documents"), 11),
        columns.money("average_document", w("Average document"), 12),
        columns.day("first_date", w("First purchase")),
        columns.money("revenue_last_12m", w("Last 12 months")),
        columns.money("revenue_previous_12m", w("12 months before")),
        columns.words("trend", w("Trend"), 11, lambda code: say.trend_name(w, code), muted),
        columns.words("xyz_kind", w("How they buy"), 23, lambda code: say.kind_name(w, code), muted),
        columns.figure("active_periods", w("Periods with purchases"), 12),
        columns.figure("periods", w("Periods since first"), 12),
        columns.figure("to_next_class", w("Missing to the better letter"), 15, scale=job.scale),
        columns.words("rfm_segment", w("RFM segment"), 17, lambda code: say.rfm_name(w, code), muted),
        columns.figure("r", "R", 5),
        columns.figure("f", "F", 5),
        columns.figure("m", "M", 5),
    ]


def _attributes(columns: Columns) -> list[Col]:
    """Every attribute of the ledger under its own header."""
    w, table = columns.w, columns.job.analysis.attributes.head(len(columns.table))
    heads = {name: say.role_name(w, name) if name in ROLES else name for name in map(str, table.columns)}
    return [
        Col(f"attribute:{name}", head, 20, columns.block(texts(table[name]), columns.muted, foreign=True))
        for name, head in heads.items()
    ]


def _filled(block: Block) -> bool:
    values: Sequence[str] | np.ndarray = block.values
    return bool(np.isfinite(values).any()) if isinstance(values, np.ndarray) else any(values)
