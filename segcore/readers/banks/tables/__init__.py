"""Bank statements as tables: CSV, spreadsheets and web pages, each bank by its own header words, any other by proof."""

from __future__ import annotations

from collections.abc import Callable

from segcore.readers.banks.tables import refused
from segcore.readers.banks.tables.reading import read
from segcore.readers.banks.tables.shape import shape
from segcore.readers.content import WORKBOOKS, Content
from segcore.readers.format import Format

KINDS = ("text", "html", *WORKBOOKS)
_ENDINGS = ("csv", "txt", "xlsx", "xls", "html")
BANKS = (
    ("mbank", "mBank"),
    ("pko", "PKO BP"),
    ("ing_pl", "ING Bank Śląski"),
    ("pekao", "Pekao"),
    ("millennium", "Millennium"),
    ("santander_pl", "Santander Bank Polska"),
    ("revolut", "Revolut"),
    ("sber", "СберБизнес"),
    ("privatbank", "ПриватБанк"),
    ("sparkasse", "Sparkasse"),
    ("volksbank", "Volksbank"),
    ("card_ru", "Т-Банк, Сбер: card"),
    ("bank_table", "Bank statement"),
)


def _claims(name: str) -> Callable[[Content], bool]:
    def claims(content: Content) -> bool:
        known = shape(content)
        return known is not None and known.format == name

    return claims


FORMATS: tuple[Format, ...] = (
    *(Format(name, title, "bank", _ENDINGS, KINDS, _claims(name), read) for name, title in BANKS),
    *refused.FORMATS,
)
