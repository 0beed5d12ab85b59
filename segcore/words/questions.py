"""Questions only the user can answer, with what each answer means."""

from __future__ import annotations

import re
from datetime import date

from segcore.ledger import Question
from segcore.words import Words
from segcore.words.markers import mark

# code: question without a readable example, why it cannot be found out
QUESTIONS = {
    "date_order": (
        mark("Do dates such as {example} begin with the day or with the month?"),
        mark("Every date in column {column} of {file} can be read both ways, so the file cannot tell."),
    ),
    "decimal": (
        mark("Does {example} have a decimal comma or a decimal point?"),
        mark("Every amount in column {column} of {file} can be read both ways, so the file cannot tell."),
    ),
    "currency": (
        mark("Amounts of {file} are in {currencies}. Which one counts?"),
        mark("Sums of several currencies mean nothing: leave lines in the others out, or give rates."),
    ),
}
OPTIONS = {
    "dmy": (mark("{reading}: day first"), mark("Day first")),
    "mdy": (mark("{reading}: month first"), mark("Month first")),
    ",": (mark("{reading}: decimal comma"), mark("Decimal comma")),
    ".": (mark("{reading}: decimal point"), mark("Decimal point")),
}


def question(w: Words, asked: Question) -> str:
    """The question, with both readings of its example where they can be told."""
    readings = [_reading(w, asked, option) for option in asked.options]
    if asked.code != "currency" and len(readings) == 2 and all(readings):
        return w(
            "Is {example} {first} or {second}?", example=_facts(asked)["example"], first=readings[0], second=readings[1]
        )
    return w(QUESTIONS[asked.code][0], **_shown(w, asked))


def question_reason(w: Words, asked: Question) -> str:
    """Why it cannot be found out."""
    return w(QUESTIONS[asked.code][1], **_shown(w, asked))


def question_option(w: Words, asked: Question, option: str) -> str:
    """What one answer means."""
    if option not in OPTIONS:
        return option
    reading = _reading(w, asked, option)
    return w(OPTIONS[option][0], reading=reading) if reading else w(OPTIONS[option][1])


def _facts(asked: Question) -> dict[str, str]:
    return {"example": "", "column": "", **dict(asked.facts)}


def _shown(w: Words, asked: Question) -> dict[str, str]:
    return {**_facts(asked), "file": asked.file, "currencies": w.listed(asked.options, most=6)}


def _reading(w: Words, asked: Question, option: str) -> str:
    """The example read by one answer, or nothing."""
    example = _facts(asked)["example"]
    if option in ("dmy", "mdy"):
        return _day(w, example, option)
    return _number(w, example, option) if option in (",", ".") else ""


def _day(w: Words, example: str, order: str) -> str:
    found = re.match(r"\s*(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})", example)
    if found is None:
        return ""
    first, second, year = (int(text) for text in found.groups())
    month, day = (second, first) if order == "dmy" else (first, second)
    try:
        return w.date(date(year + 2000 if year < 100 else year, month, day))
    except ValueError:
        return ""


def _number(w: Words, example: str, decimal: str) -> str:
    other = "." if decimal == "," else ","
    text = re.sub(r"[^\d,.\-\u2212]", "", example).replace("\u2212", "-").replace(other, "").replace(decimal, ".")
    try:
        return w.plain(float(text))
    except ValueError:
        return ""
