"""What the system or the parser of arguments says in English, in the language of the sentence it stands in."""

from __future__ import annotations

import re

from segcore.words import Words
from segcore.words.markers import mark

PROBLEMS = tuple(
    (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(text))), text)
    for text in (
        mark("No such file or directory"),
        mark("Permission denied"),
        mark("Is a directory"),
        mark("No space left on device"),
        mark("the following arguments are required: {names}"),
        mark("unrecognized arguments: {names}"),
        mark("argument {name}: expected one argument"),
        mark("argument {name}: invalid choice: {value} (choose from {known})"),
        mark("argument {name}: invalid int value: {value}"),
    )
)


def problem(w: Words, text: str) -> str:
    """The same in the language of the words; as it is, where there are none for it."""
    for pattern, message in PROBLEMS:
        if found := pattern.fullmatch(text):
            return w(message, **found.groupdict())
    return text
