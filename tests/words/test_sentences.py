"""Sentences, word for word."""

from __future__ import annotations

from datetime import date

import pytest

from segcore.errors import Fact, LabradorError, notice
from segcore.ledger import Question
from segcore.lights import Light
from segcore.settings import Settings, Value
from segcore.words import load
from segcore.words import sentences as say

W = load("en")
N = "\u00a0"


@pytest.mark.parametrize(
    ("code", "facts", "text"),
    [
        (
            "setting.unknown",
            {"name": "abc.limit", "nearest": "abc.limits"},
            "There is no setting abc.limit; the nearest name is abc.limits.",
        ),
        (
            "setting.out_of_range",
            {"name": "xyz.often", "value": "2", "allowed": "0 .. 1"},
            "xyz.often cannot be 2: allowed is 0 .. 1.",
        ),
        (
            "file.pdf",
            {"file": "bank.pdf"},
            "bank.pdf was not read: it is a PDF. Ask your bank for CSV or Excel.",
        ),
        ("file.password", {"file": "a.xlsx"}, "a.xlsx is protected with a password: save a copy without it."),
        (
            "tree.too_deep",
            {"limit": 12, "line": 1},
            "Line 1 is deeper than 12 steps: begin the list nearer to the market you sell to.",
        ),
        (
            "file.too_wide",
            {"file": "a.csv", "limit": 16384},
            "a.csv has more than 16,384 columns: export a list with one sale a row.",
        ),
        ("file.truncated", {"file": "a{n}.csv"}, "a{n}.csv is cut short: download it again."),
        (
            "output.format",
            {"name": "out.txt", "known": (".csv", ".parquet")},
            "out.txt cannot be written: its name must end with .csv, .parquet.",
        ),
        (
            "abc.computed_refused",
            {"customers": 1},
            "Limits cannot be computed from 1 customer: at least ten with unequal revenue are needed; "
            "use fixed shares.",
        ),
    ],
)
def test_errors(code: str, facts: dict[str, Fact], text: str) -> None:
    assert say.error(W, LabradorError(code, **facts)) == text


@pytest.mark.parametrize(
    ("code", "facts", "text"),
    [
        (
            "partial_periods",
            {"labels": ("2025-01", "2026-02")},
            "Not complete, so left out of regularity: Jan 25, Feb 26. Their revenue counts.",
        ),
        (
            "partial_periods",
            {"labels": ("2025-Q1",)},
            "Not complete, so left out of regularity: Q1 2025. Their revenue counts.",
        ),
        (
            "refunds_unmatched",
            {"amount": 123456, "customers": 1},
            "Returns of 1,234.56 from 1 customer have no earlier purchase here; they count in the total only.",
        ),
        (
            "refunds_unmatched",
            {"amount": 123456, "customers": 1200},
            "Returns of 1,234.56 from 1,200 customers have no earlier purchase here; they count in the total only.",
        ),
        (
            "large_tie",
            {"customers": 1},
            "1 customer with the same value stands across a border and shares the better class.",
        ),
        ("profit_missing", {"share": 0.375}, "Profit is missing for 38% of revenue, so ABC goes by revenue."),
        ("whale", {"peak": 1.2}, "Some customers cost money: without them profit would be 120% of what it is."),
        (
            "long_rhythm",
            {"gap_days": 182.33},
            "Your customers buy about every 182 days: take a long window before you judge regularity.",
        ),
        (
            "ledger_ended",
            {"days": 60},
            "The ledger ends 60 days ago: silences are counted to its end; add the newest file.",
        ),
    ],
)
def test_notices(code: str, facts: dict[str, Fact], text: str) -> None:
    assert say.notice(W, notice(code, **facts)) == text


@pytest.mark.parametrize(
    ("light", "text"),
    [
        (
            Light("abc", "red", "few_customers", 4),
            "ABC: 4 customers with positive revenue; at least five are needed, 20 are good.",
        ),
        (
            Light("abc", "yellow", "few_customers", 12),
            "ABC: 12 customers with positive revenue; at least five are needed, 20 are good.",
        ),
        (Light("abc", "green", "enough", 312), "ABC: 312 customers are enough."),
        (Light("xyz", "red", "no_dates", 0), "XYZ: no dates, so nobody can say how regularly customers buy."),
        (Light("xyz", "yellow", "few_periods", 5), "XYZ: 5 complete periods; at least three are needed, six are good."),
        (
            Light("rfm", "red", "few_distinct", 1),
            "RFM: customers hardly differ: only 1 different value; five are needed.",
        ),
    ],
)
def test_lights(light: Light, text: str) -> None:
    assert say.light(W, light) == text


