"""The customers of an older workbook come back: as they were, as edited in Excel, or not at all where they are gone."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from workbook.cards import convert

from segcore.analysis import Analysis
from segcore.ledger import Ledger
from segcore.moved import Then
from segcore.workbook import Restored, read_back, read_in_child

HOSTILE = ("=1+1", "'quoted", "-3", "<r>rich</r>", "_x0041_", "שלום", "\u202egnitekram", "00123", "#REF!")


@pytest.fixture
def edited(twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes]) -> Callable[..., Restored]:
    """edited(what to do with the twelve customers' workbook): what is read back."""

    def make(edit: Callable[[Any], None], language: str = "en") -> Restored:
        book = openpyxl.load_workbook(io.BytesIO(written(analysed(twelve), language)))
        edit(book)
        content = io.BytesIO()
        book.save(content)
        return read_back(content.getvalue())

    return make


def known(found: Restored) -> Then:
    assert found.customers is not None
    return found.customers


@pytest.mark.parametrize("language", ["en", "pl", "ru", "qps"])
def test_they_come_back_as_codes_in_every_language(
    language: str, twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes]
) -> None:
    analysis = analysed(twelve)
    then, table = known(read_back(written(analysis, language))), analysis.customers
    assert then.names == tuple(table["customer"])
    assert then.cells == tuple(table["cell"])
    assert then.revenue == tuple(float(amount) for amount in table["revenue"])
    assert then.rfm_segments == tuple(table["rfm_segment"].astype(object).fillna(""))
    assert then.actions == tuple(table["action"])
    assert len(set(then.rfm_segments)) > 3 and len(set(then.actions)) > 3
    made = then.made
    assert (made.first, made.last) == (date(2024, 11, 1), date(2026, 10, 31))
    assert (made.customers, made.ledger) == (12, analysis.ledger_digest)


def test_the_settings_in_force_come_through_the_child(
    twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes]
) -> None:
    analysis = analysed(twelve, **{"abc.limits": "0.7,0.9", "as_of": "2026-10-31"})
    found = read_in_child(written(analysis))
    assert found.settings == analysis.settings
    assert found.settings.given == {"abc.limits", "as_of"}
    assert known(found) == known(read_back(written(analysis)))


def test_sorted_renamed_and_broken_in_excel(edited: Callable[..., Restored]) -> None:
    def edit(book: Any) -> None:
        sheet = book["Customers"]
        heads = [cell.value for cell in sheet[3]]
        revenue = next(place for place, head in enumerate(heads, 1) if str(head).startswith("Revenue"))
        sheet["B4"], sheet["C4"], sheet["D4"] = "Renamed by hand", "nonsense", "My own word"
        sheet.cell(4, revenue).value = "a lot"
        sheet["B5"] = None
        sheet["C6"] = "cz"
        sheet.insert_cols(1)  # openpyxl moves no names, as a careless program would
        sheet.delete_cols(1)

    before, then = known(edited(lambda _: None)), known(edited(edit))
    assert then.names == ("Renamed by hand", *before.names[2:])
    assert then.cells[:2] == ("", "CZ") and then.actions[0] == "My own word"
    assert then.revenue[0] != then.revenue[0] and then.revenue[1:] == before.revenue[2:]


def test_without_the_sheet_or_a_column(edited: Callable[..., Restored]) -> None:
    def no_sheet(book: Any) -> None:
        del book["Customers"]

    def no_column(book: Any) -> None:
        book.defined_names["labrador_customers_cell"].attr_text = "Customers!#REF!"

    assert edited(no_sheet).customers is None
    then = known(edited(no_column))
    assert set(then.cells) == {""} and len(then.names) == 12


def test_what_the_settings_sheet_says_may_be_spoilt(edited: Callable[..., Restored]) -> None:
    def spoil(text: str) -> Callable[[Any], None]:
        def edit(book: Any) -> None:
            row = next(row for row in book["Settings"].iter_rows() if row[5].value == "made")
            row[6].value = text

        return edit

    for text in ("[1]", '{"first": 7, "customers": "x", "currency": null}', '{"first": "2026-99-99"}'):
        made = known(edited(spoil(text))).made
        assert (made.first, made.customers) == (None, 0)
    broken = edited(spoil("{not json"))
    assert known(broken).made.last is None
    assert [dict(met.facts)["part"] for met in broken.notices] == ["made"]


def test_hostile_names_come_back(
    make_ledger: Callable[..., Ledger], analysed: Callable[..., Analysis], written: Callable[..., bytes]
) -> None:
    rows = [(name, f"2026-{month:02}-05", 100.0) for name in HOSTILE for month in range(1, 7)]
    then = known(read_back(written(analysed(make_ledger(rows)))))
    assert sorted(then.names) == sorted(HOSTILE)


@pytest.mark.office
def test_they_come_back_from_libreoffice(
    twelve: Ledger, analysed: Callable[..., Analysis], written: Callable[..., bytes], soffice: str, tmp_path: Any
) -> None:
    file = tmp_path / "older.xlsx"
    file.write_bytes(written(analysed(twelve)))
    then = known(read_back((convert(soffice, tmp_path, [file]) / "older.xlsx").read_bytes()))
    assert then == known(read_back(file.read_bytes()))
