"""Code names: a customer shown to strangers is `Vega 4812`; whoever lacks the secret cannot work out who that is."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, TypeAlias

Known: TypeAlias = tuple[str, tuple[str, ...]]
STARS: Final = (
    "Achernar", "Adhara", "Albireo", "Alcor", "Alcyone", "Aldebaran", "Alioth", "Alkaid", "Almach", "Alnilam",
    "Alphard", "Altair", "Andromeda", "Antares", "Aquila", "Arcturus", "Atria", "Bellatrix", "Betelgeuse", "Canopus",
    "Capella", "Carina", "Cassiopeia", "Castor", "Cepheus", "Corona", "Corvus", "Cygnus", "Deneb", "Draco", "Electra",
    "Eridanus", "Fomalhaut", "Hydra", "Lyra", "Maia", "Markab", "Merope", "Mimosa", "Mira", "Mizar", "Orion", "Pavo",
    "Pegasus", "Perseus", "Phoenix", "Polaris", "Pollux", "Procyon", "Regulus", "Rigel", "Sagitta", "Schedar",
    "Sirius", "Spica", "Taygeta", "Thuban", "Tucana", "Vega", "Vela", "Volans", "Zaurak", "Zosma",
)  # fmt: skip
FIRST, SPAN = 1000, 9000
OPENING: Final = ('"', "«", "„", "“", "'")
CLOSING: Final = ('"', "»", "”", "“", "'")
LEGAL: Final = frozenset({
    "sp", "z", "o", "oo", "zoo", "spzoo", "k", "j", "p", "s", "a", "c", "sa", "sc", "ska", "psa", "ltd", "limited",
    "llc", "llp", "inc", "corp", "plc", "gmbh", "ag", "kg", "ug", "co", "sro", "bv", "nv", "sarl", "srl", "spa", "oy",
    "ab", "as", "kft", "ооо", "оао", "пао", "зао", "ао", "нао", "ип", "тоо", "фгуп", "гуп", "муп", "тов", "фоп",
})  # fmt: skip
LETTERS, DIGITS, SHORT, FAR = 4, 6, 6, 3
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(rf"\b(?:{'|'.join(STARS)}) \d{{4}}\b")


@dataclass(frozen=True)
class Veil:
    """The code names of one workspace.

    seal: a digest of what it was made of. exact: a text as it is written -> what is shown instead. folded: the same for
    its words in lower case. starts: by first word, the word rows to look for in longer texts, longest first. names:
    code -> the name behind it.
    """

    secret: str
    seal: str = ""
    exact: Mapping[str, str] = field(default_factory=dict)
    folded: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def code(self, name: str) -> str:
        """The code name of a customer or firm; of one that is not known here too, always the same."""
        if not name.strip() or name in self.names:
            return name
        shown = self.exact.get(name) or self.folded.get(fold(name))
        return shown or coined(self.secret, fold(name), 0)

    def text(self, text: str) -> str:
        """A text with every name known here, however it is cut by signs or written in case, as its code name."""
        if len(text) >= FAR and text in self.exact:
            return self.exact[text]
        found = [(hit.group().casefold(), hit.start(), hit.end()) for hit in _WORD.finditer(text)]
        parts, done, at = [], 0, 0
        while at < len(found):
            steps = self._match(found, at)
            if steps:
                row = tuple(word for word, _, _ in found[at : at + steps])
                start, end = _whole(text, found[at][1], found[at + steps - 1][2])
                parts += [text[done:start], self.folded[" ".join(row)]]
                done = end
            at += steps or 1
        return "".join([*parts, text[done:]])

    def _match(self, found: list[tuple[str, int, int]], at: int) -> int:
        for row in self.starts.get(found[at][0], ()):
            if tuple(word for word, _, _ in found[at : at + len(row)]) == row:
                return len(row)
        return 0

    def back(self, text: str) -> str:
        """A text with every code name as the name behind it."""
        return _CODE.sub(lambda hit: self.names.get(hit.group(), hit.group()), text)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name with the dot of its legal form and the quotes that belong to it."""
    if text[end : end + 1] == "." and text[end - 2 : end - 1] in (".", " "):
        end += 1
    before, span, after = text[start - 1 : start], text[start:end], text[end : end + 1]
    if before in OPENING and (after in CLOSING or any(sign in span for sign in CLOSING)):
        start -= 1
    if after in CLOSING and (before in OPENING or any(sign in span for sign in OPENING)):
        end += 1
    return start, end


