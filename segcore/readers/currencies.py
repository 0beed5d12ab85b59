"""Currency codes from signs and words, in cells, headers and title rows."""

from __future__ import annotations

import re

_WORDS = {
    "PLN": ("pln", "zł", "zl", "złotych", "злотых"),
    "RUB": ("rub", "rub.", "rur", "₽", "руб", "руб.", "р.", "р", "рублей", "рубль", "643", "российский рубль"),
    "UAH": ("uah", "грн", "грн.", "₴", "гривня", "гривен"),
    "KZT": ("kzt", "₸", "тг", "тг.", "тенге"),
    "BYN": ("byn", "бел. руб.", "бел.руб.", "933"),
    "USD": ("usd", "$", "us$", "840", "доллар", "долл.", "доллар сша"),
    "EUR": ("eur", "€", "978", "евро", "euro"),
    "GBP": ("gbp", "£"),
    "CHF": ("chf",),
    "CZK": ("czk", "kč"),
    "TRY": ("try", "₺"),
    "CNY": ("cny", "юань"),
    "JPY": ("jpy", "¥"),
}
_LETTERS = [
    "SEK",
    "NOK",
    "DKK",
    "HUF",
    "RON",
    "BGN",
    "CAD",
    "AUD",
    "NZD",
    "INR",
    "BRL",
    "MXN",
    "ILS",
    "AED",
    "GEL",
    "AMD",
    "AZN",
    "UZS",
    "KGS",
    "MDL",
    "RSD",
    "ZAR",
    "SGD",
    "HKD",
]
CODES = {word: code for code, words in _WORDS.items() for word in words} | {name.casefold(): name for name in _LETTERS}
# words that are safe inside other text: not the bare letter, not a number
_INSIDE = sorted(
    (word for word in CODES if not word.isdigit() and word != "р" and word != "try"), key=len, reverse=True
)
_PART = re.compile(
    "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" if word[0].isalpha() else re.escape(word) for word in _INSIDE)
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\s*р\.?(?!\w)")
TOKEN = "|".join(re.escape(word) for word in sorted((w for w in CODES if not w.isdigit()), key=len, reverse=True))


def code(text: str) -> str:
    """ISO code of a cell of a currency column, "" where it is none."""
    return CODES.get(text.strip().casefold(), "")


def in_title(text: str) -> str:
    """As inside; the `р.` of `2026 р.` is a year and no rouble."""
    return inside(_YEAR.sub("", text))


def inside(text: str) -> str:
    """The one currency named somewhere in a text (`Amount (USD)`, `Бюджет, ₽`, `1 200 zł`), "" for none or several."""
    found = {CODES[word] for word in _PART.findall(text.casefold())}
    return found.pop() if len(found) == 1 else ""
