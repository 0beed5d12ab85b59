"""What `inspect --json` and `formats` say, as dicts ready for JSON (CONTRACT.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from segcore.ledger import FileReport, ReadOptions, ReadReport, SourceFile
from segcore.readers import assemble, gather
from segcore.readers.formats import FORMATS


def formats() -> list[dict[str, Any]]:
    """The registry of formats."""
    return [{"name": known.name, "title": known.title, "endings": list(known.endings)} for known in FORMATS]


def inspect(files: Sequence[SourceFile], options: ReadOptions = ReadOptions()) -> dict[str, Any]:
    """The dict of `inspect --json`; several currencies are no obstacle here: `sum` is null then.

    Raises LabradorError as `read` does, except ledger.mixed_currencies.
    """
    found = gather(files, options)
    kept = found.reasons == 0
    report = assemble.report(found, kept)
    customers = np.bincount(found.party[kept], minlength=len(found.resolved.keys)) > 0
    totals = np.zeros(len(customers), dtype=np.int64)
    np.add.at(totals, found.party[kept], found.amount[kept])
    named = zip(found.resolved.displayed, totals.tolist(), customers.tolist(), strict=True)
    return {
        **_reading(report),
        "customers": int(customers.sum()),
        "per_customer": {name: exact(total) for name, total, counted in named if counted},
        **_rest(report),
    }


def exact(minor: int) -> str:
    """Minor units as an exact decimal string: `-1234.50`."""
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def _reading(report: ReadReport) -> dict[str, Any]:
    excluded = {entry.reason: {"rows": entry.rows, "sum": exact(entry.sum)} for entry in report.excluded}
    return {
        "files": [_file(file) for file in report.files],
        "rows": {
            "read": report.rows_read,
            "sales": report.sales,
            "returns": report.returns,
            "excluded": excluded,
            "layout_rows": report.layout_rows,
        },
        "sum": exact(report.total) if len(report.sum_by_currency) == 1 else None,
        "sum_by_currency": {name: exact(total) for name, total in report.sum_by_currency},
    }


def _rest(report: ReadReport) -> dict[str, Any]:
    return {
        "first_date": _day(report.first_date, report.precision),
        "last_date": _day(report.last_date, report.precision),
        "basis": report.basis,
        "currency": report.currency,
        "warnings": [{"code": told.code, "facts": dict(told.facts)} for told in report.warnings],
    }


def _file(file: FileReport) -> dict[str, Any]:
    columns: dict[str, str] = {}
    for column in sorted(file.columns, key=lambda column: column.sure != "sure"):
        if column.role not in ("attribute", "ignore"):
            columns.setdefault(column.role, column.header)
    controls = [
        {"name": c.name, "file": exact(c.file), "read": exact(c.read), "matches": c.matches} for c in file.controls
    ]
    return {
        "name": file.name,
        "format": file.format,
        "encoding": file.encoding,
        "sheet": file.sheet,
        "header_row": file.header_row,
        "columns": columns,
        "period": {"from": _day(file.stated_from, "day"), "to": _day(file.stated_to, "day")},
        "controls": controls,
    }


def _day(day: Any, precision: str) -> str | None:
    if day is None:
        return None
    return str(day.isoformat())[:7] if precision == "month" else str(day.isoformat())