def test_letters_name_the_limits_in_force() -> None:
    told = {letter: say.letter(W, letter) for letter in "ABCNXYZ"}
    assert told == {
        "A": "first 80% of revenue",
        "B": "next 15%",
        "C": "last 5%",
        "N": "nothing left after returns",
        "X": "often, even amounts",
        "Y": "now and then",
        "Z": "single purchases",
    }
    moved = Settings().with_values({"abc.limits": "0.7,0.975", "abc.value": "profit"})
    assert [say.letter(W, letter, moved) for letter in "ABCN"] == [
        "first 70% of profit",
        "next 27.5%",
        "last 2.5%",
        "no profit",
    ]
    assert say.letter(W, "A", moved, value="revenue") == "first 70% of revenue"
    counted = Settings().with_values({"abc.basis": "count", "xyz.method": "classic"})
    assert [say.letter(W, letter, counted) for letter in "ABCXYZ"] == [
        "largest 20% of customers",
        "next 30%",
        "last 50%",
        "sums vary up to 50%",
        "sums vary up to 100%",
        "sums vary by more",
    ]


def test_statuses_name_the_limits_in_force() -> None:
    assert say.status_sentence(W, "new") == "New: first purchase within 90 days."
    assert say.status_sentence(W, "lost") == (
        "Lost: silent for more than 90 days and 3 of its own intervals; after one or two purchases, "
        "for more than 365 days."
    )
    moved = Settings().with_values({"status.new_days": "30", "status.key": "A_BX", "rhythm.lost": "2.5"})
    assert say.status_sentence(W, "new", moved) == "New: first purchase within 30 days."
    assert say.status_sentence(W, "key", moved) == "Key: in class A, or in BX."
    assert "90 days and 2.5 of its own intervals" in say.status_sentence(W, "lost", moved)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("abc.limits", (0.8, 0.95), "80% · 95%"),
        ("abc.border", "crossing", "Better class, if the share before is below the border"),
        ("xyz.steady", 0.5, "50%"),
        ("xyz.min_active", 3, "3"),
        ("rfm.edges_r", (30.0, 90.0, 180.0, 365.0), "30 · 90 · 180 · 365"),
        ("rfm.edges_m", None, "median document × 1, 3, 10, 30"),
        ("rfm.bins", "5", "5"),
        ("period.from", None, "start of the ledger"),
        ("period.to", date(2026, 4, 3), "3 Apr 2026"),
        ("status.new_days", 1, "1 day"),
        ("rhythm.slipping", 1.5, f"1.5{N}×"),
        ("as_of", None, "end of the ledger"),
    ],
)
def test_values_of_settings(name: str, value: Value, text: str) -> None:
    assert say.setting_value(W, name, value) == text


def test_every_default_has_a_text() -> None:
    shown = {name: say.setting_value(W, name, value) for name, value in Settings().flat().items()}
    assert len(shown) == 36
    assert all(shown.values())


def test_questions_show_both_readings() -> None:
    asked = Question("date_order", "sales.csv", ("dmy", "mdy"), (("column", "Data"), ("example", "03.04.2026")))
    assert say.question(W, asked) == "Is 03.04.2026 3 Apr 2026 or 4 Mar 2026?"
    assert say.question_option(W, asked, "dmy") == "3 Apr 2026: day first"
    assert say.question_option(W, asked, "mdy") == "4 Mar 2026: month first"
    assert say.question_reason(W, asked) == (
        "Every date in column Data of sales.csv can be read both ways, so the file cannot tell."
    )
    short = Question("date_order", "sales.csv", ("dmy", "mdy"), (("column", "Data"), ("example", "3/4/26 10:15")))
    assert say.question(W, short) == "Is 3/4/26 10:15 3 Apr 2026 or 4 Mar 2026?"
    odd = Question("date_order", "sales.csv", ("dmy", "mdy"), (("column", "Data"), ("example", "31.31.2026")))
    assert say.question(W, odd) == "Do dates such as 31.31.2026 begin with the day or with the month?"
    assert say.question_option(W, odd, "mdy") == "Month first"
    mark = Question("decimal", "sales.csv", (",", "."), (("column", "Netto"), ("example", "1.234")))
    assert say.question(W, mark) == "Is 1.234 1,234 or 1.234?"
    assert [say.question_option(W, mark, option) for option in mark.options] == [
        "1,234: decimal comma",
        "1.234: decimal point",
    ]
    money = Question("currency", "sales.csv", ("EUR", "PLN"))
    assert say.question(W, money) == "Amounts of sales.csv are in EUR, PLN. Which one counts?"
    assert say.question_option(W, money, "EUR") == "EUR"


def test_confidence_names_the_period() -> None:
    assert say.confidence_sentence(W, "firm") == "Firm: no single month more or less would change this letter."
    assert say.confidence_sentence(W, "borderline", "quarter") == (
        "Borderline: one quarter more or less would change this letter."
    )
    assert say.confidence_sentence(W, "") == say.confidence_name(W, "") == ""


def test_what_is_empty_has_no_words() -> None:
    nothing = [
        say.action_name(W, ""),
        say.action_advice(W, ""),
        say.rfm_name(W, ""),
        say.trend_name(W, ""),
        say.kind_name(W, ""),
        say.guard(W, "target"),
        say.why_action(W, ""),
    ]
    assert nothing == [""] * 7
