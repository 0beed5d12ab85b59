"""The join of an edited table into the mapping: by row label, cumulative, one column per role."""

from __future__ import annotations

from pages.ui.mapping import with_counted, with_currency, with_option, with_pairs, with_roles, without
from segcore.ledger import ColumnReport, Pair
from segcore.workspace import FileMapping, Reading

COLUMNS = (
    ColumnReport("Date", "date", ("2025-01-01",), "sure"),
    ColumnReport("Firm", "customer", ("Acme",), "sure"),
    ColumnReport("Net", "amount", ("1",), "sure"),
    ColumnReport("Gross", "ignore", ("2",), "skipped"),
    ColumnReport("Who", "attribute", ("A",), "sure"),
)


def test_a_role_moves_from_one_column_to_the_other() -> None:
    reading = with_roles(Reading(), "ff", COLUMNS, {"3": {"role": "amount"}})
    assert reading.files == {"ff": FileMapping(roles={"Gross": "amount", "Net": "ignore"})}


def test_two_columns_may_both_be_attributes() -> None:
    reading = with_roles(Reading(), "ff", COLUMNS, {"3": {"role": "attribute"}})
    assert reading.files["ff"].roles == {"Gross": "attribute"}


def test_the_same_edits_twice_are_the_same_mapping() -> None:
    edits = {"3": {"role": "amount"}, "4": {"role": "manager"}}
    once = with_roles(Reading(), "ff", COLUMNS, edits)
    assert once.files["ff"].roles == {"Gross": "amount", "Net": "ignore", "Who": "manager"}
    assert with_roles(once, "ff", COLUMNS, edits) == once


def test_edits_keep_what_was_decided_before_and_other_files() -> None:
    reading = with_option(with_option(Reading(), "ff", encoding="cp1250"), "aa", header_row=4)
    changed = with_roles(reading, "ff", COLUMNS, {"4": {"role": "manager"}})
    assert changed.files["ff"] == FileMapping(roles={"Who": "manager"}, encoding="cp1250")
    assert changed.files["aa"] == FileMapping(header_row=4)


def test_a_label_that_is_no_row_or_an_emptied_cell_changes_nothing() -> None:
    assert with_roles(Reading(), "ff", COLUMNS, {"99": {"role": "amount"}, "1": {"role": None}}).files["ff"].roles == {}


def test_reasons_are_ticked_and_unticked() -> None:
    reading = with_counted(Reading(), ["zero", "duplicate"], {"1": {"count": True}})
    assert reading.counted == ("duplicate",)
    assert with_counted(reading, ["zero", "duplicate"], {"0": {"count": True}, "1": {"count": False}}).counted == (
        "zero",
    )


def test_one_kind_of_file_is_found_out_again() -> None:
    reading = with_option(with_option(Reading(), "ff", encoding="cp1250"), "aa", header_row=4)
    assert without(reading, "ff").files == {"aa": FileMapping(header_row=4)}
    assert without(reading, "unheard") == reading


def test_a_pair_is_ticked_and_unticked() -> None:
    pairs = [Pair(("a", "b"), ("A", "B"), joined=False), Pair(("c", "d"), ("C", "D"), joined=True)]
    before = Reading(merged=(("c", "d"),))
    both = with_pairs(before, pairs, {"0": {"one": True}})
    assert both.merged == (("c", "d"), ("a", "b"))
    assert with_pairs(both, pairs, {"1": {"one": False}}).merged == (("a", "b"),)
    assert with_pairs(both, pairs, {}) == both


def test_rates_are_kept_as_decimal_texts() -> None:
    found = with_currency(Reading(), "PLN", {"EUR": 4.265, "USD": 0.0, "?": 1.0})
    assert (found.currency, found.rates) == ("PLN", {"EUR": "4.265", "?": "1"})
    assert with_currency(found, None, {}).rates == {}
