"""The workspace document: patches, refusals, and what it tells the reader."""

from __future__ import annotations

import pytest

from segcore.errors import LabradorError
from segcore.ledger import FileOptions
from segcore.workspace import Document, FileMapping, Reading, from_json


def test_settings_are_merged_by_name_and_none_takes_one_out() -> None:
    first = Document().patched({"settings": {"abc.limits": (0.7, 0.9), "xyz.often": 0.8}})
    assert first.settings == {"abc.limits": "0.7,0.9", "xyz.often": "0.8"}
    second = first.patched({"settings": {"abc.limits": None}})
    assert second.settings == {"xyz.often": "0.8"}
    assert second.chosen().abc.limits == (0.80, 0.95)
    assert second.chosen().xyz.often == 0.8
    assert second.chosen().given == {"xyz.often"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"abc.limit": "0.7,0.9"}, "setting.unknown"),
        ({"abc.limits": "0.9,0.7"}, "setting.out_of_range"),
        ({"xyz.often": "much"}, "setting.bad_value"),
        ({"xyz.rare": 0.9}, "setting.out_of_range"),
    ],
)
def test_what_is_not_allowed_is_refused_and_the_document_stays(changes: dict[str, object], code: str) -> None:
    document = Document()
    with pytest.raises(LabradorError) as met:
        document.patched({"settings": changes})
    assert met.value.code == code
    assert document == Document()


def test_two_settings_that_only_fit_together_are_checked_together() -> None:
    first = Document().patched({"settings": {"xyz.often": 0.2, "xyz.rare": 0.1}})
    with pytest.raises(LabradorError):
        first.patched({"settings": {"xyz.rare": None}})
    assert first.patched({"settings": {"xyz.often": 0.15}}).settings == {"xyz.often": "0.15", "xyz.rare": "0.1"}
    assert first.patched({"settings": {"xyz.rare": 0.15}}).settings == {"xyz.often": "0.2", "xyz.rare": "0.15"}


def test_the_reader_is_told_everything() -> None:
    mapping = FileMapping(roles={"b": "amount", "a": "customer"}, encoding="cp1251", header_row=3, decimal=",")
    reading = Reading(currency="EUR", counted=("zero", "duplicate"), files={"ff": mapping})
    options = Document(reading=reading).patched({"settings": {"dates.order": "mdy"}}).read_options()
    assert options.date_order == "mdy"
    assert options.currency == "EUR"
    assert options.counted == {"zero", "duplicate"}
    wanted = FileOptions((("a", "customer"), ("b", "amount")), encoding="cp1251", header_row=3, decimal=",")
    assert options.by_fingerprint == (("ff", wanted),)


def test_a_document_comes_back_from_json() -> None:
    document = Document(reading=Reading(files={"ff": FileMapping(roles={"a": "date"})}), settings={"xyz.often": "0.8"})
    assert from_json(document.model_dump_json()) == document


@pytest.mark.parametrize("text", ["", "{", '{"format": 2}', '{"settings": 3}', '{"unheard": 1}', "[]"])
def test_a_document_of_another_version_or_damaged_is_refused(text: str) -> None:
    with pytest.raises(LabradorError) as met:
        from_json(text)
    assert met.value.code == "workspace.unreadable"
