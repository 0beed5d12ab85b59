"""Text that another program read in a wrong encoding and saved so: `Tytu³`, `Ð¡ÑƒÐ¼Ð¼Ð°`, `РЎСѓРјРјР°`, put right."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from segcore.readers.charsets import alphabet_score, foreign_lines

PROBED, SHARE = 300, 0.9
_TAKEN_FOR = ("cp1252", "cp1251", "cp1250")
_ONE_BYTE = ("cp1250", "cp1251")
_LOST = (b"\xb3", b"\xb9", b"\x9c", b"\x9f", b"\xbf", b"\xa3")  # what ł ą ś ź ż Ł are in cp1250
_CAPITALS = re.compile(r"[£¥¯](?=[A-ZÓŒÊÆÑ]{2})|[Œ\x8c](?=[WCLMRPT])")  # Ł Ą Ż before letters, Ś


def repaired(content: bytes) -> bytes | None:
    """A utf-8 text with its letters put right, None where they are not broken."""
    if content.isascii():
        return None
    sample = foreign_lines(content).decode("utf-8", "replace").splitlines()[:PROBED]
    mend = _doubled(sample) or _mistaken(sample)
    if mend is None:
        return None
    lines = content.decode("utf-8", "replace").splitlines(keepends=True)
    return "".join(line if line.isascii() else mend(line) or line for line in lines).encode("utf-8", "replace")


def _doubled(sample: list[str]) -> Callable[[str], str | None] | None:
    """How utf-8 that was taken for an encoding of one byte a letter is put right."""
    for wrong in _TAKEN_FOR:

        def mend(line: str, wrong: str = wrong) -> str | None:
            raw = _as_bytes(line, wrong)
            try:
                return raw.decode("utf-8") if raw is not None else None
            except UnicodeDecodeError:
                return None

        if sum(mend(line) is not None for line in sample) >= SHARE * len(sample):
            return mend
    return None


def _mistaken(sample: list[str]) -> Callable[[str], str | None] | None:
    """How Polish or Russian that was taken for a western language is put right."""
    raw = _as_bytes("\n".join(sample), "cp1252")
    if raw is None:
        return None
    western = alphabet_score(raw, "cp1252")
    best = max(_ONE_BYTE, key=lambda name: alphabet_score(raw, name))
    text = raw.decode(best, "replace")
    capitals = len(_CAPITALS.findall("\n".join(sample)))
    gain = alphabet_score(raw, best) - western + 2 * capitals
    broken = best == "cp1250" and (capitals > 0 or any(sign in raw for sign in _LOST))
    if gain < 2 or not (broken or (best == "cp1251" and _whole_words(text))):
        return None

    def mend(line: str) -> str | None:
        found = _as_bytes(line, "cp1252")
        return found.decode(best, "replace") if found is not None else None

    return mend


def _whole_words(text: str) -> bool:
    """Whether foreign letters stand beside each other, not among Latin ones as accents do."""
    foreign = mixed = 0
    for before, letter in pairwise(text):
        if letter.isalpha() and not letter.isascii():
            foreign += 1
            mixed += before.isascii() and before.isalpha()
    return mixed <= 0.1 * foreign


def _as_bytes(text: str, encoding: str) -> bytes | None:
    """The bytes that make a text in an encoding; places the encoding leaves free stand for themselves."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        found = bytearray()
    for letter in text:
        try:
            found += letter.encode(encoding)
        except UnicodeEncodeError:
            if ord(letter) > 255:
                return None
            found.append(ord(letter))
    return bytes(found)
