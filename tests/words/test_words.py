"""Messages: translation, facts, plural forms, the pseudo-language, extraction."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from segcore.words import Words, extract, load
from segcore.words.catalogue import parse
from segcore.words.pseudo import PseudoTranslations, pseudo

POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=4; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "{n} of {m} customers"
msgstr "{n} z {m} klientów"

msgid "{n} customer in {place}"
msgid_plural "{n} customers in {place}"
msgstr[0] "{n} klient w {place}"
msgstr[1] "{n} klienci w {place}"
msgstr[2] "{n} klientów w {place}"
msgstr[3] "{n} klienta w {place}"
"""


@pytest.fixture
def polish() -> Words:
    return Words("pl", parse(POLISH, "pl"))


def test_english_is_its_own_key() -> None:
    words = load("en")
    assert words("Drop your sales ledger") == "Drop your sales ledger"
    assert words("{n} of {m} customers", n=words.number(5), m=words.number(312)) == "5 of 312 customers"
    assert words.plural("{n} customer", "{n} customers", 1) == "1 customer"
    assert words.plural("{n} customer", "{n} customers", 1500) == "1,500 customers"


def test_facts_go_in_after_the_translation(polish: Words) -> None:
    assert polish("{n} of {m} customers", n="5", m="312") == "5 z 312 klientów"
    assert polish("Not in the catalogue") == "Not in the catalogue"
    assert polish("{n} of {m} customers", n="{m}", m="{n}") == "{m} z {n} klientów"  # a fact is never a pattern


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "1 klient"), (2, "2 klienci"), (4, "4 klienci"), (5, "5 klientów"), (12, "12 klientów"), (22, "22 klienci")],
)
def test_plural_forms_of_a_catalogue(polish: Words, n: int, text: str) -> None:
    assert polish.plural("{n} customer in {place}", "{n} customers in {place}", n, place="AX") == f"{text} w AX"


def test_loading_twice_gives_the_same_words() -> None:
    assert load("en") is load("en")
    assert load("en") == Words("en")
    assert {load("en"): 1}[Words("en")] == 1


MARKED = [
    ("{n} of **many**", ["{n}", "**"]),
    (":material/call: {n} to call", [":material/call:", "{n}"]),
    (":green[Keep and grow] · :blue-badge[key]", [":green[", ":blue-badge[", "]"]),
    ("see [the method](https://example.org/a)", ["](https://example.org/a)", "["]),
    ("type `--set abc.border=below`", ["`--set abc.border=below`"]),
    ("{n:>3} {{braces}}", ["{n:>3}"]),
]


@pytest.mark.parametrize(("text", "kept"), MARKED)
def test_pseudo_keeps_placeholders_and_marks(text: str, kept: list[str]) -> None:
    changed = pseudo(text)
    assert changed.startswith("⟦") and changed.endswith("⟧")
    for mark in kept:
        assert changed.count(mark) == text.count(mark), (mark, changed)


def test_pseudo_leaves_no_plain_word_and_makes_texts_a_third_longer() -> None:
    texts = [text for message in _messages() for text in message]
    assert len(texts) > 300
    for text in texts:
        changed = pseudo(text)
        bare = re.sub(r"\{[^{}]*\}|:material/\w+:|:[a-z-]+\[|\]\([^)]*\)|`[^`]*`|</?[a-z][^<>]*>|&\w+;", "", changed)
        assert not re.search("[A-Za-z]", bare), changed
        assert _names(changed) == _names(text)
    growth = sum(len(pseudo(text)) for text in texts) / sum(len(text) for text in texts)
    assert 1.2 < growth < 1.5


def test_pseudo_shows_what_did_not_pass() -> None:
    words = Words("qps", PseudoTranslations())
    assert words("Plain") == "⟦Ƥłááíñ⟧"
    assert words("") == ""
    assert words.plural("{n} day", "{n} days", 2) == "⟦2 ðááýš⟧"
    assert re.search("[a-z]", words("Plain") + " forgotten")  # the control: an untranslated word is seen
    strict = load("qps")
    assert strict("Keep and grow").startswith("⟦")
    assert strict("A text no template holds") == "A text no template holds"


def _messages() -> list[tuple[str, ...]]:
    found = [message for _, _, message in extract.messages(extract.sources())]
    return [message if isinstance(message, tuple) else (message,) for message in found]


def _names(text: str) -> list[str]:
    return sorted(str(name) for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_message_can_be_formatted_and_both_forms_take_the_same_facts() -> None:
    messages = _messages()
    assert len(messages) > 250
    for message in messages:
        for text in message:
            names = _names(text)
            assert all(re.fullmatch(r"[a-z_]+", name) for name in names), text
            assert text == text.strip(), text
        if len(message) == 2:
            one, many = (set(_names(text)) - {"n"} for text in message)
            assert one == many, message


def test_no_message_breaks_the_rules_of_style() -> None:
    never = re.compile(r"!|\bplease\b|successfully|\boops\b|\bclients?\b|\busers?\b|\bunfortunately\b", re.I)
    examined = [text for message in _messages() for text in message]
    assert not [text for text in examined if never.search(text)]
    assert len(examined) > 300
    assert never.search("Your file was uploaded successfully!")  # the control


def test_extraction_finds_texts_however_they_are_written(tmp_path: Path) -> None:
    source = tmp_path / "page.py"
    source.write_text(
        'w("plain")\n'
        'page.words("in a page", n=1)\n'
        'self.w.plural("{n} a", "{n} b", 3)\n'
        'T = {"x": mark("in a table"), "y": mark_plural("one", "many")}\n'
        'S = one("a "\n    "long one")\nC = counted("{n} c", "{n} d", "rows")\n'
        'w("so" if n == "never" else "otherwise")\n'
        'other("not a message")\nw(f"never {this}")\nw.number(5)\nw({"never": TABLE["x"]}["never"])\n'
        'class Sheet:\n    def words(self, code): ...\n    def use(self): self.words("a_code", w("Header"))\n',
        "utf-8",
    )
    found = [message for _, _, message in extract.messages([source])]
    assert len(found) == 10
    assert set(found) == {
        *("plain", "in a page", "in a table", "a long one", "so", "otherwise", "Header"),
        *(("{n} a", "{n} b"), ("one", "many"), ("{n} c", "{n} d")),
    }


def test_the_template_is_written_from_all_places() -> None:
    template = extract.catalogue(extract.sources())
    places = {location[0].split("/")[0] for message in template for location in message.locations}
    assert "segcore" in places
    assert template.get("Keep and grow") is not None
