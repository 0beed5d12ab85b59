"""`python -m segcore.words.extract`: collects every message of the product in segcore/locale/labrador.pot.

A text is found where it is written as a literal in a call: `w("...")`, `w.plural("...", "...", n)`, or in a table as
`mark`, `mark_plural`, `one`, `counted` of segcore.words. Texts that reach gettext in no other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[2]
PLACES = ("app.py", "pages", "segcore")
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "w": None,
    "words": None,
    "mark": None,
    "one": None,
    "plural": (1, 2),
    "mark_plural": (1, 2),
    "counted": (1, 2),
}
Message = str | tuple[str, ...]


def sources() -> Iterator[Path]:
    """Every Python file of the product, sorted."""
    for place in PLACES:
        path = ROOT / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def messages(files: Iterable[Path]) -> Iterator[tuple[Path, int, Message]]:
    """File, line and message (a text, or its two forms) of every message."""
    for file in files:
        for line, message, _comments, _context in extract_from_file("python", file, keywords=KEYWORDS):
            yield file, line, message


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
