"""A workspace as one file, NAME.labrador: a zip of JSON and Parquet. Nothing in it can run; all of it is checked."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import Field, TypeAdapter, ValidationError

from segcore import columns
from segcore.errors import LabradorError
from segcore.ledger import Ledger
from segcore.scorecard import CRITERIA, HIGHEST
from segcore.workspace import REPORT, Document

FORMAT: Final = 1
ENDING: Final = ".labrador"
ABOUT, DOCUMENT, SCORES, REPORTED = "labrador.json", "document.json", "scores.json", "report.json"
LINES, PARTIES = "lines.parquet", "parties.parquet"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # of every member, so that the same work gives the same bytes
DTYPES: Final = {
    "customer": "int32", "day": "datetime64[s]", "amount": "int64", "document": "int32", "quantity": "float64",
    "profit": "float64",
}  # fmt: skip
MOST_ROWS: Final = 5_000_000  # more than the 200 MB of one upload hold as CSV
MOST_COLUMNS: Final = 4_000  # as wide as a file of sales may be
REQUIRED: Final = ("customer", "day", "amount", "document")
Row = tuple[str, str, str, float]
_Text = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]*$")]
ROWS: TypeAdapter[tuple[Row, ...]] = TypeAdapter(
    tuple[tuple[_Text, _Text, _Text, Annotated[float, Field(ge=0, le=HIGHEST, allow_inf_nan=False)]], ...]
)


@dataclass(frozen=True)
class Bundle:
    """A workspace as it goes from one server to another. scores: (segment, criterion, person, 0 to 3)."""

    name: str
    document: Document
    scores: tuple[Row, ...] = ()
    ledger: Ledger | None = None


def write(bundle: Bundle) -> bytes:
    """The file."""
    members = {
        ABOUT: json.dumps({"format": FORMAT, "name": bundle.name}).encode(),
        DOCUMENT: bundle.document.model_dump_json().encode(),
        SCORES: ROWS.dump_json(bundle.scores),
    }
    if bundle.ledger:
        members[REPORTED] = REPORT.dump_json(bundle.ledger.report)
        members[LINES], members[PARTIES] = _parquet(bundle.ledger.lines), _parquet(bundle.ledger.parties)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return sink.getvalue()


def read(content: bytes) -> Bundle:
    """What a file holds; to be called where a parser may fall over, after the gate.

    Raises LabradorError `bundle.unreadable` for what is no such file or is broken, `bundle.newer` for one of a later
    version.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = {name: packed.read(name) for name in packed.namelist()}
        about = json.loads(members[ABOUT])
        if about["format"] > FORMAT:
            raise LabradorError("bundle.newer")
        document = Document.model_validate_json(members[DOCUMENT])
        document.chosen()
        scores = ROWS.validate_json(members[SCORES])
        if any(code not in CRITERIA for _, code, _, _ in scores):
            raise ValueError
        return Bundle(str(about["name"])[:200], document, scores, _ledger(members))
    except LabradorError as problem:
        raise LabradorError("bundle.newer" if problem.code == "bundle.newer" else "bundle.unreadable") from None
    except _BROKEN:
        raise LabradorError("bundle.unreadable") from None


_BROKEN = (
    zipfile.BadZipFile, OSError, RuntimeError, ValueError, KeyError, TypeError, EOFError, pa.ArrowException,
    ValidationError, RecursionError, AttributeError, OverflowError,
)  # fmt: skip


def _parquet(frame: pd.DataFrame) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pandas(frame), sink, compression="zstd")
    return bytes(sink.getvalue())


def _ledger(members: dict[str, bytes]) -> Ledger | None:
    if LINES not in members:
        return None
    lines, parties = _frame(members[LINES]), _frame(members[PARTIES])
    _check_lines(lines, len(parties))
    _check_parties(parties)
    return Ledger.of(lines, parties, REPORT.validate_json(members[REPORTED]))


def _frame(content: bytes) -> pd.DataFrame:
    file = pq.ParquetFile(pa.BufferReader(content))
    told = file.metadata
    rows = sum(told.row_group(place).num_rows for place in range(told.num_row_groups))  # what will be read
    if max(rows, told.num_rows) > MOST_ROWS or told.num_columns > MOST_COLUMNS:
        raise ValueError
    if any(not _plain(field.type) for field in file.schema_arrow):
        raise ValueError
    frame: pd.DataFrame = file.read().to_pandas()
    return frame.astype(dict.fromkeys(frame.select_dtypes("datetime").columns, "datetime64[s]"))


def _plain(kind: Any) -> bool:
    """Whether a column holds texts, figures, days or truths, and nothing that is made of others."""
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    known = (pa.types.is_integer, pa.types.is_floating, pa.types.is_timestamp, pa.types.is_boolean)
    return any(is_kind(kind) for is_kind in (*known, pa.types.is_string, pa.types.is_large_string, pa.types.is_null))


def _check_lines(lines: pd.DataFrame, parties: int) -> None:
    kinds = {str(name): str(kind) for name, kind in lines.dtypes.items()}
    if not set(REQUIRED) <= set(kinds) or any(DTYPES.get(name) != kind for name, kind in kinds.items()):
        raise ValueError
    if len(lines) and not (lines["customer"].min() >= 0 and lines["customer"].max() < parties):
        raise ValueError


def _check_parties(parties: pd.DataFrame) -> None:
    names = columns.names(columns.PARTIES)[:3]
    if any(not _texts(parties[name].tolist()) for name in names):
        raise ValueError
    keys = parties["key"].tolist()
    if sorted(set(keys)) != keys or parties["customer"].duplicated().any():
        raise ValueError


def _texts(values: Sequence[object]) -> bool:
    return all(isinstance(value, str) for value in values)
