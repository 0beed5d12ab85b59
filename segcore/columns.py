"""The contract of every table: column, dtype, unit, whether it may be empty, meaning.

Money inside the engine is whole minor units (grosze, kopecks, cents) as int64; edges divide by 100.
`minor?` is float64 holding whole minor units, NaN where unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes such a text of a CSV file for a formula
MONEY_VALUES = ("revenue", "profit")  # of abc.value; the others are counts
Kind = Literal["text", "code", "int", "minor", "minor?", "real", "day", "flag"]


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, and whether a cell may be empty ("" for text and codes, NaN or NaT else)."""

    name: str
    kind: Kind
    empty: bool
    meaning: str


LINES = (
    Column("customer", "int", False, "position of the customer in PARTIES (int32)"),
    Column("day", "day", True, "date of the sale (datetime64[s], no time); NaT in ledgers without dates"),
    Column("amount", "minor", False, "net amount; negative = return"),
    Column("document", "int", False, "number standing for the document text (int32), -1 where there is none"),
    Column("quantity", "real", True, "only where the file has it"),
    Column("profit", "minor?", True, "only where the file has profit or cost"),
)
PARTIES = (
    Column("key", "text", False, "tax id if valid, else the normalised name; the table is sorted by it, unique"),
    Column("customer", "text", False, "display name, unique"),
    Column("tax_id", "text", True, "valid tax id, digits only"),
    Column("customer_since", "day", True, "only where the file has it"),
    Column("manager", "text", True, "only where the file has it; further attributes follow under their own header"),
)
CUSTOMERS = (
    Column("customer", "text", False, "display name, unique"),
    Column("tax_id", "text", True, "valid tax id, digits only"),
    Column("revenue", "minor", False, "net total in the window"),
    Column("profit", "minor?", True, "profit in the window, empty where the ledger has none"),
    Column("share", "real", True, "of the sum of positive values; empty for N"),
    Column("cumulative_share", "real", True, "share of this customer and all larger ones; empty for N"),
    Column("abc", "code", False, "A B C N"),
    Column("periods", "int", False, "complete periods from the first purchase to the end of the window"),
    Column("active_periods", "int", False, "of these, periods with purchases"),
    Column("activity_share", "real", True, "active_periods / periods"),
    Column("amount_cv", "real", True, "coefficient of variation of the active periods, small-sample corrected"),
    Column("cv", "real", True, "coefficient of variation of the whole series"),
    Column("xyz", "code", True, "X Y Z; empty where no rule can judge"),
    Column("xyz_kind", "code", True, "regular erratic intermittent lumpy single"),
    Column("confidence", "code", True, "firm borderline provisional"),
    Column("silent", "flag", False, "no purchase for at least twice the customer's own span"),
    Column("cell", "code", False, "AX .. CZ, N, or the ABC letter where xyz is empty"),
    Column("base_action", "code", True, "action of the cell"),
    Column("action", "code", True, "action of this customer, an action code of actions.toml"),
    Column("recency_days", "int", True, "days from the last positive document to as_of (float64, NaN without one)"),
    Column("documents", "int", False, "positive documents"),
    Column("purchase_days", "int", False, "days with a positive document"),
    Column("first_date", "day", True, "of the positive documents"),
    Column("last_date", "day", True, "of the positive documents"),
    Column("average_document", "minor?", True, "mean of the positive documents (not rounded)"),
    Column("revenue_last_12m", "minor", False, "net in the 12 months up to as_of"),
    Column("revenue_previous_12m", "minor", False, "net in the 12 months before these"),
    Column("trend", "code", True, "growing steady falling new"),
    Column("frequency", "real", True, "what rfm.frequency counts"),
    Column("monetary", "minor?", True, "what rfm.monetary measures, minor units"),
    Column("r", "int", True, "recency score, 1 worst (float64, NaN where not scored)"),
    Column("f", "int", True, "frequency score (float64)"),
    Column("m", "int", True, "monetary score (float64)"),
    Column("fm", "int", True, "frequency and money together (float64)"),
    Column("rfm_segment", "code", True, "one of the ten names"),
    Column("typical_gap_days", "real", True, "own rhythm, drawn towards the portfolio's"),
    Column("overdue_ratio", "real", True, "recency_days / typical_gap_days"),
    Column("slipping", "flag", False, "later than rhythm.slipping times the own rhythm, not lost"),
    Column("status", "code", False, "potential new occasional regular key lost"),
    Column("to_next_class", "minor?", True, "least amount that gives the better ABC letter; empty for A and N"),
    Column("why", "code", True, "the rule of actions.toml that chose the action"),
    Column("manager", "text", True, "who looks after the customer"),
)
SERIES = (
    Column("customer", "int", False, "position in CUSTOMERS (display order), sorted"),
    Column("period", "int", False, "position in PeriodGrid.labels"),
    Column("amount", "minor", False, "net amount of the period (before refunds are carried back)"),
)
MATRIX = (
    Column("abc", "code", False, "A B C N"),
    Column("xyz", "code", True, "X Y Z; empty in row N and where XYZ could not be judged"),
    Column("cell", "code", False, "AX .. CZ, N, A, B, C"),
    Column("customers", "int", False, "in this cell"),
    Column("value", "minor", False, "sum of the ABC value (revenue unless abc.value says otherwise)"),
    Column("share", "real", False, "of the sum of positive values; 0 for N"),
    Column("base_action", "code", True, "action of the cell"),
)
CELL_ACTIONS = (
    Column("cell", "code", False, "AX .. CZ, N, A, B, C"),
    Column("action", "code", True, "action code"),
    Column("customers", "int", False, "customers of the cell with this action"),
    Column("revenue", "minor", False, "their revenue"),
)
ACTIONS = (
    Column("action", "code", False, "action code, in the order of actions.toml"),
    Column("customers", "int", False, "customers with this action"),
    Column("revenue", "minor", False, "their revenue in the window"),
    Column("revenue_last_12m", "minor", False, "their revenue in the last 12 months: the money at stake"),
)
RFM_MAP = (
    Column("segment", "code", False, "one of the ten names"),
    Column("customers", "int", False, "in this segment"),
    Column("value", "minor", False, "their revenue"),
    Column("share", "real", False, "of the sum of positive revenue"),
)


def names(table: tuple[Column, ...]) -> list[str]:
    """The column names of a table, in order."""
    return [column.name for column in table]
