"""`python -m segcore.words.extract`: collects every message of the product in segcore/locale/labrador.pot and brings
each segcore/locale/LANGUAGE.po up to it: new texts come in untranslated, texts that are gone go out.

A text is found where it is written as a literal in a call: `w("...")`, `w("..." if so else "...")`,
`w.plural("...", "...", n)`, or in a table as `mark`, `mark_plural`, `one`, `counted` of segcore.words.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "segcore" / "locale"
PLACES = ("app.py", "pages", "segcore")
SINGLE = frozenset({"w", "words", "mark", "one", "self"})
PAIRS = frozenset({"plural", "mark_plural", "counted"})
Message = str | tuple[str, str]
HEADER = ("msg", '"Language:', '"Plural-Forms:', '"MIME-', '"Content-')  # not when and by whom


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


def updated(po: str, template: Catalog, language: str) -> str:
    """The text of a PO file with exactly the messages of the template, sorted, without line numbers or dates."""
    old, new = read_po(io.StringIO(po), locale=language), Catalog(locale=language, project="Labrador", charset="utf-8")
    for message in template:
        if message.id:
            known = old.get(message.id)
            kept = known.string if known and isinstance(known.id, str) == isinstance(message.id, str) else None
            new.add(message.id, kept).flags.clear()
    new.header_comment, new.fuzzy = "", False
    written = io.BytesIO()
    write_po(written, new, no_location=True, sort_output=True, width=0)
    header, blank, entries = written.getvalue().decode("utf-8").partition("\n\n")
    kept_lines = [line for line in header.splitlines() if line.startswith(HEADER)]
    return "\n".join(kept_lines) + blank + entries.rstrip("\n") + "\n"


def main() -> None:
    """Write the template translators start from, and bring every catalogue up to it."""
    LOCALE.mkdir(exist_ok=True)
    template = catalogue(sources())
    with (LOCALE / "labrador.pot").open("wb") as file:
        write_po(file, template, sort_output=True, width=120)
    for po in sorted(LOCALE.glob("*.po")):
        po.write_text(updated(po.read_text("utf-8"), template, po.stem), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
