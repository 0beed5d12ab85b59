"""In which encoding a text file is written, and the same text as utf-8 bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import zip_longest

import numpy as np

from segcore.errors import LabradorError

SAMPLE = 1 << 16
CHUNK = 1 << 20
_BREAKS = bytes.maketrans(b"\v\f", b"  ")
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r\v\f")
_CANDIDATES = (
    "cp1250", "cp1251", "cp866", "cp1252", "cp852", "iso8859-2", "koi8-r", "mac_cyrillic", "mac_latin2",
)  # fmt: skip
_NOTHING = re.compile(rb"([~<^?]\d\d)\xff+")  # how Polish MT940 statements fill an empty field
_COMMON = {
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžőűöüäß",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ№«»",
    "cp866": "абвгдежзийклмнопрстуфхцчшщъыьэюяё№",
    "cp1252": "äöüßàâçèéêëîïôûùñóíáåæøœ€£",
    "cp852": "ąćęłńóśźżäöüß",
    "iso8859-2": "ąćęłńóśźż",
    "koi8-r": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "mac_cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяё№",
    "mac_latin2": "ąćęłńóśźż",
}
_CYRILLIC = frozenset(map(chr, range(0x400, 0x460)))
_FREQUENT = frozenset("оеаинтсрлв")
_PUNCTUATION = set("„”“’‘«»–—…№§°€£\u00a0×•·®©²³½™‰\u202f−")


def detect(content: bytes, plain: bool = False) -> str:
    """Name of the encoding: a byte order mark, else strict utf-8, else the alphabet that fits the letters best.

    plain: it is known to be ASCII.
    """
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    wide = utf16_without_mark(content[:2048])
    if wide:
        return wide
    if plain or content.isascii() or _is_utf8(content):
        return "utf-8"
    sample = _NOTHING.sub(rb"\1", foreign_lines(content))
    scores = [(alphabet_score(sample, name), -place, name) for place, name in enumerate(_CANDIDATES)]
    return max(scores)[2]


def is_known(encoding: str) -> bool:
    """Whether there is a text encoding of that name."""
    try:
        return bool("a".encode(encoding))
    except (LookupError, UnicodeError):
        return False


def to_utf8(content: bytes, encoding: str, name: str) -> bytes:
    """The content as utf-8 without a byte order mark. Raises LabradorError `file.encoding` (file, encoding)."""
    if encoding == "utf-8":
        return content
    if encoding == "utf-8-sig":
        return content.removeprefix(b"\xef\xbb\xbf")
    try:
        decoder = codecs.getincrementaldecoder(encoding)(errors="strict" if encoding == "utf-16" else "replace")
        pieces = [decoder.decode(chunk).encode("utf-8", "replace") for chunk in _chunks(content)]
        pieces.append(decoder.decode(b"", True).encode("utf-8", "replace"))
    except (LookupError, UnicodeError):
        raise LabradorError("file.encoding", file=name, encoding=encoding) from None
    return b"".join(pieces).removeprefix(b"\xef\xbb\xbf")


def without_controls(content: bytes) -> bytes:
    """Text in utf-8 without control characters: no cell shows them and no spreadsheet takes them."""
    return content.translate(_BREAKS, _CONTROLS) if has_controls(content) else content


def has_controls(content: bytes) -> bool:
    """Whether a text in utf-8 holds a control character."""
    low = sum(int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) < 32)) for chunk in _chunks(content))
    return low != sum(map(content.count, (b"\t", b"\n", b"\r"))) or b"\x7f" in content


def _chunks(content: bytes) -> Iterator[memoryview]:
    view = memoryview(content)
    return (view[start : start + CHUNK] for start in range(0, len(view), CHUNK))


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(content):
            decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def utf16_without_mark(start: bytes) -> str | None:
    """The utf-16 of a text without a byte order mark, None where it is something else."""
    half = len(start) // 2
    if half < 8:
        return None
    if start[1::2].count(0) > half * 0.4 and not start[::2].count(0):
        return "utf-16-le"
    if start[::2].count(0) > half * 0.4 and not start[1::2].count(0):
        return "utf-16-be"
    return None


def foreign_lines(content: bytes) -> bytes:
    """Lines with bytes above 127, up to SAMPLE bytes of them, wherever in the file they stand."""
    kept: list[bytes] = []
    size = 0
    for start in range(0, len(content), CHUNK):
        piece = content[start : start + CHUNK]
        for line in () if piece.isascii() else piece.split(b"\n"):
            if not line.isascii():
                kept.append(line)
                size += len(line)
        if size > SAMPLE:
            break
    return b"\n".join(kept)[: 2 * SAMPLE]


def alphabet_score(sample: bytes, name: str) -> float:
    """Letters of the encoding's languages, counted; capitals inside words, letters inside figures, strange signs and
    words of two alphabets count against it, frequent letters a little more for it.
    """
    text = sample.decode(name, "replace")
    common = _COMMON[name]
    score = 0.0
    before = " "
    for letter, after in zip_longest(text, text[1:], fillvalue=" "):
        if letter.isascii():
            score -= 2.0 * (letter.isalpha() and before in _CYRILLIC)
        elif letter.casefold() in common:
            inside = letter.isupper() and before.islower()
            mixed = letter in _CYRILLIC and before.isascii() and before.isalpha()
            figure = before.isdigit() and after.isdigit()
            score += -1.0 if inside or mixed or figure else 1.0 + 0.1 * (letter.casefold() in _FREQUENT)
        elif letter not in _PUNCTUATION:
            score -= 1.0 if letter.isalpha() else 2.0
        elif before.isalpha() and letter in "³²°©®™½£":
            score -= 1.0
        before = letter
    return score
