"""A workbook of ours read back: the settings that made it, and its customers."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from segcore.errors import LabradorError
from segcore.settings import NAMES, Settings
from segcore.workbook.customers import CUSTOMERS_NAME
from segcore.workbook.settings_sheet import SETTINGS_NAME


def read_back(content: bytes) -> dict[str, Any]:
    """What a workbook holds, whatever its language and whatever sheets were moved or renamed since.

    settings: the Settings in force when it was made, `given` among them. customers: one dict per row of the Customers
    sheet, by the headers shown there. Raises LabradorError `workbook.unreadable` for a file that is none,
    `workbook.foreign` for a workbook of another origin, and those of Settings.with_values.
    """
    try:
        book = load_workbook(io.BytesIO(content), data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError, TypeError, SyntaxError):
        raise LabradorError("workbook.unreadable") from None
    return {"settings": _settings(book), "customers": _customers(book)}


def _settings(book: Workbook) -> Settings:
    values: dict[str, object] = {}
    given: set[str] = set()
    for name, value, chosen in _cells(book, SETTINGS_NAME):
        if name in NAMES:
            values[str(name)] = "" if value is None else value
            given.update([str(name)] if chosen else [])
    restored = Settings().with_values({name: value for name, value in values.items() if value != ""})
    return replace(restored, given=frozenset(given))


def _customers(book: Workbook) -> list[dict[str, Any]]:
    heads, *rows = _cells(book, CUSTOMERS_NAME)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _cells(book: Workbook, name: str) -> list[tuple[Any, ...]]:
    found = book.defined_names.get(name)
    if found is None:
        raise LabradorError("workbook.foreign")
    for title, area in found.destinations:
        return [tuple(cell.value for cell in row) for row in book[title][area]]
    raise LabradorError("workbook.foreign")
