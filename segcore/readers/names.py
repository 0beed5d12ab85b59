"""Customer names for comparing: what is left when quotes, signs and legal forms are gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

TOGETHER = 1 << 13  # names

_LONG = (
    "общество с ограниченной ответственностью", "публичное акционерное общество", "закрытое акционерное общество",
    "открытое акционерное общество", "акционерное общество", "индивидуальный предприниматель",
    "непубличное акционерное общество", "некоммерческое акционерное общество",
    "общество с дополнительной ответственностью", "государственное унитарное предприятие",
    "муниципальное унитарное предприятие", "автономная некоммерческая организация",
    "федеральное государственное унитарное предприятие", "частное унитарное предприятие",
    "частное торговое унитарное предприятие", "товарищество с ограниченной ответственностью", "акціонерне товариство",
    "приватне акціонерне товариство", "публічне акціонерне товариство", "товариство з обмеженою відповідальністю",
    "фізична особа підприємець", "приватне підприємство", "крестьянское фермерское хозяйство",
    "spółka z ograniczoną odpowiedzialnością spółka komandytowa", "spółka z ograniczoną odpowiedzialnością",
    "spolka z ograniczona odpowiedzialnoscia", "spółka akcyjna", "spółka komandytowo akcyjna", "spółka komandytowa",
    "spółka jawna", "spółka cywilna", "spółka partnerska", "prosta spółka akcyjna", "spółka z o o spółka komandytowa",
    "spółka z o o sp k", "spółka z o o", "spółka z oo", "sp komandytowa", "sp jawna",
    "przedsiębiorstwo handlowo usługowe", "aktiengesellschaft", "eingetragener kaufmann",
    "gesellschaft mit beschränkter haftung", "ug haftungsbeschränkt", "limited liability company",
    "public limited company", "sp z ograniczoną odpowiedzialnością", "sp z o o spółka komandytowa", "sp z o o sp k",
    "sp z oo sp k", "spzoo sp k", "sp z o o", "sp z oo", "sp zoo", "spz o o", "sp k", "sp j", "sp p", "s a", "s c",
    "p s a", "s k a", "p p h u", "p h u", "f h u", "f h", "p w", "gmbh co kg", "gmbh und co kg", "s r o", "a s",
    "b v", "s r l", "s p a", "l l c", "e k", "e u",
)  # fmt: skip
_SHORT = (
    "ооо", "оао", "пао", "зао", "ао", "нао", "ип", "гуп", "муп", "фгуп", "фгбу", "ано", "тоо", "кфх", "одо", "чуп",
    "чтуп", "жшс", "тов", "пп", "фоп", "ат", "прат", "спд", "spzoo", "spk", "spj", "sa", "sc", "psa", "ska", "pphu",
    "phu", "fhu", "ltd", "limited", "llc", "llp", "inc", "incorporated", "corp", "corporation", "plc", "gmbh", "ug",
    "ag", "kg", "ohg", "gbr", "sro", "oü", "uab", "sia", "bv", "nv", "sarl", "sas", "srl", "spa", "oy", "ab", "aps",
    "as", "kft", "zrt", "doo", "eood", "ood", "pte", "pty", "co",
)  # fmt: skip
_FRONT = ("pphu", "phu", "fhu", "f h", "p w", *(form for form in _SHORT if not form.isascii()))
_SIGNS = "[-\"'«»„”“‘’`´(),.;:!?/\\\\|\\[\\]{}<>_–—*#&+\\s]+"
_INVISIBLE = "[\\x{200b}\\x{200c}\\x{200d}\\x{feff}\\x{ad}]"


UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
_FOLDS = (("ё", "е"), ("ß", "ss"), *zip("ąćęłńóśźż", "acelnoszz", strict=True), *UMLAUTS)


def _folded(form: str) -> str:
    for letter, plain in _FOLDS:
        form = form.replace(letter, plain)
    return form


def _alternatives(forms: Sequence[str]) -> str:
    return "|".join(sorted((_folded(form) for form in forms), key=lambda form: (-len(form), form)))


_ENDS = _alternatives([*_LONG, *_SHORT])
_STARTS = _alternatives([*_FRONT, *(form for form in _LONG if form.count(" ") > 1 or not form.isascii())])
_STEPS = (
    (_SIGNS, " "),
    (f"^ ?(?:(?:{_STARTS}) )+|(?: (?:{_ENDS}))+ ?$", ""),
)


def normalise(names: Sequence[str]) -> list[str]:
    """Comparable names, position by position; a name that is nothing but a legal form stays itself.

    NFKC, lower case, ё as е, ß as ss, ä as ae, Polish letters without their marks; quotes and
    signs become spaces; legal forms of Russia, Ukraine, Belarus, Kazakhstan, Poland, Germany and English-speaking
    countries are cut at both ends.
    """
    runs = range(0, len(names), TOGETHER)
    return [name for start in runs for name in _normalised(names[start : start + TOGETHER])]


def _normalised(names: Sequence[str]) -> list[str]:
    text: Any = pa.array(names, type=pa.string())
    if not all(map(str.isascii, names)):
        text = pc.replace_substring_regex(pc.utf8_lower(pc.utf8_normalize(text, "NFKC")), _INVISIBLE, "")
        for letter, plain in _FOLDS:
            text = pc.replace_substring(text, letter, plain)
    else:
        text = pc.ascii_lower(text)
    for pattern, plain in _STEPS:
        text = pc.replace_substring_regex(text, pattern, plain)
    found: list[str] = pc.utf8_trim(text, characters=" ").to_pylist()
    return [name or raw.strip().casefold() for name, raw in zip(found, names, strict=True)]


def without_umlauts(names: Sequence[str]) -> dict[str, str]:
    """Names with umlauts as others write them, with one vowel (`muller`), and what `normalise` calls them (`mueller`).

    A spelling two of them share is left out.
    """
    marked = [name for name in names if not name.isascii() and any(letter in name.casefold() for letter, _ in UMLAUTS)]
    bare = str.maketrans("äöüÄÖÜ", "aouAOU")
    found: dict[str, set[str]] = {}
    for plain, full in zip(normalise([name.translate(bare) for name in marked]), normalise(marked), strict=True):
        found.setdefault(plain, set()).add(full)
    return {plain: full.pop() for plain, full in found.items() if len(full) == 1}
