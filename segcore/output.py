"""Results as documents other programs read: the JSON of the command line, the customer table as CSV and Parquet."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from segcore import columns
from segcore.analysis import Analysis
from segcore.errors import MONEY_FACTS, Fact, LabradorError, Notice
from segcore.ledger import ROLES, FileReport, Ledger, ReadReport

Document = dict[str, Any]
UNROUNDED = ("average_document", "monetary")


def money(minor: float) -> str:
    """Minor units as exact decimal text with a point: 60600050 -> "606000.50"."""
    whole = int(minor)
    return f"{'-' if whole < 0 else ''}{abs(whole) // 100}.{abs(whole) % 100:02d}"


def to_json(document: Mapping[str, Any]) -> str:
    """UTF-8 JSON, two spaces deep, keys in the given order; refuses NaN."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False, default=_plain)


def refusal(problem: LabradorError, message: str) -> Document:
    """The document of a refusal: code, facts, and the sentence in the chosen language."""
    return {"error": {"code": problem.code, "facts": _facts(problem.facts), "message": message}}


def inspection(ledger: Ledger) -> Document:
    """The document of `inspect`: how the files were read, and every customer's total."""
    document = reading(ledger.report)
    totals = ledger.lines.groupby("customer", sort=True)["amount"].sum()
    names = ledger.parties["customer"]
    per_customer = {str(names.iloc[int(code)]): money(total) for code, total in totals.items()}  # type: ignore[call-overload]
    place = list(document).index("customers")
    items = list(document.items())
    items[place] = ("customers", len(per_customer))
    items.insert(place + 1, ("per_customer", per_customer))
    return dict(items)


def reading(report: ReadReport, customers: int = 0) -> Document:
    """The document of a ReadReport: files, rows and sums by reason, dates, warnings."""
    several = len(report.sum_by_currency) > 1
    return {
        "files": [_file(file) for file in report.files],
        "rows": {
            "read": report.rows_read,
            "sales": report.sales,
            "returns": report.returns,
            "excluded": {e.reason: {"rows": e.rows, "sum": money(e.sum)} for e in report.excluded},
            "layout_rows": report.layout_rows,
        },
        "sum": None if several else money(report.total),
        "sum_by_currency": {currency: money(total) for currency, total in report.sum_by_currency},
        "customers": customers,
        "first_date": _day(report.first_date, report.precision),
        "last_date": _day(report.last_date, report.precision),
        "basis": report.basis,
        "currency": None if several else report.currency or None,
        "warnings": [_notice(warning) for warning in report.warnings],
    }


def _file(file: FileReport) -> Document:
    roles: dict[str, str] = {}
    for column in sorted(file.columns, key=lambda column: column.sure != "sure"):
        if column.role in ROLES:
            roles.setdefault(column.role, column.header)
    return {
        "name": file.name,
        "format": file.format,
        "encoding": file.encoding,
        "sheet": file.sheet,
        "header_row": file.header_row,
        "columns": {role: roles[role] for role in ROLES if role in roles},
        "period": {"from": file.stated_from, "to": file.stated_to},
        "controls": [
            {"name": c.name, "file": money(c.file), "read": money(c.read), "matches": c.matches} for c in file.controls
        ],
    }


def _day(day: date | None, precision: str) -> str | None:
    if day is None or precision == "none":
        return None
    return f"{day:%Y-%m}" if precision == "month" else day.isoformat()


def _notice(warning: Notice) -> Document:
    return {"code": warning.code, "facts": _facts(dict(warning.facts))}


def _facts(facts: Mapping[str, Fact]) -> Document:
    return {
        name: money(fact) if name in MONEY_FACTS and isinstance(fact, int) else fact for name, fact in facts.items()
    }


