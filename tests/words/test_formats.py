"""Figures and dates, letter by letter: the examples of the house style and the borders between its rules."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest
from babel.numbers import format_decimal

from segcore.errors import LabradorError
from segcore.words import Words, load

N = "\u00a0"  # no-break space
M = "\u2212"  # minus
APRIL = date(2026, 4, 3)

# method, argument, en, pl, ru
FIGURES = [
    ("number", 12345, "12,345", f"12{N}345", f"12{N}345"),
    ("number", 1234, "1,234", f"1{N}234", f"1{N}234"),
    ("number", -1234567, f"{M}1,234,567", f"{M}1{N}234{N}567", f"{M}1{N}234{N}567"),
    ("number", 0, "0", "0", "0"),
    ("money", 1052767312, "10,527,673", f"10{N}527{N}673", f"10{N}527{N}673"),
    ("money", 50, "1", "1", "1"),  # half a unit, away from zero
    ("money", -150, f"{M}2", f"{M}2", f"{M}2"),
    ("money", 49, "0", "0", "0"),
    ("money", -49, "0", "0", "0"),  # never a minus before nothing
    ("exact", 123456, "1,234.56", f"1{N}234,56", f"1{N}234,56"),
    ("exact", -5, f"{M}0.05", f"{M}0,05", f"{M}0,05"),
    ("exact", 90071992547409931, "900,719,925,474,099.31", f"900{N}719{N}925{N}474{N}099,31", None),
    ("short", 5402448400, "54.0M", f"54,0{N}mln", f"54,0{N}млн"),
    ("short", 94444900, "944k", f"944{N}tys.", f"944{N}тыс."),
    ("short", 1234567800000, "12.3B", f"12,3{N}mld", f"12,3{N}млрд"),
    ("short", 123456780000000, "1.23T", f"1,23{N}bln", f"1,23{N}трлн"),
    ("short", 999900, "9,999", f"9{N}999", f"9{N}999"),
    ("short", 999949, "9,999", f"9{N}999", f"9{N}999"),
    ("short", 999950, "10.0k", f"10,0{N}tys.", f"10,0{N}тыс."),  # 9,999.5 is 10,000 in full figures
    ("short", 99949900, "999k", f"999{N}tys.", f"999{N}тыс."),
    ("short", 99950000, "1.00M", f"1,00{N}mln", f"1,00{N}млн"),
    ("short", -5402448400, f"{M}54.0M", f"{M}54,0{N}mln", f"{M}54,0{N}млн"),
    ("compact", 54024484, "54.0M", f"54,0{N}mln", f"54,0{N}млн"),
    ("percent", 0.085, "8.5%", f"8,5{N}%", f"8,5{N}%"),
    ("percent", 0.44, "44%", f"44{N}%", f"44{N}%"),
    ("percent", 0.0994, "9.9%", f"9,9{N}%", f"9,9{N}%"),
    ("percent", 0.0995, "10%", f"10{N}%", f"10{N}%"),
    ("percent", 0.285, "29%", f"29{N}%", f"29{N}%"),  # a half, though 0.285 * 100 is 28.499999999999996
    ("percent", 0.001, "0.1%", f"0,1{N}%", f"0,1{N}%"),
    ("percent", 0.0009, "<0.1%", f"<0,1{N}%", f"<0,1{N}%"),
    ("percent", 0.0, "0%", f"0{N}%", f"0{N}%"),
    ("percent", 1.0, "100%", f"100{N}%", f"100{N}%"),
    ("percent", 12.5, "1,250%", f"1{N}250{N}%", f"1{N}250{N}%"),
    ("percent", -0.12, f"{M}12%", f"{M}12{N}%", f"{M}12{N}%"),
    ("percent", -0.0004, f">{M}0.1%", f">{M}0,1{N}%", f">{M}0,1{N}%"),
    ("change", 0.12, "+12%", f"+12{N}%", f"+12{N}%"),
    ("change", -0.031, f"{M}3.1%", f"{M}3,1{N}%", f"{M}3,1{N}%"),
    ("limit", 0.8, "80%", f"80{N}%", f"80{N}%"),
    ("limit", 0.05, "5%", f"5{N}%", f"5{N}%"),
    ("limit", 0.975, "97.5%", f"97,5{N}%", f"97,5{N}%"),
    ("ratio", 1.5, f"1.5{N}×", f"1,5{N}×", f"1,5{N}×"),
    ("ratio", 9.96, f"10{N}×", f"10{N}×", f"10{N}×"),
    ("times", 3.0, f"3{N}×", f"3{N}×", f"3{N}×"),
    ("decimal", 0.7249, "0.72", "0,72", "0,72"),
    ("size", 0, "1 kB", "1 kB", None),
    ("size", 99_499, "99 kB", "99 kB", None),
    ("size", 2_140_000, "2.1 MB", "2,1 MB", None),
    ("plain", 0.5, "0.5", "0,5", "0,5"),
    ("plain", 30.0, "30", "30", "30"),
    ("date", APRIL, "3 Apr 2026", "3 kwi 2026", "3 апр. 2026"),
    ("date", datetime(2026, 5, 31, 23, 59), "31 May 2026", "31 maj 2026", "31 мая 2026"),
    ("month", APRIL, "Apr 26", "kwi 26", "апр. 26"),
    ("period", "2025-01", "Jan 25", "sty 25", "янв. 25"),
    ("period", "2025-Q1", "Q1 2025", "1 kw. 2025", "1 кв. 2025"),
    ("period", "2025-W03", "W3 2025", "tydz. 3 2025", "3 нед. 2025"),
    ("period", "2026-04-03", "3 Apr 2026", "3 kwi 2026", "3 апр. 2026"),
]


@pytest.mark.parametrize(("method", "value", "en", "pl", "ru"), FIGURES)
def test_a_figure_in_three_languages(method: str, value: object, en: str, pl: str, ru: str | None) -> None:
    for language, expected in (("en", en), ("pl", pl), ("ru", ru)):
        if expected is not None:
            assert getattr(load(language), method)(value) == expected, (language, method, value)


def test_every_method_has_an_example() -> None:
    texts = {"plural", "listed", "days", "span", "formats"}
    methods = {name for name in vars(Words) if not name.startswith("_")} - texts - {"language", "texts"}
    assert methods == {method for method, *_ in FIGURES}


def test_days_and_spans_take_their_plural_form() -> None:
    words = load("en")
    assert [words.days(n) for n in (0, 1, 52, 1234)] == ["0 days", "1 day", "52 days", "1,234 days"]
    assert words.days(51.6) == "52 days"
    assert words.span(APRIL, date(2026, 5, 2)) == "3 Apr 2026 – 2 May 2026"


@pytest.mark.parametrize("method", ["number", "money", "exact", "short", "percent", "ratio", "days", "date", "month"])
def test_what_is_not_known_is_a_dash(method: str) -> None:
    for nothing in (None, float("nan")):
        assert getattr(load("en"), method)(nothing) == "–"


def test_lists_end_with_how_many_more() -> None:
    words = load("en")
    assert words.listed(["a", "b", "c"]) == "a, b, c"
    assert words.listed(["a", "b", "c", "d", "e"]) == "a, b, c and 2 more"
    assert words.listed([]) == ""


def test_grouping_and_rounding_agree_with_babel() -> None:
    draw = random.Random(1)
    examined = 0
    for language in ("en", "pl", "ru"):
        for _ in range(300):
            minor = draw.randint(-(10 ** draw.randint(1, 14)), 10 ** draw.randint(1, 14))
            whole = minor // 100
            expected = format_decimal(whole, format="#,##0", locale=language).replace("-", M)
            assert load(language).number(whole) == expected
            text = format_decimal(minor / 100, format="#,##0.00", locale=language).replace("-", M)
            assert load(language).exact(minor) == text
            examined += 2
    assert examined == 1800


def test_a_language_without_formats_is_refused() -> None:
    with pytest.raises(LabradorError) as refused:
        load("xx")
    assert refused.value.code == "language.unknown"
    assert refused.value.facts == {"language": "xx", "allowed": ("en", "pl", "ru")}
