"""A customer's name is a stranger's text: as a name it stays what it is, as Markdown it does nothing."""

from __future__ import annotations

import re

import pytest

from pages.ui.session import esc, show_name

HOSTILE = (
    "![x](http://evil.example/a.png)",
    "[a](http://evil.example)",
    "<b>bold</b><script>alert(1)</script>",
    ":red[x] :blue-background[y]",
    "$x^2$ $$y$$",
    ":material/face: :streamlit: :smile:",
    "http://evil.example www.evil.example a@evil.example",
    "# Head", "- item", "1. item", "> quote", "`code` **bold** _it_ ~~gone~~ | a | b |",
    "a -> b <- c <-> d -- e >= f <= g ~= h",
    "&lt;b&gt; &amp; \\backslash\\",
)  # fmt: skip


def test_ordinary_names_stay_as_they_are() -> None:
    names = ("Acme", "Zażółć gęślą jaźń", "ООО «Ромашка»", "NA", "None", "00123", "ИП О'Нил")
    assert [show_name(name) for name in names] == list(names)
    assert esc("Acme") == "Acme"
    assert esc("ООО «Ромашка»") == "ООО «Ромашка»"


def test_a_name_is_one_line_without_control_or_direction_marks() -> None:
    assert show_name("  A\r\n\tB\u202ecod\u200b.exe\x00 ") == "A B cod .exe"


@pytest.mark.parametrize("name", HOSTILE)
def test_every_mark_of_markdown_is_escaped_and_the_name_stays_readable(name: str) -> None:
    made = esc(name)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", made)
    assert not re.search(r"[!-/:-@\[-`{-~]", bare)
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", made).replace("\u2060", "")
    assert shown == name


def test_what_the_browser_replaces_after_escapes_are_gone_is_broken_up() -> None:
    shown = [re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", esc(name)) for name in HOSTILE]
    replaced = (r":\w+(/\w+)?:", r"https?://", r"www\.", r"\w@\w", r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)")
    assert not [(text, rule) for text in shown for rule in replaced if re.search(rule, text)]
    assert any(re.search(rule, name) for name in HOSTILE for rule in replaced), "the control: unescaped, they match"