def analysis_document(analysis: Analysis) -> Document:
    """The document of `analyse`: the ledger as `inspect` gives it, settings, matrix, RFM, concentration, lights."""
    grid, spread = analysis.grid, analysis.concentration
    actions: dict[str, dict[str, int]] = {}
    for row in records(analysis.cell_actions):
        if row["action"]:
            actions.setdefault(row["cell"], {})[row["action"]] = int(row["customers"])
    return {
        "ledger": _with_notices(reading(analysis.report, len(analysis.customers)), analysis.notices),
        "settings": analysis.settings.flat(),
        "as_of": analysis.as_of,
        "periods": {
            "grid": grid.kind,
            "first": grid.labels[0] if grid.labels else None,
            "last": grid.labels[-1] if grid.labels else None,
            "complete": len(grid.kept),
            "dropped": list(grid.dropped),
        },
        "matrix": [_cell(row, actions, analysis.value) for row in records(analysis.matrix)],
        "rfm": [
            {"segment": row["segment"], "customers": int(row["customers"]), "value": money(row["value"])}
            for row in records(analysis.rfm)
        ],
        "concentration": {
            name: _real(getattr(spread, name)) for name in ("top1", "top10", "gini", "hhi", "effective_customers")
        },
        "lights": [{"analysis": x.analysis, "light": x.light, "reason": x.reason} for x in analysis.lights],
    }


def _with_notices(ledger: Document, notices: Iterable[Notice]) -> Document:
    told = ledger["warnings"]
    return {**ledger, "warnings": told + [new for new in map(_notice, notices) if new not in told]}


def _cell(row: Document, actions: Mapping[str, Mapping[str, int]], value: str) -> Document:
    return {
        "abc": row["abc"],
        "xyz": row["xyz"],
        "customers": int(row["customers"]),
        "value": money(row["value"]) if value in columns.MONEY_VALUES else str(row["value"]),
        "share": _real(row["share"]),
        "base_action": row["base_action"] or None,
        "actions": dict(actions.get(row["cell"], {})),
    }


def records(table: pd.DataFrame) -> list[Document]:
    """The rows of a table as dictionaries."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _real(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value)} has no place in a document")


def customers_csv(customers: pd.DataFrame) -> tuple[str, int]:
    """The customer table as CSV text in CONTRACT order, and how many names were given a leading apostrophe.

    Money is exact decimal, reals are unrounded, flags true/false, an empty cell is nothing at all.
    """
    guarded = 0
    cells: list[list[str]] = []
    for column in columns.CUSTOMERS:
        texts = [_text(column, value) for value in customers[column.name].tolist()]
        if column.kind == "text":
            guarded += sum(text.startswith(columns.FORMULA_STARTS) for text in texts)
            texts = [_quoted("'" + text if text.startswith(columns.FORMULA_STARTS) else text) for text in texts]
        cells.append(texts)
    lines = [",".join(columns.names(columns.CUSTOMERS)), *map(",".join, zip(*cells, strict=True))]
    return "\n".join(lines) + "\n", guarded


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text


def _text(column: columns.Column, value: Any) -> str:
    if value is None or (column.empty and value != value):
        return ""
    if column.kind in ("minor", "minor?"):
        return money(value) if float(value).is_integer() else repr(value / 100)
    if column.kind == "flag":
        return "true" if value else "false"
    if column.kind == "day":
        return str(value)[:10]
    if column.kind == "int":
        return str(int(value))
    return repr(float(value)) if column.kind == "real" else str(value)


def customers_file(customers: pd.DataFrame, ending: str) -> tuple[bytes, int]:
    """The customer table as the bytes of a `.csv` or `.parquet` file, and the number of guarded names."""
    if ending == ".csv":
        text, guarded = customers_csv(customers)
        return text.encode("utf-8", "backslashreplace"), guarded
    import pyarrow.parquet

    stream = io.BytesIO()
    pyarrow.parquet.write_table(customers_arrow(customers), stream)
    return stream.getvalue(), 0


def customers_arrow(customers: pd.DataFrame) -> Any:
    """The customer table for Parquet: money as decimal(20, 2), averages as doubles, dates as dates, null is empty."""
    import pyarrow as pa

    types = {"int": pa.int64(), "real": pa.float64(), "day": pa.date32(), "flag": pa.bool_()}
    arrays: dict[str, Any] = {}
    for column in columns.CUSTOMERS:
        values = [_native(column, value) for value in customers[column.name].tolist()]
        kind = types.get(column.kind, pa.string())
        if column.kind in ("minor", "minor?"):
            kind = pa.float64() if column.name in UNROUNDED else pa.decimal128(20, 2)
        arrays[column.name] = pa.array(values, kind)
    return pa.table(arrays)


def _native(column: columns.Column, value: Any) -> Any:
    if value is None or (column.empty and (value != value or value == "")):
        return None
    if column.kind in ("minor", "minor?"):
        return value / 100 if column.name in UNROUNDED else Decimal(money(value))
    if column.kind == "day":
        return value.date()
    return int(value) if column.kind == "int" else value
