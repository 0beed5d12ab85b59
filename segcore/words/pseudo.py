"""The pseudo-language: every text that passes gettext becomes visibly foreign and longer, so what does not, shows."""

from __future__ import annotations

import gettext
import re

OPEN, CLOSE = "\u27e6", "\u27e7"

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçðéƒğħíĵķłɱñóƥɋřšţúṽŵẋýžÁƁÇÐÉƑĞĦÍĴĶŁṀÑÓƤɊŘŠŢÚṼŴẊÝŽ",
)
_DOUBLED = str.maketrans({letter: letter * 2 for letter in "aeou"})
_KEPT = re.compile(
    r"\{[^{}]*\}"  # placeholders
    r"|:material/\w+:"  # icons
    r"|:[a-z]+(?:-[a-z]+)?\["  # colours and badges
    r"|\]\([^)\s]*\)"  # link targets
    r"|`[^`]*`"
    r"|</?[a-z][^<>]*>"
    r"|&\w+;"
)


def pseudo(text: str) -> str:
    """The text with accented, lengthened letters in ⟦ ⟧; placeholders and marks of Markdown stay as they are.

    >>> pseudo("{n} of **many**")
    '⟦{n} óóƒ **ɱááñý**⟧'
    """
    if not text:
        return text
    parts, end = [], 0
    for kept in _KEPT.finditer(text):
        parts += [_foreign(text[end : kept.start()]), kept.group()]
        end = kept.end()
    parts.append(_foreign(text[end:]))
    return f"{OPEN}{''.join(parts)}{CLOSE}"


def _foreign(text: str) -> str:
    return text.translate(_DOUBLED).translate(_LETTERS)


class PseudoTranslations(gettext.NullTranslations):
    """A catalogue of every text, or of these alone: a text the template lacks then stays plain, and is seen."""

    def __init__(self, known: frozenset[str] | None = None) -> None:
        super().__init__()
        self.known = known

    def gettext(self, message: str) -> str:
        return pseudo(message) if self.known is None or message in self.known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)
