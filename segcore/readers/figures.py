"""Numbers from text: the decimal mark is decided once per column, never per cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segcore.readers.currencies import TOKEN
from segcore.readers.grid import BLANKS, Column, Flags, Ints, Reals

LARGEST = 9e13
BLOCK = 1 << 16
_SPACES = "[\\s\u00a0\u202f\u2009\u2007\u200b\ufeff\u3000'’`]"
_CURRENCY = re.compile(rf"(?<![^\W\d_])(?:{TOKEN})(?![^\W\d_])|[$€£₽₴₸₺¥]", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?<=\d){_SPACES}(?=\d{{3}}(?!\d))")
_AROUND = re.compile(rf"^{_SPACES}+|{_SPACES}+$|(?<=[-+(]){_SPACES}+|{_SPACES}+(?=[-)%])")
_BARE = re.compile(r"(?:-?\d+(?:[.,]\d+)*)?")
_KOPECKS = re.compile(r"^([-+]?[\d_]+)-(\d\d)$")
_POINT_PROOF = re.compile(
    r"\.\d{1,2}$|\.\d{4,}$|,.*\.|^-?0?\.\d+$|^-?0\.|^-?\d{4,}\.|,\d{3},|^-?\d\d?(?:,\d\d)+,\d{3}\b"
)
_COMMA_PROOF = re.compile(r",\d{1,2}$|,\d{4,}$|\..*,|^-?0?,\d+$|^-?0,|^-?\d{4,},|\.\d{3}\.")
_POINT_PLAIN = re.compile(r"-?\d+(?:\.\d{1,2})?")
_EITHER = re.compile(r"^-?[1-9]\d{0,2}[.,]\d{3}$")
_SPACED = re.compile(r"^-?\d{1,3}(?:_\d{3})+([.,])\d{3}$")
_WHOLE = re.compile(r"(?<=\d)[.,](?:-{1,2}|—)$")


@dataclass(frozen=True)
class Figures:
    """Numbers per row. filled: the cell is not empty; bad: filled but no number (value 0). minor: whole minor units.

    values: none where the numbers were read without texts, as amounts are: only quantities are asked for them.

    rounded: how many rows had more than two decimals (rounded half-even). ambiguous: an example the mark of which
    cannot be told, "" where it is clear. plain: no cell holds more than a number.
    """

    values: Reals
    minor: Ints
    filled: Flags
    bad: Flags
    decimal: str
    rounded: int
    ambiguous: str
    plain: bool = False


def tidy(text: str) -> str:
    """Sign in front, no currency, no spaces at the ends, `_` for a space or apostrophe between thousands."""
    if _BARE.fullmatch(text):
        return text
    text = text.replace("\u2212", "-").replace("–", "-")
    text = _AROUND.sub("", _CURRENCY.sub("", text)).strip()
    text = _WHOLE.sub("", _AROUND.sub("", text))
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1].strip().lstrip("-")
    elif text.endswith("-") and len(text) > 1 and text[:-1].lstrip("+")[:1].isdigit():
        text = "-" + text[:-1].lstrip("+")
    text = _BETWEEN.sub("_", text.lstrip("+").removeprefix("-+").strip())
    found = _KOPECKS.match(text)
    return f"{found[1]},{found[2]}" if found else text


def looks_number(text: str) -> bool:
    """Whether a cell can be a number, whatever its decimal mark."""
    return re.fullmatch(r"-?(?:\d[\d._,]*|[.,]\d+)(?:[eE][-+]?\d+)?", tidy(text)) is not None


def _pattern(decimal: str) -> re.Pattern[str]:
    mark, group = re.escape(decimal), "[_,]" if decimal == "." else r"[_.]"
    lakhs = r"|\d{1,2}(?:,\d\d)+,\d{3}" if decimal == "." else ""  # India: 1,23,456.50
    return re.compile(rf"-?(?:\d{{1,3}}(?:{group}\d{{3}})+{lakhs}|[\d]+)?(?:{mark}\d*)?(?:[eE][-+]?\d{{1,2}})?")


def decide_mark(texts: list[str], fallback: str, known: bool = False) -> tuple[str, str]:
    """The decimal mark of a column of tidied texts, and an example where it had to be guessed ("" where it is clear).

    Where every mark has three digits behind it, as in `1.234`, the marks are taken for thousands, unless a space
    stands between thousands: `1 234.567`. fallback: the mark where that cannot tell either; known: the fallback is the
    mark of another column of the file and stands as it is.
    """
    point = [text for text in texts if _POINT_PROOF.search(text)]
    comma = [text for text in texts if _COMMA_PROOF.search(text)]
    if len(point) != len(comma):
        return (".", "") if len(point) > len(comma) else (",", "")
    either = [text for text in texts if _EITHER.match(text)]
    spaced = {found[1]: text.replace("_", " ") for text in texts if (found := _SPACED.match(text))}
    if len(spaced) == 1 and not point:
        return next(iter(spaced.items()))
    example = min(point + comma or either or list(spaced.values()), default="")
    grouped = {mark for mark in ".," for text in either if mark in text}
    if point or known or len(grouped) != 1:
        return fallback, example
    return "," if grouped == {"."} else ".", example


def figures(column: Column, fallback: str, forced: str | None = None, known: bool = False, factor: int = 1) -> Figures:
    """Numbers of a column. fallback, known: as of decide_mark; forced: the user's own choice; factor: how many units of
    the currency 1 is, for columns that may not be read without texts where it is not 1.
    """
    plain = (column.figures or _plain(column)) if factor == 1 else None
    if plain is not None and forced in (None, plain.decimal):
        return plain
    if column.codes is None and column.numbers is None:
        packed = column.texts.dictionary_encode()
        column = Column(packed.dictionary, packed.indices.to_numpy())
    raw = [text.strip(BLANKS) for text in column.texts.to_pylist()]
    typed = column.numbers
    is_typed = np.zeros(len(raw), dtype=np.bool_) if typed is None else ~np.isnan(typed)
    tidied = ["" if known else tidy(text) for text, known in zip(raw, is_typed, strict=True)]
    decimal, ambiguous = decide_mark(tidied, fallback, known)
    if forced:
        decimal, ambiguous = forced, ""
    exact = [text_number(text, decimal) for text in tidied]
    if typed is not None:
        exact = [cell_number(typed[place]) if is_typed[place] else found for place, found in enumerate(exact)]
    if factor != 1:
        exact = [number if number is None else _within(number * factor) for number in exact]
    return _collect(column, raw, exact, decimal, ambiguous)


def text_number(text: str, decimal: str) -> Decimal | None:
    """A tidied text as an exact number with that decimal mark, None where it is none."""
    if not text or not any(map(str.isdigit, text)) or not _pattern_of(decimal).fullmatch(text):
        return None
    group = "," if decimal == "." else "."
    return _within(Decimal(text.replace("_", "").replace(group, "").replace(decimal, ".")))


_PATTERNS = {mark: _pattern(mark) for mark in ".,"}


def _pattern_of(decimal: str) -> re.Pattern[str]:
    return _PATTERNS[decimal]


def cell_number(number: float) -> Decimal | None:
    """A spreadsheet number as the exact number it shows, None where it is none."""
    return _within(Decimal(f"{number:.12g}")) if np.isfinite(number) else None


def _within(number: Decimal) -> Decimal | None:
    return number if abs(number) < LARGEST else None


def to_minor(number: Decimal) -> int:
    """Whole minor units, half-even."""
    return int((number * 100).to_integral_value(ROUND_HALF_EVEN))


def _collect(column: Column, raw: list[str], exact: list[Decimal | None], decimal: str, ambiguous: str) -> Figures:
    known = [number if number is not None else Decimal(0) for number in exact]
    minor = np.array([to_minor(number) for number in known], dtype=np.int64)
    cut = np.array([number * 100 % 1 != 0 for number in known], dtype=np.bool_)
    filled = np.array([bool(text) for text in raw], dtype=np.bool_)
    bad = np.array([number is None for number in exact], dtype=np.bool_) & filled
    values = np.array([float(number) for number in known], dtype=np.float64)
    rounded = int(column.rows(cut).sum())
    rows = column.rows
    return Figures(rows(values), rows(minor), rows(filled), rows(bad), decimal, rounded, ambiguous)


def _plain(column: Column) -> Figures | None:
    """The fast way: every text is blank or a number of one plain form, and some cell proves its decimal mark."""
    if column.codes is not None or column.numbers is not None or not len(column):
        return None
    empty: Flags = np.zeros(len(column), dtype=np.bool_)
    found = _point_plain(column.texts)
    if found is None:
        blank = pc.equal(column.texts, "")
        empty = blank.to_numpy(zero_copy_only=False)
        texts = pc.if_else(blank, "0", column.texts) if empty.any() else column.texts
        found = _point_plain(texts) or _grouped_plain(texts)
    if found is None:
        return None
    values, texts, decimal = found
    if not (values.min() > -LARGEST and values.max() < LARGEST):
        return None
    minor, off = _minor(values)
    for place in off:
        minor[place] = to_minor(Decimal(texts[int(place)].as_py()))
    return Figures(values, minor, ~empty, np.zeros(len(values), dtype=np.bool_), decimal, len(off), "", True)


def straight(numbers: Any) -> Figures | None:
    """Figures of an Arrow array of reals (null: blank); None where only their texts tell the exact amount."""
    blank = numbers.null_count > 0
    filled: Flags = numbers.is_valid().to_numpy(False) if blank else np.ones(len(numbers), dtype=np.bool_)
    values: Reals = (pc.fill_null(numbers, 0.0) if blank else numbers).to_numpy()
    if not len(values) or not (values.min() > -LARGEST and values.max() < LARGEST):
        return None
    minor, off = _minor(values)
    if len(off):
        return None
    return Figures(np.zeros(0), minor, filled, np.zeros(len(values), dtype=np.bool_), ".", 0, "", True)


def shows_points(texts: list[str]) -> bool:
    """Whether the first cells of a column are plain numbers that prove a decimal point."""
    known = [text for text in texts if text]
    return all(map(_POINT_PLAIN.fullmatch, known)) and any(map(_POINT_PROOF.search, known))


def _minor(values: Reals) -> tuple[Ints, Ints]:
    """Whole minor units, and the places of values that may have more than two decimals."""
    minor = np.empty(len(values), dtype=np.int64)
    off = []
    for start in range(0, len(values), BLOCK):
        scaled = values[start : start + BLOCK] * 100
        nearest = np.rint(scaled)
        minor[start : start + BLOCK] = nearest
        far = np.abs(scaled - nearest) > np.maximum(1e-6, np.abs(scaled) * 1e-13)
        off.append(np.flatnonzero(far) + start)
    return minor, np.concatenate(off)


def _point_plain(texts: Any) -> tuple[Reals, Any, str] | None:
    try:
        values: Reals = pc.cast(texts, pa.float64()).to_numpy()
    except pa.ArrowInvalid:
        return None
    start = texts[:2000].to_pylist()
    proven = any(_POINT_PROOF.search(text) for text in start) or not pc.any(pc.match_substring(texts, ".")).as_py()
    return (values, texts, ".") if proven else None


_FORMS = ((",", "[ \u00a0\u202f\u2009]"), (".", ","))


def _grouped_plain(texts: Any) -> tuple[Reals, Any, str] | None:
    """`1 234,56` and `1,234.56`, with two decimals at most."""
    for mark, group in _FORMS:
        form = rf"^-?(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{re.escape(mark)}\d{{1,2}})?$"
        if not pc.all(pc.match_substring_regex(texts, form)).as_py():
            continue
        if not pc.any(pc.match_substring(texts, mark)).as_py():
            continue
        bare = pc.replace_substring_regex(texts, group, "")
        bare = pc.replace_substring(bare, mark, ".")
        return pc.cast(bare, pa.float64()).to_numpy(), bare, mark
    return None
