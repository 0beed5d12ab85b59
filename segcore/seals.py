"""A number for every row or text, equal where these are: what digests and the search for repeated rows stand on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

BLOCK = 1 << 16
_FIRST_BYTES = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)
SPREAD, STIR, SHIFTS = 0x9E3779B97F4A7C15, np.uint64(0xBF58476D1CE4E5B9), (np.uint64(32), np.uint64(29))


def row_seals(columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[np.uint64]:
    """One number per row that differs where any of the columns (integers, days, reals) differs."""
    rows = len(columns[0])
    found = np.zeros(rows, dtype=np.uint64)
    factors = [np.uint64(pow(SPREAD, place + 1, 1 << 64)) for place in range(len(columns))]
    for start in range(0, rows, BLOCK):
        seal = found[start : start + BLOCK]
        for column, factor in zip(columns, factors, strict=True):
            cells = column[start : start + BLOCK]
            wide = np.float64 if cells.dtype.kind == "f" else np.int64
            seal += cells.astype(wide).view(np.uint64) * factor
        for shift in SHIFTS:
            seal ^= seal >> shift
            seal *= STIR
    return found


def text_seals(texts: Any) -> npt.NDArray[np.uint64]:
    """One number per text of an Arrow string array that differs where the bytes of the texts do; eight bytes a step."""
    large = pa.types.is_large_string(texts.type)
    _, places, held = texts.buffers()
    offsets = np.frombuffer(places, np.int64 if large else np.int32)[texts.offset : texts.offset + len(texts) + 1]
    starts, sizes = offsets[:-1].astype(np.int64), np.diff(offsets).astype(np.int64)
    data = np.concatenate([np.frombuffer(held or b"", np.uint8), np.zeros(8, np.uint8)])
    words = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    seal = sizes.astype(np.uint64) * np.uint64(SPREAD)
    for step in range(0, int(sizes.max(initial=0)), 8):
        longer = np.flatnonzero(sizes > step)
        rows = slice(None) if len(longer) == len(sizes) else longer
        word = words[starts[rows] + step] & _FIRST_BYTES[np.minimum(sizes[rows] - step, 8)]
        mixed = (seal[rows] ^ word) * STIR
        seal[rows] = mixed ^ (mixed >> SHIFTS[0])
    return seal


def content_seal(lines: pd.DataFrame, parties: pd.DataFrame, told: str) -> str:
    """Digest of a ledger's content, whatever the order of its lines; told: what else belongs to it."""
    seal = hashlib.sha256()
    total = int(np.sum(row_seals([np.asarray(lines[name]) for name in lines.columns]), dtype=np.uint64))
    seal.update(total.to_bytes(8, "little"))
    seal.update(f"{len(lines)} {list(lines.columns)}".encode())
    for name in parties.columns:
        seal.update(f"\x1e{name}\x1e".encode())
        seal.update("\x1f".join(map(str, parties[name].tolist())).encode("utf-8", "surrogatepass"))
    seal.update(told.encode())
    return seal.hexdigest()