def fold(name: str) -> str:
    """The words of a name in lower case, for comparing; the bare text where there are none."""
    return " ".join(word.casefold() for word in _WORD.findall(name)) or name.strip()


def coined(secret: str, key: str, step: int) -> str:
    """The step-th code name of a key: a star and four digits."""
    digest = hmac.digest(secret.encode(), f"{step} {key}".encode("utf-8", "surrogatepass"), "sha256")
    number = int.from_bytes(digest[:8], "big")
    return f"{STARS[number % len(STARS)]} {FIRST + number // len(STARS) % SPAN}"


def veil(secret: str, known: Iterable[Known], fixed: Mapping[str, str] | None = None, seal: str = "") -> Veil:
    """Code names for all that is known.

    known: a key that stays the same ("": whoever bears the name), and every spelling, the one to show first; who comes
    first keeps a code that two would have. fixed: texts with what is shown for them (files, sheets).
    """
    exact, folded, names, by_key = dict[str, str](), dict[str, str](), dict[str, str](), dict[str, str]()
    for key, spellings in known:
        first = spellings[0]
        code = by_key.get(key) if key else exact.get(first) or folded.get(fold(first))
        code = code or _free(secret, key or fold(first), names)
        if key:
            by_key[key] = code
        names.setdefault(code, first)
        for name in spellings:
            exact.setdefault(name, code)
            folded.setdefault(fold(name), code)
            folded.setdefault(_bare(fold(name)), code)
    looked = {row: code for row, code in folded.items() if _distinct(row)}
    for text, shown in (fixed or {}).items():
        exact[text] = shown
        if "." in text:
            folded[fold(text)] = looked[fold(text)] = shown
    starts: dict[str, list[tuple[str, ...]]] = {}
    for row in looked:
        words = tuple(row.split())
        starts.setdefault(words[0], []).append(words)
    ordered = {word: tuple(sorted(rows, key=lambda row: (-len(row), row))) for word, rows in starts.items()}
    return Veil(secret, seal, exact, folded, ordered, names)


def _free(secret: str, key: str, taken: Mapping[str, str]) -> str:
    step = 0
    while (code := coined(secret, key, step)) in taken:
        step += 1
    return code


def _bare(row: str) -> str:
    """A name without its legal form, where enough is left to tell it by."""
    words = row.split()
    while words and words[-1] in LEGAL:
        words.pop()
    while words and words[0] in LEGAL:
        words.pop(0)
    bare = " ".join(words)
    return bare if len(words) > 1 or len(bare) >= SHORT else row


def _distinct(row: str) -> bool:
    """Whether words in the middle of a sentence can only mean this name."""
    signs = row.replace(" ", "")
    enough = len(signs) >= LETTERS if any(sign.isalpha() for sign in signs) else len(signs) >= DIGITS
    return enough and any(map(str.isalnum, signs))


def replaced(value: Any, change: Callable[[str], str]) -> Any:
    """A value of plain data with every text in it changed: texts, rows, tables by key, records."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple | list | frozenset):
        return type(value)(replaced(part, change) for part in value)
    if isinstance(value, dict):
        return {replaced(key, change): replaced(part, change) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: replaced(getattr(value, each.name), change) for each in fields(value)})
    if hasattr(value, "model_copy"):
        names = type(value).model_fields
        return value.model_copy(update={name: replaced(getattr(value, name), change) for name in names})
    return value
