"""Cells of XLSX that the reader of spreadsheets shows as empty: errors, and formulas that were never computed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from segcore.readers.kinds import BROKEN

_SHEET = re.compile(rb"""<(?:\w+:)?sheet\s[^>]*?name=["']([^"']*)["'][^>]*?r:id=["']([^"']*)["']""")
_TARGET = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_PART = re.compile(rb"""(Id|Target)=["']([^"']*)["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)""", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_TEXT = re.compile(rb"""\bt=["']str["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")


@dataclass(frozen=True)
class Unread:
    """Positions (row, column), 0-based. errors: `#N/A` and the like; formulas: those without a result."""

    errors: dict[tuple[int, int], str]
    formulas: frozenset[tuple[int, int]]

    def texts(self, column: int) -> dict[int, str]:
        """What to show in a column by row: the error, `=` for a formula."""
        found = {row: text for (row, place), text in self.errors.items() if place == column}
        return found | {row: "=" for row, place in self.formulas if place == column}


NOTHING = Unread({}, frozenset())


def unread_cells(content: bytes, sheet: str) -> Unread:
    """The errors and the formulas without a result of one sheet; nothing where the file is built in another way."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {name.replace("\\", "/").casefold(): name for name in packed.namelist()}
            part = _part(packed, names, sheet)
            text = packed.read(part) if part else b""
    except (*BROKEN, KeyError):
        return NOTHING
    errors, formulas = {}, set()
    if not (_ERROR.search(text) or _FORMULA.search(text)):
        return NOTHING
    for found in _CELL.finditer(text):
        inside = found[2] or b""
        error, value = _ERROR.search(found[1]), _VALUE.search(inside)
        place = _PLACE.search(found[1])
        blank = value is None and not _TEXT.search(found[1])  # a formula may well give an empty text
        if place is None or not (error or (blank and _FORMULA.search(inside))):
            continue
        at = int(place[2]) - 1, _column(place[1])
        if error and value:
            errors[at] = value[1].decode("utf-8", "replace")
        else:
            formulas.add(at)
    return Unread(errors, frozenset(formulas))


def _part(packed: zipfile.ZipFile, names: dict[str, str], sheet: str) -> str:
    """The member that holds a sheet, "" where it is not found."""
    links = packed.read(names["xl/_rels/workbook.xml.rels"])
    targets = {}
    for link in _TARGET.findall(links):
        known = dict(_PART.findall(link))
        targets[known.get(b"Id", b"")] = known.get(b"Target", b"").decode("utf-8", "replace")
    for name, number in _SHEET.findall(packed.read(names["xl/workbook.xml"])):
        if _plain(name) == sheet:
            target = targets.get(number, "").removeprefix("/")
            return names.get((target if target.startswith("xl/") else f"xl/{target}").casefold(), "")
    return ""


def _plain(name: bytes) -> str:
    text = name.decode("utf-8", "replace")
    for written, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(written, letter)
    return text


def _column(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found - 1
