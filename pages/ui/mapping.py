"""Changes of the mapping as pure functions: an edited table or a form becomes the next Reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from segcore.ledger import ROLES, ColumnReport, Pair
from segcore.workspace import FileMapping, Reading


def with_option(reading: Reading, fingerprint: str, **option: Any) -> Reading:
    """The reading with one option of this kind of file changed (a field of FileMapping)."""
    mapping = reading.files.get(fingerprint, FileMapping()).model_copy(update=option)
    return reading.model_copy(update={"files": {**reading.files, fingerprint: mapping}})


def without(reading: Reading, fingerprint: str) -> Reading:
    """The reading with everything about this kind of file found out again."""
    return reading.model_copy(
        update={"files": {key: kept for key, kept in reading.files.items() if key != fingerprint}}
    )


def with_roles(
    reading: Reading, fingerprint: str, columns: Sequence[ColumnReport], edits: Mapping[str, Mapping[str, Any]]
) -> Reading:
    """The reading with edited roles: edits are {row label: {"role": role}}, a row label is a position in columns.

    A role of ROLES belongs to one column: the column that had it so far is no longer used.
    """
    mapping = reading.files.get(fingerprint, FileMapping())
    roles = dict(mapping.roles)
    now = {column.header: column.role for column in columns}
    for label, cells in edits.items():
        position, role = int(label), cells.get("role")
        if role is None or not 0 <= position < len(columns):
            continue
        header = columns[position].header
        if role in ROLES:
            roles |= {other: "ignore" for other, held in now.items() if held == role and other != header}
        roles[header] = role
        now[header] = role
    return with_option(reading, fingerprint, roles=roles)


def with_counted(reading: Reading, reasons: Sequence[str], edits: Mapping[str, Mapping[str, Any]]) -> Reading:
    """The reading with reasons ticked or not: edits are {row label: {"count": bool}}, by position in reasons."""
    counted = set(reading.counted)
    for label, cells in edits.items():
        reason = reasons[int(label)]
        counted = counted | {reason} if cells.get("count") else counted - {reason}
    return reading.model_copy(update={"counted": tuple(sorted(counted))})


def with_pairs(reading: Reading, pairs: Sequence[Pair], edits: Mapping[str, Mapping[str, Any]]) -> Reading:
    """The reading with look-alikes joined or parted: edits are {row label: {"one": bool}}, by position in pairs."""
    merged = list(reading.merged)
    for label, cells in edits.items():
        keys = pairs[int(label)].keys
        merged = [pair for pair in merged if pair != keys] + ([keys] if cells.get("one") else [])
    return reading.model_copy(update={"merged": tuple(merged)})


def with_currency(reading: Reading, currency: str | None, rates: Mapping[str, float]) -> Reading:
    """The reading with the currency that counts and what one unit of others is worth in it; a rate of 0 is none."""
    texts = {name: f"{rate:f}".rstrip("0").rstrip(".") for name, rate in rates.items() if rate > 0}
    return reading.model_copy(update={"currency": currency, "rates": texts})
