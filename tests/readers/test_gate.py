"""Hostile and broken files: each refused with its own code and sentence, none that is ordinary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from segcore.errors import LabradorError
from segcore.ledger import SourceFile
from segcore.readers import read
from segcore.readers.gate import admit
from segcore.readers.worker import Workers
from segcore.words import load
from segcore.words.sentences import error
from tests.readers.hostile.make import READ, REFUSED

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(1)
    yield made
    made.close()


def test_the_corpus_is_large() -> None:
    assert len(REFUSED) >= 45 and len({code for _, code in REFUSED.values()}) >= 20
    assert len(READ) >= 12


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_code_and_a_sentence(name: str, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABRADOR_STRICT_WORDS", "1")
    made, code = REFUSED[name]
    before = workers.pids()
    with pytest.raises(LabradorError) as refused:
        workers.read([SourceFile(name, made())])
    assert refused.value.code == code
    sentence = error(load("en"), refused.value)
    assert name in sentence and "{" not in sentence and sentence.endswith(".")
    assert workers.pids() == before, "no file of the corpus may need its process killed"


@pytest.mark.parametrize("name", READ)
def test_odd_but_read(name: str, workers: Workers) -> None:
    made, rows, left_out = READ[name]
    report = workers.read([SourceFile(name, made())]).report
    assert (report.sales + report.returns, {each.reason: each.rows for each in report.excluded}) == (rows, left_out)
    assert report.sales_sum >= 6_050


def ordinary() -> list[Path]:
    """Every ordinary file there is in the tests and in the samples of the product."""
    folders = (TESTS / "samples", TESTS / "twelve", TESTS / "fuzz" / "seeds", TESTS.parent / "data")
    endings = (".py", ".md", ".json", ".toml")
    return sorted(
        p for f in folders for p in f.rglob("*") if p.is_file() and p.suffix not in endings and "__" not in str(p)
    )


def test_no_ordinary_file_is_stopped_at_the_gate() -> None:
    files = ordinary()
    assert len(files) >= 30, len(files)
    stopped = []
    for path in files:
        try:
            admit(SourceFile(path.name, path.read_bytes()))
        except LabradorError as problem:
            stopped.append((path.name, problem.code))
    assert stopped == []


@pytest.mark.parametrize(("name", "files", "rows"), [("plain", 4, 40), ("titled", 4, 30)])
def test_a_workbook_is_the_same_in_every_format(name: str, files: int, rows: int) -> None:
    """Written by XlsxWriter, saved anew by LibreOffice as XLSX, XLS, ODS; the sum by openpyxl."""
    found = sorted((TESTS / "fuzz" / "seeds").glob(f"{name}*"))
    ledgers = [read([SourceFile(path.name, path.read_bytes())]) for path in found]
    assert len(found) == files and {ledger.report.rows_read for ledger in ledgers} == {rows}
    book = openpyxl.load_workbook(TESTS / "fuzz" / "seeds" / f"{name}.xlsx", data_only=True)
    cells = [row[3] for row in book[book.sheetnames[-1]].iter_rows(values_only=True)]
    amounts = [cell for cell in cells if isinstance(cell, int | float)][:rows]
    assert {ledger.report.total for ledger in ledgers} == {round(sum(amounts) * 100)}
