"""Rows and sums against an independent reader (csv and Decimal), and the fast way against the sure way."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segcore.ledger import FileOptions, ReadOptions, SourceFile
from segcore.readers import arrow_table, csv_table, read
from segcore.readers.csv_table import TextSource
from segcore.readers.figures import straight

NAMES = st.sampled_from(
    ["Acme", "Beta, Inc.", 'The "Best" Co', "Żółw Sp. z o.o.", "ООО Ёлка", "NA", "None", "null", "00123", "", "Ünï 1"]
)
AMOUNTS = st.one_of(
    st.integers(-(10**9), 10**9).map(lambda cents: f"{Decimal(cents) / 100:.2f}"),
    st.sampled_from(["", "0.00", "n/a", "inf", "-0.01", "0.01"]),
)
DAYS = st.one_of(
    st.dates(min_value=date(2024, 1, 1), max_value=date(2025, 12, 31)).map(str),
    st.just(""),
)
ROWS = st.lists(
    st.tuples(NAMES, DAYS, AMOUNTS, st.sampled_from(["Paid", "Cancelled", "Draft"])), min_size=1, max_size=60
)
AMOUNT_GIVEN = ReadOptions(default=FileOptions(roles=(("Amount", "amount"),)))
HEADER = ["Customer", "Date", "Invoice No", "Amount", "Status"]


def written(rows, delimiter: str) -> str:
    store = io.StringIO()
    writer = csv.writer(store, delimiter=delimiter, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerow(["Anchor", "2024-06-01", "INV/0", "12.34", "Paid"])
    for number, (name, day, amount, status) in enumerate(rows, 1):
        writer.writerow([name, day, f"INV/{number}", amount, status])
    return store.getvalue()


def recount(text: str, delimiter: str) -> dict[str, tuple[int, Decimal]]:
    """Rows and sums per outcome by csv and Decimal alone."""
    found: dict[str, list[Decimal]] = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=delimiter):
        try:
            amount = Decimal(row["Amount"])
        except ArithmeticError:
            amount = Decimal("NaN")
        readable = amount.is_finite()
        worth = amount if readable else Decimal(0)
        if row["Status"] == "Cancelled":
            outcome = "cancelled"
        elif row["Status"] == "Draft":
            outcome = "proforma"
        elif row["Amount"] and not readable:
            outcome = "unreadable"
        elif not row["Amount"]:
            outcome = "no_amount"
        elif not row["Customer"]:
            outcome = "no_customer"
        elif not row["Date"]:
            outcome = "unreadable"
        else:
            outcome = "zero" if worth == 0 else "sales" if worth > 0 else "returns"
        if not (row["Customer"] or row["Date"]) and not row["Amount"]:
            continue
        found.setdefault(outcome, []).append(worth)
    return {outcome: (len(sums), sum(sums, Decimal(0))) for outcome, sums in found.items()}


def told(report) -> dict[str, tuple[int, Decimal]]:
    found = {entry.reason: (entry.rows, Decimal(entry.sum) / 100) for entry in report.excluded}
    found["sales"] = (report.sales, Decimal(report.sales_sum) / 100)
    found["returns"] = (report.returns, Decimal(report.returns_sum) / 100)
    return {outcome: pair for outcome, pair in found.items() if pair[0]}


@given(rows=ROWS, delimiter=st.sampled_from([",", ";", "\t"]))
@settings(max_examples=150, deadline=None)
def test_every_row_and_every_cent(rows, delimiter):
    text = written(rows, delimiter)
    report = read([SourceFile("a.csv", text.encode())], AMOUNT_GIVEN).report
    expected = recount(text, delimiter)
    assert told(report) == expected
    assert report.rows_read == sum(count for count, _ in expected.values())
    assert report.rows_read == report.sales + report.returns + sum(entry.rows for entry in report.excluded)


STYLES = {"1234,56": (",", ""), "1 234,56": (",", "\u00a0"), "1.234,56": (",", "."), "1,234.56": (".", ",")}
BAD_CELLS = ("", "n/a", "#N/A", "brak", "12,34,5x")


@st.composite
def dialects(draw):
    """Rows of (customer, day, amount as written), and the same amounts as Decimal (None where there is none)."""
    mark, group = STYLES[draw(st.sampled_from(sorted(STYLES)))]
    rows = []
    for _ in range(draw(st.integers(3, 30))):
        minor, bad = draw(st.integers(-(10**8), 10**8)), draw(st.sampled_from((None, None, None, *BAD_CELLS)))
        whole = f"{abs(minor) // 100:,}".replace(",", group)
        written = f"{'-' * (minor < 0)}{whole}{mark}{abs(minor) % 100:02d}" if bad is None else bad
        name = draw(st.sampled_from(["Alfa", "Beta S.A.", 'Gamma "X"', "Delta; Co", ""]))
        day = draw(st.sampled_from(["05.01.2026", "28.02.2026", "", "soon"]))
        rows.append((name, day, written, Decimal(minor) / 100 if bad is None else None))
    return rows


def judged(rows) -> dict[str, tuple[int, Decimal]]:
    """Rows and sums per outcome, one cell after another."""
    found: dict[str, list[Decimal]] = {}
    for name, day, written, amount in rows:
        if written and amount is None:
            outcome = "unreadable"
        elif not written:
            outcome = "no_amount"
        elif not name:
            outcome = "no_customer"
        elif day in ("", "soon"):
            outcome = "unreadable"
        else:
            outcome = "zero" if not amount else "sales" if amount > 0 else "returns"
        found.setdefault(outcome, []).append(amount or Decimal(0))
    return {outcome: (len(sums), sum(sums, Decimal(0))) for outcome, sums in found.items()}


@given(
    rows=dialects(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1250"]),
    end=st.sampled_from(["\n", "\r\n"]),
    titles=st.integers(0, 5),
)
@settings(max_examples=60, deadline=None)
def test_every_row_and_every_cent_in_any_dialect(rows, delimiter, encoding, end, titles):
    anchors = [("Żółw", "13.01.2026", f"1234{mark}56", Decimal("1234.56")) for mark in ".,"]
    known = {text[-3] for *_, text, amount in rows if amount is not None}
    mark = known.pop() if known else ","
    rows = [*(anchor for anchor in anchors if mark in anchor[2]), *rows]
    rows = [row for row in rows if any(row[:3])]
    store = io.StringIO()
    writer = csv.writer(store, delimiter=delimiter, lineterminator=end)
    writer.writerows([["Raport", "", "", ""]] * titles)
    writer.writerow(["Klient", "Data", "Numer", "Kwota"])
    writer.writerows([name, day, f"FV/{number}", amount] for number, (name, day, amount, _) in enumerate(rows, 1))
    options = ReadOptions(default=FileOptions(roles=(("Kwota", "amount"), ("Data", "date"))))
    report = read([SourceFile("a.csv", store.getvalue().encode(encoding))], options).report
    expected = judged(rows)
    assert told(report) == expected
    assert report.rows_read == sum(count for count, _ in expected.values())


def test_a_planted_lost_row_is_noticed():
    text = written([("Acme", "2024-01-01", "5.00", "Paid"), ("Beta", "2024-01-02", "7.00", "Paid")], ",")
    report = read([SourceFile("a.csv", text.replace("Beta,2024-01-02,INV/2,7.00,Paid\n", "").encode())]).report
    assert told(report) != recount(text, ",")


@given(rows=ROWS, seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_shuffled_rows_give_the_same_digest(rows, seed):
    head, *lines = written(rows, ",").splitlines(keepends=True)
    first = read([SourceFile("a.csv", (head + "".join(lines)).encode())], AMOUNT_GIVEN)
    random.Random(seed).shuffle(lines)
    second = read([SourceFile("a.csv", (head + "".join(lines)).encode())], AMOUNT_GIVEN)
    assert first.digest == second.digest
    assert first.report.total == second.report.total


def big(rows: int, extra: list[str], quoted: bool, start: int = 200) -> bytes:
    chosen = random.Random(rows)
    lines = ["Sales report,,,,", "Customer,Date,Invoice No,Amount,Region"]
    for number in range(rows):
        name = f'"Customer, {chosen.randrange(500)}"' if quoted else f"Customer {chosen.randrange(500)}"
        day = f"2025-{chosen.randrange(1, 13):02d}-{chosen.randrange(1, 29):02d}"
        amount = f"{chosen.randrange(-20000, 900000) / 100:.2f}"
        lines.append(f"{name},{day},INV/{number // 2},{amount},R{chosen.randrange(9)}")
    for place, line in enumerate(extra):
        lines.insert(start + 900 * place, line)
    return ("\n".join(lines) + "\nTotal,,,1.00,\n").encode()


BEHIND_THE_HEAD, LATE = 2000, 7000
EXTRAS = {
    "clean": [],
    "short and long rows": ["Acme,2025-01-05,X1,5.00", "Beta,2025-01-05,X2,6.00,R1,more,and more", "Gamma"],
    "odd cells": [
        "NA,2025-01-05,00012,null,R1",
        "null,,X3,7.00,R1",
        ",2025-01-06,X4,8.00,R2",
        "Acme ,2025-01-06,X5,9,R",
    ],
    "layout in the middle": [",,,,", "Total for March,,,5.00,", "Acme,2025-01-05,X6,1.50,R1"],
    "blank amounts": ["Acme,2025-01-05,X7,,R1", 'Beta,2025-01-05,X8,"",R1', "Gamma,2025-01-05,X9,7.00"],
    "three decimals": ["Acme,2025-01-05,X7,0.125,R1", "Beta,2025-01-05,X8,0.135,R1"],
    "no amounts": ["Acme,2025-01-05,X7,nan,R1", "Beta,2025-01-05,X8,inf,R1", "Beta,2025-01-05,X9,9e13,R1"],
    "spaces": ["Acme,2025-01-05,X7, 5.00 ,R1", "Beta,2025-01-05,X8, ,R1", "Beta,2025-01-05,X9,+5.5,R1"],
    "a loose word": ["Acme,2025-01-05,X7,five"],
    "other days": ["Acme,05.02.2025,X7,5.00,R1", "Beta,2025-02-30,X8,6.00,R1", "Beta, 2025-02-03 ,X9,7.00,R1"],
    "blank days": ["Acme,,X7,5.00,R1", 'Beta,"",X8,6.00,R1'],
    "line breaks in a cell": [f'"Acme\nand {place}",2025-02-03,"X\n{place}",5.00,"R""{place}"' for place in range(6)],
    "control characters": ["Ac\x01me,2025-02-03,X7,5.00,R1", "Be\x0bta,2025-02-03,X8\x7f,6.00,R1"],
    "not only points": ['Acme,2025-01-05,X7,"1,500.25",R1', "Beta,2025-01-05,X8,(7.10),R1", "Beta,2025-01-05,X9,$3,R1"],
}


@pytest.mark.parametrize(
    ("quoted", "start", "piece"),
    [
        (False, 200, 1 << 21),
        (True, 200, 1 << 14),
        (False, BEHIND_THE_HEAD, 1 << 15),
        (True, BEHIND_THE_HEAD, 1 << 12),
        (False, LATE, 1 << 16),
    ],
)
@pytest.mark.parametrize("extra", EXTRAS)
def test_the_fast_way_equals_the_sure_way(extra, quoted, start, piece, monkeypatch):
    monkeypatch.setattr(arrow_table, "PIECE_BYTES", piece)
    content = big(9000, EXTRAS[extra], quoted, start)
    assert len(content) > csv_table.FAST_FROM
    ways: list[str] = []
    for name in ("fast_body", "sure_body"):
        plain = getattr(TextSource, name)

        def counted(self, wanted, plain=plain, name=name):
            ways.append(name)
            return plain(self, wanted)

        monkeypatch.setattr(TextSource, name, counted)
    fast = read([SourceFile("a.csv", content)], ReadOptions(currency="USD"))
    assert ways[0] == "fast_body"
    monkeypatch.setattr(csv_table, "FAST_FROM", 1 << 40)
    sure = read([SourceFile("a.csv", content)], ReadOptions(currency="USD"))
    assert ways[-1] == "sure_body"
    seen_late = extra == "control characters" and start == LATE
    assert (len(ways) == 3) == (extra == "layout in the middle" or seen_late)
    assert fast.digest == sure.digest
    assert fast.report == sure.report
    assert fast.report.rows_read >= 9000


def report_of(rows: int, extra: str, monkeypatch) -> tuple[int, set[bool]]:
    """Rows read, and whether the tries to do without the texts of the amounts held."""
    tries: list[bool] = []

    def counted(numbers):
        tries.append((found := straight(numbers)) is not None)
        return found

    monkeypatch.setattr(arrow_table, "straight", counted)
    found = read([SourceFile("a.csv", big(rows, EXTRAS[extra], False, BEHIND_THE_HEAD))], ReadOptions(currency="USD"))
    return found.report.rows_read, set(tries)


@pytest.mark.parametrize("extra", ["clean", "blank amounts"])
def test_plain_amounts_are_read_without_texts(extra, monkeypatch):
    rows, tries = report_of(9000, extra, monkeypatch)
    assert (rows, tries) == (9000 + len(EXTRAS[extra]), {True})


@pytest.mark.parametrize("extra", ["three decimals", "no amounts"])
def test_amounts_that_need_their_texts_are_noticed(extra, monkeypatch):
    rows, tries = report_of(9000, extra, monkeypatch)
    assert (rows, tries) == (9000 + len(EXTRAS[extra]), {False})


def test_a_decimal_comma_of_the_user_is_obeyed():
    file = SourceFile("a.csv", big(9000, [], False))
    sums = {
        mark: read([file], ReadOptions(default=FileOptions(decimal=mark))).report.total for mark in (None, ".", ",")
    }
    assert sums[None] == sums["."] != sums[","]
