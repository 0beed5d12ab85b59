"""A folder of Parquet files as one file: its parts in the order of their names, `month=2026-01` folders as columns."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as arrow_data
import pyarrow.parquet as pq

from segcore.errors import LabradorError
from segcore.ledger import SourceFile


def one_file(folder: Path) -> SourceFile:
    """All Parquet files in a folder and below, columns that some parts lack left empty there.

    Raises LabradorError file.folder where there are none, file.truncated where one cannot be read or the parts do not
    agree on a column.
    """
    parts = sorted(path for path in folder.rglob("*.parquet") if path.is_file())
    if not parts:
        raise LabradorError("file.folder", file=folder.name)
    try:
        return SourceFile(folder.name, _joined(folder, parts))
    except (pa.ArrowException, OSError, ValueError):
        raise LabradorError("file.truncated", file=folder.name) from None


def _joined(folder: Path, parts: list[Path]) -> bytes:
    def opened(schema: pa.Schema | None) -> arrow_data.Dataset:
        return arrow_data.dataset(
            [str(path) for path in parts],
            schema=schema,
            format="parquet",
            partitioning=arrow_data.HivePartitioning.discover(infer_dictionary=False),
            partition_base_dir=str(folder),
        )

    found = opened(None)
    schemas = [found.schema, *(fragment.physical_schema for fragment in found.get_fragments())]
    schema = pa.unify_schemas([known.remove_metadata() for known in schemas], promote_options="permissive")
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema) as writer:
        for batch in opened(schema).to_batches():
            if batch.num_rows:
                writer.write_batch(batch)
    joined: bytes = sink.getvalue().to_pybytes()
    return joined
