"""HTML put together from texts: whatever a text holds, it stays text."""

from __future__ import annotations

import re
from html import escape
from typing import Final

_BROKEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
)
VOID: Final = ("meta",)


class Html(str):
    """A text that is markup already; made by `tag` and `joined` alone."""

    __slots__ = ()


def tag(element: str, /, *children: str, **attributes: object) -> Html:
    """An element; texts among its children are escaped. Attributes are ours: class_ is class, a_b is a-b."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    inner = joined(*children)
    return Html(f"<{element}{told}>" if element in VOID and not inner else f"<{element}{told}>{inner}</{element}>")


def joined(*children: str) -> Html:
    """Several children behind each other, texts among them escaped."""
    return Html("".join(child if isinstance(child, Html) else escape(plain(child)) for child in children))


def plain(text: str) -> str:
    """A text without control and direction marks."""
    return _BROKEN.sub(" ", text)
