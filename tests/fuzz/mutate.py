"""Mutated files: a seed, a number, and the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from random import Random

from segcore.ledger import SourceFile
from tests.readers.hostile.parts import members, packed

TESTS = Path(__file__).resolve().parents[1]
BOOKS = (".xlsx", ".xls", ".ods", ".xlsb")
TOKENS = (
    b"", b"\0", b"\xff\xff\xff\xff", b"-1", b"0", b"1", b"NaN", b"inf", b"1e999", b"9" * 40, b"2147483648", b"-0",
    b"XFD1048576", b"A0", b"\r", b"\n", b";", b",", b"\t", b'"', b"'", b'""', b"<", b">", b"&", b"&amp;", b"</", b"/>",
    b"<!--", b"-->", b"]]>", b"<![CDATA[", b"<!DOCTYPE a>", b"=1+1", b":61:", b":86:", b"-}", b"^", b"31.02.2025",
    b"9999-12-31", b"0000-00-00", "\u202e".encode(), "\u200b".encode(), b"\xef\xbb\xbf", b"\xff\xfe", b"\xd0", b"\xa0",
    b"1.234.567,89", b"(500.00)", b"PLN", "ą".encode("cp1250"), "Итого".encode(), b"Total", b" " * 300, b"a" * 70_000,
)  # fmt: skip


def seeds(books: bool) -> list[Path]:
    """The honest files that are mutated: workbooks, or all others."""
    found = [path for folder in ("samples", "fuzz/seeds", "twelve") for path in (TESTS / folder).rglob("*")]
    others = (".py", ".md", ".json", ".pyc")
    files = [path for path in sorted(found) if path.is_file() and path.suffix not in others]
    return [path for path in files if (path.suffix in BOOKS) == books]


def mutated(path: Path, number: int) -> SourceFile:
    """Variant `number` of a file."""
    random = Random(f"{path.name} {number}")
    content = path.read_bytes()
    if content.startswith(b"PK") and random.random() < 0.8:
        content = _inside(content, random)
    else:
        for _ in range(random.choice((1, 1, 2, 3, 8))):
            content = _bytes(content, random)
    return SourceFile(f"{number} {path.name}", content)


def _inside(content: bytes, random: Random) -> bytes:
    """The members of a zip file changed, so that the parsers behind it meet them."""
    parts = members(content)
    for _ in range(random.choice((1, 1, 2, 4))):
        name = random.choice(sorted(parts))
        kind = random.random()
        if kind < 0.05 and len(parts) > 1:
            del parts[name]
        elif kind < 0.1:
            parts[name] = parts[random.choice(sorted(parts))]
        elif kind < 0.15:
            parts[name.upper()] = parts.pop(name)
        else:
            for _ in range(random.choice((1, 2, 5))):
                parts[name] = _bytes(parts[name], random)
    return packed(parts)


def _bytes(content: bytes, random: Random) -> bytes:
    """One change: a bit, a cut, a slice twice or away, a token in or over it, two slices swapped, a number changed."""
    if not content:
        return random.choice(TOKENS)
    at, end = sorted((random.randrange(len(content)), random.randrange(len(content))))
    length = min(end - at, random.choice((1, 4, 40, 400)))
    piece, token = content[at : at + length], random.choice(TOKENS)
    match random.randrange(8):
        case 0:
            return content[:at] + bytes([content[at] ^ 1 << random.randrange(8)]) + content[at + 1 :]
        case 1:
            return content[: max(at, 1)] if random.random() < 0.5 else content[:at] + content[end:]
        case 2:
            return content[:at] + piece * random.choice((2, 3, 50)) + content[at + length :]
        case 3:
            return content[:at] + content[at + length :]
        case 4:
            return content[:at] + token + content[at:]
        case 5:
            return content[:at] + token + content[at + max(len(token), 1) :]
        case 6:
            return (
                content[:at]
                + content[end : end + length]
                + content[at + length : end]
                + piece
                + content[end + length :]
            )
        case _:
            return bytes(
                random.choice(b"0123456789") if 48 <= c <= 57 and random.random() < 0.3 else c for c in content
            )
