"""One cell as a date: every written form of a day, a month or a quarter, in five languages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from segcore.readers.grid import BLANKS

_MONTHS = (
    "january stycznia styczeń styczen января январь січня січень januar jänner",
    "february lutego luty февраля февраль лютого лютий februar",
    "march marca marzec марта март березня березень märz maerz mrz",
    "april kwietnia kwiecień kwiecien апреля апрель квітня квітень",
    "may maja maj мая май травня травень mai",
    "june czerwca czerwiec июня июнь червня червень juni",
    "july lipca lipiec июля июль липня липень juli",
    "august sierpnia sierpień sierpien августа август серпня серпень",
    "september września wrzesień wrzesnia wrzesien сентября сентябрь вересня вересень",
    "october października październik pazdziernika pazdziernik октября октябрь жовтня жовтень oktober",
    "november listopada listopad ноября ноябрь листопада листопад",
    "december grudnia grudzień grudzien декабря декабрь грудня грудень dezember",
)
_NAMES = tuple((name, month) for month, names in enumerate(_MONTHS, 1) for name in names.split())
_BEGINNINGS = {name[:end]: month for name, month in reversed(_NAMES) for end in range(3, len(name) + 1)}
_ZONE = (
    r"(?:Z|(?:UTC|GMT)(?:[-+]\d{1,2}(?::?\d{2})?)?|[-+]\d{2}:?\d{2}|"
    r"(?:[PECM][SD]|AK[SD]|HS|BS|WE|WES|CE|CES|EE|EES|IS|JS|AE[SD])T|MSK|МСК)"
)
TIME = re.compile(
    r"(?:[T ,]+(?:(?:в|о|o|o godz\.?|at|um)\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*"
    rf"(?:{_ZONE}|\({_ZONE}\))?|-\d{{2}}\.\d{{2}}\.\d{{2}}(?:\.\d+)?)$", re.I
)  # fmt: skip
_WEEKDAYS = (
    r"mon|tue|wed|thu|fri|sat|sun|pon|wto|wt\b|śro|śr\b|sro|czw|pią|pia|pt\b|sob|nie|ndz|nd\b|di\b|mi\b|do\b|fr\b|so\b|mo\b|"
    r"sa\b|die|mit|don|sam|son|пн\b|вт\b|ср\b|чт\b|пт\b|сб\b|вс\b|нд\b|пон|вто|сре|чет|пят|суб|вос|вів|сер|п.?ят|нед"
)
_WEEKDAY = re.compile(rf"^(?:{_WEEKDAYS})[^\W\d_]{{0,9}}(?:\.?,?\s+(?=\d)|\.?,\s+(?=[^\W\d_]))", re.I)
_WEEKDAY_END = re.compile(rf"(?<=\d),?\s+\(?(?:{_WEEKDAYS})[^\W\d_]{{0,9}}\.?\)?$", re.I)
_QUOTES = str.maketrans("", "", "'\"«»“”„’")
_YEAR = re.compile(r"\s*(?:г\.?|года|r\.?|roku|р\.?|року)$", re.I)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YMD = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{6}(?:Z|[-+]\d{4})?)?")
_TWO = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_TENTHS = re.compile(r"\d{4}\.\d")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[-./ ]+)?([^\W\d_]{3,})"
    r"(?:\.?[-,/ ]+|\.)(?:(\d{1,2})(?:(?:st|nd|rd|th)?,? +|-))?(\d{4}|\d{2})"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER_WORD = r"(?:q|кв\.?|квартал|kw\.?|kwartał|квартал|quarter|quartal)"
_QUARTER = re.compile(
    rf"{_QUARTER_WORD}\s*(?P<a>[1-4])[-/ ]*(?P<ay>\d{{4}})|(?P<by>\d{{4}})[-/ ]*{_QUARTER_WORD}\s*(?P<b>[1-4])"
    rf"|(?P<c>[1-4]|i{{1,3}}|iv)(?:st|nd|rd|th|\.|-?й)?\s*{_QUARTER_WORD}\.?[-/ ]*(?P<cy>\d{{4}})", re.I
)  # fmt: skip
_INSIDE = re.compile(
    r"(?:^|[\s,(])(?:от|від|z dnia|z|dn\.|from|dated|of|vom)\s+"
    r"(\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d|\d{1,2}\.?\s+[^\W\d_]{3,}\.?\s+\d{4})(?!\d)", re.I
)  # fmt: skip
_SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")


@dataclass(frozen=True)
class Parsed:
    """One cell. day: None where it is no date, or where the order of `parts` (first, second, year) is open.

    form: as of Dates; mark: between the parts; inside: the date stands within another text, as in `14 от 05.01.2026`.
    """

    day: date | None
    form: str
    parts: tuple[int, int, int] | None = None
    mark: str = ""
    inside: bool = False


def parse(text: str) -> Parsed:
    """A date in any of the written forms."""
    if _ISO.fullmatch(text):
        return Parsed(on_calendar(int(text[:4]), int(text[5:7]), int(text[8:])), "YYYY-MM-DD")
    text = _YEAR.sub("", TIME.sub("", text.translate(_QUOTES).strip(BLANKS)))
    if text and text[0].isalpha() and not _NAMED.fullmatch(text):
        text = _WEEKDAY.sub("", text)
    elif text and not text[-1].isdigit():
        text = _WEEKDAY_END.sub("", text)
    if found := _YMD.fullmatch(text) or _COMPACT.fullmatch(text):
        return Parsed(on_calendar(int(found[1]), int(found[2]), int(found[3])), "YYYY-MM-DD")
    if found := _TWO.fullmatch(text):
        return Parsed(None, "", (int(found[1]), int(found[3]), _full(found[4])), found[2])
    if found := _YEAR_MONTH.fullmatch(text):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return Parsed(on_calendar(int(year), int(month), 1), "YYYY-MM")
    if found := _NAMED.fullmatch(text):
        month_number = month_named(found[2])
        day = found[1] or found[3]
        if month_number and not (found[1] and found[3]):
            known = on_calendar(_full(found[4]), month_number, int(day or 1))
            return Parsed(known, "D MONTH YYYY" if day else "YYYY-MM")
    if found := _QUARTER.fullmatch(text):
        return Parsed(_quarter(found), "YYYY-MM")
    if _SERIAL.fullmatch(text):
        return Parsed(date(1899, 12, 30) + timedelta(days=int(text[:5])), "serial")
    inner = _INSIDE.search(text)
    return replace(parse(inner[1]), inside=True) if inner else Parsed(None, "")


def _quarter(found: re.Match[str]) -> date | None:
    """The first day of a quarter."""
    said = (found["a"] or found["b"] or found["c"]).casefold()
    number = _ROMAN.get(said) or int(said)
    return on_calendar(int(found["ay"] or found["by"] or found["cy"]), 3 * number - 2, 1)


def looks_date(text: str) -> bool:
    """Whether a cell is a date in writing; a bare serial number is none, nor are `1180.12` and `2025.5`."""
    if not any(map(str.isdigit, text)):
        return False
    found = parse(text)
    if found.inside:
        return False
    if found.parts is not None:
        return max(found.parts[:2]) <= 31 and min(found.parts[:2]) <= 12
    if found.day is None or found.form == "serial" or _TENTHS.fullmatch(text.strip()):
        return False
    return 1980 <= found.day.year <= 2100


def _full(year: str) -> int:
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 70 else 1900)


def month_named(word: str) -> int:
    """The number of a month by its name or the first letters of it (three at least), 0 for none."""
    return _BEGINNINGS.get(word.casefold().rstrip("."), 0)


def on_calendar(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_in_title(text: str) -> date | None:
    """The day a title states, day first where the order is open; None where there is none."""
    found = parse(text)
    if found.parts is None:
        return found.day
    first, second, year = found.parts
    return on_calendar(year, second, first) if second <= 12 else on_calendar(year, first, second)
