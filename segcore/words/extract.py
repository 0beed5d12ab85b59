"""`python -m segcore.words.extract`: collects every message of the product in segcore/locale/labrador.pot.

A text is found where it is written as a literal in a call: `w("...")`, `w("..." if so else "...")`,
`w.plural("...", "...", n)`, or in a table as `mark`, `mark_plural`, `one`, `counted` of segcore.words.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[2]
PLACES = ("app.py", "pages", "segcore")
SINGLE = frozenset({"w", "words", "mark", "one", "self"})
PAIRS = frozenset({"plural", "mark_plural", "counted"})
Message = str | tuple[str, str]


def sources() -> Iterator[Path]:
    """Every Python file of the product, sorted."""
    for place in PLACES:
        path = ROOT / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def messages(files: Iterable[Path]) -> Iterator[tuple[Path, int, Message]]:
    """File, line and message (a text, or its two forms) of every message."""
    for file in files:
        tree = ast.parse(file.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from ((file, node.lineno, message) for message in _in_call(node))


def _in_call(call: ast.Call) -> Iterator[Message]:
    """gettext takes one text, its plural form two and a number; facts come by keyword."""
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in SINGLE and len(call.args) == 1:
        yield from _texts(call.args[0])
    if name in PAIRS and len(call.args) > 1:
        yield from zip(_texts(call.args[0]), _texts(call.args[1]), strict=False)


def _texts(argument: ast.expr) -> list[str]:
    if isinstance(argument, ast.IfExp):
        return _texts(argument.body) + _texts(argument.orelse)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        return [argument.value]
    return []


@cache
def known() -> frozenset[str]:
    """Every text of the template, both forms."""
    found = (message for _, _, message in messages(sources()))
    return frozenset(text for message in found for text in ((message,) if isinstance(message, str) else message))


def catalogue(files: Iterable[Path]) -> Catalog:
    """All messages, each once, with where it stands."""
    found = Catalog(project="Labrador", charset="utf-8")
    for file, line, message in messages(files):
        found.add(message, locations=[(file.relative_to(ROOT).as_posix(), line)])
    return found


def main() -> None:
    """Write the template translators start from."""
    target = ROOT / "segcore" / "locale" / "labrador.pot"
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as file:
        write_po(file, catalogue(sources()), sort_output=True, width=120)


if __name__ == "__main__":
    main()
