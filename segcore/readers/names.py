"""Customer names for comparing: what is left when quotes, signs and legal forms are gone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_LONG = (
    "общество с ограниченной ответственностью", "публичное акционерное общество", "закрытое акционерное общество",
    "открытое акционерное общество", "акционерное общество", "индивидуальный предприниматель",
    "товариство з обмеженою відповідальністю", "фізична особа підприємець", "приватне підприємство",
    "крестьянское фермерское хозяйство", "spółka z ograniczoną odpowiedzialnością spółka komandytowa",
    "spółka z ograniczoną odpowiedzialnością", "spolka z ograniczona odpowiedzialnoscia", "spółka akcyjna",
    "spółka komandytowo akcyjna", "spółka komandytowa", "spółka jawna", "spółka cywilna", "spółka partnerska",
    "prosta spółka akcyjna", "sp z o o spółka komandytowa", "sp z o o sp k", "sp z oo sp k", "spzoo sp k", "sp z o o",
    "sp z oo", "sp zoo", "spz o o", "sp k", "sp j", "sp p", "s a", "s c", "p s a", "s k a", "p p h u", "p h u", "f h u",
    "f h", "p w", "gmbh co kg", "gmbh und co kg", "s r o", "a s", "b v", "s r l", "s p a", "l l c", "e k", "e u",
)  # fmt: skip
_SHORT = frozenset(
    [
        "ооо",
        "оао",
        "пао",
        "зао",
        "ао",
        "нао",
        "ип",
        "гуп",
        "муп",
        "фгуп",
        "фгбу",
        "ано",
        "тоо",
        "кфх",
        "одо",
        "чуп",
        "тов",
        "пп",
        "фоп",
        "ат",
        "прат",
        "спд",
        "spzoo",
        "spk",
        "spj",
        "sa",
        "sc",
        "psa",
        "ska",
        "pphu",
        "phu",
        "fhu",
        "ltd",
        "limited",
        "llc",
        "llp",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "plc",
        "gmbh",
        "ug",
        "ag",
        "kg",
        "ohg",
        "gbr",
        "sro",
        "oü",
        "uab",
        "sia",
        "bv",
        "nv",
        "sarl",
        "sas",
        "srl",
        "spa",
        "oy",
        "ab",
        "aps",
        "as",
        "kft",
        "zrt",
        "doo",
        "eood",
        "ood",
        "pte",
        "pty",
        "co",
    ]
)
_FRONT = frozenset(form for form in _SHORT if not form.isascii()) | {"pphu", "phu", "fhu"}
_SEPARATE = str.maketrans(
    dict.fromkeys("\"'«»„”“‘’`´(),;:!?/\\|[]{}<>_-–—*#&", " ") | dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad")
)


def normalise(names: Sequence[str]) -> list[str]:
    """Comparable names, position by position; a name that is nothing but a legal form stays itself.

    NFKC, casefold, ё as е, ß as ss, ł as l; quotes and signs become spaces; legal forms of Russia, Ukraine, Belarus,
    Kazakhstan, Poland, Germany and English-speaking countries are cut at both ends (LEDGERS 4.9).
    """
    text = "\n".join(name.replace("\n", " ").replace("\r", " ") for name in names)
    text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").translate(_SEPARATE).replace(".", " ")
    plain = text.split("\n") if names else []
    return [_strip_forms(name) or _bare(name, given) for name, given in zip(plain, names, strict=True)]


def _bare(name: str, given: str) -> str:
    return " ".join(name.split()) or given.casefold()


def _strip_forms(name: str) -> str:
    words = name.split()
    if words and words[-1] not in _ENDS and words[0] not in _STARTS:
        return " ".join(words).replace("ł", "l")
    while words:
        if words[0] in _FRONT or words[-1] in _SHORT:
            words = words[1:] if words[0] in _FRONT else words[:-1]
            continue
        cut = _cut_long(words) if words[0] in _FIRSTS or words[-1] in _LASTS else words
        if cut is words:
            break
        words = cut
    return " ".join(words).replace("ł", "l")


def _cut_long(words: list[str]) -> list[str]:
    for form in _FORMS:
        size = len(form)
        if len(words) > size:
            if tuple(words[:size]) == form and form in _FRONT_FORMS:
                return words[size:]
            if tuple(words[-size:]) == form:
                return words[:-size]
    return words


_FORMS = tuple(sorted((tuple(form.casefold().split()) for form in _LONG), key=lambda form: (-len(form), form)))
_FRONT_FORMS = frozenset(
    form for form in _FORMS if len(form) > 2 or not form[0].isascii() or form in (("f", "h"), ("p", "w"))
)
_FIRSTS = frozenset(form[0] for form in _FRONT_FORMS)
_LASTS = frozenset(form[-1] for form in _FORMS)
_STARTS = _FRONT | _FIRSTS
_ENDS = _SHORT | _LASTS
