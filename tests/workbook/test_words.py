"""Every text of the workbook goes through the words: in the pseudo-language nothing English is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from segcore.analysis import Analysis
from segcore.ledger import Ledger
from segcore.settings import NAMES, SPECS
from segcore.words import load
from segcore.words.extract import known


def english(book: Any, ledger: Ledger) -> set[str]:
    """Texts without the marks of the pseudo-language that come neither from the ledger nor are names for programs."""
    known = {*ledger.parties["customer"], *ledger.parties["manager"], *NAMES, *(spec.source for spec in SPECS.values())}
    known |= {"ABC", "XYZ", "RFM", "M, EUR", "North Furniture"}
    settings, left = book.worksheets[5], set()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value
                if not isinstance(text, str) or text in known or "⟦" in text or len(text) <= 2:
                    continue
                program = sheet.sheet_state == "hidden" or (sheet is settings and cell.column_letter in "FGI")
                if any(letter.isalpha() for letter in text) and not program:
                    left.add(text)
    return left


def test_nothing_english_is_left_in_the_pseudo_language(
    twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes], opened: Callable[..., Any]
) -> None:
    analysis = analysed(twelve)
    book = opened(written(analysis, "qps"))
    assert all("⟦" in name for name in book.sheetnames)
    dates = {"1 Nov 2024 \u2013 31 Oct 2026", "31 Oct 2026"}
    assert english(book, twelve) == {*dates, analysis.ledger_digest[:12]}
    assert len(english(opened(written(analysis, "en")), twelve)) > 100


@pytest.mark.parametrize(
    ("language", "first", "all_customers"), [("pl", "Podsumowanie", "12 klientów"), ("ru", "Сводка", "12 клиентов")]
)
def test_a_workbook_is_in_its_language(
    language: str, first: str, all_customers: str, twelve: Ledger, analysed: Callable[..., Analysis],
    written: Callable[..., bytes], opened: Callable[..., Any],
) -> None:  # fmt: skip
    words = load(language)
    english = known() - {words(text) for text in known()}

    def foreign(book: Any) -> set[str]:
        shown = [sheet for sheet in book if sheet.sheet_state == "visible"]
        cells = [cell for sheet in shown for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        return {cell.value for cell in cells if cell.value in english and cell.column_letter not in "FGI"}

    analysis = analysed(twelve)
    book = opened(written(analysis, language))
    assert book.sheetnames[0] == first
    assert any(all_customers in str(cell.value).replace("\u00a0", " ") for row in book.worksheets[2] for cell in row)
    assert foreign(book) == set()
    assert len(foreign(opened(written(analysis, "en")))) > 20  # the control
