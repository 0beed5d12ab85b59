"""Code names: one for each, always the same, of no use to whoever lacks the secret; texts hide whole names and give
them back.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest

from segcore.rules import All, Is, Not, values
from segcore.veil import Veil, coined, fold, replaced, veil
from segcore.veiled import DOTS, attributes, bare, personal

KNOWN = (
    ("acme", ("Acme Sp. z o.o.", "ACME")),
    ("romashka", ("ООО «Ромашка»",)),
    ("5260001246", ("Nowak i Syn", "Nowak & Syn", "5260001246")),
    ("go", ("Go",)),
)


@pytest.fixture
def over() -> Veil:
    return veil("secret", KNOWN)


def test_every_party_has_one_code_whatever_the_spelling(over: Veil) -> None:
    codes = [{over.code(name) for name in spellings} for _, spellings in KNOWN]
    assert [len(found) for found in codes] == [1, 1, 1, 1]
    assert len(set().union(*codes)) == 4
    assert over.code("nowak I syn") == over.code("Nowak & Syn") == over.code("5260001246")


def test_codes_stay_with_more_customers_and_change_with_the_secret() -> None:
    few, many = veil("s", KNOWN), veil("s", [("zeta", ("Zeta",)), *KNOWN, ("eta", ("Eta",))])
    assert [few.code(names[0]) for _, names in KNOWN] == [many.code(names[0]) for _, names in KNOWN]
    other = veil("t", KNOWN)
    assert not {few.code(names[0]) for _, names in KNOWN} & {other.code(names[0]) for _, names in KNOWN}


def test_twenty_thousand_customers_have_twenty_thousand_codes() -> None:
    over = veil("s", [(f"key {n}", (f"Firm number {n}",)) for n in range(20_000)])
    assert len(over.names) == 20_000
    assert len({coined("s", f"key {n}", 0) for n in range(20_000)}) < 20_000, "the control: some would have met"
    assert all(over.back(code) == name for code, name in list(over.names.items())[:500])


def test_an_unknown_firm_has_a_code_too_and_a_code_stays_itself(over: Veil) -> None:
    assert over.code("Stranger Ltd") == over.code("stranger LTD") not in over.names
    assert over.code(over.code("Acme")) == over.code("Acme")
    assert over.code("") == ""


def test_whole_names_in_texts_are_replaced_and_come_back(over: Veil) -> None:
    acme, nowak = over.code("ACME"), over.code("Nowak i Syn")
    assert over.text("Call ACME, then Nowak & Syn.") == f"Call {acme}, then {nowak}."
    assert over.text("ромашка звонила") == f"{over.code('ООО «Ромашка»')} звонила"
    assert over.text("Acmeology and Go on") == "Acmeology and Go on"
    assert over.back(f"Call {acme}") == "Call Acme Sp. z o.o."
    assert over.back("Vega 0001 and 4812") == "Vega 0001 and 4812"


def test_a_name_without_its_legal_form_is_found() -> None:
    longer = veil("s", [("k", ("Kowalski Meble sp. z o.o.",))])
    assert longer.text("as Kowalski Meble does") == f"as {longer.code('Kowalski Meble')} does"


def test_the_dot_and_the_quotes_of_a_name_go_with_it() -> None:
    over = veil("s", [("k", ('"Meble" Nowak sp. z o.o.', "ООО «Ромашка»"))])
    code = over.code("ООО «Ромашка»")
    assert over.text('joined: "Meble" Nowak sp. z o.o., others') == f"joined: {code}, others"
    assert over.text("ООО «Ромашка» и «Ромашка».") == f"{code} и {code}."
    assert over.text("ask Meble Nowak.") == f"ask {code}."


def test_files_have_the_words_given_for_them() -> None:
    over = veil("s", KNOWN, {"Acme 2024.csv": "File 1"})
    assert over.text("Acme 2024.csv was not read") == "File 1 was not read"


def test_every_text_of_plain_data_is_changed() -> None:
    @dataclass(frozen=True)
    class Point:
        name: str
        more: tuple[str, ...]
        count: int

    found = replaced({"a": [Point("a", ("a", "b"), 1)], "b": frozenset({"a"})}, str.upper)
    assert found == {"A": [Point("A", ("A", "B"), 1)], "B": frozenset({"A"})}


def test_values_of_a_rule() -> None:
    rule = All((Is("region", ("North",)), Not(Is("contact", ("x@y.example", "z")))))
    assert [*values(rule)] == [("region", "North"), ("contact", "x@y.example"), ("contact", "z")]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("12.05.2024", "12.05.2024"), ("2024-05-12 10:00", "2024-05-12 10:00"), ("1 234,50", "1 234,50"),
        ("-42", "-42"), ("", ""), ("600 700 800", DOTS), ("5260001246", DOTS), ("Acme", DOTS), ("FV/1/2024", DOTS),
    ],
)  # fmt: skip
def test_a_raw_cell_shows_days_and_amounts_only(cell: str, shown: str) -> None:
    assert bare(cell) == shown


def test_columns_that_tell_who_somebody_is() -> None:
    shared = pd.Series(["North", "South"] * 10)
    alone = pd.Series([f"Street {n}" for n in range(20)])
    assert personal("Region", shared) is False
    assert personal("Place", alone) is True
    assert personal("E-mail", shared) is True
    assert personal("Staff", pd.Series([f"{n}.5" for n in range(20)])) is False


def test_attributes_keep_their_groups(over: Veil) -> None:
    table = pd.DataFrame({"Region": ["North", "South"] * 10, "Contact": [f"c{n}@x.example" for n in range(20)]})
    shown = attributes(table, over)
    assert shown["Region"].tolist() == table["Region"].tolist()
    assert shown["Contact"].nunique() == 20
    assert not set(shown["Contact"]) & set(table["Contact"])


def test_folding() -> None:
    assert fold("ООО «Ромашка»") == "ооо ромашка"
    assert fold("!!!") == "!!!"
