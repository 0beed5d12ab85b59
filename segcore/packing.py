"""A ledger as bytes and back: Arrow for its tables, JSON for its report; nothing that could run code."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from segcore.ledger import Ledger
from segcore.workspace import REPORT


@dataclass(frozen=True)
class Packed:
    """A ledger as it is stored."""

    digest: str
    lines: bytes
    parties: bytes
    report: str


def pack(ledger: Ledger, compression: str | None = "zstd") -> Packed:
    """The ledger as bytes; without compression where they are not kept."""
    report = REPORT.dump_json(ledger.report).decode()
    return Packed(ledger.digest, _to_arrow(ledger.lines, compression), _to_arrow(ledger.parties, compression), report)


def unpack(packed: Packed) -> Ledger:
    """The ledger that was packed: same tables, same digest."""
    report = REPORT.validate_json(packed.report)
    return Ledger(_from_arrow(packed.lines), _from_arrow(packed.parties), report, packed.digest)


def _to_arrow(frame: pd.DataFrame, compression: str | None) -> bytes:
    table = pa.Table.from_pandas(frame)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _from_arrow(content: bytes) -> pd.DataFrame:
    with pa.ipc.open_stream(content) as reader:
        frame: pd.DataFrame = reader.read_all().to_pandas()
    return frame
