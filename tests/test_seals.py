"""Seals of texts: equal exactly where the texts are."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from segcore.seals import text_seals

TEXTS = [
    "",
    "A",
    "B",
    "AB",
    "BA",
    "12345678",
    "123456789",
    "1234567812345678",
    "1234567887654321",
    "FV/1/2026",
    "ФВ-1",
    "Ф",
]


def test_different_texts_have_different_seals():
    numbers = [f"FV/{number:06d}/2026" for number in range(100_000)]
    found = text_seals(pa.array([*TEXTS, *numbers]))
    assert len(set(found.tolist())) == len(TEXTS) + 100_000


@given(st.lists(st.text(max_size=40), min_size=1))
def test_a_seal_depends_on_the_text_alone(texts):
    plain = text_seals(pa.array(texts, type=pa.string())).tolist()
    for others in (pa.array(["x", *texts]).slice(1), pa.array(texts, type=pa.large_string())):
        assert text_seals(others).tolist() == plain
    by_text = dict(zip(texts, plain, strict=True))
    assert [by_text[text] for text in texts] == plain
    assert len(set(plain)) == len(by_text)


def test_no_texts_no_seals():
    assert len(text_seals(pa.array([], type=pa.string()))) == 0
    assert len(set(text_seals(pa.array(["", "", ""])).tolist())) == 1
