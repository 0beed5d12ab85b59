"""A table of scores may use the names that the pages show, in every language."""

from __future__ import annotations

import pytest

from segcore.readers import score_headers
from segcore.scorecard import CRITERIA
from segcore.words import LANGUAGES, load
from segcore.words.criteria import HEADERS, NAMES, TURNED


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_the_pages_are_understood(language: str) -> None:
    words = load(language)
    shown = {words(name): code for code, name in NAMES.items()}
    shown |= {words("Segment"): "segment", words("Person"): "person"}
    assert len(shown) == len(CRITERIA) + 2
    shown |= {words(name): code for code, name in HEADERS.items()}
    for name, code in shown.items():
        assert score_headers.code(name) == score_headers.code(f" {name.upper()} {TURNED}") == code


def test_codes_are_understood_and_nothing_else_is() -> None:
    assert [score_headers.code(code) for code in CRITERIA] == list(CRITERIA)
    assert score_headers.code("Buying-time") == "buying_time"
    assert [score_headers.code(text) for text in ("", "valu", "sizes", "Firm", "growth 2026")] == [None] * 5
